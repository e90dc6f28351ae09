"""Which source may answer for a name: traits and languages decide, and more sources never make an answer worse."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from bot.errors import UsageError
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.authority import Reader
from bot.lexicon.lookup.same_thing import SameThing
from bot.lexicon.model import Answer, Match
from bot.sources.concept import Concept
from bot.terms.model import Name, NameKind, SemanticType

MakeConcept = Callable[..., Concept]
OpenDictionary = Callable[..., Awaitable[Dictionary]]

DISEASE = SemanticType.DISEASE
TEST = SemanticType.TEST


def headwords(answer: Answer) -> list[str]:
    return [choice.headword for choice in answer.choices]


def answered(answer: Answer) -> str | None:
    return answer.entry.headword if answer.entry else None


@pytest.mark.parametrize("source", ["mondo", "hpo", "go", "ncit", "mesh_supplementary", "orphanet"])
@pytest.mark.parametrize(("name", "query"), [("HS", "HS"), ("HS", "hs"), ("NaQ", "NaQ"), ("q6w", "q6w"), ("Zq", "Zq")])
async def test_an_abbreviation_of_specialists_alone_is_a_choice_of_one(
    open_dictionary: OpenDictionary, make_concept: MakeConcept, source: str, name: str, query: str
) -> None:
    concept = make_concept("hinted syndrome", abbreviations=[name], semantic_types=(DISEASE,))
    answer = await (await open_dictionary(**{source: [concept]})).look_up(query)
    assert (answer.match, answer.entry, answer.is_unsure) == (Match.AMBIGUOUS, None, True)
    assert headwords(answer) == ["hinted syndrome"]


async def test_a_word_of_specialists_is_answered(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> None:
    dictionary = await open_dictionary(uberon=[make_concept("eye"), make_concept("spinal plate", synonyms=["rib"])])
    for word, headword in (("eye", "eye"), ("rib", "spinal plate"), ("spinal plate", "spinal plate")):
        assert answered(await dictionary.look_up(word)) == headword


async def test_an_everyday_word_is_suggested_and_no_choice_of_specialists(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(ncit=[make_concept("odd rash", abbreviations=["OR"], definitions=("A rash.",))])
    assert (await dictionary.look_up("OR")).is_unsure
    answer = await dictionary.look_up("or")
    assert (answer.match, [one.name for one in answer.suggestions]) == (Match.SUGGESTION, ["OR"])


@pytest.mark.parametrize("plain", ["glossary", "nci_dictionary", "our_clinic"])
async def test_what_a_plain_source_answers_specialists_leave_alone(
    open_dictionary: OpenDictionary, make_concept: MakeConcept, plain: str
) -> None:
    known = make_concept("heart failure", abbreviations=["HF"], semantic_types=(DISEASE,))
    obscure = make_concept("hydrops", abbreviations=["HF"], semantic_types=(DISEASE,))
    answer = await (await open_dictionary(**{plain: [known], "mondo": [obscure]})).look_up("HF")
    assert (answered(answer), answer.match) == ("heart failure", Match.ABBREVIATION)
    assert [sense.headword for sense in answer.other_senses] == ["hydrops"]


async def test_a_sense_that_two_sources_for_specialists_bear_out_counts(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    defect = make_concept("septal defect", abbreviations=["ASD"], semantic_types=(DISEASE,))
    dictionary = await open_dictionary(
        glossary=[make_concept("autism spectrum disorder", abbreviations=["ASD"], semantic_types=(DISEASE,))],
        hpo=[defect],
        mondo=[defect],
    )
    answer = await dictionary.look_up("ASD")
    assert (answer.match, answer.is_unsure) == (Match.AMBIGUOUS, False)
    assert headwords(answer) == ["autism spectrum disorder", "septal defect"]


async def test_a_further_sense_of_a_source_that_may_answer_makes_a_choice(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        glossary=[make_concept("postpartum sadness", abbreviations=["PPD"], semantic_types=(DISEASE,))],
        mesh=[make_concept("skin test", abbreviations=["PPD"], semantic_types=(TEST,))],
        mondo=[make_concept("odd disease", abbreviations=["PPD"], semantic_types=(DISEASE,), definitions=("Rare.",))],
    )
    answer = await dictionary.look_up("PPD")
    assert (answer.match, answer.is_unsure) == (Match.AMBIGUOUS, False)
    assert headwords(answer) == ["postpartum sadness", "skin test", "odd disease"]


async def test_senses_of_specialists_count_where_no_plain_source_has_the_abbreviation(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    concept = make_concept("skin test", abbreviations=["PPD"], semantic_types=(TEST,))
    alone = await open_dictionary(mesh=[concept])
    assert answered(await alone.look_up("PPD")) == "skin test"
    both = await open_dictionary(
        mesh=[concept], mondo=[make_concept("odd disease", abbreviations=["PPD"], semantic_types=(DISEASE,))]
    )
    assert headwords(await both.look_up("PPD")) == ["skin test", "odd disease"]


async def test_the_senses_of_a_curated_list_come_first_and_in_its_order(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        our_clinic=[
            make_concept("mitral stenosis", abbreviations=["MS"], semantic_types=(DISEASE,), place=2),
            make_concept("morphine sulfate", abbreviations=["MS"], semantic_types=(SemanticType.MEDICINE,), place=3),
            make_concept("multiple sclerosis", abbreviations=["MS"], semantic_types=(DISEASE,), place=1),
        ],
        glossary=[make_concept("mental status", abbreviations=["MS"], definitions=("Very well known.",))],
        mondo=[make_concept("odd disease", abbreviations=["MS"], semantic_types=(DISEASE,), definitions=("Rare.",))],
    )
    answer = await dictionary.look_up("MS")
    assert answer.match is Match.AMBIGUOUS
    assert headwords(answer) == [
        "multiple sclerosis",
        "mitral stenosis",
        "morphine sulfate",
        "mental status",
        "odd disease",
    ]
    spanish = await dictionary.look_up("MS", "es")
    assert spanish.is_unsure
    assert headwords(spanish)[:3] == ["multiple sclerosis", "mitral stenosis", "morphine sulfate"]


async def test_the_only_sense_of_a_curated_list_is_answered(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        our_clinic=[make_concept("hour of sleep", abbreviations=["HS"], place=1)],
        mondo=[make_concept("hinted syndrome", abbreviations=["HS"], semantic_types=(DISEASE,))],
    )
    assert answered(await dictionary.look_up("HS")) == "hour of sleep"


async def test_a_name_in_another_language_is_a_choice_that_says_so(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        glossary=[make_concept("bone")], nci_diccionario=[make_concept("hueso", abbreviations=["HU"])]
    )
    for name in ("hueso", "HU"):
        english = await dictionary.look_up(name)
        assert (english.match, english.is_unsure) == (Match.AMBIGUOUS, True)
        assert [choice.language for choice in english.choices] == ["es"]
        assert answered(await dictionary.look_up(name, "es")) == "hueso"


async def test_a_reader_of_spanish_gets_english_words_but_chooses_among_english_abbreviations(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        glossary=[make_concept("intramuscular injection", abbreviations=["IM"])],
        nci_diccionario=[make_concept("infarto", abbreviations=["IAM"])],
    )
    assert answered(await dictionary.look_up("intramuscular injection", "es")) == "intramuscular injection"
    answer = await dictionary.look_up("IM", "es")
    assert (answer.is_unsure, [choice.language for choice in answer.choices]) == (True, ["en"])
    assert answered(await dictionary.look_up("IM")) == "intramuscular injection"


async def test_the_same_word_in_two_languages_is_each_readers_own(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        glossary=[make_concept("actual bleeding", synonyms=["sangre"])], nci_diccionario=[make_concept("sangre")]
    )
    english, spanish = await dictionary.look_up("sangre"), await dictionary.look_up("sangre", "es")
    assert (answered(english), [sense.language for sense in english.other_senses]) == ("actual bleeding", ["es"])
    assert answered(spanish) == "sangre"


async def test_an_editors_word_is_not_turned_by_the_headword_of_another_source(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    edited = make_concept("pyridoxine", synonyms=["vitamin B6"], semantic_types=(SemanticType.NUTRIENT,))
    of_specialists = make_concept("vitamin B6", semantic_types=(DISEASE,))
    dictionary = await open_dictionary(nci_dictionary=[edited], mondo=[of_specialists])
    assert answered(await dictionary.look_up("vitamin B6")) == "pyridoxine"
    dictionary = await open_dictionary(nci_dictionary=[edited], mesh=[of_specialists])
    answer = await dictionary.look_up("vitamin B6")
    assert (answer.match, headwords(answer)) == (Match.AMBIGUOUS, ["pyridoxine", "vitamin B6"])


async def test_capitals_are_not_answered_with_the_further_name_of_a_thing(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        mesh=[
            make_concept("Oryza", synonyms=["rice"]),
            make_concept("goat"),
            make_concept("dichloro compound", abbreviations=["DDX"]),
        ]
    )
    assert answered(await dictionary.look_up("rice")) == "Oryza"
    assert answered(await dictionary.look_up("GOAT")) == "goat"
    assert answered(await dictionary.look_up("DDX")) == "dichloro compound"
    for query in ("RICE", "DDx"):
        assert (await dictionary.look_up(query)).is_unsure, query


async def test_capitals_mean_the_abbreviation_even_one_of_specialists(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        mesh=[make_concept("men")], hpo=[make_concept("endocrine neoplasia", abbreviations=["MEN"])]
    )
    assert answered(await dictionary.look_up("men")) == "men"
    answer = await dictionary.look_up("MEN")
    assert (answer.is_unsure, headwords(answer)) == (True, ["endocrine neoplasia", "men"])


@pytest.mark.parametrize(("query", "name"), [("i/o", "Io"), ("I/O", "Io"), ("d/p", "DP"), ("↑dp", "DP"), ("DP+", "DP")])
async def test_a_sign_that_carries_meaning_is_not_dropped(
    open_dictionary: OpenDictionary, make_concept: MakeConcept, query: str, name: str
) -> None:
    dictionary = await open_dictionary(glossary=[make_concept("Io"), make_concept("day program", abbreviations=["DP"])])
    assert (await dictionary.look_up(name)).entry
    answer = await dictionary.look_up(query)
    assert (answer.entry, answer.choices) == (None, ())


async def test_a_sign_alone_can_be_looked_up(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> None:
    dictionary = await open_dictionary(our_clinic=[make_concept("more than before", abbreviations=["↑", "+"])])
    for sign in ("↑", "+"):
        assert answered(await dictionary.look_up(sign)) == "more than before"
    assert (await dictionary.look_up("↓")).entry is None


async def test_an_everyday_word_is_suggested_however_many_senses_its_capitals_have(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        glossary=[make_concept("intrathecal", abbreviations=["IT"]), make_concept("inner time", abbreviations=["IT"])]
    )
    assert sorted(headwords(await dictionary.look_up("IT"))) == ["inner time", "intrathecal"]
    answer = await dictionary.look_up("it")
    assert (answer.match, len(answer.suggestions)) == (Match.SUGGESTION, 2)


async def test_names_with_a_slash_stay_findable(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> None:
    dictionary = await open_dictionary(
        glossary=[
            make_concept("status post", abbreviations=["s/p"]),
            make_concept("lopinavir/ritonavir"),
            make_concept("tuberculosis", abbreviations=["TB"]),
            make_concept("HIV"),
        ]
    )
    for query in ("s/p", "S/P", "s / p"):
        assert answered(await dictionary.look_up(query)) == "status post"
    assert answered(await dictionary.look_up("Lopinavir ritonavir")) == "lopinavir/ritonavir"
    both = await dictionary.look_up("TB/HIV")
    assert (headwords(both), both.holds_several_terms) == (["tuberculosis", "HIV"], True)


async def test_one_trip_to_the_file_answers(
    open_dictionary: OpenDictionary, make_concept: MakeConcept, monkeypatch: pytest.MonkeyPatch
) -> None:
    dictionary = await open_dictionary(glossary=[make_concept("heart failure", abbreviations=["HF"])])
    await dictionary.look_up("heart failure")
    asked: list[str] = []
    rows = dictionary.lexicon.rows

    async def noting(sql: str, *values: object) -> list[object]:
        asked.append(sql)
        return list(await rows(sql, *values))

    monkeypatch.setattr(dictionary.lexicon, "rows", noting)
    await dictionary.look_up("Heart Failure")
    assert len(asked) == 1


async def test_a_code_is_not_answered_with_the_headword_of_another_spelling(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(
        our_clinic=[make_concept("first heart sound", abbreviations=["S1"], place=1)],
        nci_dictionary=[make_concept("S-1", definitions=("A drug.",))],
    )
    assert headwords(await dictionary.look_up("S1")) == ["first heart sound", "S-1"]
    assert answered(await dictionary.look_up("S-1")) == "S-1"


@pytest.mark.parametrize("sign", ["&", "<", ">", "@", "↔"])
async def test_a_sign_of_the_list_can_be_looked_up_where_it_stands_alone(
    open_dictionary: OpenDictionary, make_concept: MakeConcept, sign: str
) -> None:
    dictionary = await open_dictionary(our_clinic=[make_concept("as the sign says", abbreviations=[sign], place=1)])
    assert answered(await dictionary.look_up(f" {sign} ")) == "as the sign says"
    with pytest.raises(UsageError):
        await dictionary.look_up(f"{sign}?!")


@pytest.mark.parametrize(
    "remote",
    [
        {"semantic_types": (DISEASE,)},
        {"semantic_types": (SemanticType.CONCEPT,), "definitions": ("An ethnic group.",)},
        {"semantic_types": (SemanticType.PLACE,), "definitions": ("A town.",)},
    ],
)
async def test_a_remote_sense_of_specialists_is_no_choice_beside_those_of_a_curated_list(
    open_dictionary: OpenDictionary, make_concept: MakeConcept, remote: dict[str, Any]
) -> None:
    far = make_concept("far people", abbreviations=["QX", "QY", "QZ"], **remote)
    listed = [
        make_concept("operating hall", abbreviations=["QX"], semantic_types=(TEST,), place=1),
        make_concept("quota rate", abbreviations=["QX", "QY"], semantic_types=(TEST,), place=2),
    ]
    dictionary = await open_dictionary(our_clinic=listed, ncit=[far])
    assert headwords(await dictionary.look_up("QX")) == ["operating hall", "quota rate"]
    answer = await dictionary.look_up("QY")
    assert answered(answer) == "quota rate"
    assert [sense.headword for sense in answer.other_senses] == ["far people"]
    assert headwords(await dictionary.look_up("QZ")) == ["far people"]


async def test_a_sense_that_two_sources_bear_out_is_a_choice_though_nobody_defines_it(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    rare = make_concept("rare rash", abbreviations=["QX"], semantic_types=(DISEASE,))
    listed = [make_concept(name, abbreviations=["QX"], semantic_types=(TEST,)) for name in ("hall", "quota")]
    dictionary = await open_dictionary(our_clinic=listed, mondo=[rare], hpo=[rare])
    assert headwords(await dictionary.look_up("QX"))[-1] == "rare rash"


def _three(make_concept: MakeConcept, name: str) -> list[Concept]:
    return [
        make_concept("small cup", code="1", abbreviations=["QX"], semantic_types=(TEST,)),
        make_concept(name, code="2", abbreviations=["QX"], semantic_types=(TEST,), definitions=("A measure.",)),
        make_concept("quota rate", code="3", abbreviations=["QX"], semantic_types=(DISEASE,)),
    ]


async def test_entries_that_a_reader_cannot_tell_apart_are_one_choice_the_best_defined(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(glossary=_three(make_concept, "small cup"))
    answer = await dictionary.look_up("QX")
    assert headwords(answer) == ["small cup", "quota rate"]
    assert (await dictionary.open(answer.choices[0].key)).entry == await dictionary.lexicon.entry("small-cup~2")


async def test_entries_whose_kind_differs_stay_two_choices(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    same_name = [
        make_concept("small cup", code=sort.value, abbreviations=["QX"], semantic_types=(sort,), definitions=("It.",))
        for sort in (TEST, DISEASE)
    ]
    assert headwords(await (await open_dictionary(glossary=same_name)).look_up("QX")) == ["small cup", "small cup"]


async def test_a_headword_that_trusted_editors_have_as_another_name_is_the_same_thing(
    open_dictionary: OpenDictionary, make_concept: MakeConcept
) -> None:
    dictionary = await open_dictionary(glossary=_three(make_concept, "quick cup"), mesh=[make_concept("other thing")])
    owners = await dictionary.lexicon.owners_of_name("qx")
    reader = Reader("en", await dictionary.lexicon.sources_by_id())

    def once(source: str, kind: NameKind) -> list[str]:
        alike = [replace(owner, choice=replace(owner.choice, hint="cup")) for owner in owners]
        same = SameThing(reader, lambda owner: [Name("small cup", kind, source)] * (owner.weight > 0))
        return [owner.choice.headword for owner in same.once(alike)]

    assert once("glossary", NameKind.SYNONYM) == ["quick cup", "quota rate"]
    for source, kind in (("mesh", NameKind.SYNONYM), ("glossary", NameKind.ABBREVIATION), ("gone", NameKind.SYNONYM)):
        assert once(source, kind) == ["quick cup", "small cup", "quota rate"]


async def test_a_choice_is_never_made_an_answer(open_dictionary: OpenDictionary, make_concept: MakeConcept) -> None:
    same = [make_concept("small cup", code=code, abbreviations=["QX"], semantic_types=(TEST,)) for code in ("1", "2")]
    answer = await (await open_dictionary(glossary=same)).look_up("QX")
    assert (answer.match, headwords(answer)) == (Match.AMBIGUOUS, ["small cup", "small cup"])
