"""Extracts of the English Wiktionary as JSON lines, from https://kaikki.org: the medical senses of English words.

https://github.com/tatuylonen/wiktextract (README.md) describes the layout. A line is one part of speech of one word.
Each medical sense of a noun, an adjective or a part of words becomes a concept; `data/wiktionary.toml` says what is
medical.

A word that is only an abbreviation or another spelling of another becomes a name of that word. Its line may come
later, so the concepts wait in a temporary file until all lines have been read; only their names are in memory.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO

import msgspec

from bot.errors import DataError
from bot.files import reason
from bot.languages import ENGLISH
from bot.sources.archives.opening import NOT_JSON, damage_errors, members
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition, edition_of_file
from bot.sources.formats.wiktextract.aliases import Alias, Aliases, alias
from bot.sources.formats.wiktextract.layout import Sense, Word
from bot.sources.formats.wiktextract.senses import code, concept, digest, reason_to_leave_out

# The most bytes of a line. The longest, of words with translations into all languages, have a megabyte.
MAX_LINE_BYTES = 32 << 20
# Reading ends at this number of broken lines if there are fewer good ones by then: it is another kind of file.
MAX_BROKEN_AT_FIRST = 1_000
WORDS_READ = 100
REMEDY = (
    "Download the English words, or those of one topic, as JSON lines from https://kaikki.org/dictionary/English again."
)


def edition(path: Path) -> Edition | None:
    """Return the day on which the file was written: the extract has no date."""
    return edition_of_file(path)


def identity(path: Path) -> dict[str, frozenset[str]]:
    """Return the languages of the first words, as the extract's Wiktionary names them ("English"; "Anglais" in the
    French one).
    """
    try:
        words = [
            word for line in islice(_lines(path), WORDS_READ) if isinstance(word := _word(*line), Word) and word.lang
        ]
    except DataError:
        return {}
    # Other lists of words may have these keys, too, but no senses.
    return {"lang": frozenset(word.lang for word in words)} if any(word.senses for word in words) else {}


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each medical sense of the English words at a path as a concept.

    Raises DataError when the file does not consist of JSON lines or ends in the middle of one.
    """
    with TemporaryFile() as file:
        waiting = Waiting(file, reading or Reading())
        for where, line in _lines(path):
            waiting.take(_word(where, line))
            if waiting.is_mostly_broken:
                break
        yield from waiting.all()


def _lines(path: Path) -> Iterator[tuple[str, bytes]]:
    """Each line that is not blank, with its place in the file."""
    for name, stream in members(path):
        with damage_errors(path):
            for number, line in enumerate(iter(partial(stream.readline, MAX_LINE_BYTES), b""), 1):
                _refuse_no_line(name, stream, number, line)
                if line.strip():
                    yield f"{name}, line {number:,}", line


def _refuse_no_line(name: str, stream: BinaryIO, number: int, line: bytes) -> None:
    if number == 1 and not line.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and line.strip():
        raise DataError(f"The file {name} is not a Wiktionary extract: its first line is not a JSON object.", REMEDY)
    if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
        raise DataError(f"The file {name} is not a Wiktionary extract: line {number:,} is too long.", REMEDY)
    if not line.endswith(b"\n") and not line.rstrip().endswith(b"}"):
        raise DataError(f"The file {name} ends in the middle of line {number:,}.", REMEDY)


DECODER = msgspec.json.Decoder(Word)


def _word(where: str, line: bytes) -> Word | BrokenRecord:
    try:
        word = DECODER.decode(line.removeprefix(b"\xef\xbb\xbf"))
    except NOT_JSON as error:
        return BrokenRecord(where, reason(error))
    word_or_redirect = word.redirect or (word.word.strip() and word.lang_code and word.pos)
    return word if word_or_redirect else BrokenRecord(where, "it has no word, no language or no part of speech")


class Stored(msgspec.Struct, frozen=True, omit_defaults=True):
    """A record in the temporary file, with its part of speech."""

    pos: str = ""
    concept: Concept | None = None
    broken: BrokenRecord | None = None


@dataclass(slots=True)
class Waiting:
    """The records read so far: concepts and broken records in a temporary file, one a line; in memory the words that
    lead to other words.

    `codes` are the identifiers in use, each with the digest of its sense.
    """

    file: IO[bytes]
    reading: Reading
    words: int = 0
    broken: int = 0
    codes: dict[str, str] = field(default_factory=dict)
    defined: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    aliases: list[Alias] = field(default_factory=list)
    encoder: msgspec.json.Encoder = field(default_factory=msgspec.json.Encoder)

    @property
    def is_mostly_broken(self) -> bool:
        """True if so many lines were broken that the others need not be read."""
        return self.broken >= MAX_BROKEN_AT_FIRST and self.words < self.broken

    def take(self, word: Word | BrokenRecord) -> None:
        """Read one line."""
        if isinstance(word, BrokenRecord):
            self.broken += 1
            self._keep("", word)
        elif word.redirect:
            self.reading.left_out["page that only leads to another"] += 1
        elif word.lang_code != ENGLISH:
            self.reading.left_out["word of another language"] += 1
        else:
            self.words += 1
            for sense in word.senses:
                self._take_sense(word, sense)

    def _take_sense(self, word: Word, sense: Sense) -> None:
        left_out = reason_to_leave_out(word, sense)
        identifier = None if left_out else self._free_code(word, sense)
        if identifier is None:
            self.reading.left_out[left_out or "sense given twice"] += 1
        elif leads_to := alias(word, sense):
            self.aliases.append(leads_to._replace(code=identifier))
        else:
            self.defined[word.word].add(word.pos)
            self._keep(word.pos, concept(word, sense, identifier, self.reading))

    def _free_code(self, word: Word, sense: Sense) -> str | None:
        """An unused identifier for a sense; None for a sense that was read before, since files of several topics
        share many.
        """
        identifier, own_digest = code(word, sense), digest(word, sense)
        if self.codes.get(identifier, own_digest) != own_digest:
            identifier = f"{identifier}-{own_digest}"
        if identifier in self.codes:
            return None
        self.codes[identifier] = own_digest
        return identifier

    def _keep(self, pos: str, record: Concept | BrokenRecord) -> None:
        stored = Stored(pos, record) if isinstance(record, Concept) else Stored(broken=record)
        self.file.write(self.encoder.encode(stored) + b"\n")

    def all(self) -> Iterator[Concept | BrokenRecord]:
        """Yield everything that was read, concepts with the names that lead to them; then concepts for the targets
        that are not defined in the extract.
        """
        names = Aliases(self.defined, self.aliases)
        self.file.seek(0)
        for stored in map(msgspec.json.Decoder(Stored).decode, self.file):
            if stored.concept is not None:
                yield names.added_to(stored.concept, stored.pos)
            elif stored.broken is not None:
                yield stored.broken
        yield from names.without_definition()
