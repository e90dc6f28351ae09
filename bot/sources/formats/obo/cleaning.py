"""What stands in definitions and names of ontologies without being part of them: marks of editors, references, markup.

The catalogue says which kinds are taken out of which source (`Source.cleans`): what is a mark in one ontology
("[GO]" in UBERON) is chemistry in another ("[acyl-carrier protein]" in GO), and HPO's licence wants
everything unchanged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from itertools import groupby
from operator import attrgetter

from bot.sources.catalogue import Residue
from bot.sources.concept import ConceptName
from bot.sources.formats.obo.capitals import in_small_letters
from bot.sources.formats.obo.residue import IN_DEFINITIONS, IN_NAMES, Rule
from bot.terms.model import NameKind

# The longest definition in any of them has 3 KB. What is longer than this nobody wrote by hand, and looking
# it through may take ages.
MAX_TEXT = 20_000
CAPITALS = "capitals"
CAPITALS_COUNTED = "capitals of cross-references"
# What clinical vocabularies write after a name, and what it says of the name. "[ambiguous]" is SNOMED CT's
# word for a retired concept, not for the name.
NAME_MARKS = {"[ambiguous]": None, "[obs]": NameKind.FORMER, "[dup]": None}

JOINT = "; "

# Its licence (CC BY-SA) wants to be named even where its mark is taken out.
WIKIPEDIA = re.compile(r"\[(?:[^\[\]]*\b)?(?:WP|[Ww]ikipedia)\b")

SPACE_BEFORE_POINT = re.compile(r"\s+(?=[.,;:)](?:\s|$))")
DOUBLED_POINT = re.compile(r"(?<!\.)\.\s*\.(?=\s|$)")
EMPTY_PARENTHESES = re.compile(r"\s*\(\s*\)")
WORD = re.compile(r"[^\W\d_]{2}")


# Rules with the same trigger, which is looked for once: most texts have none.
Triggered = list[tuple[str, list[Rule]]]


def _by_trigger(rules: Iterable[Rule]) -> Triggered:
    return [(trigger, list(same)) for trigger, same in groupby(rules, attrgetter("trigger"))]


class Cleaner:
    """Takes the residue out that the catalogue does not want of a source, and counts the texts that it took
    something from.
    """

    def __init__(self, kinds: tuple[Residue, ...], counts: Counter[str]) -> None:
        self.kinds = kinds
        self.counts = counts
        self._in_definitions = _by_trigger(rule for rule in IN_DEFINITIONS if rule.residue in kinds)
        self._in_names = _by_trigger(rule for rule in IN_NAMES if rule.residue in kinds)

    def definition(self, text: str) -> str:
        """The definition without its residue; "" where no word of it is left."""
        if not self.kinds:
            return text
        cleaned = self._apply(self._in_definitions, self._in_small_letters(text))
        if cleaned is not text:
            cleaned = _tidied(cleaned)
        return cleaned if WORD.search(cleaned) else ""

    def _in_small_letters(self, text: str) -> str:
        if CAPITALS not in self.kinds or len(text) > MAX_TEXT:
            return text
        small = in_small_letters(text)
        if small != text:
            self.counts[CAPITALS_COUNTED] += 1
        return small

    def credit(self, text: str) -> str | None:
        """Whom a definition's marks name that wants to be named; None where they stay in the text."""
        marked = "source marks" in self.kinds and "[" in text and WIKIPEDIA.search(text)
        return "Wikipedia" if marked else None

    def name(self, name: str) -> str:
        """A name without residue."""
        return self._apply(self._in_names, name) if self._in_names and _may_be_unclean(name) else name

    def synonym(self, name: ConceptName) -> ConceptName:
        """A synonym without residue and without the marks that other vocabularies add, and as what they say
        that it is.
        """
        text, kind = self.name(name.name), name.kind
        if "name marks" in self.kinds and text.endswith("]"):
            text, kind = self._unmarked(text, kind)
        return name if text == name.name else ConceptName(text, kind)

    def without_joined(self, preferred: str, synonyms: list[ConceptName]) -> list[ConceptName]:
        """The synonyms without those that are two of a term's names in one, as titles of OMIM are ("Marfan
        syndrome; MFS").
        """
        if "name marks" not in self.kinds or not any(JOINT in synonym.name for synonym in synonyms):
            return synonyms
        known = {preferred.casefold(), *(synonym.name.casefold() for synonym in synonyms)}
        kept = [synonym for synonym in synonyms if not _is_joined(synonym.name.casefold(), known)]
        if len(kept) < len(synonyms):
            self.counts["two names in one"] += len(synonyms) - len(kept)
        return kept

    def _apply(self, rules: Triggered, text: str) -> str:
        if len(text) > MAX_TEXT:
            return text
        reasons = set()
        for trigger, triggered in rules:
            if trigger in text:
                for rule in triggered:
                    text, replaced = rule.pattern.subn(rule.replacement, text)
                    if replaced:
                        reasons.add(rule.reason)
        self.counts.update(reasons)
        return text

    def _unmarked(self, text: str, kind: NameKind) -> tuple[str, NameKind]:
        rest, _, mark = text.rpartition(" ")
        if mark in NAME_MARKS:
            self.counts[f"{mark} mark"] += 1
            text, kind = rest, NAME_MARKS[mark] or kind
        return text, kind


def _is_joined(name: str, known: Collection[str]) -> bool:
    return JOINT in name and all(part in known for part in name.split(JOINT))


def _may_be_unclean(name: str) -> bool:
    """Return True if one of the rules for names may apply, which is seldom; quick, for there are hundreds of
    thousands of names.
    """
    return "<" in name or "_" in name or "&" in name or " ," in name or name[-1:] in ",;:)" or "(disease)" in name


def _tidied(text: str) -> str:
    """A text without the spaces, points and parentheses that are left where something was taken out."""
    text = SPACE_BEFORE_POINT.sub("", EMPTY_PARENTHESES.sub("", text))
    return " ".join(DOUBLED_POINT.sub(".", text).split())
