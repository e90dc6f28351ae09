"""The button that shows a private page to everyone or deletes a public one, and the line that says who has shown it."""

from __future__ import annotations

from itertools import filterfalse

from msgspec.structs import replace

from bot.discord_bot.ui.components import button
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.custom_ids.sharing import SHARE_OR_DELETE, DeletePage, SharePage
from bot.discord_bot.ui.page import BUDGET, Button, Page, Part, Row, small_print
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.translation import _

# Characters of `shown_by_line`, in any language.
MAX_SHOWN_BY = 80


def with_share_button(page: Page, context: PageContext) -> Page:
    """Add to a page the button that shows it to everyone or deletes it, and the line that says who has shown it.

    A page that takes no such button, or has no room for one, is returned as it is.
    """
    if not page.takes_share_button:
        return page
    title = page.title
    if context.shown_by is not None:
        title = f"{title}\n{shown_by_line(context.shown_by)}"
    shared = replace(page, title=title, buttons=(*page.buttons, share_or_delete_button(SharePage(), context)))
    return shared if shared.size.fits(BUDGET) else page


def share_or_delete_button(share: CustomId, context: PageContext) -> Button:
    """The button for a page: with the action `share` if the page is private, else one that deletes it."""
    if context.private:
        return button(_("Show to everyone"), share)
    return button(_("Delete"), DeletePage(shown=context.shown_by is not None))


def shown_by_line(member: int) -> str:
    """The line that says who has shown a page to everyone (a Discord user id). The client pings nobody."""
    return small_print(_("Shown by {member}").format(member=f"<@{member}>"))


def without_share_button(page: Page) -> Page:
    """A page that was read from a message, without that button; a row that has no other is left out."""
    parts = map(_without_share_button, page.body)
    return replace(page, body=tuple(part for part in parts if part != Row(())))


def _without_share_button(part: Part) -> Part:
    return Row(tuple(filterfalse(_is_share_button, part.buttons))) if isinstance(part, Row) else part


def _is_share_button(button: Button) -> bool:
    return any(action.decode(button.custom_id or "") for action in SHARE_OR_DELETE)
