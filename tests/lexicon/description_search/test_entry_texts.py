"""The texts of entries as numbers: they come back as they were stored, and damaged ones are refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.lexicon.description_search.entry_texts import MAX_SIZE, EntryText, Field, packed, unpacked
from bot.lexicon.description_search.search import search
from bot.lexicon.store.opening import opened
from bot.sources.concept import Concept

MakeConcept = Callable[..., Concept]
WriteLexicon = Callable[..., Path]

PHOBIA = packed([EntryText(Field.HEADWORD, 1, beginning=3), EntryText(Field.FIRST_SENTENCE, 4, [7, 8, 9], beginning=2)])
RASH = packed([EntryText(Field.HEADWORD, 2), EntryText(Field.NAME, 2, [8])])


def test_texts_come_back_with_their_entry_field_and_words() -> None:
    texts = unpacked([PHOBIA, RASH])
    assert texts.starts.tolist() == [0, 2]
    assert texts.fields.tolist() == [Field.HEADWORD, Field.FIRST_SENTENCE, Field.HEADWORD, Field.NAME]
    assert texts.sizes.tolist() == [1, 4, 2, 2]
    assert texts.beginnings.tolist() == [3, 2, 0, 0]
    assert texts.kinds.tolist() == [3, 0]
    words = {(int(text), int(stem)) for text, stem in zip(texts.text_of, texts.stems, strict=True)}
    assert {(1, 7), (1, 8), (1, 9), (3, 8)} <= words


def test_a_text_of_any_length_keeps_its_field() -> None:
    texts = unpacked([packed([EntryText(Field.HEADWORD, 1), EntryText(Field.PARENT, MAX_SIZE * 9, beginning=999)])])
    assert texts.fields.tolist() == [Field.HEADWORD, Field.PARENT]
    assert texts.sizes.tolist() == [1, MAX_SIZE]


@pytest.mark.parametrize("damaged", [b"", b"\x01\x00\x00\x00", PHOBIA[4:][4:], PHOBIA[:-1]])
def test_damaged_texts_are_refused(damaged: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        unpacked([RASH, damaged])


async def test_damaged_texts_in_a_lexicon_are_reported_with_what_to_run(
    write_lexicon: WriteLexicon, make_concept: MakeConcept, tmp_path: Path
) -> None:
    path = write_lexicon(tmp_path / "lexicon.sqlite3", glossary=[make_concept("rash", definitions=("Spots.",))])
    with closing(sqlite3.connect(path)) as lexicon:
        lexicon.execute("UPDATE entry_text SET texts = x'0102'")
        lexicon.commit()
    async with opened(path) as damaged:
        with pytest.raises(DataError, match="medlex build"):
            await search(damaged, "spots", 0, 10)
