"""What is offered while someone types, each told from the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.discord_bot.pages.look_alikes import completion_label
from bot.discord_bot.ui.kinds import hint
from bot.discord_bot.ui.markdown import shortened
from bot.lexicon.model import Completion
from bot.terms.normal_forms import fold

BETWEEN_KIND_AND_REST = ", "


def labels(completions: Sequence[Completion], longest: int) -> list[str]:
    """Each completion as it is offered, in at most so many characters: the name, and the headword that it leads to.

    Of those that would look the same each says what it is ("mole (organism)"), and where that is the same too, as much of its hint as
    has room.
    """
    plain = list(map(completion_label, completions))
    kinds = [hint(each.hint).partition(BETWEEN_KIND_AND_REST)[0] for each in completions]
    hints = [hint(each.hint) for each in completions]
    shown = _told_apart(_told_apart(plain, plain, kinds), plain, hints)
    return [shortened(label, longest) for label in shown]


def _told_apart(labels: list[str], plain: list[str], more: list[str]) -> list[str]:
    """The labels, those that stand several times with more behind their plain form."""
    often = Counter(map(fold, labels))
    return [
        f"{bare} ({words})" if often[fold(label)] > 1 and words else label
        for label, bare, words in zip(labels, plain, more, strict=True)
    ]
