"""Which modules the bot loads before it needs them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from waiting import SECONDS_UNTIL_HUNG

from bot.settings import CHECKOUT


@pytest.mark.parametrize("module", ["bot.discord_bot.gateway_client", "bot.discord_bot.http_interactions.client"])
def test_a_bot_without_server_data_loads_no_database_library(module: str) -> None:
    """SQLAlchemy is a seventh of its memory, and most of the time that it takes to start."""
    code = f"import sys, {module}; print({{'sqlalchemy', 'alembic'}} & set(sys.modules))"
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=SECONDS_UNTIL_HUNG,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("set()\n", "")
