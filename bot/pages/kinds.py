"""What sort of thing an entry is, in the language of the page."""

from __future__ import annotations

from bot.errors import N_
from bot.lexicon.model import A_KIND_OF, ALSO_CALLED, SemanticType
from bot.pages.translation import _

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


def kind_name(kind: SemanticType) -> str:
    """The word for a sort of thing."""
    return _(NAMES[kind])


def hint(stored: str) -> str:
    """The words that tell an entry from others of its name, with all but names in the language of the page."""
    kind, _comma, names = stored.partition(", ")
    known = next((kind_name(each) for each in NAMES if each == kind), None)
    if known is None:
        return _names(stored)
    return f"{known}, {_names(names)}" if names else known


def _names(near: str) -> str:
    if near.startswith(A_KIND_OF):
        return _("a kind of {names}").format(names=near.removeprefix(A_KIND_OF))
    if near.startswith(ALSO_CALLED):
        return _("also called {names}").format(names=near.removeprefix(ALSO_CALLED))
    return near
