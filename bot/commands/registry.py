"""Everything that people can use on Discord: what is not listed here is not there."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.commands.about import about
from bot.commands.daily import daily
from bot.commands.define import define
from bot.commands.explain import BackToTermsButton, explain
from bot.commands.feedback import FEEDBACK_FORM, FeedbackButton, feedback
from bot.commands.guild_settings import settings
from bot.commands.navigation import BackButton, EntryMenu, FindButton, PageButton
from bot.commands.peeking import PeekButton
from bot.commands.pronounce import HearButton, pronounce
from bot.commands.quiz import GuessButton, RoundButton, quiz
from bot.commands.saving import SaveButton, SavedButton, SavedMenu, saved
from bot.commands.sharing import DeleteButton, ShareButton

COMMANDS: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu, ...] = (
    define,
    pronounce,
    about,
    explain,
    saved,
    feedback,
    daily,
    quiz,
    settings,
)
COMPONENTS = (
    PageButton,
    EntryMenu,
    BackButton,
    FindButton,
    HearButton,
    ShareButton,
    DeleteButton,
    BackToTermsButton,
    SaveButton,
    SavedButton,
    SavedMenu,
    FeedbackButton,
    PeekButton,
    GuessButton,
    RoundButton,
)
FORMS = (FEEDBACK_FORM,)
