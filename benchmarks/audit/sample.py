"""Joined entries drawn from a lexicon, and all that a reader needs to judge them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from benchmarks.quality.sampling import draw
from bot.building.inputs import installed_records
from bot.lexicon.model import Cited, Entry
from bot.lexicon.store.reader import Lexicon
from bot.settings import Home
from bot.terms.source import InstalledSource

# Long enough to tell most lexicons apart, short enough for a column.
DIGITS = 8


@dataclass(frozen=True, slots=True)
class Sampled:
    """An entry, the hint that distinguishes it from others, and its records, each with its preferred name."""

    entry: Entry
    hint: str
    records: tuple[str, ...]


class _Named(msgspec.Struct):
    source: str
    language: str


class _Sources(msgspec.Struct):
    """The fields of an entry that show if it is joined."""

    definitions: tuple[_Named, ...] = ()
    records: tuple[_Named, ...] = ()

    def are_several(self, lists: Collection[str]) -> bool:
        """Return True if two or more sources are in one language: a dictionary and its own translation need no
        joining. `lists` of abbreviations do not count, because their senses name the entry that they belong to.
        """
        languages = Counter(language for source, language in set(self._cited) if source not in lists)
        return max(languages.values(), default=0) > 1

    @property
    def _cited(self) -> Iterator[tuple[str, str]]:
        return ((each.source, each.language) for each in (*self.definitions, *self.records))


async def joined_keys(lexicon: Lexicon) -> list[str]:
    """The keys of all entries that two or more sources in one language have a record of."""
    decode = msgspec.json.Decoder(_Sources).decode
    rows = await lexicon.rows("SELECT key, document FROM entry")
    lists = {source.id for source in await lexicon.sources() if source.traits.curated_abbreviations}
    return [row["key"] for row in rows if decode(row["document"]).are_several(lists)]


async def sample(lexicon: Lexicon, home: Home, size: int, seed: int) -> list[Sampled]:
    """Draw so many of the joined entries, the same ones for the same seed. Another build changes the sample only by
    the entries that came or went.
    """
    keys = draw(await joined_keys(lexicon), size, seed)
    names = preferred_names(home)
    return [await _sampled(lexicon, key, names) for key in keys]


def preferred_names(home: Home) -> dict[str, str]:
    """The preferred name of every record of the glossary and the installed sources, by its "source:code"."""
    return {record.reference: record.concept.preferred_name for record in installed_records(home)}


async def _sampled(lexicon: Lexicon, key: str, names: dict[str, str]) -> Sampled:
    entry = (await lexicon.entries([key]))[key]
    (row,) = await lexicon.rows("SELECT hint FROM entry WHERE key = ?", key)
    cited: tuple[Cited, ...] = (*entry.definitions, *entry.records)
    references = dict.fromkeys(f"{record.source}:{record.code}" for record in cited)
    records = tuple(f"{reference} {names.get(reference, '(not installed)')}" for reference in references)
    return Sampled(entry, row["hint"], records)


def lexicon_name(sources: Iterable[InstalledSource]) -> str:
    """The sources of a lexicon, and a digest of their editions: "glossary mesh #0a1b2c3d"."""
    editions = sorted((source.id, source.edition) for source in sources)
    digest = sha256(msgspec.json.encode(editions)).hexdigest()[:DIGITS]
    return f"{' '.join(id for id, _ in editions)} #{digest}"
