"""Reading wordnets in WN-LMF XML."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.sources.concept import BrokenRecord, Concept, Link
from bot.sources.edition import Edition
from bot.sources.formats import wordnet
from bot.terms.model import NameKind, Relation, SemanticType

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def wordnet_file(fixtures: Path) -> Path:
    """Five noun synsets and one of an adjective."""
    return fixtures / "wordnet.xml"


@pytest.fixture(scope="session")
def synsets(wordnet_file: Path) -> dict[str, Concept]:
    """The noun synsets of the fixture file, by the middle of their identifiers."""
    read = [concept for concept in wordnet.concepts(wordnet_file) if isinstance(concept, Concept)]
    return {concept.code.removeprefix("oewn-").removesuffix("-n"): concept for concept in read}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes entries and synsets as a lexicon."""

    def written(*elements: str, lexicon: str = 'id="x" version="2025"') -> Path:
        path = tmp_path / "wordnet.xml"
        body = "".join(elements)
        path.write_text(f"<LexicalResource><Lexicon {lexicon}>{body}</Lexicon></LexicalResource>", encoding="utf-8")
        return path

    return written


def entry(lemma: str, *synsets: str, part_of_speech: str = "n") -> str:
    senses = "".join(f'<Sense id="{lemma}-{synset}" synset="{synset}"/>' for synset in synsets)
    return f'<LexicalEntry id="w-{lemma}"><Lemma writtenForm="{lemma}" partOfSpeech="{part_of_speech}"/>{senses}</LexicalEntry>'


def only(path: Path) -> Concept:
    (concept,) = wordnet.concepts(path)
    assert isinstance(concept, Concept)
    return concept


def words(concept: Concept) -> list[str]:
    return [name.name for name in concept.names]


def test_every_noun_synset_becomes_one_concept_and_nothing_else_does(synsets: dict[str, Concept]) -> None:
    assert sorted(synsets) == ["90000001", "90000002", "90000003", "90000004", "90000005"]


def test_the_first_member_is_preferred_whatever_the_order_of_the_entries(synsets: dict[str, Concept]) -> None:
    assert words(synsets["90000001"]) == ["common cold", "cold"]
    assert [name.kind for name in synsets["90000001"].names] == [NameKind.PREFERRED, NameKind.SYNONYM]


def test_a_word_of_two_meanings_names_both(synsets: dict[str, Concept]) -> None:
    assert words(synsets["90000002"]) == ["cold"]


def test_an_abbreviation_is_told_by_how_it_is_written(synsets: dict[str, Concept]) -> None:
    assert synsets["90000003"].names[1].kind is NameKind.ABBREVIATION


def test_all_definitions_are_kept_on_one_line_each(synsets: dict[str, Concept]) -> None:
    assert synsets["90000001"].definitions == ("a mild illness of the nose & throat that viruses cause",)
    assert synsets["90000002"].definitions == ("absence of warmth", "what winter feels like")


def test_wider_meanings_and_the_class_of_an_instance_are_parents(synsets: dict[str, Concept]) -> None:
    assert synsets["90000001"].parents == ("oewn-90000003-n",)
    assert synsets["90000004"].parents == ("oewn-90000005-n",)
    assert synsets["90000005"].parents == ()


def test_a_part_leads_to_its_whole_and_a_whole_to_none_of_its_parts(write: Write) -> None:
    relations = '<SynsetRelation relType="holo_part" target="nose"/><SynsetRelation relType="mero_part" target="hair"/>'
    path = write(entry("nostril", "s"), f'<Synset id="s" partOfSpeech="n">{relations}</Synset>')
    assert only(path).links == (Link(Relation.PART_OF, target="wordnet:nose"),)
    assert only(path).parents == ()


def test_the_lexicographers_file_says_what_a_synset_is_where_it_holds_one_kind(synsets: dict[str, Concept]) -> None:
    assert synsets["90000004"].semantic_types == (SemanticType.PERSON,)
    assert synsets["90000001"].semantic_types == ()


def test_the_address_is_that_of_the_synset(synsets: dict[str, Concept]) -> None:
    assert synsets["90000001"].url == "https://en-word.net/id/oewn-90000001-n"


def test_another_wordnet_has_no_address_there(write: Write) -> None:
    assert only(write(entry("Erkältung", "odenet-1-n"), '<Synset id="odenet-1-n" partOfSpeech="n"/>')).url is None


