"""Words that another process prepares before entries come are those of the entries alone, prepared or not."""

from __future__ import annotations

from collections.abc import Callable

from bot.building.write.word_index import IndexedWords
from bot.sources.concept import Concept

MakeConcept = Callable[..., Concept]
# An entry: its names in lower case, and its definitions with their languages.
ENTRIES = [("anemia", [("Se ven al microscopio.", "es")]), ("eritrocitos", [("Llevan oxígeno.", "es")])]


def collected(words: IndexedWords) -> dict[str, str]:
    """The words, once the entries have come."""
    for names, definitions in ENTRIES:
        words.of(names, definitions)
    return dict(words.vocabulary(["es"], {}).indexed)


def test_a_word_of_a_prepared_definition_counts_when_it_comes_in_a_name(make_concept: MakeConcept) -> None:
    prepared = IndexedWords()
    prepared.prepare([make_concept("anemia", definitions=("Faltan eritrocitos en la sangre.",))])
    assert collected(prepared) == collected(IndexedWords())
    assert "eritrocitos" in collected(prepared)


def test_a_word_of_a_prepared_definition_that_no_entry_has_does_not_count(make_concept: MakeConcept) -> None:
    prepared = IndexedWords()
    prepared.prepare([make_concept("anemia", definitions=("Faltan plaquetas.",))])
    assert "plaquetas" not in collected(prepared)
