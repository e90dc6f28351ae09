"""Every sentence that a reader sees, apart from definitions."""

from __future__ import annotations

from collections.abc import Sequence

from bot.lexicon.model import (
    Answer,
    Choice,
    Entry,
    Match,
    Name,
    NameKind,
    Relation,
    SemanticGroup,
    SemanticType,
    Suggestion,
)
from bot.lexicon.names import fold
from bot.pages.markdown import listed, plain, plain_name, shortened

DISCLAIMER = (
    "Not medical advice. Sources may disagree or be out of date. "
    "For anything about your own health, ask a doctor, nurse or pharmacist."
)
DISCLAIMER_IN_FULL = (
    "**This is not medical advice.** Medlex explains medical words. It does not diagnose, treat or advise, and it knows "
    "nothing about you. Do not put off asking a professional because of something you read here. In an emergency call your "
    "local emergency number.\n"
    "**Definitions may be wrong.** Each one names its publisher and year. Sources disagree, go out of date, and may be "
    "written for specialists. The starter glossary has not been medically reviewed. No publisher endorses Medlex.\n"
    "**Check names.** Medicines and diseases can differ by a letter or two. When Medlex offers look-alikes, make sure that "
    "you choose the one you mean."
)
LISTEN = "🔊\N{NO-BREAK SPACE}Listen"
RELATED = "Related terms"
SUBCLASS_OF = "Subclass of"
TRY_ON = "Try this search on"
PREVIOUS = "Previous"
NEXT = "Next"
CHOOSE = "Choose a meaning"
OTHER_SENSES = "It can also mean…"
DID_YOU_MEAN = "Choose the term you meant"
NO_DEFINITION = "No installed source defines this term in a sentence. Its place among other terms is shown here."

# Meanings of an ambiguous name that are listed in the text; all of them are in the menu below it.
MOST_LISTED = 8
SUBJECT_HEADINGS = frozenset({"mesh", "mesh-supplementary"})
HOW_FOUND = {
    NameKind.PREFERRED: "is another name of",
    NameKind.SYNONYM: "is a synonym of",
    NameKind.PLAIN: "is an everyday name of",
    NameKind.FORMER: "is a former name of",
    NameKind.ABBREVIATION: "is an abbreviation of",
    NameKind.ENTRY_TERM: "is filed under",
}


# What a reader is told about a related term, in words that need no explanation.
RELATION = {
    Relation.PARENT: "more general",
    Relation.CHILD: "more specific",
    Relation.SIBLING: "of the same kind",
    Relation.SEE_ALSO: "see also",
}

# What is said about the query on an entry's page takes at most this many characters, because each name in it is cut.
LONGEST_NAME = 100
LONGEST_ABOUT_QUERY = 500


def hyphenation(shown: str, entry: Entry) -> str:
    """A hyphenation as it is shown: one that no publisher gives is told apart."""
    return f"{shown} (approximate)" if entry.hyphenation_is_approximate else shown


def about_query(answer: Answer) -> str:
    """How the query reached the entry and what else it can mean; empty when it is just the headword."""
    return "\n".join(filter(None, (how_found(answer), other_senses(answer))))


def how_found(answer: Answer) -> str | None:
    """How the query reached the entry, in one line; None when it is the headword itself."""
    entry, name = answer.entry, answer.matched_name
    if entry is None or name is None or answer.match is Match.EXACT:
        return None
    if answer.match is Match.VARIANT:
        if fold(answer.query) == fold(entry.headword):
            return None
        return f"{_named(answer.query)} is another way to write {_named(entry.headword)}"
    return f"{_named(name.name)} {_relation_to_headword(name)} {_named(entry.headword)}"


def _relation_to_headword(name: Name) -> str:
    """Subject headings list narrower terms among their synonyms, so of theirs no more is said than that they are filed."""
    if name.kind is NameKind.SYNONYM and name.source in SUBJECT_HEADINGS:
        return HOW_FOUND[NameKind.ENTRY_TERM]
    return HOW_FOUND[name.kind]


