"""The catalogue of sources that Medlex knows: `data/sources.toml`."""

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
    """A page that names the newest file of a source: its address, and what the path of the file's looks like (a regular
    expression). "{year}" in the address stands for the newest year whose page names such a file.
    """

    address: str
    file: str


class Paging(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How an API that answers in pages gives out a whole dictionary.

    Each of the `letters` takes the place of "{letter}" in the address and has an answer of its own, which may be empty. `total` is
    an address that says how many terms there are in all letters together, so that none is missing unnoticed.
    """

    letters: str = ""
    total: str | None = None


class PackageMirror(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A public Python package that holds a source's data, with the SHA-256 of its wheels.

    `member` is the file of the wheel that is the publisher's own, unchanged; without one the whole wheel is read. `format` reads it,
    where the source's own format does not. `identity` is what the package says of itself, in the words of that format; without one
    it is the source's.
    """

    package: str
    hashes: tuple[str, ...]
    member: str | None = None
    format: str | None = None
    identity: dict[str, str] | None = None


# What stands in a publisher's texts without being part of them: marks of where each part of a definition is from ("[WP,unvetted]"),
# references ("[PMID:1]"), markup ("<i>"), names of relations ("has_symptom"), what clinical vocabularies say of names ("[ambiguous]"), words
# that were written twice ("any of any of the"), and works that a text is taken from ("(From Dorland, 28th ed)"), which are credited instead.
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


# Headings under which `medlex sources` and docs/sources.md list what is not installed by default, in this order.
Group = Literal[
    "For patients", "Medicines", "Diseases", "Anatomy and cells", "Spanish", "Dictionaries", "Abbreviations"
]

# Ids begin alike and end differently ("medlineplus-es"), so the beginning counts for more. Below this, "es" would be near "mesh".
NEAR = 0.85
MAX_NEAR = 3


class LeftOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Records of a source that a dictionary of human medicine has no use for, and the reason why they are left out.

    These are `branches` (codes, with everything that is a kind or a part of them), records whose preferred name has one of the
    `words`, and those outside the `subset` in which the publisher itself collects the others, where a file marks it. Where it does not,
    records whose code begins with one of the `prefixes` are not wanted either, unless something else is a kind or a part of them.
    `keeps` are branches that are kept all the same. `listed_in` names a file in `data` that has long lists of these.
    """

    reason: str
    branches: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    subset: str | None = None
    prefixes: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    listed_in: str | None = None

    def complete(self) -> LeftOut:
        """The rule with the lists that stand in a file of their own."""
        if self.listed_in is None:
            return self
        lists = shipped_tables(self.listed_in)
        return msgspec.convert({"reason": self.reason, "subset": self.subset, **lists}, LeftOut)


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One publisher's dataset, as the catalogue describes it.

    `format` names the module that reads it. `plainness` orders definitions: 1 is written for anybody, 9 for specialists.
    `edition` is set where the dataset ships with Medlex, or never changes and does not say itself. `note` is what must stand beside
    the title, and `credit` what the license wants beside each definition.

    `addresses` are tried in turn; in them "{year}" stands for the newest year there is, but for none before last year or
    `oldest_year`. All of the `files` together are one edition. `listing` is a page that names the newest file. `paged` says how
    answers that come in pages are asked for. `sha256` is the checksum of a file that never changes. `identity` is what the source's
    own file says of itself, in the words of its format (`ontology = "hp"`): a file that says something else is another source's.
    `also_reads` are the sources whose files this one reads, too. `default` sources are installed when none is named; the others are
    listed under their `group`.

    `folder` is the folder of `data` that holds what ships with Medlex; such a source is always there and never installed.

    `traits` say how it writes its names. `inventories` are the parts of a collection that are taken, by the name that its file has
    for each, with what has to be said of where each is from: a collection may hold parts whose terms do not allow it. `leaves_out`
    says which records are not wanted, `leaves_out_vulgar_names` that names with a word of `data/vulgar_words.txt` are not. `qualities` are branches of terms that say how something is ("proximal"). `cleans`
    are the kinds of residue that are taken out of its texts, where the license allows that. `translation_of` is the source whose
    records have the same codes in another language.
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

    @property
    def can_be_fetched(self) -> bool:
        """True if its publisher has an address for it."""
        return bool(self.addresses or self.files) or self.listing is not None

    @property
    def place(self) -> tuple[object, ...]:
        """Where its file is. Sources that agree in this are read from one file; one that cannot be fetched is alone."""
        if not self.can_be_fetched:
            return (self.id,)
        return self.addresses, self.files, self.listing, self.paged, self.mirror and self.mirror.package

    @property
    def citation_title(self) -> str:
        """The title as it is shown beside a definition, with the note that belongs to it."""
        return f"{self.title} ({self.note})" if self.note else self.title

    def from_mirror(self, mirror: PackageMirror) -> Source:
        """The source as its mirror's file is read: in a format of its own, with the identity that such a file has, where it has them."""
        identity = self.identity if mirror.identity is None else mirror.identity
        return msgspec.structs.replace(self, format=mirror.format or self.format, identity=identity)


@cache
def catalogue() -> dict[str, Source]:
    """Every source that Medlex knows, by id, in the catalogue's order."""
    tables = shipped_tables("sources.toml")
    return {id: msgspec.convert({"id": id, **table}, Source) for id, table in tables.items()}


def source(id: str) -> Source:
    """The source with this id.

    Raises UsageError when the catalogue has none, naming those that look like it.
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
    """The ids of the catalogue that look like this one, nearest first."""
    found = process.extract(
        id.lower(), list(catalogue()), scorer=JaroWinkler.normalized_similarity, limit=MAX_NEAR, score_cutoff=NEAR
    )
    return [near for near, _, _ in found]


def shipped_sources() -> list[Source]:
    """The sources that ship with Medlex and are always there."""
    return [source for source in catalogue().values() if source.folder]


def default_sources() -> list[Source]:
    """The sources that are installed when none is named."""
    return [source for source in catalogue().values() if source.default]


def missing_defaults(installed: Iterable[str]) -> list[Source]:
    """The default sources that are not among those with these ids."""
    ids = frozenset(installed)
    return [source for source in default_sources() if source.id not in ids]
