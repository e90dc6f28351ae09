"""Which differently written names are one name, and which never are."""

from __future__ import annotations

import re
import string
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.terms.abbreviations import looks_like_abbreviation
from bot.terms.normal_forms import (
    MAX_NAME_LENGTH,
    RULES,
    fold,
    form_of_words,
    is_inverted,
    normal_forms,
    normal_words,
    packed,
    unpacked,
)
from bot.terms.spelling import ABBREVIATIONS_IN_S

quick = settings(max_examples=200, deadline=None, database=None)

# One line for each normal form that docs/normal-forms.md lists, and for what came up while real names were compared.
SAME_NAME = [
    # case, spacing, Unicode
    ("Interleukin", "INTERLEUKIN"),
    ("heart  attack", " Heart\tattack\n"),
    ("heart\u00a0attack", "heart attack"),
    ("Sjögren syndrome", "Sjogren syndrome"),
    ("Ménière's disease", "Meniere disease"),
    ("ｉｎｓｕｌｉｎ", "insulin"),
    ("ﬁbrosis", "fibrosis"),
    ("vitamin B₁₂", "vitamin B12"),
    ("Tylenol™", "Tylenol"),
    ("Tylenol®", "Tylenol"),
    ("in\u00adter\u00adleu\u00adkin", "interleukin"),
    ("in·ter·leu·kin", "interleukin"),
    # signs that stand for a word
    ("↑ICP", "increased ICP"),
    ("↓ BP", "decreased BP"),
    ("s / p", "S/P"),
    ("lopinavir/ritonavir", "lopinavir ritonavir"),
    ("TB/HIV", "TB HIV"),
    ("mg/dl", "mg/dL"),
    # punctuation and hyphens
    ("anti-inflammatory", "antiinflammatory"),
    ("anti-inflammatory", "anti inflammatory"),
    ("anti‑inflammatory", "anti–inflammatory"),
    ("X-ray", "xray"),
    ("X-ray", "X ray"),
    ("T-cell", "T cell"),
    ("E. coli", "e coli"),
    ("Guillain-Barré syndrome", "guillain barre syndrome"),
    ("HIV/AIDS", "HIV AIDS"),
    ("heart_attack", "heart attack"),
    ("M.R.I.", "MRI"),
    ("H.I.V.", "HIV"),
    ("D&C", "D and C"),
    ("H & E stain", "H&E stain"),
    ("vitamin D (D3)", "vitamin D, D3"),
    # possessives
    ("Crohn's disease", "Crohn disease"),
    ("Crohn’s disease", "Crohns disease"),
    ("Crohn´s disease", "Crohn`s disease"),
    ("Graves' disease", "Graves disease"),
    ("interleukin's", "interleukins"),
    ("women's health", "womens health"),
    ("children's hospital", "childrens hospital"),
    # ordinals, numbers in words, vitamins
    ("3rd molar", "third molar"),
    ("1st-degree AV block", "first degree AV block"),
    ("7th cranial nerve", "seventh cranial nerve"),
    ("type two diabetes", "type 2 diabetes"),
    ("stage four cancer", "stage IV cancer"),
    ("vit D deficiency", "vitamin D deficiency"),
    ("vit. B12", "vitamin B12"),
    # spelt out, with its abbreviation behind or before it
    ("acquired immunodeficiency syndrome, AIDS", "acquired immunodeficiency syndrome"),
    ("COPD, chronic obstructive pulmonary disease", "chronic obstructive pulmonary disease"),
    # plural and singular
    ("epididymides", "epididymis"),
    ("uteri", "uterus"),
    ("oesophagi", "esophagus"),
    ("kilogrammes", "kilogram"),
    ("breast cancers", "breast cancer"),
    ("headaches", "headache"),
    ("hearing aids", "hearing aid"),
    ("NSAIDs", "NSAID"),
    ("nsaids", "NSAID"),
    ("MIs", "MI"),
    ("STDs", "STD"),
    ("stds", "STD"),
    ("venae cavae", "vena cava"),
    # British and American
    ("haemoglobin", "hemoglobin"),
    ("leukaemia", "leukemia"),
    ("oesophageal tumours", "esophageal tumor"),
    ("heart centre", "heart center"),
    ("slipped disc", "slipped disk"),
    ("Heimlich manoeuvre", "Heimlich maneuver"),
    # Greek letters
    ("α-fetoprotein", "alpha-fetoprotein"),
    ("α-fetoprotein", "alphafetoprotein"),
    ("AlphaFetoprotein", "Α-FETOPROTEIN"),
    ("β blocker", "beta-blocker"),
    ("TGF-β1", "TGF beta 1"),
    ("interferon γ", "interferon-gamma"),
    ("∆9-THC", "delta-9-THC"),
    ("5 μg", "5 mcg"),
    ("5 µg", "5 mcg"),
    # Roman and Arabic numerals
    ("factor VIII", "factor 8"),
    ("type II diabetes", "type 2 diabetes"),
    ("cranial nerve X", "cranial nerve x"),
    ("cranial nerve VII", "cranial nerve 7"),
    ("HTLV-I", "HTLV-1"),
    ("stage IV cancer", "stage 4 cancer"),
    ("stage IIIA breast cancer", "stage 3a breast cancer"),
    ("Ⅳ", "iv"),
    # spacing in codes
    ("IL6", "IL-6"),
    ("IL6", "IL 6"),
    ("CD4 T cell", "CD-4 T-cell"),
    ("COVID-19", "covid19"),
    ("HbA1c", "Hb A1c"),
    ("IgA", "Ig A"),
    ("acetyl CoA", "acetyl-Co-A"),
    # inverted order
    ("leukemia, myeloid", "myeloid leukemia"),
    ("Neoplasms, Breast", "breast neoplasm"),
    ("anemia, hypoplastic, congenital", "congenital hypoplastic anemia"),
    ("diabetes mellitus, type 2", "type 2 diabetes mellitus"),
    ("diabetes type 2", "type 2 diabetes"),
    ("diabetes, type II", "type 2 diabetes"),
    ("breast cancer stage IIIA", "stage 3A breast cancer"),
    ("clinical trial, phase I", "phase 1 clinical trials"),
    # signs
    ("(+)-catechin", "plus-catechin"),
    ("ER+", "ER-positive"),
    ("ER−", "ER negative"),
    ("HER2-", "HER2 negative"),
    ("CD4+ T cell", "CD4-positive T cell"),
]

