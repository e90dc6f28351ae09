"""Reading extracts of the English Wiktionary."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sources.apart import MAX_MEMORY_MADE, read_apart

from bot.errors import DataError
from bot.sources.catalogue import source
from bot.sources.concept import BrokenRecord, Concept, Link, Reading
from bot.sources.edition import Edition
from bot.sources.formats.wiktextract import extract as wiktextract
from bot.sources.parsing import parse_into
from bot.terms.model import NameKind, Relation, SemanticType

MEDICINE = ["medicine", "sciences"]
COMMONS = "https://upload.wikimedia.org/wikipedia/commons"

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def extract(fixtures: Path) -> Path:
    """Eighteen lines in the layout of kaikki.org: words of medicine and others, one of Spanish, and a redirect."""
    return fixtures / "wiktionary.jsonl"


@pytest.fixture(scope="session")
def reading() -> Reading:
    """The counts of the reading of the fixture file."""
    return Reading()


@pytest.fixture(scope="session")
def senses(extract: Path, reading: Reading) -> dict[str, Concept]:
    """The concepts of the fixture file by their preferred name."""
    read = [concept for concept in wiktextract.concepts(extract, reading) if isinstance(concept, Concept)]
    return {concept.preferred_name: concept for concept in read}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes lines, each one word."""

    def written(*words: object, name: str = "words.jsonl") -> Path:
        path = tmp_path / name
        lines = (word if isinstance(word, str) else json.dumps(word, ensure_ascii=False) for word in words)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    return written


def sense(text: str = "A thing of medicine.", **fields: Any) -> dict[str, Any]:
    return {"glosses": [text], "topics": MEDICINE, **fields}


def word(name: str, *senses: dict[str, Any], pos: str = "noun", **fields: Any) -> dict[str, Any]:
    return {
        "word": name,
        "lang": "English",
        "lang_code": "en",
        "pos": pos,
        "senses": list(senses or [sense()]),
        **fields,
    }


def only(path: Path, reading: Reading | None = None) -> Concept:
    (concept,) = wiktextract.concepts(path, reading)
    assert isinstance(concept, Concept)
    return concept


def names(concept: Concept) -> dict[str, NameKind]:
    return {name.name: name.kind for name in concept.names}


def test_only_medical_senses_of_english_words_are_read(senses: dict[str, Concept], reading: Reading) -> None:
    assert set(senses) == {
        "asthma",
        "canthus",
        "chronic obstructive pulmonary disease",
        "hemorrhage",
        "-ectomy",
        "cardiac",
        "cold",
        "nil per os",
    }
    assert reading.left_out == {
        "sense of another subject": 3,
        "word of another language": 1,
        "page that only leads to another": 1,
        "inflected form": 1,
        "misspelling": 1,
        "plant or animal disease": 1,
        "verb, adverb or other part of speech": 1,
    }


def test_a_category_counts_where_editors_gave_it_to_the_very_sense(senses: dict[str, Concept], write: Write) -> None:
    assert senses["cold"].definitions == ("A mild illness of the nose and throat.",)
    certain = {"glosses": ["An illness."], "categories": [{"name": "Diseases", "source": "w+disamb"}]}
    guessed = {"glosses": ["A tool."], "categories": [{"name": "Diseases", "source": "w+disamb", "_dis": "51 49"}]}
    assert only(write(word("croup", certain, guessed))).definitions == ("An illness.",)


def test_a_topic_of_the_whole_word_is_one_of_each_sense(write: Write) -> None:
    assert only(write(word("stat", {"glosses": ["At once."]}, topics=MEDICINE))).definitions == ("At once.",)


def test_every_sense_is_a_concept_of_its_own_with_its_own_identifier(write: Write) -> None:
    path = write(word("shock", sense("Too little blood.", id="en-shock-en-noun-x"), sense("A blow to the mind.")))
    first, second = wiktextract.concepts(path)
    assert isinstance(first, Concept)
    assert isinstance(second, Concept)
    assert first.code == "en-shock-en-noun-x"
    assert second.code.startswith("en-shock-en-noun-")
    assert first.code != second.code


