"""Labels of the names that autocomplete offers. No two that lead to different things look the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.discord_bot.pages.look_alikes import completion_label
from bot.discord_bot.ui.kinds import hint
from bot.discord_bot.ui.markdown import shortened
from bot.lexicon.model import Completion
from bot.terms.normal_forms import fold

BETWEEN_KIND_AND_REST = ", "


def labels(completions: Sequence[Completion], max_length: int) -> list[str]:
    """The label of each completion, in at most `max_length` characters: the name, and the headword that it leads to.

    Labels that would look the same get the kind of the entry ("mole (organism)"), or, if that is the same
    too, as much of its hint as fits.
    """
    plain = list(map(completion_label, completions))
    kinds = [hint(each.hint).partition(BETWEEN_KIND_AND_REST)[0] for each in completions]
    hints = [hint(each.hint) for each in completions]
    shown = _distinguished(_distinguished(plain, plain, kinds), plain, hints)
    return [shortened(label, max_length) for label in shown]


def _distinguished(labels: list[str], plain: list[str], more: list[str]) -> list[str]:
    """The labels, but instead of one that occurs several times the plain one, with the words of `more` in brackets."""
    often = Counter(map(fold, labels))
    return [
        f"{bare} ({words})" if often[fold(label)] > 1 and words else label
        for label, bare, words in zip(labels, plain, more, strict=True)
    ]
