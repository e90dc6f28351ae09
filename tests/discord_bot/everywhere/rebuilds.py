"""Changes of the bot and of its dictionary between the making of a page and its use."""

from __future__ import annotations

import shutil
from pathlib import Path

from discord_bot.world import World


async def restart(world: World) -> None:
    """The bot goes, and a new one comes."""
    await world.restart()


async def rebuild(world: World) -> None:
    """A build of the same entries takes the place of the lexicon that is served."""
    put(world, world.home.lexicon)


def put(world: World, built: Path) -> None:
    """Let a build take the place of the lexicon that is served."""
    copy = world.home.folder / "next build"
    shutil.copy(built, copy)
    copy.replace(world.home.lexicon)