def test_an_identifier_does_not_depend_on_the_other_senses(write: Write) -> None:
    alone = only(write(word("shock", sense("A blow."))))
    path = write(word("shock", sense("New."), sense("A blow."), sense("Newer.")))
    assert alone.code in {concept.code for concept in wiktextract.concepts(path) if isinstance(concept, Concept)}


def test_a_sense_that_several_files_hold_is_taken_once(write: Write, tmp_path: Path) -> None:
    write(word("shock", sense(id="a")), name="medicine.jsonl")
    write(word("shock", sense(id="a")), word("pus", sense(id="b")), name="pathology.jsonl")
    reading = Reading()
    assert len(list(wiktextract.concepts(tmp_path, reading))) == 2
    assert reading.left_out == {"sense given twice": 1}


def test_two_senses_with_one_identifier_are_both_kept(write: Write) -> None:
    first, second = wiktextract.concepts(write(word("shock", sense("One.", id="a"), sense("Two.", id="a"))))
    assert isinstance(first, Concept)
    assert isinstance(second, Concept)
    assert first.code == "a"
    assert second.code.startswith("a-")


def test_the_definition_keeps_the_labels_that_say_what_it_means(senses: dict[str, Concept], reading: Reading) -> None:
    assert senses["asthma"].definitions == (
        "(pathology) A lasting illness of the airways that makes breathing hard at times.",
    )
    assert reading.cleaned["label of grammar"] == 2


def test_a_definition_without_labels_but_those_of_grammar_has_no_brackets(write: Write) -> None:
    assert only(write(word("pus", sense("Matter.", raw_glosses=["(uncountable) Matter."])))).definitions == ("Matter.",)


def test_brackets_that_are_no_labels_stay(write: Write) -> None:
    text = "(of a wound) Not yet closed."
    assert only(write(word("open", sense(text, raw_glosses=[text]), pos="adj"))).definitions == (text,)


def test_the_innermost_definition_is_taken_with_the_one_that_leads_up_to_it(
    senses: dict[str, Concept], write: Write
) -> None:
    assert senses["cardiac"].definitions == ("Belonging to: (anatomy) the heart.",)
    nested = sense(glosses=["An illness of the skin.", "One that itches."])
    assert only(write(word("itch", nested))).definitions == ("One that itches.",)


def test_the_irregular_plural_is_a_name_and_the_regular_one_is_not(senses: dict[str, Concept], write: Write) -> None:
    assert names(senses["canthus"]) == {"canthus": NameKind.PREFERRED, "canthi": NameKind.PLURAL}
    forms = [{"form": form, "tags": ["plural"]} for form in ("biopsies", "biopsys", "-", "biopsy", "biopsiæ")]
    assert names(only(write(word("biopsy", forms=forms)))) == {
        "biopsy": NameKind.PREFERRED,
        "biopsiæ": NameKind.PLURAL,
    }


def test_forms_of_a_table_and_of_other_numbers_are_no_names(write: Write) -> None:
    forms = [
        {"form": "worse", "tags": ["comparative"]},
        {"form": "pustules", "tags": ["plural", "proscribed"]},
        {"form": "en-noun", "tags": ["alternative"], "source": "declension"},
        {"form": "puss", "tags": ["alternative", "misspelling"]},
    ]
    assert names(only(write(word("pus", forms=forms)))) == {"pus": NameKind.PREFERRED}


def test_other_spellings_are_synonyms_and_old_ones_former_names(senses: dict[str, Concept]) -> None:
    assert names(senses["asthma"])["asma"] is NameKind.FORMER
    assert names(senses["hemorrhage"]) == {
        "hemorrhage": NameKind.PREFERRED,
        "haemorrhage": NameKind.SYNONYM,
        "bleed-out": NameKind.FORMER,
    }


def test_listed_synonyms_lead_to_the_sense_without_being_called_the_same(senses: dict[str, Concept]) -> None:
    assert names(senses["asthma"])["bronchial asthma"] is NameKind.ENTRY_TERM


def test_synonyms_that_are_guessed_offensive_or_of_the_thesaurus_are_left_out(senses: dict[str, Concept]) -> None:
    assert not {"wheeziness", "the wheezes", "breathing trouble"} & names(senses["asthma"]).keys()


