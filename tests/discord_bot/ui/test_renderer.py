"""A page as data, and the components that the renderer makes of it."""

from __future__ import annotations

import pytest

from bot.discord_bot.ui.custom_ids.sharing import SharePage
from bot.discord_bot.ui.page import GAP, LINE, Button, Menu, Option, Page, Row, Size, Text
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.renderer import render
from bot.discord_bot.ui.sharing import with_share_button, without_share_button

OWN = Button("Count the words", "count")
EVERYTHING = Page(
    "## interleukin",
    (Text("A cytokine."), GAP, Menu("m", "Choose", (Option("a", "A"), Option("b", "B"))), LINE, Row((OWN, OWN))),
    buttons=(OWN,),
)


async def test_a_page_is_measured_as_discord_counts_it() -> None:
    view = render(EVERYTHING)
    assert Size(view.content_length(), view.total_children_count) == EVERYTHING.size


@pytest.mark.parametrize("body", [(Text("x" * 4_000),), (GAP,) * 40])
async def test_a_page_that_exceeds_a_message_is_refused(body: tuple[Text, ...]) -> None:
    with pytest.raises(ValueError, match="exceeds"):
        render(Page("## interleukin", body))


async def test_the_share_button_stands_beside_the_buttons_of_the_page() -> None:
    own, share = with_share_button(EVERYTHING, PageContext(private=True)).buttons
    assert own == OWN
    assert share.custom_id == SharePage().encode()


async def test_what_is_shown_to_everyone_keeps_the_buttons_of_the_page() -> None:
    share = Button("Show to everyone", SharePage().encode())
    sent = Page("## interleukin", (Text("A cytokine."), Row((OWN, share)), Row((share,))))
    assert without_share_button(sent).body == (Text("A cytokine."), Row((OWN,)))
