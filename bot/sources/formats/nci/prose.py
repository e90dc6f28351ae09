"""Other names, types and semantic types that the National Cancer Institute's definitions mention.

The dictionary has no fields for these, but its editors always write them in the same words ("Also called AFP.", "It
is a type of cytokine.", "A drug used to treat …").
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from bot.sources.formats.nci.semantic_types import NOUN_TYPES
from bot.terms.model import SemanticType

# The list ends with its sentence; full stops that do not end one are those of "St. John's wort", "E. coli" and "2.5".
STOP_INSIDE = r"\.(?:\S|\s(?<=\bSt\.\s)|\s(?<=\b[A-Z]\.\s)(?=[a-z]))"
BEGINS = re.compile(
    r"\b(?:Also (?:called|known as)|(?:It is|They are) sometimes called"
    r"|También se (?:llaman?|(?:le )?conoce como)|A veces se llaman?) "
)
ALSO_CALLED = re.compile(rf"{BEGINS.pattern}(?P<names>[^.]*(?:{STOP_INSIDE}[^.]*)*)\.(?=\s|$)")
# The most lists without an end that are searched: each takes reading to the end of the definition, and prose has no
# more.
MAX_ENDLESS = 20
LIST_SEPARATOR = re.compile(r",? (?:and|y|e) |, ")
AND = re.compile(r" (?:and|y|e) ")
SMALL_WORDS = frozenset({"and", "of", "for", "the", "in"})

TYPE_OF = re.compile(r"(?:^|\. )(?P<subject>[A-Z][^.]{0,60}?) (?:is|are) (?:a|one) types? of (?P<types>[^.;(]+)\.")
TYPE_SEPARATOR = re.compile(r",? and (?:an?|one) types? of |, an? types? of |,? and an? |,? and ")
# "A serotonin and norepinephrine reuptake inhibitor" is one type, not two.
ONE_TYPE = re.compile(r"^\S+ and (?!an? )\S+(?: \S+){2,}$")
ARTICLES = {"a", "an", "the"}
ARTICLE = re.compile(r"^(?:an?|the) ", re.IGNORECASE)

# A definition begins with a noun phrase ("A rare, inherited disorder marked by …", "One of a group of related
# proteins made by …"). Its last word says what the thing is, except in introductory phrases such as "A type of".
LEADING = re.compile(
    r"^(?:In [a-z]+, )?(?:(?:An?|The|One|Any|Some) )?(?:of (?:an?|the|several|two) )?"
    r"(?:(?:\w+ )?(?:type|form|kind|group|class|family|member)s? of )?(?:an? |the )?",
    re.IGNORECASE,
)
PHRASE_END = re.compile(
    r" (?:that|which|who|whose|in|of|on|at|to|by|for|from|with|used|being|made|found|caused|marked|required|given|done|"
    r"is|are|has|have|into|between|during|involving|containing|called|produced|and|or)\b|[.;]| \([^)]*\)$"
)
# Words of the first sentence about a substance that is given to patients, which override the noun.
DRUG = re.compile(
    r"^(?:The active ingredient in (?:a|some) drugs?|An? (?:(?!of |to |that |from "
    r"|in )[\w-]+ ){0,4}(?:\([A-Z]+\) )?(?:drug|medicine)"
    r"|A form of (?:the )?(?:\w+ )?(?:drug|medicine)|A combination of the drugs|A (?:synthetic )?pill form of"
    r"|An? [\w-]+ agent that can)\b"
)
GIVEN = re.compile(
    r"^(?![^.]* used to make )[^.]* used (?:\w+ ){0,4}(?:to|in the) (?:treat|prevent|relieve|treatment)\b"
)
SUBSTANCES = frozenset({SemanticType.CHEMICAL, SemanticType.PROTEIN})


def semantic_type(definition: str) -> SemanticType | None:
    """Return the semantic type that the first words of a definition name; None if they name none."""
    kind = _head_noun(definition)
    if (kind is None and DRUG.match(definition)) or (kind in SUBSTANCES and GIVEN.match(definition)):
        return SemanticType.MEDICINE
    return kind


def _head_noun(definition: str) -> SemanticType | None:
    """The semantic type of the noun phrase with which a definition begins."""
    phrase = LEADING.sub("", definition, count=1)
    end = PHRASE_END.search(phrase)
    words = phrase[: end.start()].rstrip(",").lower().split() if end else []
    is_sentence = end is not None and end.group().strip() in {"is", "are", "has", "have"}
    return NOUN_TYPES.get(words[-1]) if words and not is_sentence and not ARTICLES & set(words) else None


def types(term: str, definition: str) -> Iterator[str]:
    """Yield the types of a term that its definition names, in the words of the definition.

    Only sentences about the term itself count ("It is …", "An interleukin is …"); others are about something else.
    """
    for sentence in TYPE_OF.finditer(definition):
        subject = ARTICLE.sub("", sentence["subject"]).lower()
        if subject in ("it", "they", term.lower(), f"{term.lower()}s"):
            named = sentence["types"]
            each = [named] if ONE_TYPE.match(named) else TYPE_SEPARATOR.split(named)
            yield from (ARTICLE.sub("", name).strip() for name in each)


def other_names(preferred: str, definition: str, headwords: Collection[str]) -> list[str]:
    """Return the names after "Also called" and similar words in a definition, in their order, without the preferred
    one.

    A list of three and more has commas. In a list of two, "and" may also be part of one name: it is if the whole is a
    term of the dictionary, is what the abbreviation stands for, or is the name of an organization. Of several "and"
    the one beside a term of the dictionary divides the list.
    """
    names: list[str] = []
    for phrase in _lists(definition):
        names.extend(LIST_SEPARATOR.split(phrase) if "," in phrase else _one_or_two(preferred, phrase, headwords))
    return [name.strip() for name in dict.fromkeys(names) if name.strip() and name != preferred]


def _lists(definition: str) -> Iterator[str]:
    """The text after each "Also called" or similar words, to the end of its sentence."""
    at, endless = 0, 0
    while endless < MAX_ENDLESS and (begins := BEGINS.search(definition, at)):
        listed = ALSO_CALLED.match(definition, begins.start())
        if listed:
            yield listed["names"]
        endless += listed is None
        at = listed.end() if listed else begins.end()


def _one_or_two(preferred: str, phrase: str, headwords: Collection[str]) -> Sequence[str]:
    """The one or two names of a list without commas."""
    halves = [(phrase[: found.start()], phrase[found.end() :]) for found in AND.finditer(phrase)]
    if not halves or phrase in headwords or (len(halves) == 1 and _is_one_name(preferred, phrase, halves[0])):
        return [phrase]
    known = [sum(half in headwords for half in both) for both in halves]
    if len(halves) > 1 and not any(known):
        return [phrase]
    # Of equally good places the last is chosen: the first name is usually the longer one ("act of this and that and
    # ATT").
    return halves[max(range(len(halves)), key=lambda at: (known[at], at))]


def _is_one_name(preferred: str, phrase: str, parts: Sequence[str]) -> bool:
    is_organization = any(" " in part for part in parts) and _is_title_case(phrase) and not _are_two_names(parts)
    return is_organization or _is_long_form(preferred, phrase)


def _are_two_names(parts: Sequence[str]) -> bool:
    """Return True if the parts are an abbreviation and a name ("IFA and Montanide ISA-51"), or a name and a longer
    form of it.
    """
    begins = {part.split()[0] for part in parts if part.strip()}
    return len(begins) < len(parts) or any(part.isupper() and part.isalpha() for part in parts)


def _is_long_form(abbreviation: str, phrase: str) -> bool:
    letters = "".join(c for c in abbreviation.lower() if c.isalpha())
    words = phrase.replace("-", " ").lower().split()
    initials = "".join(word[0] for word in words if word not in SMALL_WORDS)
    return letters in (initials, "".join(word[0] for word in words))


def _is_title_case(phrase: str) -> bool:
    return all(word[0].isupper() for word in phrase.split() if word not in SMALL_WORDS)
