"""The message about how a name is pronounced: according to the sources and, marked as such, according to a program.

It is a plain message instead of a page of components: only there Discord shows a player for an attached sound file.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import discord

from bot.discord_bot.features.pronounce.sounds import Basis, SpokenSounds, spoken_sounds
from bot.discord_bot.features.pronounce.speech import Speech
from bot.discord_bot.pages.how_found import how_found
from bot.discord_bot.pages.pronunciation_credits import credit_line, hyphenation
from bot.discord_bot.ui.custom_ids.sharing import SharePronunciation
from bot.discord_bot.ui.markdown import link, plain_name
from bot.discord_bot.ui.page import Button, disclaimer, small_print
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.sharing import share_or_delete_button, shown_by_line
from bot.discord_bot.ui.text_format import MARKDOWN
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Answer, Entry, PronunciationCredits

# Characters of a name. With it, all lines together have fewer than the 2,000 characters of a message
# (https://discord.com/developers/docs/resources/message#create-message).
MAX_NAME = 100
NO_CREDITS = PronunciationCredits(None, None, None)
FILE_NAME = "synthesized-speech.wav"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, and the id of its source; None if it has no source."""

    text: str
    source: str | None


def pronunciation_text(
    entry: Entry,
    speech: Speech | None,
    shown_by: int | None = None,
    found: Answer | None = None,
    *,
    is_busy: bool = False,
) -> str:
    """The text about the pronunciation of the headword of `entry`, which is the name that was typed. `shown_by` is the
    member (a Discord user id) who shows it, `found` the answer that led from the name to its entry. `is_busy` is True
    if there is no speech because too many requests wait.
    """
    way = how_found(found, MARKDOWN) if found else None
    lines = [*filter(None, (way,)), *_published_lines(entry), *_synthesized_lines(entry, speech)]
    if is_busy and not entry.audio:
        lines.append(_("Too many people are asking for sounds right now. Ask again in a minute to hear one."))
    if shown_by is not None:
        lines.append(shown_by_line(shown_by))
    return "\n".join([f"## {_name(entry.headword)}", *lines, small_print(disclaimer())])


def sound_files(entry: Entry, speech: Speech | None) -> list[discord.File]:
    """The sound file to attach; none if a publisher has a recording, which is better than synthesized speech."""
    return [discord.File(io.BytesIO(speech.wav), FILE_NAME)] if speech and not entry.audio else []


def sound_button(entry: Entry, context: PageContext, name: str = "") -> Button:
    """The button that shows a pronunciation to everyone, or deletes it; `name` is the one pronounced, if it is not the
    headword.
    """
    return share_or_delete_button(SharePronunciation(entry.key, name), context)


def _published_lines(entry: Entry) -> Iterator[str]:
    for source, lines in groupby(_lines(entry), key=lambda line: line.source):
        yield from (line.text for line in lines)
        if source is not None:
            yield credit_line(entry, source)
    if not (entry.respelling or entry.ipa or entry.audio):
        yield _("No installed source says how this word is pronounced.")


def _lines(entry: Entry) -> Iterator[Line]:
    sources = entry.said_by or NO_CREDITS
    if entry.hyphenation:
        yield Line(hyphenation(_name(entry.hyphenation), entry), sources.hyphenation)
    if entry.respelling:
        respelling = f"\\[{_name(entry.respelling)}\\]"
        yield Line(_("Say: {respelling}").format(respelling=respelling), sources.respelling)
    if entry.ipa and spoken_sounds(entry).basis is Basis.IPA:
        yield Line(_("IPA, as published: {ipa}").format(ipa=_name(entry.ipa)), sources.ipa)
    if entry.audio:
        yield Line(link(_("🔊 Listen to the publisher's recording"), entry.audio), sources.audio)


def _synthesized_lines(entry: Entry, speech: Speech | None) -> Iterator[str]:
    sounds = spoken_sounds(entry)
    if sounds.basis is Basis.RESPELLING and sounds.ipa:
        yield _("IPA, made from the respelling, may be wrong: {ipa}").format(ipa=_name(sounds.ipa))
    elif speech and sounds.basis is Basis.LETTERS:
        yield _("IPA, made by a program (eSpeak NG), may be wrong: {ipa}").format(ipa=_name(speech.ipa))
    if entry.audio:
        return
    if speech:
        about = _("The attached sound is a computer voice (eSpeak NG), not a person. It may be wrong.")
        yield f"{about} {_made_from(sounds)}"
    else:
        yield _("There is no recording of this word.")


def _made_from(sounds: SpokenSounds) -> str:
    sentences = {
        Basis.IPA: _("It is made from the IPA above."),
        Basis.RESPELLING: _("It is made from the respelling above."),
        Basis.LETTERS: _("It is made from the spelling of the name."),
        Basis.UNREADABLE: "",
    }
    return sentences[sounds.basis]


def _name(name: str) -> str:
    return plain_name(name, MAX_NAME)
