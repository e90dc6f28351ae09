"""Find the names of a glossary: as they are typed, begun, misspelled, described or mentioned in a message."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.lexicon.lookup.near_names import MIN_SIMILARITY, SIMILAR_ENOUGH, similarities_of_names
from bot.lexicon.server_glossary.index import BETWEEN_WORDS, GlossaryIndex, IndexedName
from bot.lexicon.server_glossary.packed_texts import END
from bot.lexicon.text_scan.prose import Run
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.normal_forms import fold, normal_forms
from bot.terms.word_forms import run_together, word_form

# Fewer letters are the beginning of too many words within names.
MIN_LETTERS_FOR_WORDS = 3
# Names with a beginning that are put in order; of more, the first ones in the glossary.
MAX_BEGINNING = 2_000
# Names that are compared letter by letter with a misspelled one.
MAX_COMPARED = 200
# A beginning may have so many letters wrong.
MAX_EDITS_OF_BEGINNING = 1


@dataclass(frozen=True, slots=True)
class NearName:
    """A name, and its similarity (0–1) to what was typed."""

    name: IndexedName
    similarity: float


def owners(index: GlossaryIndex, query: str) -> list[IndexedName]:
    """Return the names that a query is, one for each term.

    These are the names as typed; a headword that is a variant of the query, too, unless it is a headword itself; and if
    there are none, all names that are variants of it (bot.terms.normal_forms). How an abbreviation is written decides
    between several names: "ICE" is not "ice".
    """
    typed = index.called(fold(query))
    if any(each.is_headword for each in typed):
        return _each_term_once(_as_written(query, typed))
    variants = [name for _, name in index.variants(normal_forms(query))]
    found = typed + [each for each in variants if each.is_headword] if typed else variants
    return _each_term_once(_as_written(query, found))


def _as_written(query: str, names: list[IndexedName]) -> list[IndexedName]:
    exact = [each for each in names if each.name == query]
    short = [each for each in names if looks_like_abbreviation(each.name)]
    words = [each for each in names if each not in short]
    if looks_like_abbreviation(query):
        return [each for each in exact if each in short] or short or words
    return words or exact or short


def _each_term_once(names: Iterable[IndexedName]) -> list[IndexedName]:
    return list({each.term: each for each in reversed(list(names))}.values())[::-1]


def completions(index: GlossaryIndex, shown: str, limit: int) -> list[IndexedName]:
    """Return names for what has been typed so far, one for each term: variants of it, names that begin with it, then
    names with words that begin like its words.
    """
    form = word_form(fold(shown))
    if not form:
        return []
    numbers = _in_order(index, index.together.having(END + run_together(form).encode(), MAX_BEGINNING))
    found = [name for _, name in index.variants(normal_forms(shown))]
    found += _first_of_each_term(index, numbers, limit)
    if len(found) < limit and max(map(len, form.split())) >= MIN_LETTERS_FOR_WORDS:
        found += _first_of_each_term(index, _in_order(index, _with_words_beginning(index, form.split())), limit)
    return _each_term_once(found)[:limit]


def _with_words_beginning(index: GlossaryIndex, words: Sequence[str]) -> list[int]:
    """Return the names that have, for each of some beginnings, a word with it."""
    starts = [(BETWEEN_WORDS + word) for word in words]
    found = index.words.having(max(starts, key=len).encode(), MAX_BEGINNING)
    return [at for at in found if all(start in index.words[at] for start in starts)] if len(starts) > 1 else found


def _in_order(index: GlossaryIndex, numbers: Sequence[int]) -> list[int]:
    """Return names sorted: headwords first, then the shortest."""
    found = np.array(numbers, np.intp)
    order = np.lexsort((index.together.lengths[found], ~index.headwords[found]))
    return [int(at) for at in found[order]]


def _first_of_each_term(index: GlossaryIndex, numbers: Sequence[int], limit: int) -> list[IndexedName]:
    first: dict[int, int] = {}
    for at, term in zip(numbers, index.terms[np.array(numbers, np.intp)].tolist(), strict=True):
        first.setdefault(term, at)
        if len(first) == limit:
            break
    return list(map(index.name, first.values()))


def near_names(index: GlossaryIndex, query: str, limit: int) -> list[NearName]:
    """Return the names most similar to a query, one for each term, the nearest first, judged as the lexicon's
    (bot.lexicon.lookup.near_names). It takes milliseconds.
    """
    form = word_form(fold(query))
    if not form or not len(index):
        return []
    likeness = index.signatures.likeness(form)
    compared = np.argsort(-likeness, kind="stable")[:MAX_COMPARED].tolist()
    forms, typed = index.word_forms(compared), form.split()
    similarity = similarities_of_names(typed, forms)
    if similarity.max() < SIMILAR_ENOUGH:
        similarity = np.maximum(similarity, similarities_of_names(typed, forms, by_sound=True))
    order = [at for at in np.argsort(-similarity, kind="stable").tolist() if similarity[at] >= MIN_SIMILARITY]
    near = [NearName(index.name(compared[at]), round(float(similarity[at]), 3)) for at in order]
    return list({each.name.term: each for each in reversed(near)}.values())[::-1][:limit]


def near_beginnings(index: GlossaryIndex, shown: str, limit: int) -> list[IndexedName]:
    """Return names that begin like a text with one edit, one for each term. It takes milliseconds."""
    form = run_together(word_form(fold(shown)))
    beginnings = [index.together[at][: len(form)] for at in range(len(index.together))]
    if not form or not beginnings:
        return []
    edits = process.cdist([form], beginnings, scorer=OSA.distance, score_cutoff=MAX_EDITS_OF_BEGINNING)[0]
    return _first_of_each_term(index, _in_order(index, np.flatnonzero(edits <= MAX_EDITS_OF_BEGINNING).tolist()), limit)


def with_all_words(index: GlossaryIndex, words: Collection[str], limit: int) -> list[IndexedName]:
    """Return the names that have all of some words, one for each term."""
    forms = [form for word in words for form in word_form(fold(word)).split()]
    if not forms:
        return []
    found = [at for at in _with_words_beginning(index, forms) if {*forms} <= {*index.words[at].split()}]
    return _first_of_each_term(index, _in_order(index, found), limit)


def in_runs(
    index: GlossaryIndex, runs: Sequence[Run], text_of: Callable[[Run], str]
) -> Iterator[tuple[Run, list[IndexedName]]]:
    """Yield the runs of words of a message that are names, each with these names; `text_of` returns a run as it is
    written.
    """
    by_form: dict[str, list[IndexedName]] = {}
    for form, name in index.variants({form for run in runs for form in (run.form, run.unsigned) if form}):
        by_form.setdefault(form, []).append(name)
    for run in runs if by_form else ():
        names = by_form.get(run.form) or by_form.get(run.unsigned or "") or []
        if found := [each for each in names if _is_written_so(run, text_of(run), each.name)]:
            yield run, _each_term_once(_as_written(text_of(run), found))


def _is_written_so(run: Run, text: str, name: str) -> bool:
    """Return True unless the name is an abbreviation and the text of a run is another word with the same letters, or
    a part of a code.
    """
    if not looks_like_abbreviation(name):
        return True
    return not run.is_part_of_code and (looks_like_abbreviation(text) or text == name)
