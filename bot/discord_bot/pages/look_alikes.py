"""Medicines whose names are taken for each other, as pages and lists show them: in tall man letters, with what each is for."""

from __future__ import annotations

from discord import SelectOption

from bot.discord_bot.ui import wording
from bot.discord_bot.ui.components import option
from bot.discord_bot.ui.kinds import choice_hint
from bot.discord_bot.ui.translation import language
from bot.lexicon.lookup.look_alikes import LookAlike, listed, listed_entry, partners, tall_man
from bot.lexicon.model import Choice, Completion, Entry, Suggestion
from bot.terms.normal_forms import fold


def look_alikes_line(entry: Entry) -> str:
    """What an entry's medicine is taken for, and what each of them is for; empty where it is not listed."""
    medicine = listed_entry(entry)
    others = partners(medicine) if medicine else ()
    if medicine is None or not others:
        return ""
    return wording.looks_like(_with_use(medicine), ", ".join(map(_with_use, others)))


def completion_label(completion: Completion) -> str:
    """What is offered while someone types: the name, where it leads, what a listed medicine is for, and what it is taken for."""
    taken_for = completion.look_alike_of
    return _label(completion.name, completion.headword) + (f" · {wording.taken_for(taken_for)}" if taken_for else "")


def suggestion_label(suggestion: Suggestion) -> str:
    """A suggestion on one line: the name, where it leads, and what a listed medicine is for."""
    return _label(suggestion.name, suggestion.headword)


def _label(name: str, headword: str) -> str:
    medicine = listed(name) or listed(headword)
    leading = tall_man(name) if fold(name) == fold(headword) else f"{tall_man(name)} → {tall_man(headword)}"
    return f"{leading} · {wording.used_for(_use(medicine))}" if medicine else leading


def suggestion_description(suggestion: Suggestion) -> str | None:
    """What stands below a suggestion: the headword, where that is another name, and what a listed medicine is for."""
    medicine = listed(suggestion.name) or listed(suggestion.headword)
    is_headword = fold(suggestion.name) == fold(suggestion.headword)
    parts = [
        "" if is_headword else f"→ {tall_man(suggestion.headword)}",
        wording.used_for(_use(medicine)) if medicine else "",
    ]
    return " · ".join(filter(None, parts)) or None


def meaning_description(headword: str, hint: str) -> str:
    """What stands beside one of several meanings: what a listed medicine is for, then the words that tell it from the others."""
    medicine = listed(headword)
    return ", ".join(filter(None, (wording.used_for(_use(medicine)) if medicine else "", hint)))


def meaning_option(choice: Choice) -> SelectOption:
    """One of several meanings in a menu."""
    description = meaning_description(choice.headword, choice_hint(choice))
    return option(choice.key, tall_man(choice.headword), description)


def suggestion_option(suggestion: Suggestion) -> SelectOption:
    """A name that looks like what was typed, in a menu."""
    return option(suggestion.key, tall_man(suggestion.name), suggestion_description(suggestion))


def _with_use(medicine: LookAlike) -> str:
    return f"{medicine.name} ({wording.used_for(_use(medicine))})"


def _use(medicine: LookAlike) -> str:
    return medicine.use(language())