def test_members_may_be_listed_by_their_senses(write: Write) -> None:
    entries = [entry("first", "s"), entry("second", "s"), entry("third", "s")]
    synset = '<Synset id="s" partOfSpeech="n" members="third-s first-s"/>'
    assert words(only(write(*entries, synset))) == ["third", "first", "second"]


def test_members_need_not_be_listed(write: Write) -> None:
    assert words(only(write(entry("one", "s"), entry("two", "s"), '<Synset id="s" partOfSpeech="n"/>'))) == [
        "one",
        "two",
    ]


def test_a_word_that_two_entries_share_is_taken_once(write: Write) -> None:
    assert words(only(write(entry("bow", "s"), entry("bow", "s"), '<Synset id="s" partOfSpeech="n"/>'))) == ["bow"]


def test_a_synset_without_part_of_speech_is_a_noun_when_its_words_are(write: Write) -> None:
    entries = [entry("run", "v", part_of_speech="v"), entry("race", "n")]
    assert words(only(write(*entries, '<Synset id="v"/>', '<Synset id="n"/>'))) == ["race"]


def test_a_meaning_without_a_word_in_the_language_is_passed_over(write: Write) -> None:
    path = write(entry("race", "n"), '<Synset id="n"/>', '<Synset id="gap" partOfSpeech="n" lexicalized="false"/>')
    assert words(only(path)) == ["race"]


def test_the_same_identifiers_in_another_lexicon_do_not_mix(write: Write) -> None:
    one = [entry("race", "s"), '<Synset id="s" partOfSpeech="n"/>', '</Lexicon><Lexicon id="y">']
    first, second = wordnet.concepts(write(*one, entry("Rennen", "s"), '<Synset id="s" partOfSpeech="n"/>'))
    assert isinstance(first, Concept)
    assert isinstance(second, Concept)
    assert (words(first), words(second)) == (["race"], ["Rennen"])


@pytest.mark.parametrize(
    "synset",
    ['<Synset partOfSpeech="n"/>', '<Synset id=" " partOfSpeech="n"/>', '<Synset id="lost" partOfSpeech="n"/>'],
)
def test_a_synset_without_identifier_or_word_is_broken_and_says_where(write: Write, synset: str) -> None:
    good, broken = wordnet.concepts(write(entry("race", "s"), '<Synset id="s" partOfSpeech="n"/>', synset))
    assert isinstance(good, Concept)
    assert isinstance(broken, BrokenRecord)
    assert "lost" in broken.where or "line" in broken.where


@pytest.mark.parametrize(
    "unfinished",
    [
        "<LexicalEntry/>",
        '<LexicalEntry id="e"><Lemma partOfSpeech="n"/><Sense synset="s"/></LexicalEntry>',
        '<LexicalEntry id="e"><Lemma writtenForm="" partOfSpeech="n"/><Sense synset="s"/></LexicalEntry>',
        '<LexicalEntry id="e"><Lemma writtenForm="lost" partOfSpeech="n"/></LexicalEntry>',
        '<LexicalEntry id="e"><Lemma writtenForm="lost" partOfSpeech="n"/><Sense/></LexicalEntry>',
    ],
)
def test_an_unfinished_entry_names_nothing(write: Write, unfinished: str) -> None:
    assert words(only(write(unfinished, entry("race", "s"), '<Synset id="s" partOfSpeech="n"/>'))) == ["race"]


@pytest.mark.parametrize(
    ("lexicon", "edition"),
    [
        ('version="2025"', Edition("2025", 2025)),
        ('version="2025+"', Edition("2025+", 2025)),
        ('version=" 2024 "', Edition("2024", 2024)),
        ('version="1.4"', None),
        ("", None),
    ],
)
def test_the_edition_is_the_version_of_the_lexicon(write: Write, lexicon: str, edition: Edition | None) -> None:
    assert wordnet.edition(write(entry("race", "s"), lexicon=lexicon)) == edition


def test_the_edition_of_the_open_english_wordnet_is_found(wordnet_file: Path) -> None:
    assert wordnet.edition(wordnet_file) == Edition("2025", 2025)


