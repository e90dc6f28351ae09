"""The capitals in MeSH's scope notes, which are cross-references."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.sources.concept import Concept, Reading
from bot.sources.formats.mesh import descriptors as mesh

Write = Callable[..., Path]
Resolve = Callable[[str], Concept]

# Some records to refer to, by identifier: tree number, names, and a note that shows how its words are written.
OTHERS = {
    "D100": ("C14.1", ["Heart Diseases", "Cardiac Disease"], "Trouble of the heart."),
    "D101": ("A07.1", ["Heart"], "A pump that muscle and valves make; the heart beats."),
    "D102": (
        "C10.2",
        ["Parkinson Disease", "Parkinson's Disease"],
        "A stiff gait, as Parkinson wrote, is one of its signs.",
    ),
    "D103": ("B03.1", ["Escherichia coli", "E coli"], "Bacteria of the gut."),
    "D104": ("D13.1", ["DNA", "Deoxyribonucleic Acid"], "The acid in which genes are written."),
    "D105": ("A15.1", ["T-Lymphocytes", "T Cells"], "White cells that lymphocytes of another sort rely on."),
    "D106": ("C16.1", ["Down Syndrome", "Down's Syndrome"], "It is written down in the chromosomes."),
    "D107": ("Z01.1", ["New Zealand"], "Two islands, new on the map of the time."),
    "D108": ("B01.1", ["Humans", "Human"], "Readers of this note."),
    "D109": ("C01.1", ["Neoplasms, Heart"], "Tumors of the heart."),
    "D110": ("E05.1", ["CAT Scan"], "A slice of a picture."),
    "D111": ("B01.2", ["Cats", "Cat"], "Pets that purr."),
    "D112": ("C10.3", ["Creutzfeldt-Jakob Syndrome"], "A rare illness of the brain."),
    "D113": ("D12.1", ["mRNA Caps", "RNA Caps"], "Ends of some acids."),
    "D114": ("C18.1", ["Arrhythmia"], "A beat out of step."),
    "D115": ("A07.2", ["Valve, Mitral"], "A door of the heart; a valve."),
    "D116": ("G05.1", ["Genes, sry", "Gene, sry", "SRY Protein"], "Genes that make a gene of another."),
    "D117": ("C18.2", ["Metabolism, Inborn Errors"], "Errors of metabolism that are inborn."),
    "D119": ("C05.1", ["Pierre Robin Syndrome", "Robin Syndrome", "Robin's Syndrome"], "A small jaw."),
    "D120": ("A07.3", ["Bundle of His", "His Bundle"], "A bundle of fibers that leads to his heart or hers."),
    "D118": ("D12.2", ["Factor 1, alpha Subunit"], "A part of a factor, a subunit."),
}


def record(code: str, tree: str, names: list[str], note: str) -> str:
    terms = "".join(f"<Term><String>{name}</String></Term>" for name in names)
    return (
        f"<DescriptorRecord><DescriptorUI>{code}</DescriptorUI><DescriptorName><String>{names[0]}</String></DescriptorName>"
        f'<TreeNumberList><TreeNumber>{tree}</TreeNumber></TreeNumberList><ConceptList><Concept PreferredConceptYN="Y">'
        f"<ScopeNote>{note}</ScopeNote><TermList>{terms}</TermList></Concept></ConceptList></DescriptorRecord>"
    )


@pytest.fixture
def resolve(tmp_path: Path) -> Resolve:
    """Reads a note in a file of some other records, and gives its concept."""

    def resolved(note: str) -> Concept:
        path = tmp_path / "desc.xml"
        others = "".join(record(code, *other) for code, other in OTHERS.items())
        path.write_text(f"<DescriptorRecordSet>{record('D1', 'C1', ['Thing'], note)}{others}</DescriptorRecordSet>")
        first = next(mesh.concepts(path))
        assert isinstance(first, Concept)
        return first

    return resolved


@pytest.mark.parametrize(
    ("note", "text", "see_also"),
    [
        ("Pain in the HEART.", "Pain in the heart.", ("D101",)),
        ("Some HEART DISEASES.", "Some heart diseases.", ("D100",)),
        ("A CARDIAC DISEASE.", "A cardiac disease.", ("D100",)),
        ("Seen in PARKINSON DISEASE.", "Seen in Parkinson disease.", ("D102",)),
        ("Seen in PARKINSON'S DISEASE.", "Seen in Parkinson's disease.", ("D102",)),
        ("Caused by ESCHERICHIA COLI.", "Caused by Escherichia coli.", ("D103",)),
        ("It kills T-LYMPHOCYTES.", "It kills T-lymphocytes.", ("D105",)),
        ("Seen in DOWN SYNDROME.", "Seen in Down syndrome.", ("D106",)),
        ("Found in NEW ZEALAND.", "Found in New Zealand.", ("D107",)),
        ("Frequent in HUMANS.", "Frequent in humans.", ("D108",)),
        ("See tumors (NEOPLASMS, HEART).", "See tumors (heart neoplasms).", ("D109",)),
        ("Unlike CREUTZFELDT-JAKOB SYNDROME.", "Unlike Creutzfeldt-Jakob syndrome.", ("D112",)),
        ("It cuts MRNA CAPS.", "It cuts mRNA caps.", ("D113",)),
        ("It causes ARRHYTHMIAS.", "It causes arrhythmias.", ("D114",)),
        ("It ends in HEART, and in CATS.", "It ends in heart, and in cats.", ("D101", "D111")),
    ],
)
def test_capitals_that_are_a_name_become_running_text_and_a_related_term(
    resolve: Resolve, note: str, text: str, see_also: tuple[str, ...]
) -> None:
    concept = resolve(note)
    assert concept.definitions == (text,)
    assert concept.see_also == see_also


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("A leak of the VALVE, MITRAL.", "A leak of the mitral valve."),
        ("VALVE, MITRAL leaks.", "Mitral valve leaks."),
        ("A change of the GENE, SRY.", "A change of the SRY gene."),
        ("Of METABOLISM, INBORN ERRORS.", "Of inborn errors of metabolism."),
        ("It binds FACTOR 1, ALPHA SUBUNIT.", "It binds factor 1, alpha subunit."),
    ],
)
def test_a_heading_that_is_turned_round_reads_as_people_write_it(resolve: Resolve, note: str, text: str) -> None:
    assert resolve(note).definitions == (text,)


@pytest.mark.parametrize(
    ("note", "text", "see_also"),
    [
        ("A leak of the mitral valve (VALVE, MITRAL).", "A leak of the mitral valve.", ("D115",)),
        ("A leak of mitral valves (VALVE, MITRAL) only.", "A leak of mitral valves only.", ("D115",)),
        ("A door (VALVE, MITRAL) leaks.", "A door (mitral valve) leaks.", ("D115",)),
        ("A door (see VALVE, MITRAL) leaks.", "A door leaks.", ("D115",)),
        ("A door (see also HEART) leaks.", "A door leaks.", ("D101",)),
        ("A door (of Doe; see HEART) leaks.", "A door (of Doe) leaks.", ("D101",)),
        ("Animals (CATS; HUMANS; VALVE, MITRAL).", "Animals (cats, humans, mitral valve).", ("D111", "D108", "D115")),
        ("Animals (CATS; and HUMANS).", "Animals (cats and humans).", ("D111", "D108")),
        (
            "Illness (e.g., HEART DISEASES; ARRHYTHMIA).",
            "Illness (e.g., heart diseases, arrhythmia).",
            ("D100", "D114"),
        ),
        ("Of the heart; (HEART), and more.", "Of the heart, and more.", ("D101",)),
        ("An acid (DNA) of a cell (ABC).", "An acid (DNA) of a cell (ABC).", ()),
    ],
)
def test_a_bracket_that_repeats_or_points_elsewhere_goes(
    resolve: Resolve, note: str, text: str, see_also: tuple[str, ...]
) -> None:
    concept = resolve(note)
    assert concept.definitions == (text,)
    assert concept.see_also == see_also


@pytest.mark.parametrize(
    "note",
    [
        "It copies DNA and RNA.",
        "A picture by CAT is sharp.",
        "Seen with HIV-1, in type II and in AB0 groups.",
        "The NADPH of a cell.",
        "It comes from https://example.org/HEART/DATA.html on the net.",
        "Look at WWW.EXAMPLE.org for HEARTSore.",
    ],
)
def test_abbreviations_and_addresses_stay_as_they_are(resolve: Resolve, note: str) -> None:
    concept = resolve(note)
    assert concept.definitions == (note,)
    assert concept.see_also == ()


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("HEART DISEASES come first.", "Heart diseases come first."),
        ("It hurts. HEART DISEASES come first.", "It hurts. Heart diseases come first."),
        ("Organs (e.g. HEART) of animals.", "Organs (e.g. heart) of animals."),
    ],
)
def test_a_sentence_still_begins_with_a_capital(resolve: Resolve, note: str, text: str) -> None:
    assert resolve(note).definitions == (text,)


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("Of the HEART AND MUSCLE.", "Of the heart and muscle."),
        ("Of the MUSCLE alone.", "Of the muscle alone."),
        ("Of UNHEARDOFTHINGS alone.", "Of unheardofthings alone."),
        ("The DNA-binding RING domain.", "The DNA-binding RING domain."),
    ],
)
def test_words_that_are_no_name_are_told_from_symbols_by_the_files_own_sentences(
    resolve: Resolve, note: str, text: str
) -> None:
    assert resolve(note).definitions == (text,)


def test_a_record_does_not_refer_to_itself(resolve: Resolve) -> None:
    concept = resolve("A THING of the HEART; every THING has one HEART.")
    assert concept.definitions == ("A thing of the heart; every thing has one heart.",)
    assert concept.see_also == ("D101",)


def test_notes_that_were_changed_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "desc.xml"
    notes = ("The HEART.", "The HEART and the HEART.", "Plain DNA.")
    records = "".join(record(f"D{at}", "C1", [f"Thing {at}"], note) for at, note in enumerate(notes))
    path.write_text(f"<DescriptorRecordSet>{records}{record('D101', *OTHERS['D101'])}</DescriptorRecordSet>")
    reading = Reading()
    assert len(list(mesh.concepts(path, reading))) == 4
    assert reading.cleaned == {"capitals of cross-references": 2}


def test_a_name_on_several_lines_refers_to_nothing(tmp_path: Path) -> None:
    path = tmp_path / "desc.xml"
    lines = record("D2", "C1", ["Odd Name", "Broken\nHeart"], "It is odd.")
    path.write_text(
        f"<DescriptorRecordSet>{record('D1', 'C1', ['Thing'], 'The HEART alone.')}{lines}</DescriptorRecordSet>"
    )
    thing, _ = mesh.concepts(path)
    assert isinstance(thing, Concept)
    assert thing.see_also == ()


@pytest.mark.parametrize(
    ("note", "text"),
    [
        ("A jaw as in PIERRE ROBIN SYNDROME.", "A jaw as in Pierre Robin syndrome."),
        ("Above the BUNDLE OF HIS.", "Above the bundle of His."),
    ],
)
def test_both_words_of_a_name_keep_their_capitals(resolve: Resolve, note: str, text: str) -> None:
    assert resolve(note).definitions == (text,)
