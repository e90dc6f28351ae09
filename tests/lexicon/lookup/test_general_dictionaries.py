"""General dictionaries have other senses of medical words, which never keep the medical sense from answering."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from limits import ANSWER_LIMITS

from bot.building.merge.records import Record
from bot.building.write.pipeline import write_lexicon
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.model import Answer, Match
from bot.lexicon.store.opening import opened
from bot.sources.concept import Concept

MakeConcept = Callable[..., Concept]


async def asked(path: Path, records: list[Record], query: str) -> Answer:
    write_lexicon(path, list({record.source.id: record.source for record in records}.values()), records)
    async with opened(path) as lexicon:
        return await Dictionary(lexicon, ANSWER_LIMITS).look_up(query)


async def test_a_sense_that_only_a_general_dictionary_has_stands_behind(
    make_concept: MakeConcept, make_records: Callable[..., list[Record]], tmp_path: Path
) -> None:
    records = make_records(
        glossary=[make_concept("fever", definitions=("A high temperature.",))],
        wordnet=[
            make_concept("fever", "w1", definitions=("Great excitement.",)),
            make_concept("fever", "w2", definitions=("A rise of temperature.",)),
        ],
    )
    answer = await asked(tmp_path / "lexicon.sqlite3", records, "fever")
    assert answer.match is Match.EXACT
    assert answer.entry is not None
    assert answer.entry.definitions[0].text == "A high temperature."
    assert len(answer.other_senses) == 2


async def test_senses_that_nobody_else_has_are_a_choice(
    make_concept: MakeConcept, make_records: Callable[..., list[Record]], tmp_path: Path
) -> None:
    records = make_records(
        glossary=[make_concept("asthma")],
        wordnet=[
            make_concept("pitch", "w1", definitions=("How high a tone is.",)),
            make_concept("pitch", "w2", definitions=("Black tar.",)),
        ],
    )
    answer = await asked(tmp_path / "lexicon.sqlite3", records, "pitch")
    assert answer.match is Match.AMBIGUOUS
    assert len(answer.choices) == 2
