"""The list of word parts is whole, consistent and readable: docs/word-parts.md says by which rules.

Each test names every part that breaks its rule.
"""

from __future__ import annotations

import re
from collections import Counter

from bot.terms.word_parts import DRUG_NAME_STEM, Place, WordPart, opaque_words, word_parts

MIN_PARTS = 900
MAX_EXAMPLES = 6
FORM = re.compile(r"-?[a-z]+-?")
# A plain meaning needs no brackets, full stops or Latin.
MEANING = re.compile(r"[A-Za-z][A-Za-z0-9 ,;:'-]*")


def broken(rule: object) -> list[str]:
    """The names of the parts that break a rule."""
    assert callable(rule)
    return [part.name for part in word_parts() if not rule(part)]


def letters(part: WordPart) -> list[str]:
    return [form.strip("-") for form in part.forms]


def test_there_are_as_many_parts_as_a_course_has() -> None:
    assert len(word_parts()) >= MIN_PARTS
    assert {part.place for part in word_parts()} == set(Place)


def test_parts_are_sorted_by_their_first_form() -> None:
    names = [part.name.strip("-") for part in word_parts()]
    assert names == sorted(names)


def test_no_part_is_there_twice() -> None:
    assert [
        key for key, count in Counter((part.name, part.meaning) for part in word_parts()).items() if count > 1
    ] == []
    assert broken(lambda part: len(set(part.forms)) == len(part.forms)) == []


def test_forms_show_by_hyphens_where_they_stand() -> None:
    assert broken(lambda part: all(FORM.fullmatch(form) for form in part.forms)) == []
    assert broken(lambda part: part.place is not Place.PREFIX or all(form.endswith("-") for form in part.forms)) == []
    assert broken(lambda part: part.place is not Place.SUFFIX or all(form.startswith("-") for form in part.forms)) == []


def test_meanings_are_plain() -> None:
    assert broken(lambda part: MEANING.fullmatch(part.meaning) and len(part.meaning) <= 80) == []
    assert broken(lambda part: len(set(part.meanings)) == len(part.meanings)) == []


def test_the_original_word_is_explained_and_stems_of_medicines_have_none() -> None:
    assert broken(lambda part: part.source_meaning is None or part.source_word is not None) == []
    assert broken(lambda part: part.origin != DRUG_NAME_STEM or part.source_word is None) == []


def test_each_example_holds_the_part() -> None:
    assert broken(lambda part: 1 <= len(part.examples) == len(set(part.examples)) <= MAX_EXAMPLES) == []
    assert broken(lambda part: all(any(form in word for form in letters(part)) for word in part.examples)) == []


def test_what_a_part_is_made_of_is_there_and_makes_it() -> None:
    forms = {form for part in word_parts() for form in part.forms}
    assert broken(lambda part: forms.issuperset(part.made_of)) == []
    assert broken(lambda part: not part.made_of or len(part.made_of) > 1) == []


def test_opaque_words_are_words_in_order() -> None:
    assert [word for word in opaque_words() if not (word.isascii() and word.isalpha() and word.islower())] == []
