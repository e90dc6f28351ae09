"""The checks that every body passes in the other tests do find what Discord would refuse."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from discord_bot.body_checks import OpenApi, command_length, limit_problems, walk
from discord_bot.world import World, answered, wrong_bodies

Json = dict[str, Any]

CALLBACK = "/interactions/1/token/callback"
COMMANDS = "/applications/1/commands"


def page(*parts: Json, **changes: Any) -> Json:
    """A new message with a page of these parts."""
    container = {"type": 17, "components": list(parts) or [text("A text.")]}
    message = {"flags": 1 << 15, "components": [container], "allowed_mentions": {"parse": []}}
    return {"type": 4, "data": {**message, **changes}}


def text(content: str) -> Json:
    """A text display."""
    return {"type": 10, "content": content}


def row(*parts: Json) -> Json:
    """An action row."""
    return {"type": 1, "components": list(parts)}


def button(**changes: Any) -> Json:
    """A button that does something."""
    return {"type": 2, "style": 1, "label": "Next", "custom_id": "page:1:x", **changes}


def link(url: str) -> Json:
    """A link button."""
    return {"type": 2, "style": 5, "label": "Site", "url": url}


def menu(*values: str, **changes: Any) -> Json:
    """A menu with these values."""
    options = [{"label": "Name", "value": value, **changes} for value in values]
    return {"type": 3, "custom_id": "open:x", "options": options}


def choices(*names: str) -> Json:
    """An answer to someone who is typing."""
    return {"type": 8, "data": {"choices": [{"name": name, "value": "key:x"} for name in names]}}


GOOD = {
    "a page": page(text("x" * 4_000)),
    "forty components": page(*[text("x")] * 39),
    "a row of five": page(row(*[button(custom_id=f"b{number}") for number in range(5)])),
    "a menu of 25": page(row(menu(*map(str, range(25))))),
    "an edited page": {**page(), "type": 7},
    "a line with a button": {
        "type": 4,
        "data": {"content": "x", "components": [row(button())], "allowed_mentions": {"parse": []}},
    },
    "no choices": choices(),
    "25 choices": choices(*["x"] * 25),
    "a line": {"type": 4, "data": {"content": "x", "flags": 64, "allowed_mentions": {"parse": []}}},
}
BAD = {
    "no Components V2 flag": page(flags=0),
    "mentions allowed": page(allowed_mentions={"parse": ["users"]}),
    "mentions not forbidden": page(allowed_mentions=None),
    "content beside a page": page(content="x"),
    "4,001 characters": page(text("x" * 2_000), text("x" * 2_001)),
    "41 components": page(*[text("x")] * 40),
    "an empty text": page(text("")),
    "one custom_id twice": page(row(button(), button())),
    "a custom_id of 101 characters": page(row(button(custom_id="x" * 101))),
    "six buttons in a row": page(row(*[button(custom_id=f"b{number}") for number in range(6)])),
    "a menu beside a button": page(row(menu("a"), button())),
    "two menus in a row": page(row(menu("a"), menu("b"))),
    "an empty row": page(row()),
    "26 options": page(row(menu(*map(str, range(26))))),
    "no options": page(row(menu())),
    "one value twice": page(row(menu("a", "a"))),
    "a value of 101 characters": page(row(menu("x" * 101))),
    "an option label of 101 characters": page(row(menu("a", label="x" * 101))),
    "an option description of 101 characters": page(row(menu("a", description="x" * 101))),
    "an empty option label": page(row(menu("a", label=""))),
    "a button label of 81 characters": page(row(button(label="x" * 81))),
    "a button that does nothing": page(row({"type": 2, "style": 1, "label": "x"})),
    "a link that does something": page(row({**link("https://e.org"), "custom_id": "x"})),
    "an address of 513 characters": page(row(link("https://e.org/" + "x" * 499))),
    "an address with a space": page(row(link("https://e.org/a b"))),
    "a dangerous address": page(row(link("javascript:alert(1)"))),
    "an unexpected component": page({"type": 12, "items": []}),
    "an empty line": {"type": 4, "data": {"content": "", "allowed_mentions": {"parse": []}}},
    "26 choices": choices(*["x"] * 26),
    "a choice name of 101 characters": choices("x" * 101),
    "an empty choice name": choices(""),
    "a modal": {"type": 9, "data": {}},
}


def command(**changes: Any) -> Json:
    """A command."""
    return {"name": "define", "description": "Look up a term", **changes}


BAD_COMMANDS = {
    "a capital letter": command(name="Define"),
    "a space": command(name="de fine"),
    "a long name": command(name="x" * 33),
    "no description": command(description=""),
    "a long description": command(description="x" * 101),
    "a capital letter in another language": command(name_localizations={"es-ES": "Definir"}),
    "a long description in another language": command(description_localizations={"es-ES": "x" * 101}),
    "a bad option name": command(options=[command(name="Te rm")]),
    "26 options": command(options=[command(name=f"o{number}") for number in range(26)]),
    "required after optional": command(options=[command(name="a"), command(name="b", required=True)]),
    "8,001 characters": command(
        options=[command(name="a", choices=[{"name": "n" * 100, "value": "v" * 100}] * 41)],
    ),
}


@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD.keys())
def test_a_body_within_the_limits_has_no_problem(body: Json) -> None:
    assert limit_problems("POST", CALLBACK, body) == []


@pytest.mark.parametrize("body", BAD.values(), ids=BAD.keys())
def test_a_body_beyond_a_limit_has_a_problem(body: Json) -> None:
    assert limit_problems("POST", CALLBACK, body)


@pytest.mark.parametrize("body", BAD_COMMANDS.values(), ids=BAD_COMMANDS.keys())
def test_a_command_beyond_a_limit_has_a_problem(body: Json) -> None:
    assert limit_problems("PUT", COMMANDS, [body])
    assert limit_problems("PUT", COMMANDS, [command()]) == []


def test_a_body_sent_where_none_is_expected_is_a_problem() -> None:
    assert limit_problems("POST", "/channels/1/messages", {"content": "x"})
    assert limit_problems("GET", "/oauth2/applications/@me", None) == []


def test_the_length_of_a_command_counts_names_descriptions_and_values_at_every_depth() -> None:
    inner = command(name="ab", description="cde", choices=[{"name": "f", "value": "gh"}])
    assert command_length(command(name="i", description="jk", options=[inner])) == 11
    assert command_length(command(name="a", description="b", name_localizations={"es-ES": "cde", "es-419": "f"})) == 4


@pytest.fixture
def described(openapi: OpenApi | None) -> OpenApi:
    """Discord's OpenAPI file; the test is skipped without one."""
    if openapi is None:
        pytest.skip("set MEDLEX_OPENAPI to openapi.json of https://github.com/discord/discord-api-spec")
    return openapi


