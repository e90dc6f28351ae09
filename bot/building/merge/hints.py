"""A few words that tell an entry from another of the same name: "disease, a kind of anemia"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from rapidfuzz.fuzz import ratio

from bot.building.merge.names.capitals import Casing
from bot.building.merge.names.singulars import FIELD, NO_PLAIN_PLURAL
from bot.building.merge.records import Group
from bot.lexicon.model import A_KIND_OF, ALSO_CALLED, PART_OF, Cited, Entry
from bot.terms.model import NameKind, SemanticGroup
from bot.terms.normal_forms import fold, normal_forms, normal_words
from bot.terms.spelling import singular

# Hints are cut to this many characters; Discord shows 100 in a menu's description.
MAX_HINT = 95
# More parents tell no more.
MAX_PARENTS_IN_HINT = 3
# What is said of a thing in a hint is neither an abbreviation nor what is only filed there.
NOT_TOLD = frozenset({NameKind.ABBREVIATION, NameKind.ENTRY_TERM})
# More names than this do not fit.
MAX_NAMES_IN_HINT = 16
# What a thing is a kind of says nothing where it is one of these.
VAGUE = frozenset({"condition", "disease", "disorder", "syndrome"})
# With these a name says more than what the things of a class are ("signs and symptoms").
GOING_ON = frozenset("acting and by due for from in of on or to with without".split())
# Whether these stand in a name tells no two things apart.
SMALL_WORDS = frozenset({"of", "the"})
# Mondo makes a name with these words for each parasite, by a rule of its own; nobody uses it.
MADE_BY_RULE = "disease or disorder"
# Names so much alike, of 100, are one word and its misspelling.
MISSPELT = 90


def hint(entry: Entry, group: Group, casing: Casing) -> str:
    """What an entry is, what its source says to tell it apart, and a kind of what it is; its other names in its own language where no
    source says of what. Only where nothing of that is known, the beginning of a definition, with who says it and when.
    """
    kind = entry.semantic_types[0].value if entry.semantic_types else ""
    told = (kind, _said(group), _nearest(entry, group[0].source.language, casing))
    hint = ", ".join(filter(None, told)) or _cited_beginning(entry)
    return hint if len(hint) <= MAX_HINT else _cut_between_words(hint[:MAX_HINT]) + "…"


def _said(group: Group) -> str:
    """The words that a source itself has to tell this sense of a name from others; empty where none has any.

    The field of an abbreviation is none of them: a nursing home stands under "departments", and is none.
    """
    language = group[0].source.language
    telling = (r for r in group if r.concept.hint and not r.source.traits.curated_abbreviations)
    return next((r.concept.hint for r in telling if r.concept.hint and r.source.language == language), "")


def _cited_beginning(entry: Entry) -> str:
    """Which source has an entry, in which year, and what it says."""
    cited: tuple[Cited, ...] = (*entry.definitions, *entry.records)
    if not cited:
        return ""
    text = " ".join(entry.definitions[0].text.split()) if entry.definitions else ""
    return ": ".join(filter(None, (f"{cited[0].title}, {cited[0].year}", text)))


def _nearest(entry: Entry, language: str, casing: Casing) -> str:
    """What an entry is a kind of, or a part of, if that says more than its semantic type ("medicine") and its own name; otherwise its
    further names that are written out: an abbreviation is often what several share.
    """
    groups = {kind.group for kind in entry.semantic_types}
    for mark, above in ((A_KIND_OF, entry.subclass_of), (PART_OF, entry.part_of)):
        telling = [each.headword for each in above if each.headword not in {*entry.semantic_types, *VAGUE}]
        if telling:
            return mark + ", ".join(_one_of(name, groups, casing) for name in telling[:MAX_PARENTS_IN_HINT])
    all_cited: tuple[Cited, ...] = (*entry.definitions, *entry.records)
    sources = {cited.source for cited in all_cited if cited.language == language}
    written_out = (name.name for name in entry.names if name.kind not in NOT_TOLD and name.source in sources)
    told = islice(_told_apart(entry.headword, written_out), MAX_NAMES_IN_HINT)
    others = ", ".join(casing.in_sentence(name, groups) if groups and _is_title(name) else name for name in told)
    return others and f"{ALSO_CALLED}{others}"


def _one_of(name: str, groups: Collection[SemanticGroup], casing: Casing) -> str:
    """A name in the singular where it is that of a class ("xanthines"): a thing is a kind of xanthine."""
    before, space, last = name.rpartition(" ")
    is_plain = last.islower() and last.endswith("s") and not last.endswith((FIELD, *NO_PLAIN_PLURAL))
    if not is_plain or "," in name or not GOING_ON.isdisjoint(name.split()):
        return name
    one = singular(last)
    return f"{before}{space}{one}" if SemanticGroup.CHEMICALS in groups or casing.is_seen(one) else name


def _is_title(name: str) -> bool:
    """Whether every word of a name has a capital, as in the title of a book."""
    return " " in name and name.istitle()


def _told_apart(headword: str, names: Iterable[str]) -> Iterator[str]:
    """The names that say more than the headword and those before them: no plurals where it is a singular, no misspellings, none that is the
    headword with words before it, none of the same words in another order ("cancer of the lung", "cancer of lung"), and none that is turned
    round ("Room, Operating") or made by a rule ("Spirometra disease or disorder").
    """
    told, own = set(normal_forms(headword)), frozenset(normal_words(headword))
    is_one, said = not _is_plural(headword), {own - SMALL_WORDS}
    for name in (name for name in names if not (is_one and _is_plural(name)) and MADE_BY_RULE not in name):
        forms, words = set(normal_forms(name)), frozenset(normal_words(name)) - SMALL_WORDS
        is_alike = ratio(fold(name), fold(headword)) >= MISSPELT or own <= frozenset(normal_words(name))
        if "," not in name and told.isdisjoint(forms) and words not in said and not is_alike:
            told |= forms
            said.add(words)
            yield name


def _is_plural(name: str) -> bool:
    last = name.rpartition(" ")[2].lower()
    return singular(last) != last


def _cut_between_words(text: str) -> str:
    """The text without its last word; without its last character where that would leave little of it."""
    words = text.rpartition(" ")[0]
    return words.rstrip(",") if 2 * len(words) > len(text) else text[:-1]
