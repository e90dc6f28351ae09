"""The lines at the top of all pages of an entry: its headword, how to say it, and what to do in an emergency."""

from __future__ import annotations

from bot.discord_bot.pages.emergency import emergency_line
from bot.discord_bot.ui.markdown import link, plain_name
from bot.discord_bot.ui.page import small_print
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.sharing import shown_by_line
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Entry

# Characters of a name in a title; a longer one is cut.
MAX_TITLE_NAME = 200


def heading(entry: Entry) -> str:
    """The headword as a heading."""
    return f"## {cut(entry.headword)}"


def emergency(entry: Entry) -> str:
    """The line about what to do now; empty if the entry is about no emergency."""
    what_to_do = emergency_line(entry)
    return f"🚨 {what_to_do}" if what_to_do else ""


def how_to_say(entry: Entry) -> str:
    """One line in small print with the respelling, else the sounds, else the syllables, and the publisher's recording;
    empty if no source has any of them.
    """
    line = " ".join(filter(None, (respelling(entry) or _sounds(entry), listen_link(entry))))
    return small_print(_("Say it: {pronunciation}").format(pronunciation=line)) if line else ""


def respelling(entry: Entry) -> str:
    """The respelling of the headword in brackets; empty if no source has one."""
    return f"\\[{cut(entry.respelling)}\\]" if entry.respelling else ""


def listen_link(entry: Entry) -> str:
    """The link to the publisher's recording of the headword; empty if there is none."""
    return link(_("🔊\N{NO-BREAK SPACE}Listen"), entry.audio) if entry.audio else ""


def _sounds(entry: Entry) -> str:
    """The sounds of the headword, else its syllables if a publisher has divided it."""
    if entry.ipa:
        return f"/{cut(entry.ipa)}/"
    is_published = entry.hyphenation and not entry.hyphenation_is_approximate
    return cut(entry.hyphenation) if entry.hyphenation and is_published else ""


def shown_by(context: PageContext) -> str:
    """The line that says who has shown the page to everyone; empty if nobody has."""
    return shown_by_line(context.shown_by) if context.shown_by is not None else ""


def cut(name: str) -> str:
    """A name on one line, escaped, in at most `MAX_TITLE_NAME` characters."""
    return plain_name(name, MAX_TITLE_NAME)
