"""A label that is typed by hand finds what it meant when it was offered; a chosen offer keeps the name."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from discord_bot.world import World, shown
from limits import ANSWER_LIMITS, MAX_COMPLETIONS, MAX_OPTION_LENGTH

from bot.building.merge.records import Record
from bot.building.write import pipeline as writing
from bot.discord_bot.pages.completions import labels
from bot.discord_bot.pages.typed_terms import look_up_typed
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import Match
from bot.lexicon.store.opening import opened
from bot.settings import Home
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

MakeConcept = Callable[..., Concept]


@pytest.fixture
async def dictionary(
    make_records: Callable[..., list[Record]], make_concept: MakeConcept, tmp_path: Path
) -> AsyncIterator[Dictionary]:
    """Two moles, and things with other names."""
    records = make_records(
        mesh=[
            make_concept("mole", code="D1", semantic_types=(SemanticType.ORGANISM,)),
            make_concept("Mole", code="D2", semantic_types=(SemanticType.DISEASE,)),
            make_concept("interleukin-6", synonyms=["IL-6", "interferon beta-2 (old)"]),
            make_concept("vomiting", synonyms=["throwing up"], semantic_types=(SemanticType.SYMPTOM,)),
        ]
    )
    writing.write_lexicon(tmp_path / "lexicon", [records[0].source], records)
    async with opened(tmp_path / "lexicon") as lexicon:
        yield Dictionary(lexicon, ANSWER_LIMITS)


@pytest.mark.parametrize(
    "typed", ["inter", "heart", "ms", "cold", "hydr", "throwing", "can't sl", "pins and n", "mole", "il"]
)
async def test_every_offered_label_finds_its_entry_when_it_is_typed_by_hand(home: Home, typed: str) -> None:
    async with opened(home.lexicon) as lexicon:
        dictionary = Dictionary(lexicon, ANSWER_LIMITS)
        offered = await dictionary.complete(typed, MAX_COMPLETIONS)
        for completion, label in zip(offered, labels(offered, MAX_OPTION_LENGTH), strict=True):
            if label == completion.name:
                continue  # a plain name, which may have several meanings
            answer = await look_up_typed(dictionary, label)
            assert answer.entry is not None, label
            assert answer.entry.key == completion.key, label


@pytest.mark.parametrize(
    ("typed", "headword"),
    [
        ("throwing up → vomiting", "vomiting"),
        ("Throwing Up  →  vomiting", "vomiting"),
        ("IL-6 → interleukin-6", "interleukin-6"),
        ("vomiting: symptom", "vomiting"),
        ("vomiting · symptom", "vomiting"),
        ("interferon beta-2 (old)", "interleukin-6"),
    ],
)
async def test_a_typed_label_finds_what_it_meant(dictionary: Dictionary, typed: str, headword: str) -> None:
    answer = await look_up_typed(dictionary, typed)
    assert answer.entry is not None
    assert answer.entry.headword == headword


@pytest.mark.parametrize("typed", ["-ecto", "hyper-", "ped-"])
async def test_the_label_of_a_word_part_finds_the_part(dictionary: Dictionary, typed: str) -> None:
    offered = [each for each in await dictionary.complete(typed, MAX_COMPLETIONS) if each.word_part]
    assert offered
    for completion, label in zip(offered, labels(offered, MAX_OPTION_LENGTH), strict=True):
        answer = await look_up_typed(dictionary, label)
        assert answer.match is Match.WORD_PART, label
        assert {found.part.name for found in answer.parts} == {completion.name}


async def test_labels_with_a_kind_find_the_entry_of_that_kind(dictionary: Dictionary) -> None:
    for typed, kind in (("mole (organism)", SemanticType.ORGANISM), ("Mole (disease)", SemanticType.DISEASE)):
        answer = await look_up_typed(dictionary, typed)
        assert answer.entry is not None
        assert answer.entry.semantic_types == (kind,)


async def test_what_only_resembles_a_label_is_not_answered(dictionary: Dictionary) -> None:
    for typed in ("mole (medicine)", "throwing up → interleukin-6", "x · symptom", "x: symptom", "name:3:x"):
        assert (await look_up_typed(dictionary, typed)).match not in {Match.EXACT, Match.SYNONYM, Match.VARIANT}


async def test_a_chosen_synonym_opens_its_page_as_that_synonym(world: World) -> None:
    (first, *_) = await world.alice.autocomplete(world.channel, "define", "term", "heart attack")
    assert first["name"].startswith("heart attack → ")
    text = shown(await world.ask("define", term=first["value"])).text
    assert "*heart attack* is" in text
