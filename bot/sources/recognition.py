"""Recognize which source's file a file is, by what it says of itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from bot.errors import DataError
from bot.sources.catalogue import Source, catalogue
from bot.sources.concept import Reading
from bot.sources.formats.registry import FORMATS
from bot.sources.identity import Identity, differing, listed

Identify = Callable[[str], Identity]


def recognized(source: Source, path: Path) -> Source:
    """Return the source as its file is to be read: in its mirror's format if the file has that format.

    Raises DataError when the file belongs to another source, and names that source, or what the file says of itself
    when the catalogue has no such source. A custom table may be any file except a publisher's, which is to be cited
    as the publisher's.
    """
    identify = _identifier(path)
    if source.id not in catalogue() and (others := _owners(identify)):
        raise _anothers(source, path, others)
    for form in _forms(source):
        if not differing(form.identity, identify(form.format)):
            return form
    owners = _owners(identify)
    if any(owner.id in source.also_reads for owner in owners):
        return source
    if owners:
        raise _anothers(source, path, owners)
    if any(map(identify, FORMATS)):
        raise _strange(source, path, identify)
    _refuse_unnamed(source, path)
    return source


def owners(path: Path) -> list[Source]:
    """Return the sources of the catalogue whose file this is, by its own account; empty if it is no source's, or
    cannot be read.
    """
    return _owners(_identifier(path))


def _identifier(path: Path) -> Identify:
    """Return a function from a format to what a file says of itself in it; the file is read once for each format."""

    @cache
    def identify(format: str) -> Identity:
        with suppress(DataError):  # a damaged file has no identity; its reader raises the error
            return FORMATS[format].identity(path)
        return {}

    return identify


def _forms(source: Source) -> Iterator[Source]:
    """The source, and the source as its mirror has it where the mirror's file can be recognized."""
    yield source
    if source.mirror is not None and source.mirror.identity:
        yield source.from_mirror(source.mirror)


def _owners(identify: Identify) -> list[Source]:
    """The sources of the catalogue whose file it is: two where it holds both, such as MedlinePlus in two languages."""
    known = [form for source in catalogue().values() for form in _forms(source) if form.identity]
    return [form for form in known if not differing(form.identity, identify(form.format))]


def _anothers(source: Source, path: Path, owners: Sequence[Source]) -> DataError:
    commands = " or ".join(f"`medlex install {owner.id} --from FILE`" for owner in owners)
    titles = " and ".join(owner.title for owner in owners)
    return DataError(f"The file {path} is not {source.title}: it is {titles}.", f"Write {commands}.")


def _strange(source: Source, path: Path, identify: Identify) -> DataError:
    own = identify(source.format)
    said = list(_differences(source.identity, own) if own else _words(next(filter(None, map(identify, FORMATS)))))
    return DataError(
        f"The file {path} is not {source.title}: it {listed(said)}.",
        f"Give the file of {source.homepage or source.publisher} after --from; the catalogue has no source for "
        f"this one.",
    )


def _refuse_unnamed(source: Source, path: Path) -> None:
    """Refuse a file that says nothing of itself in any format, but has records.

    Raises DataError: what the source's format finds wrong with the file, or that it does not say whose it is. A file
    without records is left to the reader, which refuses it.
    """
    if deque(FORMATS[source.format].concepts(path, Reading(source)), maxlen=1):
        raise DataError(
            f"The file {path} does not say that it is {source.title}.",
            f"Give the file of {source.homepage or source.publisher} unchanged after --from.",
        )


def _differences(wanted: Mapping[str, str], identity: Identity) -> Iterator[str]:
    for word in differing(wanted, identity):
        yield from _words({word: identity[word]}) if identity.get(word) else [f"does not say its {word}"]


def _words(identity: Identity) -> Iterator[str]:
    for word, values in identity.items():
        yield f"says that its {word} is {listed(values)}"