def test_an_abbreviation_is_one_of_what_it_stands_for_wherever_that_stands(
    senses: dict[str, Concept], write: Write
) -> None:
    assert names(senses["chronic obstructive pulmonary disease"])["COPD"] is NameKind.ABBREVIATION
    short = sense(tags=["abbreviation", "alt-of"], alt_of=[{"word": "Blood Count"}])
    after = only(write(word("BC", short, sounds=[{"ipa": "/biː siː/"}]), word("blood count")))
    assert names(after) == {"blood count": NameKind.PREFERRED, "BC": NameKind.ABBREVIATION}
    assert after.sounds == (("BC", "biː siː"),)


def test_an_abbreviation_of_a_word_with_two_senses_leads_to_both(write: Write) -> None:
    short = sense(tags=["abbreviation"], alt_of=[{"word": "shock"}])
    path = write(word("SHK", short), word("shock", sense("One."), sense("Two.")))
    assert all("SHK" in names(concept) for concept in wiktextract.concepts(path) if isinstance(concept, Concept))


def test_an_abbreviation_of_what_is_not_defined_here_says_what_it_stands_for(senses: dict[str, Concept]) -> None:
    concept = senses["nil per os"]
    assert names(concept) == {"nil per os": NameKind.PREFERRED, "NPO": NameKind.ABBREVIATION}
    assert concept.links == (Link(Relation.SAME_AS, name="nil per os"),)
    assert concept.definitions == ("Initialism of nil per os, nothing by mouth.",)
    assert concept.url == "https://en.wiktionary.org/wiki/NPO#English"
    assert concept.code == "en-NPO-en-adv-7777"


def test_all_words_for_what_is_not_defined_here_make_one_concept(write: Write) -> None:
    short = sense(tags=["abbreviation"], alt_of=[{"word": "blood pressure"}])
    concept = only(write(word("BP", short), word("b.p.", short)))
    assert list(names(concept)) == ["blood pressure", "BP", "b.p."]
    assert concept.definitions == ()


def test_a_definition_that_names_several_words_is_kept_as_it_is_written(write: Write) -> None:
    text = "Initialism of airway, breathing, circulation."
    parts = [{"word": part} for part in ("airway", "breathing", "circulation")]
    concept = only(write(word("ABC", sense(text, tags=["abbreviation"], alt_of=parts))))
    assert (concept.preferred_name, concept.definitions) == ("ABC", (text,))


def test_words_that_lead_round_in_a_circle_end(write: Write) -> None:
    one, other = (sense(tags=["alt-of"], alt_of=[{"word": target}]) for target in ("b", "a"))
    assert len(list(wiktextract.concepts(write(word("a", one), word("b", other))))) == 2


def test_american_sounds_come_before_others_and_phonemes_before_exact_sounds(senses: dict[str, Concept]) -> None:
    assert dict(senses["asthma"].sounds)["asthma"] == "ˈæzmə"
    assert dict(senses["canthus"].sounds)["canthus"] == "ˈkænθəs"


@pytest.mark.parametrize("ipa", ["", "/-ɪzmə/", "/pʌs…/", "pʌs", "/", "//", "/pʌs]", f"/{'a' * 300}/"])
def test_sounds_that_are_not_whole_are_left_out(ipa: str, write: Write) -> None:
    assert only(write(word("pus", sounds=[{"ipa": ipa}]))).sounds == ()


def test_sounds_that_are_not_to_be_made_are_left_out(write: Write) -> None:
    sounds = [{"ipa": "/pjuːs/", "tags": ["US", "obsolete"]}, {"ipa": "[pʌs]", "tags": ["Canada"]}]
    assert only(write(word("pus", sounds=sounds))).sounds == (("pus", "pʌs"),)


def test_the_american_recording_is_taken_as_mp3(senses: dict[str, Concept]) -> None:
    assert senses["asthma"].audio == f"{COMMONS}/transcoded/a/ab/En-us-asthma.ogg/En-us-asthma.ogg.mp3"


