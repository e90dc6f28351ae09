"""Pictures of publishers: a link, or shown in place with a text for those who do not see them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from discord_bot.body_checks import GALLERY, walk
from discord_bot.lexicon_edits import change_entry
from discord_bot.world import World, answered, shown

from bot.discord_bot.pages.pictures import set_pictures_in_place
from bot.settings import Home
from bot.terms.model import Medium

ADDRESS = "https://example.org/lung(1).jpg"
PICTURE = Medium(
    kind="image", address=ADDRESS, alt="Drawing of *two* lungs.", caption="The lungs.", credit="Ada Example"
)


@pytest.fixture
def in_place() -> Iterator[None]:
    """A host that shows pictures."""
    set_pictures_in_place(True)
    yield
    set_pictures_in_place(False)


def galleries(components: list[dict[str, Any]]) -> list[list[tuple[str, str | None]]]:
    """Address and description of the pictures of each gallery."""
    found = [part["items"] for part in walk(components) if part["type"] == GALLERY]
    return [[(item["media"]["url"], item.get("description")) for item in items] for items in found]


async def test_a_picture_is_a_link_unless_the_host_wants_it_shown(own_home: Home, world: World) -> None:
    change_entry(own_home, "interleukin", media=(PICTURE,))
    message = await world.page("interleukin")
    assert "Picture: The lungs." in shown(message).text
    assert f"](<{ADDRESS}>)" in "".join(shown(message).texts)
    assert galleries(message.components) == []


async def test_a_picture_that_is_shown_has_its_text_caption_and_author(
    own_home: Home, world: World, in_place: None
) -> None:
    change_entry(own_home, "interleukin", media=(PICTURE,))
    message = await world.page("interleukin")
    assert galleries(message.components) == [[(ADDRESS, "Drawing of *two* lungs.")]]
    assert "The lungs. Ada Example" in shown(message).text


@pytest.mark.parametrize(
    "media",
    [
        (),
        (Medium(kind="video", address="https://example.org/film.mp4"),),
        (Medium(kind="image", address="javascript:alert(1)", alt="x"),),
        (Medium(kind="image", address="https://example.org/" + "a" * 5_000, alt="x"),),
    ],
)
async def test_what_is_no_picture_that_discord_can_fetch_is_left_out(
    own_home: Home, world: World, in_place: None, media: tuple[Medium, ...]
) -> None:
    change_entry(own_home, "interleukin", media=media)
    assert galleries((await world.page("interleukin")).components) == []


@pytest.mark.parametrize("text", ["x" * 9_000, None, ""])
async def test_long_and_missing_texts_of_pictures_can_be_sent(
    own_home: Home, world: World, in_place: None, text: str | None
) -> None:
    picture = Medium(kind="image", address=ADDRESS, alt=text, caption=text, credit=text)
    change_entry(own_home, "interleukin", media=(picture,) * 9)
    message = await world.page("interleukin")
    assert 0 < len(galleries(message.components)[0]) <= 10


async def test_a_page_with_a_picture_can_be_shown_to_everyone(own_home: Home, world: World, in_place: None) -> None:
    change_entry(own_home, "interleukin", media=(PICTURE,))
    private = await world.tab("interleukin", "More", private=True)
    public = answered(await world.alice.click(private, label="Show to everyone"))
    assert galleries(public.components) == [[(ADDRESS, "Drawing of *two* lungs.")]]
