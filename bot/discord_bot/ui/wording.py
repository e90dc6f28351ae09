"""Every sentence that a reader sees, apart from definitions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.discord_bot.ui.kinds import choice_hint
from bot.discord_bot.ui.markdown import listed, plain, plain_name, shortened
from bot.discord_bot.ui.translation import Quantity, _, ngettext
from bot.errors import MedlexError
from bot.lexicon.lookup.look_alikes import tall_man
from bot.lexicon.model import Answer, Choice, Entry, Match, Suggestion
from bot.terms.model import NameKind, Relation, Review
from bot.terms.normal_forms import fold

# Meanings of an ambiguous name that are listed in the text; all of them are in the menu below it.
MOST_LISTED = 8
# What is said about the query on an entry's page takes at most this many characters in any language, because each name in
# it is cut.
LONGEST_NAME = 100
LONGEST_ABOUT_QUERY = 600


def disclaimer() -> str:
    """What stands at the foot of every page."""
    return _(
        "Not medical advice. Sources may disagree or be out of date. "
        "For anything about your own health, ask a doctor, nurse or pharmacist."
    )


def disclaimer_in_full() -> str:
    """What this is not, at length."""
    return f"{_no_advice()}\n\n{_may_be_wrong()}\n\n{_check_names()}"


def _no_advice() -> str:
    return _(
        "**This is not medical advice.** Medlex explains medical words. It does not diagnose, treat or advise, and it "
        "knows nothing about you. Do not put off asking a professional because of something you read here. In an "
        "emergency call your local emergency number."
    )


def _may_be_wrong() -> str:
    return _(
        "**Definitions may be wrong.** Each one names its publisher and year. Sources disagree, go out of date, and may "
        "be written for specialists. The starter glossary has not been medically reviewed. No publisher endorses Medlex."
    )


def _check_names() -> str:
    return _(
        "**Check names.** Medicines and diseases can differ by a letter or two. When Medlex offers look-alikes, make "
        "sure that you choose the one you mean."
    )


def listen() -> str:
    """What links to a recording."""
    return _("🔊\N{NO-BREAK SPACE}Listen")


def related() -> str:
    """What stands on the menu of related terms."""
    return _("Related terms")


def subclass_of() -> str:
    """What stands before the more general terms."""
    return _("Subclass of")


def further_parents() -> str:
    """What stands on the menu of the more general terms that have no button."""
    return _("Subclass of…")


def part_of() -> str:
    """What stands before the wholes that a thing is a part of."""
    return _("Part of")


def try_on() -> str:
    """What stands above the links to other sites."""
    return _("Try this search on")


def previous() -> str:
    """What the button to the page before says."""
    return _("Previous")


def following() -> str:
    """What the button to the next page says."""
    return _("Next")


def choose() -> str:
    """What stands on the menu of an ambiguous name."""
    return _("Choose a meaning")


def it_can_also_mean() -> str:
    """What stands on the menu of further meanings."""
    return _("It can also mean…")


def did_you_mean() -> str:
    """What stands on the menu of suggestions."""
    return _("Choose the term you meant")


def no_definition() -> str:
    """What stands on the page of an entry that nobody defines."""
    return _("No installed source defines this term in a sentence.")


def kind(name: str) -> str:
    """What sort of thing an entry is."""
    return _("Kind: {name}").format(name=name)


def also_in(records: str) -> str:
    """Which sources name an entry without defining it, in small print."""
    said = _("Also in: {records}")
    return f"-# {said.format(records=records)}"


def listed_as(name: str) -> str:
    """The name under which a source has a thing that it does not define."""
    return _("Listed as {name}.").format(name=name)


def record_links(names: dict[Relation, str]) -> str:
    """What a source says of a thing that it does not define, in a line for each relation; what goes without saying is left out."""
    told = {
        Relation.ACTS_AS: _("Acts as: {names}"),
        Relation.MAPPED_TO: _("Filed under: {names}"),
        Relation.PART_OF: _("Part of: {names}"),
        Relation.BRAND_OF: _("A brand of: {names}"),
        Relation.CONTAINS: _("Contains: {names}"),
    }
    return "\n".join(told[relation].format(names=shown) for relation, shown in names.items() if relation in told)


def dose_forms(names: str) -> str:
    """In which forms a medicine is sold."""
    return _("Sold as: {names}").format(names=names)


def etymology(text: str) -> str:
    """Where a word comes from."""
    return _("Origin of the word: {text}").format(text=text)


def not_in_source() -> str:
    """What is said when the chosen source does not define the entry."""
    return _("The source that you chose does not define this. What other sources say is shown instead.")


def only_source(others: int) -> str:
    """What is said when definitions of other sources are left out, of so many."""
    said = ngettext(
        "Only the source that you chose is shown; {count} other source defines this too.",
        "Only the source that you chose is shown; {count} other sources define this too.",
        others,
    )
    return said.format(count=others)


def called_here(names: str) -> str:
    """What an entry is called in the language of the page, where its headword is in English."""
    # Translators: "English" stands for your own language.
    return _("In English: {names}").format(names=names)


def relations() -> dict[Relation, str]:
    """What a reader is told about related terms, in words that need no explanation."""
    return {
        Relation.PARENT: _("more general"),
        Relation.CHILD: _("more specific"),
        Relation.SIBLING: _("of the same kind"),
        Relation.SEE_ALSO: _("see also"),
        Relation.SAME_AS: _("the same"),
        Relation.PART_OF: _("the whole that it is part of"),
        Relation.MAPPED_TO: _("the heading that it is filed under"),
        Relation.ACTS_AS: _("what it acts as"),
        Relation.BRAND_OF: _("the medicine of this brand"),
        Relation.CONTAINS: _("contained in it"),
    }


def said_by(sources: str) -> str:
    """Which sources say how a headword is divided and pronounced, in small print."""
    said = _("Pronunciation: {sources}")
    return f"-# {said.format(sources=sources)}"


def hyphenation(shown: str, entry: Entry) -> str:
    """A hyphenation as it is shown: one that no publisher gives is told apart."""
    return _("{hyphenation} (approximate)").format(hyphenation=shown) if entry.hyphenation_is_approximate else shown


def about_query(answer: Answer) -> str:
    """How the query reached the entry and what else it can mean; empty when it is just the headword."""
    return "\n".join(filter(None, (how_found(answer), other_senses(answer))))


def how_found(answer: Answer) -> str | None:
    """How the query reached the entry, in one line; None when it is the headword itself."""
    entry, name = answer.entry, answer.matched_name
    if entry is None or name is None or answer.match is Match.EXACT:
        return None
    if answer.match is Match.VARIANT and name.kind is not NameKind.PLURAL:
        if fold(answer.query) == fold(entry.headword):
            return None
        sentence = _("{name} is another way to write {headword}")
        return sentence.format(name=_named(answer.query), headword=_named(entry.headword))
    words = next((each.stands_for for each in entry.names if each.name == name.name and each.stands_for), None)
    if words:
        sentence = _("{name} stands for {words}: see {headword}")
        return sentence.format(name=_named(name.name), words=_named(words), headword=_named(entry.headword))
    kind = NameKind.ENTRY_TERM if answer.is_filed else name.kind
    return _relation_to_headword(kind).format(name=_named(name.name), headword=_named(entry.headword))


def _relation_to_headword(kind: NameKind) -> str:
    sentences = {
        NameKind.PREFERRED: _("{name} is another name of {headword}"),
        NameKind.SYNONYM: _("{name} is a synonym of {headword}"),
        NameKind.PLAIN: _("{name} is an everyday name of {headword}"),
        NameKind.FORMER: _("{name} is a former name of {headword}"),
        NameKind.ABBREVIATION: _("{name} is an abbreviation of {headword}"),
        NameKind.BRAND: _("{name} is a brand name of {headword}"),
        NameKind.PLURAL: _("{name} is the plural of {headword}"),
        NameKind.ENTRY_TERM: _("{name} is filed under {headword}"),
    }
    return sentences[kind]


def reviewed(review: Review, name: str) -> str:
    """Who checked a definition, by the name as it is to be shown, and when."""
    return _("Reviewed by {name}, {day}").format(name=name, day=review.on)


def other_senses(answer: Answer) -> str | None:
    """A warning that the name has further meanings; None when it has not."""
    if not answer.other_senses:
        return None
    senses = listed((choice.headword for choice in answer.other_senses), LONGEST_NAME)
    return _("{name} can also mean: {senses}").format(name=_named(answer.query), senses=senses)


def _named(name: str) -> str:
    return f"*{plain_name(name, LONGEST_NAME)}*"


def ambiguous(answer: Answer) -> str:
    """What stands above the menu of an ambiguous name, or of several terms that were asked for at once: the meanings, or as many
    of them as can be taken in at a glance.
    """
    meanings = "".join(map(_meaning, answer.choices[:MOST_LISTED]))
    said = ngettext(
        "This can mean {count} thing. Is it the one you want?",
        "This can mean {count} different things. Which one do you want?",
        len(answer.choices),
    )
    if answer.holds_several_terms:
        said = _("These are several terms. Which one do you want first?")
    elif answer.is_unsure:
        said = f"{unsure()} {said}"
    return f"{_heading(answer.query)}{said.format(count=len(answer.choices))}{meanings}"


def unsure() -> str:
    """A warning that the meanings of a name come from sources that may not answer for it."""
    return _(
        "Only sources for specialists or in another language have this name, and **it may well mean something else where you read it**."
    )


def _meaning(choice: Choice) -> str:
    told = plain(shortened(choice_hint(choice), LONGEST_NAME))
    headword = plain(shortened(tall_man(choice.headword), LONGEST_NAME))
    return f"\n- **{headword}**" + (f" · {told}" if told else "")


def _heading(query: str) -> str:
    return f"## {plain(query)}\n"


def not_found_but_alike(query: str) -> str:
    """What stands above suggestions."""
    return _heading(query) + _(
        "No entry has this name. The names in the menu look like it, but **they may mean something quite different**. "
        "Check the spelling before you choose."
    )


def about_medicines(suggestions: Sequence[Suggestion]) -> str | None:
    """A warning where there is a medicine among suggestions; None where there is none."""
    medicines = {suggestion.headword for suggestion in suggestions if suggestion.is_medicine}
    if not medicines:
        return None
    said = ngettext(
        "**One of these is a medicine.**",
        "**Several of these are medicines, and each is a different one.**",
        len(medicines),
    )
    return f"⚠️ {said} {_compare()}"


def _compare() -> str:
    return _(
        "Taking one for another can do harm: compare the name letter by letter with the label or prescription, "
        "or ask a pharmacist."
    )


def looks_like(medicine: str, others: str) -> str:
    """What a medicine is taken for; all of them with what they are for."""
    return _("⚠️ **Looks or sounds like:** {medicine} — {others}").format(medicine=medicine, others=others)


def used_for(use: str) -> str:
    """What a medicine is for."""
    return _("for {use}").format(use=use)


def taken_for(medicine: str) -> str:
    """Which name a name is like."""
    return _("looks like {medicine}").format(medicine=medicine)


def nothing_found(query: str) -> str:
    """What stands on the page when nothing comes near."""
    return _heading(query) + _(
        "Nothing by this name, or near it, is in this dictionary. Check the spelling, try a more general word, "
        "or look elsewhere: a site below sees the term only if you open it."
    )


def gone(query: str) -> str:
    """What stands on the page of an entry that is no longer there."""
    return _heading(query) + _(
        "This entry is no longer in the dictionary, which has changed since the page was made. "
        "Look the term up again with /define."
    )


def about(version: str, built: str, ago: str) -> str:
    """What stands above the list of sources: what this is, and when it was put together."""
    said = _(
        "A medical dictionary. It answers from these sources, on the machine of the people who run this bot, "
        "and was put together from them on {built} ({ago}):"
    )
    return f"## Medlex {version}\n{said.format(built=built, ago=ago)}"


def edition(edition: str, installed: str) -> str:
    """How old one source is: its publisher's edition, and when it was installed."""
    return _("edition {edition}, installed {installed}").format(edition=edition, installed=installed)


