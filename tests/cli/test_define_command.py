"""`medlex define` and `medlex suggest`: what they print and what they end with."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import Result

from bot.cli.output.answers import show_answer
from bot.lexicon.model import Answer, Choice, Match
from bot.settings import Home

Medlex = Callable[..., Result]

# docs/json.md describes them.
ENTRY_FIELDS = {
    "key", "headword", "hyphenation", "respelling", "ipa", "audio", "matched_name", "names", "subclass_of", "related",
    "definitions", "links", "disclaimer", "hyphenation_is_approximate", "said_by", "semantic_types", "other_senses",
    "records", "etymology", "media", "sites", "is_medicine", "look_alikes", "part_of", "parts", "parts_of_names", "phrases",
    "emergency", "other_pronunciations",
}  # fmt: skip


# JSON


def test_an_entry_has_every_field(define: Callable[..., dict[str, Any]]) -> None:
    entry = define("interleukin")["entry"]
    assert entry.keys() == ENTRY_FIELDS
    assert entry["names"][0].keys() == {"name", "kind", "source", "stands_for"}
    assert entry["subclass_of"] == [{"key": "cytokine", "headword": "cytokine"}]
    assert entry["related"][0].keys() == {"key", "headword", "relation"}
    assert entry["definitions"][0].keys() == {
        "text", "language", "audience", "source", "title", "publisher", "year", "code", "url", "credit", "review",
        "hyphenation",
    }  # fmt: skip
    assert entry["links"][0].keys() == {"title", "url"}


def test_a_word_part_has_every_field(medlex: Medlex, home: Home) -> None:
    result = medlex("define", "--json", "--", "-itis", home=home)
    answer = json.loads(result.stdout)
    assert (result.exit_code, answer["match"], answer["entry"]) == (0, "word_part", None)
    (part,) = answer["parts"]
    assert part.keys() == {
        "forms", "place", "meaning", "origin", "source_word", "source_meaning", "made_of", "examples", "entries",
        "source", "disclaimer",
    }  # fmt: skip
    assert part["entries"][0].keys() == {"key", "headword"}
    assert "not medically reviewed" in part["source"]


def test_a_word_part_is_printed_with_its_source(medlex: Medlex, home: Home) -> None:
    printed = medlex("define", "itis", home=home).stdout
    assert "inflammation" in printed
    assert "not medically reviewed" in printed


def test_an_entry_has_the_parts_of_its_headword(
    define: Callable[..., dict[str, Any]], medlex: Medlex, home: Home
) -> None:
    parts = define("hypoglycemia")["entry"]["parts"]
    assert parts[0] == {"written": "hypo", "part": "hyp-", "meaning": "too little"}
    assert "hypo·glyc·emia: too little + sugar + " in medlex("define", "hypoglycemia", home=home).stdout


def test_interleukin_is_answered_as_the_design_shows_it(define: Callable[..., dict[str, Any]]) -> None:
    answer = define("interleukin")
    entry = answer["entry"]
    assert (answer["query"], answer["match"]) == ("interleukin", "exact")
    assert (answer["choices"], answer["suggestions"]) == ([], [])
    assert (entry["key"], entry["headword"], entry["matched_name"]) == ("interleukin", "interleukin", "interleukin")
    assert (entry["hyphenation"], entry["respelling"]) == ("in·ter·leu·kin", "in-ter-LOO-kin")
    assert entry["hyphenation_is_approximate"] is False
    assert entry["said_by"] == {
        "hyphenation": "glossary",
        "respelling": "glossary",
        "audio": "nci-dictionary",
        "ipa": None,
    }
    assert entry["audio"] == "https://nci-media.cancer.gov/pdq/media/audio/708099.mp3"
    assert entry["ipa"] is None
    assert "not medical advice" in entry["disclaimer"].lower()


def test_every_definition_says_title_publisher_year_code_and_address(define: Callable[..., dict[str, Any]]) -> None:
    cited = [
        (d["source"], d["title"], d["publisher"], d["year"], d["code"], d["url"])
        for d in define("interleukin")["entry"]["definitions"]
    ]
    assert cited == [
        ("glossary", "Medlex Starter Glossary (not medically reviewed)", "Medlex", 2026, "interleukin", None),
        (
            "nci-dictionary",
            "NCI Dictionary of Cancer Terms",
            "National Cancer Institute",
            2026,
            "CDR0000046069",
            "https://www.cancer.gov/publications/dictionaries/cancer-terms/def/interleukin",
        ),
        (
            "mesh",
            "Medical Subject Headings (MeSH)",
            "U.S. National Library of Medicine",
            2026,
            "D007378",
            "https://meshb.nlm.nih.gov/record/ui?ui=D007378",
        ),
    ]


@pytest.mark.parametrize(
    ("term", "match", "headword"),
    [
        ("interleukin", "exact", "interleukin"),
        ("INTERLEUKIN", "exact", "interleukin"),
        ("Interleukins", "variant", "interleukin"),
        ("interleukin's", "variant", "interleukin"),
        ("IL-6", "abbreviation", "interleukin-6"),
        ("il6", "abbreviation", "interleukin-6"),
        ("heart attack", "synonym", "myocardial infarction"),
        ("Cardiovascular Stroke", "synonym", "myocardial infarction"),
        ("acute myeloid leukaemia", "variant", "acute myeloid leukemia"),
        ("α-fetoprotein", "variant", "alpha-fetoprotein"),
        ("AML", "abbreviation", "acute myeloid leukemia"),
        ("frostbites", "variant", "frostbite"),
    ],
)
def test_the_answer_says_how_the_term_reached_it(
    define: Callable[..., dict[str, Any]], term: str, match: str, headword: str
) -> None:
    answer = define(term)
    assert (answer["match"], answer["entry"]["headword"]) == (match, headword)
    assert answer["query"] == term


def test_a_name_of_several_is_a_choice_and_no_answer(define: Callable[..., dict[str, Any]]) -> None:
    answer = define("MS", status=3)
    assert (answer["match"], answer["entry"], answer["suggestions"]) == ("ambiguous", None, [])
    headwords = {choice["headword"] for choice in answer["choices"]}
    assert headwords >= {"multiple sclerosis", "mitral stenosis", "morphine", "magnesium sulfate"}
    for choice in answer["choices"]:
        assert choice.keys() == {"key", "headword", "hint", "language", "tall_man"}
        assert choice["language"] is None
        assert choice["hint"]


def test_two_terms_of_the_same_name_are_told_apart_by_their_hints(define: Callable[..., dict[str, Any]]) -> None:
    choices = define("CAB", status=3)["choices"]
    assert len({choice["key"] for choice in choices}) == len({choice["hint"] for choice in choices}) == 2


@pytest.mark.parametrize(("term", "meant"), [("interlukin", "interleukin"), ("hydralizine", "hydralazine")])
def test_a_misspelt_name_gives_suggestions_and_never_an_answer(
    define: Callable[..., dict[str, Any]], term: str, meant: str
) -> None:
    answer = define(term, status=3)
    assert (answer["match"], answer["entry"], answer["choices"]) == ("suggestion", None, [])
    assert answer["suggestions"][0]["headword"] == meant
    for suggestion in answer["suggestions"]:
        assert suggestion.keys() == {"key", "headword", "name", "score", "is_medicine", "found_by", "tall_man"}
        assert 0 <= suggestion["score"] <= 1
    scores = [suggestion["score"] for suggestion in answer["suggestions"]]
    assert scores == sorted(scores, reverse=True)


def test_nothing_found_is_an_answer_without_anything(define: Callable[..., dict[str, Any]]) -> None:
    answer = define("qqqxyzzyqqq", status=3)
    empty: dict[str, Any] = dict.fromkeys(["entry", "likely", "warning"]) | {
        "unsure": False,
        "choices": [],
        "suggestions": [],
        "parts": [],
    }
    assert answer == {"query": "qqqxyzzyqqq", "match": "none"} | empty


def test_a_long_definition_is_printed_whole(define: Callable[..., dict[str, Any]], medlex: Medlex, home: Home) -> None:
    (definition,) = define("treatment diary")["entry"]["definitions"]
    assert len(definition["text"]) > 9_000
    assert definition["text"] in medlex("define", "treatment diary", home=home).stdout


def test_markup_in_a_definition_is_data(define: Callable[..., dict[str, Any]], medlex: Medlex, home: Home) -> None:
    (definition,) = define("reagent strip")["entry"]["definitions"]
    assert "@everyone" in definition["text"]
    printed = medlex("define", "reagent strip", home=home).stdout
    assert "[a masked link](https://example.org/masked)" in printed
    assert "*colored* __fields__" in printed


def test_suggest_prints_key_name_and_headword(medlex: Medlex, home: Home) -> None:
    result = medlex("suggest", "inter", "--json", home=home)
    offered = json.loads(result.stdout)
    assert result.exit_code == 0
    assert 1 < len(offered) <= 25
    assert "interleukin" in [completion["name"] for completion in offered]
    for completion in offered:
        assert completion.keys() == {"key", "name", "headword", "look_alike_of", "word_part", "tall_man"}
    assert len({completion["key"] for completion in offered}) == len(offered)


def test_suggest_keeps_to_its_limit(medlex: Medlex, home: Home) -> None:
    assert len(json.loads(medlex("suggest", "inter", "--json", "--limit", "2", home=home).stdout)) == 2
    assert medlex("suggest", "inter", "--limit", "1", home=home).stdout.count("\n") == 1


def test_suggest_without_anything_to_offer_ends_with_3(medlex: Medlex, home: Home) -> None:
    for text in ("qqqxyzzyqqq", "", "   ", "++", '"', "\x00\u202e"):
        result = medlex("suggest", text, "--json", home=home)
        assert (result.exit_code, json.loads(result.stdout)) == (3, [])


# Text


def test_a_person_reads_headword_parents_definitions_sources_and_disclaimer(medlex: Medlex, home: Home) -> None:
    result = medlex("define", "interleukin", home=home)
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert lines[0] == "interleukin, in·ter·leu·kin, [in-ter-LOO-kin]"
    assert lines[1] == (
        "Pronunciation: Medlex Starter Glossary (not medically reviewed), NCI Dictionary of Cancer Terms"
    )
    assert lines[2].startswith("Listen: https://")
    assert lines[3] == "A type of: cytokine"
    for cited in ("NCI Dictionary of Cancer Terms, National Cancer Institute, 2026", "record/ui?ui=D007378"):
        assert cited in result.stdout
    assert lines[-1].startswith("Not medical advice.")


def test_a_person_reads_how_it_was_found(medlex: Medlex, home: Home) -> None:
    assert "IL-6 is an abbreviation for interleukin-6" in medlex("define", "IL-6", home=home).stdout
    assert "*" not in medlex("define", "IL-6", home=home).stdout


def test_a_person_reads_the_choices(medlex: Medlex, home: Home) -> None:
    result = medlex("define", "CAB", home=home)
    assert result.exit_code == 3
    assert "can mean 2 things" in result.stdout
    assert "procedure, a type of surgery" in result.stdout
    assert "also called Community Advisory Board" in result.stdout
    assert "circle of volunteers" not in result.stdout
    assert "\n    medlex define key:coronary-artery-bypass\n" in result.stdout


def test_a_person_reads_that_a_choice_of_one_is_one_thing(capsys: pytest.CaptureFixture[str]) -> None:
    choices = (Choice("hinman-syndrome", "Hinman syndrome", "disease"),)
    show_answer(Answer("HS", Match.AMBIGUOUS, choices=choices, is_unsure=True))
    assert "HS can mean 1 thing. Look it up if it is the one that you want:" in " ".join(
        capsys.readouterr().out.split()
    )


def test_a_person_reads_that_suggestions_may_differ_in_meaning(medlex: Medlex, home: Home) -> None:
    result = medlex("define", "hydralizine", home=home)
    assert result.exit_code == 3
    assert "may mean something else" in result.stdout
    assert "hydrALAZINE: for high blood pressure" in result.stdout
    assert "relaxes the walls" not in result.stdout, "no definition"


def test_a_person_who_finds_nothing_reads_where_to_look(medlex: Medlex, home: Home) -> None:
    result = medlex("define", "qqqxyzzyqqq", home=home)
    assert result.exit_code == 3
    assert "https://" in result.stdout


def test_brackets_in_a_term_are_shown_and_not_taken_for_styles(medlex: Medlex, home: Home) -> None:
    assert "[bold]qqqxyzzyqqq[/bold]" in medlex("define", "[bold]qqqxyzzyqqq[/bold]", home=home).stdout


def test_a_term_of_several_words_needs_no_quotation_marks(medlex: Medlex, home: Home) -> None:
    result = medlex("define", "breast", "cancer", "--json", MEDLEX_HOME=str(home.folder))
    assert json.loads(result.stdout)["entry"]["headword"] == "breast cancer"


def test_an_approximate_hyphenation_is_told_apart(
    define: Callable[..., dict[str, Any]], medlex: Medlex, home: Home
) -> None:
    entry = define("cold temperature")["entry"]
    assert (entry["hyphenation"], entry["hyphenation_is_approximate"]) == ("cold tem·per·a·ture", True)
    printed = medlex("define", "cold temperature", home=home).stdout
    assert printed.startswith("cold temperature, cold tem·per·a·ture (approximate)")
    assert "(approximate)" not in medlex("define", "interleukin", home=home).stdout


def test_json_and_terminal_say_what_a_medicine_is_taken_for(medlex: Medlex, home: Home) -> None:
    entry = json.loads(medlex("define", "hydralazine", "--json", home=home).stdout)["entry"]
    assert [each["name"] for each in entry["look_alikes"]] == ["hydrALAZINE", "hydrOXYzine", "HYDROmorphone"]
    assert entry["look_alikes"][0]["use"] == "high blood pressure"
    assert "Looks or sounds like: hydrALAZINE" in medlex("define", "hydralazine", home=home).stdout
    assert json.loads(medlex("define", "warfarin", "--json", home=home).stdout)["entry"]["look_alikes"] == []


def test_json_warns_of_medicines_as_the_page_does(define: Callable[..., dict[str, Any]]) -> None:
    assert "letter by letter" in define("hydralizine", status=3)["warning"]
    assert define("myocardial infartion", status=3)["warning"] is None
    medicines = {each["headword"] for each in define("hydralizine", status=3)["suggestions"] if each["is_medicine"]}
    assert {"hydralazine", "hydroxyzine"} <= medicines


def test_suggest_says_which_name_a_look_alike_is_offered_for(medlex: Medlex, home: Home) -> None:
    offered = json.loads(medlex("suggest", "hydralaz", "--json", home=home).stdout)
    assert [(each["tall_man"], each["look_alike_of"]) for each in offered] == [
        ("hydrALAZINE", None),
        ("hydrOXYzine", "hydrALAZINE"),
        ("HYDROmorphone", "hydrALAZINE"),
    ]
    said = medlex("suggest", "hydralaz", home=home).stdout.splitlines()
    assert said[1] == "hydrOXYzine: for itching, hives and anxiety, looks like hydrALAZINE"


# Emergencies


def test_json_and_the_terminal_have_it_with_the_number_of_the_setting(
    medlex: Callable[..., Result], define: Callable[..., dict[str, Any]]
) -> None:
    printed = medlex("define", "heart attack", MEDLEX_EMERGENCY_NUMBER="061").stdout
    assert "Call 061 at once" in " ".join(printed.split())
    assert "Call your local emergency number at once" in define("heart attack")["entry"]["emergency"]
    assert define("interleukin")["entry"]["emergency"] is None
