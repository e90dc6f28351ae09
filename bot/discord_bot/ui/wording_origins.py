"""What the buttons say that lead from an entry back to where it was opened."""

from __future__ import annotations

from bot.discord_bot.ui.custom_ids.lists import Origin, ShowComparison, ShowInitial, ShowRandom, ShowResults
from bot.discord_bot.ui.translation import _


def to_origin(origin: Origin) -> str:
    """The button that leads back to a list."""
    labels: dict[type[Origin], str] = {
        ShowResults: _("Back to the results"),
        ShowInitial: _("Back to the list"),
        ShowComparison: _("Back to the comparison"),
        ShowRandom: _("Another entry"),
    }
    return labels[type(origin)]
