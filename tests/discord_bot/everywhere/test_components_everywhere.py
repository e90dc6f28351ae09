"""Every button and menu, used wherever and in whichever language, after a restart and after a rebuild."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import product
from pathlib import Path

import pytest
import simcord
from discord_bot.everywhere.places import Here, read, usable
from discord_bot.everywhere.rebuilds import put, rebuild, restart
from discord_bot.everywhere.sentences import languages_of
from discord_bot.everywhere.ways import WAYS, offer_rare_buttons
from discord_bot.world import World, answered
from structlog.testing import capture_logs

from bot.discord_bot.features.glossary.command import GLOSSARY_COMPONENTS
from bot.discord_bot.pages.actions import find_button
from bot.discord_bot.registry import COMPONENTS
from bot.discord_bot.ui.translation import in_language

Pages = dict[str, simcord.ResponseMessage]

# All others turn the page.
DELETING = {"delete:asked", "delete:shown"}
SHOWING_FORMS = {"explain-text", "feedback:"}
SHOWING_TO_ALL = {"share:", "share-sound:", "share"}
SENDING_FILES = {"saved:text", "saved:cards", "privacy:export"}
# Nobody who tries them here manages the server.
REFUSED = {"privacy:server", "privacy:server-export", "privacy:server-delete", "privacy:server-clear"}
ANSWERING_PRIVATELY = {"hear:", "save:", "peek:", *SENDING_FILES, *REFUSED}
# What is of no use when its entry is gone; from a list one goes on to the list as it is now.
OF_ONE_ENTRY = {
    *(
        "tab:",
        "page:",
        "show:",
        "back:",
        "hear:",
        "share:",
        "share-sound:",
        "save:",
        "feedback:",
        "peek:",
        "mine:entry",
    ),
    "language:",
    *("open:related", "open:parents", "open:meaning", "open:suggestion", "open:terms", "open:part"),
    *("from:search", "from:browse", "from:compare"),
}
# Only people who manage a server have these: tests/discord_bot/features/settings tries them.
FOR_ADMINS = ("settings",)
# Where what Discord tells differs most.
WIDELY = ("a member", "a direct message", "a server without the bot")
ELSEWHERE = ("a member without permissions", "a group chat")
CELLS = [*product(WIDELY, [restart, rebuild]), *product(ELSEWHERE, [restart])]


# What these lead to is in a language of their own.
CHOSEN = {"language:": "es"}


@pytest.fixture
async def pages(here: Here) -> Pages:
    """A page with each button and menu, by what its `custom_id` begins with."""
    await offer_rare_buttons(here)
    return {begins: await come(here) for begins, come in WAYS.items()}


@pytest.mark.parametrize(("here", "language"), [("a member", "en")], indirect=True)
async def test_every_button_and_menu_is_tried(pages: Pages) -> None:
    seen = {part["custom_id"] for message in pages.values() for part in usable(message.components)}
    assert [custom_id for custom_id in seen if not custom_id.startswith(tuple(WAYS))] == []
    # Those of a server's glossary differ by rights: test_glossary_everywhere.py.
    others = [each for each in COMPONENTS if each not in GLOSSARY_COMPONENTS]
    untried = [
        template for each in others if not any(map((template := each.__discord_ui_compiled_template__).fullmatch, seen))
    ]
    assert [each.pattern for each in untried if not each.pattern.startswith(FOR_ADMINS)] == []


@pytest.mark.parametrize(("here", "meanwhile"), CELLS, indirect=["here"])
async def test_every_button_and_menu_does_what_it_is_for_after_a_restart_and_after_a_rebuild(
    here: Here, language: str, pages: Pages, meanwhile: Callable[[World], Awaitable[None]]
) -> None:
    await meanwhile(here.world)
    with capture_logs() as log:
        for begins, message in pages.items():
            result = await here.press(message, begins)
            if begins in DELETING:
                assert message.id not in {other.id for other in here.channel.history()}, begins
                continue
            assert languages_of(read(result)) == {CHOSEN.get(begins, language)}, begins
            if begins in SHOWING_FORMS:
                assert result.modal is not None, begins
            else:
                check_where_it_stands(begins, message, answered(result))
    assert [line for line in log if line["log_level"] != "info"] == []


def check_where_it_stands(begins: str, pressed: simcord.ResponseMessage, answer: simcord.ResponseMessage) -> None:
    """Check that the answer is a new message where it should be, and that only people who saw the page see
    it, unless it is shown to everyone.
    """
    is_new = begins in ANSWERING_PRIVATELY | SHOWING_TO_ALL
    assert (answer.id != pressed.id) is is_new, begins
    is_private = pressed.ephemeral or begins in ANSWERING_PRIVATELY
    assert answer.ephemeral is (is_private and begins not in SHOWING_TO_ALL), begins
    assert bool(answer.attachments) or begins not in SENDING_FILES, begins


@pytest.mark.parametrize("here", WIDELY, indirect=True)
async def test_what_belongs_to_an_entry_that_a_rebuild_took_away_says_so_privately_and_offers_a_search(
    here: Here, language: str, pages: Pages, other_lexicon: Path
) -> None:
    put(here.world, other_lexicon)
    for begins in OF_ONE_ENTRY:
        with in_language(CHOSEN.get(begins, language)):
            searching = find_button("x").label
        before = pages[begins].components
        gone = answered(await here.press(pages[begins], begins))
        assert gone.ephemeral, begins
        assert gone.id == pages[begins].id or pages[begins].components == before, begins
        assert searching in {part.get("label") for part in usable(gone.components)}, begins
        found = await here.press(gone, "find:")
        assert answered(found).id == gone.id, begins
        assert languages_of(read(found)) == {CHOSEN.get(begins, language)}, begins


@pytest.mark.parametrize("here", WIDELY[:1], indirect=True)
async def test_everything_else_goes_on_with_what_the_dictionary_has_after_a_rebuild(
    here: Here, language: str, pages: Pages, other_lexicon: Path
) -> None:
    put(here.world, other_lexicon)
    with capture_logs() as log:
        for begins in (each for each in WAYS if each not in OF_ONE_ENTRY | DELETING):
            assert languages_of(read(await here.press(pages[begins], begins))) == {CHOSEN.get(begins, language)}, begins
    assert [line for line in log if line["log_level"] != "info"] == []