def entry_with(lemma: str, inside: str = "", forms: str = "") -> str:
    """An entry whose lemma and forms hold what is given."""
    lemma_element = f'<Lemma writtenForm="{lemma}" partOfSpeech="n">{inside}</Lemma>'
    return f'<LexicalEntry id="w-{lemma}">{lemma_element}{forms}<Sense id="{lemma}-s" synset="s"/></LexicalEntry>'


SYNSET = '<Synset id="s" partOfSpeech="n" members="w-bursa w-sac"/>'


@pytest.mark.parametrize(
    ("sounds", "ipa"),
    [
        ("<Pronunciation> ˈbɜː </Pronunciation>", "ˈbɜː"),
        ('<Pronunciation variety="GB">g</Pronunciation><Pronunciation variety="US">u</Pronunciation>', "u"),
        ('<Pronunciation variety="AU">a</Pronunciation><Pronunciation variety="GB">g</Pronunciation>', "g"),
        ('<Pronunciation variety="AU">a</Pronunciation><Pronunciation variety="NZ">n</Pronunciation>', "a"),
        ('<Pronunciation variety="en-GB">g</Pronunciation><Pronunciation variety="en-US">u</Pronunciation>', "u"),
        ('<Pronunciation variety="US"/><Pronunciation variety="GB">g</Pronunciation>', "g"),
        ('<Pronunciation notation="X-SAMPA">x</Pronunciation><Pronunciation notation="ipa">i</Pronunciation>', "i"),
        ('<Pronunciation notation="X-SAMPA">x</Pronunciation>', None),
        ("<Pronunciation/>", None),
        ("", None),
    ],
)
def test_a_word_is_said_as_in_america_else_as_in_britain_else_as_is_written(
    write: Write, sounds: str, ipa: str | None
) -> None:
    assert dict(only(write(entry_with("bursa", sounds), SYNSET)).sounds).get("bursa") == ipa


def test_each_word_of_a_meaning_has_its_own_sounds(write: Write) -> None:
    entries = entry_with("sac", "<Pronunciation>sæk</Pronunciation>"), entry_with("bursa")
    assert only(write(*entries, SYNSET)).sounds == (("sac", "sæk"),)


def test_irregular_plurals_are_names_after_all_words_and_may_have_sounds(write: Write) -> None:
    forms = '<Form writtenForm="bursae"><Pronunciation>b</Pronunciation></Form><Form writtenForm="bursas"/>'
    concept = only(write(entry_with("bursa", forms=forms), entry_with("sac"), SYNSET))
    assert words(concept) == ["bursa", "sac", "bursae", "bursas"]
    assert [name.kind for name in concept.names[2:]] == [NameKind.PLURAL, NameKind.PLURAL]
    assert concept.sounds == (("bursae", "b"),)


def test_every_meaning_of_a_word_has_its_plural(write: Write) -> None:
    entry_ = entry_with("bursa", forms='<Form writtenForm="bursae"/><Sense id="x" synset="t"/>')
    path = write(entry_, SYNSET, '<Synset id="t" partOfSpeech="n"/>')
    concepts = [concept for concept in wordnet.concepts(path) if isinstance(concept, Concept)]
    assert [words(concept) for concept in concepts] == [["bursa", "bursae"], ["bursa", "bursae"]]


@pytest.mark.parametrize(
    ("form", "is_plural"),
    [
        ('<Form writtenForm="bursae"/>', True),
        ('<Form writtenForm="bursae"><Tag category="penn">NNS</Tag></Form>', True),
        ('<Form id="f1" writtenForm="bursae"><Tag category="number">plural</Tag></Form>', True),
        ('<Form writtenForm="bursam"><Tag category="case">ACC</Tag></Form>', False),
        ('<Form writtenForm="bursa"/>', False),
        ('<Form writtenForm=" "/>', False),
        ("<Form/>", False),
    ],
)
def test_a_form_that_is_no_plural_or_no_word_of_its_own_is_no_name(write: Write, form: str, is_plural: bool) -> None:
    assert len(only(write(entry_with("bursa", forms=form), SYNSET)).names) == 1 + is_plural


def test_the_plural_of_one_word_that_is_another_is_there_once(write: Write) -> None:
    forms = '<Form writtenForm="sac"/>'
    assert words(only(write(entry_with("bursa", forms=forms), entry_with("sac"), SYNSET))) == ["bursa", "sac"]
