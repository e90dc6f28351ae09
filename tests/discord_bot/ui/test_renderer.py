"""A page as data, and the components that the renderer makes of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import discord
import pytest
from discord import ui
from discord.http import handle_message_parameters
from discord.webhook.async_ import interaction_message_response_params
from discord_bot.body_checks import COMPONENTS_V2

from bot.discord_bot.ui.custom_ids.sharing import SharePage
from bot.discord_bot.ui.page import (
    GAP,
    LINE,
    Button,
    Gallery,
    Listed,
    Menu,
    Option,
    Page,
    Part,
    Picture,
    Row,
    Section,
    ServerMenu,
    Size,
    Style,
    Text,
)
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.renderer import ACCENT, CHANNEL_TYPES, render, render_buttons
from bot.discord_bot.ui.sharing import with_share_button, without_share_button

OWN = Button("Count the words", "count")
EVERYTHING = Page(
    "## interleukin",
    (Text("A cytokine."), GAP, Menu("m", "Choose", (Option("a", "A"), Option("b", "B"))), LINE, Row((OWN, OWN))),
    buttons=(OWN,),
)


ROLE, CHANNEL = discord.SelectDefaultValueType.role, discord.SelectDefaultValueType.channel


def chosen(id: Any, kind: discord.SelectDefaultValueType) -> discord.SelectDefaultValue:
    """What is chosen already. discord.py writes the id as it is given, and Discord's ids are texts."""
    return discord.SelectDefaultValue(id=id, type=kind)


# Each part of a page, and what discord.py's own components would be for it.
PARTS: list[tuple[Part, ui.Item[Any]]] = [
    (Text("**A** cytokine."), ui.TextDisplay("**A** cytokine.")),
    (LINE, ui.Separator()),
    (GAP, ui.Separator(visible=False)),
    (
        Row((Button("Delete", "d", style=Style.DANGER), Button("Find", "f", emoji="🔍", disabled=True))),
        ui.ActionRow(
            ui.Button(label="Delete", custom_id="d", style=discord.ButtonStyle.danger),
            ui.Button(label="Find", custom_id="f", emoji="🔍", disabled=True),
        ),
    ),
    (Row((Button("NCI", url="https://x.org"),)), ui.ActionRow(ui.Button(label="NCI", url="https://x.org"))),
    (
        Section("A", Button("B", "c", style=Style.PRIMARY)),
        ui.Section("A", accessory=ui.Button(label="B", custom_id="c", style=discord.ButtonStyle.primary)),
    ),
    (
        Gallery((Picture("https://x.org/a.png", "A heart."), Picture("https://x.org/b.png"))),
        ui.MediaGallery(
            discord.MediaGalleryItem("https://x.org/a.png", description="A heart."),
            discord.MediaGalleryItem("https://x.org/b.png"),
        ),
    ),
    (
        Menu("m", "Choose", (Option("a", "A", "the first", default=True), Option("b", "B")), least=0, most=2),
        ui.ActionRow(
            ui.Select(
                custom_id="m",
                placeholder="Choose",
                min_values=0,
                max_values=2,
                options=[
                    discord.SelectOption(value="a", label="A", description="the first", default=True),
                    discord.SelectOption(value="b", label="B"),
                ],
            )
        ),
    ),
    (
        ServerMenu("r", None, Listed.ROLES, chosen=(5, 6), most=3),
        ui.ActionRow(
            ui.RoleSelect(
                custom_id="r",
                min_values=0,
                max_values=3,
                default_values=[chosen("5", ROLE), chosen("6", ROLE)],
            )
        ),
    ),
    (
        ServerMenu("c", "Where", Listed.POSTABLE, chosen=(7,)),
        ui.ActionRow(
            ui.ChannelSelect(
                custom_id="c",
                placeholder="Where",
                min_values=0,
                channel_types=list(CHANNEL_TYPES[Listed.POSTABLE]),
                default_values=[chosen("7", CHANNEL)],
            )
        ),
    ),
]


def walk(component: Any) -> Iterator[dict[str, Any]]:
    """A component and all within it; no options, pictures or emoji, which are no components."""
    yield component
    inner: Iterable[Any] = component.get("components", ())
    for each in (*inner, *filter(None, [component.get("accessory")])):
        yield from walk(each)


@pytest.mark.parametrize(("part", "item"), PARTS)
async def test_a_part_is_sent_as_discord_py_would_send_it(part: Part, item: ui.Item[Any]) -> None:
    own = ui.LayoutView()
    own.add_item(ui.Container(ui.TextDisplay("## A"), item, accent_color=ACCENT))
    assert str(render(Page("## A", (part,), footer=())).to_components()) == str(own.to_components())  # type: ignore[no-untyped-call]


async def test_discord_py_sends_a_page_as_it_was_made_and_keeps_nothing_of_it() -> None:
    view = render(EVERYTHING)
    answer = interaction_message_response_params(type=4, view=view).payload
    message = handle_message_parameters(view=view).payload
    assert answer is not None
    assert message is not None
    for body in (answer["data"], message):
        assert body["components"] == view.to_components()
        assert body["flags"] == COMPONENTS_V2
    assert view.is_finished()


async def test_buttons_below_plain_text_leave_room_for_the_text() -> None:
    view = render_buttons([Button("Show to everyone", "s"), Button("Delete", "d", style=Style.DANGER)])
    (row,) = view.to_components()
    assert [each["custom_id"] for each in row["components"]] == ["s", "d"]
    assert not view.has_components_v2()
    assert view.is_finished()


async def test_a_page_is_measured_as_discord_counts_it() -> None:
    for page in (EVERYTHING, *(Page("## A", (part,)) for part, _ in PARTS)):
        sent = [each for component in render(page).to_components() for each in walk(component)]
        assert Size(sum(len(each.get("content", "")) for each in sent), len(sent)) == page.size


async def test_a_row_with_more_buttons_than_discord_takes_is_refused() -> None:
    with pytest.raises(ValueError, match="6 buttons"):
        render(Page("## interleukin", (Row((OWN,) * 6),)))


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
