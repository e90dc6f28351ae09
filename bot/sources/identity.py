"""What a file says of itself, and whether that is a source's: "its ontology is hp", "its language is es".

Each format has its own words; the catalogue uses the same ones (`Source.identity`).
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
    """The identity of a file whose format has no words for it."""
    return {}


def of_each_member(path: Path, tell: Callable[[BinaryIO], Identity], wanted: str | None = None) -> Identity:
    """What all files behind a path have in common (see `shared`), given how one of them tells what it is.

    `wanted` is as in `members`. A path that cannot be read says nothing: whoever reads it will hear why.
    """
    try:
        with damage_errors(path):
            return shared(tell(stream) for _, stream in members(path, wanted))
    except DataError:
        return {}


def shared(identities: Iterable[Identity]) -> Identity:
    """What several files have in common. Of a word for which they have nothing in common all values are given as one, which
    is no source's: "hp and mondo". Nothing at all where one of them says nothing: it is in another format.
    """
    each = list(identities)
    if not each or not all(each):
        return {}
    words = dict.fromkeys(word for identity in each for word in identity)
    together = {word: _in_common([identity.get(word, frozenset()) for identity in each]) for word in words}
    return {word: values for word, values in together.items() if values}


def _in_common(values: list[frozenset[str]]) -> frozenset[str]:
    """The values that all have which have any: a page without a term says nothing of its language, nor against it."""
    some = [each for each in values if each]
    if not some:
        return frozenset()
    return frozenset.intersection(*some) or frozenset([listed(frozenset.union(*some))])


def differing(wanted: Mapping[str, str], said: Identity) -> list[str]:
    """The words for which a file does not say what is wanted of it. Capitals do not count."""
    return [word for word, value in wanted.items() if value.casefold() not in map(str.casefold, said.get(word, ()))]


def listed(values: Iterable[str]) -> str:
    """Several values as text, in alphabetical order."""
    return " and ".join(sorted(values))
