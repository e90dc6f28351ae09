"""Makes Discord's components of a page, and reads the page back from a message that was sent earlier."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import discord
from discord import ui

from bot.discord_bot.limits import MAX_BUTTONS_PER_ROW
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

ACCENT = 0x2F7E8F
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
STYLES = {style: discord.ButtonStyle[style.value].value for style in Style}
LINK = discord.ButtonStyle.link.value
# The numbers of components, looked up once: enums of discord.py are slow.
ACTION_ROW = discord.ComponentType.action_row.value
BUTTON = discord.ComponentType.button.value
SELECT = discord.ComponentType.string_select.value
ROLE_SELECT = discord.ComponentType.role_select.value
CHANNEL_SELECT = discord.ComponentType.channel_select.value
SECTION = discord.ComponentType.section.value
TEXT = discord.ComponentType.text_display.value
GALLERY = discord.ComponentType.media_gallery.value
SEPARATOR = discord.ComponentType.separator.value
CONTAINER = discord.ComponentType.container.value
SMALL_SPACING = discord.SeparatorSpacing.small.value

# A component as it is sent (https://discord.com/developers/docs/components/reference).
Component = dict[str, Any]


class ReadyView(ui.LayoutView):
    """A view for discord.py to send, whose components are made already: to make an object of each of them, only to take
    it apart again, would cost a quarter of an answer's time.

    It is stopped at once, so that discord.py does not keep it: `custom_id`s hold all that a press needs.
    """

    def __init__(self, components: list[Component]) -> None:
        super().__init__(timeout=None)
        self._sent = components
        self.stop()

    def to_components(self) -> list[Component]:
        """Return the components as they are sent; discord.py calls this."""
        return self._sent

    def has_components_v2(self) -> bool:
        """Return True: there are components that only messages without other content have; discord.py calls this."""
        return True


def render(page: Page) -> ReadyView:
    """A page as components, in one container that carries the view options for the pages that are opened from it.

    Raises ValueError if the page has more text or components than a message may have.
    """
    if not page.size.fits(BUDGET):
        raise ValueError(f"a page of {page.size} exceeds {BUDGET}")
    container = {
        "type": CONTAINER,
        "accent_color": ACCENT,
        "spoiler": False,
        "components": [_component(part) for part in page.parts],
    }
    if (identifier := to_container_id(view_options())) is not None:
        container["id"] = identifier
    return ReadyView([container])


def render_buttons(buttons: Iterable[Button]) -> ui.View:
    """Buttons below a message of plain text."""
    view = ui.View(timeout=None)
    for each in buttons:
        style = discord.ButtonStyle[each.style.value]
        view.add_item(ui.Button(label=each.label, custom_id=each.custom_id, style=style))
    view.stop()
    return view


def _component(part: Part) -> Component:
    match part:
        case Text():
            return _text(part.content)
        case Separator():
            return {"type": SEPARATOR, "divider": part.visible, "spacing": SMALL_SPACING}
        case Row():
            return _row([_button(each) for each in part.buttons])
        case Section():
            return {"type": SECTION, "components": [_text(part.content)], "accessory": _button(part.button)}
        case Gallery():
            return {"type": GALLERY, "items": [_picture(each) for each in part.pictures]}
        case Menu() | ServerMenu():
            return _row([_menu(part)])


def _text(content: str) -> Component:
    return {"type": TEXT, "content": content}


def _row(components: list[Component]) -> Component:
    """Raises ValueError for more buttons than a row may have."""
    if len(components) > MAX_BUTTONS_PER_ROW:
        raise ValueError(f"{len(components)} buttons in a row")
    return {"type": ACTION_ROW, "components": components}


def _picture(picture: Picture) -> Component:
    description = {"description": picture.description} if picture.description else {}
    return {"media": {"url": picture.address}, "spoiler": False, **description}


def _menu(menu: Menu | ServerMenu) -> Component:
    if isinstance(menu, ServerMenu):
        return _server_menu(menu)
    made = _select(SELECT, menu, menu.least)
    made["required"] = True
    made["options"] = [_option(each) for each in menu.options]
    return made


def _server_menu(menu: ServerMenu) -> Component:
    """Nothing may be chosen in it, so that a value can be taken away."""
    lists_roles = menu.listed is Listed.ROLES
    made = _select(ROLE_SELECT if lists_roles else CHANNEL_SELECT, menu, least=0)
    if not lists_roles:
        made["channel_types"] = [each.value for each in CHANNEL_TYPES[menu.listed]]
    if menu.chosen:
        kind = "role" if lists_roles else "channel"
        made["default_values"] = [{"id": str(each), "type": kind} for each in menu.chosen]
    return made


def _select(kind: int, menu: Menu | ServerMenu, least: int) -> Component:
    """What all menus have. Discord ignores `required` outside of forms; discord.py sends it."""
    made: Component = {
        "type": kind,
        "custom_id": menu.custom_id,
        "min_values": least,
        "max_values": menu.most,
        "disabled": False,
        "required": False,
    }
    if menu.placeholder:
        made["placeholder"] = menu.placeholder
    return made


def _button(button: Button) -> Component:
    style = STYLES[button.style] if button.url is None else LINK
    made: Component = {"type": BUTTON, "style": style, "disabled": button.disabled}
    if button.label:
        made["label"] = button.label
    if button.url is None:
        made["custom_id"] = button.custom_id
    else:
        made["url"] = button.url
    if button.emoji:
        made["emoji"] = {"id": None, "name": button.emoji}
    return made


def _option(option: Option) -> Component:
    made: Component = {"label": option.label, "value": option.value, "default": option.default}
    if option.description:
        made["description"] = option.description
    return made


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
