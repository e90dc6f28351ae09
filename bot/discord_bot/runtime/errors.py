"""What a person sees when something goes wrong, and what the log keeps."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any

import aiohttp
import discord
import structlog
from discord import app_commands

from bot.discord_bot.runtime.context import Interaction
from bot.discord_bot.ui.markdown import plain_name
from bot.discord_bot.ui.translation import Quantity, _
from bot.errors import DataError, MedlexError, UsageError

logger = structlog.get_logger(__name__)

# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json: the interaction is no longer there, or another
# program with the same token has answered it. Either way nobody can be told anything.
UNKNOWN_INTERACTION = 10062
ALREADY_ANSWERED = 40060
# Of what somebody typed, within a sentence.
MAX_TYPED_TEXT = 100


async def report(interaction: Interaction, error: Exception) -> None:
    """Tell the person, privately: a mistake of theirs specifically and kindly, a fault of ours with a reference that is in
    the log. What someone typed never goes to the log.
    """
    error = _cause(error)
    if isinstance(error, discord.HTTPException) and error.code in {UNKNOWN_INTERACTION, ALREADY_ANSWERED}:
        logger.warning("interaction_gone", interaction=interaction.id, code=error.code)
        return
    await _tell(interaction, _mistake(error) or _log(interaction, error))


def _mistake(error: Exception) -> str | None:
    """What a person is told whose own mistake it is, or whose Discord shows what is no longer so; None when it is ours."""
    match error:
        case UsageError():
            return mistake(error)
        case app_commands.CommandNotFound() | app_commands.CommandSignatureMismatch():
            return _("This has changed since Discord last showed it to you. Wait a minute, then try again.")
        case app_commands.TransformerError():
            return _("One of the options cannot be understood. Choose from what Discord offers while you type.")
    return None


def mistake(error: MedlexError) -> str:
    """A person's mistake as they are told of it, in their language: the problem, and the remedy."""
    fields = {name: _shown(value) for name, value in error.fields.items()}
    return " ".join(_(sentence).format(**fields) if fields else _(sentence) for sentence in error.sentences)


def _shown(value: Any) -> Any:
    """A field of a sentence as it is shown; text is mostly what somebody typed, and escaped."""
    if isinstance(value, int):
        return Quantity(value)
    return plain_name(value, MAX_TYPED_TEXT) if isinstance(value, str) else value


def _cause(error: Exception) -> Exception:
    return error.original if isinstance(error, app_commands.CommandInvokeError) else error


def _log(interaction: Interaction, error: Exception) -> str:
    """Keep the error under a new reference, and return what the person is told."""
    reference = secrets.token_hex(4)
    if isinstance(error, DataError):
        logger.error("data_error", reference=reference, interaction=interaction.id, problem=str(error))
        return _(
            "The dictionary cannot be read at the moment. The people who run this bot can see why in its log, "
            "under the reference `{reference}`."
        ).format(reference=reference)
    logger.error("failed", reference=reference, interaction=interaction.id, exc_info=error)
    return _(
        "Something went wrong on our side, and you have done nothing wrong. Please try again in a minute. "
        "If it happens again, tell the people who run this bot this reference: `{reference}`"
    ).format(reference=reference)


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


def note_unhandled(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what nobody has caught in an event loop. asyncio would tell the name of the task, which discord.py makes of the
    `custom_id` of a button, and in that are words that people typed.
    """
    error = context.get("exception")
    logger.error("unhandled", error=type(error).__name__ if error else None, exc_info=error)
