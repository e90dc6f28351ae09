"""Names that lead to an entry but are not shown as its synonyms."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.lexicon.model import Entry
from bot.sources.concept import Concept
from bot.terms.model import NameKind, SemanticType

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]


def kind(entry: Entry, name: str) -> NameKind:
    return next(each.kind for each in entry.names if each.name == name)


def test_what_only_a_thesaurus_calls_so_is_filed_there(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    blindness = make_concept("Blindness", "D1", synonyms=["Hysterical Blindness", "Loss of Sight"])
    other = make_concept("blindness", synonyms=["loss of sight"])
    (entry,) = make_entries(mesh=[blindness], mondo=[other]).values()
    assert kind(entry, "Hysterical Blindness") is NameKind.ENTRY_TERM
    assert NameKind.ENTRY_TERM not in {each.kind for each in entry.names if each.name.lower() == "loss of sight"}


def test_a_thesaurus_that_tells_entry_terms_is_believed_about_its_synonyms(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    told = make_concept("Blindness", "D1", synonyms=["Sightlessness"], entry_terms=["Hysterical Blindness"])
    (entry,) = make_entries(mesh=[told]).values()
    assert kind(entry, "Sightlessness") is NameKind.SYNONYM


def test_the_plural_of_a_thesaurus_is_no_other_name(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    (entry,) = make_entries(mesh=[make_concept("Kidneys", "D1", synonyms=["Kidney"])]).values()
    assert NameKind.ENTRY_TERM not in {each.kind for each in entry.names}


def test_what_a_source_of_findings_alone_calls_a_disease_is_filed_there(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    finding = make_concept("Anorexia", synonyms=["Obsessive dieting"])
    (entry,) = make_entries(mondo=[make_concept("anorexia")], hpo=[finding]).values()
    assert kind(entry, "Obsessive dieting") is NameKind.ENTRY_TERM


def test_the_name_of_another_entry_is_no_synonym(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    inflammation = make_concept("epididymitis", synonyms=["epididymis"], semantic_types=(SemanticType.DISEASE,))
    entries = make_entries(
        mondo=[inflammation], uberon=[make_concept("epididymis", semantic_types=(SemanticType.BODY_PART,))]
    )
    assert kind(entries["epididymitis"], "epididymis") is NameKind.ENTRY_TERM


def test_what_an_editor_calls_a_synonym_stays_one(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    lupus = make_concept("systemic lupus erythematosus", synonyms=["lupus"])
    entries = make_entries(glossary=[lupus], mondo=[make_concept("lupus", "M1")])
    assert kind(entries["systemic lupus erythematosus"], "lupus") is NameKind.SYNONYM


@pytest.mark.parametrize(
    "name",
    [
        "diffuse brainstem glioma",
        "brainstem malignant glioma",
        "brainstem glioma, susceptibility to",
        "glial tumor, somatic",
        "brain: glioma",
    ],
)
def test_what_says_more_than_the_headings_is_no_synonym(
    make_concept: MakeConcept, make_entries: MakeEntries, name: str
) -> None:
    glioma = make_concept("brainstem glioma", synonyms=[name, "tumor of the pons"])
    (entry,) = make_entries(mondo=[glioma]).values()
    assert kind(entry, name) is NameKind.ENTRY_TERM
    assert kind(entry, "tumor of the pons") is NameKind.SYNONYM


@pytest.mark.parametrize("name", ["glioma of the brainstem", "Brainstem gliomas", "brainstem glioma disease"])
def test_the_same_words_in_another_order_are_a_synonym(
    make_concept: MakeConcept, make_entries: MakeEntries, name: str
) -> None:
    (entry,) = make_entries(mondo=[make_concept("brainstem glioma", synonyms=[name])]).values()
    assert NameKind.ENTRY_TERM not in {each.kind for each in entry.names}


def test_a_longer_name_that_two_sources_have_is_a_synonym(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    sources = {"mondo": "M1", "nci_genetics": "1"}
    concepts = {
        source: [make_concept("asthma", code, synonyms=["bronchial asthma"])] for source, code in sources.items()
    }
    (entry,) = make_entries(**concepts).values()
    assert kind(entry, "bronchial asthma") is NameKind.SYNONYM


def test_the_name_of_another_entry_is_no_synonym_even_where_it_is_the_heading_without_a_word(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    feeding = make_concept("total parenteral nutrition", "1", synonyms=["parenteral nutrition"])
    entries = make_entries(mondo=[feeding, make_concept("parenteral nutrition", "2")])
    assert kind(entries["total parenteral nutrition"], "parenteral nutrition") is NameKind.ENTRY_TERM


def test_an_abbreviation_says_what_it_stands_for_where_that_is_narrower(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    listed = make_concept("otitis media", "AOM/acute", abbreviations=["AOM"], entry_terms=["acute otitis media"])
    (entry,) = make_entries(glossary=[make_concept("otitis media")], medlex_abbreviations=[listed]).values()
    assert [name.stands_for for name in entry.names if name.name == "AOM"] == ["acute otitis media"]


def test_an_abbreviation_of_a_name_of_the_thing_says_no_more(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    heart_attack = make_concept("heart attack", synonyms=["myocardial infarction"])
    listed = make_concept("heart attack", "MI/1", abbreviations=["MI"], entry_terms=["myocardial infarction"])
    (entry,) = make_entries(glossary=[heart_attack], medlex_abbreviations=[listed]).values()
    assert [name.stands_for for name in entry.names if name.name == "MI"] == [None]


def test_of_two_things_that_an_editor_names_after_each_other_each_keeps_its_own_name(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    cell = make_concept("T lymphocyte", "1", synonyms=["thymocyte"])
    young = make_concept("thymocyte", "2", synonyms=["T lymphocyte"])
    told_apart = [make_concept("T Lymphocytes", "D1"), make_concept("Thymocytes", "D2")]
    entries = make_entries(nci_dictionary=[cell, young], mesh=told_apart)
    assert kind(entries["thymocyte"], "T lymphocyte") is NameKind.ENTRY_TERM
    assert kind(entries["T lymphocyte"], "T lymphocyte") is NameKind.PREFERRED


def test_an_abbreviation_of_two_things_stays_one_of_both(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    sclerosis = make_concept("MS", "1", synonyms=["multiple sclerosis"])
    spectrometry = make_concept("mass spectrometry", "2", abbreviations=["MS"])
    entries = make_entries(nci_dictionary=[sclerosis, spectrometry])
    assert kind(entries["mass spectrometry"], "MS") is NameKind.ABBREVIATION
