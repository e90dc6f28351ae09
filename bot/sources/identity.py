"""The identity of a file, by its own content ("its ontology is hp", "its language is es"), and its comparison with
what a source requires.

Each format has its own words for this; the catalogue uses the same ones (`Source.identity`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from bot.errors import DataError
from bot.sources.archives.opening import damage_errors, members

# The values that a file has for each word; several where it holds several things, such as texts in two languages.
Identity = Mapping[str, frozenset[str]]


def no_identity(_: Path) -> Identity:
    """Return an empty identity, for formats that say nothing of themselves."""
    return {}


def of_each_member(path: Path, identify: Callable[[BinaryIO], Identity], wanted: str | None = None) -> Identity:
    """Return the identity that all files at a path have in common (see `shared`); `identify` returns the
    identity of one.

    `wanted` is as in `members`. The identity of a path that cannot be read is empty: the error is raised when it is
    read.
    """
    try:
        with damage_errors(path):
            return shared(identify(stream) for _, stream in members(path, wanted))
    except DataError:
        return {}


def shared(identities: Iterable[Identity]) -> Identity:
    """Return the words and values that several files have in common; empty if one of the files has no identity, for
    it has another format.

    If the files have no value of a word in common, all values are joined to one that no source has: "hp and mondo".
    """
    each = list(identities)
    if not each or not all(each):
        return {}
    words = dict.fromkeys(word for identity in each for word in identity)
    together = {word: _in_common([identity.get(word, frozenset()) for identity in each]) for word in words}
    return {word: values for word, values in together.items() if values}


def _in_common(values: list[frozenset[str]]) -> frozenset[str]:
    """The values common to all that have any: a page without a term says nothing of its language, nor against it."""
    some = [each for each in values if each]
    if not some:
        return frozenset()
    return frozenset.intersection(*some) or frozenset([listed(frozenset.union(*some))])


def differing(wanted: Mapping[str, str], identity: Identity) -> list[str]:
    """Return the words for which a file does not have the required value. Case is ignored."""
    return [word for word, value in wanted.items() if value.casefold() not in map(str.casefold, identity.get(word, ()))]


def listed(values: Iterable[str]) -> str:
    """Join several values as text, in alphabetical order."""
    return " and ".join(sorted(values))
