"""A few words that distinguish an entry from another one of the same name: "disease, a kind of anemia"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from rapidfuzz.fuzz import ratio

from bot.building.merge.names.capitals import Casing
from bot.building.merge.names.singulars import FIELD, NO_PLAIN_PLURAL
from bot.building.merge.names.word_lists import name_words
from bot.building.merge.records import Group
from bot.lexicon.model import A_KIND_OF, ALSO_CALLED, PART_OF, Cited, Entry
from bot.terms.model import NameKind, SemanticGroup
from bot.terms.normal_forms import fold, normal_forms, normal_words
from bot.terms.spelling import singular

# A hint is cut to this many characters; it shares the 100 of a menu's description with other text.
MAX_HINT = 95
# Further parents do not make the hint clearer.
MAX_PARENTS_IN_HINT = 3
# Names of these kinds are not used in a hint: they may be ambiguous or narrower.
NOT_IN_HINTS = frozenset({NameKind.ABBREVIATION, NameKind.ENTRY_TERM})
# Further names do not fit.
MAX_NAMES_IN_HINT = 16
# "Medlex Abbreviations (not medically reviewed)": the page of the entry has the whole title.
REMARK = re.compile(r"\s*\([^()]*\)$")
# What people say of themselves or of a patient ("broke my arm", "can't move", "infected") is no name of the thing.
SAYING = re.compile(
    r"\b(?:my|myself|me|can't|cannot|unable|being|needs|too|took|broke|swallowed|drank|something)\b|^\w{3,}ed$",
    re.IGNORECASE,
)
# Names that differ only in these words are the same.
SMALL_WORDS = frozenset({"of", "the"})
# Mondo generates a name with these words for each parasite; nobody uses it.
GENERATED = "disease or disorder"
# Two names with at least this similarity, in percent, are a word and its misspelling.
MIN_MISSPELLING = 90


def hint(entry: Entry, group: Group, casing: Casing) -> str:
    """Return the hint of an entry: its kind, its source's own hint, and its parents; without parents its other names in
    its own language. If nothing of this is known, the beginning of a definition, with its source and year; this is also
    added for a sense of an abbreviation in a curated list if its kind is all that is known ("body part").
    """
    kind = entry.semantic_types[0].value if entry.semantic_types else ""
    known = (_hint_of_source(group), _parents_or_names(entry, group[0].source.language, casing))
    is_told = any(known) or bool(kind and not _is_listed(group))
    hint = ", ".join(filter(None, (kind, *known, "" if is_told else _cited_beginning(entry))))
    return hint if len(hint) <= MAX_HINT else _cut_between_words(hint[:MAX_HINT]) + "…"


def _hint_of_source(group: Group) -> str:
    """Return the hint that a source gives for this sense of a name; "" if none does.

    The subject field of a curated abbreviation is not used: "nursing home" is filed under "departments", but is not
    one.
    """
    language = group[0].source.language
    informative = (r for r in group if r.concept.hint and not r.source.traits.curated_abbreviations)
    return next((r.concept.hint for r in informative if r.concept.hint and r.source.language == language), "")


def _is_listed(group: Group) -> bool:
    """Return True if a curated list of abbreviations has the thing."""
    return any(record.source.traits.curated_abbreviations for record in group)


def _cited_beginning(entry: Entry) -> str:
    """Return the title of the first source without its remark in brackets, the year, and the beginning of its text."""
    cited: tuple[Cited, ...] = (*entry.definitions, *entry.records)
    if not cited:
        return ""
    text = " ".join(entry.definitions[0].text.split()) if entry.definitions else ""
    return ": ".join(filter(None, (f"{REMARK.sub('', cited[0].title)}, {cited[0].year}", text)))


def _parents_or_names(entry: Entry, language: str, casing: Casing) -> str:
    """Return the parents or wholes of an entry if they say more than its semantic type and its own name; otherwise its
    names that are no abbreviations, since several entries may share an abbreviation.
    """
    groups = {kind.group for kind in entry.semantic_types}
    for mark, above in ((A_KIND_OF, entry.subclass_of), (PART_OF, entry.part_of)):
        informative = [
            each.headword for each in above if each.headword not in {*entry.semantic_types, *name_words().vague_parents}
        ]
        if informative:
            return mark + ", ".join(
                _singular_of_class(name, groups, casing) for name in informative[:MAX_PARENTS_IN_HINT]
            )
    all_cited: tuple[Cited, ...] = (*entry.definitions, *entry.records)
    sources = {cited.source for cited in all_cited if cited.language == language}
    written_out = (name.name for name in entry.names if name.kind not in NOT_IN_HINTS and name.source in sources)
    names = (name for name in written_out if not SAYING.search(name))
    distinct = islice(_distinct_names(entry.headword, names), MAX_NAMES_IN_HINT)
    others = ", ".join(casing.in_sentence(name, groups) if groups and _is_title(name) else name for name in distinct)
    return others and f"{ALSO_CALLED}{others}"


def _singular_of_class(name: str, groups: Collection[SemanticGroup], casing: Casing) -> str:
    """Return the singular of the name of a class ("xanthines"), because a thing is "a kind of xanthine"."""
    before, space, last = name.rpartition(" ")
    is_plain = last.islower() and last.endswith("s") and not last.endswith((FIELD, *NO_PLAIN_PLURAL))
    if not is_plain or "," in name or not name_words().phrase_words.isdisjoint(name.split()):
        return name
    one = singular(last)
    return f"{before}{space}{one}" if SemanticGroup.CHEMICALS in groups or casing.occurs(one) else name


def _is_title(name: str) -> bool:
    """Return True if every word of a name has a capital, as in a title."""
    return " " in name and name.istitle()


def _distinct_names(headword: str, names: Iterable[str]) -> Iterator[str]:
    """Yield the names that add something to the headword and to the names before them.

    Left out are plurals of a singular, misspellings, the headword with words before it, the same words in another order
    ("cancer of the lung", "cancer of lung"), inverted names ("Room, Operating") and generated ones ("Spirometra disease
    or disorder").
    """
    known_forms, own = set(normal_forms(headword)), frozenset(normal_words(headword))
    is_one, known_words = not _is_plural(headword), {own - SMALL_WORDS}
    for name in (name for name in names if not (is_one and _is_plural(name)) and GENERATED not in name):
        forms, words = set(normal_forms(name)), frozenset(normal_words(name)) - SMALL_WORDS
        is_alike = ratio(fold(name), fold(headword)) >= MIN_MISSPELLING or own <= frozenset(normal_words(name))
        if "," not in name and known_forms.isdisjoint(forms) and words not in known_words and not is_alike:
            known_forms |= forms
            known_words.add(words)
            yield name


def _is_plural(name: str) -> bool:
    last = name.rpartition(" ")[2].lower()
    return singular(last) != last


def _cut_between_words(text: str) -> str:
    """Return the text without its last word; if that would leave less than half, without its last character."""
    words = text.rpartition(" ")[0]
    return words.rstrip(",") if 2 * len(words) > len(text) else text[:-1]