DIFFERENT_NAMES = [
    ("pneumonia, PCP", "pneumonia"),
    ("leukemia, ALL", "leukemia"),
    ("One Health", "1 health"),
    ("vit K", "vit"),
    ("21st century", "21 century"),
    ("chromosome X", "chromosome 10"),
    ("cranial nerve X", "cranial nerve 10"),
    ("vitamin C", "vitamin 100"),
    ("vitamin D", "vitamin 500"),
    ("vitamin K", "vitamin"),
    ("factor V", "factor X"),
    ("IV fluids", "4 fluids"),
    ("AIDS", "aid"),
    ("POTS", "pot"),
    ("CRPS", "CRP"),
    ("ALPS", "ALP"),
    ("TENS", "TEN"),
    ("ACNES", "acne"),
    ("MCAS", "MCA"),
    ("HLHS", "HLH"),
    ("PGHS-2", "PGH2"),
    ("MEN 1", "MAN1"),
    ("(+)-catechin", "(-)-catechin"),
    ("(+)-catechin", "catechin"),
    ("ER+", "ER-"),
    ("ER+", "ER"),
    ("ER-", "ER"),
    ("HER2+ cancer", "HER2- cancer"),
    ("D+HUS", "D-HUS"),
    ("T+B+ SCID", "T-B+ SCID"),
    ("D&C", "DC"),
    ("i/o", "Io"),
    ("s/p", "SP"),
    ("d/c", "DC"),
    ("n/v", "NV"),
    ("w/", "W"),
    ("c/o", "co"),
    ("A/G ratio", "AG ratio"),
    ("↑ICP", "ICP"),
    ("↑ICP", "↓ICP"),
    ("2°", "2"),
    ("K+", "K"),
    ("Na+", "Na"),
    ("+HIV", "HIV"),
    ("HER2-", "HER2"),
    ("hydralazine", "hydroxyzine"),
    ("base", "basis"),
    ("IL 1 6", "IL 16"),
    ("IL-1-6", "IL-16"),
    ("CA 19-9", "CA 199"),
    ("CA 12-5", "CA-125"),
    ("1,25-dihydroxyvitamin D", "125-dihydroxyvitamin D"),
    ("1.25", "125"),
    ("0.9% saline", "9% saline"),
    ("5% dextrose", "5 dextrose"),
    ("5 μg", "5 mg"),
    ("Retin-A", "retina"),
    ("protein S", "proteins"),
    ("Lewis B", "Lewisb"),
    ("integrin alpha V", "integrin alpha 5"),
    ("integrin αV", "integrin α5"),
    ("3,3',5'-triiodothyronine", "3,3',5-triiodothyronine"),
    ("cytochrome c'", "cytochrome c"),
    ("polypeptide B'", "polypeptide B''"),
    ("Mycoplasma pneumoniae", "Mycoplasma pneumonia"),
    ("rosacea", "Rosaceae"),
    ("docosahexaenoic acid", "docosahexenoic acid"),
    ("Boeck's disease", "Beck's disease"),
    ("type 1 diabetes", "type 2 diabetes"),
    ("stage III", "stage IIIA"),
    ("arthrogryposis type IIB", "arthrogryposis type 2B"),
    ("α-thalassemia", "β-thalassemia"),
    ("L-dopa", "D-dopa"),
    ("(-)-menthol", "menthol"),
    ("cis-retinoic acid", "trans-retinoic acid"),
    ("hypotension", "hypertension"),
    ("dysphagia", "dysphasia"),
    ("ileum", "ilium"),
    ("man health", "men"),
    ("breast cancer", "cancer, lung"),
]


