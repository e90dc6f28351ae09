"""The bot behind an HTTP address."""

from __future__ import annotations

import pytest
from discord_bot.doors import OverHttp

from bot.settings import Home


@pytest.fixture
def simcord_bot(served: Home) -> OverHttp:
    """The bot that SimCord runs, in this folder always over HTTP."""
    return OverHttp(served, simulated=True)
