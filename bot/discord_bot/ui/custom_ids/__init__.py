"""The `custom_id`s of buttons, menus and forms. They hold all that a press needs, so components outlive
restarts and rebuilds and take no memory. Each is a record (bot.discord_bot.ui.custom_ids.record) that is
written and read in one place.
"""

from __future__ import annotations

from bot.discord_bot.ui.custom_ids import entry, explained, lists, privacy, quiz, saved, settings, sharing, study
from bot.discord_bot.ui.custom_ids.record import CustomId

RECORDS: tuple[type[CustomId], ...] = (
    entry.ShowTab,
    entry.TurnPage,
    entry.OpenEntry,
    entry.OpenFromMenu,
    entry.OpenPart,
    entry.ChoosePart,
    entry.OpenTerm,
    entry.BackToTerms,
    entry.GoBack,
    entry.OpenInLanguage,
    entry.OpenPrivately,
    entry.LookUpAgain,
    entry.Pronounce,
    entry.SaveEntry,
    entry.GiveFeedback,
    sharing.ShareEntry,
    sharing.SharePage,
    sharing.SharePronunciation,
    sharing.DeletePage,
    lists.BackToList,
    *lists.ORIGINS,
    lists.OpenFromList,
    lists.ShowInitials,
    lists.JumpInInitial,
    lists.ChooseCompared,
    lists.ShowSources,
    lists.ShowHelp,
    lists.ShowJournals,
    saved.ShowSaved,
    saved.OpenSaved,
    saved.RemoveSaved,
    saved.ExportText,
    saved.ExportCards,
    saved.AskToDeleteSaved,
    saved.DeleteSaved,
    saved.ChooseSaved,
    privacy.ShowMyData,
    privacy.ExportMyData,
    privacy.ShowServerData,
    privacy.ExportServerData,
    privacy.AskToDeleteServerData,
    privacy.DeleteServerData,
    explained.ExplainText,
    explained.ShowMeaning,
    explained.ChooseMeaning,
    quiz.Guess,
    quiz.ShowRound,
    study.StudyNext,
    study.ShowMeaningOf,
    study.RateStudied,
    settings.OpenSettings,
    settings.ShowSettings,
    settings.ChooseSetting,
    settings.ShowSetting,
    settings.SetValue,
    settings.ChooseValue,
    settings.ChooseSources,
    settings.WriteValue,
    settings.ResetSetting,
    settings.RemoveGone,
    settings.ShowDaily,
    settings.ChooseDailyChannel,
    settings.ChooseDailyHour,
    settings.StopDaily,
)


def decode(custom_id: str) -> CustomId | None:
    """Return the record that a `custom_id` holds; None if it is not one of ours, or empty, as that of a command is."""
    if not custom_id:
        return None
    return next(filter(None, (record.decode(custom_id) for record in RECORDS)), None)
