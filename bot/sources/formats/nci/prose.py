"""What the National Cancer Institute's definitions say in passing: other names, what a thing is a type of, what it is.

The dictionary has no fields for these, but its editors put them in the same words every time ("Also called
AFP.", "It is a type of cytokine.", "A drug used to treat …").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bot.terms.model import SemanticType

# The list ends with its sentence; the full stop of "St. John's wort", "E. coli" and "2.5" does not end one.
STOP_INSIDE = r"\.(?:\S|\s(?<=\bSt\.\s)|\s(?<=\b[A-Z]\.\s)(?=[a-z]))"
BEGINS = re.compile(
    r"\b(?:Also (?:called|known as)|(?:It is|They are) sometimes called"
    r"|También se (?:llaman?|(?:le )?conoce como)|A veces se llaman?) "
)
ALSO_CALLED = re.compile(rf"{BEGINS.pattern}(?P<names>[^.]*(?:{STOP_INSIDE}[^.]*)*)\.(?=\s|$)")
# To find out that a list does not end takes reading to the end of the definition: prose has no more of these.
MAX_ENDLESS = 20
LIST_SEPARATOR = re.compile(r",? (?:and|y|e) |, ")
AND = re.compile(r" (?:and|y|e) ")
SMALL_WORDS = frozenset({"and", "of", "for", "the", "in"})

TYPE_OF = re.compile(r"(?:^|\. )(?P<subject>[A-Z][^.]{0,60}?) (?:is|are) (?:a|one) types? of (?P<types>[^.;(]+)\.")
TYPE_SEPARATOR = re.compile(r",? and (?:an?|one) types? of |, an? types? of |,? and an? |,? and ")
# "A serotonin and norepinephrine reuptake inhibitor" is of one type.
ONE_TYPE = re.compile(r"^\S+ and (?!an? )\S+(?: \S+){2,}$")
ARTICLES = {"a", "an", "the"}
ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)

# A definition begins with a noun phrase ("A rare, inherited disorder marked by …", "One of a group of related proteins
# made by …"), whose last word says what the thing is. Phrases such as "A type of" only lead up to it.
LEADING = re.compile(
    r"^(?:In [a-z]+, )?(?:(?:An?|The|One|Any|Some) )?(?:of (?:an?|the|several|two) )?"
    r"(?:(?:\w+ )?(?:type|form|kind|group|class|family|member)s? of )?(?:an? |the )?",
    re.IGNORECASE,
)
PHRASE_END = re.compile(
    r" (?:that|which|who|whose|in|of|on|at|to|by|for|from|with|used|being|made|found|caused|marked|required|given|done|"
    r"is|are|has|have|into|between|during|involving|containing|called|produced|and|or)\b|[.;]| \([^)]*\)$"
)
HEAD_NOUNS = {
    noun: kind
    for nouns, kind in (
        ("gene genes", SemanticType.GENE),
        ("abbreviation term phrase measure measurement amount stage", SemanticType.CONCEPT),
        ("drug drugs medicine medicines vaccine antibiotic", SemanticType.MEDICINE),
        ("enzyme enzymes protein proteins antibody antibodies", SemanticType.PROTEIN),
        ("hormone hormones", SemanticType.HORMONE),
        ("nutrient nutrients vitamin vitamins", SemanticType.NUTRIENT),
        ("doctor doctors nurse nurses professional professionals person specialist", SemanticType.PERSON),
        ("virus viruses bacterium bacteria plant plants herb animal fungus", SemanticType.ORGANISM),
        ("disease diseases disorder disorders condition conditions cancer cancers tumor tumors", SemanticType.DISEASE),
        ("carcinoma syndrome infection inflammation leukemia lymphoma sarcoma", SemanticType.DISEASE),
        ("surgery operation removal procedure procedures technique", SemanticType.PROCEDURE),
        ("test tests x-ray examination", SemanticType.TEST),
        ("treatment treatments therapy", SemanticType.TREATMENT),
        ("device devices instrument", SemanticType.DEVICE),
        ("cell cells lymphocyte lymphocytes", SemanticType.CELL),
        ("organ organs gland glands bone bones muscle tissue vessel", SemanticType.BODY_PART),
        ("substance substances chemical chemicals compound compounds", SemanticType.CHEMICAL),
    )
    for noun in nouns.split()
}


# What the first sentence says of a substance that is given to patients, whatever else it calls it.
DRUG = re.compile(
    r"^(?:The active ingredient in (?:a|some) drugs?|An? (?:(?!of |to |that |from |in )[\w-]+ ){0,4}(?:\([A-Z]+\) )?(?:drug|medicine)"
    r"|A form of (?:the )?(?:\w+ )?(?:drug|medicine)|A combination of the drugs|A (?:synthetic )?pill form of|An? [\w-]+ agent that can)\b"
)
GIVEN = re.compile(
    r"^(?![^.]* used to make )[^.]* used (?:\w+ ){0,4}(?:to|in the) (?:treat|prevent|relieve|treatment)\b"
)
SUBSTANCES = frozenset({SemanticType.CHEMICAL, SemanticType.PROTEIN})


def semantic_type(definition: str) -> SemanticType | None:
    """What a definition begins by calling the thing; None where its first words do not say."""
    kind = _head_noun(definition)
    if (kind is None and DRUG.match(definition)) or (kind in SUBSTANCES and GIVEN.match(definition)):
        return SemanticType.MEDICINE
    return kind


def _head_noun(definition: str) -> SemanticType | None:
    """What the noun says that a definition begins with."""
    phrase = LEADING.sub("", definition, count=1)
    end = PHRASE_END.search(phrase)
    words = phrase[: end.start()].rstrip(",").lower().split() if end else []
    is_sentence = end is not None and end.group().strip() in {"is", "are", "has", "have"}
    return HEAD_NOUNS.get(words[-1]) if words and not is_sentence and not ARTICLES & set(words) else None


def types(term: str, definition: str) -> Iterator[str]:
    """What a definition says that the term is a type of, in its own words.

    Only sentences about the term itself count ("It is …", "An interleukin is …"): others speak of something else.
    """
    for sentence in TYPE_OF.finditer(definition):
        subject = ARTICLE.sub("", sentence["subject"]).lower()
        if subject in ("it", "they", term.lower(), f"{term.lower()}s"):
            named = sentence["types"]
            each = [named] if ONE_TYPE.match(named) else TYPE_SEPARATOR.split(named)
            yield from (ARTICLE.sub("", name).strip() for name in each)


def other_names(preferred: str, definition: str, headwords: Collection[str]) -> list[str]:
    """The names after "Also called" and the like in a definition, in their order, without the preferred one.

    A list of three and more has commas; in a list of two, "and" may also be part of one name, which is then
    kept whole: when it is itself a term of the dictionary, is what the abbreviation stands for, or is an
    organisation's name. Of several "and" the one beside a term of the dictionary divides the list.
    """
    names: list[str] = []
    for phrase in _lists(definition):
        names.extend(LIST_SEPARATOR.split(phrase) if "," in phrase else _one_or_two(preferred, phrase, headwords))
    return [name.strip() for name in dict.fromkeys(names) if name.strip() and name != preferred]


def _lists(definition: str) -> Iterator[str]:
    """What stands after each "Also called" or the like, to the end of its sentence."""
    at, endless = 0, 0
    while endless < MAX_ENDLESS and (begins := BEGINS.search(definition, at)):
        listed = ALSO_CALLED.match(definition, begins.start())
        if listed:
            yield listed["names"]
        endless += listed is None
        at = listed.end() if listed else begins.end()


def _one_or_two(preferred: str, phrase: str, headwords: Collection[str]) -> Sequence[str]:
    """The one name or the two that a list without commas holds."""
    halves = [(phrase[: found.start()], phrase[found.end() :]) for found in AND.finditer(phrase)]
    if not halves or phrase in headwords or (len(halves) == 1 and _is_one_name(preferred, phrase, halves[0])):
        return [phrase]
    known = [sum(half in headwords for half in both) for both in halves]
    if len(halves) > 1 and not any(known):
        return [phrase]
    # Of equally good places the last: what comes first has the longer names ("act of this and that and ATT").
    return halves[max(range(len(halves)), key=lambda at: (known[at], at))]


def _is_one_name(preferred: str, phrase: str, parts: Sequence[str]) -> bool:
    is_organisation = any(" " in part for part in parts) and _is_title_case(phrase) and not _are_two_names(parts)
    return is_organisation or _stands_for(preferred, phrase)


def _are_two_names(parts: Sequence[str]) -> bool:
    """An abbreviation beside a name ("IFA and Montanide ISA-51"), or a name beside a longer form of it."""
    begins = {part.split()[0] for part in parts if part.strip()}
    return len(begins) < len(parts) or any(part.isupper() and part.isalpha() for part in parts)


def _stands_for(abbreviation: str, phrase: str) -> bool:
    letters = "".join(c for c in abbreviation.lower() if c.isalpha())
    words = phrase.replace("-", " ").lower().split()
    initials = "".join(word[0] for word in words if word not in SMALL_WORDS)
    return letters in (initials, "".join(word[0] for word in words))


def _is_title_case(phrase: str) -> bool:
    return all(word[0].isupper() for word in phrase.split() if word not in SMALL_WORDS)
