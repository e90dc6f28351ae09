"""The match ladder: each step, and that no step guesses."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from limits import ANSWER_LIMITS

from bot.errors import UsageError
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.match_ladder import KEY_MARK
from bot.lexicon.model import Answer, Match
from bot.lexicon.store.opening import opened
from bot.sources.concept import Concept
from bot.terms.model import Name, NameKind
from bot.terms.normal_forms import fold

MakeConcept = Callable[..., Concept]
OpenDictionary = Callable[..., Awaitable[Dictionary]]


def named(name: str, kind: NameKind) -> Name:
    return Name(name, kind, "glossary")


def headwords(answer: Answer) -> list[str]:
    return sorted(choice.headword for choice in answer.choices)


@pytest.mark.parametrize(
    ("query", "match", "headword", "name"),
    [
        ("interleukin", Match.EXACT, "interleukin", named("interleukin", NameKind.PREFERRED)),
        ("INTERLEUKIN", Match.EXACT, "interleukin", named("interleukin", NameKind.PREFERRED)),
        ("  Inter\u00adleukin\n", Match.EXACT, "interleukin", named("interleukin", NameKind.PREFERRED)),
        ("alpha‑fetoprotein", Match.EXACT, "alpha-fetoprotein", named("alpha-fetoprotein", NameKind.PREFERRED)),
        ("Interleukins", Match.VARIANT, "interleukin", named("interleukin", NameKind.PREFERRED)),
        ("interleukin's", Match.VARIANT, "interleukin", named("interleukin", NameKind.PREFERRED)),
        ("interleukin 6", Match.VARIANT, "interleukin-6", named("interleukin-6", NameKind.PREFERRED)),
        ("leukaemia", Match.VARIANT, "leukemia", named("leukemia", NameKind.PREFERRED)),
        ("haemoglobin", Match.VARIANT, "hemoglobin", named("hemoglobin", NameKind.PREFERRED)),
        ("α-fetoprotein", Match.VARIANT, "alpha-fetoprotein", named("alpha-fetoprotein", NameKind.PREFERRED)),
        ("diabetes type II", Match.VARIANT, "type 2 diabetes", named("type 2 diabetes", NameKind.PREFERRED)),
        ("leukemia, myeloid", Match.VARIANT, "myeloid leukemia", named("myeloid leukemia", NameKind.PREFERRED)),
        ("heart attack", Match.SYNONYM, "myocardial infarction", named("heart attack", NameKind.PLAIN)),
        ("Heart-attacks", Match.SYNONYM, "myocardial infarction", named("heart attack", NameKind.PLAIN)),
        ("cardiac infarct", Match.SYNONYM, "myocardial infarction", named("cardiac infarct", NameKind.FORMER)),
        ("coronary thrombosis", Match.SYNONYM, "myocardial infarction", named("coronary thrombosis", NameKind.SYNONYM)),
        ("mammary lump", Match.SYNONYM, "breast cancer", named("mammary lumps", NameKind.ENTRY_TERM)),
        ("neoplasms, breast", Match.SYNONYM, "breast cancer", named("Neoplasms, Breast", NameKind.ENTRY_TERM)),
        ("breast neoplasm", Match.SYNONYM, "breast cancer", named("Neoplasms, Breast", NameKind.ENTRY_TERM)),
        ("IL-6", Match.ABBREVIATION, "interleukin-6", named("IL-6", NameKind.ABBREVIATION)),
        ("il6", Match.ABBREVIATION, "interleukin-6", named("IL-6", NameKind.ABBREVIATION)),
        ("MI", Match.ABBREVIATION, "myocardial infarction", named("MI", NameKind.ABBREVIATION)),
        ("MIs", Match.ABBREVIATION, "myocardial infarction", named("MI", NameKind.ABBREVIATION)),
    ],
)
async def test_a_name_reaches_its_entry_and_the_answer_says_how(
    small: Dictionary, query: str, match: Match, headword: str, name: Name
) -> None:
    answer = await small.look_up(query)
    assert answer.entry is not None
    assert answer.matched_name is not None
    assert (answer.match, answer.entry.headword) == (match, headword)
    assert answer.matched_name == name
    assert not answer.choices
    assert not answer.suggestions


@pytest.mark.parametrize("query", ["MS", "ms", "M.S."])
async def test_a_name_that_several_entries_own_is_a_choice_that_tells_them_apart(small: Dictionary, query: str) -> None:
    answer = await small.look_up(query)
    assert (answer.match, answer.entry, answer.matched_name) == (Match.AMBIGUOUS, None, None)
    assert headwords(answer) == ["mitral stenosis", "multiple sclerosis"]
    assert [choice.hint for choice in answer.choices] == ["disease", "disease"]
    assert len({choice.key for choice in answer.choices}) == 2
    assert not answer.suggestions
    assert not answer.other_senses


async def test_a_synonym_of_two_entries_is_a_choice_whatever_their_kinds(small: Dictionary) -> None:
    answer = await small.look_up("cold")
    assert answer.match is Match.AMBIGUOUS
    assert headwords(answer) == ["common cold", "low temperature"]


async def test_each_choice_opens_its_own_entry(small: Dictionary) -> None:
    for choice in (await small.look_up("MS")).choices:
        answer = await small.look_up(KEY_MARK + choice.key)
        assert answer.match is Match.EXACT
        assert answer.entry is not None
        assert answer.entry.headword == choice.headword


async def test_a_headword_beats_a_synonym_and_the_other_sense_is_told(small: Dictionary) -> None:
    answer = await small.look_up("shock")
    assert answer.entry is not None
    assert (answer.match, answer.entry.headword) == (Match.EXACT, "shock")
    assert [choice.headword for choice in answer.other_senses] == ["electric injury"]


async def test_a_variant_of_a_headword_beats_a_synonym_too(small: Dictionary) -> None:
    answer = await small.look_up("shocks")
    assert answer.entry is not None
    assert (answer.match, answer.entry.headword) == (Match.VARIANT, "shock")
    assert [choice.headword for choice in answer.other_senses] == ["electric injury"]


async def test_a_name_of_one_entry_has_no_other_senses(small: Dictionary) -> None:
    assert (await small.look_up("interleukin")).other_senses == ()


async def test_an_abbreviation_belongs_to_all_that_use_it_even_to_a_headword(small: Dictionary) -> None:
    answer = await small.look_up("dna")
    assert answer.match is Match.AMBIGUOUS
    assert headwords(answer) == ["DNA", "missed visit"]


async def test_the_name_as_typed_comes_before_its_variants(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    concepts = [make_concept("tetracycline", code="one"), make_concept("tetracyclines", code="class")]
    dictionary = await open_dictionary(glossary=concepts)
    for name in ("tetracycline", "tetracyclines"):
        answer = await dictionary.look_up(name)
        assert answer.entry is not None
        assert (answer.match, answer.entry.headword) == (Match.EXACT, name)
    assert headwords(await dictionary.look_up("tetracycline's")) == ["tetracycline", "tetracyclines"]


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("interlukin", "interleukin"),
        ("hydralizine", "hydralazine"),
        ("hydroxizine", "hydroxyzine"),
        ("interferom", "interferon"),
        ("multiple scelrosis", "multiple sclerosis"),
        ("leukemla", "leukemia"),
    ],
)
async def test_a_misspelling_is_never_answered_even_one_letter_off(small: Dictionary, query: str, nearest: str) -> None:
    answer = await small.look_up(query)
    assert answer.match is Match.SUGGESTION
    assert answer.entry is None
    assert answer.matched_name is None
    assert not answer.choices
    assert not answer.other_senses
    assert answer.suggestions[0].headword == nearest


async def test_one_single_suggestion_is_still_no_answer(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(glossary=[make_concept("hydralazine")])
    answer = await dictionary.look_up("hydralazin")
    assert (answer.match, answer.entry) == (Match.SUGGESTION, None)
    assert [suggestion.headword for suggestion in answer.suggestions] == ["hydralazine"]


async def test_one_drug_never_answers_for_a_look_alike(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(glossary=[make_concept("hydralazine")])
    assert (await dictionary.look_up("hydroxyzine")).entry is None


@pytest.mark.parametrize("query", ["zzzzzz", "qx", "7777", "weather in Lisbon", "人"])
async def test_what_nothing_resembles_comes_to_nothing(small: Dictionary, query: str) -> None:
    answer = await small.look_up(query)
    assert answer == Answer(query=query, match=Match.NONE)


async def test_the_answer_repeats_the_query_as_it_can_be_shown(small: Dictionary) -> None:
    assert (await small.look_up("  Interleukins\u202e\x07  ")).query == "Interleukins"
    assert (await small.look_up("heart\r\nattack")).query == "heart attack"


async def test_every_name_in_the_lexicon_leads_to_its_entry_or_to_a_choice_with_it(small: Dictionary) -> None:
    rows = await small.lexicon.rows("SELECT name.name, entry.key FROM name JOIN entry ON entry.id = name.entry")
    for name, key in rows:
        answer = await small.look_up(name)
        found = [answer.entry.key] if answer.entry else [choice.key for choice in answer.choices]
        assert key in [*found, *(choice.key for choice in answer.other_senses)]


async def test_an_exact_answer_always_has_the_typed_text_as_its_headword(small: Dictionary) -> None:
    rows = await small.lexicon.rows("SELECT name FROM name")
    for (name,) in rows:
        answer = await small.look_up(name)
        is_headword = answer.entry is not None and fold(answer.entry.headword) == fold(name)
        assert (answer.match is Match.EXACT) is is_headword


async def test_a_key_opens_just_its_entry(small: Dictionary) -> None:
    by_key = await small.look_up("key:myocardial-infarction")
    assert by_key.entry is not None
    assert by_key.matched_name is not None
    assert (by_key.match, by_key.query) == (Match.EXACT, "myocardial infarction")
    assert by_key.entry.headword == by_key.matched_name.name == "myocardial infarction"
    assert await small.open("myocardial-infarction") == by_key


async def test_a_key_of_an_ambiguous_name_opens_without_asking_again(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    concepts = [make_concept("cold", code="C1"), make_concept("cold", code="C2")]
    dictionary = await open_dictionary(glossary=concepts)
    assert (await dictionary.look_up("cold")).match is Match.AMBIGUOUS
    for key in ("cold~c1", "cold~c2"):
        answer = await dictionary.look_up(f"key:{key}")
        assert answer.entry is not None
        assert answer.entry.key == key


@pytest.mark.parametrize(
    ("key", "match", "headword"),
    [
        ("heart-attack", Match.SYNONYM, "myocardial infarction"),
        ("interleukin~d007378", Match.EXACT, "interleukin"),
        ("diabetes-type-2", Match.VARIANT, "type 2 diabetes"),
        ("gone", Match.NONE, None),
        ("interlukin", Match.NONE, None),
        ("ms~d009103", Match.AMBIGUOUS, None),
    ],
)
async def test_a_key_that_a_rebuild_took_away_leads_where_its_words_lead_now_and_never_to_a_guess(
    small: Dictionary, key: str, match: Match, headword: str | None
) -> None:
    answer = await small.open(key)
    assert answer.match is match
    assert (answer.entry and answer.entry.headword) == headword
    assert answer.suggestions == ()


async def test_an_old_key_still_leads_to_its_entry_after_the_headword_was_renamed(
    make_concept: MakeConcept, write_lexicon: Callable[..., Path], tmp_path: Path
) -> None:
    before = write_lexicon(tmp_path / "before", glossary=[make_concept("heart attack", code="1")])
    after = write_lexicon(
        tmp_path / "after", glossary=[make_concept("myocardial infarction", code="1", plains=["heart attack"])]
    )
    async with opened(before) as lexicon:
        entry = (await Dictionary(lexicon, ANSWER_LIMITS).look_up("heart attack")).entry
    assert entry is not None
    async with opened(after) as lexicon:
        answer = await Dictionary(lexicon, ANSWER_LIMITS).open(entry.key)
    assert answer.entry is not None
    assert (answer.match, answer.entry.headword) == (Match.SYNONYM, "myocardial infarction")


@pytest.mark.parametrize("query", ["key:", "key: ", "key:\x00", "key:\ud800", "key:!!!", "key:" + "a" * 101])
async def test_a_key_that_cannot_be_one_is_refused(small: Dictionary, query: str) -> None:
    with pytest.raises(UsageError):
        await small.look_up(query)


async def test_the_choices_are_never_more_than_a_menu_holds(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    concepts = [make_concept(f"thing {number}", abbreviations=["XYZ"]) for number in range(30)]
    answer = await (await open_dictionary(glossary=concepts)).look_up("XYZ")
    assert answer.match is Match.AMBIGUOUS
    assert len(answer.choices) == 25


async def test_a_name_that_is_only_filed_under_an_entry_gives_way_to_one_that_is_its_own(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    concepts = [make_concept("interleukin-6", abbreviations=["IL-6"]), make_concept("binding", entry_terms=["IL-6"])]
    answer = await (await open_dictionary(glossary=concepts)).look_up("il6")
    assert answer.entry is not None
    assert (answer.match, answer.entry.headword) == (Match.ABBREVIATION, "interleukin-6")
    assert [choice.headword for choice in answer.other_senses] == ["binding"]


async def test_capitals_mean_the_abbreviation_and_small_letters_the_word(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    concepts = [make_concept("pet"), make_concept("positron emission tomography", abbreviations=["PET"])]
    dictionary = await open_dictionary(glossary=concepts)
    for query, headword, other in (
        ("PET", "positron emission tomography", "pet"),
        ("pet", "pet", "positron emission tomography"),
    ):
        answer = await dictionary.look_up(query)
        assert answer.entry is not None
        assert answer.entry.headword == headword
        assert [choice.headword for choice in answer.other_senses] == [other]


async def test_only_plain_spoken_sources_make_an_everyday_name_compete_with_a_headword(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    narrower, wider = make_concept("breast cancer"), make_concept("carcinoma of the breast", plains=["breast cancer"])
    told_by_an_ontology = await open_dictionary(glossary=[narrower], hpo=[wider])
    assert (await told_by_an_ontology.look_up("breast cancer")).match is Match.EXACT


async def test_an_everyday_name_of_a_plain_spoken_source_competes_with_a_headword(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    concepts = [make_concept("diabetes"), make_concept("diabetes mellitus", plains=["diabetes"])]
    assert (await (await open_dictionary(glossary=concepts)).look_up("diabetes")).match is Match.AMBIGUOUS


async def test_an_abbreviation_in_small_letters_is_meant_by_capitals_too(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    concepts = [
        make_concept("milliliter", abbreviations=["cc"]),
        make_concept("bile duct cancer", abbreviations=["CC"]),
    ]
    assert (await (await open_dictionary(glossary=concepts)).look_up("CC")).match is Match.AMBIGUOUS


async def test_a_variant_of_a_headword_beats_a_synonym_that_is_written_just_so(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    concepts = [make_concept("blood clot"), make_concept("thrombosis", synonyms=["blood clots"])]
    answer = await (await open_dictionary(glossary=concepts)).look_up("blood clots")
    assert answer.entry is not None
    assert (answer.match, answer.entry.headword) == (Match.VARIANT, "blood clot")
    assert [choice.headword for choice in answer.other_senses] == ["thrombosis"]


async def test_small_letters_that_spell_a_word_are_not_answered_with_an_abbreviation(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    leukemia = make_concept(
        "acute lymphoblastic leukemia", abbreviations=["ALL"], definitions=("Not all leukemias are.",)
    )
    lung = make_concept(
        "chronic obstructive pulmonary disease", abbreviations=["COPD"], definitions=("The lungs narrow.",)
    )
    dictionary = await open_dictionary(glossary=[leukemia, lung])
    assert (await dictionary.look_up("ALL")).match is Match.ABBREVIATION
    assert (await dictionary.look_up("copd")).match is Match.ABBREVIATION
    answer = await dictionary.look_up("all")
    assert (answer.match, answer.entry) == (Match.SUGGESTION, None)
    assert [(each.name, each.headword) for each in answer.suggestions] == [("ALL", "acute lymphoblastic leukemia")]
