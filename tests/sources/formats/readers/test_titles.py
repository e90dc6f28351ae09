"""Titles with brackets: another name, an abbreviation, or what the title is restricted to."""

from __future__ import annotations

import pytest

from bot.sources.concept import ConceptName
from bot.sources.formats.readers.titles import each_name_once, is_restriction, long_form, names_of_title
from bot.terms.model import NameKind

PREFERRED, SYNONYM, ABBREVIATION, ENTRY_TERM = (
    NameKind.PREFERRED,
    NameKind.SYNONYM,
    NameKind.ABBREVIATION,
    NameKind.ENTRY_TERM,
)


def read(title: str, *listed: str, brackets_name: bool = False) -> list[tuple[str, NameKind]]:
    names = names_of_title(title, listed, brackets_name=brackets_name)
    return [(name.name, name.kind) for name in names if name.name != title or name.kind is PREFERRED]


@pytest.mark.parametrize(
    ("title", "preferred", "other", "kind"),
    [
        ("Post-COVID Conditions (Long COVID)", "Post-COVID Conditions", "Long COVID", SYNONYM),
        ("COVID-19 (Coronavirus Disease 2019)", "COVID-19", "Coronavirus Disease 2019", SYNONYM),
        ("Alcohol Use Disorder (AUD)", "Alcohol Use Disorder", "AUD", ABBREVIATION),
        ("Alcohol Use Disorder (AUD) Treatment", "Alcohol Use Disorder Treatment", "AUD Treatment", SYNONYM),
        ("Sexually Transmitted Infections (STIs)", "Sexually Transmitted Infections", "STIs", ABBREVIATION),
        ("Medicare Advantage (Medicare Part C)", "Medicare Advantage", "Medicare Part C", SYNONYM),
        ("Seguro de los Niños (CHIP en inglés)", "Seguro de los Niños", "CHIP", ABBREVIATION),
        ("Falta de cobertura (“Donut Hole”)", "Falta de cobertura", "Donut Hole", SYNONYM),
    ],
)
def test_brackets_with_another_name_give_both(title: str, preferred: str, other: str, kind: NameKind) -> None:
    assert read(title) == [(preferred, PREFERRED), (other, kind)]


def test_the_whole_title_still_leads_to_the_record() -> None:
    title = "Post-COVID Conditions (Long COVID)"
    assert ConceptName(title, ENTRY_TERM) in names_of_title(title, brackets_name=True)


@pytest.mark.parametrize(
    "title",
    [
        "Abdominal Pain (Adult)",
        "Abdominal Pain (in older adults)",
        "Dolor abdominal (niños)",
        "Brand Name (Drugs)",
        "Rider (exclusionary rider)",
        "Kidney Cysts (UFO)",
    ],
)
@pytest.mark.parametrize("brackets_name", [True, False])
def test_brackets_with_a_restriction_give_no_second_name(title: str, brackets_name: bool) -> None:
    without = title.partition(" (")[0]
    assert read(title, brackets_name=brackets_name) == [(title, PREFERRED), (without, ENTRY_TERM)]


def test_words_that_may_be_either_are_a_name_only_where_brackets_hold_names() -> None:
    assert read("Chickenpox (Varicella)", brackets_name=True) == [("Chickenpox", PREFERRED), ("Varicella", SYNONYM)]
    assert read("Waiting Period (Job-based coverage)") == [
        ("Waiting Period (Job-based coverage)", PREFERRED),
        ("Waiting Period", ENTRY_TERM),
    ]


def test_what_the_record_lists_is_a_name_even_if_it_looks_like_a_restriction() -> None:
    assert read("Chickenpox (Varicella)", "varicella") == [("Chickenpox", PREFERRED), ("Varicella", SYNONYM)]


def test_an_abbreviation_of_some_of_the_words_only_leads_to_the_record() -> None:
    assert read("Opioids and Opioid Use Disorder (OUD)") == [
        ("Opioids and Opioid Use Disorder", PREFERRED),
        ("OUD", ENTRY_TERM),
    ]


@pytest.mark.parametrize("title", ["Fever", "Vitamin B12 (", "(Fever)", "IL(2)", "A (b) c (d)", "Fever ()"])
def test_any_other_title_is_one_name(title: str) -> None:
    assert read(title) == [(title, PREFERRED)]


@pytest.mark.parametrize(
    ("short", "text", "found"),
    [
        ("AUD", "Alcohol Use Disorder", "Alcohol Use Disorder"),
        ("HHS", "Department of Health and Human Services", "Health and Human Services"),
        ("COVID-19", "Coronavirus Disease 2019", "Coronavirus Disease 2019"),
        ("TSH", "Hormone", None),
        ("HSA", "Cuenta de ahorros", None),
        ("A", "", None),
        ("İ", "İstanbul", None),
    ],
)
def test_an_abbreviation_is_short_for_the_end_of_a_text_or_for_nothing(
    short: str, text: str, found: str | None
) -> None:
    assert long_form(short, text) == found


def test_restrictions_are_people_sorts_and_what_begins_with_a_preposition() -> None:
    assert all(map(is_restriction, ["Adult", "older adults", "in pregnancy", "Drugs", "enfermedad", "--"]))
    assert not any(map(is_restriction, ["Long COVID", "Varicella", "Adult-onset Still disease"]))


def test_a_name_that_stands_twice_is_taken_once_and_the_better_kind_is_kept() -> None:
    names = [ConceptName("Fever", PREFERRED), ConceptName("heat", ENTRY_TERM), ConceptName("Heat", SYNONYM)]
    assert each_name_once([*names, ConceptName(" ", SYNONYM)]) == (names[0], names[2])
