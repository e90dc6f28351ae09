"""What is fuzzed: functions that take any bytes, and raise an error that is none of ours where a promise is broken.

`tests/faults/test_inputs.py` gives each a few hundred inputs, `tests/faults/fuzz.py` as many as wanted, led by coverage.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from faults.seeds import SEEDS
from sources.smallest_files import WRITERS

from bot.errors import DataError, UsageError
from bot.lexicon.lookup.questions import terms_asked_for, terms_asked_together
from bot.lexicon.text_scan.prose import prose
from bot.lexicon.text_scan.spelled_out import spelled_out
from bot.sources.archives.opening import damage_errors, members
from bot.sources.catalogue import Source, catalogue
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.formats.registry import FORMATS
from bot.sources.formats.table import cells
from bot.sources.term_table.reading import read_terms
from bot.sources.visible_records import visible_record
from bot.terms.invisible import hides, without_invisible
from bot.terms.normal_forms import fold, normal_forms, normal_words
from bot.terms.phrases import phrase_forms
from bot.terms.word_analysis import analyses
from bot.terms.word_forms import sorting_form, sound_forms, word_form
from bot.terms.words import plain_words

Target = Callable[[bytes], None]

MAX_TEXT = 4_000


def text_of(data: bytes) -> str:
    """Read bytes as text in which every character may be, lone surrogates among them."""
    return data.decode("utf-8", "surrogateescape")[:MAX_TEXT]


def fuzz_normal_forms(data: bytes) -> None:
    """Folding twice is folding once; no form is empty or written twice; forms do not depend on what nobody sees."""
    text = text_of(data)
    folded, forms = fold(text), normal_forms(text)
    assert fold(folded) == folded
    assert all(forms)
    assert len(set(forms)) == len(forms)
    assert normal_forms(text) == forms
    normal_words(text)


def fuzz_texts(data: bytes) -> None:
    """Nothing about words and sentences fails, and what a text hides is gone at once."""
    text = text_of(data)
    seen = without_invisible(text)
    assert without_invisible(seen) == seen
    assert len(seen) <= len(text)
    seen.encode()  # no surrogate
    for function in (phrase_forms, plain_words, analyses, sorting_form, terms_asked_together):
        function(text)
    sound_forms(word_form(fold(text)).split())
    assert all(terms_asked_for(text))
    list(spelled_out(prose(seen)))


def fuzz_cells(data: bytes) -> None:
    """Texts of cells lose their marks, whatever these are, and no cell ends in an error."""
    text = text_of(data)
    for function in (cells.text_of_html, cells.text_of_markdown, cells.text_of_anki, cells.lines, cells.items):
        function(text)
    assert not hides(cells.one_line(without_invisible(text)))


def fuzz_term_table(data: bytes) -> None:
    """A table that somebody sends is read, or refused in words."""
    with suppress(UsageError):
        read_terms(data)


def fuzz_archive(data: bytes) -> None:
    """A packed file is read, or refused in words."""
    with _file(data) as path, suppress(DataError), damage_errors(path):
        for _, stream in members(path):
            while stream.read(1 << 16):
                pass


def fuzz_format(name: str) -> Target:
    """A file of a format is read, or refused in words; no text of a record has what nobody sees."""
    layout = FORMATS[name]

    def fuzz(data: bytes) -> None:
        with _file(data) as path:
            for read in (layout.identity, layout.edition):
                with suppress(DataError):
                    read(path)
            with suppress(DataError):
                for record in layout.concepts(path, Reading(_source(name))):
                    assert isinstance(record, Concept | BrokenRecord)
                    assert not hides("".join(each.name for each in getattr(visible_record(record), "names", ())))
            if layout.journals:
                with suppress(DataError):
                    list(layout.journals(path, Reading(_source(name))))

    return fuzz


@cache
def _source(format: str) -> Source | None:
    return next((source for source in catalogue().values() if source.format == format), None)


class _file:  # noqa: N801 (a context manager that is used as a function)
    """A file with some content, deleted afterwards."""

    def __init__(self, data: bytes) -> None:
        self._path = _folder() / "file"
        self._path.write_bytes(data)

    def __enter__(self) -> Path:
        return self._path

    def __exit__(self, *error: object) -> None:
        self._path.unlink()


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="medlex-fuzz-"))


TARGETS: dict[str, Target] = {
    "normal-forms": fuzz_normal_forms,
    "texts": fuzz_texts,
    "cells": fuzz_cells,
    "term-table": fuzz_term_table,
    "archive": fuzz_archive,
    **{name: fuzz_format(name) for name in FORMATS},
}


def seeds(target: str) -> Iterator[bytes]:
    """Small inputs that the target takes, from which others are made."""
    yield from SEEDS.get(target, ())
    if target in WRITERS and (source := _source(target)) and source.identity:
        written = WRITERS[target](source.identity)
        yield written.encode() if isinstance(written, str) else written
