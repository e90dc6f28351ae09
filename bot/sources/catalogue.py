"""The catalogue of sources that Medlex knows: `data/sources.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from bot.errors import UsageError

PACKAGE = Path(__file__).resolve().parents[1]


class Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page that names the newest file of a source: its address, and what the path of the file's looks like."""

    address: str
    file: str


class PackageMirror(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A public Python package that holds a source's data, with the SHA-256 of its files and the format that reads it.

    `identity` is what the package says of itself, in the words of that format.
    """

    package: str
    hashes: tuple[str, ...]
    format: str
    identity: dict[str, str] = {}


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One publisher's dataset, as the catalogue describes it.

    `format` names the module that reads it. `plainness` orders definitions: 1 is written for anybody, 9 for specialists.
    `edition` is set where the dataset ships with Medlex. `note` is what must stand beside the title, and `credit` what the
    licence wants beside each definition. `addresses` are tried in turn; in them "{year}" stands for the newest year there is.
    `sha256` is the checksum of the file, where it is one that never changes. `identity` is what the source's own file says of itself,
    in the words of its format (`ontology = "hp"`): a file that says something else is another source's. `paged` answers come in
    pages. `default` sources are installed when none is named.
    """

    id: str
    title: str
    publisher: str
    licence: str
    attribution: str
    format: str
    language: str
    audience: str
    plainness: int
    homepage: str | None = None
    edition: str | None = None
    note: str | None = None
    credit: str | None = None
    addresses: tuple[str, ...] = ()
    sha256: str | None = None
    identity: dict[str, str] = {}
    listing: Listing | None = None
    mirror: PackageMirror | None = None
    paged: bool = False
    default: bool = False

    @property
    def citation_title(self) -> str:
        """The title as it is shown beside a definition, with the note that belongs to it."""
        return f"{self.title} ({self.note})" if self.note else self.title

    def from_mirror(self, mirror: PackageMirror) -> Source:
        """The source as its mirror's file is read: in a format of its own, with the identity that such a file has."""
        return msgspec.structs.replace(self, format=mirror.format, identity=mirror.identity)


def data_folder() -> Path:
    """The folder of data that ships with Medlex: inside the package in a wheel, beside it in a checkout."""
    inside = PACKAGE / "data"
    return inside if inside.is_dir() else PACKAGE.parent / "data"


@cache
def catalogue() -> dict[str, Source]:
    """Every source that Medlex knows, by id, in the catalogue's order."""
    tables = tomllib.loads((data_folder() / "sources.toml").read_text(encoding="utf-8"))
    return {id: msgspec.convert({"id": id, **table}, Source) for id, table in tables.items()}


def source(id: str) -> Source:
    """The source with this id.

    Raises UsageError when the catalogue has none, naming those it has.
    """
    try:
        return catalogue()[id]
    except KeyError:
        known = ", ".join(catalogue())
        raise UsageError(f"There is no source called {id!r}.", f"Use one of: {known}.") from None


def default_sources() -> list[Source]:
    """The sources that are installed when none is named."""
    return [source for source in catalogue().values() if source.default]


def missing_defaults(installed: Iterable[str]) -> list[Source]:
    """The default sources that are not among those with these ids."""
    ids = frozenset(installed)
    return [source for source in default_sources() if source.id not in ids]
