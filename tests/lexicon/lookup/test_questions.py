"""Queries in sentences are understood; queries that only look like questions are unchanged."""

from __future__ import annotations

import pytest

from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.questions import terms_asked_for, with_shared_ending, without_surroundings
from bot.lexicon.model import Match


@pytest.mark.parametrize(
    "typed",
    [
        "what is a heart attack",
        "What is a heart attack?",
        "what's a heart attack??",
        "whats a heart attack",
        "what is the meaning of heart attack",
        "what does heart attack mean?",
        "what is meant by heart attack",
        "define heart attack",
        "define: heart attack",
        "Define - heart attack.",
        "/define heart attack",
        "definition of heart attack",
        "the definition of a heart attack",
        "meaning of heart attack",
        "heart attack meaning",
        "heart attack definition",
        "heart attack, please",
        "heart attack?",
        "heart attack...",
        "tell me about heart attack",
        "please explain heart attack in simple terms",
        "can someone explain what a heart attack is exactly",
        "could you please define heart attack, thanks",
        "hey, what is a heart attack",
        "what do you mean by heart attack",
        "heart attack, what is it?",
        '"heart attack"',
        "“heart attack”",
        "'heart attack'",
        "`heart attack`",
        "```heart attack```",
        "**heart attack**",
        "||heart attack||",
        "(heart attack)",
        "[heart attack]",
        "- heart attack",
        "> heart attack",
        "¿qué es un heart attack?",
        "significado de heart attack",
        "¿qué quiere decir heart attack?",
        "hola, ¿me puedes explicar qué es un heart attack?",
        "¿cuáles son los síntomas del heart attack?",
        "efectos secundarios del heart attack",
        "medicina para el heart attack",
        "como se previene un heart attack",
        "¿es grave un heart attack?",
        "mi papá tuvo un heart attack",
        "creo que tengo un heart attack",
    ],
)
async def test_the_term_in_a_question_is_answered(small: Dictionary, typed: str) -> None:
    answer = await small.look_up(typed)
    assert (answer.match, answer.query) == (Match.SYNONYM, "heart attack")
    assert answer.entry is not None
    assert answer.entry.headword == "myocardial infarction"


@pytest.mark.parametrize(
    "typed",
    [
        "npo meaning",
        "NPO medical abbreviation",
        "abbreviation for NPO",
        "what does NPO mean in a chart?",
        "what does npo mean on my prescription",
        "NPO in medical terms",
        "abreviatura de NPO",
    ],
)
def test_a_question_about_an_abbreviation_asks_for_it(typed: str) -> None:
    assert "npo" in [term.lower() for term in terms_asked_for(typed)]


def test_a_line_within_an_abbreviation_is_read_as_a_slash_first() -> None:
    assert list(terms_asked_for("f_u")) == ["f/u", "f_u"]
    assert list(terms_asked_for("_f/u_")) == ["f/u"]


async def test_a_misspelt_term_in_a_question_is_suggested_and_never_answered(small: Dictionary) -> None:
    answer = await small.look_up("what is hydralizine?")
    assert (answer.match, answer.query, answer.entry) == (Match.SUGGESTION, "hydralizine", None)
    assert answer.suggestions[0].headword == "hydralazine"


async def test_an_ambiguous_term_in_a_question_is_a_choice(small: Dictionary) -> None:
    answer = await small.look_up("what does MS stand for?")
    assert (answer.match, answer.query) == (Match.AMBIGUOUS, "MS")


