"""A table of an admin's own as it is described, and what is read of it and of refusals."""

from __future__ import annotations

import json
from collections.abc import Callable

from click.testing import Result

from bot.settings import Home

Medlex = Callable[..., Result]

DESCRIBED = ("--title", "Our clinic's words", "--publisher", "Our clinic", "--licence", "ours", "--edition", "2026")


def definition(medlex: Medlex, home: Home, term: str) -> dict[str, object]:
    """The first definition of a term."""
    (first, *_) = json.loads(medlex("define", term, "--json", home=home).stdout)["entry"]["definitions"]
    assert isinstance(first, dict)
    return first


def refusal(result: Result) -> tuple[str, str]:
    """The problem and the remedy of wrong usage, which installs nothing."""
    assert result.exit_code == 2
    assert result.stdout == ""
    problem, remedy = result.stderr.splitlines()
    return problem, remedy
