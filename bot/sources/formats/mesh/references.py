"""Cross-references in MeSH's scope notes: names of other records, written in capitals.

"A SYNDROME of the HEART" refers to the records Syndrome and Heart, and becomes "a syndrome of the heart" with two
related terms. Abbreviations ("DNA") are in capitals, too, and stay so. The names in the same file distinguish them: a
run of words in capitals is divided into the longest names that it contains. The rest is an ordinary word if the
file's sentences have it in lower case, or if it is beside such words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat

from bot.sources.formats.mesh.brackets import in_natural_order, without_needless_brackets
from bot.sources.formats.mesh.casing import ORGANISMS, Casing

# Words in capitals and numbers, joined by spaces, hyphens, slashes and commas; not in an address, and not before
# small letters. The pattern begins with a set of letters because the search skips to these.
RUN = re.compile(
    r"[A-Z0-9](?<![A-Za-z0-9/.=_].)[A-Z0-9']*+(?![a-z])(?:(?:, |[ /-]"
    r"|(?<=\bST)\. )[A-Z0-9][A-Z0-9']*+(?![a-z]))*+(?![/=_]|\.[a-z])"
)
WORD = re.compile(r"[A-Z]{2,}")
PART = re.compile(r"[A-Z0-9']+|[^A-Z0-9']+")
SENTENCE_START = re.compile(
    r"(?:^|(?<!\b[A-Za-z])(?<!\bvs)(?<!\bspp)(?<!\bsp)(?<!\bcf)(?<!DEPT)(?<!U\.S)[.?!]\)? )[\"(']?$"
)
LOOK_BACK = 12
# Words before the name of a taxon, which then begins with a capital even if most names of its record do not ("the
# genus Parvovirus").
RANK = re.compile(r"\b(?:genus|genera|family|order|phylum|class|kingdom|tribe) $")
NOTES_AT_ONCE = 200
RANKED = ("ALES", "ACEAE", "IDAE", "INAE")
# Nearly all plurals are entry terms; these are endings of other forms in notes.
ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("", "s"), ("", "es"), ("y", "ies"), ("a", "um"), ("i", "us"))
MIN_VARIANT = 6
# A single word in capitals no longer than this is as often a symbol ("CARD", "RING") as a word.
MAX_SYMBOL = 4
# Beside names a longer word than this is a word even if it is misspelled ("CENTRAL NERVOUS SYSYEM"), and words of
# eight letters are hardly ever abbreviations.
MAX_NAME_OF_A_GENE = 5
MIN_SURE_WORD = 8
GENES = ("gene", "genes")
SMALL_WORDS = frozenset("ALPHA AND AS BETA BY FOR FROM GAMMA IN NON NOT OF ON OR THE TO WITH".split())


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a run of capitals: its text inside a sentence, the code of the record that it refers to, and whether
    it is a word rather than a symbol.
    """

    text: str
    code: str | None = None
    is_word: bool = True


@dataclass(frozen=True, slots=True)
class Resolved:
    """A note without the capitals of cross-references, and the codes of the records that it refers to, in their order
    and each once.
    """

    text: str
    codes: tuple[str, ...] = ()


