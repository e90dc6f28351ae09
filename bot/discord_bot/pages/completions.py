"""Labels of completions and suggestions: names on one line, with what they lead to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.discord_bot.pages.look_alikes import reason_for, use_of
from bot.discord_bot.ui.kinds import hint
from bot.discord_bot.ui.markdown import shortened
from bot.discord_bot.ui.translation import _
from bot.lexicon.lookup.look_alikes import listed, tall_man
from bot.lexicon.model import Completion, Suggestion
from bot.terms.invisible import without_invisible
from bot.terms.normal_forms import fold

BETWEEN_KIND_AND_REST = ", "
ARROW = "→"


def labels(completions: Sequence[Completion], max_length: int) -> list[str]:
    """The label of each completion, in at most `max_length` characters. No two that lead to different things
    look the same.

    The senses of one abbreviation get their hints ("MS → mitral stenosis: disease, a type of heart valve disease").
    Labels that would look the same get the kind of the entry ("mole (organism)"), or, if that is the same
    too, as much of its hint as fits, and if that is the same as well, a number.
    """
    plain = list(map(without_invisible, _with_hints_of_senses(completions)))
    shown = [shortened(label, max_length) for label in plain]
    if len(set(map(_looks, shown))) == len(shown):  # as is usual
        return shown
    hints = [hint(each.hint) for each in completions]
    kinds = [each.partition(BETWEEN_KIND_AND_REST)[0] for each in hints]
    shown = _distinguished(_distinguished(plain, plain, kinds), plain, hints)
    return _numbered([shortened(label, max_length) for label in shown], max_length)


def _with_hints_of_senses(completions: Sequence[Completion]) -> list[str]:
    """The labels of completions, with the hint behind a name that stands for several things."""
    shown = list(map(completion_label, completions))
    often = Counter([fold(each.name) for each in completions if not _is_same(each.name, each.headword)])
    several = {name for name, times in often.items() if times > 1}
    if not several:
        return shown
    hints = (hint(each.hint) if fold(each.name) in several else "" for each in completions)
    return [_explained(*parts) for parts in zip(shown, hints, strict=True)]


def _looks(label: str) -> str:
    """A label without differences that nobody sees or means. The arrow is replaced: texts in ASCII fold quickly."""
    return fold(label.replace(ARROW, ">"))


def _distinguished(labels: list[str], plain: list[str], more: list[str]) -> list[str]:
    """The labels, but instead of one that occurs several times the plain one, with the words of `more` in brackets."""
    looks = list(map(_looks, labels))
    often = Counter(looks)
    return [
        f"{bare} ({words})" if often[look] > 1 and words else label
        for look, label, bare, words in zip(looks, labels, plain, more, strict=True)
    ]


def _numbered(labels: list[str], max_length: int) -> list[str]:
    """The labels, with a number behind each that looks like one before it."""
    before: Counter[str] = Counter()
    numbered = []
    for label in labels:
        look = _looks(label)
        before[look] += 1
        number = f" ({before[look]})" if before[look] > 1 else ""
        numbered.append(shortened(label, max_length - len(number)) + number)
    return numbered


def completion_label(completion: Completion) -> str:
    """The label of a completion: the name, its headword, the use of a listed medicine, and the medicine it
    looks like; of a word part its meaning.
    """
    if completion.word_part:
        return f"{completion.name} ({_('word part: {meaning}').format(meaning=completion.word_part)})"
    look_alike = completion.look_alike_of
    warning = _("looks like {medicine}").format(medicine=look_alike) if look_alike else ""
    return _explained(*_name_and_use(completion.name, completion.headword), warning)


def suggestion_label(suggestion: Suggestion) -> str:
    """The label of a suggestion: the name, its headword, the use of a listed medicine, and why it is suggested."""
    return _explained(*_name_and_use(suggestion.name, suggestion.headword), reason_for(suggestion))


def _explained(name: str, *words: str) -> str:
    """A name, and behind it what is said of it, in signs that a screen reader does not spell out."""
    return f"{name}: {', '.join(filter(None, words))}" if any(words) else name


def _name_and_use(name: str, headword: str) -> tuple[str, str]:
    """A name with its headword, and what a listed medicine is used for; empty for all else."""
    is_same = _is_same(name, headword)
    medicine = listed(name) or (None if is_same else listed(headword))
    if medicine is not None:
        name, headword = tall_man(name), tall_man(headword)
    return name if is_same else f"{name} {ARROW} {headword}", use_of(medicine) if medicine else ""


def _is_same(name: str, headword: str) -> bool:
    return name == headword or fold(name) == fold(headword)
