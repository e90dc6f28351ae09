"""The exceptions that people see, by who has to act: the person who typed (`UsageError`), the host, whose
data or settings are missing, outdated or damaged (`DataError`, `SettingsError`). Anything else is a bug.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Self


def N_(sentence: str) -> str:  # noqa: N802 (translators' tools know it by this name)
    """Return a sentence, marked for translators: it is translated when it is shown.

    (https://docs.python.org/3/library/gettext.html#deferred-translations)
    """
    return sentence


class MedlexError(Exception):
    """An error that says what happened and what to do next.

    `problem` is one plain sentence that names the file or the argument; `remedy` is one plain sentence that
    says what to run or do next. `exit_status` is what the `medlex` program ends with.

    `sentences` are both before their `fields` in braces are filled in, so that they can be translated.
    """

    exit_status = 1

    def __init__(self, problem: str, remedy: str, **fields: Any) -> None:
        self.sentences = problem, remedy
        self.fields = fields
        self.problem, self.remedy = (text.format(**fields) if fields else text for text in self.sentences)
        super().__init__(f"{self.problem} {self.remedy}")

    def __reduce__(self) -> tuple[Callable[[str, str], Self], tuple[str, str]]:
        """Pickle the error with its sentences and fields, for other processes."""
        return partial(type(self), **self.fields), self.sentences


class UsageError(MedlexError):
    """A person's mistake in what they typed."""

    exit_status = 2


class RepeatedError(UsageError):
    """An interaction for which another process has written already. The person has seen no answer, or that one's."""


class DataError(MedlexError):
    """A source, lexicon or folder that is missing, stale, damaged or cannot be written."""


class ServerDataError(DataError):
    """Server data that cannot be read or written: the database is missing, full, locked, damaged or too new."""


class DatabaseReplacedError(ServerDataError):
    """The database file was deleted, or another was put in its place, while it was in use."""


class UnreachableError(DataError):
    """No server of a publisher can be reached from this host."""


class SettingsError(MedlexError):
    """A setting that is missing or wrong."""