class CrossReferences:
    """The names and sentences of a MeSH file, with which the capitals in its notes are resolved. All notes are
    learned before all names, and all names before notes are resolved.
    """

    def __init__(self) -> None:
        self._casing = Casing()
        # Words in capitals in the notes, with other endings: only names with such a word can be referred to.
        self._in_notes: set[str] = set()
        self._waiting: list[str] = []
        # By a name in capitals, the code of its record and the names of the record; all names of a record share one
        # pair.
        self._records: dict[str, tuple[str, Sequence[str]]] = {}
        # By the code of a record, the letters of its branches.
        self._branches: dict[str, str] = {}
        self._resolved: dict[str, tuple[str, tuple[str, ...]]] = {}

    def learn_note(self, note: str) -> None:
        """Learn a note of the file."""
        self._waiting.append(note)
        if len(self._waiting) == NOTES_AT_ONCE:
            self._learn_notes()

    def _learn_notes(self) -> None:
        """Count the words of the notes that wait: counting many at once takes half the time."""
        notes = "\n".join(self._waiting)
        self._waiting.clear()
        self._casing.learn_text(notes)
        for word in set(WORD.findall(notes)) - self._in_notes:
            self._in_notes.update((word, *_variants(word)))

    def learn_names(self, code: str, names: Sequence[str], tree_numbers: tuple[str, ...]) -> None:
        """Learn the names of a record, the preferred one first. Names whose first word is not in capitals in any note
        are skipped.
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
        """Return a note as running text, with everything that it refers to, also in parentheses that are removed."""
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
        """Return True if a run is one word that names an organism or is written like a taxon, and is after a
        taxonomic rank.
        """
        if " " in run[0] or not RANK.search(note[max(0, run.start() - LOOK_BACK) : run.start()]):
            return False
        return run[0].endswith(RANKED) or any(ORGANISMS in self._branches.get(code, "") for code in codes)

    def _run(self, run: str) -> tuple[str, tuple[str, ...]]:
        """A run of capitals as it is written inside a sentence, and the codes that it refers to. Cached, because many
        notes have the same runs.
        """
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
        """The end of the longest name that begins at a part, and its text in a sentence; the part itself if there is
        no name.
        """
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
        """The piece for capitals that are a known name, or another form of one."""
        code, names = self._records[known]
        # A name with a line break equals none of them.
        name = next((name for name in names if name.upper() == known), known)
        written = self._casing.in_sentence(name, self._branches.get(code, ""))
        if written.upper() != capitals:
            written = _with_letters_of(capitals, written)
        written = in_natural_order(self._with_symbol(written))
        is_symbol = " " not in capitals and len(capitals) <= MAX_SYMBOL and self._casing.is_abbreviation(capitals)
        return Piece(capitals) if written == capitals or is_symbol else Piece(written, code)

    def _with_symbol(self, written: str) -> str:
        """The name of a gene with its symbol in capitals if other names have it so ("genes, sry"); symbols of viruses
        are in small letters.
        """
        gene, _, symbol = written.partition(", ")
        is_symbol = gene in GENES and self._casing.is_abbreviation(symbol.upper()) and symbol.islower()
        return f"{gene}, {symbol.upper()}" if is_symbol else written

    def _leftover(self, pieces: Sequence[Piece], at: int) -> str:
        """A part that is no name: in lower case if it is a word and not an abbreviation."""
        word = pieces[at].text
        beside = any(piece.code or (_is_leftover(piece) and self._is_word(piece.text)) for piece in pieces)
        if word in SMALL_WORDS:
            return word.lower() if beside else word
        if not word.isalpha() or len(word) == 1 or self._casing.is_abbreviation(word):
            return word
        is_word = self._is_word(word) or (beside and (len(word) > MAX_NAME_OF_A_GENE or self._casing.is_ordinary(word)))
        return word.lower() if is_word else word

    def _is_word(self, word: str) -> bool:
        """Return True if a part that is no name is a word, whatever is beside it."""
        if not word.isalpha() or self._casing.is_abbreviation(word):
            return False
        return len(word) >= MIN_SURE_WORD or (len(word) > MAX_SYMBOL and self._casing.is_ordinary(word))


def _is_leftover(piece: Piece) -> bool:
    return piece.is_word and piece.code is None and piece.text.isupper()


def _has_letters(part: str, least: int = 0) -> bool:
    return part[0].isalnum() and (not least or part.isalnum() or "'" in part)


def _variants(capitals: str) -> Iterator[str]:
    for ending, other in ENDINGS:
        if capitals.endswith(ending.upper()):
            yield capitals[: len(capitals) - len(ending)] + other.upper()


def _with_letters_of(capitals: str, written: str) -> str:
    """The name that was found, with the ending that it has in the note."""
    same = 0
    while same < min(len(capitals), len(written)) and written[same].upper() == capitals[same]:
        same += 1
    return written[:same] + capitals[same:].lower()


def _begins_sentence(note: str, start: int) -> bool:
    return SENTENCE_START.search(note[max(0, start - LOOK_BACK) : start]) is not None


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
