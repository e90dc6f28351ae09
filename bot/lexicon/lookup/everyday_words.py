"""From when on a word is an everyday one, and which sorts of things are not medical by themselves."""

from __future__ import annotations

from bot.terms.model import SemanticGroup

# How often a word is said in a million: more than this is very common ("cold"), common ("cancer"), known ("asthma").
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
