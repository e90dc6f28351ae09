"""The definitions on a page: each text once, sorted, with its source."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from building.entry_helpers import only

from bot.lexicon.model import Entry
from bot.sources.concept import Concept

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]


def test_definitions_stand_plainest_first_whatever_the_order_of_installation(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entry = only(
        make_entries(
            mesh=[make_concept("Cytokines", definitions=("By specialists.",))],
            nci_dictionary=[make_concept("cytokine", definitions=("By nurses.",))],
            glossary=[make_concept("cytokine", definitions=("By us.",))],
        )
    )
    assert [(d.source, d.text) for d in entry.definitions] == [
        ("glossary", "By us."),
        ("nci-dictionary", "By nurses."),
        ("mesh", "By specialists."),
    ]


def test_a_definition_says_who_published_it_when_and_where(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    concept = make_concept("Cytokines", "D016207", definitions=("A note.",), url="https://example.org/D016207")
    (definition,) = only(make_entries(mesh=[concept])).definitions
    assert definition.title == "Medical Subject Headings (MeSH)"
    assert definition.publisher == "U.S. National Library of Medicine"
    assert (definition.year, definition.code, definition.url) == (2026, "D016207", "https://example.org/D016207")
    assert (definition.language, definition.audience) == ("en", "professionals")


def test_a_text_that_a_publisher_repeats_for_each_name_is_quoted_once(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    short = make_concept(
        "IL-6", synonyms=["interleukin-6"], definitions=("A protein. IL-6 makes fever. Also called interleukin-6.",)
    )
    long = make_concept(
        "interleukin-6",
        abbreviations=["IL-6"],
        definitions=("A protein. Interleukin-6 makes fever. Also called IL-6.",),
    )
    entry = only(make_entries(nci_dictionary=[short, long]))
    assert [d.text for d in entry.definitions] == ["A protein. Interleukin-6 makes fever. Also called IL-6."]


def test_twins_that_say_different_things_are_both_quoted(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    short = make_concept("IL-6", synonyms=["interleukin-6"], definitions=("It makes fever.",))
    long = make_concept("interleukin-6", abbreviations=["IL-6"], definitions=("It ends fever.",))
    assert len(only(make_entries(nci_dictionary=[short, long])).definitions) == 2


def test_twins_whose_texts_differ_by_a_number_are_both_quoted(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    short = make_concept("IL-6", synonyms=["interleukin-6"], definitions=("IL-6 comes in 2 forms.",))
    long = make_concept("interleukin-6", abbreviations=["IL-6"], definitions=("Interleukin-6 comes in 3 forms.",))
    assert len(only(make_entries(nci_dictionary=[short, long])).definitions) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("A messenger protein.", "A messenger protein."),
        (
            "Invasion of the lungs by germs, which multiply there.",
            "Invasion of the LUNGS; by germs, which multiply there",
        ),
        ("The state of a cell with more sets than two.", "Cytokine is the state of a cell with more sets than two."),
        (
            "The state of a cell with more than two sets.",
            "A disorder in which the state of a cell with more than two sets.",
        ),
        (
            "The presence of living germs circulating in the blood. They are many.",
            "Presence of living germs in the blood.",
        ),
        (
            "It is blue. It is round. Nobody knows why it has many small feet.",
            "Nobody knows why it has many small feet.",
        ),
    ],
)
def test_what_two_publishers_say_word_by_word_is_quoted_once_and_both_are_named(
    make_concept: MakeConcept, make_entries: MakeEntries, one: str, other: str
) -> None:
    made = make_entries(
        mesh=[make_concept("cytokine", definitions=(one,))], uberon=[make_concept("cytokine", definitions=(other,))]
    )
    entry = only(made)
    assert [d.source for d in entry.definitions] == ["mesh"]
    assert [r.source for r in entry.records] == ["uberon"]


def test_a_text_that_is_the_beginning_of_a_later_one_gives_way_to_it(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    short, long = "Nerve fibers from the nose.", "Nerve fibers from the nose. They end in the brain."
    made = make_entries(
        mesh=[make_concept("tract", definitions=(short,))], uberon=[make_concept("tract", definitions=(long,))]
    )
    entry = only(made)
    assert [d.source for d in entry.definitions] == ["uberon"]
    assert [r.source for r in entry.records] == ["mesh"]


def test_what_is_written_for_everybody_stays_beside_a_longer_text_for_professionals(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    short, long = "Nerve fibers from the nose.", "Nerve fibers from the nose. They end in the telencephalon."
    made = make_entries(
        nci_dictionary=[make_concept("tract", definitions=(short,))],
        uberon=[make_concept("tract", definitions=(long,))],
    )
    assert [d.source for d in only(made).definitions] == ["nci-dictionary", "uberon"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Inflammation of the eyelids.", "Inflammation of the eyelashes."),
        ("A tumor of grade 1 that arises in the skin of men.", "A tumor of grade 2 that arises in the skin of men."),
        ("A disease of the skin.", "A disease of the skin that germs cause in the heat of summer."),
    ],
)
def test_what_two_publishers_say_differently_is_quoted_of_both(
    make_concept: MakeConcept, make_entries: MakeEntries, one: str, other: str
) -> None:
    made = make_entries(
        mesh=[make_concept("thing", definitions=(one,))], uberon=[make_concept("thing", definitions=(other,))]
    )
    assert [d.source for d in only(made).definitions] == ["mesh", "uberon"]


def test_a_text_that_one_record_holds_twice_is_quoted_once(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    assert len(only(make_entries(mesh=[make_concept("Thing", definitions=("Same.", "Same."))])).definitions) == 1


def test_an_entry_may_have_no_definition(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    assert only(make_entries(mesh=[make_concept("Thing")])).definitions == ()


def test_a_definition_that_differs_in_its_list_of_other_names_only_is_shown_once_in_spanish_too(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entries = make_entries(
        nci_diccionario=[
            make_concept(
                "AINE", synonyms=["antiinflamatorio"], definitions=("Medicina. También se llama antiinflamatorio.",)
            ),
            make_concept(
                "antiinflamatorio", synonyms=["AINE"], definitions=("Medicina. También se llama AINE y otro.",)
            ),
        ]
    )
    (entry,) = entries.values()
    assert len(entry.definitions) == 1


def test_the_article_before_a_name_makes_no_other_definition(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entries = make_entries(
        nci_diccionario=[
            make_concept("NEM2A", synonyms=["síndrome de Sipple"], definitions=("Tumores. NEM2A es raro.",)),
            make_concept(
                "síndrome de Sipple", synonyms=["NEM2A"], definitions=("Tumores. El síndrome de Sipple es raro.",)
            ),
        ]
    )
    (entry,) = entries.values()
    assert len(entry.definitions) == 1


def test_nearly_the_same_text_of_a_publisher_is_quoted_once_and_both_works_are_credited(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    text = "A substance that is used to treat made-up fevers of the lower leg in adults."
    entry = make_entries(
        nci_dictionary=[make_concept("zelcarib", "1", definitions=(text,))],
        ncit=[make_concept("Zelcarib", "C1", definitions=(text.replace("lower leg", "leg"),))],
    )["zelcarib"]
    assert [definition.text for definition in entry.definitions] == [text]
    assert [record.source for record in entry.records] == ["ncit"]


def test_a_text_with_another_number_is_another_text(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    texts = [f"A measure of made-up weight that is equal to {number} made-up pounds." for number in (2, 3)]
    entry = make_entries(
        nci_dictionary=[make_concept("pond", "1", definitions=(texts[0],))],
        ncit=[make_concept("Pond", "C1", definitions=(texts[1],))],
    )["pond"]
    assert len(entry.definitions) == 2


def test_what_is_being_studied_stands_behind_what_is_known(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    studied, known = "A substance being studied in the treatment of hot feet.", "A made-up medicine for seizures."
    entry = make_entries(
        nci_dictionary=[make_concept("zelcarib", definitions=(studied,))],
        mesh=[make_concept("Zelcarib", definitions=(known,))],
    )["zelcarib"]
    assert [definition.text for definition in entry.definitions] == [known, studied]
