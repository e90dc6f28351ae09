"""Every sentence about the bot itself that is not about its sources: commands, privacy, terms, how to get it.

What is registered of commands stands in the catalogue in two contexts: see bot.discord_bot.command_translation.
"""

from __future__ import annotations

from bot.discord_bot.ui.translation import _, pgettext


def title() -> str:
    """What stands above the list of commands."""
    return _("## What Medlex can do\nIt explains medical words, from sources that are named with each definition.")


def typed(name: str) -> str:
    """A command as one types it, by its name in the reader's language."""
    return f"`/{' '.join(pgettext('name of a command or option', part) for part in name.split())}`"


def command(mention: str, description: str) -> str:
    """One line about one command, whose description is looked up in the reader's language."""
    return f"{mention}: {pgettext('command', description)}"


def for_admins() -> str:
    """What stands above the commands that not all members of a server may use."""
    return _("**For those who manage the server:**")


def message_menu(name: str) -> str:
    """A line about what can be done with a message."""
    return _("**{name}**: on a message, under Apps in the menu that opens with a right click or a long press").format(
        name=pgettext("command", name)
    )


def user_menu(name: str) -> str:
    """A line about what can be done with a person."""
    return _("**{name}**: on a person, under Apps in the menu that opens with a right click or a long press").format(
        name=pgettext("command", name)
    )


def installing() -> str:
    """How to get the bot."""
    return _(
        "**Use it everywhere:** click on its name, choose *Add App*, then *Add to My Apps*. After that its commands are there for "
        "you in every server, direct message and group chat. *Add to Server* adds it for everybody there."
    )


def privacy_in_a_sentence() -> str:
    """The least that must be known about privacy."""
    return _(
        "**Privacy:** what you look up is answered on the machine of the people who run this bot and then forgotten. An answer that "
        "you ask for privately is seen by you alone."
    )


def privacy() -> str:
    """What PRIVACY.md says, where no address of it is known."""
    return _(
        "**Privacy.** Medlex sees only what you type into its commands and press on its pages, and keeps nothing of look-ups, "
        "only what you give it to keep, such as saved entries. It asks no web service about your words: another site sees a "
        "term only if you open a link to it."
    )


def privacy_link() -> str:
    """The button that leads to the privacy policy."""
    return _("Privacy")


def terms_link() -> str:
    """The button that leads to the terms of use."""
    return _("Terms of use")


def add_link() -> str:
    """The button that adds the bot to an account or a server."""
    return _("Add to my account or server")
