"""How NLM's names of MeSH are written inside a sentence: which of their words are proper names.

Names are in title case ("Breast Neoplasms", "Parkinson Disease"), so that their capitals say nothing. What a
word is shows elsewhere in the same file: in the sentences of scope notes ("the neoplasms of", "in Parkinson
disease"), in a possessive among a record's names ("Parkinson's Disease"), and in the tree, whose branches B
and Z hold organisms and places.
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

# A word before a proper name, with a space or hyphen between them, and what ends a name behind "of".
BESIDE_PROPER = re.compile(
    r"(?<![\w-])[a-z]{3,}(?=[ -][A-Z][a-z]{2,}(?![\w-]))|(?<=[a-z] of )[a-z]{3,}(?= [A-Z]|$| [Ss]yndrome| [Dd]is| [Dd]ys)"
)
# In a heading nobody is spoken of but Wilhelm His.
HIS = re.compile(r"\bof his\b")

# How names of taxa end. Those in "s" are no English plurals, though NLM makes up a singular of some.
LATIN = re.compile(r"(?<!viruse)(?:[aiuy]s|(?<!o)os|[aiy]x|ae?|um|on|ales|[cdmtn]es)$")
VIRUS = ("Virus", "Viruses")
ORGANISMS = "B"
PLACES = "Z"
NATIONAL = ("ian", "ese")
SOCIETY_AND_HEALTH_CARE = ("I", "N")
CHEMICALS = "D"
MAX_SYMBOL = 3
# "New" and "Sea" stand in names of places, too.
FAR_OFTENER = 3
# So often the name of a genus stands in lower case in 30,000 notes.
MAX_BY_CHANCE = 2


class Casing:
    """What the words of a file of MeSH are: ordinary words, proper names, abbreviations."""

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
        """Take in the sentences of scope notes, a note a line."""
        self._written.update(text.replace("-", " ").replace(",", " ").split())
        self._first.update(FIRST_OF_SENTENCE.findall(text))

    def learn_names(self, names: Sequence[str], tree_numbers: Sequence[str]) -> None:
        """Take in all names of one record, the preferred one first."""
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
        """How often a word stands in lower case in the sentences."""
        return self._written[word.lower()]

    def _title(self, word: str) -> int:
        """How often a word stands in title case without being the first of a sentence."""
        return self._written[word] - self._first[word]

    def is_ordinary(self, word: str) -> bool:
        """Return True if a word, given in capitals, stands in lower case in the file's own sentences."""
        return self._lower(word) > self._title(word.capitalize())

    def is_abbreviation(self, word: str) -> bool:
        """Return True if some name of the file has this word in capitals."""
        return word in self._capitals

    def in_sentence(self, name: str, branches: str) -> str:
        """A name as it is written inside a sentence; `branches` are the letters of the tree's branches where
        its record stands.
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
        """A word beside a proper name ("Pierre Robin syndrome") or behind "of" ("sphincter of Oddi"), which
        is a proper name itself where no sentence has it in lower case.
        """
        return word if self._lower(word) or SURELY_LEARNED.search(word) else word.capitalize()

    def _is_place(self, name: str) -> bool:
        """Return True if a name of the geographic branch is a proper name ("United States"; not "Oceans and Seas")."""
        words = [word for word in WORD.findall(name) if word.istitle()]
        return any(self._title(word) > self._lower(word) or not self._lower(word) for word in words)

    def _is_institution(self, name: str, branches: str) -> bool:
        """Return True if a name is that of a record for an institution of some state ("National Institutes of
        Health (U.S.)"), or one of the branches for society and health care that begins with a place's name
        ("United Nations").
        """
        first = name.partition(" ")[0]
        return name in self._institutions or (
            first in self._places
            and self._title(first) > self._lower(first)
            and any(branch in SOCIETY_AND_HEALTH_CARE for branch in branches)
        )

    def _people(self, name: str, branches: str) -> frozenset[str]:
        """The names of people with hyphens between them, and of one from whom a syndrome has its name, if
        nothing speaks against it.
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
        """One word of a name. Only title case is in doubt: "DNA", "coli" and "mRNA" stay as NLM writes them."""
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
        """Return True if a word is a chemist's symbol ("Gs", "Fc"): short, and nowhere in lower case."""
        return len(word) < MAX_SYMBOL and not self._lower(word)

    def _is_proper(self, word: str, name: str) -> bool:
        lower, title = self._lower(word), self._title(word)
        if self._is_eponym(word, name):
            return True
        if word in self._places:
            return title > lower * FAR_OFTENER
        if word in self._taxa:
            return word not in self._english and (title > lower or self._is_taxon(word, lower))
        if lower or SURELY_LEARNED.search(word):
            return False
        return title > MAX_BY_CHANCE or ((title > 0 or word.endswith(NATIONAL)) and not LEARNED.search(word))

    def _is_taxon(self, word: str, lower: int) -> bool:
        return not LEARNED.search(word) and lower <= (MAX_BY_CHANCE if LATIN.search(word) else 0)

    def _is_eponym(self, word: str, name: str) -> bool:
        """Return True if a word stands in the possessive among names that share all others with this one, and
        no such people are spoken of.

        "Down's Syndrome" makes "Down Syndrome" an eponym, whatever "down" means elsewhere; "Nurse's Role" makes none.
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
    """The capitals that stand inside a name of a virus that NLM does not write in title case ("Sandfly fever
    Naples virus").
    """
    _, *others = name.split(" ")
    is_sentence_case = name.endswith("virus") and any(word.islower() for word in others[:-1])
    return frozenset(word for word in others if word.istitle()) if is_sentence_case else frozenset()


def _taxa(name: str) -> Iterator[str]:
    """The words in a name of an organism that may name a taxon, or what a virus has its name from."""
    if name.isalpha() and name.istitle() and LATIN.search(name):
        yield name
    elif BINOMIAL.fullmatch(name):
        yield name.partition(" ")[0]
    elif name.endswith(VIRUS):
        yield from (word for word in WORD.findall(name) if word.istitle() and word not in VIRUS)


def _english_group(names: Sequence[str]) -> Iterator[str]:
    """Both forms of an English word for a group of organisms ("Crocodiles"): NLM names those in the plural,
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
