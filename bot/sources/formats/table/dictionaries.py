"""Dictionaries in the formats of dictionary programs: StarDict, DSL, dictd, XDXF, and others that pyglossary reads
(https://github.com/ilius/pyglossary).

pyglossary is licensed under GPL-3, so it is only installed with the extra `dictionaries`, and only imported in this
module.
"""

from __future__ import annotations

import html
import logging
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import Any

from bot.errors import DataError
from bot.files import reason
from bot.sources.archives.bounds import bounded, decompression_limit
from bot.sources.archives.opening import OPENERS, damage_errors
from bot.sources.concept import BrokenRecord
from bot.sources.formats.table.cells import ANY_TAG, one_line
from bot.sources.formats.table.rows import Markup, RawTable, Row

EXTRA = (
    "Install Medlex with it: pip install 'medlex[dictionaries]'. Or save the dictionary as a CSV table in "
    "another program."
)
CHUNK = 1 << 20
MAX_MESSAGE = 120
MAX_OTHER_NAMES = 200
TAKES_ENCODING = frozenset({"ABBYYLingvoDSL"})
TITLES = ["term", "other_names", "definition"]
DSL_START = re.compile(r"\ufeff?#(?:NAME|INDEX_LANGUAGE|CONTENTS_LANGUAGE|INCLUDE)\b")


@dataclass(frozen=True, slots=True)
class Layout:
    """A format of dictionaries: its name for people, pyglossary's name, and the names of its files."""

    title: str
    plugin: str
    endings: tuple[str, ...]
    companions: tuple[str, ...] = ()


LAYOUTS = (
    Layout("StarDict", "Stardict", (".ifo",), (".idx", ".idx.gz", ".dict", ".dict.dz", ".syn", ".syn.dz")),
    Layout("DSL", "ABBYYLingvoDSL", (".dsl", ".dsl.dz")),
    Layout("dictd", "DictOrg", (".index",), (".dict", ".dict.dz")),
    Layout("XDXF", "XdxfLax", (".xdxf", ".xdxf.gz", ".xdxf.dz")),
    Layout("Babylon", "BabylonBgl", (".bgl",)),
    Layout("MDict", "OctopusMdict", (".mdx",)),
    Layout("Aard 2", "Aard2Slob", (".slob",)),
    Layout("QuickDic", "QuickDic6", (".quickdic",)),
    Layout("Lingoes", "LingoesLDF", (".ldf",)),
    Layout("EPWING Yomichan", "Yomichan", (".yomichan.zip",)),
    Layout("FreeDict", "FreeDict", (".tei",)),
)


def layout_of(path: Path, start: str) -> Layout | None:
    """Return the format of a dictionary, by the name of its file or the beginning of its text; None if it is
    not one.
    """
    name = path.name.lower()
    for layout in LAYOUTS:
        if name.endswith(layout.endings):
            return layout
    if DSL_START.match(start):
        return LAYOUTS[1]
    if "<xdxf" in start:
        return LAYOUTS[3]
    return LAYOUTS[0] if start.startswith("StarDict's dict ifo file") else None


def is_main_file(name: str) -> bool:
    """Return True if a file of this name is the main file of a dictionary."""
    return name.lower().endswith(tuple(ending for layout in LAYOUTS for ending in layout.endings))


def main_file(folder: Path) -> Path | None:
    """Return the main file of the dictionary in a folder (.ifo, .index …); None if there is none.

    Raises DataError when there are several.
    """
    found = sorted(file for file in folder.iterdir() if file.is_file() and is_main_file(file.name))
    if len(found) > 1:
        raise DataError(
            f"The folder {folder} holds {len(found)} dictionaries.", f"Give one of them, such as --from {found[0]}."
        )
    return found[0] if found else None


@contextmanager
def table_of(path: Path, layout: Layout, encoding: str | None) -> Iterator[RawTable]:
    """Yield the entries of a dictionary as a table. Raises DataError when the extra is not installed, or when one of
    its files is missing or decompresses to too much.
    """
    _refuse_missing(path, layout)
    library = _library(path, layout)
    with TemporaryDirectory() as folder, _quiet() as errors:
        library.init()
        glossary = library()
        try:
            _open(glossary, _unpacked(path, layout, Path(folder)), layout, encoding)
            rows = _rows(path, layout, glossary, errors)
            yield RawTable(str(path), rows, [f"a dictionary in {layout.title} layout"], TITLES, Markup.HTML)
        finally:
            glossary.cleanup()


