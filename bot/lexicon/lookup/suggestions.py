"""Names similar to the typed text: offered as choices, never given as an answer.

Hydralazine and hydroxyzine differ by a few letters, and treat different diseases.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

from bot.lexicon.lookup.near_names import NearNames
from bot.lexicon.lookup.one_edit_prefixes import names_one_edit_away
from bot.lexicon.lookup.ranges import one_for_each_entry
from bot.lexicon.model import Completion, Suggestion
from bot.lexicon.store.name_index import NameIndex
from bot.lexicon.store.reader import Lexicon
from bot.terms.word_forms import word_form

Result = TypeVar("Result")

# If at least this many names begin almost like the typed text, the likely one is among them.
ENOUGH_NAMES = 5

# Finding near names takes milliseconds, so it runs off the event loop. One worker is enough, since two would share one
# interpreter; canceled requests are dropped before they start.
worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="near names")


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """A lexicon's name index, and the finder of near names over it."""

    index: NameIndex
    near: NearNames


class Suggester:
    """Finds the names nearest to a misspelled one. It loads the index of its lexicon on first use."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._loaded: Loaded | None = None
        self._loading = asyncio.Lock()

    async def index(self) -> NameIndex:
        """Return the index over all names. Raises DataError if the lexicon is damaged."""
        return (await self._load()).index

    def close(self) -> None:
        """Let go of the index."""
        self._loaded = None

    async def nearest_names(self, folded: str, most: int) -> list[Suggestion]:
        """Return the entries with the names nearest to a folded query, best first, each once with its nearest name."""
        loaded = await self._load()
        near = {name.name: name for name in await off_the_loop(loaded.near.find, word_form(folded))}
        chosen = [near[name] for name in one_for_each_entry(loaded.index, list(near), most)]
        completions = await self.completions([name.name for name in chosen])
        return [
            Suggestion(shown.key, shown.headword, shown.name, round(name.similarity, 3), shown.kind, shown.is_medicine)
            for name, shown in zip(chosen, completions, strict=True)
        ]

    async def completions(self, names: Iterable[int]) -> list[Completion]:
        """Return names, by number in the index, as completions."""
        rows = (await self.index()).names.rows
        return await self._lexicon.completions([int(rows[name]) for name in names])

    async def names_for_beginning(self, form: str, most: int) -> list[int]:
        """Return the numbers of names whose words begin almost like those of a form, likely ones first; if there are
        few, also names near to the whole form.
        """
        loaded = await self._load()
        found = await off_the_loop(names_one_edit_away, loaded.index, form, most)
        if len(found) < ENOUGH_NAMES:
            found = [*found, *(name.name for name in await off_the_loop(loaded.near.find_alike, form))]
        return found

    async def _load(self) -> Loaded:
        if self._loaded is None:
            async with self._loading:
                if self._loaded is None:
                    index = await self._lexicon.name_index()
                    self._loaded = Loaded(index, NearNames(index))
        return self._loaded


async def off_the_loop(function: Callable[..., Result], *arguments: object) -> Result:
    """Return the result of a function, called in the thread of near names."""
    return await asyncio.get_running_loop().run_in_executor(worker, function, *arguments)
