"""The headings under which MedlinePlus lists pages of others, in plain words (data/site_categories.toml)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from bot.discord_bot.ui.translation import language
from bot.files import shipped_tables


class Category(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A heading in each language of pages, and the publisher's `headings` that it stands for."""

    en: str
    es: str
    headings: tuple[str, ...]


@cache
def categories() -> Mapping[str, Category]:
    """Return the category of each of the publisher's headings, folded, in the order in which they are shown."""
    listed = msgspec.convert(shipped_tables("site_categories.toml")["category"], list[Category])
    return {heading.casefold(): category for category in listed for heading in category.headings}


@cache
def category_place(heading: str) -> int:
    """The place of a publisher's heading among the headings of a page; those that are not known come last."""
    return list(categories()).index(heading.casefold()) if heading.casefold() in categories() else len(categories())


def category_name(heading: str) -> str:
    """A publisher's heading in plain words, in the language of the page; as it is if it is not known."""
    category = categories().get(heading.casefold())
    return getattr(category, language(), category.en) if category else heading
