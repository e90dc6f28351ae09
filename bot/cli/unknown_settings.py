"""Settings that Medlex does not have: most are misspelt, and would be passed over in silence."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dotenv import dotenv_values
from rapidfuzz import fuzz, process

from bot.settings import ENV_FILE, Settings

OURS, DISCORDS = "MEDLEX_", "DISCORD_"
# Of 100: how alike two names are. "DISCORD_TOKN" is 96 like DISCORD_TOKEN, "DISCORD_WEBHOOK_URL", another program's, 65.
MIN_LIKENESS = 80
# Without one of the two beginnings, such as MEDLX_HOME, only what is nearly the same is noticed.
MIN_LIKENESS_OF_OTHERS = 90
# Read by tests and benchmarks (CONTRIBUTING.md).
FOR_TESTS = {"MEDLEX_CORPUS", "MEDLEX_LEXICON", "MEDLEX_OPENAPI", "MEDLEX_TEST_POSTGRES"}


@dataclass(frozen=True, slots=True)
class UnknownSetting:
    """A name that is no setting, where it stands, and the setting that may be meant; None if none is like it."""

    name: str
    place: str
    meant: str | None

    def __str__(self) -> str:
        question = f": did you mean {self.meant}?" if self.meant else "."
        return f"{self.name} in {self.place} is no setting of Medlex{question}"


def unknown_settings() -> list[UnknownSetting]:
    """Return the names in the environment and the `.env` file that look like settings and are none. No value is read."""
    file = Path(ENV_FILE).absolute()
    in_file = dotenv_values(file, encoding="utf-8") if file.is_file() else {}
    return [*_unknown(os.environ, "the environment"), *_unknown(in_file, f"the file {file}")]


def _unknown(names: Iterable[str], place: str) -> Iterator[UnknownSetting]:
    known = [name.upper() for name in Settings.model_fields]
    for name in sorted(names):
        upper = name.upper()
        if upper in known or upper in FOR_TESTS:
            continue
        is_near = upper.startswith((OURS, DISCORDS))
        found = process.extractOne(
            upper, known, scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS if is_near else MIN_LIKENESS_OF_OTHERS
        )
        if found or upper.startswith(OURS):
            yield UnknownSetting(name, place, found[0] if found else None)
