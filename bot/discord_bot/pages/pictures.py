"""Pictures of publishers on the page of an entry: links, or shown in place where the host and the server want that."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import ContextVar

from bot.discord_bot.limits import MAX_PICTURE_DESCRIPTION
from bot.discord_bot.ui.guild_context import hidden_sources, page_settings
from bot.discord_bot.ui.markdown import UNSAFE_IN_ADDRESS, WEB_ADDRESS, link, plain_name, shortened
from bot.discord_bot.ui.page import Gallery, Part, Picture, Text, small_print
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Entry
from bot.storage.guild_settings import PICTURES
from bot.terms.model import Medium

IMAGE = "image"
# Pictures on a page; few entries have more than one.
MAX_PICTURES = 2
# Characters of a caption, and of the text that stands for a picture.
MAX_CAPTION, MAX_LABEL = 200, 80
MAX_ADDRESS = 400

_in_place: ContextVar[bool] = ContextVar("pictures_in_place", default=False)


def set_pictures_in_place(in_place: bool) -> None:
    """Set if the host allows pictures in place, in this task and all that it starts. Discord fetches them for that."""
    _in_place.set(in_place)


def picture_parts(entry: Entry) -> Iterator[Part]:
    """The pictures of an entry with their captions, or a link to each; nothing if it has none."""
    hidden = hidden_sources()
    pictures = [each for each in entry.media if _is_usable(each) and each.source not in hidden][:MAX_PICTURES]
    if not pictures:
        return
    in_place = _in_place.get() and page_settings()[PICTURES]
    if in_place:
        yield Gallery(
            tuple(Picture(each.address.translate(UNSAFE_IN_ADDRESS), _description(each)) for each in pictures)
        )
    lines = map(_caption if in_place else _link, pictures)
    if text := "\n".join(filter(None, lines)):
        yield Text(text)


def _is_usable(medium: Medium) -> bool:
    """Return True for a picture whose address Discord can fetch or link."""
    return medium.kind == IMAGE and len(medium.address) <= MAX_ADDRESS and bool(WEB_ADDRESS.match(medium.address))


def _description(picture: Medium) -> str | None:
    """The text for those who do not see a picture; None if its publisher has none."""
    return shortened(picture.alt or picture.caption or "", MAX_PICTURE_DESCRIPTION) or None


def _caption(picture: Medium) -> str:
    """The caption and the author of a picture in small print; empty if its publisher says neither."""
    parts = [plain_name(part, MAX_CAPTION) for part in (picture.caption, picture.credit) if part]
    return small_print(". ".join(part.removesuffix(".") for part in parts)) if parts else ""


def _link(picture: Medium) -> str:
    label = plain_name(picture.caption or picture.alt or "", MAX_LABEL) or _("open it")
    return small_print(_("Picture: {link}").format(link=link(label, picture.address)))
