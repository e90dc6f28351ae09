"""Journals that fit an entry, or words: by their titles, their keywords, and the subjects of their field.

Nothing but the lexicon is asked. A journal fits for a reason that can be shown (`Fit`); points only put the journals of
one reason in order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import msgspec

from bot.languages import ENGLISH, ENGLISH_NAMES
from bot.lexicon.model import Entry
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.schema import lexicon_errors
from bot.terms.model import Journal, NameKind

# As many as fill a few pages; the field of cancer alone has some hundreds.
MAX_JOURNALS = 50
# Journals that are read to be put in order; in the file those of few subjects come first.
MAX_READ = 4 * MAX_JOURNALS
# Names of an entry that are searched for, and words of each.
MAX_NAMES = 12
MAX_WORDS = 8
# Steps from an entry to those above it, for one whose own field is not known, and how many of them in each step.
MAX_STEPS = 3
MAX_ABOVE = 5
# Kinds of names that say what the thing is. Abbreviations have other meanings, and entry terms may be narrower.
TELLING = frozenset({NameKind.PREFERRED, NameKind.SYNONYM, NameKind.PLAIN, NameKind.FORMER})
WORD = re.compile(r"[^\W_]+")
QUOTED = '"{}"'.format
POINTS_OF_TITLE, POINTS_OF_KEYWORD = 4, 3


class Fit(StrEnum):
    """Why a journal fits: its title or keywords have a name of the topic, or its subject is the field of the topic."""

    TOPIC = "topic"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class FoundJournal:
    """A journal that fits, the id of its source, and why it fits."""

    journal: Journal
    source: str
    fit: Fit


async def journals_for(lexicon: Lexicon, topic: Entry | str, language: str) -> tuple[FoundJournal, ...]:
    """Return the journals that fit an entry or words, best first, for a reader of a language (ISO 639-1); at most
    MAX_JOURNALS.

    Journals that have the topic in their title or keywords come first, then those whose only subject is its field.
    """
    names, subjects = _names(topic), list[int]()
    if isinstance(topic, Entry):
        subjects = await _subjects(lexicon, [topic.key])
    points, of_field = await _points(lexicon, names), await _of_subjects(lexicon, subjects)
    likeliest = sorted(points.keys() | of_field, key=lambda at: (-points[at], at not in of_field, at))
    found = await _read(lexicon, likeliest[:MAX_READ])
    ranked = sorted(found, key=lambda at: _rank(found[at].journal, points[at], language, is_of_field=at in of_field))
    return tuple([_explained(found[id], points[id]) for id in ranked[:MAX_JOURNALS]])


def _names(topic: Entry | str) -> list[list[str]]:
    """The words of each name of an entry that says what it is, or words as they were typed."""
    if isinstance(topic, Entry):
        names = [topic.headword, *(name.name for name in topic.names if name.kind in TELLING)]
    else:
        names = [topic]
    words = (WORD.findall(name)[:MAX_WORDS] for name in dict.fromkeys(names))
    return [each for each in words if each][:MAX_NAMES]


async def _points(lexicon: Lexicon, names: Sequence[Sequence[str]]) -> Counter[int]:
    """The points of each journal that has one of the names in its title or keywords, or all the words of one."""
    phrases = " OR ".join(QUOTED(" ".join(words)) for words in names)
    all_words = " OR ".join("({})".format(" AND ".join(map(QUOTED, words))) for words in names)
    queries = {f"title : ({phrases})": POINTS_OF_TITLE, f"keywords : ({phrases})": POINTS_OF_KEYWORD, all_words: 1}
    points: Counter[int] = Counter()
    for query, worth in queries.items() if names else ():
        rows = await lexicon.rows("SELECT rowid FROM journal_word WHERE journal_word MATCH ?", query)
        points.update({row["rowid"]: worth for row in rows})
    return points


async def _subjects(lexicon: Lexicon, keys: Sequence[str]) -> list[int]:
    """The subjects of the entries with these keys, or else of the nearest entries above them that have any."""
    for _ in range(MAX_STEPS):
        rows = await lexicon.rows(
            "SELECT DISTINCT subject FROM entry_subject JOIN entry ON entry.id = entry_subject.entry "
            "WHERE entry.key IN (SELECT value FROM json_each(?))",
            _array(keys),
        )
        if rows:
            return [row["subject"] for row in rows]
        keys = [each.key for each in await lexicon.parents_of(keys)][:MAX_ABOVE]
    return []


async def _of_subjects(lexicon: Lexicon, subjects: Sequence[int]) -> frozenset[int]:
    """The journals with one of these subjects."""
    rows = await lexicon.rows(
        "SELECT DISTINCT journal FROM journal_subject WHERE subject IN (SELECT value FROM json_each(?))",
        _array(subjects),
    )
    return frozenset(row["journal"] for row in rows)


async def _read(lexicon: Lexicon, ids: Sequence[int]) -> Mapping[int, FoundJournal]:
    """The journals with these ids, by id."""
    decode = msgspec.json.Decoder(Journal).decode
    rows = await lexicon.rows(
        "SELECT id, source, document FROM journal WHERE id IN (SELECT value FROM json_each(?))",
        _array(ids),
    )
    with lexicon_errors(lexicon.path):
        return {row["id"]: FoundJournal(decode(row["document"]), row["source"], Fit.FIELD) for row in rows}


def _rank(journal: Journal, points: int, language: str, *, is_of_field: bool) -> tuple[bool, float, str]:
    """Sort key: journals on the topic first, then by points, then by title. A journal of few subjects is more about
    each of them; one in the reader's language is more use to them, if that is not English, which most are in.
    """
    field = 1 + 1 / max(len(journal.subjects), 1) if is_of_field else 0
    is_in_language = language != ENGLISH and ENGLISH_NAMES.get(language) in journal.languages
    return not points, -(points + field + is_in_language), journal.title.casefold()


def _explained(found: FoundJournal, points: int) -> FoundJournal:
    return FoundJournal(found.journal, found.source, Fit.TOPIC if points else Fit.FIELD)


def _array(values: Sequence[int] | Sequence[str]) -> str:
    """Values as a JSON array, for `json_each`."""
    return msgspec.json.encode(values).decode()
