"""The content of a page, collected from all sources."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.building.merge.entries import Plan, entries
from bot.lexicon.model import Entry, PronunciationCredits
from bot.sources.concept import Concept
from bot.terms.model import Name, NameKind, SemanticType

MakeConcept = Callable[..., Concept]
MakeEntries = Callable[..., dict[str, Entry]]


def only(made: dict[str, Entry]) -> Entry:
    (entry,) = made.values()
    return entry


# Definitions


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


# How it is said


def said(name: str) -> dict[str, str]:
    return {"respelling": f"{name} respelt", "audio": f"https://example.org/{name}.mp3", "hyphenation": f"{name}·"}


def test_how_the_headword_is_said_is_shown(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entry = only(make_entries(nci_dictionary=[make_concept("interleukin", **said("nci"))]))
    assert (entry.respelling, entry.audio) == ("nci respelt", "https://example.org/nci.mp3")
    assert entry.hyphenation == "nci·"
    assert entry.ipa is None


def test_how_a_synonym_is_said_is_not_shown_for_the_headword(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entry = only(
        make_entries(
            glossary=[make_concept("myocardial infarction", plains=["heart attack"])],
            nci_dictionary=[make_concept("heart attack", **said("heart attack"))],
        )
    )
    assert (entry.respelling, entry.audio, entry.hyphenation) == (None, None, None)


def test_how_the_plural_is_said_is_not_shown_for_the_singular(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entry = only(
        make_entries(
            glossary=[make_concept("interleukin")], nci_dictionary=[make_concept("interleukins", **said("plural"))]
        )
    )
    assert entry.respelling is None


def test_what_the_plainest_source_lacks_comes_from_the_next(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entry = only(
        make_entries(
            glossary=[make_concept("interleukin", respelling="in-ter-LOO-kin")],
            nci_dictionary=[make_concept("Interleukin", **said("nci"))],
        )
    )
    assert (entry.respelling, entry.audio) == ("in-ter-LOO-kin", "https://example.org/nci.mp3")
    assert entry.said_by == PronunciationCredits(
        hyphenation="nci-dictionary", respelling="glossary", audio="nci-dictionary"
    )


def test_nobody_is_named_who_does_not_say_it(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    made = make_entries(
        glossary=[make_concept("renal", hyphenation="re·nal")],
        nci_dictionary=[make_concept("renal renal")],
    )
    assert made["renal"].said_by == PronunciationCredits(hyphenation="glossary", respelling=None, audio=None)
    assert (made["renal renal"].hyphenation, made["renal renal"].said_by) == ("re·nal re·nal", None)


# Names


def test_every_name_is_kept_once_with_its_kind_and_the_plainest_source_that_has_it(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    entry = only(
        make_entries(
            glossary=[make_concept("heart attack", equivalents=("mesh:D1",))],
            mesh=[
                make_concept(
                    "Myocardial Infarction", "D1", synonyms=["Heart Attack"], entry_terms=["Silent Infarction"]
                )
            ],
        )
    )
    assert entry.names == (
        Name("heart attack", NameKind.PREFERRED, "glossary"),
        Name("Myocardial Infarction", NameKind.PREFERRED, "mesh"),
        Name("Silent Infarction", NameKind.ENTRY_TERM, "mesh"),
    )


@pytest.mark.parametrize(
    ("heading", "name"),
    [("Lung Neoplasms", "Lung Cancer"), ("Lung Neoplasms", "Cancers, Lung"), ("Heart Ventricles", "Left Ventricle")],
)
def test_a_name_that_means_less_than_its_entry_is_only_filed_there(
    make_concept: MakeConcept, make_entries: MakeEntries, heading: str, name: str
) -> None:
    entry = only(make_entries(mesh=[make_concept(heading, "D1", synonyms=[name])]))
    assert next(each.kind for each in entry.names if each.name == name) is NameKind.ENTRY_TERM


def test_the_headword_is_among_the_names_even_where_no_source_writes_it_so(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    made = make_entries(
        mesh=[
            make_concept("Leukemia, Myeloid", semantic_types=(SemanticType.DISEASE,)),
            make_concept("Other", definitions=("Of myeloid leukemia.",)),
        ]
    )
    names = [name.name for name in made["myeloid leukemia"].names]
    assert names == ["Leukemia, Myeloid", "myeloid leukemia"]


def test_a_preferred_name_that_abbreviates_the_headword_is_told_as_an_abbreviation(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    long = make_concept("interleukin-6", equivalents=("nci-dictionary:1",))
    entry = only(make_entries(glossary=[long], nci_dictionary=[make_concept("IL-6", "1")]))
    assert [(name.name, name.kind) for name in entry.names] == [
        ("interleukin-6", NameKind.PREFERRED),
        ("IL-6", NameKind.ABBREVIATION),
    ]


def test_a_headword_that_is_an_abbreviation_stays_a_preferred_name(
    make_concept: MakeConcept, make_entries: MakeEntries
) -> None:
    (name,) = only(make_entries(nci_dictionary=[make_concept("ODAC")])).names
    assert name.kind is NameKind.PREFERRED


# Kinds and hints


def test_the_kind_is_the_first_sources_that_tells_one(make_concept: MakeConcept, make_entries: MakeEntries) -> None:
    entry = only(
        make_entries(
            nci_dictionary=[make_concept("pain")],
            mesh=[make_concept("Pain", semantic_types=(SemanticType.SYMPTOM, SemanticType.DISEASE))],
        )
    )
    assert entry.semantic_types == (SemanticType.SYMPTOM, SemanticType.DISEASE)


@pytest.fixture
def hint(make_concept: MakeConcept, make_plan: Callable[..., Plan]) -> Callable[..., str]:
    """Return the hint that distinguishes an entry from others of its name."""

    def made(**fields: object) -> str:
        (built,) = entries(make_plan(glossary=[make_concept("thing", **fields)]))
        return built.hint

    return made


def test_a_hint_tells_the_kind_and_what_it_is_a_kind_of(
    make_concept: MakeConcept, make_plan: Callable[..., Plan]
) -> None:
    made = [
        make_concept("beeper", code="1"),
        make_concept("pager", parents=("1",), semantic_types=(SemanticType.DEVICE,)),
    ]
    hints = {built.entry.headword: built.hint for built in entries(make_plan(glossary=made))}
    assert hints["pager"] == "device, a kind of beeper"


def test_a_hint_does_not_tell_the_kind_twice(make_concept: MakeConcept, make_plan: Callable[..., Plan]) -> None:
    kind = {"semantic_types": (SemanticType.DEVICE,)}
    made = [make_concept("device", code="1"), make_concept("pager", parents=("1",), synonyms=["gadget"], **kind)]
    hints = {built.entry.headword: built.hint for built in entries(make_plan(glossary=made))}
    assert hints["pager"] == "device, also called gadget"


def test_a_hint_holds_nothing_of_a_definition_where_more_is_known(hint: Callable[..., str]) -> None:
    assert hint(semantic_types=(SemanticType.DEVICE,), definitions=("It beeps.",)) == "device"


def test_a_hint_says_who_defines_it_how_and_when_where_nothing_else_is_known(hint: Callable[..., str]) -> None:
    said = "Medlex Starter Glossary (not medically reviewed), 2026"
    assert hint(definitions=("It beeps.",)) == f"{said}: It beeps."
    assert hint() == said


def test_a_hint_has_the_words_with_which_a_source_tells_senses_apart(hint: Callable[..., str]) -> None:
    assert hint(hint="pharmacy", synonyms=["gadget"]) == "pharmacy, also called gadget"


def test_a_hint_without_parents_tells_other_names_and_no_abbreviations(hint: Callable[..., str]) -> None:
    names = {"synonyms": ["gadget", "gizmo"], "abbreviations": ["TH"]}
    assert hint(**names) == "also called gadget, gizmo"
    assert hint(**names, semantic_types=(SemanticType.DEVICE,)) == "device, also called gadget, gizmo"


def test_a_hint_tells_no_misspelling_and_no_field_of_an_abbreviation(
    hint: Callable[..., str], make_concept: MakeConcept, make_plan: Callable[..., Plan]
) -> None:
    assert hint(semantic_types=(SemanticType.DEVICE,), synonyms=["thinng", "small thing"]) == "device"
    home = make_concept("nursing home", hint="departments", definitions=("A home.",))
    built = next(iter(entries(make_plan(medlex_abbreviations=[home]))))
    assert "departments" not in built.hint
    assert built.hint.endswith("A home.")


def test_a_hint_says_of_what_class_one_thing_is(make_concept: MakeConcept, make_plan: Callable[..., Plan]) -> None:
    kinds = (SemanticType.CHEMICAL,)
    made = [
        make_concept("xanthines", "a", semantic_types=kinds),
        make_concept("theine", "b", parents=("a",), semantic_types=kinds),
        make_concept("syndrome", "c"),
        make_concept("zorb", "d", parents=("c",), synonyms=["gizmo"]),
    ]
    hints = {built.entry.headword: built.hint for built in entries(make_plan(glossary=made))}
    assert hints["theine"] == "chemical, a kind of xanthine"
    assert hints["zorb"] == "also called gizmo"


def test_a_hint_leaves_out_plurals_and_names_that_are_turned_round(hint: Callable[..., str]) -> None:
    names = ["Things", "Operating Rooms", "Room, Operating", "Rooms, Operating", "Operating Room", "theater"]
    assert hint(synonyms=names) == "also called Operating Room, theater"
    # The kind of a thing shows if its name is that of a title or of a person.
    assert hint(synonyms=names, semantic_types=(SemanticType.DEVICE,)) == "device, also called operating room, theater"


def test_a_hint_names_no_words_twice_and_no_name_that_a_rule_has_made(hint: Callable[..., str]) -> None:
    assert hint(synonyms=["Cancer of Lung", "Cancer of the Lung"]) == "also called Cancer of Lung"
    assert hint(synonyms=["Sparganosis", "Spirometra disease or disorder"]) == "also called Sparganosis"


def test_a_long_hint_ends_between_words_and_says_that_it_was_cut(hint: Callable[..., str]) -> None:
    cut = hint(synonyms=[f"word{number}" for number in range(40)])
    assert re.search(r"word\d+…$", cut)
    assert 80 < len(cut) <= 95


@pytest.mark.parametrize("text", ["x" * 300, "病" * 300])
def test_a_long_hint_without_spaces_is_cut_all_the_same(hint: Callable[..., str], text: str) -> None:
    cut = hint(synonyms=[text])
    assert 80 < len(cut) <= 95


def test_weights_are_higher_for_what_is_more_plainly_and_widely_defined(
    make_concept: MakeConcept, make_plan: Callable[..., Plan]
) -> None:
    defined = {"definitions": ("It is known.",)}
    plan = make_plan(
        glossary=[make_concept("plain", **defined), make_concept("both", **defined)],
        mesh=[make_concept("both", **defined), make_concept("special", **defined), make_concept("undefined")],
    )
    weights = dict(zip(plan.headwords, plan.weights, strict=True))
    assert weights["both"] > weights["plain"] > weights["special"] > weights["undefined"] == 0


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
