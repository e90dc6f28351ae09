"""Fields of interactions that Discord fills in differently for each person. SimCord fills them in alike for all."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord


class Telling:
    """Fields of interactions that are other than SimCord fills them in, by the person who acts."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._of: dict[str, dict[str, Any]] = {}
        original = discord.Interaction._from_data  # noqa: SLF001 (there is no public place to say so)

        def with_what_is_told(interaction: discord.Interaction[Any], data: Any) -> None:
            person = data.get("user") or data["member"]["user"]
            original(interaction, data | self._of.get(person["id"], {}))

        monkeypatch.setattr(discord.Interaction, "_from_data", with_what_is_told)

    def tell(self, person: simcord.MemberActor | simcord.UserHandle, **fields: Any) -> None:
        """From now on these fields are told of a person."""
        self._of.setdefault(str(person.id), {}).update(fields)