@pytest.mark.parametrize(("one", "other"), SAME_NAME)
def test_ways_of_writing_one_name_share_a_normal_form(one: str, other: str) -> None:
    assert set(normal_forms(one)) & set(normal_forms(other))


@pytest.mark.parametrize(("one", "other"), DIFFERENT_NAMES)
def test_names_of_different_things_share_no_normal_form(one: str, other: str) -> None:
    assert set(normal_forms(one)).isdisjoint(normal_forms(other))


@pytest.mark.parametrize("abbreviation", sorted(ABBREVIATIONS_IN_S))
def test_an_abbreviation_that_ends_in_s_is_no_plural(abbreviation: str) -> None:
    assert normal_forms(abbreviation) == (abbreviation,)
    assert normal_forms(abbreviation.upper()) == (abbreviation,)
    assert normal_forms(abbreviation[:-1]) != (abbreviation,)


@pytest.mark.parametrize("text", ["", " ", "-", "!?", "…", "🙂", "\u200f", "()", "_", "+", "\ud800", "\u0301"])
def test_text_without_a_letter_or_digit_has_no_form(text: str) -> None:
    assert normal_forms(text) == ()
    assert normal_words(text) == []


def test_an_uninverted_name_has_one_form_and_an_inverted_one_two() -> None:
    assert normal_forms("myeloid leukemia") == ("myeloidleukemia",)
    assert normal_forms("leukemia, myeloid") == ("leukemiamyeloid", "myeloidleukemia")
    assert normal_forms("fear, fear") == ("fearfear",)


