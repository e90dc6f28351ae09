"""Words for the kind of thing that an entry is, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterator

from bot.discord_bot.ui.translation import _
from bot.errors import N_
from bot.lexicon.model import A_KIND_OF, ALSO_CALLED, PART_OF, Choice
from bot.terms.model import SemanticType

NAMES = {
    SemanticType.BEHAVIOR: N_("behavior"),
    SemanticType.BODY_PART: N_("body part"),
    SemanticType.TISSUE: N_("tissue"),
    SemanticType.CELL: N_("cell"),
    SemanticType.CELL_PART: N_("cell part"),
    SemanticType.BODY_SUBSTANCE: N_("body substance"),
    SemanticType.MEDICINE: N_("medicine"),
    SemanticType.PROTEIN: N_("protein"),
    SemanticType.HORMONE: N_("hormone"),
    SemanticType.NUTRIENT: N_("nutrient"),
    SemanticType.CHEMICAL: N_("chemical"),
    SemanticType.MEASUREMENT: N_("measurement"),
    SemanticType.CONCEPT: N_("concept"),
    SemanticType.DEVICE: N_("device"),
    SemanticType.DISEASE: N_("disease"),
    SemanticType.MENTAL_DISORDER: N_("mental disorder"),
    SemanticType.INJURY: N_("injury"),
    SemanticType.SYMPTOM: N_("symptom"),
    SemanticType.GENE: N_("gene"),
    SemanticType.PLACE: N_("place"),
    SemanticType.ORGANISM: N_("organism"),
    SemanticType.PERSON: N_("person"),
    SemanticType.OBJECT: N_("object"),
    SemanticType.SPECIALTY: N_("specialty"),
    SemanticType.ORGANIZATION: N_("organization"),
    SemanticType.PHENOMENON: N_("phenomenon"),
    SemanticType.BODY_PROCESS: N_("body process"),
    SemanticType.TEST: N_("test"),
    SemanticType.TREATMENT: N_("treatment"),
    SemanticType.PROCEDURE: N_("procedure"),
}
# As stored hints have them.
BY_WORD = {kind.value: name for kind, name in NAMES.items()}
MARKS = {
    A_KIND_OF: N_("a type of {names}"),
    PART_OF: N_("part of {names}"),
    ALSO_CALLED: N_("also called {names}"),
}

# Names of languages, for use within a sentence. For any other language its code is shown.
LANGUAGES = {"en": N_("English"), "es": N_("Spanish")}


def choice_hint(choice: Choice) -> str:
    """The words that distinguish a choice from others, after the language of its name if that is not the reader's."""
    if choice.language is None:
        return hint(choice.hint)
    language = _(LANGUAGES.get(choice.language, choice.language))
    return ", ".join(filter(None, (_("name in {language}").format(language=language), hint(choice.hint))))


def kind_name(kind: SemanticType) -> str:
    """The word for a kind of thing."""
    return _(NAMES[kind])


def hint(stored: str) -> str:
    """The words that distinguish an entry from others of its name, in the language of the page.

    Names and a source's own words in the `stored` hint are not translated.
    """
    kind, _comma, rest = stored.partition(", ")
    known = BY_WORD.get(kind)
    return ", ".join(filter(None, (_(known) if known else "", *_translated(rest if known else stored))))


def _translated(words: str) -> Iterator[str]:
    """A source's own words, if any, then the names that follow "a kind of", "part of" or "also called"."""
    for mark, sentence in MARKS.items():
        before, found, names = words.partition(mark)
        if found and (not before or before.endswith(", ")):
            yield from (before.removesuffix(", "), _(sentence).format(names=names))
            return
    yield words
