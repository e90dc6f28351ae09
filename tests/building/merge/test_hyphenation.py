"""Hyphenation where no publisher gives any: only if publishers confirm it, and marked as approximate."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from bot.building.merge.hyphenation import Hyphenation
from bot.building.merge.records import Record
from bot.lexicon.model import Entry
from bot.sources.concept import Concept
from bot.sources.formats import glossary

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]
MakeRecords = Callable[..., list[Record]]


@pytest.fixture
def hyphenation(make_concept: MakeConcept, make_records: MakeRecords) -> Hyphenation:
    """The hyphenation learned from a few words of two publishers."""
    return Hyphenation(
        make_records(
            glossary=[
                make_concept("renal", hyphenation="re·nal"),
                make_concept("Turner syndrome", hyphenation="Tur·ner syn·drome"),
                make_concept("lung", hyphenation="lung"),
                make_concept("NSAID", hyphenation="N·SAID"),
            ],
            nci_dictionary=[
                make_concept("chiropractic therapy", respelling="KY-roh-PRAK-tik THAYR-uh-pee"),
                make_concept("retinol", respelling="REH-tih-nol"),
                make_concept("cholera", respelling="KAH-leh-ruh"),
                make_concept("factor X", respelling="FAK-ter ex"),
            ],
        )
    )


def test_a_word_that_a_publisher_divides_is_divided_so_in_other_headwords(hyphenation: Hyphenation) -> None:
    assert hyphenation.of("renal syndrome", None) == "re·nal syn·drome"


def test_a_word_is_divided_by_pattern_where_its_respelling_has_as_many_syllables(hyphenation: Hyphenation) -> None:
    assert hyphenation.of("chiropractic", None) == "chi·ro·prac·tic"
    assert hyphenation.of("renal therapy", None) == "re·nal ther·a·py"


def test_a_word_whose_respelling_has_more_syllables_than_the_patterns_find_is_left_alone(
    hyphenation: Hyphenation,
) -> None:
    assert hyphenation.of("retinol", "REH-tih-nol") is None
    assert hyphenation.of("retinol therapy", None) is None


def test_a_headword_with_a_word_that_nobody_says_is_left_alone(hyphenation: Hyphenation) -> None:
    assert hyphenation.of("renal interleukin", None) is None


def test_capitals_stay_as_they_are(hyphenation: Hyphenation) -> None:
    assert hyphenation.of("Turner therapy", None) == "Tur·ner ther·a·py"


@pytest.mark.parametrize("headword", ["NSAID", "NSAID therapy", "factor X", "renal-therapy", "therapy 2", "", "rEnal"])
def test_abbreviations_codes_and_all_but_words_are_left_alone(hyphenation: Hyphenation, headword: str) -> None:
    assert hyphenation.of(headword, None) is None


def test_what_has_nothing_to_divide_has_no_hyphenation(hyphenation: Hyphenation) -> None:
    assert hyphenation.of("lung", None) is None
    assert hyphenation.of("lung therapy", None) == "lung ther·a·py"


def test_a_respelling_of_the_headword_that_says_otherwise_wins(hyphenation: Hyphenation) -> None:
    assert hyphenation.of("renal therapy", "REE-nul THAYR-uh-pee") == "re·nal ther·a·py"
    assert hyphenation.of("renal therapy", "REE-nul-uh THAYR-uh-pee") is None


def test_a_word_that_is_said_in_two_ways_is_left_alone(make_concept: MakeConcept, make_records: MakeRecords) -> None:
    records = make_records(
        glossary=[make_concept("tertiary", hyphenation="ter·ti·ar·y"), make_concept("renal", hyphenation="re·nal")],
        nci_dictionary=[
            make_concept("tertiary care", hyphenation="ter·tiary care"),
            make_concept("therapy", respelling="THAYR-uh-pee"),
            make_concept("gene therapy", respelling="jeen THAYR-pee"),
        ],
    )
    assert Hyphenation(records).of("renal", None) == "re·nal"
    assert Hyphenation(records).of("tertiary", None) is None
    assert Hyphenation(records).of("renal therapy", None) is None


def test_a_spanish_publishers_words_teach_nothing(make_concept: MakeConcept, make_records: MakeRecords) -> None:
    records = make_records(nci_diccionario=[make_concept("renal", hyphenation="re·nal")])
    assert Hyphenation(records).of("renal", None) is None


@pytest.mark.parametrize("wrong", ["·", "··", "re··nal", "·renal", "renal·", " "])
def test_a_hyphenation_that_is_none_teaches_nothing(
    make_concept: MakeConcept, make_records: MakeRecords, wrong: str
) -> None:
    assert Hyphenation(make_records(glossary=[make_concept("renal", hyphenation=wrong)])).of("renal", None) is None


# On entries


def test_an_entry_says_that_its_hyphenation_is_approximate(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    made = make_entries(
        glossary=[make_concept("renal", hyphenation="re·nal")],
        nci_dictionary=[make_concept("therapy", respelling="THAYR-uh-pee")],
        mesh=[make_concept("Renal Therapy")],
    )
    entry = made["Renal therapy"]
    assert (entry.hyphenation, entry.hyphenation_is_approximate) == ("Re·nal ther·a·py", True)
    assert (made["therapy"].hyphenation, made["therapy"].hyphenation_is_approximate) == ("ther·a·py", True)


def test_a_publishers_own_hyphenation_is_not_approximate(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entry = make_entries(glossary=[make_concept("renal", hyphenation="re·nal")])["renal"]
    assert (entry.hyphenation, entry.hyphenation_is_approximate) == ("re·nal", False)


def test_an_entry_of_another_language_is_left_alone(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    made = make_entries(
        glossary=[make_concept("renal", hyphenation="re·nal")],
        nci_diccionario=[make_concept("renal renal", definitions=("Del riñón.",))],
    )
    assert (made["renal renal"].hyphenation, made["renal renal"].hyphenation_is_approximate) == (None, False)


def test_what_respellings_bear_out_agrees_with_the_glossarys_own_hyphenation(make_records: MakeRecords) -> None:
    concepts = [c for c in glossary.concepts(glossary.glossary_folder()) if isinstance(c, Concept)]
    learnt = Hyphenation(make_records(glossary=[replace(concept, hyphenation=None) for concept in concepts]))
    divided = {c.hyphenation: learnt.of(c.preferred_name, c.respelling) for c in concepts if c.hyphenation}
    found = {own: ours for own, ours in divided.items() if ours is not None}
    assert len(found) > 300
    assert sum(own == ours for own, ours in found.items()) / len(found) > 0.95
