"""Word parts that are looked up or typed, with entries whose headwords have them.

The list of parts is read when it is first asked for; `bot.lexicon.live` does that before anybody waits.
"""

from __future__ import annotations

import re
from functools import cache
from string import ascii_lowercase

from bot.languages import ENGLISH
from bot.lexicon.lookup.everyday_words import KNOWN
from bot.lexicon.model import Answer, Completion, Entry, EntryReference, FoundPart, Match
from bot.lexicon.store.reader import Lexicon
from bot.terms.normal_forms import fold
from bot.terms.word_parts import WordPart, is_written_as_part, parts_called, without_hyphens, word_parts

MAX_ENTRIES = 10
MIN_LETTERS_OF_COMPLETION = 2


async def part_answer(lexicon: Lexicon, query: str) -> Answer | None:
    """Return the parts that are written like a query, each with well-known entries; None if there are none."""
    if not (found := parts_called(query)):
        return None
    parts = tuple([FoundPart(part, await _entries_with(lexicon, part)) for part in found])
    return Answer(query=query, match=Match.WORD_PART, parts=parts)


async def is_slip(lexicon: Lexicon, query: str) -> bool:
    """Return True if a query may be a known English word in which a letter is missing, or two have changed places:
    "acut" is a form of the word part "acu-", and may be "acute".
    """
    letters = fold(query)
    if is_written_as_part(query) or await lexicon.frequency(letters, ENGLISH) >= KNOWN:
        return False
    return await lexicon.has_everyday_word(_without_slip(letters), ENGLISH, KNOWN)


def _without_slip(letters: str) -> set[str]:
    """The words from which one slip makes these letters; no plurals of them, and none with another first letter."""
    longer = {letters[:at] + each + letters[at:] for at in range(1, len(letters) + 1) for each in ascii_lowercase}
    swapped = {letters[:at] + letters[at : at + 2][::-1] + letters[at + 2 :] for at in range(1, len(letters) - 1)}
    return (longer | swapped) - {letters, f"{letters}s"}


def as_part(term: str, query: str) -> str | None:
    """Return a term of a query with its hyphen, which may have been taken for a dash ("what does hyper- mean"); None if
    it has none at its beginning or end.
    """
    if is_written_as_part(term):
        return term
    if f"-{term}" not in query and f"{term}-" not in query:
        return None
    around = re.search(rf"(?<!\S)(?:-{re.escape(term)}|{re.escape(term)}-)(?![^\s?!.,])", query)
    return around.group() if around and is_written_as_part(around.group()) else None


async def part_completions(typed: str, limit: int) -> list[Completion]:
    """Return the parts that a text with a hyphen at its beginning or end may become, those that it is first."""
    letters = without_hyphens(typed)
    if not is_written_as_part(typed) or len(letters) < MIN_LETTERS_OF_COMPLETION:
        return []
    parts = [part for part in _parts_beginning().get(_beginning(typed), ()) if _begins(part, typed, letters)]
    parts.sort(key=lambda part: (letters not in {form.strip("-") for form in part.forms}, len(part.name), part.name))
    meanings: dict[str, list[str]] = {}
    for part in parts:
        meanings.setdefault(part.name, []).append(part.meanings[0])
    return [Completion(name, name, name, word_part=" / ".join(each)) for name, each in meanings.items()][:limit]


@cache
def _parts_beginning() -> dict[str, tuple[WordPart, ...]]:
    """Return all parts by the beginnings of their forms, as `_beginning` returns them."""
    found: dict[str, dict[WordPart, None]] = {}
    for part in word_parts():
        for form in part.forms:
            found.setdefault(_beginning(form), {})[part] = None
    return {beginning: tuple(parts) for beginning, parts in found.items()}


def _beginning(written: str) -> str:
    """Return the first letters of a form of a part, or of what is typed of one, behind the hyphen if it has one there."""
    return "-" * written.startswith("-") + without_hyphens(written)[:MIN_LETTERS_OF_COMPLETION]


def _begins(part: WordPart, typed: str, letters: str) -> bool:
    """Return True if a form of the part, with its hyphen on the same side, begins with the typed letters."""
    is_ending = typed.startswith("-")
    return any(form.startswith("-") == is_ending and form.strip("-").startswith(letters) for form in part.forms)


async def _entries_with(lexicon: Lexicon, part: WordPart) -> tuple[EntryReference, ...]:
    """Return well-known entries whose headwords have a part; then its examples, if there is room."""
    found = await _entries_made_of(lexicon, part)
    if len(found) < MAX_ENTRIES:
        examples = await lexicon.owners_of_names(list(map(fold, part.examples)))
        choices = [owner.choice for owner in examples if fold(owner.choice.headword) == fold(owner.name.name)]
        found += [EntryReference(choice.key, choice.headword) for choice in choices]
    return tuple(dict.fromkeys(found))[:MAX_ENTRIES]


async def entries_made_of_several(lexicon: Lexicon, most: int) -> list[Entry]:
    """Return entries whose headwords show at least two parts, the best known first, at most `most`."""
    rows = await lexicon.rows(
        "SELECT entry.key FROM word_part JOIN entry ON entry.id = word_part.entry GROUP BY entry.id "
        "HAVING count(*) > 1 ORDER BY entry.weight DESC, entry.id LIMIT ?",
        most,
    )
    return list((await lexicon.entries([row["key"] for row in rows])).values())


async def parts_in_use(lexicon: Lexicon, least: int) -> set[tuple[str, str]]:
    """Return the names and first meanings of the parts that at least so many headwords have."""
    sql = "SELECT part, meaning FROM word_part GROUP BY part, meaning HAVING count(*) >= ?"
    return {(row["part"], row["meaning"]) for row in await lexicon.rows(sql, least)}


async def _entries_made_of(lexicon: Lexicon, part: WordPart) -> list[EntryReference]:
    rows = await lexicon.rows(
        "SELECT entry.key, entry.headword FROM word_part JOIN entry ON entry.id = word_part.entry "
        "WHERE word_part.part = ? AND word_part.meaning = ? ORDER BY entry.weight DESC, entry.id LIMIT ?",
        part.name,
        part.meanings[0],
        MAX_ENTRIES,
    )
    return [EntryReference(row["key"], row["headword"]) for row in rows]
