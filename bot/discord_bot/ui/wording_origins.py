"""What the buttons say that lead from an entry back to where it was opened."""

from __future__ import annotations

from bot.discord_bot.ui.translation import _


def to_origin(origin: str) -> str:
    """The button that leads back to a list."""
    labels = {
        "search": _("Back to the results"),
        "browse": _("Back to the list"),
        "compare": _("Back to the comparison"),
        "random": _("Another entry"),
    }
    return labels[origin.partition(":")[0]]