@pytest.mark.parametrize(
    ("sound", "address"),
    [
        ({"ogg_url": f"{COMMONS}/a/En-uk-pus.ogg"}, f"{COMMONS}/a/En-uk-pus.ogg"),
        ({"ogg_url": "https://upload.wikimedia.org.evil.example/pus.ogg"}, None),
        ({"mp3_url": "javascript:alert(1)"}, None),
        ({"mp3_url": "http://upload.wikimedia.org/pus.mp3"}, None),
        ({"mp3_url": f"{COMMONS}/{'a' * 600}.mp3"}, None),
        ({"mp3_url": f"{COMMONS}/a\nb.mp3"}, None),
        ({"audio": "En-us-pus.ogg"}, None),
    ],
)
def test_recordings_come_from_wikimedia_only(sound: dict[str, str], address: str | None, write: Write) -> None:
    assert only(write(word("pus", sounds=[sound]))).audio == address


@pytest.mark.parametrize(
    ("name", "fields", "divided"),
    [
        ("asthma", {"hyphenations": [{"parts": ["asth", "ma"]}]}, "asth·ma"),
        ("asthma", {"hyphenations": [{"parts": ["asth‧ma"]}], "hyphenation": ["asth‧ma"]}, "asth·ma"),
        ("asthma", {"hyphenation": ["asth-ma"]}, "asth·ma"),
        ("X-ray", {"hyphenations": [{"parts": ["X-ray"]}]}, None),
        ("pus", {"hyphenations": [{"parts": ["pus"]}]}, None),
        ("asthma", {"hyphenations": [{"parts": ["asth", "mas"]}]}, None),
        ("cardiac arrest", {"hyphenations": [{"parts": ["car", "di", "ac ar", "rest"]}]}, "car·di·ac ar·rest"),
    ],
)
def test_a_word_is_divided_where_the_parts_are_its_own(
    name: str, fields: dict[str, Any], divided: str | None, write: Write
) -> None:
    assert only(write(word(name, **fields))).hyphenation == divided


def test_parts_of_words_keep_their_hyphen_and_their_origin(senses: dict[str, Concept]) -> None:
    part = senses["-ectomy"]
    assert part.etymology == "From Ancient Greek ἐκτομή (ektomḗ, “a cutting out”)."
    assert part.hint == "suffix, surgery"
    assert part.url == "https://en.wiktionary.org/wiki/-ectomy#English"


def test_the_tree_before_an_etymology_is_left_out(senses: dict[str, Concept], write: Write) -> None:
    assert senses["asthma"].etymology == "From Ancient Greek ἆσθμα (âsthma, “short breath”)."
    assert only(write(word("pus", etymology_text="Etymology tree\nLatin pus\nEnglish pus"))).etymology is None


def test_an_etymology_without_end_stops_after_a_sentence(write: Write) -> None:
    etymology = only(write(word("pus", etymology_text="From Latin pus. " * 1_000))).etymology
    assert etymology is not None
    assert len(etymology) <= 4_002
    assert etymology.endswith("From Latin pus. …")


def test_a_hint_tells_a_sense_by_its_part_of_speech_and_its_subject(senses: dict[str, Concept]) -> None:
    assert senses["asthma"].hint == "pathology"
    assert senses["cardiac"].hint == "adjective, anatomy"
    assert senses["hemorrhage"].hint is None


def test_a_noun_is_likely_to_be_what_its_subject_is_about(senses: dict[str, Concept]) -> None:
    assert senses["canthus"].likely_types == (SemanticType.BODY_PART,)
    assert senses["cardiac"].likely_types == ()
    assert all(concept.semantic_types == () for concept in senses.values())


def test_the_address_is_that_of_the_english_word(write: Write) -> None:
    path = write(word("50% dextrose/water"))
    assert only(path).url == "https://en.wiktionary.org/wiki/50%25_dextrose%2Fwater#English"


@pytest.mark.parametrize("tags", [["vulgar"], ["derogatory", "slang"], ["no-gloss"]])
def test_senses_that_are_offensive_or_empty_are_counted_not_read(tags: list[str], write: Write) -> None:
    reading = Reading()
    text = "" if "no-gloss" in tags else "Rude."
    assert not list(wiktextract.concepts(write(word("x", sense(text, tags=tags))), reading))
    assert sum(reading.left_out.values()) == 1


