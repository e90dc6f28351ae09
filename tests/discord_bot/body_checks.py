"""Check whether Discord would accept a REST body: by its documented limits, and by its OpenAPI file if there is one.

The limits are those of https://discord.com/developers/docs/components/reference,
.../interactions/receiving-and-responding and .../interactions/application-commands. Several of them are not
in the OpenAPI file: the 4,000 characters and 40 components of a whole message, unique identifiers, what may
share a row, and the 8,000 characters of a command.

The OpenAPI file (https://github.com/discord/discord-api-spec, `specs/openapi.json`) is named by `MEDLEX_OPENAPI`.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, ClassVar

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match, by_relevance
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

Json = dict[str, Any]

# Read at once: a test's surroundings are cleaned of every setting.
OPENAPI_FILE = os.environ.get("MEDLEX_OPENAPI")

COMPONENTS_V2 = 1 << 15
EPHEMERAL = 1 << 6
MAX_TEXT = 4_000
MAX_COMPONENTS = 40
NEW_MESSAGE, ANNOUNCED, ACKNOWLEDGED, EDITED_MESSAGE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
ROW, BUTTON, SELECT, SECTION, TEXT, GALLERY, SEPARATOR, CONTAINER, LABEL = 1, 2, 3, 9, 10, 12, 14, 17, 18
ROLE_SELECT, CHANNEL_SELECT = 6, 8
LINK_STYLE = 5
ON_PERSON, ON_MESSAGE = 2, 3

CALLBACK = re.compile(r"/interactions/\d+/[^/]+/callback")
CHANNEL_MESSAGE = re.compile(r"/channels/\d+/messages")
FOLLOW_UP = re.compile(r"/webhooks/\d+/[^/]+(/messages/[^/]+)?")
COMMANDS = re.compile(r"/applications/\d+(/guilds/\d+)?/commands")
COMMAND_NAME = re.compile(r"[-_'\w]{1,32}")


def limit_problems(method: str, path: str, body: Any) -> list[str]:
    """Return the problems of a body: each limit of Discord's that it breaks; a request that Medlex never
    makes is one too.
    """
    if CALLBACK.fullmatch(path):
        return list(_callback_problems(body))
    is_post = method == "POST" and CHANNEL_MESSAGE.fullmatch(path)
    if is_post or (FOLLOW_UP.fullmatch(path) and method != "DELETE"):
        return list(message_problems(body))
    if COMMANDS.fullmatch(path) and method == "PUT":
        return [problem for command in body for problem in _command_problems(command)]
    if (method, path) == ("POST", "/users/@me/channels"):  # somebody's direct messages
        return [] if set(body) == {"recipient_id"} else [f"the channel of nobody: {body}"]
    return [] if body is None else [f"{method} {path} is not a request that Medlex makes"]


def _callback_problems(body: Json) -> Iterator[str]:
    if body["type"] == CHOICES:
        yield from _choices_problems(body["data"]["choices"])
    elif body["type"] in {NEW_MESSAGE, EDITED_MESSAGE}:
        yield from message_problems(body["data"])
    elif body["type"] == MODAL:
        yield from _form_problems(body["data"])
    elif body["type"] == ANNOUNCED:
        if body["data"] != {"flags": EPHEMERAL}:
            yield "an announced answer that others see"
    elif body["type"] != ACKNOWLEDGED or body.get("data"):
        yield f"callback type {body['type']} is not one that Medlex uses"


def _choices_problems(choices: list[Json]) -> Iterator[str]:
    if len(choices) > 25:
        yield f"{len(choices)} choices"
    for choice in choices:
        yield from _length("choice name", choice["name"], 1, 100)
        yield from _length("choice value", choice["value"], 1, 100)


def _form_problems(form: Json) -> Iterator[str]:
    """A form of fields that each have a label, and of texts."""
    yield from _length("form title", form.get("title", ""), 1, 45)
    yield from _length("form custom_id", form.get("custom_id", ""), 1, 100)
    parts = form.get("components", [])
    if not 1 <= len(parts) <= 5 or not {part["type"] for part in parts} <= {TEXT, LABEL}:
        yield f"a form of component types {[part['type'] for part in parts]}"
    for part in parts:
        if part["type"] == LABEL:
            yield from _length("label", part["label"], 1, 45)
            yield from _length("label description", part.get("description") or " ", 1, 100)
            yield from _select_problems(part["component"]) if part["component"]["type"] == SELECT else ()


def message_problems(message: Json) -> Iterator[str]:
    """Yield the problems of a message, new or edited: a page in Components V2, or one plain text."""
    if message.get("allowed_mentions") not in ({"parse": []}, {"parse": [], "replied_user": False}):
        yield f"mentions are allowed: {message.get('allowed_mentions')}"
    if message.get("flags", 0) & COMPONENTS_V2:
        if message.get("content") or message.get("embeds"):
            yield "content or embeds beside Components V2"
    else:
        yield from _line_problems(message)
    yield from _components_problems(message)


def _line_problems(message: Json) -> Iterator[str]:
    """Yield the problems of a message with one text, below which there may be rows."""
    if not 1 <= len(message.get("content") or "") <= 2_000:
        yield f"a message without Components V2 has {len(message.get('content') or '')} characters"
    if any(part["type"] != ROW for part in message.get("components") or ()):
        yield "components other than rows without the Components V2 flag"


def _components_problems(message: Json) -> Iterator[str]:
    parts = list(walk(message.get("components") or ()))
    if len(parts) > MAX_COMPONENTS:
        yield f"{len(parts)} components"
    if (length := sum(len(part["content"]) for part in parts if part["type"] == TEXT)) > MAX_TEXT:
        yield f"{length} characters of text"
    identifiers = Counter(part["custom_id"] for part in parts if "custom_id" in part)
    yield from (f"custom_id {name!r} occurs {count} times" for name, count in identifiers.items() if count > 1)
    for part in parts:
        yield from _component_problems(part)


def walk(components: Iterable[Json]) -> Iterator[Json]:
    """Every component, outer before inner, in the order in which they are shown."""
    for component in components:
        yield component
        yield from walk(component.get("components", ()))
        yield from walk([component["accessory"]] if "accessory" in component else ())


def _component_problems(part: Json) -> Iterator[str]:
    checks: dict[int, Callable[[Json], Iterable[str]]] = {
        ROW: _row_problems,
        BUTTON: _button_problems,
        SELECT: _select_problems,
        ROLE_SELECT: _server_select_problems,
        CHANNEL_SELECT: _server_select_problems,
        TEXT: lambda text: _length("text", text["content"], 1, MAX_TEXT),
        SECTION: _section_problems,
        GALLERY: _gallery_problems,
        SEPARATOR: lambda _: (),
        CONTAINER: lambda container: () if container["components"] else ("an empty container",),
    }
    if part["type"] in checks:
        yield from checks[part["type"]](part)
    else:
        yield f"component type {part['type']} is not one that Medlex uses"
    if "custom_id" in part:
        yield from _length("custom_id", part["custom_id"], 1, 100)


def _row_problems(row: Json) -> Iterator[str]:
    kinds = [part["type"] for part in row["components"]]
    if kinds not in ([SELECT], [ROLE_SELECT], [CHANNEL_SELECT]) and not (
        1 <= len(kinds) <= 5 and set(kinds) == {BUTTON}
    ):
        yield f"a row of component types {kinds}"


def _section_problems(section: Json) -> Iterator[str]:
    kinds = [part["type"] for part in section["components"]]
    if not 1 <= len(kinds) <= 3 or set(kinds) != {TEXT} or section["accessory"]["type"] != BUTTON:
        yield f"a section of component types {kinds} with an accessory {section['accessory']['type']}"


def _gallery_problems(gallery: Json) -> Iterator[str]:
    if not 1 <= len(gallery["items"]) <= 10:
        yield f"{len(gallery['items'])} pictures"
    for item in gallery["items"]:
        yield from _length("text of a picture", item.get("description") or " ", 1, 1_024)
        if not re.fullmatch(r"https?://[!-~]{1,2000}", item["media"]["url"]):
            yield f"not an address: {item['media']['url']!r}"


def _button_problems(button: Json) -> Iterator[str]:
    yield from _length("button label", button["label"], 1, 80)
    if (button["style"] == LINK_STYLE) != ("url" in button) or ("url" in button) == ("custom_id" in button):
        yield f"a button is either a link or has a custom_id: {button}"
    if "url" in button:
        yield from _length("button address", button["url"], 1, 512)
        if not re.fullmatch(r"https://[!-~]+", button["url"]):
            yield f"not an address: {button['url']!r}"


def _select_problems(select: Json) -> Iterator[str]:
    yield from _length("placeholder", select.get("placeholder", ""), 0, 150)
    options = select["options"]
    if not 1 <= len(options) <= 25:
        yield f"{len(options)} options"
    yield from _count_problems(select, sum(option.get("default", False) for option in options))
    if select.get("max_values", 1) > len(options):
        yield f"more to be chosen than the {len(options)} options"
    if len({option["value"] for option in options}) < len(options):
        yield "two options with one value"
    for option in options:
        yield from _length("option label", option["label"], 1, 100)
        yield from _length("option value", option["value"], 1, 100)
        yield from _length("option description", option.get("description", " "), 1, 100)


def _server_select_problems(select: Json) -> Iterator[str]:
    """Yield the problems of a menu that Discord fills with channels or roles of the server."""
    yield from _length("placeholder", select.get("placeholder", ""), 0, 150)
    yield from _count_problems(select, len(select.get("default_values") or ()))
    if "options" in select:
        yield "options in a menu that Discord fills"


def _count_problems(select: Json, chosen: int) -> Iterator[str]:
    least, most = select.get("min_values", 1), select.get("max_values", 1)
    if not 0 <= least <= most <= 25 or chosen > most:
        yield f"{chosen} chosen, between {least} and {most} to be chosen"


def _command_problems(command: Json) -> Iterator[str]:
    if (length := command_length(command)) > 8_000:
        yield f"/{command['name']} has {length} characters"
    if command.get("type") in {ON_PERSON, ON_MESSAGE}:
        yield from _length("name in a context menu", command["name"], 1, 32)
        return
    yield from _name_problems(command)
    options = command.get("options", [])
    required = [option.get("required", False) for option in options]
    if len(options) > 25 or required != sorted(required, reverse=True):
        yield f"/{command['name']}: more than 25 options, or a required one after an optional one"
    for option in options:
        yield from _name_problems(option)


def _name_problems(named: Json) -> Iterator[str]:
    for description in _in_every_language(named, "description"):
        yield from _length(f"description of {named['name']}", description, 1, 100)
    for name in _in_every_language(named, "name"):
        if not COMMAND_NAME.fullmatch(name) or name != name.lower():
            yield f"not a name of a command or option: {name!r}"


def _in_every_language(named: Json, field: str) -> list[str]:
    return [named.get(field) or "", *(named.get(f"{field}_localizations") or {}).values()]


def command_length(command: Json) -> int:
    """Return the number of characters in the names, descriptions and choice values of a command, as Discord
    counts them: of the translations of one text, the longest counts.
    """
    texts = [_in_every_language(command, field) for field in ("name", "description")]
    own = sum(max(map(len, each)) for each in texts) + len(str(command.get("value", "")))
    return own + sum(command_length(part) for key in ("options", "choices") for part in command.get(key) or ())


def _length(what: str, text: str, least: int, most: int) -> Iterator[str]:
    if not least <= len(text) <= most:
        yield f"{what} of {len(text)} characters: {text[:120]!r}"


class OpenApi:
    """Discord's own description of its API. Keys that it does not know count as errors."""

    # What discord.py always sends although the file does not know it. Discord documents `nsfw` for commands,
    # and the number of a file in its request for a new attachment; in an edit it passes over `tts`.
    ALSO_TAKEN: ClassVar[dict[str, Json]] = {
        "ApplicationCommandUpdateRequest": {"nsfw": {"type": "boolean"}},
        "IncomingWebhookUpdateForInteractionCallbackRequestPartial": {"tts": {"const": False}},
        "MessageAttachmentRequest": {"id": {"type": "integer"}},
    }

    def __init__(self, path: Path) -> None:
        self._file: Json = json.loads(path.read_text(encoding="utf-8"))
        schemas = self._file["components"]["schemas"]
        for name, properties in self.ALSO_TAKEN.items():
            schemas[name]["properties"].update(properties)
        _forbid_unknown_keys(schemas)
        resource = Resource.from_contents(self._file, default_specification=DRAFT202012)
        self._registry = Registry().with_resource("urn:discord", resource)
        self._validator = extend(Draft202012Validator, {name: self._of_its_type(name) for name in ("anyOf", "oneOf")})
        self._templates = {template: _pattern(template) for template in self._file["paths"]}
        self._checked: dict[tuple[str, str], list[str]] = {}

    def problems(self, method: str, path: str, body: Any) -> list[str]:
        """Return the problems of a body by the file. A body that many tests send, such as the commands, is
        checked once.
        """
        template = self._template(path)
        if template is None:
            return [f"{path} is not in the file"]
        if body is None:
            return []
        place = [template, method.lower(), "requestBody", "content", "application/json", "schema"]
        reference = "/".join(["urn:discord#/paths", *(part.replace("~", "~0").replace("/", "~1") for part in place)])
        known = (reference, json.dumps(body, sort_keys=True))
        if known not in self._checked:
            self._checked[known] = self._problems(reference, body)
        return self._checked[known]

    def _problems(self, reference: str, body: Any) -> list[str]:
        validator = self._validator({"$ref": reference}, registry=self._registry)
        error = best_match(validator.iter_errors(body), key=MOST_RELEVANT_ERROR)
        return [] if error is None else [f"{error.json_path}: {error.message[:300]}"]

    def _template(self, path: str) -> str | None:
        """The file's own way of writing this path; the one with the fewest variables when several fit."""
        fitting = [template for template, pattern in self._templates.items() if pattern.fullmatch(path)]
        return min(fitting, key=lambda template: template.count("{"), default=None)

    def _of_its_type(self, keyword: str) -> Callable[..., Iterable[Any]]:
        """Return the check of a keyword, without the alternatives for other types than that of the component,
        callback or command. That saves time: a page has many nested components, and a body never fits an
        alternative of another type.
        """
        among: Callable[..., Iterable[Any]] = Draft202012Validator.VALIDATORS[keyword]

        def check(validator: Any, alternatives: list[Json], body: Any, schema: Json) -> Iterable[Any]:
            of_its_type = [each for each in alternatives if self._may_be(each, body)]
            return among(validator, of_its_type or alternatives, body, schema)

        return check

    def _may_be(self, alternative: Json, body: Any) -> bool:
        """Return True if an alternative of the schema names no types, or the type of this body."""
        name = alternative.get("$ref", "").removeprefix("#/components/schemas/")
        types = self._file["components"]["schemas"].get(name, {}).get("properties", {}).get("type", {}).get("enum")
        return types is None or not isinstance(body, dict) or body.get("type", types[0]) in types


# Of the alternatives that a body fits none of, the type tells which was meant; the rest says what is wrong with it.
MOST_RELEVANT_ERROR = by_relevance(weak=frozenset({"anyOf", "oneOf", "enum", "allOf"}))


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("/".join("[^/]+" if part.startswith("{") else re.escape(part) for part in template.split("/")))


def _forbid_unknown_keys(schema: Any) -> None:
    """Close every object that lists its properties, except where several schemas describe one object together."""
    if isinstance(schema, list):
        for part in schema:
            _forbid_unknown_keys(part)
    if isinstance(schema, dict):
        if "properties" in schema and schema.get("type") == "object" and "allOf" not in schema:
            schema.setdefault("additionalProperties", False)
        for key, part in schema.items():
            if key != "allOf":
                _forbid_unknown_keys(part)


def openapi() -> OpenApi | None:
    """The OpenAPI file, when one is named."""
    return OpenApi(Path(OPENAPI_FILE)) if OPENAPI_FILE else None
