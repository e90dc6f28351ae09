"""What is stored of a person or a server as files: JSON, which is complete, and a text to read on any device."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from bot.discord_bot.ui.translation import _
from bot.storage.records import Row, Rows

MY_DATA, SERVER_DATA = "medlex-my-data", "medlex-server-data"


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file to be sent."""

    name: str
    content: bytes


def files(name: str, rows: Rows, now: datetime, max_size: int) -> list[NamedFile]:
    """Return the rows of all tables as a JSON file and a text file. Files that are larger than `max_size` bytes become
    several zip files that are not.
    """
    rows = {table: found for table, found in rows.items() if found}
    json = _json(rows, now)
    if len(json) <= max_size and len(text := _text(rows, now)) <= max_size:
        return [NamedFile(f"{name}.txt", text), NamedFile(f"{name}.json", json)]
    parts = list(_parts(rows, max_size))
    return [
        NamedFile(f"{name}-{number}-{len(parts)}.zip", _zipped(f"{name}-{number}.json", _json(part, now)))
        for number, part in enumerate(parts, start=1)
    ]


def _json(rows: Rows, now: datetime) -> bytes:
    """All rows by table. The columns are described in PRIVACY.md."""
    return msgspec.json.format(msgspec.json.encode({"exported_at": now.isoformat(), **rows}), indent=2)


def _zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def _parts(rows: Rows, max_size: int) -> Iterator[Rows]:
    """Divide the rows so that each part has at most half of `max_size` bytes as compact JSON, if no row alone has more:
    packed they are then smaller than `max_size`.
    """
    part: Rows = {}
    room = max_size // 2
    for table, found in rows.items():
        for row in found:
            size = len(msgspec.json.encode(row))
            if part and size > room:
                yield part
                part, room = {}, max_size // 2
            part.setdefault(table, []).append(row)
            room -= size
    if part:
        yield part


def _text(rows: Rows, now: datetime) -> bytes:
    """The same to read: a paragraph for each row. Texts that are stored as JSON are written as lines, too."""
    blocks = [f"Medlex, {now:%Y-%m-%d %H:%M} UTC"]
    for table, found in rows.items():
        blocks.append(f"{_title(table).upper()} ({len(found)})")
        blocks += ["\n".join(_lines(_readable(row))) for row in found]
    return ("\n\n".join(blocks) + "\n").encode()


def _readable(row: Row) -> Any:
    return msgspec.json.decode(msgspec.json.encode(row))


def _lines(value: Any, indent: str = "") -> Iterator[str]:
    """Yield the lines of nested lists and mappings; what is empty is left out."""
    pairs = value.items() if isinstance(value, Mapping) else [("-", each) for each in value]
    for name, each in pairs:
        label = f"{indent}{str(name).replace('_', ' ')}" + ("" if name == "-" else ":")
        if isinstance(each, Mapping) or (isinstance(each, Sequence) and not isinstance(each, str)):
            if each:
                yield label
                yield from _lines(each, indent + "  ")
        elif each not in {None, ""}:
            yield f"{label} {each}"


def _title(table: str) -> str:
    """The heading of a table's rows."""
    return {
        "saved_entry": _("Saved entries"),
        "study_card": _("Studied entries"),
        "feedback": _("Reports of mistakes"),
        "glossary_proposal": _("Suggested terms"),
        "glossary_change": _("Changes to the glossary"),
        "glossary_import": _("Tables of terms that wait to be applied"),
        "guild_setting": _("Settings"),
        "glossary_term": _("Terms of the glossary"),
        "term_of_the_day": _("Term of the day"),
        "posted_term": _("Posted terms"),
        "guild_removal": _("Removal of the bot"),
    }[table]


def my_files_note() -> str:
    """The message with the files of a person."""
    return _("Everything that is stored about you: as text to read, and as JSON for programs.")


def server_files_note() -> str:
    """The message with the files of a server."""
    return _(
        "Everything that is stored about this server: as text to read, and as JSON for programs. Large data come as "
        "several zip files. They hold user IDs of members, so keep them private."
    )
