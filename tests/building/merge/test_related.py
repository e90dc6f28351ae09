"""The related entries on each page."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from limits import MAX_SELECT_OPTIONS

from bot.building.merge.entries import Plan
from bot.building.merge.records import Record
from bot.building.write.pipeline import write_lexicon
from bot.lexicon.model import Entry
from bot.lexicon.store.opening import opened
from bot.lexicon.store.related import MAX_RELATED, MAX_STORED
from bot.settings import Home
from bot.sources.concept import Concept
from bot.terms.model import Relation, SemanticType

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]
MakePlan = Callable[..., Plan]


def related(entry: Entry) -> list[tuple[str, Relation]]:
    return [(to.headword, to.relation) for to in entry.related]


@pytest.fixture(scope="module")
def every_entry(home: Home) -> list[Entry]:
    """All entries of the lexicon of fixtures."""

    async def read() -> list[Entry]:
        async with opened(home.lexicon) as lexicon:
            keys = await lexicon.rows("SELECT key FROM entry")
            return [entry for (key,) in keys if (entry := await lexicon.entry(key))]

    return asyncio.run(read())


def test_links_come_first_then_parents_then_siblings_and_children(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entries = make_entries(
        glossary=[
            make_concept("me", parents=("parent",), see_also=("friend",)),
            make_concept("parent"),
            make_concept("friend"),
            make_concept("sister", parents=("parent",)),
            make_concept("brother", parents=("parent",)),
            make_concept("daughter", parents=("me",)),
            make_concept("stranger"),
        ]
    )
    listed = related(entries["me"])
    assert listed[:2] == [("friend", Relation.SEE_ALSO), ("parent", Relation.PARENT)]
    assert set(listed[2:]) == {
        ("sister", Relation.SIBLING),
        ("daughter", Relation.CHILD),
        ("brother", Relation.SIBLING),
    }


def test_a_translation_that_could_not_share_the_page_of_its_original_is_linked_both_ways(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    translated = {"equivalents": ("nci-dictionary:C1",)}
    entries = make_entries(
        nci_dictionary=[make_concept("ocular melanoma", "C1", see_also=("C2",)), make_concept("eye", "C2")],
        nci_diccionario=[
            make_concept("melanoma ocular", "E1", **translated),
            make_concept("melanoma intraocular", "E2", **translated),
        ],
    )
    alone = next(
        entry for headword, entry in entries.items() if headword in {"melanoma ocular", "melanoma intraocular"}
    )
    assert related(alone) == [("ocular melanoma", Relation.SEE_ALSO)]
    assert related(entries["ocular melanoma"]) == [(alone.headword, Relation.SEE_ALSO), ("eye", Relation.SEE_ALSO)]


def test_equivalents_of_one_language_that_are_kept_apart_are_not_linked(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entries = make_entries(
        mesh=[make_concept("one", "D1")],
        mondo=[
            make_concept("two", "M1", equivalents=("mesh:D1",)),
            make_concept("three", "M2", equivalents=("mesh:D1",)),
        ],
    )
    assert len(entries) == 2
    assert [related(entry) for entry in entries.values()] == [[], []]


def test_an_entry_is_never_related_to_itself(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    me = make_concept("me", parents=("parent",), see_also=("me", "parent"))
    entries = make_entries(glossary=[me, make_concept("parent")])
    assert related(entries["me"]) == [("parent", Relation.SEE_ALSO)]


def test_each_neighbour_is_listed_once_for_the_nearest_reason(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    me = make_concept("me", parents=("parent", "parent"), see_also=("parent", "sister", "sister"))
    sister = make_concept("sister", parents=("parent", "me"))
    entries = make_entries(glossary=[me, sister, make_concept("parent")])
    assert related(entries["me"]) == [("parent", Relation.SEE_ALSO), ("sister", Relation.SEE_ALSO)]


def test_a_sibling_that_is_a_child_too_is_called_a_child(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    both = make_concept("both", parents=("parent", "me"))
    entries = make_entries(glossary=[make_concept("me", parents=("parent",)), both, make_concept("parent")])
    assert related(entries["me"]) == [("parent", Relation.PARENT), ("both", Relation.CHILD)]


def test_a_menu_holds_at_most_twenty_five(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    siblings = [make_concept(f"sibling {n}", parents=("parent",)) for n in range(60)]
    entries = make_entries(glossary=[make_concept("parent"), *siblings])
    assert len(entries["sibling 0"].related) == len(entries["parent"].related) == MAX_RELATED == MAX_SELECT_OPTIONS


def test_neither_siblings_nor_children_crowd_the_others_out(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    siblings = [make_concept(f"sibling {n}", parents=("parent",)) for n in range(60)]
    children = [make_concept(f"child {n}", parents=("me",)) for n in range(60)]
    me = make_concept("me", parents=("parent",))
    relations = [
        to.relation for to in make_entries(glossary=[make_concept("parent"), me, *siblings, *children])["me"].related
    ]
    assert relations.count(Relation.SIBLING) >= 12
    assert relations.count(Relation.CHILD) >= 11


def test_more_widely_defined_neighbours_come_first(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    defined = {"definitions": ("It is known.",)}
    living = {"semantic_types": (SemanticType.ORGANISM,)}
    entries = make_entries(
        glossary=[make_concept("parent")],
        mesh=[
            make_concept("Parent", tree_numbers=("B1",)),
            make_concept("nowhere", tree_numbers=("B1.1",), **living),
            make_concept("once", tree_numbers=("B1.2",), **living, **defined),
            make_concept("twice", tree_numbers=("B1.3",), **living, **defined),
        ],
        nci_dictionary=[make_concept("twice", **defined)],
    )
    assert [headword for headword, _ in related(entries["parent"])] == ["twice", "once", "nowhere"]


def test_of_many_links_no_more_are_stored_than_a_menu_holds(make_concept: MakeConcept, make_plan: MakePlan) -> None:
    friends = [make_concept(f"friend {n}") for n in range(60)]
    me = make_concept("me", see_also=("me", *(friend.code for friend in friends)))
    plan = make_plan(glossary=[me, *friends])
    at = plan.headwords.index("me")
    assert len(plan.neighbours.of(at, plan.keys, plan.headwords).see_also) == MAX_STORED


def test_a_link_to_what_is_not_there_is_left_out(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    assert related(make_entries(glossary=[make_concept("me", see_also=("nowhere",))])["me"]) == []


def test_a_link_inside_one_page_is_left_out(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    short = make_concept("IL-6", synonyms=["interleukin-6"], see_also=("interleukin-6",))
    long = make_concept("interleukin-6", abbreviations=["IL-6"], see_also=("il-6",))
    assert related(make_entries(nci_dictionary=[short, long])["interleukin-6"]) == []


def test_every_related_entry_of_a_lexicon_exists_under_its_key_and_headword(every_entry: list[Entry]) -> None:
    headwords = {entry.key: entry.headword for entry in every_entry}
    for entry in every_entry:
        assert {to.key: to.headword for to in entry.related}.items() <= headwords.items()
        assert {to.key: to.headword for to in entry.subclass_of}.items() <= headwords.items()


def test_in_a_whole_lexicon_no_list_is_too_long_or_repeats_or_leads_back(every_entry: list[Entry]) -> None:
    for entry in every_entry:
        keys = [to.key for to in entry.related]
        assert len(keys) <= 25
        assert len(set(keys)) == len(keys)
        assert entry.key not in keys


def test_interleukin_leads_into_the_neighbourhood_of_cytokines(every_entry: list[Entry]) -> None:
    (interleukin,) = [entry for entry in every_entry if entry.key == "interleukin"]
    listed = {to.headword for to in interleukin.related}
    wished = {"interferon", "lymphokine", "monokine", "oncostatin M", "osteopontin", "cytokine", "chemokine"}
    assert len(listed & wished) >= 6


async def test_siblings_are_read_from_the_rows_of_all_parents(
    make_concept: MakeConcept, make_records: Callable[..., list[Record]], tmp_path: Path
) -> None:
    families = {"mother": ("me", "sister"), "father": ("me", "half-brother")}
    both = [make_concept(parent) for parent in families]
    children = [make_concept(name, parents=(parent,)) for parent, names in families.items() for name in names[1:]]
    records = make_records(glossary=[make_concept("me", parents=tuple(families)), *both, *children])
    write_lexicon(tmp_path / "lexicon.sqlite3", [records[0].source], records)
    async with opened(tmp_path / "lexicon.sqlite3") as lexicon:
        me = await lexicon.entry("me")
    assert me is not None
    of = dict(related(me))
    assert [name for name, relation in of.items() if relation is Relation.PARENT] == ["mother", "father"]
    assert {name for name, relation in of.items() if relation is Relation.SIBLING} == {"sister", "half-brother"}


def test_parents_are_stored_as_text_which_no_sqlite_takes_for_binary_json(home: Home) -> None:
    with closing(sqlite3.connect(home.lexicon)) as lexicon:
        assert lexicon.execute("SELECT DISTINCT typeof(parents) FROM entry").fetchall() == [("text",)]
