"""Eponyms: the persons after whom things are named ("Bell palsy"), recognized in the names of the things."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.building.merge.names.everyday_words import everyday_words, is_common, is_compound
from bot.building.merge.names.usage import Usage
from bot.building.merge.names.word_lists import name_words
from bot.languages import ENGLISH
from bot.terms.proper_names import LEARNED, SURELY_LEARNED

WORD = re.compile(r"(?<!\d)[^\W\d_]+(?![\w])")
POSSESSIVE = re.compile(r"\b([A-Z][a-z]+)(?:['’]s\b|(?<=s)['’](?!\w))")
CHAIN = re.compile(r"\b[A-Z][a-z]{2,}(?:-[A-Z][a-z]{2,})+\b")
# In a name that is otherwise in lower case, the capitalized word after "of" ("bundle of His", "Sphincter of Oddi
# dyskinesia").
INNER_CAPITAL = re.compile(
    r"^(?:[a-z]{4,} |[A-Z][a-z]{3,} (?=.* [a-z]{4,}$))(?:[a-z]{4,} )*of (?P<person>[A-Z][a-z]{2,})"
    r"(?:(?:['’]s)?(?: [a-z][\w-]*)*)$"
)
CHAIN_OF_EPONYM = re.compile(rf"{CHAIN.pattern}(?= (?:[Ss]yndrome|[Dd]isease|[Aa]nomaly|[Mm]alformation)\b)")
# "crane-Heise syndrome" has lost its first capital; "anti-Rhesus" and "beta-Zimmer" have not.
DAMAGED_CHAIN = re.compile(r"\b([a-z]{4,})(?=-[A-Z][a-z]{2,} (?:syndrome|disease|anomaly|malformation)\b)")
MAX_SHORT_PART = 4
# "Hantavirus" is a genus, but a hantavirus is a disease agent.
VIRUS = re.compile(r"[a-z]{3,}virus$")
MIN_RAISED_LENGTH = 4
# A single use against many is no evidence.
MAX_STRAY_USES = 1
# A word with at most so many uses in lower case may be a surname in a chain: sentences seldom mention swans.
MAX_SMALL_IN_CHAIN = 5
# A word after "of" may be a name with at most so many lower-case uses for each capitalized one.
MAX_SMALL_A_CAPITAL = 10


class Eponyms:
    """Recognizes eponyms by how sentences write words."""

    def __init__(self, usage: Usage) -> None:
        self._usage = usage
        self._small = usage.small
        self._capital = usage.capital

    def of(self, names: Iterable[str]) -> frozenset[str]:
        """Return, in lower case, the persons after whom a thing is named.

        They are recognized by a possessive ("Bell's Palsy", but not "Farmer's Lung"), by a hyphen between capitalized
        words that are no common words ("Hajdu-Cheney Syndrome"), and by a capital inside a name in lower case ("bundle
        of His").
        """
        names = [name for name in names if not name.islower()]
        people = [found["person"] for name in names if (found := INNER_CAPITAL.match(name))]
        people = [word for word in people if self._may_be_name(word.lower())]
        # "Sufentanil-Ratiopharm" is sufentanil of a company.
        alone = {name for name in names if name.isalpha()}
        marked = "\n".join(name for name in names if "'" in name or "’" in name or "-" in name)
        if marked:
            people += [name for name in POSSESSIVE.findall(marked) if self._may_be_person(name.lower())]
            chains = [chain.split("-") for chain in CHAIN.findall(marked)]
            people += [part for parts in chains if self._are_people(parts) and not alone & {*parts} for part in parts]
            people += [part for chain in CHAIN_OF_EPONYM.findall(marked) for part in self._people_in(chain.split("-"))]
            people += [word for word in DAMAGED_CHAIN.findall(marked) if self._may_be_surname(word)]
        return frozenset(map(str.lower, people))

    def _may_be_name(self, word: str) -> bool:
        """Return True if a capital within lower case is deliberate: "ear" is never written so, "His" now and then."""
        small = self._small.get(word, 0)
        return small <= MAX_STRAY_USES or small < MAX_SMALL_A_CAPITAL * self._capital.get(word, 0)

    def _are_people(self, parts: list[str]) -> bool:
        """Return True if capitalized words with hyphens are persons: none is a common word, except a rare one beside a
        name that occurs in no sentence ("Swan-Ganz").
        """
        small = [self._small.get(part.lower(), 0) for part in parts]
        if any(map(LEARNED.search, parts)) or max(small) > MAX_SMALL_IN_CHAIN:
            return False
        return max(small) <= MAX_STRAY_USES or any(
            not (self._usage.of_word(part.lower()) or is_common(part.lower(), self._usage)) for part in parts
        )

    def _people_in(self, parts: list[str]) -> list[str]:
        """Return all parts of the chain before an eponym's noun if one is certainly a name and the others are short
        ("Riley-Day").
        """
        may_be = all(len(part) <= MAX_SHORT_PART or self._may_be_surname(part.lower()) for part in parts)
        is_name = any(self._capital.get(part.lower(), 0) and self._may_be_surname(part.lower()) for part in parts)
        return parts if may_be and is_name and name_words().no_surnames.isdisjoint(map(str.lower, parts)) else []

    def _may_be_surname(self, word: str) -> bool:
        return (
            word not in name_words().no_surnames
            and self._small.get(word, 0) <= MAX_STRAY_USES
            and not SURELY_LEARNED.search(word)
        )

    def _may_be_person(self, word: str) -> bool:
        has_plural = f"{word}s" in self._small
        if word not in self._small:
            return not (has_plural and word in everyday_words(ENGLISH))
        return word in self._capital and not (has_plural or word.endswith(("s", "men", "ren", "people")))

    def unknown_words(self, names: Iterable[str]) -> Iterator[str]:
        """Yield, in lower case, the capitalized words in names of several words that occur in no sentence and do not
        look like learned words: if publishers disagree about such a word, its capital was lost ("Fournier gangrene").
        """
        for name in names:
            for word in WORD.findall(name) if " " in name else ():
                if word.istitle() and len(word) >= MIN_RAISED_LENGTH and not LEARNED.search(word):
                    lower = word.lower()
                    if self._small.get(lower, 0) <= MAX_STRAY_USES and not self._is_plainly_common(lower):
                        yield lower

    def _is_plainly_common(self, word: str) -> bool:
        """Return True if a word that is rare in sentences is still a common word: its plural is in use, or it is a
        compound ("blackwater").
        """
        return f"{word}s" in self._small or VIRUS.fullmatch(word) is not None or is_compound(word)


def with_whole_chains(name: str, written: str) -> str:
    """Restore all capitals of a hyphenated eponym if its last part has kept its own ("Mallory-Weiss tear")."""
    for chain in CHAIN.finditer(name):
        parts = written[chain.start() : chain.end()].split("-")
        if parts[-1][0].isupper() and parts[0].lower() not in name_words().no_surnames:
            written = written[: chain.start()] + chain[0] + written[chain.end() :]
    return written
