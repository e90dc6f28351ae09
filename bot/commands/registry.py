"""Everything that people can use on Discord: what is not listed here is not there."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.commands.about import about
from bot.commands.browse import InitialButton, InitialsButton, JumpMenu, browse
from bot.commands.compare import ChooseMenu, ComparisonButton, compare
from bot.commands.daily import daily
from bot.commands.define import define
from bot.commands.explain import BackToTermsButton, explain
from bot.commands.feedback import FEEDBACK_FORM, FeedbackButton, feedback
from bot.commands.guild_settings import settings
from bot.commands.help import HelpButton, help_command
from bot.commands.navigation import BackButton, EntryMenu, FindButton, LanguageButton, ListMenu, PageButton
from bot.commands.peeking import PeekButton
from bot.commands.pronounce import HearButton, ShareSoundButton, pronounce
from bot.commands.quiz import GuessButton, RoundButton, quiz
from bot.commands.random import AnotherButton, random
from bot.commands.saving import SaveButton, SavedButton, SavedMenu, saved
from bot.commands.search import ResultsButton, search
from bot.commands.sharing import DeleteButton, ShareButton, SharePageButton
from bot.commands.sources import SourcesButton, sources

COMMANDS: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu, ...] = (
    define,
    search,
    compare,
    browse,
    random,
    pronounce,
    sources,
    about,
    help_command,
    explain,
    saved,
    feedback,
    daily,
    quiz,
    settings,
)
COMPONENTS = (
    PageButton,
    LanguageButton,
    EntryMenu,
    ListMenu,
    ResultsButton,
    InitialButton,
    InitialsButton,
    JumpMenu,
    ComparisonButton,
    ChooseMenu,
    AnotherButton,
    SourcesButton,
    HelpButton,
    BackButton,
    FindButton,
    HearButton,
    ShareButton,
    SharePageButton,
    ShareSoundButton,
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
