"""`/pronounce` and the 🔊 button: what the sources say, and what a program makes of it, told apart."""

from __future__ import annotations

import asyncio
import io
import wave

import pytest
import simcord
from discord_bot.features.define.test_define import SENSES_OF_MS
from discord_bot.lexicon_edits import change_entry, definition, entry
from discord_bot.reading import as_read
from discord_bot.world import World, answered, shown
from msgspec.structs import replace

from bot.discord_bot.features.pronounce import speech
from bot.discord_bot.features.pronounce.page import pronunciation_text
from bot.discord_bot.features.pronounce.phonemes import phonemes
from bot.discord_bot.features.pronounce.respelling import ipa_of_respelling
from bot.discord_bot.features.pronounce.sounds import Basis, spoken_sounds, spoken_words
from bot.discord_bot.features.pronounce.speech import Speaker
from bot.discord_bot.ui.page import disclaimer
from bot.lexicon.model import Entry, NamePronunciation, PronunciationCredits
from bot.settings import Home

needs_speech = pytest.mark.skipif(not speech.is_installed(), reason="the extra `speech` is not installed")


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host without the extra `speech`."""
    monkeypatch.setattr(speech, "is_installed", lambda: False)


@pytest.fixture
def held_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """A speaker for whom everybody waits already."""
    monkeypatch.setattr(speech, "MAX_WAITING", 0)


async def pronounced(world: World, term: str, **options: object) -> simcord.ResponseMessage:
    """Return the answer to Alice, who uses /pronounce in the server."""
    return answered(await world.alice.slash(world.channel, "pronounce", term=term, **options))


def attached(message: simcord.ResponseMessage) -> list[str]:
    """The names of the attached files."""
    return [file.filename for file in message.message.attachments]


async def test_the_publishers_recording_is_linked_and_nothing_is_attached(world: World) -> None:
    message = await pronounced(world, "interleukin")
    published = entry(world.home, "interleukin")
    text = as_read(message.content)
    assert text.splitlines()[0] == "## interleukin"
    assert f"[{published.respelling}]" in text
    assert f"(<{published.audio}>)" in message.content
    assert attached(message) == []
    assert "synthesized speech" not in text
    assert text.endswith(disclaimer())


async def test_below_what_a_source_says_it_stands_there_with_its_year(world: World) -> None:
    lines = as_read((await pronounced(world, "interleukin")).content).splitlines()
    assert lines[1:6] == [
        "in·ter·leu·kin",
        "Say: [in-ter-LOO-kin]",
        "Medlex Starter Glossary (not medically reviewed), Medlex, 2026",
        "🔊 Listen to the publisher's recording",
        "NCI Dictionary of Cancer Terms, National Cancer Institute, 2026",
    ]


async def test_a_source_that_says_a_word_and_does_not_define_it_is_named_by_its_id(
    own_home: Home, world: World
) -> None:
    change_entry(own_home, "cytokine", respelling="SY-toh-kine", said_by=PronunciationCredits(None, "ours", None))
    lines = (await pronounced(world, "cytokine")).content.splitlines()
    assert lines[lines.index("Say: \\[SY-toh-kine\\]") + 1] == "-# ours"


@pytest.mark.usefixtures("silent")
async def test_without_the_extra_it_says_what_there_is(world: World) -> None:
    message = await pronounced(world, "myocardial infarction")
    assert attached(message) == []
    assert "There is no recording of this word." in message.content
    assert "eSpeak" not in message.content


@pytest.mark.usefixtures("silent")
async def test_a_word_that_no_source_says_how_to_pronounce_is_said_to_be_one(own_home: Home, world: World) -> None:
    change_entry(own_home, "cytokine", respelling=None, ipa=None, audio=None, hyphenation=None)
    assert "No installed source says" in (await pronounced(world, "cytokine")).content


async def test_a_published_ipa_is_told_from_one_that_a_program_made(own_home: Home, world: World) -> None:
    change_entry(own_home, "cytokine", ipa="ˈsaɪtəkaɪn", audio=None)
    content = (await pronounced(world, "cytokine")).content
    assert "IPA, as published: ˈsaɪtəkaɪn" in content
    assert "made by a program" not in content


@needs_speech
async def test_speech_is_attached_as_sound_and_labelled_as_synthesized(own_home: Home, world: World) -> None:
    change_entry(own_home, "interleukin", audio=None)
    message = await pronounced(world, "interleukin")
    assert attached(message) == ["synthesized-speech.wav"]
    assert "a computer voice (eSpeak NG), not a person. It may be wrong." in message.content
    assert "It is made from the respelling above." in message.content
    assert "IPA, made from the respelling, may be wrong: ɪntɚˈluːkɪn" in message.content


@needs_speech
async def test_a_name_that_no_source_respells_is_read_by_its_letters_and_labelled_so(world: World) -> None:
    message = await pronounced(world, "cytokines")
    content = as_read(message.content)
    assert content.startswith("## cytokines\n")
    assert attached(message) == ["synthesized-speech.wav"]
    assert "It is made from the spelling of the name." in content
    assert "IPA, made by a program (eSpeak NG), may be wrong: sˈaɪɾəkˌaɪnz" in content


async def test_what_was_typed_is_pronounced_and_not_the_headword_that_it_leads_to(own_home: Home, world: World) -> None:
    said = NamePronunciation("IL", respelling="eye-EL", said_by=PronunciationCredits(None, "ours", None))
    change_entry(own_home, "interleukin", other_pronunciations=(said,))
    content = as_read((await pronounced(world, "il")).content)
    assert content.startswith("## IL\n*IL* is an abbreviation for *interleukin*\n")
    assert "Say: [eye-EL]" in content
    assert "LOO-kin" not in content


async def test_a_name_without_a_pronunciation_of_its_own_does_not_borrow_the_headwords(world: World) -> None:
    content = as_read((await pronounced(world, "heart attack")).content)
    assert content.startswith("## heart attack\n")
    assert "No installed source says how this word is pronounced." in content
    assert "in-FARK-shun" not in content


async def test_the_button_pronounces_the_name_that_led_to_the_page_also_after_a_restart(world: World) -> None:
    page = await world.tab("heart attack", "More")
    await world.restart()
    said = answered(await world.alice.click(page, label="Pronounce"))
    assert said.content.startswith("## heart attack\n")
    shared = answered(await world.alice.click(said, label="Show to everyone"))
    assert shared.content.startswith("## heart attack\n")


@pytest.mark.parametrize(
    ("respelling", "ipa"),
    [
        ("in-ter-LOO-kin", "ɪntɚˈluːkɪn"),
        ("KAYR-uh-TOH-sis", "ˌkɛɹəˈtoʊsɪs"),
        ("KOL-poh-SKOPE", "ˈkɑlpoʊˌskoʊp"),
        ("I-oh-dine", "ˈaɪoʊdaɪn"),
        ("hart uh-TAK", "ˈhɑɹt əˈtæk"),
        ("SY-kloh-OK-sih-jeh-NAYS-2", None),
    ],
)
def test_a_respelling_is_read_as_its_key_says(respelling: str, ipa: str | None) -> None:
    assert ipa_of_respelling(respelling) == ipa


@pytest.mark.parametrize(
    ("ipa", "language", "mnemonics"),
    [
        ("dɪspˈniːə", "en", "dIsp'ni:|@"),
        ("ˈlɛtəɹ, ˈlɛtə", "en", "'lEt3"),
        ("ˈbɒt.l̩", "en", "'b0t@l"),
        ("ˈt͡ʃɝt͡ʃ", "en", "'tS3:tS"),
        ("aspiˈɾina", "es", "aspi'*ina"),
        ("ǃkʼ", "en", None),
    ],
)
def test_ipa_is_written_in_the_phonemes_of_the_program(ipa: str, language: str, mnemonics: str | None) -> None:
    assert phonemes(ipa, language) == mnemonics


def test_speech_is_made_from_the_ipa_unless_the_respelling_contradicts_it() -> None:
    agreeing = Entry(key="angina", headword="angina", respelling="an-JY-nuh", ipa="ænˈdʒaɪnə")
    assert spoken_sounds(agreeing).phonemes == "an'dZaIn@"
    contradicting = replace(agreeing, ipa="ˈændʒɪnə")
    assert spoken_sounds(contradicting).basis is Basis.RESPELLING
    assert "ˈændʒɪnə" not in pronunciation_text(contradicting, None)
    assert "ænˈdʒaɪnə" in pronunciation_text(contradicting, None)


@needs_speech
async def test_the_same_letters_sound_as_their_respelling_says() -> None:
    by_letters, by_phonemes = [await Speaker().speak("cat", "en", each) for each in (None, "Int3l'u:kIn")]
    assert by_letters is not None
    assert by_phonemes is not None
    assert len(by_phonemes.wav) > len(by_letters.wav) * 1.3


def test_abbreviations_are_spelled_and_words_in_capitals_are_not() -> None:
    assert [spoken_words(name) for name in ("COPD", "AIDS", "Tylenol")] == ["C O P D", "AIDS", "Tylenol"]


@needs_speech
async def test_a_spanish_headword_is_spoken_by_a_spanish_voice(own_home: Home, world: World) -> None:
    change_entry(
        own_home, "interleukin", audio=None, headword="interleucina", definitions=(definition("Una.", language="es"),)
    )
    content = (await pronounced(world, "key:interleukin")).content
    assert "ˌinteɾleʊsˈina" in content


@needs_speech
@pytest.mark.usefixtures("held_up")
async def test_when_too_many_wait_the_answer_comes_without_speech(own_home: Home, world: World) -> None:
    change_entry(own_home, "interleukin", audio=None)
    message = await pronounced(world, "interleukin")
    assert attached(message) == []
    assert "There is no recording" in message.content


@needs_speech
async def test_what_is_spoken_is_a_short_wav_file_that_is_not_silent() -> None:
    spoken = await Speaker().speak("interleukin", "en")
    assert spoken is not None
    with wave.open(io.BytesIO(spoken.wav)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert 0.3 < file.getnframes() / file.getframerate() < 5
        assert max(file.readframes(file.getnframes())) > 0


@needs_speech
@pytest.mark.parametrize("words", ["[[h@l'oU]]", "<speak>x</speak>", "α-fetoprotein", "β2\0x", "💉", "?!", ""])
async def test_odd_words_are_spoken_as_text_or_not_at_all_and_never_break(words: str) -> None:
    spoken = await Speaker().speak(words, "en")
    assert spoken is not None
    assert spoken.wav.startswith(b"RIFF")


@needs_speech
async def test_words_that_are_asked_for_at_once_are_each_spoken_whole() -> None:
    speaker = Speaker()
    words = ["interleukin", "cytokine", "interferon"]
    alone = [await speaker.speak(word, "en") for word in words]
    at_once = await asyncio.gather(*(speaker.speak(word, "en") for word in words))
    for one, other in zip(alone, at_once, strict=True):
        assert one is not None
        assert other is not None
        assert one.ipa == other.ipa
        assert len(one.wav) == pytest.approx(len(other.wav), rel=0.05)  # the voice is never quite the same


@needs_speech
async def test_what_takes_minutes_to_speak_is_not_spoken_and_the_next_word_is() -> None:
    speaker = Speaker()
    assert await speaker.speak("1234567890 " * 9, "en") is None
    spoken = await speaker.speak("interleukin", "en")
    assert spoken is not None
    assert len(spoken.wav) < 100_000


async def test_long_words_and_languages_without_a_voice_are_not_spoken() -> None:
    assert await Speaker().speak("x" * 101, "en") is None
    assert await Speaker().speak("слово", "ru") is None


async def test_the_speaker_button_answers_whoever_presses_it_privately(world: World) -> None:
    message = await world.tab("interleukin", "More")
    before = message.components
    for member in (world.alice, world.bob):
        result = await member.click(message, label="Pronounce")
        assert result.ephemeral
        assert answered(result).content.startswith("## interleukin\n")
    assert message.components == before


async def test_the_speaker_button_works_after_a_restart_and_in_direct_messages(world: World) -> None:
    message = answered(await world.alice.user.slash("define", term="interleukin"))
    await world.alice.user.click(message, label="More")
    await world.restart()
    result = await world.alice.user.click(message, label="Pronounce")
    assert answered(result).content.startswith("## interleukin\n")


async def test_a_name_with_several_meanings_gets_the_choice(world: World) -> None:
    senses = set(shown(await pronounced(world, "MS")).options("meaning"))
    assert senses == SENSES_OF_MS


async def test_a_misspelt_name_is_suggested_and_not_pronounced(world: World) -> None:
    message = await pronounced(world, "hydralizine", private=True)
    assert message.ephemeral
    opened = {button["custom_id"] for button in shown(message).buttons if button["label"] == "Open"}
    assert "tab:overview:k:hydralazine" in opened


async def test_a_name_without_a_word_gets_a_private_kind_line(world: World) -> None:
    message = await pronounced(world, "?!")
    assert message.ephemeral
    assert "Type a medical term" in message.content
    assert world.expected_errors()


async def test_names_are_offered_while_one_types(world: World) -> None:
    choices = await world.alice.autocomplete(world.channel, "pronounce", "term", "inter")
    assert choices[0] == {"name": "interleukin", "value": "key:interleukin"}
