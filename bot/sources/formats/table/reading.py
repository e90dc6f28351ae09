"""Read the tables at a path, whatever kind of file it is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from bot.errors import DataError
from bot.sources.archives.opening import ZIP, damage_errors, members
from bot.sources.formats.table import anki, delimited, dictionaries, documents, kinds, markdown, wordlists, workbook
from bot.sources.formats.table.options import Options
from bot.sources.formats.table.rows import RawTable
from bot.sources.formats.table.texts import Text, opened

START = 4096
# The number of first lines by which the kind of a text is recognized.
HEAD_LINES = 300
MAX_PIECE = 1 << 14
ABOUT_OTHERS = re.compile(r"(?:^|[/(\\])(?:readme|licen[cs]e|notice|changelog|authors)(?:\.\w+)?\)?$", re.IGNORECASE)


def tables(path: Path, options: Options, passed_over: list[str]) -> Iterator[RawTable]:
    """Yield each table at a path: a file, plain or compressed, a zip archive or a folder of them, a workbook, a deck,
    a dictionary. Members that only describe the others ("README") are named in `passed_over`.

    Raises DataError when it is something else, with its kind and how to make a table of it.
    """
    if path.is_dir():
        main = dictionaries.main_file(path)
        yield from tables(main, options, passed_over) if main else _texts(path, options, passed_over)
        return
    start = _start(path)
    if not start and path.is_file():
        raise DataError(f"The file {path} is empty.", "Save the list again, and give that file.")
    kinds.refuse_foreign(path, start)
    layout = dictionaries.layout_of(path, _as_text(start))
    if kind := kinds.workbook_kind(path, start):
        yield workbook.table_of(path, kind, options)
    elif start.startswith(ZIP) and anki.is_deck(_names(path)):
        yield from anki.tables_of(path)
    elif start.startswith(ZIP) and any(map(dictionaries.is_main_file, _names(path))):
        raise kinds.not_a_table(path, "an archive with a dictionary in it", "Unpack it, and give the folder.")
    elif layout:
        with dictionaries.table_of(path, layout, options.encoding) as table:
            yield table
    else:
        yield from _texts(path, options, passed_over)


def _start(path: Path) -> bytes:
    """The first bytes of a file; empty if it is missing, for which the reader raises the error."""
    if not path.is_file():
        return b""
    with damage_errors(path), path.open("rb") as stream:
        return stream.read(START)


def _as_text(start: bytes) -> str:
    encoding = "utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    return start[: len(start) // 2 * 2].decode(encoding, "ignore")


def _names(path: Path) -> list[str]:
    with damage_errors(path), zipfile.ZipFile(path) as archive:
        return archive.namelist()


def _texts(path: Path, options: Options, passed_over: list[str]) -> Iterator[RawTable]:
    is_one_file = path.is_file() and not _start(path).startswith(ZIP)
    for name, stream in members(path):
        if not is_one_file and ABOUT_OTHERS.search(name):
            passed_over.append(name)
            continue
        with damage_errors(path):
            for table in _of_member(name, _no_archive(name, stream), options):
                table.member = "" if is_one_file else _member(path, name)
                yield table


def _no_archive(name: str, stream: BinaryIO) -> BinaryIO:
    """Return the same stream. Raises DataError if a member of an archive is a workbook or an archive itself."""
    peek = getattr(stream, "peek", None)
    if peek is not None and peek(len(ZIP)).startswith(ZIP):
        raise kinds.not_a_table(Path(name), "a workbook or an archive within an archive", kinds.UNPACK)
    return stream


def _member(path: Path, name: str) -> str:
    """The name of a file within a folder or an archive."""
    return name.removeprefix(str(path)).strip(" ()/\\")


def _of_member(name: str, stream: BinaryIO, options: Options) -> Iterator[RawTable]:
    """The tables of one text file, which may be a member of an archive."""
    with opened(name, stream, options) as text:
        head = [*islice(text.pieces(MAX_PIECE), HEAD_LINES)]
        kinds.refuse_foreign(Path(name), "".join(head[:50]).encode()[:START])
        yield from _of_text(text, head, options)


def _of_text(text: Text, head: list[str], options: Options) -> Iterator[RawTable]:
    """The tables of a text, whose kind is recognized by its beginning, never by its name alone."""
    beginning = "".join(head[:5]).lstrip("\ufeff \t\n")
    if documents.is_toml(head):
        yield documents.toml_table(text)
    elif beginning.startswith(("{", "[")):
        yield documents.json_table(text)
    elif kinds.XML.match(beginning):
        raise kinds.not_a_table(Path(text.name), "XML", kinds.COPY_TABLE)
    elif markdown.is_markdown(head, text.name):
        yield from markdown.tables_of(text)
    else:
        yield _of_lines(text, head, options)


def _of_lines(text: Text, head: list[str], options: Options) -> RawTable:
    directives = delimited.directives_of(head)
    delimiter = directives.delimiter or delimited.delimiter_of(head[: delimited.HEAD], options)
    if wordlists.is_yaml(head):
        raise kinds.not_a_table(Path(text.name), "YAML", "Convert it to JSON, and install that.")
    sign = None if directives.delimiter else wordlists.sign_of(head)
    if sign and (delimiter is None or delimited.is_by_chance(head[: delimited.HEAD], delimiter, options)):
        return wordlists.table_of(text, sign)
    if delimiter is None:
        raise DataError(
            f"The file {text.name} has no columns: no commas, semicolons, tabs or pipes cut its lines alike.",
            f"Begin it with a line such as term,definition. {kinds.SAVE_AS}",
        )
    return delimited.table_of(text, directives, delimiter)
