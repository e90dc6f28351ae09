"""A text that was typed or chosen as a term: a name, an offer of autocomplete, or the label of an offer typed
by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.discord_bot.limits import MAX_COMPLETIONS, MAX_OPTION_LENGTH
from bot.discord_bot.pages.completions import labels
from bot.discord_bot.ui.custom_ids.record import with_name
from bot.discord_bot.ui.kinds import hint
from bot.discord_bot.ui.markdown import shortened
from bot.languages import ENGLISH
from bot.lexicon.dictionary import Lookup
from bot.lexicon.lookup.match_ladder import KEY_MARK
from bot.lexicon.model import Answer, Completion
from bot.lexicon.pronunciations import found_by_name
from bot.terms.normal_forms import fold, normal_forms

# The value of an offered name that is not its entry's headword: the length of the name, the name and the key.
NAME_VALUE = re.compile(r"name:(?P<length>[0-9]{1,3}):(?P<named>.+)")
# What labels have behind a name. A name itself may have brackets.
BEHIND_NAME = re.compile(r"\s*(?:→|·|:\s|\()")
CERTAIN = re.compile("→|·|: ")
BEHIND_HEADWORD = re.compile(" · |: ")


def value_of(completion: Completion) -> str:
    """The value of an offer: of a word part its name, else its key, with the name if that is not the headword and there
    is room for it.
    """
    if completion.word_part:
        return completion.name
    name, headword = completion.name, completion.headword
    is_headword = name == headword or fold(name) == fold(headword)
    named = None if is_headword else with_name("name", name, completion.key, MAX_OPTION_LENGTH)
    return named or f"{KEY_MARK}{completion.key}"


def key_of_value(value: str) -> str | None:
    """The key in a value that has a name; None if it is none."""
    named = _named(value)
    return named[1] if named else None


async def look_up_typed(dictionary: Lookup, typed: str, language: str = ENGLISH) -> Answer:
    """Answer what somebody typed or chose, for a reader of a language (ISO 639-1). Raises as `Lookup.look_up` does."""
    if named := _named(typed):
        name, key = named
        opened = await dictionary.open(key)
        return found_by_name(opened.entry, name) if opened.entry else opened
    if CERTAIN.search(typed) and (meant := await _meant_by_label(dictionary, typed)):
        return meant
    answer = await dictionary.look_up(typed, language)
    if answer.entry is None and not answer.choices and "(" in typed:
        return await _meant_by_label(dictionary, typed) or answer
    return answer


def _named(value: str) -> tuple[str, str] | None:
    match = NAME_VALUE.fullmatch(value)
    if match is None or int(match["length"]) >= len(match["named"]):
        return None
    return match["named"][: int(match["length"])], match["named"][int(match["length"]) :]


async def _meant_by_label(dictionary: Lookup, typed: str) -> Answer | None:
    """The answer to the offer that has this label while its name is typed; None if there is none, or several."""
    wanted = fold(typed)
    if not (names := _names_in(wanted)):
        return None
    for name in names:
        offered = await dictionary.complete(name, MAX_COMPLETIONS)
        shown = labels(offered, MAX_OPTION_LENGTH)
        same = [each for each, label in zip(offered, shown, strict=True) if fold(label) == wanted]
        alike = same or [each for each in offered if wanted in _other_labels(each) or _leads(each, wanted)]
        if len(alike) == 1:
            return await look_up_typed(dictionary, value_of(alike[0]))
    return None


def _names_in(label: str) -> list[str]:
    """The texts that may be the name in a label: all before one of the signs that labels have, the longest first."""
    return [name for match in BEHIND_NAME.finditer(label) if (name := label[: match.start()].strip())][::-1]


def _other_labels(completion: Completion) -> set[str]:
    """The labels that a completion has beside others, or as a choice, folded."""
    return {fold(shortened(label, MAX_OPTION_LENGTH)) for label in _labels(completion)}


def _leads(completion: Completion, label: str) -> bool:
    """Return True if a folded label "name → headword" has a variant of the name of a completion, and its headword."""
    name, arrow, headword = label.partition(" → ")
    is_headword = bool(arrow) and BEHIND_HEADWORD.split(headword)[0] == fold(completion.headword)
    return is_headword and not set(normal_forms(name)).isdisjoint(normal_forms(completion.name))


def _labels(completion: Completion) -> Iterator[str]:
    words = hint(completion.hint)
    for name in (completion.name, completion.headword):
        yield f"{name} → {completion.headword}"
        if words:
            yield from (
                f"{name} ({words})",
                f"{name}: {words}",
                f"{name} · {words}",
                f"{name} ({words.partition(', ')[0]})",
            )
