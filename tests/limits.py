"""What one question and answer hold on Discord, for tests of what answers them."""

from __future__ import annotations

from benchmarks.limits import ANSWER_LIMITS, MAX_COMPLETIONS, MAX_MESSAGE_LENGTH, MAX_OPTION_LENGTH, MAX_SELECT_OPTIONS

__all__ = ["ANSWER_LIMITS", "MAX_COMPLETIONS", "MAX_MESSAGE_LENGTH", "MAX_OPTION_LENGTH", "MAX_SELECT_OPTIONS"]
