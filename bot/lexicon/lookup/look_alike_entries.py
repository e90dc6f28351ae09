"""Medicines with similar names, offered side by side: the entries of one lexicon for the listed names."""

from __future__ import annotations

from collections.abc import Sequence

from bot.languages import ENGLISH
from bot.lexicon.lookup.authority import Reader, strongest
from bot.lexicon.lookup.look_alikes import LookAlike, listed, listed_names, partners, tall_man
from bot.lexicon.model import Completion
from bot.lexicon.store.reader import Lexicon
from bot.lexicon.store.rows import NameOwner
from bot.terms.normal_forms import fold


class LookAlikeEntries:
    """The entries of a lexicon for the medicines of bot.lexicon.lookup.look_alikes, found on first use."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._keys: dict[str, str] | None = None
        self._names: dict[str, str] = {}

    async def keys(self) -> dict[str, str]:
        """Return the key of the entry that answers for each listed medicine, by folded name."""
        if self._keys is None:
            reader = Reader(ENGLISH, await self._lexicon.sources_by_id())
            owners: dict[str, list[NameOwner]] = {}
            for owner in await self._lexicon.owners_of_names(listed_names()):
                owners.setdefault(fold(owner.name.name), []).append(owner)
            self._keys = {name: strongest(name, each, reader)[0].choice.key for name, each in owners.items()}
            self._names = {key: name for name, key in self._keys.items()}
        return self._keys

    async def beside(self, offered: Sequence[Completion], limit: int) -> list[Completion]:
        """Return the completions with the look-alikes of each listed medicine directly behind it, if the dictionary has
        them.

        If these are more than `limit`, other completions are dropped first, from the end; then medicines together with
        their look-alikes.
        """
        keys = await self.keys()
        runs: list[list[Completion]] = []
        placed: set[str] = set()
        for each in offered:
            if each.key not in placed:
                medicine = self._medicine(each)
                folded = [fold(other.name) for other in partners(medicine)] if medicine else []
                others = [await self._partner(each, keys[name], name, offered) for name in folded if name in keys]
                run = [each, *(one for one in others if one.key not in placed)]
                placed.update(one.key for one in run)
                runs.append(run)
        return _cut(runs, limit)

    def _medicine(self, completion: Completion) -> LookAlike | None:
        """Return the listed medicine of a completion: that which its entry answers for, or of its name."""
        name = self._names.get(completion.key, completion.headword)
        return listed(name) or (listed(completion.name) if completion.name != name else None)

    async def _partner(self, of: Completion, key: str, name: str, offered: Sequence[Completion]) -> Completion:
        """Return a look-alike as a completion: the one already offered, or a new one with its listed name, and with the
        medicine that it resembles.
        """
        offered_anyway = next((each for each in offered if each.key == key), None)
        if offered_anyway is not None:
            return offered_anyway
        entry = await self._lexicon.entry(key)
        headword = entry.headword if entry else name
        shown = headword if fold(name) == fold(headword) else name  # capitals as the headword has them
        return Completion(key, shown, headword, is_medicine=True, look_alike_of=tall_man(_listed_name(of)))


def _listed_name(completion: Completion) -> str:
    """Return the name or the headword of a completion, whichever is listed."""
    return completion.name if listed(completion.name) else completion.headword


def _cut(runs: list[list[Completion]], limit: int) -> list[Completion]:
    """Return the groups that fit into the limit, each as a whole; the first one always."""
    while len(runs) > 1 and sum(map(len, runs)) > limit:
        single = [at for at, run in enumerate(runs) if len(run) == 1 and at]
        del runs[single[-1] if single else -1]
    return [each for run in runs for each in run]
