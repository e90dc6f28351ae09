"""Members who have Discord in another language. SimCord's members all have it in American English."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord


class Locales:
    """Which locale each member has Discord in, where it is not American English."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._of: dict[str, str] = {}
        original = discord.Interaction._from_data  # noqa: SLF001 (there is no public place to say so)

        def with_locale(interaction: discord.Interaction[Any], data: Any) -> None:
            person = data.get("user") or data["member"]["user"]
            original(interaction, data | {"locale": self._of.get(person["id"], data["locale"])})

        monkeypatch.setattr(discord.Interaction, "_from_data", with_locale)

    def set(self, member: simcord.MemberActor, locale: str) -> None:
        """From now on a member has Discord in this language."""
        self._of[str(member.user.id)] = locale
