"""Thresholds for everyday words, and the kinds of things that are not medical by themselves."""

from __future__ import annotations

from bot.terms.model import SemanticGroup

# Uses in a million words, above which a word is very common ("cold"), common ("cancer") or known ("asthma").
VERY_COMMON = 40.0
COMMON = 8.0
KNOWN = 0.5

NOT_MEDICAL = frozenset(
    {
        SemanticGroup.ACTIVITIES,
        SemanticGroup.CONCEPTS,
        SemanticGroup.OBJECTS,
        SemanticGroup.ORGANIZATIONS,
        SemanticGroup.PLACES,
    }
)
