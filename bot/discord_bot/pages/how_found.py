"""How a query reached its entry, and what else it can mean, as plain sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.discord_bot.ui.markdown import listed, listed_unescaped, one_line, plain_name
from bot.discord_bot.ui.translation import _
from bot.lexicon.model import Answer, Match
from bot.terms.model import NameKind
from bot.terms.normal_forms import fold

# Each name is cut, so the lines about the query on an entry's page have at most MAX_QUERY_TEXT characters in
# any language.
MAX_NAME = 100
MAX_QUERY_TEXT = 600


@dataclass(frozen=True, slots=True)
class NameFormat:
    """How a sentence shows a name, and several names in a row of at most so many characters."""

    one: Callable[[str], str]
    several: Callable[[Iterable[str], int], str]


MARKDOWN = NameFormat(lambda name: f"*{plain_name(name, MAX_NAME)}*", listed)
TERMINAL = NameFormat(lambda name: one_line(name, MAX_NAME), listed_unescaped)


def query_lines(answer: Answer) -> str:
    """How the query reached the entry and what else it can mean, in Markdown; empty when it is just the headword."""
    return "\n".join(filter(None, (how_found(answer, MARKDOWN), other_senses(answer, MARKDOWN))))


def how_found(answer: Answer, names: NameFormat) -> str | None:
    """How the query reached the entry, in one line; None when it is the headword itself."""
    entry, name = answer.entry, answer.matched_name
    if entry is None or name is None or answer.match is Match.EXACT:
        return None
    headword = names.one(entry.headword)
    if answer.match is Match.VARIANT and name.kind is not NameKind.PLURAL:
        if fold(answer.query) == fold(entry.headword):
            return None
        sentence = _("{name} is another way to write {headword}")
        return sentence.format(name=names.one(answer.query), headword=headword)
    words = next((each.stands_for for each in entry.names if each.name == name.name and each.stands_for), None)
    if words:
        sentence = _("{name} stands for {words}: see {headword}")
        return sentence.format(name=names.one(name.name), words=names.one(words), headword=headword)
    kind = NameKind.ENTRY_TERM if answer.is_filed else name.kind
    return _relation_to_headword(kind).format(name=names.one(name.name), headword=headword)


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


def other_senses(answer: Answer, names: NameFormat) -> str | None:
    """A warning that the name has further meanings; None when it has not."""
    if not answer.other_senses:
        return None
    senses = names.several((choice.headword for choice in answer.other_senses), MAX_NAME)
    return _("{name} can also mean: {senses}").format(name=names.one(answer.query), senses=senses)
