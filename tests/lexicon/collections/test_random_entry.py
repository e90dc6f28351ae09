"""Random entries: only those with definitions for lay readers, all equally likely."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable

import pytest

from bot.lexicon.collections.fields import GROUPS, Field
from bot.lexicon.collections.random_entry import random_entry
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.reader import Lexicon
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

SAID = ("It is something.",)


@pytest.fixture
async def lexicon(
    open_dictionary: Callable[..., Awaitable[Dictionary]], make_concept: Callable[..., Concept]
) -> Lexicon:
    """A lexicon of entries for lay readers, for specialists, in Spanish, and without a definition."""
    dictionary = await open_dictionary(
        glossary=[
            make_concept("heart", definitions=SAID, semantic_types=(SemanticType.BODY_PART,)),
            make_concept("liver", definitions=SAID, semantic_types=(SemanticType.BODY_PART,)),
            make_concept("asthma", definitions=SAID, semantic_types=(SemanticType.DISEASE,)),
            make_concept("care", definitions=SAID),
            make_concept("acne", semantic_types=(SemanticType.DISEASE,)),
        ],
        mesh=[make_concept("Achlorhydria", definitions=SAID, semantic_types=(SemanticType.DISEASE,))],
        nci_diccionario=[make_concept("tos", definitions=("Es algo.",), semantic_types=(SemanticType.SYMPTOM,))],
    )
    return dictionary.lexicon


async def drawn(lexicon: Lexicon, field: Field = Field.ANY, language: str = "en") -> Counter[str]:
    """Return the results of 200 draws."""
    entries = [await random_entry(lexicon, language, field) for _ in range(200)]
    return Counter(entry.headword for entry in entries if entry)


async def test_only_entries_that_are_defined_for_anybody_come(lexicon: Lexicon) -> None:
    assert set(await drawn(lexicon)) == {"heart", "liver", "asthma", "care"}


async def test_each_is_as_likely_as_any_other(lexicon: Lexicon) -> None:
    # Of 200 draws each of four entries has 50 on average; fewer than 15 occur about once in ten billion times.
    assert min((await drawn(lexicon)).values()) >= 15


async def test_only_entries_of_a_field_come(lexicon: Lexicon) -> None:
    assert set(await drawn(lexicon, Field.BODY)) == {"heart", "liver"}
    assert set(await drawn(lexicon, Field.DISEASES)) == {"asthma"}


async def test_only_entries_that_are_defined_in_the_language_come(lexicon: Lexicon) -> None:
    assert set(await drawn(lexicon, language="es")) == {"tos"}


async def test_a_field_without_an_entry_gives_none(lexicon: Lexicon) -> None:
    assert await random_entry(lexicon, "en", Field.DEVICES) is None


def test_every_field_but_any_has_its_groups() -> None:
    assert GROUPS.keys() == set(Field) - {Field.ANY}
