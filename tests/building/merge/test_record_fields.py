"""Fields of a record besides names and definitions, and their place in the entry."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from bot.lexicon.model import Entry, PronunciationCredits
from bot.sources.concept import Concept
from bot.terms.model import Medium, NameKind, Review

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]


def test_a_record_without_a_definition_says_who_names_the_thing(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    concept = make_concept("zolac", "C017472", url="https://example.org/C017472")
    (record,) = make_entries(mesh_supplementary=[concept])["zolac"].records
    assert (record.title, record.publisher) == (
        "MeSH Supplementary Concept Records",
        "U.S. National Library of Medicine",
    )
    assert (record.year, record.code, record.url) == (2026, "C017472", "https://example.org/C017472")


def test_a_record_without_a_page_of_its_own_leads_to_its_publisher_s(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    made = make_entries(icd_10_cm=[make_concept("Asthma", "J45")], our_words=[make_concept("huddle")])
    assert made["Asthma"].records[0].url == "https://www.cdc.gov/nchs/icd/icd-10-cm/"
    assert made["huddle"].records[0].url is None


def test_a_record_with_a_definition_is_cited_by_it(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    made = make_entries(
        glossary=[make_concept("asthma", definitions=("Tight airways.",))], ncit=[make_concept("asthma", "C28397")]
    )
    assert [record.code for record in made["asthma"].records] == ["C28397"]


def test_who_a_publisher_has_a_text_from_is_credited_beside_what_its_license_wants(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    concept = make_concept("dose", definitions=("How much.",), credit="Institute of Doses")
    (definition,) = make_entries(hpo=[concept])["dose"].definitions
    assert definition.credit == "Institute of Doses · hpo.jax.org"


def test_a_reviewed_definition_says_who_reviewed_it_and_no_more_that_nobody_did(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    review = Review("Dr. Ada Example", "2027-01-05")
    reviewed = make_concept("dose", definitions=("How much.",), review=review)
    made = make_entries(glossary=[reviewed, make_concept("pill", definitions=("A small thing.",))])
    (definition,) = made["dose"].definitions
    assert (definition.title, definition.review) == ("Medlex Starter Glossary", review)
    (other,) = made["pill"].definitions
    assert (other.title, other.review) == ("Medlex Starter Glossary (not medically reviewed)", None)


def test_the_sounds_of_the_headword_are_shown_with_who_writes_them(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    sounds = (("corner of the eye", "ˈkɔɹnɚ"), ("canthus", "ˈkænθəs"))
    spoken = make_concept("corner of the eye", "1", synonyms=["canthus"], sounds=sounds)
    made = make_entries(glossary=[make_concept("canthus", synonyms=["corner of the eye"])], wordnet=[spoken])
    entry = made["canthus"]
    assert entry.ipa == "ˈkænθəs"
    assert entry.said_by == PronunciationCredits(None, None, None, "wordnet")


def test_an_irregular_plural_leads_to_the_entry(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entry = make_entries(wordnet=[make_concept("canthus", plurals=["canthi"])])["canthus"]
    assert {name.name: name.kind for name in entry.names}["canthi"] is NameKind.PLURAL


def test_pictures_of_all_records_stand_once(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    picture = Medium(kind="image", address="https://example.org/heart.jpg", alt="A heart.")
    made = make_entries(
        glossary=[make_concept("heart", media=(picture,))], nci_dictionary=[make_concept("heart", media=(picture,))]
    )
    assert made["heart"].media == (replace(picture, source="glossary"),)


def test_where_a_word_comes_from_is_cited_as_a_definition_is(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entry = make_entries(wordnet=[make_concept("canthus", etymology="From Greek kanthos.")])["canthus"]
    assert entry.etymology is not None
    assert (entry.etymology.text, entry.etymology.title) == (
        "From Greek kanthos.",
        "Open English WordNet (a general dictionary)",
    )