def more_sources(count: int) -> str:
    """What stands at the end of a list of sources that is too long to be shown whole."""
    said = ngettext("- and {count} more, which /sources lists", "- and {count} more, which /sources lists", count)
    return said.format(count=count)


def not_installed(titles: Sequence[str]) -> str:
    """Which of the default sources are missing, and what the host does about it."""
    said = _("**Not installed yet:** {titles}. The people who run this bot add them with `medlex install`.")
    return said.format(titles=", ".join(map(plain, titles)))


def page_of(number: int, count: int) -> str:
    """Where a reader is in a long entry; pages count from one."""
    return _("Page {number} of {count}").format(number=number, count=count)


def apology(reference: str) -> str:
    """What a person sees when the fault is ours."""
    return _(
        "Something went wrong on our side, and you have done nothing wrong. Please try again in a minute. "
        "If it happens again, tell the people who run this bot this reference: `{reference}`"
    ).format(reference=reference)


def out_of_order(reference: str) -> str:
    """What a person sees when the host has to repair the dictionary."""
    return _(
        "The dictionary cannot be read at the moment. The people who run this bot can see why in its log, "
        "under the reference `{reference}`."
    ).format(reference=reference)


def mistake(error: MedlexError) -> str:
    """What a person is told about a mistake of theirs: what it is, and what to do."""
    fields = {name: _inert(value) for name, value in error.fields.items()}
    return " ".join(_(sentence).format(**fields) if fields else _(sentence) for sentence in error.sentences)


def _inert(value: Any) -> Any:
    """What a sentence about a mistake holds: text is mostly what somebody typed."""
    if isinstance(value, int):
        return Quantity(value)
    return plain_name(value, LONGEST_NAME) if isinstance(value, str) else value
