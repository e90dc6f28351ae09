"""The cross-references in MeSH's scope notes: names of other records, written in capitals.

"A SYNDROME of the HEART" refers to the records Syndrome and Heart. The reader wants "a syndrome of the heart"
and two related terms; abbreviations ("DNA") are in capitals, too, and stay so. Which is which, the names of
the same file say: a run of capitals is taken apart into the longest names that it holds. What is no name is
an ordinary word when the file's own sentences have it in lower case, or stands beside such words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

from bot.sources.formats.mesh.brackets import in_natural_order, without_needless_brackets
from bot.sources.formats.mesh.casing import ORGANISMS, Casing

# Words and numbers in capitals with spaces, hyphens, slashes and commas between them; none in an address,
# none that goes on in small letters. It begins with a set of letters, which the search skips to.
RUN = re.compile(
    r"[A-Z0-9](?<![A-Za-z0-9/.=_].)[A-Z0-9']*+(?![a-z])(?:(?:, |[ /-]|(?<=\bST)\. )[A-Z0-9][A-Z0-9']*+(?![a-z]))*+(?![/=_]|\.[a-z])"
)
WORD = re.compile(r"[A-Z]{2,}")
PART = re.compile(r"[A-Z0-9']+|[^A-Z0-9']+")
SENTENCE_START = re.compile(
    r"(?:^|(?<!\b[A-Za-z])(?<!\bvs)(?<!\bspp)(?<!\bsp)(?<!\bcf)(?<!DEPT)(?<!U\.S)[.?!]\)? )[\"(']?$"
)
LOOK_BACK = 12
# What a name of a taxon stands behind, which begins with a capital then even where its like mostly does not
# ("the genus Parvovirus").
RANK = re.compile(r"\b(?:genus|genera|family|order|phylum|class|kingdom|tribe) $")
NOTES_AT_ONCE = 200
RANKED = ("ALES", "ACEAE", "IDAE", "INAE")
# Nearly all plurals are entry terms; these are the other spellings that stand in notes.
ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("", "s"), ("", "es"), ("y", "ies"), ("a", "um"), ("i", "us"))
MIN_VARIANT = 6
# A short word in capitals that stands alone and is no name is a symbol ("CARD", "RING") as often as not.
MAX_SYMBOL = 4
# Beside names a misspelt word is one still ("CENTRAL NERVOUS SYSYEM"), and eight letters hardly ever are an
# abbreviation.
MAX_NAME_OF_A_GENE = 5
SURELY_A_WORD = 8
GENES = ("gene", "genes")
LITTLE_WORDS = frozenset("ALPHA AND AS BETA BY FOR FROM GAMMA IN NON NOT OF ON OR THE TO WITH".split())


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a run: its text inside a sentence, the record that it refers to, and whether it is a word at all."""

    text: str
    code: str | None = None
    is_word: bool = True


@dataclass(frozen=True, slots=True)
class Resolved:
    """A note without capitals of cross-references, and the codes of the records that it refers to, in their
    order, once each.
    """

    text: str
    codes: tuple[str, ...] = ()


