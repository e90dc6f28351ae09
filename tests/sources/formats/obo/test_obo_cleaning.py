"""The texts of ontologies: which residue is removed, and what stays."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sources.obo_samples import an_ontology, read, term, written

from bot.sources.catalogue import Residue, catalogue
from bot.sources.concept import Concept, ConceptName, Reading
from bot.sources.formats.obo.cleaning import Cleaner
from bot.terms.model import NameKind

ALL: tuple[Residue, ...] = ("source marks", "references", "markup", "relation names", "name marks")


def cleaned(text: str, kinds: tuple[Residue, ...] = ALL) -> str:
    return Cleaner(kinds, Counter()).definition(text)


@pytest.mark.parametrize(
    ("residue", "written_", "wanted"),
    [
        ("source marks", "A wall of a tube [Automatically generated definition].", "A wall of a tube."),
        ("source marks", "A wall of a tube. [WP,unvetted].", "A wall of a tube."),
        ("source marks", "A wall of a tube[WP,modified].", "A wall of a tube."),
        ("source marks", "A wall.[MP] It is thin[Somebody, X. (1999)].", "A wall. It is thin."),
        ("source marks", "A wall of a tube[AAO] The tube is thin[WP].", "A wall of a tube. The tube is thin."),
        ("source marks", "Two layers [TA] (outer, inner).", "Two layers (outer, inner)."),
        (
            "source marks",
            "The ninth rib. Note that members of this class are not necessarily homologous[X,modified].",
            "The ninth rib.",
        ),
        ("source marks", "A note [3] of an encyclopedia.", "A note of an encyclopedia."),
        (
            "source marks",
            "The tenth nerve [X] and digits [I-V] or [1-5].",
            "The tenth nerve [X] and digits [I-V] or [1-5].",
        ),
        ("source marks", "Missing definition for term UBERON:1. Please replace it using linked reference.", ""),
        ("references", "It is kept[PMID].", "It is kept."),
        ("references", "It is kept [PMID:123].", "It is kept."),
        ("references", "It is kept. [url:http://example.org/Page ]", "It is kept."),
        ("references", "A germ [NCBITaxon:36855] of dogs.", "A germ of dogs."),
        ("references", "As seen ({1:Doe et al., 2018}).", "As seen."),
        ("references", "It swells (Doe and Roe, 1973; Poe et al., 2018) and heals (Poe-1998).", "It swells and heals."),
        ("references", "It was seen first in a city (Xanadu 2003).", "It was seen first in a city (Xanadu 2003)."),
        ("references", "As seen (summary by {2:Doe and Roe, 2018}).", "As seen (summary by Doe and Roe, 2018)."),
        (
            "references",
            "As seen (Doe et al. 2018, PMID:1; Roe 2019, DOI:10.1/x.2).",
            "As seen (Doe et al. 2018; Roe 2019).",
        ),
        ("references", "As seen (see PMID:18045538).", "As seen."),
        ("references", "A disc (GO:0014704) of two cells (CL:1, CL:2).", "A disc of two cells."),
        ("references", "A cusp. (modified from http://example.org/a_b/).", "A cusp."),
        ("references", "A cusp. From http://example.org/page.", "A cusp."),
        ("references", "A ratio of 2:1 (two to one).", "A ratio of 2:1 (two to one)."),
        ("references", "A lump of bone. -- 2003", "A lump of bone."),
        ("references", "A lump (WHO grade I). --2003", "A lump (WHO grade I)."),
        ("references", "A lump. (WHO, 2001) -- 2003", "A lump."),
        ("references", "A lump, as Doe says (MM: 2006-10-26).", "A lump, as Doe says."),
        ("references", "It ends at the groove. (DK).", "It ends at the groove."),
        ("references", "A lump of the nervous system (ABC).", "A lump of the nervous system (ABC)."),
        ("references", "A lump (see this term) of bone (see also bones).", "A lump of bone."),
        ("references", "A lump (LMP; see this term).", "A lump (LMP)."),
        ("references", "In the LMP gene (607875) of men.", "In the LMP gene of men."),
        ("references", "A lump. For a discussion of lumps, see LMP1.", "A lump."),
        ("references", "A lump. Adapted from Wikipedia.org (MM).", "A lump."),
        ("markup", "It is old.It grows ; and (now)is big.", "It is old. It grows; and (now) is big."),
        ("markup", "At most 100.Many grow;they do.", "At most 100. Many grow; they do."),
        ("markup", "It cleaves <stereo>cis</stereo>-acid &amp; <i>more</i>.", "It cleaves cis-acid & more."),
        ("markup", "It ends.nnFor more, read on.", "It ends. For more, read on."),
        ("markup", "It ends..", "It ends."),
        ("markup", "It goes on...", "It goes on..."),
        (
            "markup",
            "Ages (<50 years or >60 years), A <-> B, A <=> B.",
            "Ages (<50 years or >60 years), A <-> B, A <=> B.",
        ),
        (
            "relation names",
            "Germs that has_symptom fever, transmitted_by mites.",
            "Germs that has symptom fever, transmitted by mites.",
        ),
        ("relation names", "Cáncer que se_deriva_de células.", "Cáncer que se deriva de células."),
        ("relation names", "The variant NM_000140 of gene A_1.", "The variant NM_000140 of gene A_1."),
    ],
)
def test_residue_goes_and_the_sentence_stays_whole(residue: Residue, written_: str, wanted: str) -> None:
    assert cleaned(written_, (residue,)) == wanted
    assert cleaned(written_) == wanted
    assert cleaned(written_, ()) == written_


@pytest.mark.parametrize(
    ("written_", "wanted"),
    [
        ("Invasion of the RESPIRATORY SYSTEM.", "Invasion of the respiratory system."),
        ("RETINAL pain. SKIN pain.", "Retinal pain. Skin pain."),
        ("The SCROTUM; PENIS; or PERINEUM.", "The scrotum; penis; or perineum."),
        ("Of the genus CANDIDA.", "Of the genus Candida."),
        ("Of the SPINAL CORD and LOSS OF BONE.", "Of the spinal cord and loss of bone."),
        ("A wound (e.g., WOUNDS, PENETRATING; INJURY).", "A wound (e.g., penetrating wounds, injury)."),
        ("The spinal nerve (NERVE, SPINAL) hurts.", "The spinal nerve hurts."),
        ("The spinal nerve (nerve, spinal) hurts.", "The spinal nerve hurts."),
        ("The spinal nerve (nerve, root) hurts.", "The spinal nerve (nerve, root) hurts."),
        ("CHILD syndrome, the LARGE gene and AIDS (CORD).", "CHILD syndrome, the LARGE gene and AIDS (CORD)."),
    ],
)
def test_capitals_of_copied_cross_references_are_set_in_small_letters(written_: str, wanted: str) -> None:
    assert cleaned(written_, ("capitals",)) == wanted
    assert cleaned(written_, ()) == written_


@pytest.mark.parametrize(
    "text", ["L-seryl-[protein] + ATP = ADP", "reduced [NADPH--hemoprotein reductase]", "[4Fe-4S] cluster"]
)
def test_chemistry_in_brackets_stays_where_the_catalogue_knows_of_no_marks(text: str) -> None:
    go = catalogue()["go"]
    assert "source marks" not in go.cleans
    assert cleaned(text, go.cleans) == text


@pytest.mark.parametrize("text", [".", " [WP].", "[Automatically generated definition]", "1 2"])
def test_a_definition_without_words_is_none(text: str) -> None:
    assert cleaned(text) == ""


def test_hpo_is_shown_just_as_it_is_written() -> None:
    """Its license wants that (https://hpo.jax.org/license)."""
    assert catalogue()["hpo"].cleans == ()
    assert catalogue()["hpo"].leaves_out == ()


def test_each_text_that_is_cleaned_is_counted_once_for_each_reason(tmp_path: Path) -> None:
    texts = ("A tube[WP] Some b[GO] b[WP].", "ab", "Cd[PMID:1][WP].")
    terms = [term(f"UBERON:{number}", f'def: "{text}" []') for number, text in enumerate(texts)]
    reading = Reading(source=an_ontology(cleans=ALL))
    read(written(tmp_path, "uberon", *terms), reading)
    assert reading.cleaned == {"[WP,unvetted] and similar marks": 2, "[PMID] and other references in brackets": 1}


@pytest.mark.parametrize("unit", ["[a", "[", "http://", "(http://", "PMID:", "a_", "see PMID:1, ", "[PMID:", "&", "</"])
def test_a_text_that_nobody_wrote_is_left_as_it_is_without_delay(unit: str) -> None:
    text = unit * 200_000
    assert cleaned(text) in (text, "")


def names_of(folder: Path, *synonyms: str, cleans: tuple[Residue, ...] = ALL) -> tuple[ConceptName, ...]:
    clauses = [f'synonym: "{synonym}" EXACT []' for synonym in synonyms]
    path = written(folder, "mondo", term("MONDO:1", *clauses, name="asthma"))
    return read(path, Reading(source=an_ontology(cleans=cleans)))["MONDO:1"].names[1:]


@pytest.mark.parametrize(
    ("name", "wanted", "kind"),
    [
        ("wheezing (finding) [ambiguous]", "wheezing (finding)", NameKind.SYNONYM),
        ("wheezes [obs]", "wheezes", NameKind.FORMER),
        ("wheezes [dup]", "wheezes", NameKind.SYNONYM),
        ("Setaria <nematode> infection", "Setaria (nematode) infection", NameKind.SYNONYM),
        ("worms &amp; germs", "worms & germs", NameKind.SYNONYM),
        ("vagus nerve [X]", "vagus nerve [X]", NameKind.SYNONYM),
        ("wheeze (disorder)", "wheeze", NameKind.SYNONYM),
        ("wheezing_process", "wheezing process", NameKind.SYNONYM),
        ("variant NM_1 of a_1", "variant NM_1 of a_1", NameKind.SYNONYM),
        ("wheezes , mild,", "wheezes, mild", NameKind.SYNONYM),
        ("wheeze (disease) of lung", "wheeze of lung", NameKind.SYNONYM),
        ("wheeze (disease), mild", "wheeze, mild", NameKind.SYNONYM),
    ],
)
def test_marks_of_other_vocabularies_are_no_part_of_a_name_but_say_what_it_is(
    tmp_path: Path, name: str, wanted: str, kind: NameKind
) -> None:
    assert names_of(tmp_path, name) == (ConceptName(wanted, kind),)
    assert [found.name for found in names_of(tmp_path, name, cleans=())] == [name]


def test_a_name_that_only_its_mark_told_from_another_is_not_there_twice(tmp_path: Path) -> None:
    assert [name.name for name in names_of(tmp_path, "asthma [obs]", "wheezes", "wheezes [dup]")] == ["wheezes"]
    assert [name.name for name in names_of(tmp_path, "wheezes (disease)", "wheezes")] == ["wheezes"]


def test_a_synonym_that_is_two_other_names_in_one_is_not_there_a_third_time(tmp_path: Path) -> None:
    found = names_of(tmp_path, "Wheezing; WHZ", "WHZ", "wheezing", "wheezes with t(1;2); A-B")
    assert [name.name for name in found] == ["WHZ", "wheezing", "wheezes with t(1;2); A-B"]


def test_a_name_that_is_damaged_or_an_address_is_left_out_and_counted(tmp_path: Path) -> None:
    synonyms = (f'synonym: "{name}" EXACT []' for name in ("Wh\ufffdze", "https://example.org/1", "wheezes"))
    reading = Reading(source=an_ontology())
    concept = read(written(tmp_path, "mondo", term("MONDO:1", *synonyms, name="asthma")), reading)["MONDO:1"]
    assert [name.name for name in concept.names] == ["asthma", "wheezes"]
    assert reading.left_out == {"damaged name": 2}


def test_wikipedia_is_credited_where_its_mark_is_taken_out(tmp_path: Path) -> None:
    texts = {
        "UBERON:0000001": "A wall[WP,unvetted].",
        "UBERON:0000002": "A wall[Gray's via WP].",
        "UBERON:0000003": "A WP wall[GO].",
    }
    path = written(tmp_path, "uberon", *(term(id, f'def: "{text}" []') for id, text in texts.items()))
    credited = {id: concept.credit for id, concept in read(path, Reading(source=catalogue()["uberon"])).items()}
    assert credited == {"UBERON:0000001": "Wikipedia", "UBERON:0000002": "Wikipedia", "UBERON:0000003": None}
    assert all(concept.credit is None for concept in read(path).values())


def of_hpo(folder: Path, *clauses: str, **traits: object) -> Concept:
    path = written(folder, "hp", term("HP:1", *clauses))
    return read(path, Reading(source=an_ontology(**traits)))["HP:1"]  # type: ignore[arg-type]


def test_comments_are_for_editors_and_those_who_describe_patients(tmp_path: Path) -> None:
    comment = "comment: Mostly heard at night\\, in bed. These features should be coded separately."
    assert of_hpo(tmp_path, 'def: "A loud breath." []', comment).definitions == ("A loud breath.",)
    assert of_hpo(tmp_path, comment).definitions == ()


def test_a_description_for_readers_stands_below_the_definition_with_its_paragraphs(tmp_path: Path) -> None:
    described = (
        r'property_value: terms:description "A cell\nthat \"lives\"[WP].\n\nAnd dies." xsd:string {xref="PMID:1"}'
    )
    clauses = ('def: "A cell." []', described)
    assert of_hpo(tmp_path, *clauses).definitions == ('A cell.\nA cell\nthat "lives"[WP].\nAnd dies.',)
    assert of_hpo(tmp_path, described, cleans=ALL).definitions == ('A cell\nthat "lives".\nAnd dies.',)


def test_works_that_a_definition_cites_are_credited_and_no_part_of_it(tmp_path: Path) -> None:
    cited = term("MONDO:1", 'def: "Damage of a nerve of the arm. (From Doe, Textbook of Nerves, 2nd ed, p12)" []')
    (concept,) = read(
        written(tmp_path, "mondo", cited), Reading(source=an_ontology(cleans=(*ALL, "citations")))
    ).values()
    assert concept.definitions == ("Damage of a nerve of the arm.",)
    assert concept.credit == "Doe, Textbook of Nerves, 2nd ed, p12"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("A growth of the outer skin. (WHO, 2003)", "A growth of the outer skin."),
        ("A rapid beat of the heart. (CDISC)", "A rapid beat of the heart."),
        ("An overactive gland (goiter).It grows slowly.", "An overactive gland (goiter). It grows slowly."),
        ("It wakes many cells.The others sleep.", "It wakes many cells. The others sleep."),
        ("Caused by U.S. strains of E.Coli.", "Caused by U.S. strains of E.Coli."),
        ("A pain of bones,which comes at night.", "A pain of bones, which comes at night."),
        ("It acts on 1,2-diols and trans,octa-cis bonds.", "It acts on 1,2-diols and trans,octa-cis bonds."),
    ],
)
def test_names_of_sources_and_lost_spaces_are_mended(tmp_path: Path, text: str, clean: str) -> None:
    (concept,) = read(
        written(tmp_path, "mondo", term("MONDO:1", f'def: "{text}" []')), Reading(source=an_ontology(cleans=ALL))
    ).values()
    assert concept.definitions == (clean,)
