"""`custom_id`s that somebody could forge or copy, made from the registry: a new component or form is among them."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import islice, product
from typing import Any, get_type_hints

from discord_bot.ui.test_custom_ids import SENT

from bot.discord_bot import features
from bot.discord_bot.limits import MAX_CUSTOM_ID
from bot.discord_bot.registry import COMPONENTS, FORMS
from bot.discord_bot.ui.custom_ids.record import CustomId

MAX_EACH = 3
# What fields of forms may hold; all others get a sentence.
KNOWN_VALUES = {"kind": "wrong", "contact": "yes"}
SENTENCE = "Written in another place."


def forged_ids(texts: list[str], numbers: list[int]) -> dict[type[CustomId], list[str]]:
    """Return `custom_id`s of each action of a component or form, with these texts and numbers wherever one stands."""
    actions = {each.action_type for each in COMPONENTS} | {each.action_type for each in FORMS}
    made = {action: list(islice(_aimed(action, texts, numbers), MAX_EACH)) for action in actions}
    return {action: custom_ids or _sent(action)[:1] for action, custom_ids in made.items()}


def _aimed(action: type[CustomId], texts: list[str], numbers: list[int]) -> Iterator[str]:
    values = [_values(hint, texts, numbers) for hint in _hints(action)]
    for chosen in product(*values):
        try:
            custom_id = action(*chosen).encode()
        except (AttributeError, TypeError, ValueError):  # a field of another kind than text and numbers
            continue
        if len(custom_id) <= MAX_CUSTOM_ID and action.decode(custom_id):
            yield custom_id


def _hints(action: type[CustomId]) -> list[Any]:
    hints = get_type_hints(action)
    return [hints[each.name] for each in fields(action) if each.init] if is_dataclass(action) else []


def _values(hint: Any, texts: list[str], numbers: list[int]) -> list[Any]:
    """Return what a field of this type may be."""
    if hint is bool:
        return [True, False]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return list(hint)
    if hint is int:
        return list(numbers)
    return list(texts)


def _sent(action: type[CustomId]) -> list[str]:
    return [custom_id for custom_id, record in SENT.items() if type(record) is action]


def form_fields() -> dict[str, str | list[str]]:
    """Return all fields of all forms, filled in; by the constants with their names in the features."""
    names = set()
    for module in pkgutil.walk_packages(features.__path__, f"{features.__name__}."):
        found = vars(importlib.import_module(module.name))
        names |= {value for name, value in found.items() if name.endswith("_FIELD") and isinstance(value, str)}
    return {name: KNOWN_VALUES.get(name, SENTENCE) for name in names}
