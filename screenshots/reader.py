"""Someone who uses the bot in a channel of a Discord that SimCord plays, as people do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import simcord


@dataclass(slots=True)
class Reader:
    """A member of a server, another one to talk to, the channel that both are in, and the reader's last answer."""

    member: simcord.MemberActor
    friend: simcord.MemberActor
    channel: simcord.ChannelHandle
    answer: simcord.ResponseMessage | None = None

    async def use(self, command: str, **options: Any) -> None:
        """Use a slash command."""
        self._note(await self.member.slash(self.channel, command, **options))

    async def explain(self, said: str) -> None:
        """Have the terms explained in what the friend says."""
        message = await self.friend.send(self.channel, said)
        self._note(await self.member.context_menu(self.channel, "Explain medical terms", message))

    async def paste(self, text: str) -> None:
        """Paste a text into the form of /explain."""
        form = await self.member.slash(self.channel, "explain")
        self._note(await self.member.submit_modal(form, {"text": text}))

    async def fill(self, form: simcord.InteractionResult, **fields: str) -> None:
        """Fill in a form."""
        self._note(await self.member.submit_modal(form, fields))

    def go_to(self, name: str) -> None:
        """Go to a new channel, in which only what follows is seen."""
        self.channel = self.member.guild.create_text_channel(name)

    async def press(self, label: str) -> None:
        """Press a button of the last answer."""
        assert self.answer is not None
        self._note(await self.member.click(self.answer, label=label))

    async def choose(self, menu: str, *values: Any) -> None:
        """Choose options of a menu of the last answer, by its `custom_id` and their values, or the channels and roles of the server."""
        assert self.answer is not None
        self._note(await self.member.select(self.answer, list(values), custom_id=menu))

    async def press_first(self, begins: str) -> None:
        """Press the first button of the last answer whose `custom_id` begins so."""
        await self._press(self._found(begins)[0])

    async def press_last(self, begins: str) -> None:
        """Press the last of them."""
        await self._press(self._found(begins)[-1])

    def _found(self, begins: str) -> list[str]:
        assert self.answer is not None
        return [each for each in _custom_ids(self.answer.components) if each.startswith(begins)]

    async def _press(self, custom_id: str) -> None:
        assert self.answer is not None
        self._note(await self.member.click(self.answer, custom_id=custom_id))

    def _note(self, result: simcord.InteractionResult) -> None:
        if result.response is not None:
            self.answer = result.response


def _custom_ids(components: list[dict[str, Any]]) -> list[str]:
    """The `custom_id` of each component, from top to bottom."""
    found = []
    for component in components:
        found += [component["custom_id"]] if "custom_id" in component else []
        found += _custom_ids(component.get("components", []))
    return found
