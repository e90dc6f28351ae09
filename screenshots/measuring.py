"""How much of a phone's screen the pages of entries take, measured in the browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

from bot.settings import Home
from screenshots.browser import opened
from screenshots.pictures import CHANNEL_ALONE, READY, STILL, bot_in_server
from screenshots.reader import Reader

# The width of a phone's screen, and how much of its height Discord has for messages; in CSS pixels.
PHONE_WIDTH, PHONE_HEIGHT = 400, 700
# Pages that stand in one channel at a time, so that the browser draws few at once.
PAGES_AT_ONCE = 10
# Of each message of the channel: the lower edge of its second text, and its own, from its upper edge on. The second text
# of an entry's page is its first definition.
EDGES = """[...document.querySelectorAll('.channel-message')].map(message => {
    const top = message.getBoundingClientRect().top;
    const below = element => element.getBoundingClientRect().bottom - top;
    return [below(message.querySelectorAll('.text-display')[1]), below(message)];
})"""


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """The page of an entry on a phone: where its first definition ends, and the page itself, in CSS pixels from its top."""

    key: str
    definition_ends: float
    ends: float

    @property
    def is_read_at_a_glance(self) -> bool:
        """Return True if the whole definition is on the first screen."""
        return self.definition_ends <= PHONE_HEIGHT


async def first_screens(home: Home, keys: Sequence[str]) -> AsyncIterator[FirstScreen]:
    """Measure the pages of the entries with these keys. Raises BrowserError."""
    async with bot_in_server(home) as (world, member, friend):
        for start in range(0, len(keys), PAGES_AT_ONCE):
            some = keys[start : start + PAGES_AT_ONCE]
            reader = Reader(member, friend, member.guild.create_text_channel(f"pages-{start}"))
            for key in some:
                await reader.use("define", term=f"key:{key}")
            async with (
                world.preview(reader.channel, viewers=[member], layout="channel") as page,
                opened(page.url, PHONE_WIDTH) as tab,
            ):
                await tab.until(READY)
                await tab.evaluate(CHANNEL_ALONE)
                await tab.style(STILL)
                await tab.until(f"document.querySelectorAll('.channel-message').length === {len(some)}")
                await tab.settle()
                for key, (definition_ends, ends) in zip(some, await tab.evaluate(EDGES), strict=True):
                    yield FirstScreen(key, definition_ends, ends)