@pytest.mark.parametrize(
    ("name", "inverted"),
    [
        ("leukemia, myeloid", True),
        ("a, b, c", True),
        ("neoplasms, bone and soft tissue, malignant", True),
        ("leukemia,myeloid", False),
        ("46, XX", False),
        ("hand, foot and mouth disease", False),
        ("buprenorphine, naloxone drug combination", False),
        ("1,25-dihydroxyvitamin D", False),
        ("peptides, and proteins", False),
        ("peptides, & proteins", False),
        ("hands, feet, or mouth", False),
        ("myeloid leukemia", False),
    ],
)
def test_a_name_is_inverted_where_a_comma_and_a_space_turn_it_round(name: str, *, inverted: bool) -> None:
    assert is_inverted(name) is inverted


@pytest.mark.parametrize("name", ["anti-inflammatory drugs", "Retin-A", "IL-1 6", "hepatitis B virus"])
def test_the_form_of_the_words_of_a_name_is_that_of_the_name(name: str) -> None:
    assert (form_of_words(normal_words(name)),) == normal_forms(name)
    assert form_of_words([]) == ""


def test_packed_forms_are_the_same_again_also_of_names_without_any() -> None:
    forms = [("leukemiamyeloid", "myeloidleukemia"), (), ("il6",), ()]
    assert unpacked(packed(forms)) == forms


def test_an_apostrophe_within_a_word_does_not_divide_it() -> None:
    assert normal_words("L'Hermitte sign") == ["lhermitte", "sign"]


def test_words_keep_their_order_in_normal_spelling_except_that_a_qualifier_comes_first() -> None:
    assert normal_words("Tumours of the Oesophagus") == ["tumor", "of", "the", "esophagus"]
    assert normal_words("diabetes mellitus type II") == ["type", "2", "diabetes", "mellitus"]
    assert normal_words("cancer stage IIIb") == ["stage", "3", "b", "cancer"]
    assert normal_words("blood group A") == ["blood", "group", "a"]
    assert normal_words("blood type") == ["blood", "type"]


def test_a_roman_numeral_that_stands_first_or_alone_is_an_abbreviation() -> None:
    assert normal_words("IV") == ["iv"]
    assert normal_words("IV fluids") == ["iv", "fluid"]
    assert normal_words("angiotensin II") == ["angiotensin", "2"]


@pytest.mark.parametrize("letter", "xcdlm")
def test_a_single_letter_that_names_something_is_no_numeral(letter: str) -> None:
    assert normal_words(f"chromosome {letter}") == ["chromosome", letter]


@pytest.mark.parametrize("name", ["IL-6", "mRNA", "MS", "HbA1c", "COVID-19", "NaCl", "pANCA", "HER2/neu", "SARS-CoV-2"])
def test_short_words_with_many_capitals_look_like_abbreviations(name: str) -> None:
    assert looks_like_abbreviation(name)


@pytest.mark.parametrize(
    "name",
    ["", "heart", "Heart", "X-ray", "Retin-A", "T-Cell", "OxyContin", "DiGeorge", "MS type 2", "ABCDEFGHIJK", "6"],
)
def test_other_words_do_not_look_like_abbreviations(name: str) -> None:
    assert not looks_like_abbreviation(name)


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("  Heart\t ATTACK ", "heart attack"),
        ("Crohn’s", "crohn's"),
        ("Crohn´s", "crohn's"),
        ("5‑HT—receptor", "5-ht-receptor"),
        ("“quoted”", '"quoted"'),
        ("Straße", "strasse"),
        ("ΑΣ", "ας".replace("ς", "σ")),
        ("Ærø", "aero"),
        ("a\x00b\u202ec\u200bd", "abcd"),
        ("a\r\nb\u2003c", "a b c"),
        ("Ⅷ ½ m²", "viii 1⁄2 m2"),
        ("\ud800x\udfff", "x"),
        ("e\u0301", "é"),
        ("e\u200d\u0301", "é"),
    ],
)
def test_folding_forgives_only_what_no_writer_means(written: str, folded: str) -> None:
    assert fold(written) == folded


