"""Entries say of what parts their headword is made, where a text about the thing speaks of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.lexicon.model import Entry, EntryPart
from bot.sources.concept import Concept
from bot.terms.model import SemanticType

MakeConcept = Callable[..., Concept]
Entries = Callable[..., dict[str, Entry]]
PROCEDURE = (SemanticType.PROCEDURE,)


def divided(entry: Entry) -> str:
    """The written parts of a headword with points between them."""
    return "·".join(part.written for part in entry.parts)


def test_an_entry_has_the_parts_of_its_headword(make_entries: Entries, make_concept: MakeConcept) -> None:
    removal = make_concept("Cholecystectomy", semantic_types=PROCEDURE, definitions=("Removal of the gallbladder.",))
    entry = make_entries(mesh=[removal])["cholecystectomy"]
    assert entry.parts == (
        EntryPart("chole", "chol-", "bile"),
        EntryPart("cyst", "cyst-", "bladder"),
        EntryPart("ectomy", "-ectomy", "surgical removal"),
    )


def test_another_name_may_be_the_text_that_speaks_of_a_part(make_entries: Entries, make_concept: MakeConcept) -> None:
    heart = make_concept("Cardiomegaly", synonyms=["Heart Enlargement"])
    assert divided(make_entries(mesh=[heart])["Cardiomegaly"]) == "cardio·megaly"


def test_a_longer_part_may_stand_in_the_text_as_a_word(make_entries: Entries, make_concept: MakeConcept) -> None:
    spasm = make_concept("Blepharospasm", definitions=("A tonic spasm of a muscle near the eye.",))
    assert divided(make_entries(mesh=[spasm])["Blepharospasm"]) == "blepharo·spasm"


@pytest.mark.parametrize(
    ("name", "definition", "kind"),
    [
        ("Cardiomegaly", "Something else.", SemanticType.DISEASE),
        ("Heart attack", "Part of the heart dies.", SemanticType.DISEASE),
        ("Cardiomegaly", "A gene of the heart.", SemanticType.GENE),
        ("Cardiomegaly", "A worm of the heart.", SemanticType.ORGANISM),
        ("Cardiomegaly", "A medicine for the heart.", SemanticType.MEDICINE),
    ],
)
def test_there_are_none_where_they_do_not_say_what_it_is(
    make_entries: Entries, make_concept: MakeConcept, name: str, definition: str, kind: SemanticType
) -> None:
    concept = make_concept(name, definitions=(definition,), semantic_types=(kind,))
    (entry,) = make_entries(mesh=[concept]).values()
    assert entry.parts == entry.parts_of_names == ()


def test_other_names_of_one_word_are_taken_apart_for_the_search(
    make_entries: Entries, make_concept: MakeConcept
) -> None:
    nosebleed = make_concept(
        "nosebleed", synonyms=["rhinorrhagia"], definitions=("Bleeding from the nose.",), semantic_types=PROCEDURE
    )
    entry = make_entries(glossary=[nosebleed])["nosebleed"]
    assert entry.parts == ()
    assert next(part.meaning for part in entry.parts_of_names) == "nose"


def test_parts_of_several_names_stand_in_the_order_of_the_names(
    make_entries: Entries, make_concept: MakeConcept
) -> None:
    synonyms = ["rhinorrhagia", "epirhinorrhagia", "gastralgia", "nephralgia", "arthralgia"]
    about = "Bleeding from the nose; pain in the stomach, kidney and joint."
    aches = make_concept("aches", synonyms=synonyms, definitions=(about,), semantic_types=(SemanticType.DISEASE,))
    parts = [part.part for part in make_entries(glossary=[aches])["aches"].parts_of_names]
    named = ("rhin-", "gastr-", "nephr-", "arthr-")
    assert [part for part in parts if part in named] == list(named)