def other_senses(answer: Answer) -> str | None:
    """A warning that the name has further meanings; None when it has not."""
    if not answer.other_senses:
        return None
    senses = listed((choice.headword for choice in answer.other_senses), LONGEST_NAME)
    return f"{_named(answer.query)} can also mean: {senses}"


def _named(name: str) -> str:
    return f"*{plain_name(name, LONGEST_NAME)}*"


def ambiguous(query: str, choices: Sequence[Choice]) -> str:
    """What stands above the menu of an ambiguous name: the meanings, or as many of them as can be taken in at a glance."""
    meanings = "".join(
        f"\n**{plain(shortened(c.headword, LONGEST_NAME))}** · {plain(shortened(c.hint, LONGEST_NAME))}"
        for c in choices[:MOST_LISTED]
    )
    return f"## {plain(query)}\nThis can mean {len(choices)} different things. Which one do you want?{meanings}"


def not_found_but_alike(query: str, suggestions: Sequence[Suggestion]) -> str:
    """What stands above suggestions, with a warning when several medicines or chemicals are among them."""
    said = (
        f"## {plain(query)}\n"
        "No entry has this name. The names below look like it, but **they may mean something quite different**. "
        "Check the spelling before you choose."
    )
    return f"{said}\n{warning}" if (warning := different_medicines(suggestions)) else said


def different_medicines(suggestions: Sequence[Suggestion]) -> str | None:
    """A warning where several medicines, or chemicals that may be some, are among suggestions; None where they are not."""
    kinds = {s.headword: s.kind for s in suggestions if s.kind and s.kind.group is SemanticGroup.CHEMICALS}
    if len(kinds) < 2:
        return None
    what = "medicines" if all(kind is SemanticType.MEDICINE for kind in kinds.values()) else "medicines or substances"
    return (
        f"⚠️ **Several of these are {what}, and each is a different one.** Taking one for another can do harm: compare "
        "the name letter by letter with the label or prescription, or ask a pharmacist."
    )


def nothing_found(query: str) -> str:
    """What stands on the page when nothing comes near."""
    return (
        f"## {plain(query)}\n"
        "Nothing by this name, or near it, is in this dictionary. Check the spelling, try a more general word, "
        "or look elsewhere: a site below sees the term only if you open it."
    )


def gone(query: str) -> str:
    """What stands on the page of an entry that is no longer there."""
    return (
        f"## {plain(query)}\n"
        "This entry is no longer in the dictionary, which has changed since the page was made. "
        "Look the term up again with /define."
    )


def about(version: str, built: str, ago: str) -> str:
    """What stands above the list of sources: what this is, and when it was put together."""
    return (
        f"## Medlex {version}\n"
        "A medical dictionary. It answers from these sources, on the machine of the people who run this bot, "
        f"and was put together from them on {built} ({ago}):"
    )


def edition(edition: str, installed: str) -> str:
    """How old one source is: its publisher's edition, and when it was installed."""
    return f"edition {edition}, installed {installed}"


def more_sources(count: int) -> str:
    """What stands at the end of a list of sources that is too long to be shown whole."""
    return f"- and {count} more, which `medlex sources` lists"


def not_installed(titles: Sequence[str]) -> str:
    """Which of the default sources are missing, and what the host does about it."""
    return (
        f"**Not installed yet:** {', '.join(map(plain, titles))}. "
        "The people who run this bot add them with `medlex install`."
    )


def page_of(number: int, count: int) -> str:
    """Where a reader is in a long entry; pages count from one."""
    return f"Page {number} of {count}"


def apology(reference: str) -> str:
    """What a person sees when the fault is ours."""
    return (
        "Something went wrong on our side, and you have done nothing wrong. Please try again in a minute. "
        f"If it happens again, tell the people who run this bot this reference: `{reference}`"
    )


def out_of_order(reference: str) -> str:
    """What a person sees when the host has to repair the dictionary."""
    return (
        "The dictionary cannot be read at the moment. The people who run this bot can see why in its log, "
        f"under the reference `{reference}`."
    )
