"""Every command, button, menu and form of a server's glossary, used by everybody, wherever and in whichever language."""

from __future__ import annotations

from typing import Any

import pytest
import simcord
from discord_bot.buttons import COMMAND, offer_page
from discord_bot.everywhere.places import MANAGER, PLACES, Here, read
from discord_bot.everywhere.sentences import languages_of
from discord_bot.world import answered

from bot.discord_bot.features.glossary.command import GLOSSARY_COMPONENTS, GLOSSARY_FORMS, glossary
from bot.discord_bot.ui.page import Button, Menu, Option, Row
from bot.lexicon.server_glossary.term import TermDraft
from bot.storage.glossary.records import ImportRow
from bot.storage.guild_settings import GLOSSARY, GlossaryMode

FOR_ALL = {"list": {}, "show": {"term": "bed nine"}, "proposals": {}, "propose": {}}
FOR_MANAGERS: dict[str, dict[str, Any]] = {
    "add": {},
    "edit": {"term": "bed nine"},
    "remove": {"term": "bed nine"},
    "history": {},
    "export": {},
    "import": {"file": ("terms.csv", b"term,definition\nred phone,For emergencies.\n")},
}
FORMS_SHOWN = {"add", "edit", "propose"}
BUTTONS_FOR_ALL = ("glossary:list:0", "glossary:my-proposals", "glossary:propose:")
# The last ones end what the others need.
BUTTONS_FOR_MANAGERS = (
    "glossary:add:",
    "glossary:term:1",
    "glossary:edit:1:0",
    "glossary:links:1:0",
    "glossary:ask-remove:1",
    "glossary:history:0",
    "glossary:proposals:0",
    "glossary:proposal:1",
    "glossary:edit-proposal:1",
    "glossary:refuse:1",
    "glossary:import:TOKEN:added:0:0",
    "glossary:note:1:interleukin",
    "glossary:approve:1",
    "glossary:apply:TOKEN",
    "glossary:cancel:TOKEN",
    "glossary:remove:1",
    "glossary:undo:1",
)
MENU = "glossary:link:1:see-also:0"
FILLED: list[dict[str, str]] = [
    {"term": "red bag", "definition": "For waste.", "names": ""},
    {"parents": "", "see-also": "interleukin", "adds-to": ""},
    {"reason": "No."},
]
SERVERS = [name for name in PLACES if name in {MANAGER, "a member", "a member without permissions"}]
ELSEWHERE = [name for name in PLACES if name not in SERVERS]


@pytest.fixture
async def token(here: Here) -> str:
    """The token of an import that waits in a glossary with a term and a proposal, in the server of the members."""
    data = here.world.clients[-1].server_data
    await data.database.open()
    guild, by, when = here.world.alice.guild.id, here.person.id, here.world.env.now()
    await data.guild_settings.set(guild, GLOSSARY, GlossaryMode.PROPOSALS)
    await data.glossaries.add(guild, TermDraft("bed nine", "The bay."), by, when)
    await data.glossaries.propose(guild, TermDraft("huddle", "A short meeting."), by, when, "en")
    rows = [ImportRow(2, TermDraft("sluice", "Where linen goes."))]
    return (await data.glossaries.prepare_import(guild, rows, by, when)).token


async def page_of(here: Here, custom_id: str) -> simcord.ResponseMessage:
    """A public page with a button, or a menu of one entry."""
    if custom_id == MENU:
        below = [Menu(MENU, "M", (Option("cytokine", "cytokine"),))]
        await offer_page(here.world.clients[-1], Button("B", "glossary:list:0"), below=below)
    else:
        await offer_page(here.world.clients[-1], Button("B", custom_id), below=[Row((Button("C", "sources:0"),))])
    return answered(await here.slash(COMMAND))


