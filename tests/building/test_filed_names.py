"""Which names lead to an entry without being called its synonyms."""

from __future__ import annotations

from collections.abc import Callable

from bot.lexicon.model import Entry, NameKind, SemanticType
from bot.sources.concept import Concept

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
