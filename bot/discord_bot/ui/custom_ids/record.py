"""The base of the records that are written into `custom_id`s."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import ClassVar, Self

from bot.discord_bot.limits import MAX_CUSTOM_ID


class CustomId:
    """The action of a button, menu or form: a frozen dataclass, all of which is written into the `custom_id`.

    A subclass has in one place: its fields; `TEMPLATE`, the regular expression that matches its `custom_id`s
    and nobody else's; `encode`, which writes one; and `from_match`, which reads one, unless all fields are
    texts and numbers named as the groups of the template. Messages that were sent with a `custom_id` keep it,
    so what an older version wrote must still be read (tests/discord_bot/ui/test_custom_ids.py has all that
    were ever sent).
    """

    __slots__ = ()
    TEMPLATE: ClassVar[str]

    @classmethod
    def decode(cls, custom_id: str) -> Self | None:
        """Return the record that a `custom_id` holds; None when it holds no record of this class."""
        match = re.fullmatch(cls.TEMPLATE, custom_id)
        return cls.from_match(match) if match else None

    @classmethod
    def from_match(cls, match: re.Match[str]) -> Self:
        """Return the record that a `custom_id` holds, by its match with the template."""
        numbers = {field.name for field in fields(cls) if field.type in ("int", int)}  # type: ignore[arg-type]
        return cls(**{name: int(text) if name in numbers else text for name, text in match.groupdict().items()})

    def encode(self) -> str:
        """Return the `custom_id`."""
        raise NotImplementedError

    @property
    def keeps_source(self) -> bool:
        """Return True if the action shows more of the same answer, so that the source chosen for it still holds."""
        return False


def with_name(action: str, name: str, key: str, max_length: int = MAX_CUSTOM_ID) -> str | None:
    """Return the text for an action on one name of an entry, with the length of the name before both; None if that is
    longer than `max_length` characters.
    """
    written = f"{action}:{len(name)}:{name}{key}"
    return written if len(written) <= max_length else None


def with_text(beginning: str, text: str) -> str:
    """Return the beginning of a `custom_id` with a text, which is left out if both together are too long."""
    return beginning + text if len(beginning + text) <= MAX_CUSTOM_ID else beginning


def name_and_key(match: re.Match[str]) -> tuple[str, str]:
    """Return what `with_name` has written, from the groups `length` and `named` of a template; no name when it is the
    other form, which has the group `key` only.
    """
    if match["key"]:
        return "", match["key"]
    length = int(match["length"])
    return match["named"][:length], match["named"][length:]
