"""The form of names and of important words in sentences that both Discord and a terminal show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.discord_bot.ui.markdown import in_a_row, listed, plain_name, shortened


@dataclass(frozen=True, slots=True)
class TextFormat:
    """Functions that format parts of a sentence.

    `name` takes a name and `names` takes several; both also take the largest number of characters. `bold` takes words.
    """

    name: Callable[[str, int], str]
    names: Callable[[Iterable[str], int], str]
    bold: Callable[[str], str]


def _italic(name: str, max_length: int) -> str:
    return f"*{plain_name(name, max_length)}*"


def _bold(words: str) -> str:
    return f"**{words}**"


def _one_line(name: str, max_length: int) -> str:
    return shortened(" ".join(name.split()), max_length)


def _listed(names: Iterable[str], max_length: int) -> str:
    return in_a_row([_one_line(name, max_length) for name in names], max_length)


MARKDOWN = TextFormat(_italic, listed, _bold)
# Plain text: nothing is escaped or marked.
TERMINAL = TextFormat(_one_line, _listed, str)