@pytest.mark.parametrize(
    "typed", ["A-beta", "the bends", "who", "IS", "do not resuscitate", "WHO grade", "a fib", "ER-", "5'"]
)
def test_what_was_typed_is_tried_first_as_it_is(typed: str) -> None:
    assert next(terms_asked_for(typed)) == typed


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("what is a stroke", ["what is a stroke", "a stroke", "stroke"]),
        ("the liver", ["the liver", "liver"]),
        ("a fib", ["a fib", "fib"]),
        ("what is a b", ["what is a b", "a b"]),
        ("define", ["define"]),
    ],
)
def test_an_article_is_dropped_last_and_only_before_more_than_a_letter(typed: str, terms: list[str]) -> None:
    assert list(terms_asked_for(typed)) == terms


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("what is a CT", ["what is a CT", "CT", "a CT"]),  # not ACT
        ("what is a fib", ["what is a fib", "fib", "a fib"]),
        ("what is an US?", ["what is an US", "US"]),  # not anus
        ("qué es el VIH", ["qué es el VIH", "VIH"]),
    ],
)
def test_a_short_term_of_a_question_is_tried_first_without_its_article(typed: str, terms: list[str]) -> None:
    assert list(terms_asked_for(typed)) == terms


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("pt c/o SOB", "SOB"),
        ("patient presents with leukemia", "leukemia"),
        ("pt is NPO", "NPO"),
        ("s/p CABG", "CABG"),
        ("meninges layers", "meninges"),
        ("h/o MI", "MI"),
        ("s/s of hypoglycemia", "hypoglycemia"),
        ("hypokalemia s/sx", "hypokalemia"),
        ("heparin gtt", "heparin"),
        ("BP 180/110", "BP"),
        ("Zofran 4mg IV", "Zofran"),
        ("metoprolol 12.5 mg po bid", "metoprolol"),
        ("stage 4 CKD", "CKD"),
        ("stage IIb lung cancer", "lung cancer"),
        ("fever in a toddler", "fever"),
        ("rash in my baby", "rash"),
        ("they found a PE", "PE"),
        ("the CT showed a pleural effusion", "pleural effusion"),
        ("blood test shows anemia", "anemia"),
        ("my doctor says i have gout", "gout"),
    ],
)
def test_what_a_chart_or_a_parent_adds_to_a_term_is_dropped_last(typed: str, term: str) -> None:
    *_, last = terms_asked_for(typed)
    assert (next(terms_asked_for(typed)), last) == (typed, term)


@pytest.mark.parametrize("typed", ["interleukin 9", "factor 8", "omega 3", "COVID 19", "type 2"])
def test_a_number_of_a_name_is_no_dose(typed: str) -> None:
    assert list(terms_asked_for(typed)) == [typed]


@pytest.mark.parametrize("typed", ["difference between leukemia and MS", "diferencia entre leukemia y MS"])
async def test_the_difference_of_two_terms_is_a_choice_between_them(small: Dictionary, typed: str) -> None:
    answer = await small.look_up(typed)
    assert answer.holds_several_terms
    assert {"leukemia", "multiple sclerosis"} <= {choice.headword for choice in answer.choices}


def test_terms_may_share_their_last_word() -> None:
    assert with_shared_ending(["type 1", "type 2 diabetes"]) == ["type 1 diabetes", "type 2 diabetes"]
    assert with_shared_ending(["asthma", "COPD"]) == ["asthma", "COPD"]


@pytest.mark.parametrize("typed", ["(+)-catechin", "HLA-B(27)", "[18F]FDG", "'a' and 'b'", "...", "ER+"])
def test_marks_that_belong_to_a_name_stay(typed: str) -> None:
    assert without_surroundings(typed) == typed


@pytest.mark.parametrize(
    "typed", ["leukemia, MS", "leukemia / MS", "MS vs leukemia", "Leukemia and MS?", "what is leukemia or MS"]
)
async def test_several_terms_at_once_are_a_choice_among_all_of_them(small: Dictionary, typed: str) -> None:
    answer = await small.look_up(typed)
    assert answer.match is Match.AMBIGUOUS
    assert answer.holds_several_terms
    assert {"leukemia", "multiple sclerosis"} <= {choice.headword for choice in answer.choices}


@pytest.mark.parametrize(
    "typed", ["leukemia, xyzzyx", "a, b", ",", "leukemia,", "a/b/c/d/e/f/g", "leukemia, leukemias"]
)
async def test_what_is_not_several_known_terms_is_no_such_choice(small: Dictionary, typed: str) -> None:
    answer = await small.look_up(typed) if any(map(str.isalnum, typed)) else None
    assert answer is None or not answer.holds_several_terms
