"""Every sentence about two entries side by side."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_bot.ui.kinds import kind_name
from bot.discord_bot.ui.markdown import listed, plain_name
from bot.discord_bot.ui.translation import _
from bot.lexicon.collections.comparison import Comparison
from bot.lexicon.model import Answer, Entry, Match
from bot.terms.model import SemanticGroup, SemanticType

LONGEST_NAME = 60
LONGEST_LIST = 120


def title(first: str, second: str) -> str:
    """What stands above a comparison."""
    return _("## {first} and {second}").format(first=_name(first), second=_name(second))


def different(first: Entry, second: Entry) -> str | None:
    """A warning where two medicines, or substances that may be some, are compared; None where they are not."""
    if not (_is_chemical(first) and _is_chemical(second)):
        return None
    if first.is_medicine and second.is_medicine:
        return _(
            "⚠️ **These are two different medicines.** Taking one for the other can do harm: compare the name letter by letter "
            "with the label or prescription, or ask a pharmacist."
        )
    return _(
        "⚠️ **These are two different medicines or substances.** Taking one for the other can do harm: compare the name "
        "letter by letter with the label or prescription, or ask a pharmacist."
    )


def _is_chemical(entry: Entry) -> bool:
    return entry.is_medicine or any(kind.group is SemanticGroup.CHEMICALS for kind in entry.semantic_types)


def same_entry(first: str, second: str, headword: str) -> str:
    """What stands on the page when both terms lead to one entry."""
    return _(
        "## {headword}\n*{first}* and *{second}* lead to one and the same entry, so there is nothing to compare. "
        "Open it, or compare it with something else."
    ).format(headword=_name(headword), first=_name(first), second=_name(second))


def kind(types: Sequence[SemanticType]) -> str:
    """What sort of thing an entry is."""
    said = ", ".join(map(kind_name, types)) or _("no source says")
    return _("**What it is:** {said}").format(said=said)


def spoken(said: str) -> str:
    """How a headword is divided and said; empty where no source says."""
    return _("**How to say it:** {said}").format(said=said or _("no source says"))


def kind_of(entry: Entry) -> str:
    """What an entry is a kind of; what it is a part of where that is all that is known."""
    if entry.part_of and not entry.subclass_of:
        return _("**Part of:** {wholes}").format(wholes=listed((each.headword for each in entry.part_of), LONGEST_LIST))
    parents = listed((parent.headword for parent in entry.subclass_of), LONGEST_LIST)
    return _("**A kind of:** {parents}").format(parents=parents or _("no source says"))


def shared(comparison: Comparison) -> str:
    """What two entries have in common."""
    first, second = comparison.first, comparison.second
    keys = {term.key for term in comparison.shared}
    if first.key in keys:
        return _is_kind_of(second, first)
    if second.key in keys:
        return _is_kind_of(first, second)
    if not keys:
        return _("**What they share:** the sources name nothing that both are kinds of.")
    terms = listed((term.headword for term in comparison.shared), LONGEST_LIST)
    return _("**What they share:** both are kinds of {terms}").format(terms=terms)


def _is_kind_of(narrower: Entry, broader: Entry) -> str:
    return _("**What they share:** {narrower} is a kind of {broader}").format(
        narrower=_name(narrower.headword), broader=_name(broader.headword)
    )


def goes_on(headword: str) -> str:
    """What stands below a definition that there is no room for here as a whole."""
    return _("-# This definition goes on: open {headword} to read all of it.").format(headword=_name(headword))


def open_one() -> str:
    """What the menu of the two entries says."""
    return _("Open one of the two")


def must_choose(first: str, second: str) -> str:
    """What stands above the choices when a term does not lead to one entry."""
    return _("## {first} and {second}\nBefore these can be compared, please say which entry you mean.").format(
        first=_name(first), second=_name(second)
    )


def undecided(answer: Answer) -> str:
    """Why a term does not lead to one entry."""
    sentences = {
        Match.AMBIGUOUS: _("**{term}** can mean {count} different things. Choose the one to compare."),
        Match.SUGGESTION: _(
            "No entry is called **{term}**. The names in the menu look like it, but **they may mean something quite different**. "
            "Check the spelling before you choose."
        ),
    }
    if answer.holds_several_terms:
        sentences[Match.AMBIGUOUS] = _("**{term}** holds several terms. Choose the one to compare.")
    elif answer.is_unsure:
        sentences[Match.AMBIGUOUS] = _(
            "Only sources for specialists or in another language have **{term}**, and **it may well mean something else**. "
            "Choose the one to compare."
        )
    nothing = _(
        "Nothing by the name **{term}**, or near it, is in this dictionary. Use /compare again with another name."
    )
    return sentences.get(answer.match, nothing).format(term=_name(answer.query), count=len(answer.choices))


def choose_for(term: str) -> str:
    """What a menu of entries for one of the two terms says."""
    return _("Choose what {term} means").format(term=term)


def _name(name: str) -> str:
    return plain_name(name, LONGEST_NAME)
