"""The starter glossary is whole and consistent, and, where a MeSH file is given (MEDLEX_CORPUS), its facts
agree with MeSH.

Kinds, abbreviations and wording are checked in test_glossary_kinds.py, test_glossary_abbreviations.py and
test_glossary_wording.py.
"""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest
from starter_glossary import BY_FILE, BY_HEADWORD, ENTRIES, breaking, names, spelt_out

from bot.sources.concept import Concept
from bot.sources.formats.glossary import GlossaryEntry, code_of, parents_of
from bot.sources.formats.mesh import descriptors as mesh
from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.normal_forms import fold, normal_forms

CORPUS = Path(os.environ["MEDLEX_CORPUS"]).resolve() if os.environ.get("MEDLEX_CORPUS") else None
needs_mesh = pytest.mark.skipif(CORPUS is None, reason="MEDLEX_CORPUS names no folder with mesh/desc*.xml.gz")

MIN_ENTRIES = 400
MIN_DEFINITION_LENGTH = 60
MAX_DEFINITION_LENGTH = 520
MAX_SENTENCES = 4
# The only file whose entries may have no parent without a reason: what all the others are kinds of.
GENERAL = "general.toml"
MAX_CODE_LENGTH = 3
SENTENCE_END = re.compile(r"[.!?](?=\s|$)")

# What people call several things: each of them has the name, so that it is asked which is meant.
SHARED_NAMES = {
    "anorexia": {"anorexia", "anorexia nervosa"},
    "blood cancer": {"leukemia", "lymphoma", "multiple myeloma"},
    "carrier": {"asymptomatic carrier", "genetic carrier"},
    "digit": {"finger", "toe"},
    "ear infection": {"otitis externa", "otitis media"},
    "epidural": {"epidural analgesia", "epidural steroid injection"},
    "hole in the heart": {"atrial septal defect", "ventricular septal defect"},
    "hormone therapy": {"hormone therapy", "menopausal hormone therapy"},
    "isosorbide": {"isosorbide dinitrate", "isosorbide mononitrate"},
    "rubeola": {"measles", "rubella"},
    "steroid": {"anabolic steroid", "corticosteroid"},
    "strep": {"Streptococcus", "strep throat"},
    "thrush": {"oral candidiasis", "vaginal yeast infection"},
    "trauma": {"injury", "psychological trauma"},
    "yeast infection": {"candidiasis", "vaginal yeast infection"},
}


def forms(written: Iterable[str]) -> set[str]:
    return {form for name in written for form in normal_forms(name)}


def test_there_are_at_least_400_entries() -> None:
    assert len(ENTRIES) >= MIN_ENTRIES


def test_every_file_holds_entries() -> None:
    assert [name for name, its_entries in BY_FILE.items() if not its_entries] == []


def test_headwords_are_unique_and_so_are_their_codes() -> None:
    assert [headword for headword, times in Counter(e.headword for e in ENTRIES).items() if times > 1] == []
    assert [code for code, times in Counter(code_of(e.headword) for e in ENTRIES).items() if times > 1] == []


def test_no_field_holds_stray_space_or_is_empty() -> None:
    def is_tidy(entry: GlossaryEntry) -> bool:
        texts = [*names(entry), *entry.see_also, entry.definition, entry.mesh, entry.parent, entry.respelling]
        texts += [entry.hyphenation, entry.mesh_exception, entry.parent_exception]
        return all(text is None or (text and text == " ".join(text.split())) for text in texts)

    assert breaking(is_tidy) == []


def test_a_definition_is_neither_too_short_nor_too_long() -> None:
    assert breaking(lambda entry: MIN_DEFINITION_LENGTH <= len(entry.definition) <= MAX_DEFINITION_LENGTH) == []


def test_a_definition_is_a_few_sentences_that_begin_with_a_capital_and_end_with_a_full_stop() -> None:
    assert breaking(lambda entry: entry.definition.endswith(".")) == []
    assert breaking(lambda entry: not entry.definition[0].islower()) == []
    assert breaking(lambda entry: len(SENTENCE_END.findall(entry.definition)) <= MAX_SENTENCES) == []


