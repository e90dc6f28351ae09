"""Makes Discord's components of a page, and reads the page back from a message that was sent earlier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import ui

from bot.discord_bot.ui.page import (
    BUDGET,
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
    Separator,
    ServerMenu,
    Style,
    Text,
)
from bot.discord_bot.ui.view_options import to_container_id, view_options

ACCENT = discord.Color(0x2F7E8F)
POSTABLE = (discord.ChannelType.text, discord.ChannelType.news)
CHANNEL_TYPES = {
    Listed.POSTABLE: POSTABLE,
    Listed.CHANNELS: (
        *POSTABLE,
        discord.ChannelType.voice,
        discord.ChannelType.stage_voice,
        discord.ChannelType.forum,
    ),
}


def render(page: Page) -> ui.LayoutView:
    """A page as components, in one container that carries the view options for the pages that are opened from it.

    The view is stopped at once, so that discord.py does not keep it: `custom_id`s hold all that a press needs.
    Raises ValueError if the page has more text or components than a message may have.
    """
    if not page.size.fits(BUDGET):
        raise ValueError(f"a page of {page.size} exceeds {BUDGET}")
    view = ui.LayoutView(timeout=None)
    parts = map(_component, page.parts)
    view.add_item(ui.Container(*parts, accent_color=ACCENT, id=to_container_id(view_options())))
    view.stop()
    return view


def render_buttons(buttons: Iterable[Button]) -> ui.View:
    """Buttons below a message of plain text."""
    view = ui.View(timeout=None)
    for button in buttons:
        view.add_item(_button(button))
    view.stop()
    return view


def _component(part: Part) -> ui.Item[Any]:
    match part:
        case Text():
            return ui.TextDisplay(part.content)
        case Separator():
            return ui.Separator(visible=part.visible)
        case Row():
            return ui.ActionRow(*map(_button, part.buttons))
        case Section():
            return ui.Section(part.content, accessory=_button(part.button))
        case Gallery():
            return ui.MediaGallery(
                *(discord.MediaGalleryItem(each.address, description=each.description) for each in part.pictures)
            )
        case Menu() | ServerMenu():
            return ui.ActionRow(_menu(part))


def _menu(menu: Menu | ServerMenu) -> ui.Select[Any] | ui.ChannelSelect[Any] | ui.RoleSelect[Any]:
    if isinstance(menu, ServerMenu):
        return _server_menu(menu)
    return ui.Select(
        custom_id=menu.custom_id,
        placeholder=menu.placeholder,
        options=list(map(_option, menu.options)),
        min_values=menu.least,
        max_values=menu.most,
    )


def _server_menu(menu: ServerMenu) -> ui.ChannelSelect[Any] | ui.RoleSelect[Any]:
    """Nothing may be chosen in it, so that a value can be taken away."""
    common: dict[str, Any] = {
        "custom_id": menu.custom_id,
        "placeholder": menu.placeholder,
        "min_values": 0,
        "max_values": menu.most,
    }
    if menu.listed is Listed.ROLES:
        role = discord.SelectDefaultValueType.role
        return ui.RoleSelect(default_values=[_chosen(id, role) for id in menu.chosen], **common)
    channel = discord.SelectDefaultValueType.channel
    return ui.ChannelSelect(
        channel_types=list(CHANNEL_TYPES[menu.listed]),
        default_values=[_chosen(id, channel) for id in menu.chosen],
        **common,
    )


def _chosen(snowflake: int, kind: discord.SelectDefaultValueType) -> discord.SelectDefaultValue:
    """A role or channel that is chosen already. discord.py writes its id into the message as it is given; in Discord's
    messages ids are texts (https://discord.com/developers/docs/reference#snowflakes).
    """
    return discord.SelectDefaultValue(id=str(snowflake), type=kind)  # type: ignore[arg-type]


def _button(button: Button) -> ui.Button[Any]:
    if button.url is not None:
        return ui.Button(label=button.label, url=button.url, emoji=button.emoji)
    return ui.Button(
        label=button.label,
        custom_id=button.custom_id,
        emoji=button.emoji,
        disabled=button.disabled,
        style=discord.ButtonStyle[button.style.value],
    )


def _option(option: Option) -> discord.SelectOption:
    return discord.SelectOption(
        label=option.label, value=option.value, description=option.description, default=option.default
    )


def page_in(message: discord.Message) -> Page:
    """The page that a message shows, as it was sent.

    Raises ValueError if the message is not one of our pages.
    """
    (container,) = (part for part in message.components if isinstance(part, discord.Container))
    title, *body, footer = map(_part, container.children)
    match title, footer:
        case Text(), Text():
            lines = tuple(line.removeprefix("-# ") for line in footer.content.splitlines())
            return Page(title.content, tuple(body), footer=lines)
    raise ValueError("a page begins and ends with text")


def _part(component: Any) -> Part:
    match component:
        case discord.TextDisplay():
            return Text(component.content)
        case discord.SeparatorComponent():
            return Separator(visible=component.visible)
        case discord.SectionComponent(children=[discord.TextDisplay() as text]):
            return Section(text.content, _read_button(component.accessory))
        case discord.MediaGalleryComponent():
            return Gallery(tuple(Picture(item.media.url, item.description) for item in component.items))
        case discord.ActionRow(children=[discord.SelectMenu() as menu]):
            options = tuple(map(_read_option, menu.options))
            return Menu(menu.custom_id, menu.placeholder, options, menu.min_values, menu.max_values)
        case discord.ActionRow():
            return Row(tuple(map(_read_button, component.children)))
    raise ValueError(f"no page has a component such as {component!r}")


def _read_button(button: Any) -> Button:
    style = Style.SECONDARY if button.url else Style(button.style.name)
    emoji = str(button.emoji) if button.emoji else None
    return Button(button.label, button.custom_id, button.url, style, emoji, button.disabled)


def _read_option(option: discord.SelectOption) -> Option:
    return Option(option.value, option.label, option.description, option.default)
