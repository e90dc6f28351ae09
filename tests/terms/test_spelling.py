"""One spelling for each word: every rule, every exception, and the words that a rule must not join."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.terms.spelling import (
    AMERICAN_WORD,
    IRREGULAR_SINGULAR,
    MAX_WORD_LENGTH,
    SINGULAR_IN_S,
    american,
    normal_word,
    singular,
)
from bot.terms.word_lists import PLURALS

quick = settings(max_examples=200, deadline=None, database=None)

ENGLISH_PLURALS = """
    disease diseases, cell cells, eye eyes, toe toes, shoe shoes, virus viruses, sinus sinuses, fetus fetuses,
    biopsy biopsies, body bodies, calorie calories, kilocalorie kilocalories, bougie bougies, tie ties,
    abscess abscesses, rash rashes, branch branches, stomach stomachs, reflex reflexes, buzz buzzes,
    cause causes, abuse abuses, excuse excuses, misuse misuses, overuse overuses, use uses, spouse spouses, muse muses,
    ache aches, headache headaches, toothache toothaches, stomachache stomachaches, douche douches, niche niches,
    valve valves, nerve nerves, calf calves, midwife midwives, knife knives, life lives, potato potatoes,
    dose doses, overdose overdoses, nose noses, rose roses, purpose purposes, cheese cheeses, phase phases, base bases,
    size sizes, tooth teeth, foot feet, child children, woman women, mouse mice, louse lice,
    pancreas pancreases, atlas atlases, gas gases, lens lenses, bias biases, iris irises, pelvis pelvises
"""

CLASSICAL_PLURALS = """
    diagnosis diagnoses, thrombosis thromboses, neurosis neuroses, fibrosis fibroses, acidosis acidoses,
    prosthesis prostheses, analysis analyses, metastasis metastases, homeostasis homeostases, psoriasis psoriases,
    crisis crises, arthritis arthritides, vasculitis vasculitides,
    vertebra vertebrae, bursa bursae, larva larvae, vena venae, hematoma hematomata, stoma stomata,
    streptococcus streptococci, bacillus bacilli, alveolus alveoli, glomerulus glomeruli, meniscus menisci,
    bacterium bacteria, ovum ova, mitochondrion mitochondria, criterion criteria, ganglion ganglia,
    appendix appendices, cervix cervices, index indices, phalanx phalanges, larynx larynges, corpus corpora,
    femur femora, testis testes, foramen foramina
"""

SUGARS = """
    glucose glucoses, fructose fructoses, lactose lactoses, galactose galactoses, maltose maltoses, sucrose sucroses,
    cellulose celluloses, hexose hexoses, pentose pentoses, triose trioses, tetrose tetroses, aldose aldoses,
    ribose riboses, deoxyribose deoxyriboses, mannose mannoses, xylose xyloses, dextrose dextroses, trehalose trehaloses
"""

BRITISH = """
    hem haem, hemoglobin haemoglobin, anemia anaemia, leukemia leukaemia, leukocyte leucocyte, edema oedema,
    angioedema angiooedema, esophagus oesophagus, estrogen oestrogen, diarrhea diarrhoea, celiac coeliac, fetus foetus,
    feces faeces, cecum caecum, pediatric paediatric, orthopedic orthopaedic, gynecology gynaecology,
    anesthesia anaesthesia, hypesthesia hypoaesthesia, etiology aetiology, esthetic aesthetic, cesarean caesarean,
    levo laevo, nevus naevus, nevi naevi, megaesophagus megaoesophagus,
    tumor tumour, color colour, odor odour, humor humour, labor labour, behavior behaviour, vapor vapour, rigor rigour,
    discoloration discolouration, tumorigenesis tumourigenesis,
    center centre, fiber fibre, liter litre, milliliter millilitre, meter metre, titer titre, caliber calibre,
    goiter goitre, fiberoptic fibreoptic,
    sterilize sterilise, immunization immunisation, nebulizer nebuliser, hospitalized hospitalised,
    sensitizing sensitising, analyzed analysed, dialyzer dialyser, paralyzed paralysed,
    sulfate sulphate, sulfur sulphur, catalog catalogue, homolog homologue, analog analogue,
    labeled labelled, counseling counselling, counselor counsellor, modeling modelling, signaling signalling
"""

DIFFERENT_WORDS = """
    base basis, base basic, ketosis ketone, aid acid, ileum ilium, ureter urethra, malleus malleolus, perineal peroneal,
    dysphagia dysphasia, hypotension hypertension, arteritis arthritis, palpation palpitation, callus callous,
    mucus mucous, abduction adduction, afferent efferent, prostate prostrate, hydralazine hydroxyzine,
    ach ache, nich niche, ax axis, amylose amyloidosis, pneumonia pneumoniae, rosacea rosaceae, ixodida ixodidae,
    docosahexaenoic docosahexenoic, eicosapentaenoic eicosapentenoic, beck boeck, betz baetz, verner voerner,
    rem raem, ted toed, crp crps, hlh hlhs, trp trps, pgh pghs, phosphoinositide phosphoinositis, lupus lupu,
    glass gla, iris iri, tennis tenni, men man