@pytest.mark.parametrize("mark", [*"-,'/&+()%.éαs"])
def test_folding_keeps_what_a_writer_means(mark: str) -> None:
    assert mark in fold(f"heart{mark}attack")


any_text = st.text(st.characters(), max_size=120)
western_text = st.text(string.ascii_letters + string.digits + " -'(),+/&äéñøßÆαβγδΣ", max_size=60)
plain_words = st.lists(st.text(string.ascii_lowercase, min_size=2, max_size=9), min_size=2, max_size=5)


@quick
@given(any_text)
def test_folding_what_is_folded_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@quick
@given(western_text)
def test_folding_does_not_mind_case(text: str) -> None:
    assert fold(text.upper()) == fold(text) == fold(text.lower())


@quick
@given(any_text, st.sampled_from(["  ", "\t", "\n", "\u00a0", "\u3000 "]))
def test_folding_does_not_mind_spacing(text: str, space: str) -> None:
    assert fold(space + text.replace(" ", space) + space) == fold(text)


@quick
@given(any_text)
def test_any_text_has_at_most_two_forms_without_a_space_and_of_bounded_length(text: str) -> None:
    forms = normal_forms(text)
    assert len(forms) <= 2
    for form in forms:
        assert form
        assert form.split() == [form]
        assert len(form) <= 20 * len(text)


@quick
@given(plain_words)
def test_hyphens_spaces_and_case_make_no_other_name(words: list[str]) -> None:
    assert normal_forms("-".join(words)) == normal_forms(" ".join(words)) == normal_forms(" ".join(words).title())


@quick
@given(plain_words)
def test_turning_a_name_round_makes_no_other_name(words: list[str]) -> None:
    last, *others = words
    turned = " ".join([*others, last])
    # "Fever, with rash" goes on after the comma, and is not turned round.
    goes_on = others[0] in {"and", "or", "of", "with", "without", "due"}
    assert goes_on or set(normal_forms(turned)) <= set(normal_forms(f"{last}, {' '.join(others)}"))


@quick
@given(plain_words)
def test_a_possessive_makes_no_other_name(words: list[str]) -> None:
    name = " ".join(words)
    assert normal_forms(f"{words[0]}'s {' '.join(words[1:])}") == normal_forms(name)


@pytest.mark.parametrize("name", [name for pair in SAME_NAME + DIFFERENT_NAMES for name in pair])
def test_the_words_of_a_name_are_the_name_in_other_writing(name: str) -> None:
    """Entry keys are made of these words, and lead to the name's entry when a rebuild has taken the key away."""
    assert set(normal_forms(" ".join(normal_words(name)))) <= set(normal_forms(name))


def test_what_is_too_long_for_a_name_has_no_form() -> None:
    assert normal_forms("a" * MAX_NAME_LENGTH) == ("a" * MAX_NAME_LENGTH,)
    assert normal_forms("a" * (MAX_NAME_LENGTH + 1)) == ()


def test_an_abbreviation_that_is_repeated_without_end_is_spelt_out_once() -> None:
    assert normal_forms("AB, " * 900 + "AB")[-1] == "ab" * 901


def test_the_digest_of_the_rules_covers_every_file_that_decides_normal_forms() -> None:
    package = files("bot.terms")
    imported, unread = {"normal_forms.py"}, ["normal_forms.py"]
    while unread:
        text = (package / unread.pop()).read_text(encoding="utf-8")
        found = {f"{module}.py" for module in re.findall(r"^from bot\.terms\.(\w+) import", text, re.MULTILINE)}
        unread += found - imported
        imported |= found
    lists = {f"data/{entry.name}" for entry in (package / "data").iterdir()} - {
        "data/sounds.toml",
        "data/phrases.toml",
        "data/word_agreement.toml",
        "data/word_building.toml",
    }
    assert set(RULES) == (imported - {"memoized.py"}) | lists
