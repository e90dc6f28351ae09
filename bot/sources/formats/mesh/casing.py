"""The capitals of MeSH's names inside a sentence: which of their words are proper names.

Names are in title case ("Breast Neoplasms", "Parkinson Disease"), so their capitals do not show it. The same file
does: in the sentences of scope notes ("the neoplasms of", "in Parkinson disease"), in a possessive among a record's
names ("Parkinson's Disease"), and in the tree, whose branches B and Z have organisms and places.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain

from bot.terms.proper_names import BINOMIAL, LEARNED, OF_A_STATE, SURELY_LEARNED

FIRST_OF_SENTENCE = re.compile(r"(?:\. |\n|\A)([A-Z][a-z]+)(?=[ ,-])")
WORD = re.compile(r"[A-Za-z]+")
CAPITALS = re.compile(r"[A-Z]{2,}(?![a-z])")
POSSESSIVE = re.compile(r"([A-Z][a-z]+)(?:'s|(?<=s)')")
HYPHENATED = re.compile(r"\b[A-Z][a-z]{2,}(?:-[A-Z][a-z]{2,})+\b")
BEFORE_NOUN_OF_EPONYMS = re.compile(
    r"(?:^|, )([A-Z][a-z]{2,}) (?:Syndrome|Disease|Procedure|Anomaly|Malformation|Phenomenon)\b"
)

# A word before a proper name, joined by a space or hyphen, and words at which a name after "of" ends.
BESIDE_PROPER = re.compile(
    r"(?<![\w-])[a-z]{3,}(?=[ -][A-Z][a-z]{2,}(?![\w-]))|(?<=[a-z] of )[a-z]{3,}(?= [A-Z]|$| [Ss]yndrome| [Dd]is"
    r"| [Dd]ys)"
)
# In a heading, "of his" refers to Wilhelm His.
HIS = re.compile(r"\bof his\b")

# Endings of names of taxa. Those in "s" are not English plurals, although NLM has entry terms that treat some as
# such.
LATIN = re.compile(r"(?<!viruse)(?:[aiuy]s|(?<!o)os|[aiy]x|ae?|um|on|ales|[cdmtn]es)$")
VIRUS = ("Virus", "Viruses")
ORGANISMS = "B"
PLACES = "Z"
NATIONAL = ("ian", "ese")
SOCIETY_AND_HEALTH_CARE = ("I", "N")
CHEMICALS = "D"
MAX_SYMBOL = 3
# A word in names of places is proper if its uses with a capital are over this many times those without: "New" and
# "Sea" are ordinary words, too.
MIN_RATIO_IN_PLACES = 3
# The name of a genus may be in lower case this often in 30,000 notes.
MAX_BY_CHANCE = 2


class Casing:
    """The words of a MeSH file: which are ordinary words, proper names or abbreviations."""

    def __init__(self) -> None:
        self._written: Counter[str] = Counter()
        self._first: Counter[str] = Counter()
        self._capitals: set[str] = set()
        self._places: set[str] = set()
        self._taxa: set[str] = set()
        self._english: set[str] = set()
        self._institutions: set[str] = set()
        self._eponyms: defaultdict[str, set[str]] = defaultdict(set)

    def learn_text(self, text: str) -> None:
        """Count the words in the sentences of scope notes, given one note a line."""
        self._written.update(text.replace("-", " ").replace(",", " ").split())
        self._first.update(FIRST_OF_SENTENCE.findall(text))

    def learn_names(self, names: Sequence[str], tree_numbers: Sequence[str]) -> None:
        """Learn from all names of one record, the preferred one first."""
        together = "\n".join(names)
        self._capitals.update(CAPITALS.findall(together))
        if "'" in together:
            eponyms = set(POSSESSIVE.findall(together))
            for eponym in eponyms:
                self._eponyms[eponym] |= {*WORD.findall(together)}
        if tree_numbers and tree_numbers[0].startswith(PLACES):
            self._places.update(word for word in WORD.findall(together) if word.istitle())
        elif tree_numbers and tree_numbers[0].startswith(ORGANISMS):
            self._english.update(_english_group(names))
            self._taxa.update(word for word in names[:1] if word.isalpha() and word.istitle())
            self._taxa.update(chain.from_iterable(map(_taxa, names)))
        elif OF_A_STATE in together:
            self._institutions.update(names)

    def _lower(self, word: str) -> int:
        """Return the number of times that a word is in lower case in the sentences."""
        return self._written[word.lower()]

    def _title(self, word: str) -> int:
        """Return the number of times that a word is in title case and not the first of its sentence."""
        return self._written[word] - self._first[word]

    def is_ordinary(self, word: str) -> bool:
        """Return True if a word, given in capitals, is in lower case in the file's sentences."""
        return self._lower(word) > self._title(word.capitalize())

    def is_abbreviation(self, word: str) -> bool:
        """Return True if some name of the file has this word in capitals."""
        return word in self._capitals

    def in_sentence(self, name: str, branches: str) -> str:
        """Return a name as it is written inside a sentence; `branches` are the letters of the tree's branches in
        which its record is.
        """
        if PLACES in branches and self._is_place(name):
            return name
        if ORGANISMS in branches and BINOMIAL.fullmatch(name):
            return name
        if self._is_institution(name, branches):
            return name
        proper = self._people(name, branches) | _proper_in_sentence_case(name)
        written = WORD.sub(lambda found: self._word(found[0], name, proper), name)
        if CHEMICALS in branches:
            return written
        return BESIDE_PROPER.sub(lambda found: self._if_unknown(found[0]), HIS.sub("of His", written))

    def _if_unknown(self, word: str) -> str:
        """A word beside a proper name ("Pierre Robin syndrome") or after "of" ("sphincter of Oddi"): it is a proper
        name, too, if no sentence has it in lower case.
        """
        return word if self._lower(word) or SURELY_LEARNED.search(word) else word.capitalize()

    def _is_place(self, name: str) -> bool:
        """Return True if a name of the geographic branch is a proper name ("United States"; not "Oceans and Seas")."""
        words = [word for word in WORD.findall(name) if word.istitle()]
        return any(self._title(word) > self._lower(word) or not self._lower(word) for word in words)

    def _is_institution(self, name: str, branches: str) -> bool:
        """Return True if a name is that of an institution of a state ("National Institutes of Health (U.S.)"), or is
        in one of the branches for society and health care and begins with the name of a place ("United Nations").
        """
        first = name.partition(" ")[0]
        return name in self._institutions or (
            first in self._places
            and self._title(first) > self._lower(first)
            and any(branch in SOCIETY_AND_HEALTH_CARE for branch in branches)
        )

    def _people(self, name: str, branches: str) -> frozenset[str]:
        """Names of people joined by hyphens, and of the person after whom a syndrome is named, unless the file's
        sentences contradict.
        """
        if " " not in name or CHEMICALS in branches:
            return frozenset()
        chains = [found[0].split("-") for found in HYPHENATED.finditer(name)]
        people = [
            people
            for people in chains
            if any(map(self._may_be_proper, people)) and not any(map(LEARNED.search, people))
        ]
        before = [word for word in BEFORE_NOUN_OF_EPONYMS.findall(name) if self._may_be_proper(word)]
        return frozenset((*chain.from_iterable(people), *before))

    def _may_be_proper(self, word: str) -> bool:
        return not self._lower(word) and (bool(self._title(word)) or not SURELY_LEARNED.search(word))

    def _word(self, word: str, name: str, proper: frozenset[str]) -> str:
        """One word of a name. Only words in title case change: "DNA", "coli" and "mRNA" stay as NLM writes them."""
        if len(word) == 1 or not word.istitle():
            return word
        if word in proper or self._is_proper(word, name):
            return word
        if self._is_symbol(word):
            return word
        if self.is_abbreviation(word.upper()) and " " in name and not self._lower(word):
            return word
        return word.lower()

    def _is_symbol(self, word: str) -> bool:
        """Return True if a word is a chemical symbol ("Gs", "Fc"): short and never in lower case."""
        return len(word) < MAX_SYMBOL and not self._lower(word)

    def _is_proper(self, word: str, name: str) -> bool:
        lower, title = self._lower(word), self._title(word)
        if self._is_eponym(word, name):
            return True
        if word in self._places:
            return title > lower * MIN_RATIO_IN_PLACES
        if word in self._taxa:
            return word not in self._english and (title > lower or self._is_taxon(word, lower))
        if lower or SURELY_LEARNED.search(word):
            return False
        return title > MAX_BY_CHANCE or ((title > 0 or word.endswith(NATIONAL)) and not LEARNED.search(word))

    def _is_taxon(self, word: str, lower: int) -> bool:
        return not LEARNED.search(word) and lower <= (MAX_BY_CHANCE if LATIN.search(word) else 0)

    def _is_eponym(self, word: str, name: str) -> bool:
        """Return True if a record has a name with this word in the possessive and otherwise the same words, and the
        sentences do not use that possessive as an ordinary word.

        "Down's Syndrome" makes "Down Syndrome" an eponym, although "down" is also an ordinary word; "Nurse's Role"
        does not.
        """
        words = self._eponyms.get(word)
        heading = name.partition(", ")[0]
        return (
            words is not None
            and words.issuperset(WORD.findall(heading))
            and not self._is_common_possessor(word.lower())
        )

    def _is_common_possessor(self, word: str) -> bool:
        return bool(self._lower(word)) and (
            bool(self._lower(f"{word}s")) or word.endswith(("s", "men", "ren", "people"))
        )


def _proper_in_sentence_case(name: str) -> frozenset[str]:
    """The words with capitals inside a name of a virus that NLM does not write in title case ("Sandfly fever Naples
    virus").
    """
    _, *others = name.split(" ")
    is_sentence_case = name.endswith("virus") and any(word.islower() for word in others[:-1])
    return frozenset(word for word in others if word.istitle()) if is_sentence_case else frozenset()


def _taxa(name: str) -> Iterator[str]:
    """The words of an organism's name that may be a taxon, or that a virus is named after."""
    if name.isalpha() and name.istitle() and LATIN.search(name):
        yield name
    elif BINOMIAL.fullmatch(name):
        yield name.partition(" ")[0]
    elif name.endswith(VIRUS):
        yield from (word for word in WORD.findall(name) if word.istitle() and word not in VIRUS)


def _english_group(names: Sequence[str]) -> Iterator[str]:
    """Singular and plural of an English word for a group of organisms ("Crocodiles"): NLM writes these in the plural,
    taxa in the singular.
    """
    preferred = names[0]
    for ending in ("s", "es"):
        if (
            preferred.endswith(ending)
            and not LATIN.search(preferred)
            and (one := preferred.removesuffix(ending)) in names
        ):
            yield from (preferred, one)
