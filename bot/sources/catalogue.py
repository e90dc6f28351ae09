"""The catalogue of sources: `data/sources.toml`. docs/catalogue.md describes the keys."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.errors import UsageError
from bot.files import shipped_tables
from bot.terms.source import NO_TRAITS, Audience, Traits


class Listing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page that names the newest file of a source: its address, and a regular expression for the path of the file.

    "{year}" in the address stands for the newest year whose page names such a file.
    """

    address: str
    file: str


class Paging(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An API that offers a whole dictionary in pages.

    Each of the `letters` takes the place of "{letter}" in the address and has pages of its own, which may be empty.
    `total` is an address that returns the number of terms of all letters together, so that missing terms are noticed.
    """

    letters: str = ""
    total: str | None = None


class PackageMirror(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A public Python package that contains a source's data, with the SHA-256 checksums of its wheels.

    `member` is the publisher's own file in the wheel, unchanged; without it the whole wheel is read. `format` is the
    format of the file, if it is not the source's own. `identity` is what the package says of itself, in the words of
    that format, if it is not the source's.
    """

    package: str
    hashes: tuple[str, ...]
    member: str | None = None
    format: str | None = None
    identity: dict[str, str] | None = None


# Kinds of residue in publishers' texts: marks that say where each part of a definition is from ("[WP,unvetted]"),
# references ("[PMID:1]"), markup ("<i>"), names of relations ("has_symptom"), remarks of clinical vocabularies on
# names ("[ambiguous]"), words that were written twice ("any of any of the"), and works that a text is taken from
# ("(From Dorland, 28th ed)"), which are credited instead.
Residue = Literal[
    "source marks",
    "references",
    "markup",
    "relation names",
    "name marks",
    "doubled words",
    "citations",
    "capitals",
    "notes to searchers",
]


# The headings under which `medlex sources` and docs/sources.md list what is not installed by default, in this order.
Group = Literal[
    "For patients", "Medicines", "Diseases", "Anatomy and cells", "Spanish", "Dictionaries", "Abbreviations", "Journals"
]

# Ids begin alike and differ at the end ("medlineplus-es"), so the beginning counts for more. Below this similarity,
# "es" would be similar to "mesh".
MIN_SIMILARITY = 0.85
MAX_SIMILAR = 3


class LeftOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Records of a source that a dictionary of human medicine does not need, and the reason why they are left out.

    These are `branches` (codes, with everything that is a kind or a part of them), records whose preferred name has
    one of the `words`, and records outside the `subset` that the publisher marks in the file. In a file without those
    marks, records whose code begins with one of the `prefixes` are left out, too, unless something else is a kind or
    a part of them. `keeps` are branches that are not left out. `listed_in` names a file in `data` that has long lists
    of these.
    """

    reason: str
    branches: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    subset: str | None = None
    prefixes: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    listed_in: str | None = None

    def complete(self) -> LeftOut:
        """Return the rule together with the lists of its `listed_in` file."""
        if self.listed_in is None:
            return self
        lists = shipped_tables(self.listed_in)
        return msgspec.convert({"reason": self.reason, "subset": self.subset, **lists}, LeftOut)


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One publisher's dataset, as the catalogue describes it.

    `format` names the module that reads it. `audience` is for whom it is written. `plainness` orders definitions: 1
    is written for anybody, 9 for specialists. `edition` is set for a dataset that ships with Medlex, or that never
    changes and does not say its edition. `note` must stand beside the title wherever it is shown; `credit` is what
    the license requires beside each definition.

    `addresses` are tried in turn; in them "{year}" stands for the newest year there is, not before last year or
    `oldest_year`. All of the `files` together are one edition. `listing` is a page that names the newest file.
    `paged` describes an API that responds in pages. `sha256` is the checksum of a file that never changes. `identity`
    is what the source's own file says of itself, in the words of its format (`ontology = "hp"`): a file that says
    something else belongs to another source. `also_reads` are the sources whose files this one reads, too. `default`
    sources are installed when none is named; the others are listed under their `group`.

    `folder` is the folder of `data` that holds a dataset that ships with Medlex; such a source is always there and
    never installed.

    `traits` say how it writes its names and what they mean. `inventories` are the parts of a collection that are
    used, by the name that its file has for each, with the credit that each requires; the others may not be used.
    `leaves_out` says which records are excluded, `leaves_out_vulgar_names` excludes names with a word of
    `data/vulgar_words.txt`. `qualities` are branches of terms that describe a property ("proximal"). `cleans` are the
    kinds of residue that are removed from its texts, where the license allows that. `translation_of` is the source
    whose records have the same codes in another language. `subjects` are the beginnings of the subjects of those
    journals that are taken from a table of journals.
    """

    id: str
    title: str
    publisher: str
    licence: str
    attribution: str
    format: str
    language: str
    audience: Audience
    plainness: int
    homepage: str | None = None
    edition: str | None = None
    note: str | None = None
    credit: str | None = None
    folder: str | None = None
    addresses: tuple[str, ...] = ()
    oldest_year: int | None = None
    files: tuple[str, ...] = ()
    sha256: str | None = None
    identity: dict[str, str] = {}
    also_reads: tuple[str, ...] = ()
    listing: Listing | None = None
    mirror: PackageMirror | None = None
    paged: Paging | None = None
    default: bool = False
    group: Group | None = None
    traits: Traits = NO_TRAITS
    inventories: dict[str, str] = {}
    leaves_out: tuple[LeftOut, ...] = ()
    leaves_out_vulgar_names: bool = False
    qualities: tuple[str, ...] = ()
    cleans: tuple[Residue, ...] = ()
    translation_of: str | None = None
    subjects: tuple[str, ...] = ("",)

    @property
    def can_be_fetched(self) -> bool:
        """True if the publisher offers it at an address."""
        return bool(self.addresses or self.files) or self.listing is not None

    @property
    def place(self) -> tuple[object, ...]:
        """A key of its file's address. Sources with the same key are read from one file; one without an address has a
        key of its own.
        """
        if not self.can_be_fetched:
            return (self.id,)
        return self.addresses, self.files, self.listing, self.paged, self.mirror and self.mirror.package

    @property
    def citation_title(self) -> str:
        """The title as it is shown beside a definition, with its note."""
        return f"{self.title} ({self.note})" if self.note else self.title

    def from_mirror(self, mirror: PackageMirror) -> Source:
        """Return the source as its mirror's file is read: in the mirror's format and with its identity, where it has
        its own.
        """
        identity = self.identity if mirror.identity is None else mirror.identity
        return msgspec.structs.replace(self, format=mirror.format or self.format, identity=identity)


@cache
def catalogue() -> dict[str, Source]:
    """Return every source that Medlex knows, by id, in the catalogue's order."""
    tables = shipped_tables("sources.toml")
    return {id: msgspec.convert({"id": id, **table}, Source) for id, table in tables.items()}


def source(id: str) -> Source:
    """Return the source with this id.

    Raises UsageError when the catalogue has none, naming those with similar ids.
    """
    try:
        return catalogue()[id]
    except KeyError:
        near = near_ids(id)
        all_of_them = "`medlex sources` lists all that there are"
        remedy = (
            f"Did you mean {' or '.join(near)}? {all_of_them}."
            if near
            else f"{all_of_them}; a list of your own needs --from FILE."
        )
        raise UsageError(f"There is no source called {id!r}.", remedy) from None


def near_ids(id: str) -> list[str]:
    """Return the ids of the catalogue that are similar to this one, the most similar first."""
    found = process.extract(
        id.lower(),
        list(catalogue()),
        scorer=JaroWinkler.normalized_similarity,
        limit=MAX_SIMILAR,
        score_cutoff=MIN_SIMILARITY,
    )
    return [near for near, _, _ in found]


def shipped_sources() -> list[Source]:
    """Return the sources that ship with Medlex and are always there."""
    return [source for source in catalogue().values() if source.folder]


def default_sources() -> list[Source]:
    """Return the sources that are installed when none is named."""
    return [source for source in catalogue().values() if source.default]


def missing_defaults(installed: Iterable[str]) -> list[Source]:
    """Return the default sources whose ids are not among those given."""
    ids = frozenset(installed)
    return [source for source in default_sources() if source.id not in ids]
