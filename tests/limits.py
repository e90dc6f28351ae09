"""Discord's limits of a question and its answer, for tests outside of the Discord bot."""

from __future__ import annotations

from benchmarks.limits import ANSWER_LIMITS, MAX_COMPLETIONS, MAX_MESSAGE_LENGTH, MAX_OPTION_LENGTH, MAX_SELECT_OPTIONS

__all__ = ["ANSWER_LIMITS", "MAX_COMPLETIONS", "MAX_MESSAGE_LENGTH", "MAX_OPTION_LENGTH", "MAX_SELECT_OPTIONS"]
