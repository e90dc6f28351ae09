"""Medicines whose names look alike, as pages and lists show them: in tall man letters, with what they are used for."""

from __future__ import annotations

from collections.abc import Sequence

from bot.discord_bot.ui.components import option
from bot.discord_bot.ui.kinds import choice_hint
from bot.discord_bot.ui.page import Option
from bot.discord_bot.ui.text_format import MARKDOWN, TextFormat
from bot.discord_bot.ui.translation import _, language, ngettext
from bot.lexicon.lookup.look_alikes import LookAlike, listed, listed_entry, partners, tall_man
from bot.lexicon.lookup.phrases import PART
from bot.lexicon.model import Choice, Entry, FoundBy, Suggestion
from bot.terms.normal_forms import fold


def look_alikes_line(entry: Entry, text_format: TextFormat = MARKDOWN) -> str:
    """A warning with the medicines that an entry's medicine can be confused with; empty if it is not on the list."""
    medicine = listed_entry(entry)
    others = partners(medicine) if medicine else ()
    if medicine is None or not others:
        return ""
    title = text_format.bold(_("Looks or sounds like:"))
    return f"⚠️ {title} {_with_use(medicine)} — {', '.join(map(_with_use, others))}"


def medicine_warning(suggestions: Sequence[Suggestion], text_format: TextFormat = MARKDOWN) -> str | None:
    """A warning that there are medicines among the suggestions; None if there are none."""
    medicines = {suggestion.headword for suggestion in suggestions if suggestion.is_medicine}
    if not medicines:
        return None
    warning = ngettext(
        "One of these is a medicine.",
        "Several of these are medicines, and each is a different one.",
        len(medicines),
    )
    advice = _(
        "Taking the wrong one can do harm. Compare the name letter by letter with the label or "
        "prescription, or ask a pharmacist."
    )
    return f"⚠️ {text_format.bold(warning)} {advice}"


def suggestion_description(suggestion: Suggestion) -> str | None:
    """The text below a suggestion in a menu: its headword if that is another name, the use of a listed
    medicine, and why it is suggested if it does not look like the query.
    """
    medicine = listed(suggestion.name) or listed(suggestion.headword)
    is_headword = fold(suggestion.name) == fold(suggestion.headword)
    leading = "" if is_headword else _("another name for {name}").format(name=tall_man(suggestion.headword))
    parts = [leading, use_of(medicine) if medicine else "", reason_for(suggestion)]
    return ", ".join(filter(None, parts)) or None


def reason_for(suggestion: Suggestion) -> str:
    """The reason why an entry is suggested that does not look like the query; empty if it does."""
    if suggestion.found_by is FoundBy.PART:
        return _("in what you typed")
    if suggestion.found_by is FoundBy.PHRASE:
        return _("people may say this about it") if suggestion.score > PART else _("a part of what you typed fits")
    return _("its description fits") if suggestion.found_by is FoundBy.DESCRIPTION else ""


def meaning_description(headword: str, hint: str) -> str:
    """The text below a meaning in a menu: the use of a listed medicine, and the words that distinguish the meaning."""
    medicine = listed(headword)
    return ", ".join(filter(None, (use_of(medicine) if medicine else "", hint)))


def meaning_option(choice: Choice) -> Option:
    """One of several meanings in a menu."""
    description = meaning_description(choice.headword, choice_hint(choice))
    return option(choice.key, tall_man(choice.headword), description)


def suggestion_option(suggestion: Suggestion) -> Option:
    """A suggestion in a menu."""
    return option(suggestion.key, tall_man(suggestion.name), suggestion_description(suggestion))


def use_of(medicine: LookAlike) -> str:
    """The use of a medicine, in the language of the page."""
    return _("for {use}").format(use=medicine.use(language()))


def _with_use(medicine: LookAlike) -> str:
    return f"{medicine.name} ({use_of(medicine)})"
