"""Related terms, pages, pictures and films that the National Cancer Institute's glossary API adds to a definition.

The layout is that of the API's models (https://github.com/NCIOCPL/glossary-api, `Models/`: GlossaryResource,
LinkResource, Image, Video) as the dictionary's pages read them (https://github.com/NCIOCPL/glossary-app,
`src/views/Definition/Definition.jsx`). Keys of the models begin with a capital ("TermId"), keys of a term do not;
both are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from bot.sources.archives.opening import NOT_JSON
from bot.sources.concept import WEB_ADDRESS, Link
from bot.terms.model import Medium, Relation, Site

TERM = "glossaryterm"
IMAGE = "image"
VIDEO = "video"
YOUTUBE = "youtube"
FILM = "https://www.youtube.com/watch?v={}"
# Sizes of a picture in pixels of width, best first; "original" may have any.
SIZES = ("750", "571", "original")

Record = TypeVar("Record", bound=msgspec.Struct)


class Resource(msgspec.Struct, frozen=True, rename="camel"):
    """A related term (with its identifier) or a page (with its address)."""

    type: str
    text: str
    term_id: int | None = None
    url: str | None = None


class Source(msgspec.Struct, frozen=True):
    """A picture in one size: its width in pixels, or "original"."""

    size: str
    src: str


class Item(msgspec.Struct, frozen=True, rename="camel"):
    """A picture in several sizes, or a film with its identifier at the site that hosts it."""

    type: str
    image_sources: tuple[Source, ...] = ()
    alt: str | None = None
    caption: str | None = None
    hosting: str | None = None
    unique_id: str | None = None
    title: str | None = None


def resources(raws: Iterable[msgspec.Raw]) -> list[Resource]:
    """Decode the related resources; those in another layout are skipped."""
    return list(_records(raws, Resource))


def related_terms(found: Sequence[Resource]) -> Iterator[tuple[int, str]]:
    """Yield the identifiers of related terms, with their names."""
    for resource in found:
        if resource.type.lower() == TERM and resource.term_id is not None:
            yield resource.term_id, resource.text.strip()


def term_link(name: str) -> Link:
    """Make a link to a related term of which only the name is known."""
    return Link(Relation.SEE_ALSO, name)


def sites(found: Sequence[Resource], language: str) -> tuple[Site, ...]:
    """Return the pages for further reading, each address once; `language` is the term's."""
    pages = {
        resource.url: Site(title=" ".join(resource.text.split()), address=resource.url, language=language)
        for resource in found
        if resource.url and resource.url.startswith(WEB_ADDRESS) and resource.text.strip()
    }
    return tuple(pages.values())


def media(raws: Iterable[msgspec.Raw]) -> tuple[Medium, ...]:
    """Decode the pictures and films; those in another layout or without an address are skipped."""
    return tuple(filter(None, map(_medium, _records(raws, Item))))


def _medium(item: Item) -> Medium | None:
    address = {IMAGE: _picture, VIDEO: _film}.get(item.type.lower(), _no_address)(item)
    if address is None:
        return None
    return Medium(
        kind=item.type.lower(), address=address, alt=_words(item.alt or item.title), caption=_words(item.caption)
    )


def _picture(item: Item) -> str | None:
    by_size = {source.size: source.src for source in item.image_sources if source.src.startswith(WEB_ADDRESS)}
    return next((by_size[size] for size in SIZES if size in by_size), next(iter(by_size.values()), None))


def _film(item: Item) -> str | None:
    hosted = (item.hosting or YOUTUBE).lower() == YOUTUBE
    return FILM.format(item.unique_id) if item.unique_id and hosted else None


def _no_address(_: Item) -> None:
    return None


def _words(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _records(raws: Iterable[msgspec.Raw], kind: type[Record]) -> Iterator[Record]:
    """The records of a kind. Those of another shape are skipped, since their term is complete without them."""
    for raw in raws:
        try:
            yield msgspec.convert(_with_small_keys(msgspec.json.decode(raw)), kind)
        except NOT_JSON:
            continue


def _with_small_keys(value: Any) -> Any:
    """A JSON value with keys that begin with small letters, without keys that have no value."""
    if isinstance(value, dict):
        return {key[:1].lower() + key[1:]: _with_small_keys(part) for key, part in value.items() if part is not None}
    return [_with_small_keys(part) for part in value] if isinstance(value, list) else value
