"""Discord's limits of one question and its answer: benchmarks measure what people see there."""

from __future__ import annotations

from bot.discord_bot.limits import MAX_COMPLETIONS, MAX_MESSAGE_LENGTH, MAX_OPTION_LENGTH, MAX_SELECT_OPTIONS
from bot.lexicon.lookup.match_ladder import AnswerLimits

__all__ = ["ANSWER_LIMITS", "MAX_COMPLETIONS", "MAX_MESSAGE_LENGTH", "MAX_OPTION_LENGTH", "MAX_SELECT_OPTIONS"]

ANSWER_LIMITS = AnswerLimits(query_length=MAX_OPTION_LENGTH, entries=MAX_SELECT_OPTIONS)
