"""Lines that say how a query led to its entry, and what else it can mean."""

from __future__ import annotations

from bot.discord_bot.ui.kinds import choice_hint
from bot.discord_bot.ui.text_format import MARKDOWN, TextFormat
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Answer, Choice, Match
from bot.terms.model import NameKind
from bot.terms.normal_forms import fold

# Characters of a name, and with these of both lines together in any language.
MAX_NAME = 100
MAX_QUERY_TEXT = 600


def query_lines(answer: Answer) -> str:
    """The lines about how the query led to the entry and what else it can mean; empty if it is the headword itself."""
    return "\n".join(filter(None, (how_found(answer, MARKDOWN), other_senses(answer, MARKDOWN))))


def how_found(answer: Answer, text_format: TextFormat) -> str | None:
    """One line about how the query led to the entry; None if it is the headword itself."""
    entry, name = answer.entry, answer.matched_name
    if entry is None or name is None or answer.match is Match.EXACT:
        return None
    headword = text_format.name(entry.headword, MAX_NAME)
    if answer.match is Match.VARIANT and name.kind is not NameKind.PLURAL:
        if fold(answer.query) == fold(entry.headword):
            return None
        sentence = _("{name} is another way to write {headword}")
        return sentence.format(name=text_format.name(answer.query, MAX_NAME), headword=headword)
    words = next((each.stands_for for each in entry.names if each.name == name.name and each.stands_for), None)
    if words:
        sentence = _("{name} stands for {words}: see {headword}")
        return sentence.format(
            name=text_format.name(name.name, MAX_NAME), words=text_format.name(words, MAX_NAME), headword=headword
        )
    kind = NameKind.ENTRY_TERM if answer.is_filed else name.kind
    return _relation_to_headword(kind).format(name=text_format.name(name.name, MAX_NAME), headword=headword)


def _relation_to_headword(kind: NameKind) -> str:
    sentences = {
        NameKind.PREFERRED: _("{name} is another name for {headword}"),
        NameKind.SYNONYM: _("{name} is a synonym for {headword}"),
        NameKind.PLAIN: _("{name} is an everyday name for {headword}"),
        NameKind.FORMER: _("{name} is an old name for {headword}"),
        NameKind.ABBREVIATION: _("{name} is an abbreviation for {headword}"),
        NameKind.BRAND: _("{name} is a brand name for {headword}"),
        NameKind.PLURAL: _("{name} is the plural of {headword}"),
        NameKind.ENTRY_TERM: _("{name} is covered under {headword}"),
    }
    return sentences[kind]


def other_senses(answer: Answer, text_format: TextFormat) -> str | None:
    """One line with the other meanings of the query; None if it has no others."""
    if not answer.other_senses:
        return None
    senses = text_format.names((_sense(choice, answer) for choice in answer.other_senses), MAX_NAME)
    return _("{name} can also mean: {senses}").format(name=text_format.name(answer.query, MAX_NAME), senses=senses)


def _sense(choice: Choice, answer: Answer) -> str:
    """The headword of another meaning, with what it is if the entry has the same headword."""
    hint = choice_hint(choice) if answer.entry and fold(choice.headword) == fold(answer.entry.headword) else ""
    return f"{choice.headword} ({hint})" if hint else choice.headword
