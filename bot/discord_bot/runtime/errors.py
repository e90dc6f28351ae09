"""Report errors: in words to the person, with the details in the log."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands

from bot.discord_bot.limits import ERROR_ALREADY_ANSWERED, ERROR_UNKNOWN_INTERACTION, MAX_PAGE_TEXT
from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.runtime.metrics import Outcome, note_outcome
from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.page import Page, Text
from bot.discord_bot.ui.renderer import render
from bot.discord_bot.ui.translation import Quantity, _
from bot.errors import N_, DatabaseReplacedError, DataError, MedlexError, RepeatedError, ServerDataError, UsageError

logger = structlog.get_logger(__name__)

# The interaction can no longer be answered, so the person cannot be told anything.
GONE = {ERROR_UNKNOWN_INTERACTION, ERROR_ALREADY_ANSWERED}
# In characters, of text that somebody typed and that is quoted in a sentence.
MAX_TYPED_TEXT = 100
# Room for the sentence above a text that is given back, in every language, and the signs around the text.
MAX_GIVEN_TITLE = 200
# Stands for the signs that would end a block of code.
NO_BLOCK = "'''"


async def report(interaction: Interaction, error: Exception) -> None:
    """Tell the person of an error, privately: the problem and the remedy of their own mistake, or, for a
    fault of ours, a reference that the log has as well. Text that people typed is never logged.
    """
    error = _cause(error)
    if isinstance(error, discord.HTTPException) and error.code in GONE:
        logger.warning("interaction_gone", interaction=interaction.id, code=error.code)
        note_outcome(interaction, Outcome.GONE)
        return
    mistake = _mistake(error)
    note_outcome(interaction, _outcome(error, is_mistake=mistake is not None))
    await _tell(interaction, mistake or _log(interaction, error))


def _outcome(error: Exception, *, is_mistake: bool) -> Outcome:
    if isinstance(error, RepeatedError):
        return Outcome.REPEATED
    if is_mistake:
        return Outcome.REFUSED
    return Outcome.UNUSABLE if isinstance(error, DataError) else Outcome.FAILED


def _mistake(error: Exception) -> str | None:
    """Return the message for a mistake of the person, or for an outdated command in their Discord; None for a
    fault of ours.
    """
    match error:
        case UsageError():
            return mistake(error)
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return _("This has changed since Discord last showed it to you. Wait a minute, then try again.")
        case app_commands.TransformerError():
            return _("I didn't understand one of the options. Choose from the list that Discord shows while you type.")
    return None


def mistake(error: MedlexError) -> str:
    """Return the message for a person's mistake, in their language: the problem and the remedy."""
    fields = {name: _shown(value) for name, value in error.fields.items()}
    return " ".join(_(sentence).format(**fields) if fields else _(sentence) for sentence in error.sentences)


def _shown(value: Any) -> Any:
    """Return a field of a sentence as it is shown. Text is escaped and shortened, as most of it was typed by
    somebody.
    """
    if isinstance(value, int):
        return Quantity(value)
    return plain_name(value, MAX_TYPED_TEXT) if isinstance(value, str) else value


def _cause(error: Exception) -> Exception:
    return error.original if isinstance(error, app_commands.CommandInvokeError) else error


def _log(interaction: Interaction, error: Exception) -> str:
    """Log the error under a new reference, and return the message for the person."""
    reference = secrets.token_hex(4)
    if isinstance(error, DataError):
        logger.error("data_error", reference=reference, interaction=interaction.id, problem=str(error))
        return f"{_unusable(error)} " + _(
            "The people who run this bot can look up why: the reference in its log is `{reference}`."
        ).format(reference=reference)
    logger.error("failed", reference=reference, interaction=interaction.id, exc_info=error)
    return _(
        "Something went wrong on our side. Please try again in a minute. If it happens "
        "again, give the people who run this bot this reference: `{reference}`"
    ).format(reference=reference)


def _unusable(error: DataError) -> str:
    """Return the sentence that says what cannot be used."""
    match error:
        case DatabaseReplacedError():
            return _(
                "The file in which I keep saved entries and settings was deleted or replaced while I was running, so "
                "nothing new is saved. The dictionary still works."
            )
        case ServerDataError():
            return _("I can't use the database with saved entries and settings right now. The dictionary still works.")
    return _("I can't read the dictionary right now.")


async def _tell(interaction: Interaction, message: str) -> None:
    if interaction.type is discord.InteractionType.autocomplete:
        return
    try:
        if interaction.response.is_done():
            await interaction.followup.send(message, ephemeral=True, suppress_embeds=True)
        else:
            await interaction.response.send_message(message, ephemeral=True, suppress_embeds=True)
    except discord.HTTPException as error:
        logger.warning("could_not_tell", interaction=interaction.id, status=error.status, code=error.code)
    except (aiohttp.ClientError, OSError) as error:
        logger.warning("could_not_tell", interaction=interaction.id, error=type(error).__name__)


def note_lost_choices(error: BaseException | None) -> None:
    """Log that what was offered while somebody typed could not be sent. Who typed is no longer listening."""
    code = error.code if isinstance(error, discord.HTTPException) else None
    logger.warning("choices_lost", error=type(error).__name__, code=code)


async def give_back(interaction: Interaction, text: str) -> None:
    """Send people privately a text that they wrote and that could not be used, in a form that is easy to copy."""
    title = _("This is what you wrote, so that you can copy it:")
    block = f"```\n{text.replace('```', NO_BLOCK)[: MAX_PAGE_TEXT - MAX_GIVEN_TITLE]}\n```"
    page = Page(title, (Text(block),), footer=(), takes_share_button=False)
    try:
        await interaction.followup.send(view=render(page), ephemeral=True)
    except (discord.HTTPException, aiohttp.ClientError, OSError) as error:
        logger.warning("could_not_tell", interaction=interaction.id, error=type(error).__name__)


def outdated() -> UsageError:
    """The error for a button, menu or form that an older version, or somebody else, has made."""
    return UsageError(
        N_("This button or form is out of date, so I can't tell what it was for."),
        N_("Use the command again to get a new one."),
    )


def note_unhandled(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log an error that nothing in the event loop has caught. asyncio's own handler would log the name of the task too,
    which discord.py makes from the `custom_id` of a button, and that may hold words that people typed.
    """
    error = context.get("exception")
    logger.error("unhandled", error=type(error).__name__ if error else None, exc_info=error)
