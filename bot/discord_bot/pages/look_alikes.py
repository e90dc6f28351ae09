"""Medicines whose names look alike, as pages and lists show them: in tall man letters, with what they are used for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_bot.ui.components import option
from bot.discord_bot.ui.kinds import choice_hint
from bot.discord_bot.ui.page import Option
from bot.discord_bot.ui.translation import _, language, ngettext
from bot.lexicon.lookup.look_alikes import LookAlike, listed, listed_entry, partners, tall_man
from bot.lexicon.model import Choice, Completion, Entry, Suggestion
from bot.terms.normal_forms import fold


def look_alikes_line(entry: Entry) -> str:
    """A warning with the medicines that an entry's medicine can be confused with; empty if it is not on the list."""
    medicine = listed_entry(entry)
    others = partners(medicine) if medicine else ()
    if medicine is None or not others:
        return ""
    sentence = _("⚠️ **Looks or sounds like:** {medicine} — {others}")
    return sentence.format(medicine=_with_use(medicine), others=", ".join(map(_with_use, others)))


def medicine_warning(suggestions: Sequence[Suggestion]) -> str | None:
    """A warning that there are medicines among the suggestions; None if there are none."""
    medicines = {suggestion.headword for suggestion in suggestions if suggestion.is_medicine}
    if not medicines:
        return None
    warning = ngettext(
        "**One of these is a medicine.**",
        "**Several of these are medicines, and each is a different one.**",
        len(medicines),
    )
    advice = _(
        "Taking one for another can do harm: compare the name letter by letter with the label or prescription, "
        "or ask a pharmacist."
    )
    return f"⚠️ {warning} {advice}"


def completion_label(completion: Completion) -> str:
    """The label of a completion: the name, its headword, the use of a listed medicine, and the medicine it
    looks like.
    """
    label, look_alike = _label(completion.name, completion.headword), completion.look_alike_of
    return f"{label} · " + _("looks like {medicine}").format(medicine=look_alike) if look_alike else label


def suggestion_label(suggestion: Suggestion) -> str:
    """The label of a suggestion: the name, its headword, and the use of a listed medicine."""
    return _label(suggestion.name, suggestion.headword)


def _label(name: str, headword: str) -> str:
    medicine = listed(name) or listed(headword)
    leading = tall_man(name) if fold(name) == fold(headword) else f"{tall_man(name)} → {tall_man(headword)}"
    return f"{leading} · {_use(medicine)}" if medicine else leading


def suggestion_description(suggestion: Suggestion) -> str | None:
    """The text below a suggestion in a menu: its headword if that is another name, and the use of a listed medicine."""
    medicine = listed(suggestion.name) or listed(suggestion.headword)
    is_headword = fold(suggestion.name) == fold(suggestion.headword)
    parts = ["" if is_headword else f"→ {tall_man(suggestion.headword)}", _use(medicine) if medicine else ""]
    return " · ".join(filter(None, parts)) or None


def meaning_description(headword: str, hint: str) -> str:
    """The text below a meaning in a menu: the use of a listed medicine, and the words that distinguish the meaning."""
    medicine = listed(headword)
    return ", ".join(filter(None, (_use(medicine) if medicine else "", hint)))


def meaning_option(choice: Choice) -> Option:
    """One of several meanings in a menu."""
    description = meaning_description(choice.headword, choice_hint(choice))
    return option(choice.key, tall_man(choice.headword), description)


def suggestion_option(suggestion: Suggestion) -> Option:
    """A suggestion in a menu."""
    return option(suggestion.key, tall_man(suggestion.name), suggestion_description(suggestion))


def _with_use(medicine: LookAlike) -> str:
    return f"{medicine.name} ({_use(medicine)})"


def _use(medicine: LookAlike) -> str:
    return _("for {use}").format(use=medicine.use(language()))
