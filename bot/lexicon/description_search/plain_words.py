"""Everyday words for describing things, and the words that dictionaries use for the same.

Written for this project on the pattern of consumer health vocabularies (Zeng, Tse: Exploring and developing consumer
health vocabularies. JAMIA 13, 2006).
"""

from __future__ import annotations

from bot.terms.words import index_word

# Words that say nothing about the thing described: English and Spanish function words, and placeholders ("thing").
FILLER = frozenset(
    """a about all also am an and another any anything are around as at be because been being but by called can cannot could
    did do does doing done etc for from had has have having he her hers him his how i if in into is it its just kind let like
    me might more most mostly much must my name no nor not of off on one only or other our out over own part people person
    please put really s same she should so some somebody someone something sort stuff such t term than that the their them
    then there these they thing this those through to too under up us used using very was way we were what whatever when
    where whether which while who whom whose why will with without word would you your yourself
    al con de del el en es la las lo los o para por que se son su sus un una unas unos y""".split()
)

# Each line lists words that may replace each other in descriptions. A related word counts less than the word itself.
RELATED_WORD_LISTS = """
abdomen abdominal belly stomach tummy
baby fetus infant newborn
bacteria germ microbe microorganism
bleed bleeding hemorrhage
bowel colon gut intestinal intestine
brain cerebral
break broken fracture
breath breathe breathing respiration respiratory
build buildup deposit accumulation
cancer carcinoma malignant neoplasm tumor
cardiac heart
carry deliver transport
child kid pediatric
clean filter cleanse
clot clotting coagulation thrombus
condition disease disorder illness sickness
control regulate
create form make produce
cure therapy treat treatment
cut incision
dead death die necrosis
decrease decreased low lower reduce reduced
deficiency insufficient lack shortage absence
difficult difficulty hard problem trouble
digest digestion
dizziness dizzy lightheaded vertigo
doctor physician specialist
drug medication medicine
ear hearing
elevated high increased raise
enlarged swell swollen
examination exam test
examine look view
excess excessive
eye ocular vision
fast quick rapid
fat fatty lipid
fear phobia
fit seizure convulsion
germ virus
glucose sugar
grow growth lump mass nodule
help aid
hepatic liver
hurt pain painful ache sore
inability unable
inflammation inflamed swelling
injection needle shot
injury wound
itch itching itchy pruritus
kidney renal
kill destroy
lung pulmonary
male man
mental psychiatric psychological
microscope microscopic
muscle muscular
nerve neural
numb numbness
old older elderly aged
operation procedure surgery surgical
painkiller analgesic
pee urinate urination urine
image imaging picture
feces poop stool
pregnancy pregnant
prevent block stop
rash eruption
excision removal remove
scar scarring fibrosis
shake shaking tremor
cutaneous skin
drowsiness drowsy sleepy
throat pharynx
fatigue tired tiredness
uterine uterus womb
vein venous
vomit vomiting
weak weakened weakness
female woman
"""


def _related_words() -> dict[str, frozenset[str]]:
    kin: dict[str, set[str]] = {}
    for line in RELATED_WORD_LISTS.strip().splitlines():
        words = {index_word(word) for word in line.split()}
        for word in words:
            kin.setdefault(word, set()).update(words - {word})
    return {word: frozenset(others) for word, others in kin.items()}


# The related words of each word, in the spelling of the index.
RELATED_WORDS = _related_words()