def test_no_two_entries_have_the_same_definition() -> None:
    assert [text for text, times in Counter(e.definition for e in ENTRIES).items() if times > 1] == []


def test_a_headword_is_in_natural_order() -> None:
    assert breaking(lambda entry: ", " not in entry.headword) == []


def test_every_parent_and_every_whole_is_an_entry() -> None:
    assert breaking(lambda entry: BY_HEADWORD.keys() >= {*parents_of(entry), *entry.part_of}) == []


def test_every_entry_but_the_general_terms_has_a_parent_or_says_why_not() -> None:
    special = [entry for name, its_entries in BY_FILE.items() if name != GENERAL for entry in its_entries]
    assert [entry.headword for entry in special if not entry.parent and not entry.parent_exception] == []
    assert any(entry.parent is None for entry in BY_FILE[GENERAL])


def test_an_exception_is_a_sentence() -> None:
    for field in ("parent_exception", "mesh_exception"):
        assert breaking(lambda e, field=field: (getattr(e, field) or "A.")[-1] == ".") == []  # type: ignore[misc]
        assert breaking(lambda e, field=field: (getattr(e, field) or "A.")[0].isupper()) == []  # type: ignore[misc]


def test_nothing_is_a_kind_of_itself_by_however_many_steps() -> None:
    def above(entry: GlossaryEntry, seen: frozenset[str] = frozenset()) -> bool:
        """Return True if a path from an entry to its parents comes back to an entry that is on it."""
        if entry.headword in seen:
            return True
        return any(above(BY_HEADWORD[parent], seen | {entry.headword}) for parent in parents_of(entry))

    assert breaking(lambda entry: not above(entry)) == []


def test_every_see_also_is_another_entry_once() -> None:
    missing = [(e.headword, to) for e in ENTRIES for to in e.see_also if to not in BY_HEADWORD]
    assert missing == []
    assert breaking(lambda entry: entry.headword not in entry.see_also) == []
    assert breaking(lambda entry: len(set(entry.see_also)) == len(entry.see_also)) == []


def test_every_entry_leads_on_to_two_to_six_others() -> None:
    assert breaking(lambda entry: 2 <= len(entry.see_also) <= 6) == []


def test_every_entry_has_a_mesh_identifier_or_says_why_not() -> None:
    assert breaking(lambda entry: (entry.mesh is None) is (entry.mesh_exception is not None)) == []


def test_mesh_identifiers_are_well_formed_and_unique() -> None:
    assert breaking(lambda entry: entry.mesh is None or bool(re.fullmatch(r"D\d{6}(\d{3})?", entry.mesh))) == []
    owners = Counter(entry.mesh for entry in ENTRIES if entry.mesh)
    assert [(e.headword, e.mesh) for e in ENTRIES if e.mesh and owners[e.mesh] > 1] == []


def test_hyphenation_spells_the_headword() -> None:
    assert breaking(lambda entry: (entry.hyphenation or entry.headword).replace("·", "") == entry.headword) == []
    wrong_dots = re.compile(r"^·|·$|·[· ]| ·")
    assert breaking(lambda entry: not wrong_dots.search(entry.hyphenation or "")) == []


def test_every_headword_but_an_abbreviation_is_hyphenated() -> None:
    def is_hyphenated_or_has_capitals(entry: GlossaryEntry) -> bool:
        return entry.hyphenation is not None or entry.headword != entry.headword.lower()

    assert breaking(is_hyphenated_or_has_capitals) == []


def test_an_entry_does_not_give_one_name_twice() -> None:
    def gives_each_once(entry: GlossaryEntry) -> bool:
        return len({fold(name) for name in names(entry)}) == len(names(entry))

    assert breaking(gives_each_once) == []


def test_every_name_has_a_normal_form() -> None:
    assert [(e.headword, name) for e in ENTRIES for name in names(e) if not normal_forms(name)] == []


