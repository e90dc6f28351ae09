"""All commands, components and forms that people can use on Discord. One that is not listed here does not work."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from bot.discord_bot.features.about.command import about
from bot.discord_bot.features.browse.command import InitialButton, InitialsButton, JumpMenu, browse
from bot.discord_bot.features.compare.command import ChooseMenu, ComparisonButton, compare
from bot.discord_bot.features.daily.command import daily
from bot.discord_bot.features.define.command import define
from bot.discord_bot.features.define.navigation import (
    BackButton,
    EntryButton,
    EntryMenu,
    FindButton,
    LanguageButton,
    ListMenu,
    OpenPrivatelyButton,
    PageButton,
    PartButton,
    PartMenu,
    TabButton,
    TermMenu,
)
from bot.discord_bot.features.explain.command import BackToTermsButton, explain
from bot.discord_bot.features.explain_text.command import (
    EXPLAIN_FORM,
    ExplainTextButton,
    MeaningButton,
    MeaningMenu,
    explain_text,
)
from bot.discord_bot.features.feedback.command import FEEDBACK_FORM, FeedbackButton, feedback
from bot.discord_bot.features.glossary.command import GLOSSARY_COMPONENTS, GLOSSARY_FORMS, glossary
from bot.discord_bot.features.help.command import HelpButton, help_command
from bot.discord_bot.features.journals.command import JournalsButton, journals
from bot.discord_bot.features.privacy.command import (
    AskToDeleteButton,
    AskToDeleteServerDataButton,
    DeleteMyDataButton,
    DeleteServerDataButton,
    ExportMyDataButton,
    ExportServerDataButton,
    MyDataButton,
    ServerDataButton,
    privacy,
)
from bot.discord_bot.features.pronounce.command import PronounceButton, SharePronunciationButton, pronounce
from bot.discord_bot.features.quiz.command import GuessButton, RoundButton, quiz
from bot.discord_bot.features.random.command import AnotherButton, random
from bot.discord_bot.features.saved.command import (
    ExportCardsButton,
    ExportTextButton,
    ListButton,
    RemoveButton,
    SaveButton,
    SavedEntryButton,
    SavedMenu,
    saved,
)
from bot.discord_bot.features.search.command import ResultsButton, search
from bot.discord_bot.features.settings.command import settings
from bot.discord_bot.features.settings.daily import (
    DailyButton,
    DailyChannelMenu,
    DailyHourMenu,
    SettingMenu,
    StopDailyButton,
)
from bot.discord_bot.features.settings.panel import (
    SETTING_FORM,
    OpenSettingsButton,
    RemoveGoneButton,
    ResetButton,
    SettingsButton,
    SetValueButton,
    ShowSettingButton,
    SourcesMenu,
    ValueMenu,
    WriteValueButton,
)
from bot.discord_bot.features.sharing.command import DeleteButton, ShareButton, SharePageButton
from bot.discord_bot.features.sources.command import SourcesButton, sources
from bot.discord_bot.features.study.command import RateButton, ShowMeaningButton, StudyNextButton, study

COMMANDS: tuple[app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu, ...] = (
    define,
    search,
    compare,
    browse,
    random,
    pronounce,
    journals,
    sources,
    about,
    help_command,
    explain,
    explain_text,
    saved,
    study,
    feedback,
    privacy,
    glossary,
    daily,
    quiz,
    settings,
)
COMPONENTS = (
    TabButton,
    PageButton,
    EntryButton,
    LanguageButton,
    EntryMenu,
    PartButton,
    PartMenu,
    TermMenu,
    ListMenu,
    ResultsButton,
    InitialButton,
    InitialsButton,
    JumpMenu,
    ComparisonButton,
    ChooseMenu,
    AnotherButton,
    SourcesButton,
    JournalsButton,
    HelpButton,
    BackButton,
    FindButton,
    PronounceButton,
    ShareButton,
    SharePageButton,
    SharePronunciationButton,
    DeleteButton,
    BackToTermsButton,
    ExplainTextButton,
    MeaningButton,
    MeaningMenu,
    SaveButton,
    ListButton,
    SavedEntryButton,
    RemoveButton,
    ExportTextButton,
    ExportCardsButton,
    AskToDeleteButton,
    DeleteMyDataButton,
    MyDataButton,
    ExportMyDataButton,
    ServerDataButton,
    ExportServerDataButton,
    AskToDeleteServerDataButton,
    DeleteServerDataButton,
    SavedMenu,
    FeedbackButton,
    OpenPrivatelyButton,
    GuessButton,
    RoundButton,
    StudyNextButton,
    ShowMeaningButton,
    RateButton,
    OpenSettingsButton,
    SettingsButton,
    ShowSettingButton,
    SetValueButton,
    ValueMenu,
    SourcesMenu,
    ResetButton,
    RemoveGoneButton,
    WriteValueButton,
    SettingMenu,
    DailyButton,
    DailyChannelMenu,
    DailyHourMenu,
    StopDailyButton,
    *GLOSSARY_COMPONENTS,
)
FORMS = (FEEDBACK_FORM, EXPLAIN_FORM, SETTING_FORM, *GLOSSARY_FORMS)
