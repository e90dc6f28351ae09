"""What speaks for two groups of records being the same thing, when it is not sure that a synonym is one."""

from __future__ import annotations

from bot.building.records import Group
from bot.lexicon.names import looks_like_abbreviation, normal_forms, normal_words

# Words that only say what kind of thing a name means; words that mean the same in the names of tumors; and Latin adjectives
# of the parts of the body that English has another noun for.
KIND_WORDS = frozenset("antigen bone disease disorder gland human infection infectious syndrome".split())
SAME_WORDS = {
    "cancer": "neoplasm",
    "tumor": "neoplasm",
    "arterial": "artery",
    "cardiac": "heart",
    "cerebral": "brain",
    "cutaneous": "skin",
    "dental": "tooth",
    "gastric": "stomach",
    "hepatic": "liver",
    "intestinal": "bowel",
    "intestine": "bowel",
    "mammary": "breast",
    "nasal": "nose",
    "ocular": "eye",
    "oral": "mouth",
    "pulmonary": "lung",
    "renal": "kidney",
    "uterine": "uterus",
    "venous": "vein",
}
SYNDROME = "syndrome"
QUALIFIERS = frozenset(
    """acute autoimmune chronic congenital episodic familial hereditary idiopathic inborn inherited neonatal primary recurrent
    secondary""".split()
)
# A salt is dosed by its own weight and may be made for another use: it does not stand in for the medicine that it is made of.
SALTS = frozenset(
    """acetate besylate bitartrate bromide calcium carbonate chloride citrate fumarate gluconate hydrobromide hydrochloride lactate
    magnesium maleate mesylate nitrate phosphate potassium sodium succinate sulfate tartrate tosylate""".split()
)
SHORTEST_STEM = 4
LONGEST_ENDING = 3


def evidence(one: Group, other: Group) -> int:
    """How much speaks for two groups being one: each name that both have, once for every source that says so, and an
    abbreviation that both have.
    """
    shared = _joining_forms(one) & _joining_forms(other)
    abbreviations = _abbreviations(one) & _abbreviations(other)
    return sum(_sources_saying(form, one, other) for form in shared) + bool(abbreviations - shared)


def are_named_alike(one: Group, other: Group) -> bool:
    """Whether a preferred name of each side differs only in words that don't tell things apart."""
    bare = [[_bare_words(record.concept.preferred_name) for record in side] for side in (one, other)]
    return any(_have_same_stems(first, second) for first in bare[0] for second in bare[1])


def are_finding_and_syndrome(one: Group, other: Group) -> bool:
    """Whether one group is headed by a syndrome and the other is never called so: a finding is often named among the names of
    what it belongs to.
    """
    return _is_unlike_syndrome(one, other) or _is_unlike_syndrome(other, one)


def _is_unlike_syndrome(finding: Group, headed: Group) -> bool:
    is_headed = any(SYNDROME in record.concept.preferred_name.lower() for record in headed)
    return is_headed and not any(SYNDROME in name.name.lower() for record in finding for name in record.concept.names)


def are_qualified_unlike(one: Group, other: Group) -> bool:
    """Whether every preferred name of one group is qualified otherwise than those of the other: primary biliary cirrhosis is not
    every biliary cirrhosis.
    """
    return not _qualifiers(one) & _qualifiers(other)


def _qualifiers(side: Group) -> frozenset[frozenset[str]]:
    """The qualifiers of each preferred name; what stands in brackets behind a name is a comment."""
    names = (record.concept.preferred_name.partition(" (")[0] for record in side)
    return frozenset(QUALIFIERS.intersection(normal_words(name)) for name in names)


def are_medicine_and_salt(one: Group, other: Group) -> bool:
    """Whether a preferred name of one group is one of the other with the name of a salt behind it: hydrocodone, hydrocodone
    bitartrate.
    """
    return _is_salt_of(one, other) or _is_salt_of(other, one)


def _is_salt_of(salt: Group, medicine: Group) -> bool:
    bases = {tuple(normal_words(record.concept.preferred_name)) for record in medicine}
    names = [tuple(normal_words(record.concept.preferred_name)) for record in salt]
    return any(name[-1:] and name[-1] in SALTS and name[:-1] in bases for name in names)


def is_one_of_two(form: str, side: Group) -> bool:
    """Whether a form is that of one of the two things that a heading is about ("Lissencephalies and Heterotopias")."""
    names = (record.concept.preferred_name for record in side if " and " in record.concept.preferred_name)
    return any(form in normal_forms(part) for name in names for part in name.split(" and "))


def _sources_saying(form: str, one: Group, other: Group) -> int:
    """How many sources give a shared name as a synonym to the group that is not called so; 1 where neither is."""
    not_called_so = [side for side in (one, other) if not any(form in record.preferred_forms for record in side)]
    if len(not_called_so) != 1:
        return 1
    return len({record.source.id for record in not_called_so[0] if form in record.synonym_forms})


def _joining_forms(side: Group) -> frozenset[str]:
    return frozenset().union(*(record.preferred_forms | record.synonym_forms for record in side))


def _abbreviations(side: Group) -> frozenset[str]:
    abbreviated = (record for record in side if looks_like_abbreviation(record.concept.preferred_name))
    return frozenset().union(*(r.other_forms for r in side), *(r.preferred_forms for r in abbreviated))


def _bare_words(name: str) -> list[str]:
    """A name's words, without those that only say what kind of thing it is: "colon cancer" is a "colonic neoplasm"."""
    words = [SAME_WORDS.get(word, word) for word in normal_words(name)]
    if "cell" in words:
        words = ["neoplasm" if word == "carcinoma" else word for word in words]
    if "neoplasm" in words:
        words = [word for word in words if word != "malignant"]
    return sorted(word for word in words if word not in KIND_WORDS)


def _have_same_stems(one: list[str], other: list[str]) -> bool:
    return bool(one) and len(one) == len(other) and all(map(_have_one_stem, one, other))


def _have_one_stem(one: str, other: str) -> bool:
    """Whether two words differ in their ending at most ("colon", "colonic")."""
    shorter = min(len(one), len(other))
    stem = max(shorter - 2, SHORTEST_STEM)
    alike = shorter > SHORTEST_STEM and one[:stem] == other[:stem] and abs(len(one) - len(other)) <= LONGEST_ENDING
    return one == other or alike