def test_no_name_belongs_to_two_entries_except_abbreviations_and_names_known_to_be_shared() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in ENTRIES:
        for name in (*spelt_out(entry), *entry.brands):
            if not looks_like_abbreviation(name):
                for form in normal_forms(name):
                    owners[form].add(entry.headword)
    shared = {form: its_owners for form, its_owners in owners.items() if len(its_owners) > 1}
    known = {form: its_owners for name, its_owners in SHARED_NAMES.items() for form in normal_forms(name)}
    assert shared == known


def test_an_abbreviation_is_no_other_entrys_spelt_out_name() -> None:
    """Codes such as pH and PH, which only their capitals tell apart, are left to the ladder."""
    written = [(name, entry.headword) for entry in ENTRIES for name in spelt_out(entry)]
    words = [(name, headword) for name, headword in written if len(name) > MAX_CODE_LENGTH]
    owner = {form: headword for name, headword in words if not looks_like_abbreviation(name) for form in forms([name])}
    short = [(form, e.headword, name) for e in ENTRIES for name in e.abbreviations for form in normal_forms(name)]
    assert [(headword, name) for form, headword, name in short if owner.get(form, headword) != headword] == []


def test_the_terms_that_the_project_promises_are_there() -> None:
    promised = ["interleukin", "cytokine", "interferon", "lymphokine", "monokine", "chemokine", "osteopontin"]
    promised += ["oncostatin M", "hydralazine", "hydroxyzine", "breast cancer", "leukemia", "hemoglobin"]
    assert [headword for headword in promised if headword not in BY_HEADWORD] == []
    assert BY_HEADWORD["interleukin"].parent == "cytokine"
    assert BY_HEADWORD["interleukin"].respelling == "in-ter-LOO-kin"
    assert BY_HEADWORD["interleukin"].hyphenation == "in·ter·leu·kin"


@pytest.fixture(scope="module")
def descriptors() -> dict[str, Concept]:
    """Every descriptor of the newest MeSH file in the corpus, by identifier."""
    assert CORPUS is not None
    files = sorted((CORPUS / "mesh").glob("desc*.xml.gz"))
    assert files, f"there is no mesh/desc*.xml.gz in {CORPUS}"
    return {concept.code: concept for concept in mesh.concepts(files[-1]) if isinstance(concept, Concept)}


def is_below(child: Concept, parent: Concept) -> bool:
    """Return True if one descriptor is anywhere below another in the MeSH tree."""
    return any(number.startswith(f"{above}.") for number in child.tree_numbers for above in parent.tree_numbers)


@needs_mesh
def test_every_mesh_identifier_exists(descriptors: dict[str, Concept]) -> None:
    assert breaking(lambda entry: entry.mesh is None or entry.mesh in descriptors) == []


@needs_mesh
def test_the_headword_or_another_name_is_among_the_names_that_mesh_has(descriptors: dict[str, Concept]) -> None:
    def shares_a_name(entry: GlossaryEntry) -> bool:
        descriptor = descriptors.get(entry.mesh or "")
        return descriptor is None or bool(forms(names(entry)) & forms(name.name for name in descriptor.names))

    assert breaking(shares_a_name) == []


@needs_mesh
def test_the_parent_is_an_ancestor_in_the_tree_or_the_entry_says_why_not(descriptors: dict[str, Concept]) -> None:
    def is_filed_below_its_parent(entry: GlossaryEntry) -> bool:
        parent = BY_HEADWORD.get(entry.parent or "")
        if entry.parent_exception or entry.mesh not in descriptors or parent is None:
            return True
        return parent.mesh in descriptors and is_below(descriptors[entry.mesh], descriptors[parent.mesh])

    assert breaking(is_filed_below_its_parent) == []


@needs_mesh
def test_no_exception_is_made_for_a_parent_that_mesh_has_too(descriptors: dict[str, Concept]) -> None:
    def needs_its_exception(entry: GlossaryEntry) -> bool:
        parent = BY_HEADWORD.get(entry.parent or "")
        if not entry.parent_exception or entry.mesh not in descriptors or parent is None:
            return True
        return parent.mesh not in descriptors or not is_below(descriptors[entry.mesh], descriptors[parent.mesh])

    assert breaking(needs_its_exception) == []
