"""An editor's choice for a single entry overrides every rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.building.merge import choices as module
from bot.building.merge.choices import Choice, choices
from bot.lexicon.model import Entry
from bot.sources.catalogue import catalogue
from bot.sources.concept import Concept
from bot.terms.model import NameKind, SemanticType

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]
Chosen = Callable[[Choice], None]


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> Chosen:
    """Set an editor's choice for an entry."""

    def choose(choice: Choice) -> None:
        monkeypatch.setattr(module, "_by_record", lambda: {choice.record: choice})

    return choose


def test_the_headword_is_the_name_that_an_editor_chose(
    make_concept: MakeConcept, make_entries: MakeEntries, chosen: Chosen
) -> None:
    chosen(Choice("mesh:D1", "The plain name.", headword="chemical peel"))
    assert "chemical peel" in make_entries(mesh=[make_concept("Chemexfoliation", "D1", synonyms=["Chemical Peels"])])


def test_a_name_that_the_publisher_no_longer_has_is_not_chosen(
    make_concept: MakeConcept, make_entries: MakeEntries, chosen: Chosen
) -> None:
    chosen(Choice("mesh:D1", "The plain name.", headword="chemical peel"))
    assert list(make_entries(mesh=[make_concept("Chemexfoliation", "D1")])) == ["chemexfoliation"]


def test_the_kind_is_what_an_editor_says(make_concept: MakeConcept, make_entries: MakeEntries, chosen: Chosen) -> None:
    chosen(Choice("mesh:D1", "It is a process.", kinds=(SemanticType.BODY_PROCESS,)))
    concept = make_concept("Carcinogenesis", "D1", semantic_types=(SemanticType.DISEASE,))
    (entry,) = make_entries(mesh=[concept]).values()
    assert entry.semantic_types == (SemanticType.BODY_PROCESS,)


def test_a_name_that_an_editor_files_is_no_synonym(
    make_concept: MakeConcept, make_entries: MakeEntries, chosen: Chosen
) -> None:
    chosen(Choice("mondo:M1", "HDV is the virus.", filed=("HDV",)))
    (entry,) = make_entries(mondo=[make_concept("hepatitis D", "M1", abbreviations=["HDV"])]).values()
    assert [name.kind for name in entry.names if name.name == "HDV"] == [NameKind.ENTRY_TERM]


def test_a_name_is_filed_in_whatever_order_its_words_stand(
    make_concept: MakeConcept, make_entries: MakeEntries, chosen: Chosen
) -> None:
    chosen(Choice("mesh:D1", "One special form.", filed=("pigmentary glaucoma",)))
    told = make_concept("Glaucoma", "D1", synonyms=["Glaucoma, Pigmentary"], entry_terms=["x"])
    (entry,) = make_entries(mesh=[told]).values()
    assert [name.kind for name in entry.names if "Pigmentary" in name.name] == [NameKind.ENTRY_TERM]


def test_an_abbreviation_of_a_dictionary_for_readers_still_answers(
    make_concept: MakeConcept, make_entries: MakeEntries, chosen: Chosen
) -> None:
    chosen(Choice("mesh:D1", "TnT is one of three troponins.", filed=("TnT",)))
    troponin = make_concept("troponin", "1", abbreviations=["TnT"])
    (entry,) = make_entries(nci_dictionary=[troponin], mesh=[make_concept("Troponin", "D1")]).values()
    assert [name.kind for name in entry.names if name.name == "TnT"] == [NameKind.ABBREVIATION]


def test_another_entry_is_left_alone(make_concept: MakeConcept, make_entries: MakeEntries, chosen: Chosen) -> None:
    chosen(Choice("mesh:D9", "Another.", headword="chemical peel"))
    concept = make_concept("Chemexfoliation", "D1", synonyms=["Chemical Peel"])
    assert list(make_entries(mesh=[concept])) == ["chemexfoliation"]


def test_each_choice_that_ships_says_something_of_a_record_of_a_known_source_and_why() -> None:
    for choice in choices():
        assert choice.record.partition(":")[0] in catalogue()
        assert choice.headword or choice.kinds or choice.filed
        assert choice.reason.endswith(".")


def test_nothing_is_said_twice_of_one_record() -> None:
    records = [choice.record for choice in choices()]
    assert len(records) == len(set(records))
