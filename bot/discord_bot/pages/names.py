"""The other names of an entry by their kind, and its codes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.discord_bot.pages.records import titled
from bot.discord_bot.ui.guild_context import visible_definitions, visible_records
from bot.discord_bot.ui.markdown import link, listed, plain_name
from bot.discord_bot.ui.translation import _, language
from bot.languages import ENGLISH
from bot.lexicon.model import Cited, Entry
from bot.terms.model import NameKind
from bot.terms.normal_forms import fold
from bot.terms.source import SERVER_SOURCE

MAX_NAME = 120
# Characters of the names of one kind.
MAX_NAMES_TEXT = 240
MAX_CODES = 8


def names_lines(entry: Entry) -> Iterator[str]:
    """A line for each kind of name that the entry has beside its headword, in the language of the page, or in
    English if no source has names in that.
    """
    titles = {
        NameKind.PLAIN: _("Everyday names"),
        NameKind.SYNONYM: _("Also called"),
        NameKind.ABBREVIATION: _("Abbreviations"),
        NameKind.BRAND: _("Brand names"),
        NameKind.FORMER: _("Former names"),
    }
    names = _names(entry)
    for kind, title in titles.items():
        shown = [name for name, its_kind in names.items() if its_kind is kind]
        if shown:
            yield f"**{title}:** {listed(shown, MAX_NAMES_TEXT)}"


def _names(entry: Entry) -> dict[str, NameKind]:
    """The names and their kinds, each name once, however it is written. Those of the server are in any language."""
    cited: tuple[Cited, ...] = (*entry.definitions, *entry.records)
    languages = {each.source: each.language for each in cited if each.source != SERVER_SOURCE}
    wanted = language() if language() in languages.values() else ENGLISH
    languages[SERVER_SOURCE] = wanted
    seen = {fold(entry.headword)}
    names: dict[str, NameKind] = {}
    for name in entry.names:
        if fold(name.name) not in seen and languages.get(name.source, ENGLISH) == wanted:
            seen.add(fold(name.name))
            names[name.name] = NameKind.SYNONYM if name.kind is NameKind.PREFERRED else name.kind
    return names


def codes_line(entry: Entry) -> str:
    """The line with the titles of the first sources of an entry and their codes for it, linked to the
    publishers' pages; empty if there are none.
    """
    cited: tuple[Cited, ...] = (*visible_definitions(entry), *visible_records(entry))
    shown = dict.fromkeys(titled(each, link(plain_name(each.title, MAX_NAME), each.url)) for each in cited)
    codes = ", ".join(islice(shown, MAX_CODES))
    return _("**Sources and codes:** {codes}").format(codes=codes) if codes else ""
