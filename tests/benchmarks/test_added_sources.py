"""Answers of few sources, and their changes when others are added."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from limits import ANSWER_LIMITS

from benchmarks.quality import added_sources
from benchmarks.quality.added_sources import Compared, Outcome, compare
from bot.building.merge.records import Record
from bot.building.write.pipeline import write_lexicon
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.store.opening import opened
from bot.settings import Home
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

MakeConcept = Callable[..., Concept]
Concepts = dict[str, list[Concept]]
Outcomes = Callable[[Concepts, Concepts], Awaitable[dict[str, Outcome]]]


@pytest.fixture
async def outcomes(make_records: Callable[..., list[Record]], tmp_path: Path) -> AsyncIterator[Outcomes]:
    """Compares the dictionary of some sources with that of these and others; gives the outcome of each name."""
    async with AsyncExitStack() as stack:

        async def dictionary(name: str, **concepts: list[Concept]) -> Dictionary:
            records = make_records(**concepts)
            sources = list({record.source.id: record.source for record in records}.values())
            write_lexicon(tmp_path / name, sources, records)
            return Dictionary(await stack.enter_async_context(opened(tmp_path / name)), ANSWER_LIMITS)

        async def outcomes(few: Concepts, more: Concepts) -> dict[str, Outcome]:
            compared = await compare(await dictionary("few", **few), await dictionary("all", **few | more), 100, seed=1)
            return {one.name: one.outcome for one in compared}

        yield outcomes


async def test_answers_that_stay_and_answers_that_become_choices_are_told_apart(
    outcomes: Outcomes, make_concept: MakeConcept
) -> None:
    few = {
        "glossary": [
            make_concept("skin test", abbreviations=["PPD"], definitions=("A test.",)),
            make_concept("heart failure", abbreviations=["HF"], definitions=("A weak heart.",)),
        ]
    }
    more = {
        "mesh": [make_concept("packs per day", abbreviations=["PPD"])],
        "mondo": [make_concept("hydrops", abbreviations=["HF"])],
    }
    found = await outcomes(few, more)
    assert found == {
        "skin test": Outcome.SAME,
        "PPD": Outcome.CHOICE,
        "heart failure": Outcome.SAME,
        "HF": Outcome.SAME,
    }


async def test_another_entry_for_a_name_is_a_fault(outcomes: Outcomes, make_concept: MakeConcept) -> None:
    few = {"mesh": [make_concept("river blindness", synonyms=["oncho"], semantic_types=(SemanticType.DISEASE,))]}
    more = {"glossary": [make_concept("oncho", semantic_types=(SemanticType.MEDICINE,))]}
    assert await outcomes(few, more) == {"river blindness": Outcome.SAME, "oncho": Outcome.TURNED}


@pytest.fixture
def write_home(make_records: Callable[..., list[Record]], tmp_path: Path) -> Callable[[str, Concepts], str]:
    """Writes a home with the lexicon of some sources, and gives its folder."""

    def write(name: str, concepts: Concepts) -> str:
        (tmp_path / name).mkdir()
        records = make_records(**concepts)
        sources = list({record.source.id: record.source for record in records}.values())
        write_lexicon(Home(tmp_path / name).lexicon, sources, records)
        return str(tmp_path / name)

    return write


@pytest.mark.parametrize("turned", [True, False])
def test_the_program_ends_with_status_1_when_an_answer_got_worse(
    write_home: Callable[[str, Concepts], str],
    make_concept: MakeConcept,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    turned: bool,
) -> None:
    few = {"mesh": [make_concept("river blindness", synonyms=["oncho"], semantic_types=(SemanticType.DISEASE,))]}
    more = {"glossary": [make_concept("oncho", semantic_types=(SemanticType.MEDICINE,))]} if turned else {}
    homes = ["--few", write_home("few", few), "--all", write_home("all", few | more)]
    monkeypatch.setattr(sys, "argv", ["added_sources", *homes])
    with pytest.raises(SystemExit) as ended:
        added_sources.main()
    assert ended.value.code == int(turned)
    assert ("'oncho': river blindness → oncho" in capsys.readouterr().out) is turned


def test_a_fault_is_shown_with_what_was_and_what_is() -> None:
    shown = str(Compared("HF", "heart failure", "hydrops", Outcome.TURNED))
    assert shown == "'HF': heart failure → hydrops"