def test_lines_that_do_not_follow_the_layout_are_broken_and_say_where(write: Write) -> None:
    good, *broken = wiktextract.concepts(write(word("pus"), '{"word": 5}', "", '{"lang_code": "en"}', "{not json"))
    assert isinstance(good, Concept)
    assert [isinstance(each, BrokenRecord) for each in broken] == [True] * 3
    assert [each.where.rpartition(", ")[2] for each in broken if isinstance(each, BrokenRecord)] == [
        "line 2",
        "line 4",
        "line 5",
    ]


@pytest.mark.parametrize("content", ["<html></html>", "word\tmeaning\n", "[\n{}\n]", "\x00\x01"])
def test_a_file_that_is_not_made_of_json_lines_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_text(content)
    with pytest.raises(DataError) as refused:
        list(wiktextract.concepts(path))
    assert str(path) in refused.value.problem
    assert "kaikki.org" in refused.value.remedy
    assert wiktextract.identity(path) == {}


def test_a_file_that_was_cut_is_refused(write: Write) -> None:
    path = write(word("pus"), word("scab"))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DataError, match="ends in the middle of line 2"):
        list(wiktextract.concepts(path))


def test_a_last_line_without_line_end_is_whole(write: Write) -> None:
    path = write(word("pus"))
    path.write_bytes(path.read_bytes().rstrip())
    assert only(path).preferred_name == "pus"


def test_a_compressed_file_is_read_and_one_that_was_cut_refused(extract: Path, tmp_path: Path) -> None:
    path = tmp_path / "words.jsonl.gz"
    path.write_bytes(gzip.compress(extract.read_bytes()))
    assert len(list(wiktextract.concepts(path))) == 8
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(DataError, match="cannot be read"):
        list(wiktextract.concepts(path))


def test_other_json_lines_are_given_up_before_their_end(tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    path.write_text('{"level": "info"}\n' * 5_000)
    with pytest.raises(DataError):
        parse_into(tmp_path / "archive", source("wiktionary"), path, None)
    assert sum(1 for _ in wiktextract.concepts(path)) == 1_000


def test_few_broken_lines_in_a_large_file_do_no_harm(write: Write, tmp_path: Path) -> None:
    path = write(*(word(f"illness {number}") for number in range(300)), "{broken", *(["{broken"] * 2))
    installed = parse_into(tmp_path / "archive", source("wiktionary"), path, None)
    assert (installed.concepts, installed.broken) == (300, 3)


def test_a_file_says_which_language_it_is_about_in_the_words_of_its_wiktionary(write: Write, extract: Path) -> None:
    assert wiktextract.identity(write(word("pus"))) == {"lang": frozenset({"English"})}
    assert wiktextract.identity(write(word("pus", lang="Anglais"))) == {"lang": frozenset({"Anglais"})}
    assert wiktextract.identity(extract) == {"lang": frozenset({"English", "Spanish"})}
    assert source("wiktionary").identity == {"lang": "English"}


def test_the_edition_is_the_day_on_which_the_file_was_written(write: Write) -> None:
    path = write(word("pus"))
    os.utime(path, (1_790_000_000, 1_790_000_000))
    assert wiktextract.edition(path) == Edition("2026-09-21", 2026)


def test_a_title_says_that_anybody_can_edit_it() -> None:
    assert source("wiktionary").citation_title == "Wiktionary (a general dictionary that anybody can edit)"
    assert not source("wiktionary").default


def test_memory_does_not_grow_with_what_is_not_medical(write: Write) -> None:
    line = json.dumps(word("chess", {"glosses": ["x" * 8_000], "topics": ["games"]}))
    path = write(*([line] * 10_000))
    assert read_apart(wiktextract, path).memory < MAX_MEMORY_MADE < path.stat().st_size // 1024


def test_definitions_wait_outside_of_memory(write: Write) -> None:
    path = write(*(word(f"illness {number}", sense("x" * 8_000)) for number in range(10_000)))
    reading = read_apart(wiktextract, path)
    assert reading.records == 10_000
    assert reading.memory < MAX_MEMORY_MADE < path.stat().st_size // 1024