"""


def pairs(table: str) -> list[tuple[str, ...]]:
    return [tuple(pair.split()) for pair in table.split(",")]


@pytest.mark.parametrize(("one", "many"), pairs(ENGLISH_PLURALS))
def test_an_english_plural_has_the_spelling_of_its_singular(one: str, many: str) -> None:
    assert normal_word(many) == normal_word(one)


@pytest.mark.parametrize(("one", "many"), pairs(CLASSICAL_PLURALS))
def test_a_latin_or_greek_plural_has_the_spelling_of_its_singular(one: str, many: str) -> None:
    assert normal_word(many) == normal_word(one)


@pytest.mark.parametrize(("one", "many"), pairs(SUGARS))
def test_sugars_end_in_ose_and_are_no_plurals_of_osis(one: str, many: str) -> None:
    assert normal_word(many) == normal_word(one)


@pytest.mark.parametrize(("us", "gb"), pairs(BRITISH))
def test_british_spelling_has_the_american_one(us: str, gb: str) -> None:
    assert normal_word(gb) == normal_word(us)
    assert normal_word(gb + "s") == normal_word(us + "s")


@pytest.mark.parametrize(("one", "other"), pairs(DIFFERENT_WORDS))
def test_different_words_keep_different_spellings(one: str, other: str) -> None:
    assert normal_word(one) != normal_word(other)


@pytest.mark.parametrize(("many", "one"), IRREGULAR_SINGULAR.items())
def test_every_listed_plural_meets_its_singular(many: str, one: str) -> None:
    assert normal_word(many) == normal_word(one)


@pytest.mark.parametrize("word", sorted(SINGULAR_IN_S))
def test_a_singular_that_ends_in_s_keeps_it(word: str) -> None:
    assert singular(word) == word
    assert normal_word(word) != normal_word(word[:-1])


@pytest.mark.parametrize("word", sorted(PLURALS.without_vowel))
def test_known_plurals_of_abbreviations_without_a_vowel_are_undone(word: str) -> None:
    assert singular(word) == word[:-1]


@pytest.mark.parametrize(("gb", "us"), AMERICAN_WORD.items())
def test_every_listed_british_word_meets_the_american_one(gb: str, us: str) -> None:
    assert american(gb) == american(us)


@pytest.mark.parametrize("word", ["as", "is", "gas", "pus", "his", "ms", "its", "s", ""])
def test_words_of_three_letters_and_fewer_are_no_plurals(word: str) -> None:
    assert singular(word) == word


@pytest.mark.parametrize("word", ["virus", "abscess", "pelvis", "mucus", "hepatitis", "process", "illness", "iris"])
def test_us_is_and_ss_are_no_plural_endings(word: str) -> None:
    assert singular(word) == word


@pytest.mark.parametrize("word", ["rise", "wise", "does", "poet", "toe", "shoe", "hour", "four", "acre", "genre"])
def test_short_words_that_only_look_british_stay(word: str) -> None:
    assert american(word) == word


@pytest.mark.parametrize("word", ["il6", "b12", "6", "0.9", "", "%"])
def test_what_is_not_a_word_stays(word: str) -> None:
    assert normal_word(word) == word


made_up_stems = st.from_regex(r"[bdfglmnprt][aeou][bdfglmnprt]{1,3}[aeou]", fullmatch=True)


@quick
@given(made_up_stems, st.sampled_from("bdfgklmnprt"))
def test_the_plural_of_a_made_up_noun_has_the_spelling_of_the_noun(stem: str, last: str) -> None:
    noun = stem + last
    assume(noun + "s" not in SINGULAR_IN_S)
    assert normal_word(noun + "s") == normal_word(noun)


@quick
@given(made_up_stems, st.sampled_from(["ss", "sh", "tch", "nch", "x"]))
def test_the_plural_of_a_made_up_noun_that_hisses_has_the_spelling_of_the_noun(stem: str, last: str) -> None:
    assert normal_word(stem + last + "es") == normal_word(stem + last)


@quick
@given(made_up_stems, st.sampled_from("bdfglmnprt"))
def test_the_plural_of_a_made_up_noun_in_y_has_the_spelling_of_the_noun(stem: str, last: str) -> None:
    assert normal_word(stem + last + "ies") == normal_word(stem + last + "y")


@quick
@given(st.text(max_size=40))
def test_no_text_makes_spelling_fail_or_grow_much(text: str) -> None:
    assert len(normal_word(text)) <= len(text) + 3


def test_what_is_too_long_for_a_word_keeps_its_spelling() -> None:
    assert normal_word("h" + "ae" * MAX_WORD_LENGTH + "x") == "h" + "ae" * MAX_WORD_LENGTH + "x"
    assert normal_word("haaaex") == "hex"