def _files(path: Path, layout: Layout) -> list[Path]:
    stem = next((path.name[: -len(end)] for end in layout.endings if path.name.lower().endswith(end)), path.stem)
    beside = [path.with_name(stem + ending) for ending in layout.companions]
    return [path, *(file for file in beside if file.is_file())]


def _refuse_missing(path: Path, layout: Layout) -> None:
    there = {file.name for file in _files(path, layout)[1:]}
    for ending in (end for end in (".idx", ".dict") if end in layout.companions):
        if not any(name.endswith((ending, f"{ending}.gz", f"{ending}.dz")) for name in there):
            raise DataError(
                f"To the dictionary {path} belongs a file that ends with {ending}, which is not beside it.",
                "Put all files of the dictionary into one folder, then repeat the command.",
            )


def _unpacked(path: Path, layout: Layout, folder: Path) -> Path:
    """The file to open, decompressed into a folder if necessary.

    pyglossary decompresses without a limit and writes beside the file, so each compressed file is read to its end
    here first.
    """
    main = path
    for file in _files(path, layout):
        with file.open("rb") as plain:
            start = plain.read(8)
        opener = next((open_ for magic, open_ in OPENERS if start.startswith(magic)), None)
        if opener is None:
            continue
        with damage_errors(file), opener(file) as packed:
            stream = bounded(packed, decompression_limit(file))
            if file == path:
                main = folder / path.name.removesuffix(path.suffix)
                with main.open("wb") as out:
                    copyfileobj(stream, out)
            while stream.read(CHUNK):
                pass
    return main


def _library(path: Path, layout: Layout) -> Any:
    """Import pyglossary's class of glossaries. The import installs a hook that prints the local variables of every
    error, and with them what people typed; this is undone.
    """
    hook, logger_class = sys.excepthook, logging.getLoggerClass()
    try:
        from pyglossary.glossary_v2 import Glossary
    except ImportError as error:
        raise DataError(
            f"{path.name} is a dictionary in {layout.title} layout, for which the extra `dictionaries` is missing.",
            EXTRA,
        ) from error
    finally:
        sys.excepthook = hook
        logging.setLoggerClass(logger_class)
    return Glossary


def _open(glossary: Any, path: Path, layout: Layout, encoding: str | None) -> None:
    options = {"encoding": encoding} if encoding and layout.plugin in TAKES_ENCODING else {}
    try:
        glossary.directRead(str(path), formatName=layout.plugin, **options)
    # Each plugin raises its own exceptions for unexpected content.
    except Exception as error:
        raise _unreadable(path, layout, error) from error


def _unreadable(path: Path, layout: Layout, error: Exception) -> DataError:
    return DataError(
        f"The {layout.title} dictionary {path} cannot be read: {reason(error)}.",
        "It may be cut off or damaged: get it again, or save it as a CSV table in another program.",
    )


class _Errors(logging.Handler):
    """Collects pyglossary's messages about entries that it cannot read."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Store one message."""
        self.messages.append(record.getMessage())

    def take_errors(self, where: str) -> list[BrokenRecord]:
        """Return the messages so far as broken records at this place, and forget them."""
        messages, self.messages = self.messages, []
        return [BrokenRecord(where, one_line(message)[:MAX_MESSAGE]) for message in messages]


@contextmanager
def _quiet() -> Iterator[_Errors]:
    """Send pyglossary's log to a handler instead of the terminal, and suppress its progress."""
    log, errors = logging.getLogger("pyglossary"), _Errors()
    before, log.propagate = log.propagate, False
    handlers, log.handlers = log.handlers, [errors]
    try:
        yield errors
    finally:
        log.propagate, log.handlers = before, handlers


def _rows(path: Path, layout: Layout, glossary: Any, errors: _Errors) -> Iterator[Row | BrokenRecord]:
    """Each entry: its headword, the other words that lead to it, and its text. Pictures and sounds are skipped."""
    number = 0
    try:
        for number, entry in enumerate(glossary, start=1):
            yield from errors.take_errors(f"entry {number}")
            if not entry.isData():
                term, *others = [*map(_headword, entry.l_term)] or [""]
                yield Row(f"entry {number}", [term, tuple(others[:MAX_OTHER_NAMES]), _text(entry)])
    except DataError:
        raise
    except Exception as error:
        raise _unreadable(path, layout, error) from error
    yield from errors.take_errors(f"after entry {number}")


def _headword(word: str) -> str:
    return html.unescape(ANY_TAG.sub("", word))


def _text(entry: Any) -> str:
    """The text of an entry as HTML."""
    text: str = entry.defi
    return text if entry.detectDefiFormat("m") in {"h", "x"} else html.escape(text, quote=False).replace("\n", "<br>")
