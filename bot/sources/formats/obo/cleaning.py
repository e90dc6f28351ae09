"""Remove residue from the definitions and names of ontologies: marks of editors, references, markup.

The catalogue says which kinds are removed from which source (`Source.cleans`): a mark in one ontology ("[GO]" in
UBERON) is chemistry in another ("[acyl-carrier protein]" in GO), and HPO's license allows no changes.
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

# The most characters of a text that is searched, which takes time. The longest definition has 3 KB.
MAX_TEXT = 20_000
CAPITALS = "capitals"
CAPITALS_COUNTED = "capitals of cross-references"
# Marks that clinical vocabularies add to a name, with the kind of name that each means. "[ambiguous]" is SNOMED CT's
# mark of a retired concept, and says nothing of the name.
NAME_MARKS = {"[ambiguous]": None, "[obs]": NameKind.FORMER, "[dup]": None}

JOINT = "; "

# Marks of Wikipedia, which must be credited (CC BY-SA) even if its mark is removed.
WIKIPEDIA = re.compile(r"\[(?:[^\[\]]*\b)?(?:WP|[Ww]ikipedia)\b")

# A run of spaces is tried from its first one only: from each of them, the time grows with the square of the run.
SPACE_BEFORE_POINT = re.compile(r"(?<!\s)\s+(?=[.,;:)](?:\s|$))")
DOUBLED_POINT = re.compile(r"(?<!\.)\.\s*\.(?=\s|$)")
EMPTY_PARENTHESES = re.compile(r"(?<!\s)\s*\(\s*\)")
WORD = re.compile(r"[^\W\d_]{2}")


# Rules by their trigger, so that it is searched once: most texts contain none.
Triggered = list[tuple[str, list[Rule]]]


def _by_trigger(rules: Iterable[Rule]) -> Triggered:
    return [(trigger, list(same)) for trigger, same in groupby(rules, attrgetter("trigger"))]


class Cleaner:
    """Removes the residue that the catalogue names for a source, and counts the texts from which something was
    removed.
    """

    def __init__(self, kinds: tuple[Residue, ...], counts: Counter[str]) -> None:
        self.kinds = kinds
        self.counts = counts
        self._in_definitions = _by_trigger(rule for rule in IN_DEFINITIONS if rule.residue in kinds)
        self._in_names = _by_trigger(rule for rule in IN_NAMES if rule.residue in kinds)

    def definition(self, text: str) -> str:
        """Return a definition without residue; "" if no word is left."""
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
        """Return the author to credit for a definition, by its marks; None if the marks stay in the text."""
        marked = "source marks" in self.kinds and "[" in text and WIKIPEDIA.search(text)
        return "Wikipedia" if marked else None

    def name(self, name: str) -> str:
        """Return a name without residue."""
        return self._apply(self._in_names, name) if self._in_names and _may_be_unclean(name) else name

    def synonym(self, name: ConceptName) -> ConceptName:
        """Return a synonym without residue and without the marks of other vocabularies, with the kind that these
        mean.
        """
        text, kind = self.name(name.name), name.kind
        if "name marks" in self.kinds and text.endswith("]"):
            text, kind = self._unmarked(text, kind)
        return name if text == name.name else ConceptName(text, kind)

    def without_joined(self, preferred: str, synonyms: list[ConceptName]) -> list[ConceptName]:
        """Return the synonyms without those that join two names of a term, as titles of OMIM do ("Marfan syndrome;
        MFS").
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
    """Return True if a rule for names may apply. Few do, so this quick test saves time for hundreds of thousands of
    names.
    """
    return "<" in name or "_" in name or "&" in name or " ," in name or name[-1:] in ",;:)" or "(disease)" in name


def _tidied(text: str) -> str:
    """A text without the spaces, full stops and parentheses that a removal leaves."""
    text = SPACE_BEFORE_POINT.sub("", EMPTY_PARENTHESES.sub("", text))
    return " ".join(DOUBLED_POINT.sub(".", text).split())