async def test_all_kinds_of_bodies_are_as_discords_openapi_file_has_them(world: World, described: OpenApi) -> None:
    message = await world.page("interleukin")
    await world.offered("inter")
    await world.page("treatment diary", private=True)
    await world.page("qwrtzpsdfg")
    meanings = await world.page("MS")
    await world.alice.select(message, ["cytokine"], custom_id="open:related")
    await world.alice.select(meanings, ["mitral-stenosis"], custom_id="open:meaning")
    assert answered(await world.bob.select(message, ["protein"], custom_id="open:related")).ephemeral
    await world.define("?!")
    assert world.expected_errors()
    assert [body["type"] for body in world.bodies()] == [4, 8, 4, 4, 4, 7, 7, 4, 4]
    assert list(wrong_bodies(world.env, described)) == []


def changed_container(body: Json) -> None:
    body["data"]["components"][0]["colour"] = 1


def changed_button(body: Json) -> None:
    next(part for part in walk(body["data"]["components"]) if part["type"] == 2)["tooltip"] = "x"


def changed_option(body: Json) -> None:
    next(part for part in walk(body["data"]["components"]) if part["type"] == 3)["options"][0]["hint"] = "x"


def changed_message(body: Json) -> None:
    body["data"]["colour"] = 1


def changed_text(body: Json) -> None:
    next(part for part in walk(body["data"]["components"]) if part["type"] == 10)["content"] = 1


def changed_type(body: Json) -> None:
    next(part for part in walk(body["data"]["components"]) if part["type"] == 2)["type"] = 99


def without_type(body: Json) -> None:
    del next(part for part in walk(body["data"]["components"]) if part["type"] == 3)["type"]


CHANGES = (changed_container, changed_button, changed_option, changed_message, changed_text, changed_type, without_type)


@pytest.mark.parametrize("change", CHANGES)
async def test_the_openapi_file_finds_a_wrong_or_unknown_key_wherever_it_stands(
    world: World, described: OpenApi, change: Callable[[Json], None]
) -> None:
    await world.page("interleukin")
    (body,) = copy.deepcopy(world.bodies())
    assert described.problems("POST", CALLBACK, body) == []
    change(body)
    assert described.problems("POST", CALLBACK, body)


async def test_the_openapi_file_finds_an_unknown_key_in_a_command(world: World, described: OpenApi) -> None:
    ((registered, *_),) = world.bodies("/commands")
    assert described.problems("PUT", COMMANDS, [registered]) == []
    assert described.problems("PUT", COMMANDS, [{**registered, "aliases": []}])
    assert described.problems("PUT", "/applications/1/commandos", [registered])
