"""Scenes as PNG files."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import discord
import simcord
from PIL import Image

from bot.discord_bot.gateway_client import MedlexClient
from bot.discord_bot.preview import BOT_NAME, SERVER_NAME, with_install
from bot.settings import Home
from screenshots.browser import Box, Tab, opened
from screenshots.reader import Reader
from screenshots.scenes import Scene

# Hides the parts of SimCord's page that Discord does not have.
CHANNEL_ALONE = "document.body.dataset.managedCapture = 'true'"
# Everything is drawn, and SimCord has taken note of how large the window is: until then its buttons are off.
READY = """(() => {
    const page = window.simcordPreview;
    const [noted, is] = [page?.presentation?.host, page?.geometry?.host];
    return page?.ready === true && document.fonts.status === 'loaded'
        && noted?.width === is.width && noted?.height === is.height;
})()"""
# Animations and the caret would make each picture another one.
STILL = (
    "*, *::before, *::after "
    "{ animation: none !important; transition: none !important; caret-color: transparent !important; }"
)
LIGHT = (Path(__file__).parent / "light.css").read_text(encoding="utf-8")
MARGIN = 12
MAX_COLORS = 24


@dataclass(frozen=True, slots=True)
class Look:
    """How a page is shown: the width of the window, in CSS pixels, and whether the background is light."""

    width: int
    light: bool = False

    def __str__(self) -> str:
        return f"{self.width}-{'light' if self.light else 'dark'}"


LOOKS = tuple(Look(width, light) for width, light in product((400, 1000), (False, True)))


async def take(home: Home, scenes: Iterable[Scene], looks: Iterable[Look], folder: Path) -> AsyncIterator[Path]:
    """Each scene in each look, as a file `scene-look.png` in the folder; one look alone is not in its name.

    `home` is where the bot finds its dictionary and keeps its data. Raises BrowserError.
    """
    looks = tuple(looks)
    async with bot_in_server(home) as (world, member, friend):
        for scene in scenes:
            reader = Reader(member, friend, member.guild.create_text_channel(scene.name))
            await scene.act(reader)
            async with world.preview(reader.channel, viewers=[member], layout="channel") as page:
                for look in looks:
                    async with opened(page.url, look.width) as tab:
                        path = folder / (f"{scene.name}.png" if len(looks) == 1 else f"{scene.name}-{look}.png")
                        path.write_bytes(small(await _picture(tab, scene, look)))
                        yield path


@asynccontextmanager
async def bot_in_server(home: Home) -> AsyncIterator[tuple[simcord.Env, simcord.MemberActor, simcord.MemberActor]]:
    """The real bot in a server, a member who may manage that, and another one."""
    client = MedlexClient(home, simulated=True)
    simcord.interactions.base_payload = with_install(simcord.interactions.base_payload)
    try:
        async with simcord.run(client, check_errors=False) as world:
            assert client.user is not None
            await client.user.edit(username=BOT_NAME)
            await world.advance_time((datetime.now(UTC) - world.now()).total_seconds())
            server = world.create_guild(SERVER_NAME)
            role = server.create_role("admins", permissions=discord.Permissions(manage_guild=True))
            reader = server.add_member(world.create_user("reader"), roles=[role])
            yield world, reader, server.add_member(world.create_user("friend"))
    finally:
        await client.close_data()


async def _picture(tab: Tab, scene: Scene, look: Look) -> bytes:
    await tab.until(READY)
    await tab.evaluate(CHANNEL_ALONE)
    await tab.style(STILL + (LIGHT if look.light else ""))
    await tab.until(READY)
    await scene.then(tab)
    await tab.settle()
    return await tab.picture(await _box(tab, scene.seen, look.width))


async def _box(tab: Tab, selector: str, width: int) -> Box:
    """Return the box around all that matches a selector, with a margin that stays in the window."""
    left, top, right, bottom = await tab.bounds(selector)
    left, top, right = max(0, left - MARGIN), max(0, top - MARGIN), min(width, right + MARGIN)
    return Box(left, top, right - left, bottom + MARGIN - top)


def small(png: bytes) -> bytes:
    """Return the same picture as a PNG with at most `MAX_COLORS` colors, enough for text on a plain background."""
    written = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(MAX_COLORS, dither=Image.Dither.NONE)
        few.save(written, "PNG", optimize=True)
    return written.getvalue()
