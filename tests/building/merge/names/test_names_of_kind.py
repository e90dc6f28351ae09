"""Names that state their kind are compared independently of the word for the kind."""

from __future__ import annotations

import pytest

from bot.building.merge.grouping.evidence import names_of_kind
from bot.terms.model import SemanticType


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("aortic diseases", "disorder of the aorta"),
        ("pituitary gland tumors", "Pituitary Neoplasm"),
        ("lung injury", "Lung Injuries"),
    ],
)
def test_two_words_for_one_kind_make_one_name(one: str, other: str) -> None:
    assert names_of_kind(one) == names_of_kind(other) != []


@pytest.mark.parametrize("name", ["aorta", "disease", "", "injury of a tumor"])
def test_a_name_without_one_kind_of_something_has_no_such_form(name: str) -> None:
    assert names_of_kind(name) == []


def test_what_may_leave_two_kinds_unsaid_has_its_forms_in_one_order_in_every_build() -> None:
    assert names_of_kind("zorbitis", (SemanticType.DISEASE,)) == [
        "disorder, perhaps unsaid: zorbit-",
        "infection, perhaps unsaid: zorbit-",
    ]
