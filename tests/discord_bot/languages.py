"""Members who have Discord in another language. SimCord's members all have it in American English."""

from __future__ import annotations

import simcord
from discord_bot.telling import Telling


class Locales(Telling):
    """Which locale each member has Discord in, where it is not American English."""

    def set(self, member: simcord.MemberActor | simcord.UserHandle, locale: str) -> None:
        """From now on a member has Discord in this language."""
        self.tell(member, locale=locale)