class CrossReferences:
    """The names of a file, with which the capitals in its notes are resolved once it was read."""

    def __init__(self) -> None:
        self._casing = Casing()
        # Words in capitals in some note, with other endings: only names with such a word can be referred to.
        self._in_notes: set[str] = set()
        self._waiting: list[str] = []
        # By the name in capitals the code of a record, and the record's names: one pair serves them all.
        self._records: dict[str, tuple[str, Sequence[str]]] = {}
        # By the code of a record the letters of the branches where it stands.
        self._branches: dict[str, str] = {}
        self._resolved: dict[str, tuple[str, tuple[str, ...]]] = {}

    def learn_note(self, note: str) -> None:
        """Take in a note of the file. All notes come before all names."""
        self._waiting.append(note)
        if len(self._waiting) == NOTES_AT_ONCE:
            self._learn_notes()

    def _learn_notes(self) -> None:
        """Take in the notes that wait: many at once, for they are counted in half the time."""
        notes = "\n".join(self._waiting)
        self._waiting.clear()
        self._casing.learn_text(notes)
        for word in set(WORD.findall(notes)) - self._in_notes:
            self._in_notes.update((word, *_variants(word)))

    def learn_names(self, code: str, names: Sequence[str], tree_numbers: tuple[str, ...]) -> None:
        """Take in the names of a record of the file, the preferred one first. A name is passed over if no
        note has its first word in capitals.
        """
        if self._waiting:
            self._learn_notes()
        known = self._in_notes
        capitals = "\n".join(names).upper().split("\n")
        found = [name for name in capitals if (word := WORD.search(name)) and word[0] in known]
        if found:
            self._records.update(zip(found, repeat((code, names))))
            self._branches[code] = "".join({number[:1] for number in tree_numbers})
            self._casing.learn_names(names, tree_numbers)

    def resolve(self, note: str) -> Resolved:
        """A note as running text, and all that it refers to, in brackets that go as well."""
        resolved = self._running_text(note)
        shorter = without_needless_brackets(note, lambda inner: RUN.sub(lambda run: self._run(run[0])[0], inner))
        return resolved if shorter == note else Resolved(self._running_text(shorter).text, resolved.codes)

    def _running_text(self, note: str) -> Resolved:
        codes: dict[str, None] = {}

        def written(run: re.Match[str]) -> str:
            if not WORD.search(run[0]):
                return run[0]
            text, its_codes = self._run(run[0])
            codes.update(dict.fromkeys(its_codes))
            begins = text != run[0] and (_begins_sentence(note, run.start()) or self._is_taxon(note, run, its_codes))
            return _capitalized(text) if begins else text

        return Resolved(RUN.sub(written, note), tuple(codes))

    def _is_taxon(self, note: str, run: re.Match[str], codes: Sequence[str]) -> bool:
        """Return True if a run is one word, names an organism or is written as a taxon is, and stands behind a rank."""
        if " " in run[0] or not RANK.search(note[max(0, run.start() - LOOK_BACK) : run.start()]):
            return False
        return run[0].endswith(RANKED) or any(ORGANISMS in self._branches.get(code, "") for code in codes)

    def _run(self, run: str) -> tuple[str, tuple[str, ...]]:
        """A run of capitals inside a sentence, and the codes that it refers to; the same runs come again and again."""
        known = self._resolved.get(run)
        if known is None:
            pieces = list(self._pieces(PART.findall(run)))
            written = [
                self._leftover(pieces, at) if _is_leftover(piece) else piece.text for at, piece in enumerate(pieces)
            ]
            known = "".join(written), tuple(piece.code for piece in pieces if piece.code)
            self._resolved[run] = known
        return known

    def _pieces(self, parts: Sequence[str]) -> Iterator[Piece]:
        at = 0
        while at < len(parts):
            end, piece = self._longest_name(parts, at)
            yield piece
            at = end

    def _longest_name(self, parts: Sequence[str], at: int) -> tuple[int, Piece]:
        """Where the longest name ends that begins at a part, and what it is in a sentence; else the part itself."""
        if not _has_letters(parts[at]):
            return at + 1, Piece(parts[at], is_word=False)
        for end in range(len(parts), at, -1):
            if _has_letters(parts[end - 1], 1) and (piece := self._name("".join(parts[at:end]))):
                return end, piece
        return at + 1, Piece(parts[at])

    def _name(self, capitals: str) -> Piece | None:
        if capitals in self._records:
            return self._reference(capitals, capitals)
        if len(capitals) >= MIN_VARIANT:
            for variant in _variants(capitals):
                if variant in self._records:
                    return self._reference(capitals, variant)
        return None

    def _reference(self, capitals: str, known: str) -> Piece:
        """What capitals say that are a known name, or another form of one."""
        code, names = self._records[known]
        # A name of several lines is found by none of them.
        name = next((name for name in names if name.upper() == known), known)
        written = self._casing.in_sentence(name, self._branches.get(code, ""))
        if written.upper() != capitals:
            written = _with_letters_of(capitals, written)
        written = in_natural_order(self._with_symbol(written))
        is_symbol = " " not in capitals and len(capitals) <= MAX_SYMBOL and self._casing.is_abbreviation(capitals)
        return Piece(capitals) if written == capitals or is_symbol else Piece(written, code)

    def _with_symbol(self, written: str) -> str:
        """A gene's name with its symbol in capitals where other names have it so ("genes, sry"): those of
        viruses have small letters.
        """
        gene, _, symbol = written.partition(", ")
        is_symbol = gene in GENES and self._casing.is_abbreviation(symbol.upper()) and symbol.islower()
        return f"{gene}, {symbol.upper()}" if is_symbol else written

    def _leftover(self, pieces: Sequence[Piece], at: int) -> str:
        """What belongs to no name: in lower case if it is a word and no abbreviation."""
        word = pieces[at].text
        beside = any(piece.code or (_is_leftover(piece) and self._is_word(piece.text)) for piece in pieces)
        if word in LITTLE_WORDS:
            return word.lower() if beside else word
        if not word.isalpha() or len(word) == 1 or self._casing.is_abbreviation(word):
            return word
        is_word = self._is_word(word) or (beside and (len(word) > MAX_NAME_OF_A_GENE or self._casing.is_ordinary(word)))
        return word.lower() if is_word else word

    def _is_word(self, word: str) -> bool:
        """Return True if what belongs to no name is a word, whatever stands beside it."""
        if not word.isalpha() or self._casing.is_abbreviation(word):
            return False
        return len(word) >= SURELY_A_WORD or (len(word) > MAX_SYMBOL and self._casing.is_ordinary(word))


def _is_leftover(piece: Piece) -> bool:
    return piece.is_word and piece.code is None and piece.text.isupper()


def _has_letters(part: str, least: int = 0) -> bool:
    return part[0].isalnum() and (not least or part.isalnum() or "'" in part)


def _variants(capitals: str) -> Iterator[str]:
    for ending, other in ENDINGS:
        if capitals.endswith(ending.upper()):
            yield capitals[: len(capitals) - len(ending)] + other.upper()


def _with_letters_of(capitals: str, written: str) -> str:
    """The name that was found, with the ending that stands in the note."""
    same = 0
    while same < min(len(capitals), len(written)) and written[same].upper() == capitals[same]:
        same += 1
    return written[:same] + capitals[same:].lower()


def _begins_sentence(note: str, start: int) -> bool:
    return SENTENCE_START.search(note[max(0, start - LOOK_BACK) : start]) is not None


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