def test_every_command_component_and_form_is_tried() -> None:
    assert {command.name for command in glossary.commands} == FOR_ALL.keys() | FOR_MANAGERS.keys()
    pressed = [each.replace("TOKEN", "x") for each in (*BUTTONS_FOR_ALL, *BUTTONS_FOR_MANAGERS, MENU)]
    templates = {each: each.__discord_ui_compiled_template__ for each in GLOSSARY_COMPONENTS}
    assert [each for each, template in templates.items() if not any(map(template.fullmatch, pressed))] == []
    assert [form for form in GLOSSARY_FORMS if not any(map(form.action_type.decode, pressed))] == []


@pytest.mark.parametrize("here", SERVERS, indirect=True)
async def test_everybody_is_answered_in_their_language_and_as_far_as_they_may(
    here: Here, language: str, token: str
) -> None:
    for name, options in (FOR_ALL | FOR_MANAGERS).items():
        result = await here.slash(f"glossary {name}", **options)
        assert languages_of(read(result)) <= {language}, name
        may = here.manages or name in FOR_ALL
        assert (result.modal is not None) is (may and name in FORMS_SHOWN), name
        if result.modal is None and name not in {"list", "show"}:
            assert result.ephemeral, name
    assert bool(here.world.expected_errors()) is not here.manages


@pytest.mark.parametrize("here", [MANAGER], indirect=True)
async def test_every_button_menu_and_form_does_what_it_is_for(here: Here, language: str, token: str) -> None:
    for custom_id in (*BUTTONS_FOR_ALL, MENU, *BUTTONS_FOR_MANAGERS):
        page = await page_of(here, custom_id.replace("TOKEN", token))
        begins = custom_id.replace("TOKEN", token)
        result = await here.press(page, begins)
        assert languages_of(read(result)) <= {language}, custom_id
        if result.modal is not None:
            names = {part["component"]["custom_id"] for part in result.modal["components"] if "component" in part}
            sent = await here.send(result, **next(fields for fields in FILLED if fields.keys() == names))
            assert sent.ephemeral, custom_id
            assert languages_of(read(sent)) <= {language}, custom_id


@pytest.mark.parametrize("here", [*SERVERS[1:], *ELSEWHERE], indirect=True)
async def test_whoever_may_not_is_told_so_privately_and_nothing_changes(here: Here, language: str, token: str) -> None:
    """Members may not suggest terms either; where they may, "Add this term" lets them."""
    stored, guild = here.world.clients[-1].server_data.glossaries, here.world.alice.guild.id
    await here.world.clients[-1].server_data.guild_settings.set(guild, GLOSSARY, GlossaryMode.ON)
    before = await stored.version(guild)
    for custom_id in (*BUTTONS_FOR_MANAGERS, MENU):
        begins = custom_id.replace("TOKEN", token)
        result = await here.press(await page_of(here, begins), begins)
        assert result.modal is None, custom_id
        assert result.ephemeral, custom_id
        assert languages_of(read(result)) == {language}, custom_id
    assert await stored.version(guild) == before
    assert await stored.proposals_count(guild) == 1


@pytest.mark.parametrize("here", SERVERS[1:], indirect=True)
async def test_a_member_who_may_suggest_terms_gets_the_form_for_it_from_the_button_of_managers(
    here: Here, language: str, token: str
) -> None:
    result = await here.press(await page_of(here, "glossary:add:"), "glossary:add:")
    assert result.modal is not None
    assert result.modal["custom_id"] == "glossary:propose:"
    assert languages_of([result.modal["title"]]) == {language}


@pytest.mark.parametrize(("here", "language"), [(place, "en") for place in ELSEWHERE], indirect=True)
async def test_outside_of_servers_that_added_the_bot_there_is_no_glossary(here: Here, token: str) -> None:
    for custom_id in BUTTONS_FOR_ALL:
        result = await here.press(await page_of(here, custom_id), custom_id)
        assert "only in a server" in read(result)[0], custom_id
    page = answered(await here.slash("define", term="qwrtzpsdfg"))
    labels = {part.get("label") for part in page.components[0]["components"] for part in part.get("components", ())}
    assert not {"Add this term", "Suggest this term"} & labels
