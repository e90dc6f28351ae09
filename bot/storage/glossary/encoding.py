"""Terms as they are stored: as JSON, as words to search, and packed."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from bot.lexicon.server_glossary.term import TermDraft
from bot.terms.normal_forms import fold, latin
from bot.terms.words import plain_words

Record = TypeVar("Record")

DRAFT: msgspec.json.Decoder[TermDraft] = msgspec.json.Decoder(TermDraft)
# zlib's fastest: texts become half as large, at 50 MB a second.
COMPRESSION_LEVEL = 1


def encoded(draft: TermDraft) -> str:
    """Return a draft as JSON."""
    return msgspec.json.encode(draft).decode()


def decoded(draft: str) -> TermDraft:
    """Return the draft in a JSON text that `encoded` made."""
    return DRAFT.decode(draft)


def packed(record: object) -> bytes:
    """Return a record, or a list of records, as compressed JSON."""
    return zlib.compress(msgspec.json.encode(record), COMPRESSION_LEVEL)


def unpacked(content: bytes, record_type: type[Record] | Any) -> Record:
    """Return the record in what `packed` made."""
    record: Record = msgspec.json.decode(zlib.decompress(content), type=record_type)
    return record


def sort_key(headword: str) -> str:
    """Return the key by which a headword is sorted: in lower case and without accents, so that É stands at E."""
    return " ".join(latin(fold(headword)).split())


def folded_names(draft: TermDraft) -> list[str]:
    """Return the headword and the other names of a draft, folded: two that fold alike are the same name."""
    return list(dict.fromkeys(map(fold, (draft.headword, *draft.names))))


def search_words(text: str, index_words: Mapping[str, str]) -> str:
    """Return the words of a text in the spelling of the index, each with a space before it. `index_words` are the results
    of `bot.terms.words.index_word`.
    """
    return "".join(f" {index_words[word]}" for word in plain_words(text))
