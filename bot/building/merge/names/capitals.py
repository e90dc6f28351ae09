"""The capitals that a name has inside a sentence: "Bell palsy" and "Han Chinese", but "breast neoplasms" for "Breast Neoplasms".

A publisher's title in Title Case says nothing of it, and some have lost the capitals of proper names ("graves ophthalmopathy"). What
publishers write inside their sentences decides, by how often they write a word so and so; together with the word that follows it where
that was seen ("west" and "West Nile").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from bot.building.merge.names.common_words import is_common, is_compound
from bot.building.merge.names.everyday_words import everyday_words
from bot.building.merge.names.usage import Usage, words
from bot.terms.model import SemanticGroup
from bot.terms.proper_names import BINOMIAL, LEARNED, SURELY_LEARNED

WORD = re.compile(r"(?<!\d)[^\W\d_]+(?![\w])")
POSSESSIVE = re.compile(r"\b([A-Z][a-z]+)(?:['’]s\b|(?<=s)['’](?!\w))")
CHAIN = re.compile(r"\b[A-Z][a-z]{2,}(?:-[A-Z][a-z]{2,})+\b")
# Of a name that is written as in a sentence, the word that has a capital behind "of" ("bundle of His", "Sphincter of Oddi dyskinesia").
INNER_CAPITAL = re.compile(
    r"^(?:[a-z]{4,} |[A-Z][a-z]{3,} (?=.* [a-z]{4,}$))(?:[a-z]{4,} )*of (?P<person>[A-Z][a-z]{2,})(?:(?:['’]s)?(?: [a-z][\w-]*)*)$"
)
CHAIN_OF_EPONYM = re.compile(rf"{CHAIN.pattern}(?= (?:[Ss]yndrome|[Dd]isease|[Aa]nomaly|[Mm]alformation)\b)")
# "Crane-Heise" that has lost its first capital; "anti-Rhesus" and "beta-Zimmer" have lost none.
HALF_A_CHAIN = re.compile(r"\b([a-z]{4,})(?=-[A-Z][a-z]{2,} (?:syndrome|disease|anomaly|malformation)\b)")
MAX_SHORT_PART = 4
NO_SURNAMES = frozenset(
    "alpha anti beta delta gamma like lambda mega mini multi non omega post pre pseudo semi super type ultra".split()
)
# How names of families and orders of organisms end, which have a capital wherever they stand; "males" and "scales" are none.
TAXON = re.compile(r"(?:aceae|viridae|virinae|virales)\b")
TAXON_WORD = re.compile(rf"\b[a-z]+{TAXON.pattern}")
NO_SPECIES = re.compile(r"^(?:Human|Bacteriophage) |virus$")
ORDER = re.compile(r"[a-z]{5,}ales$")
# "Chinese", "Mexican", "British": a people, if it has a capital in sentences and is the last word of a name.
PEOPLE = re.compile(r"(?:ese|(?<!ar)(?<!ic)ian|[cgtk]an|ish|eli)s?$")
# What people and places give their names to, of which a word of the language may be one ("Weaver syndrome").
NOUNS_OF_EPONYMS = frozenset("anomaly disease malformation phenomenon syndrome".split())
# Words of four letters that Title Case has with a capital.
SMALL_IN_SENTENCES = re.compile(r"(?:^|[ -])(?!(?:from|with|into|over|upon)\b)[a-z]{4,}")
# Before the name of a place these are a part of it ("West Nile", "South America").
COMPASS = frozenset("east north south west".split())
# "Hantavirus" is a genus, and a hantavirus what makes people ill.
VIRUS = re.compile(r"[a-z]{3,}virus$")
# Behind these stands a name at the end of another ("sphincter of Oddi").
OF = frozenset({"by", "de", "di", "du", "of", "van", "von"})
ENGLISH = "en"
# A proper name is written with its capital so much oftener; a few writers forget it, and a few write all words large.
FAR_OFTENER = 3
# So often at least where a capital is to be put that a publisher of the name has not.
ENOUGH_TO_RAISE = 5
MIN_RAISED_LENGTH = 4
# One small letter where others write a capital is no evidence.
STRAY = 1
# Of two words together less than this says nothing; and they are only asked of a word that has a capital in a twentieth of its uses.
MIN_TOGETHER = 2
SELDOM = 20
# A word may stand so often with a small letter and be somebody's name beside another: of swans little is said.
MAX_SMALL_IN_CHAIN = 5
# So often for each time that it has a capital, and be a name behind "of" none the less.
MAX_SMALL_A_CAPITAL = 10
# What these name has a word of the language for its name; of others (organizations, places, organisms) many a single word is proper.
COMMON = frozenset(
    {
        SemanticGroup.ACTIVITIES,
        SemanticGroup.ANATOMY,
        SemanticGroup.CHEMICALS,
        SemanticGroup.DISORDERS,
        SemanticGroup.PHYSIOLOGY,
        SemanticGroup.PROCEDURES,
    }
)
# Of these many a name ends with a proper name.
OFTEN_PROPER = frozenset({SemanticGroup.LIVING, SemanticGroup.ORGANIZATIONS, SemanticGroup.PLACES})
Groups = Collection[SemanticGroup]


class _Around(NamedTuple):
    """Where a word of a name stands: the semantic groups of what it names, the words before and behind it, "" where there is none, and
    whether its publisher writes the name as in a sentence or joins the word with another in capitals, so that its capital is meant.
    """

    groups: Groups
    before: str
    after: str
    is_meant: bool = False


def _with_whole_chains(name: str, written: str) -> str:
    """A name of a disorder as it is written, but with all capitals of those whom it is named after where the last of them has kept its own:
    "Mallory-Weiss tear", whatever else a mallory may be.
    """
    for chain in CHAIN.finditer(name):
        parts = written[chain.start() : chain.end()].split("-")
        if parts[-1][0].isupper() and parts[0].lower() not in NO_SURNAMES:
            written = written[: chain.start()] + chain[0] + written[chain.end() :]
    return written


class Casing:
    """How words are written inside sentences, as their use tells."""

    def __init__(self, usage: Usage) -> None:
        self._usage = usage
        self._small = usage.small
        self._capital = usage.capital
        self._both = usage.both
        # Most names hold none of these words, which is seen quickly.
        self._proper = frozenset(each.partition(" ")[0] for each in usage.capital if self._is_proper(each))

    def eponyms(self, names: Iterable[str]) -> frozenset[str]:
        """Those whom a thing is named after, in lower case: as its names with a possessive tell ("Bell's Palsy", not "Farmer's Lung"),
        those that join words in capitals that are no words elsewhere ("Hajdu-Cheney Syndrome"), and the capital inside a name that has
        small letters otherwise ("bundle of His").
        """
        names = [name for name in names if not name.islower()]
        people = [found["person"] for name in names if (found := INNER_CAPITAL.match(name))]
        people = [word for word in people if self._may_be_name(word.lower())]
        # "Sufentanil-Ratiopharm" is sufentanil from a company.
        alone = {name for name in names if name.isalpha()}
        marked = "\n".join(name for name in names if "'" in name or "’" in name or "-" in name)
        if marked:
            people += [name for name in POSSESSIVE.findall(marked) if self._may_be_person(name.lower())]
            chains = [chain.split("-") for chain in CHAIN.findall(marked)]
            people += [part for parts in chains if self._are_people(parts) and not alone & {*parts} for part in parts]
            people += [part for chain in CHAIN_OF_EPONYM.findall(marked) for part in self._people_in(chain.split("-"))]
            people += [word for word in HALF_A_CHAIN.findall(marked) if self._may_be_surname(word)]
        return frozenset(map(str.lower, people))

    def _may_be_name(self, word: str) -> bool:
        """Whether a capital where small letters are is meant: nobody writes "ear" so, but "His" is written so now and then."""
        small = self._small.get(word, 0)
        return small <= STRAY or small < MAX_SMALL_A_CAPITAL * self._capital.get(word, 0)

    def _are_people(self, parts: list[str]) -> bool:
        """Whether words in capitals with hyphens between them are people: no word of the language but for a rare one beside a name that
        no sentence holds ("Swan-Ganz").
        """
        small = [self._small.get(part.lower(), 0) for part in parts]
        if any(map(LEARNED.search, parts)) or max(small) > MAX_SMALL_IN_CHAIN:
            return False
        return max(small) <= STRAY or any(
            not (self.is_seen(part.lower()) or is_common(part.lower(), self._usage)) for part in parts
        )

    def _people_in(self, parts: list[str]) -> list[str]:
        """All parts of a chain that an eponym begins with, where one is surely a name and the others are short words ("Riley-Day")."""
        may_be = all(len(part) <= MAX_SHORT_PART or self._may_be_surname(part.lower()) for part in parts)
        is_name = any(self._capital.get(part.lower(), 0) and self._may_be_surname(part.lower()) for part in parts)
        return parts if may_be and is_name and NO_SURNAMES.isdisjoint(map(str.lower, parts)) else []

    def _may_be_surname(self, word: str) -> bool:
        return word not in NO_SURNAMES and self._small.get(word, 0) <= STRAY and not SURELY_LEARNED.search(word)

    def in_sentence(self, name: str, groups: Groups, people: Collection[str] = (), *, lowers: bool = True) -> str:
        """A name as it is written inside a sentence.

        `groups` are the semantic groups of what it names, `people` those whom it is named after. Without `lowers`, the name's own
        capitals stay: its publisher writes names as they stand in sentences.
        """
        if (name.islower() or not lowers) and self._proper.isdisjoint(words(name)) and not people:
            return name if not TAXON.search(name) else TAXON_WORD.sub(lambda taxon: taxon[0].capitalize(), name)
        found = list(WORD.finditer(name))
        lowered = [each[0].lower() for each in found]
        is_species = SemanticGroup.LIVING in groups and BINOMIAL.fullmatch(name) and not NO_SPECIES.search(name)
        if is_species or self._is_a_people(lowered):
            return name
        in_chains = {part.lower() for chain in CHAIN.findall(name) for part in chain.split("-")}
        tells_case = SMALL_IN_SENTENCES.search(name) is not None
        parts, end = [], 0
        for at, (each, lower) in enumerate(zip(found, lowered, strict=True)):
            word = each[0]
            parts.append(name[end : each.start()])
            end = each.end()
            if word[1:].islower() and (lower == word or lowers):
                around = _Around(groups, lowered[at - 1] if at else "", lowered[at + 1] if at + 1 < len(found) else "")
                # The first word of a sentence has a capital, too; a second capital makes it a name ("Lane Hamilton syndrome").
                only_begins = at == 0 and SemanticGroup.DISORDERS in groups and not _has_capital(found[1:2])
                is_meant = lower in in_chains or (tells_case and not only_begins)
                around = around._replace(is_meant=is_meant or around.after in NOUNS_OF_EPONYMS)
                word = lower.capitalize() if lower in people or self._is_written_large(word, around) else lower
            parts.append(word)
        written = "".join((*parts, name[end:]))
        return _with_whole_chains(name, written) if SemanticGroup.DISORDERS in groups else written

    def _is_written_large(self, word: str, around: _Around) -> bool:
        """Whether a word of a name has a capital."""
        lower = word.lower()
        if TAXON.search(lower) or (ORDER.search(lower) and self._is_order(lower)):
            return True
        if SemanticGroup.DISORDERS in around.groups and VIRUS.fullmatch(lower):
            return False
        if self._is_of_name(around.before, lower) or self._is_of_name(lower, around.after):
            return True
        small, capital = self._counts(lower, around.after)
        if word == lower:
            may_be_raised = len(word) >= MIN_RAISED_LENGTH and SemanticGroup.CHEMICALS not in around.groups
            return may_be_raised and capital >= ENOUGH_TO_RAISE and capital > FAR_OFTENER * small
        if small or capital > STRAY or (capital and (around.is_meant or not is_common(lower, self._usage))):
            enough = ENOUGH_TO_RAISE if SemanticGroup.CHEMICALS in around.groups else 1
            is_stray = small <= STRAY < capital and not SURELY_LEARNED.search(word)
            return capital >= enough and (is_stray or capital > FAR_OFTENER * small)
        return not self._is_word(word, around)

    def _is_a_people(self, lowered: list[str]) -> bool:
        """Whether a name is that of a people ("Han Chinese"), all of whose words have the capitals that its publisher gives them."""
        if len(lowered) != 2 or not PEOPLE.search(lowered[1]):
            return False
        capital = self._capital.get(lowered[1], 0)
        return capital >= ENOUGH_TO_RAISE and capital > FAR_OFTENER * self._small.get(lowered[1], 0)

    def _is_order(self, word: str) -> bool:
        return self._small.get(word, 0) <= self._capital.get(word, 0) and word not in everyday_words(ENGLISH)

    def _is_of_name(self, one: str, other: str) -> bool:
        """Whether two words together are one name ("West Nile", "United States"), of which one at least is no common word: "Social Security"
        is only a title.
        """
        pair = f"{one} {other}"
        both = self._both.get(pair, 0)
        if one in COMPASS and both >= max(MIN_TOGETHER, self._small.get(pair, 0)):
            return True
        if both < MIN_TOGETHER or both <= FAR_OFTENER * (self._capital[pair] - both + self._small.get(pair, 0)):
            return False
        return any(self._capital.get(word, 0) > FAR_OFTENER * self._small.get(word, 0) for word in (one, other))

    def _is_proper(self, use: str) -> bool:
        capital = self._capital[use]
        return capital >= ENOUGH_TO_RAISE and capital > FAR_OFTENER * self._small.get(use, 0)

    def _counts(self, word: str, after: str) -> tuple[int, int]:
        """How often a word is written with a small letter and with a capital: before the word behind it, where that tells.

        A common word has a capital in titles, too ("Physician Assistant"), so of such a word only what stands before a small one counts.
        """
        small, capital = self._small.get(word, 0), self._capital.get(word, 0)
        if after and capital * SELDOM >= small:
            pair = f"{word} {after}"
            in_titles = self._both.get(pair, 0) if small > FAR_OFTENER * capital else 0
            together = self._small.get(pair, 0), self._capital.get(pair, 0) - in_titles
            return together if sum(together) >= MIN_TOGETHER else (small, capital)
        return small, capital

    def _may_be_person(self, word: str) -> bool:
        has_plural = f"{word}s" in self._small
        if word not in self._small:
            return not (has_plural and word in everyday_words(ENGLISH))
        return word in self._capital and not (has_plural or word.endswith(("s", "men", "ren", "people")))

    def _is_word(self, word: str, around: _Around) -> bool:
        """Whether a word that no sentence holds is none the less no proper name: it is a word of everyday life, has the ending of one, is
        the last word of a name, which says what the thing is, or the only one.
        """
        if SemanticGroup.CHEMICALS in around.groups or SURELY_LEARNED.search(word):
            return SemanticGroup.LIVING not in around.groups
        if not (around.groups or around.before) and around.after in self._proper:
            return False
        if not around.is_meant and self._is_common_in(word.lower(), around):
            return True
        if SemanticGroup.LIVING in around.groups:
            return False
        is_alone = not (around.before or around.after)
        return not COMMON.isdisjoint(around.groups) and (is_alone or bool(LEARNED.search(word)))

    def _is_common_in(self, word: str, around: _Around) -> bool:
        is_last = bool(around.before) and not around.after
        # Concepts are peoples and standards, too: "Sephardic Jew".
        if (is_last and SemanticGroup.CONCEPTS in around.groups) or PEOPLE.search(word):
            return False
        if is_common(word, self._usage):
            return True
        says_what = is_last and around.before not in OF and around.before in self._small
        return says_what and OFTEN_PROPER.isdisjoint(around.groups)

    def is_seen(self, word: str) -> bool:
        """Whether sentences hold a word, in lower case."""
        return word in self._small or word in self._capital

    def is_institution(self, name: str, groups: Groups) -> bool:
        """Whether this names one organization ("American Heart Association") and not a kind of them ("hospital")."""
        first = next(iter(words(name)), "")
        return SemanticGroup.ORGANIZATIONS in groups and first in self._capital and self._is_proper(first)

    def unknown(self, names: Iterable[str]) -> Iterator[str]:
        """The words with a capital in names of several words that no sentence holds and that look like no learned word, in lower case:
        where publishers disagree of such a word, its capital was lost ("Fournier gangrene").
        """
        for name in names:
            for word in WORD.findall(name) if " " in name else ():
                if word.istitle() and len(word) >= MIN_RAISED_LENGTH and not LEARNED.search(word):
                    lower = word.lower()
                    if self._small.get(lower, 0) <= STRAY and not self._is_plainly_common(lower):
                        yield lower

    def _is_plainly_common(self, word: str) -> bool:
        """Whether a word is no name though sentences hardly hold it: its plural is in use, or it is made of two words ("blackwater")."""
        return f"{word}s" in self._small or VIRUS.fullmatch(word) is not None or is_compound(word)


def _has_capital(found: list[re.Match[str]]) -> bool:
    return any(each[0].istitle() for each in found)
