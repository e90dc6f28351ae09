"""The names after "Also called" in an NCI definition. The sentences are ours; their build is the publisher's."""

from __future__ import annotations

import pytest

from bot.sources.formats.nci.prose import other_names

NOTHING: frozenset[str] = frozenset()


def after(sentence: str, preferred: str = "the term itself", headwords: frozenset[str] = NOTHING) -> list[str]:
    return other_names(preferred, f"Some thing or other. {sentence}", headwords)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Also called IL.", ["IL"]),
        ("Also called heart attack.", ["heart attack"]),
        ("Also called watchful waiting and observation.", ["watchful waiting", "observation"]),
        ("Also called BSF-2 and hybridoma factor.", ["BSF-2", "hybridoma factor"]),
        ("Also called ZFA and Zorbanide ISA-51.", ["ZFA", "Zorbanide ISA-51"]),
        ("Also called Zorbexa and Zorbexa Zydis.", ["Zorbexa", "Zorbexa Zydis"]),
        ("Also called one name, another name, and a third.", ["one name", "another name", "a third"]),
        ("Also called one name, another name and a third.", ["one name", "another name", "a third"]),
        ("Also called AZD-1, AZD-2.", ["AZD-1", "AZD-2"]),
        ("Also called version 2.5 inhibitor.", ["version 2.5 inhibitor"]),
        ("Also known as far thing.", ["far thing"]),
        ("They are sometimes called flying pills.", ["flying pills"]),
        ("También se conoce como cosa lejana.", ["cosa lejana"]),
        ("También se le conoce como cosas.", ["cosas"]),
        ("También se llaman cosas.", ["cosas"]),
        ("A veces se llaman píldoras voladoras.", ["píldoras voladoras"]),
        ("Also called 4.5-gram kit and other kit.", ["4.5-gram kit", "other kit"]),
    ],
)
def test_a_list_of_names_is_taken_apart(sentence: str, names: list[str]) -> None:
    assert after(sentence) == names


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "It is not called anything else.",
        "This is also called a thing in passing.",
        "Depressants are sometimes called this or that.",
        "A part of it is also known as something else.",
        "Also called",
        "Also called .",
        "Also called  .",
    ],
)
def test_there_are_no_other_names_where_none_are_listed(sentence: str) -> None:
    assert after(sentence) == []


def test_the_list_ends_with_its_sentence() -> None:
    assert after("Also called alpha thing and beta. It is rare. Nobody, and no one, knows why.") == [
        "alpha thing",
        "beta",
    ]


def test_a_list_may_stand_in_the_middle() -> None:
    assert after("Also called alpha thing. Another sentence follows.") == ["alpha thing"]


def test_every_list_of_a_definition_counts_and_each_name_once() -> None:
    assert after("Also called alpha thing. More text. Also called alpha thing, beta, and gamma.") == [
        "alpha thing",
        "beta",
        "gamma",
    ]


def test_the_preferred_name_is_not_among_its_other_names() -> None:
    assert after("Also called IL-6, interleukin-6, and BSF-2.", preferred="IL-6") == ["interleukin-6", "BSF-2"]


@pytest.mark.parametrize(
    ("preferred", "phrase"),
    [
        ("D&C", "dilation and curettage"),
        ("H&E", "hematoxylin and eosin"),
        ("N & V", "nausea and vomiting"),
    ],
)
def test_a_phrase_that_the_abbreviation_stands_for_is_one_name(preferred: str, phrase: str) -> None:
    assert after(f"Also called {phrase}.", preferred=preferred) == [phrase]


def test_a_phrase_that_the_abbreviation_does_not_stand_for_is_two_names() -> None:
    assert after("Also called follow and count.", preferred="FX") == ["follow", "count"]


def test_small_words_may_count_among_the_letters_or_not() -> None:
    assert after("Also called standard of care and follow.", preferred="SCF") == ["standard of care and follow"]
    assert after("Also called watch and wait.", preferred="WAW") == ["watch and wait"]


def test_a_phrase_that_is_itself_a_term_of_the_dictionary_is_one_name() -> None:
    assert after("Also called watch and wait.", headwords=frozenset({"watch and wait"})) == ["watch and wait"]


def test_the_name_of_an_organisation_is_one_name() -> None:
    assert after("Also called Office of Cures and Remedies.") == ["Office of Cures and Remedies"]
    assert after("Also called Food and Drug Administration.") == ["Food and Drug Administration"]


def test_two_brands_of_one_word_each_are_two_names() -> None:
    assert after("Also called Atarax and Vistaril.") == ["Atarax", "Vistaril"]


def test_several_ands_without_a_comma_are_one_name() -> None:
    assert after("Also called bread and butter and jam.") == ["bread and butter and jam"]


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("bread and butter and jam", ["bread and butter", "jam"]),
        ("jam and bread and butter", ["jam", "bread and butter"]),
        ("law of bread and butter and BBL", ["law of bread and butter", "BBL"]),
    ],
)
def test_of_several_ands_that_beside_a_term_of_the_dictionary_divides_the_list(phrase: str, names: list[str]) -> None:
    assert after(f"Also called {phrase}.", headwords=frozenset({"jam", "bread and butter", "BBL"})) == names


def test_an_and_inside_a_list_with_commas_parts_two_names() -> None:
    assert after("Also called a thing, b thing, and c thing.") == ["a thing", "b thing", "c thing"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Also called St. John's wort.", ["St. John's wort"]),
        ("Also called H. pylori.", ["H. pylori"]),
        ("Also called Oncaspar-IV and SC-PEG E. coli L-asparaginase.", ["Oncaspar-IV", "SC-PEG E. coli L-asparaginase"]),
        ("Also called blessed thistle, holy thistle, and St. Benedict's thistle.",
         ["blessed thistle", "holy thistle", "St. Benedict's thistle"]),
        ("Also called vitamin E. It is found in oil.", ["vitamin E"]),
    ],
)  # fmt: skip
def test_a_full_stop_after_an_abbreviated_word_does_not_end_the_list(sentence: str, names: list[str]) -> None:
    assert after(sentence) == names
