"""The pronunciation of a headword, and its sources."""

from __future__ import annotations

from collections.abc import Callable

from building.entry_helpers import only

from bot.lexicon.model import Entry, PronunciationCredits
from bot.sources.concept import Concept

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]


def said(name: str) -> dict[str, str]:
    return {"respelling": f"{name} respelt", "audio": f"https://example.org/{name}.mp3", "hyphenation": f"{name}·"}


def test_how_the_headword_is_said_is_shown(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entry = only(make_entries(nci_dictionary=[make_concept("interleukin", **said("nci"))]))
    assert (entry.respelling, entry.audio) == ("nci respelt", "https://example.org/nci.mp3")
    assert entry.hyphenation == "nci·"
    assert entry.ipa is None


def test_how_a_synonym_is_said_is_not_shown_for_the_headword(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entry = only(
        make_entries(
            glossary=[make_concept("myocardial infarction", plains=["heart attack"])],
            nci_dictionary=[make_concept("heart attack", **said("heart attack"))],
        )
    )
    assert (entry.respelling, entry.audio, entry.hyphenation) == (None, None, None)


def test_how_the_plural_is_said_is_not_shown_for_the_singular(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entry = only(
        make_entries(
            glossary=[make_concept("interleukin")], nci_dictionary=[make_concept("interleukins", **said("plural"))]
        )
    )
    assert entry.respelling is None


def test_what_the_plainest_source_lacks_comes_from_the_next(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entry = only(
        make_entries(
            glossary=[make_concept("interleukin", respelling="in-ter-LOO-kin")],
            nci_dictionary=[make_concept("Interleukin", **said("nci"))],
        )
    )
    assert (entry.respelling, entry.audio) == ("in-ter-LOO-kin", "https://example.org/nci.mp3")
    assert entry.said_by == PronunciationCredits(
        hyphenation="nci-dictionary", respelling="glossary", audio="nci-dictionary"
    )


def test_the_same_word_in_another_language_is_not_how_the_headword_is_said(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    spanish = make_concept("anemia", hyphenation="a·ne·mia", equivalents=("glossary:anemia",), definitions=("Falta.",))
    entry = only(make_entries(glossary=[make_concept("anemia", "anemia")], glossary_es=[spanish]))
    assert (entry.hyphenation, entry.said_by) == (None, None)
    assert [each.hyphenation for each in entry.definitions] == ["a·ne·mia"]


def test_nobody_is_named_who_does_not_say_it(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    made = make_entries(
        glossary=[make_concept("renal", hyphenation="re·nal")],
        nci_dictionary=[make_concept("renal renal")],
    )
    assert made["renal"].said_by == PronunciationCredits(hyphenation="glossary", respelling=None, audio=None)
    assert (made["renal renal"].hyphenation, made["renal renal"].said_by) == ("re·nal re·nal", None)


def test_how_a_synonym_is_said_is_stored_with_the_synonym_and_its_source(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entry = only(
        make_entries(
            glossary=[make_concept("myocardial infarction", plains=["heart attack"])],
            nci_dictionary=[make_concept("heart attack", **said("nci"))],
        )
    )
    (other,) = entry.other_pronunciations
    assert (other.name, other.respelling, other.ipa) == ("heart attack", "nci respelt", None)
    assert other.said_by == PronunciationCredits("nci-dictionary", "nci-dictionary", "nci-dictionary")


def test_the_headword_has_no_second_pronunciation(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entry = only(make_entries(nci_dictionary=[make_concept("interleukin", **said("nci"))]))
    assert entry.other_pronunciations == ()
