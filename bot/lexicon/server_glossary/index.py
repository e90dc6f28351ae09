"""All names of one server's glossary in memory; the texts of its terms stay in storage.

An index is never changed: `changed` returns another one, in about a millisecond, so threads may go on with the old one.
Everything is in arrays and packed texts, because a server may have 5,000 terms with several names each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from bot.lexicon.server_glossary.packed_texts import END, Numbers, PackedTexts, packed
from bot.lexicon.server_glossary.packed_texts import joined as joined_texts
from bot.lexicon.server_glossary.term import GlossaryTerm
from bot.lexicon.store.signatures import Signatures, signatures
from bot.terms.normal_forms import fold, normal_forms
from bot.terms.word_forms import run_together, word_form

Hashes = NDArray[np.int64]
BETWEEN_WORDS = " "


@dataclass(frozen=True, slots=True)
class IndexedName:
    """A name as it is written, the number of its term, and the headword of that."""

    term: int
    name: str
    headword: str

    @property
    def is_headword(self) -> bool:
        """True if the name is the headword."""
        return self.name == self.headword


@dataclass(frozen=True, slots=True, eq=False)
class Notes:
    """The terms that add to an entry of the lexicon: their numbers, and the key of each entry."""

    terms: Numbers
    keys: PackedTexts

    def entry_of(self, term: int) -> str | None:
        """Return the key of the entry to which a term adds; None for a term that stands alone."""
        at = np.flatnonzero(self.terms == term)
        return self.keys[int(at[0])] if len(at) else None

    def terms_of(self, key: str) -> list[int]:
        """Return the terms that add to the entry with this key, in the order of their numbers."""
        found = self.keys.having(END + key.encode() + END, len(self.terms)) if len(self.terms) else []
        return sorted(int(self.terms[at]) for at in found)


@dataclass(frozen=True, slots=True, eq=False)
class GlossaryIndex:
    """The names of a glossary, numbered: those of one term stand together, its headword first.

    `written` are the names as written, `together` their word forms (bot.terms.word_forms) without spaces, `words` the
    word forms with a space before each word. `terms` are the numbers of their terms. `folded` are the hashes of folded
    names, `forms` those of all normal forms, which belong to the names `form_names`.
    """

    written: PackedTexts
    together: PackedTexts
    words: PackedTexts
    terms: Numbers
    headwords: NDArray[np.bool_]
    folded: Hashes
    forms: Hashes
    form_names: Numbers
    signatures: Signatures
    notes: Notes

    def __len__(self) -> int:
        """Return the number of terms."""
        return int(np.count_nonzero(self.headwords))

    @property
    def size(self) -> int:
        """The bytes that it takes, without the few that Python adds."""
        texts = (self.written, self.together, self.words, self.notes.keys)
        arrays = (self.terms, self.headwords, self.folded, self.forms, self.form_names, self.notes.terms)
        of_signatures = self.signatures.pairs.nbytes + self.signatures.letters.nbytes + self.signatures.sizes.nbytes
        return of_signatures + sum(each.nbytes for each in arrays) + sum(each.size for each in texts)

    def has(self, term: int) -> bool:
        """Return True if the glossary has a term with this number."""
        return bool(np.any(self.terms == term))

    def name(self, at: int) -> IndexedName:
        """Return the name with this number."""
        first = at
        while not self.headwords[first]:
            first -= 1
        return IndexedName(int(self.terms[at]), self.written[at], self.written[first])

    def headword(self, term: int) -> str | None:
        """Return the headword of a term; None if there is no such term."""
        at = np.flatnonzero(self.terms == term)
        return self.written[int(at[0])] if len(at) else None

    def called(self, folded: str) -> list[IndexedName]:
        """Return the names that are equal to a folded one, ignoring case and spacing."""
        found = map(self.name, np.flatnonzero(self.folded == hash(folded)).tolist())
        return [each for each in found if fold(each.name) == folded]

    def variants(self, forms: Collection[str]) -> list[tuple[str, IndexedName]]:
        """Return the names with one of these normal forms, each with that form."""
        by_hash = {hash(form): form for form in forms}
        wanted = np.fromiter(by_hash, np.int64, len(by_hash))
        found: list[tuple[str, IndexedName]] = []
        for at in np.flatnonzero(np.isin(self.forms, wanted)).tolist():
            form, name = by_hash[int(self.forms[at])], self.name(int(self.form_names[at]))
            if form in normal_forms(name.name):
                found.append((form, name))
        return found

    def word_forms(self, names: Iterable[int]) -> list[str]:
        """Return the word forms of these names."""
        return [self.words[at][1:] for at in names]

    def changed(self, removed: Collection[int], added: Sequence[GlossaryTerm]) -> GlossaryIndex:
        """Return an index without the terms with some numbers, and with others; those with the same number are
        replaced.
        """
        gone = np.array(sorted({*removed, *(term.number for term in added)}), np.uint32)
        return joined([_without(self, gone), index_of(added)])


def index_of(terms: Sequence[GlossaryTerm]) -> GlossaryIndex:
    """Return the index of some terms. It takes about 0.1 ms a term."""
    named = [(term.number, at == 0, name) for term in terms for at, name in enumerate(_names(term))]
    names = [_on_one_line(name) for _, _, name in named]
    folded = list(map(fold, names))
    word_forms = list(map(word_form, folded))
    forms = [(form, at) for at, name in enumerate(names) for form in normal_forms(name)]
    notes = [term for term in terms if term.draft.adds_to]
    return GlossaryIndex(
        packed(names),
        packed(list(map(run_together, word_forms))),
        packed([BETWEEN_WORDS + form for form in word_forms]),
        np.array([number for number, _, _ in named], np.uint32),
        np.array([is_headword for _, is_headword, _ in named], np.bool_),
        np.array(list(map(hash, folded)), np.int64),
        np.array([hash(form) for form, _ in forms], np.int64),
        np.array([at for _, at in forms], np.uint32),
        signatures(word_forms),
        Notes(
            np.array([term.number for term in notes], np.uint32),
            packed([term.draft.adds_to.key for term in notes if term.draft.adds_to]),
        ),
    )


def joined(parts: Sequence[GlossaryIndex]) -> GlossaryIndex:
    """Return one index of several, none of which have a term in common."""
    parts = parts or [index_of([])]
    starts = accumulate((len(part.written) for part in parts[:-1]), initial=0)
    return GlossaryIndex(
        joined_texts([part.written for part in parts]),
        joined_texts([part.together for part in parts]),
        joined_texts([part.words for part in parts]),
        np.concatenate([part.terms for part in parts]),
        np.concatenate([part.headwords for part in parts]),
        np.concatenate([part.folded for part in parts]),
        np.concatenate([part.forms for part in parts]),
        np.concatenate([part.form_names + np.uint32(start) for part, start in zip(parts, starts, strict=True)]),
        Signatures(
            np.concatenate([part.signatures.pairs for part in parts]),
            np.concatenate([part.signatures.letters for part in parts]),
            np.concatenate([part.signatures.sizes for part in parts]),
        ),
        Notes(np.concatenate([part.notes.terms for part in parts]), joined_texts([part.notes.keys for part in parts])),
    )


def _without(index: GlossaryIndex, gone: Numbers) -> GlossaryIndex:
    keep, keep_note = ~np.isin(index.terms, gone), ~np.isin(index.notes.terms, gone)
    keep_form = keep[index.form_names]
    numbers = (np.cumsum(keep) - 1).astype(np.uint32)
    return GlossaryIndex(
        index.written.kept(keep),
        index.together.kept(keep),
        index.words.kept(keep),
        index.terms[keep],
        index.headwords[keep],
        index.folded[keep],
        index.forms[keep_form],
        numbers[index.form_names[keep_form]],
        Signatures(index.signatures.pairs[keep], index.signatures.letters[keep], index.signatures.sizes[keep]),
        Notes(index.notes.terms[keep_note], index.notes.keys.kept(keep_note)),
    )


def _names(term: GlossaryTerm) -> Iterator[str]:
    yield term.draft.headword
    yield from term.draft.names


def _on_one_line(name: str) -> str:
    return BETWEEN_WORDS.join(name.split())
