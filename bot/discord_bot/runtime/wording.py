"""What a person is told whose command cannot be carried out, apart from what `bot.discord_bot.ui.wording` says about faults of ours."""

from __future__ import annotations

from bot.discord_bot.ui.translation import _


def too_slow() -> tuple[str, str]:
    """What is wrong when the database takes longer than Discord waits, and what to do."""
    return (
        _("That takes longer than usual, so I cannot tell you yet whether it is done. It may still be."),
        _("Look again in a minute, and repeat it if need be."),
    )


def changed_command() -> str:
    """What a person is told whose Discord still shows a command as it was before an update."""
    return _("This has changed since Discord last showed it to you. Wait a minute, then try again.")


def wrong_option() -> str:
    """What a person is told whose option cannot be understood."""
    return _("One of the options cannot be understood. Choose from what Discord offers while you type.")
