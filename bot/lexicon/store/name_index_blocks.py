"""The index of names as blocks of bytes, one for each of its arrays and texts. Numbers are little-endian."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.lexicon.store.name_index import NameIndex, Names, Words
from bot.lexicon.store.signatures import Signatures
from bot.lexicon.store.texts import Content, SortedTexts, Texts

NAMES = {"rows": "<u4", "entries": "<u4", "ranks": "<u4", "weights": "<u2"}
WORDS = {"starts": "<u4", "names": "<u4", "weights": "<u1", "by_length": "<u4", "length_starts": "<u4"}
SIGNATURES = {"pairs": "<u8", "letters": "<u8", "sizes": "<u1"}
TEXT_STARTS = "<u4"
SORTED_TEXTS = {"heads": "<u8"}


def blocks_of(index: NameIndex) -> Iterator[tuple[str, Content]]:
    """Yield the name and the bytes of each block. Arrays are not copied."""
    yield from _of_texts("names.text", index.names.text)
    yield from _of_arrays("names", index.names, NAMES)
    yield from _of_texts("words.text", index.words.text)
    yield from _of_arrays("words.text", index.words.text, SORTED_TEXTS)
    yield from _of_texts("words.sounds", index.words.sounds)
    yield from _of_arrays("words", index.words, WORDS)
    yield from _of_arrays("spelling", index.words.spelling, SIGNATURES)
    yield from _of_arrays("sound", index.words.sound, SIGNATURES)


def _of_texts(name: str, texts: Texts) -> Iterator[tuple[str, Content]]:
    yield f"{name}.content", texts.content
    yield f"{name}.starts", _bytes(texts.starts, TEXT_STARTS)


def _of_arrays(name: str, holder: object, types: Mapping[str, str]) -> Iterator[tuple[str, Content]]:
    for field, type_ in types.items():
        yield f"{name}.{field}", _bytes(getattr(holder, field), type_)


def _bytes(array: NDArray[Any], type_: str) -> memoryview:
    return np.ascontiguousarray(array, type_).view(np.uint8).data


def from_blocks(blocks: Mapping[str, Content]) -> NameIndex:
    """Return the index with these blocks, which it uses as they are. Raises ValueError if one is missing, or is no array
    of its type.
    """
    try:
        return _from_blocks(blocks)
    except KeyError as error:
        raise ValueError(f"the block {error} is missing") from error


def _from_blocks(blocks: Mapping[str, Content]) -> NameIndex:
    names = Names(text=Texts(*_texts(blocks, "names.text")), **_arrays(blocks, "names", NAMES))
    words = Words(
        text=SortedTexts(*_texts(blocks, "words.text"), **_arrays(blocks, "words.text", SORTED_TEXTS)),
        sounds=Texts(*_texts(blocks, "words.sounds")),
        spelling=Signatures(**_arrays(blocks, "spelling", SIGNATURES)),
        sound=Signatures(**_arrays(blocks, "sound", SIGNATURES)),
        **_arrays(blocks, "words", WORDS),
    )
    return NameIndex(names, words)


def _texts(blocks: Mapping[str, Content], name: str) -> tuple[Content, NDArray[Any]]:
    return blocks[f"{name}.content"], np.frombuffer(blocks[f"{name}.starts"], TEXT_STARTS)


def _arrays(blocks: Mapping[str, Content], name: str, types: Mapping[str, str]) -> dict[str, Any]:
    return {field: np.frombuffer(blocks[f"{name}.{field}"], type_) for field, type_ in types.items()}
