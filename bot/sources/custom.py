"""A custom source: a table of an admin's own (`bot.sources.formats.table`), described by options of `medlex install`.

The options are stored in the source's archive, so that an upgrade need not repeat them.
"""

from __future__ import annotations

import re
import shlex
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from bot.errors import UsageError
from bot.languages import ENGLISH, LANGUAGE_CODE
from bot.sources.catalogue import Source, catalogue, near_ids
from bot.sources.edition import Edition
from bot.terms.invisible import without_invisible
from bot.terms.source import SERVER_SOURCE, InstalledSource, Traits

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_ID = 40
# The most characters that a page shows of a title or publisher.
MAX_TEXT = 120
REQUIRED = ("title", "publisher", "licence")
EXAMPLES = {
    "--title": "TITLE OF THE LIST",
    "--publisher": "WHO MADE IT",
    "--licence": "HOW IT MAY BE USED",
    "--edition": "2026",
}
# Before the definitions of all other sources: an admin adds a table so that these texts are read.
FIRST = 0
# The traits that a table has unless its admin says otherwise: its texts are shown as the admin wrote them.
TRAITS = Traits(
    titles_as_written=True, prose_titles=True, curated_synonyms=True, everyday_names=True, decides_all_kinds=True
)


@dataclass(frozen=True, slots=True)
class CustomSourceOptions:
    """The options with which an admin describes a table, and how it is read; None for an option that was not given.

    `language` is an ISO 639-1 code. `traits` are names of `Traits` with commas between them, or keys and values as in
    data/sources.toml. `columns`, `sheet` and `encoding` are as in `Reading`.
    """

    title: str | None = None
    publisher: str | None = None
    licence: str | None = None
    language: str | None = None
    traits: str | None = None
    columns: str | None = None
    sheet: str | None = None
    encoding: str | None = None

    def names(self) -> list[str]:
        """The names of the options that were given: "--title"."""
        return [f"--{field.name}" for field in fields(self) if getattr(self, field.name) is not None]


def custom_source(
    id: str, given: CustomSourceOptions, edition: Edition | None, installed: InstalledSource | None, path: Path
) -> tuple[Source, Edition]:
    """Return a custom source and its edition: from the options given, else as it is installed.

    `path` is its file, for the command that an error shows. Raises UsageError when the id cannot be one, when
    a text cannot be shown, or when a required option is missing.
    """
    _refuse_bad_id(id)
    known = dict(_known(given, installed))
    edition = edition or (Edition(installed.edition, installed.year) if installed else None)
    missing = [*(f"--{name}" for name in REQUIRED if name not in known), *([] if edition else ["--edition"])]
    if missing or edition is None:
        raise _incomplete(id, missing, _command(id, path, _as_options(given, edition), missing))
    return _source(id, known, _traits(given, installed)), edition


def id_for(path: Path) -> str:
    """Make an id for the table in a file from the file's name: ward-words-2026 for "Ward words (2026).csv"."""
    plain = unicodedata.normalize("NFKD", path.name.partition(".")[0]).encode("ascii", "ignore").decode().lower()
    id = "-".join(re.findall(r"[a-z0-9]+", plain))
    if not id or id in catalogue():
        id = f"our-{id or 'list'}"
    return id[:MAX_ID].rstrip("-")


def install_command(id: str, path: Path, given: CustomSourceOptions, edition: Edition | None) -> str:
    """Return the command that installs this file under an id, with the options that were given."""
    return _command(id, path, _as_options(given, edition), [])


def preview_source(id: str, given: CustomSourceOptions, installed: InstalledSource | None) -> Source:
    """Return a custom source that is described enough to read its file, not to install it.

    Raises UsageError as `custom_source` does, but not for missing options.
    """
    _refuse_bad_id(id)
    unknown = dict.fromkeys(REQUIRED, id)
    return _source(id, unknown | dict(_known(given, installed)), _traits(given, installed))


def _traits(given: CustomSourceOptions, installed: InstalledSource | None) -> Traits:
    """The traits of a table: `TRAITS` with those that were given, or else with those that it was installed with."""
    if given.traits is not None:
        return _with_traits(_parsed_traits(given.traits))
    before = installed.traits if installed else TRAITS
    changed = (name for name in Traits.__struct_fields__ if getattr(before, name) != getattr(TRAITS, name))
    return _with_traits({name: getattr(before, name) for name in changed})


def _with_traits(chosen: Mapping[str, Any]) -> Traits:
    """`TRAITS` with other values. A list for specialists has no everyday names, unless these were chosen, too."""
    everyday_names = not chosen.get("for_specialists", False)
    return replace(TRAITS, **{"everyday_names": everyday_names, **chosen})


def _parsed_traits(text: str) -> dict[str, Any]:
    """Parse names with commas between them ("for_specialists"), or keys and values of TOML ("inverts_names = true").

    Raises UsageError for an unknown trait and for a value that the trait cannot have.
    """
    values = _toml_values(text) if "=" in text else dict.fromkeys(filter(None, map(str.strip, text.split(","))), True)
    values = {name.replace("-", "_"): value for name, value in values.items()}
    if unknown := values.keys() - set(Traits.__struct_fields__):
        raise UsageError(
            f"There is no trait {min(unknown)!r} of a list.", f"Choose of {', '.join(Traits.__struct_fields__)}."
        )
    try:
        traits = msgspec.convert(values, Traits)
        _ = [re.compile(pattern) for pattern in (*traits.catch_alls, *traits.lists)]
    except (msgspec.ValidationError, re.error) as error:
        raise _bad_traits(error) from error
    return {name: getattr(traits, name) for name in values}


def _toml_values(text: str) -> dict[str, Any]:
    """Parse the inside of an inline table of TOML. Raises UsageError when it is not one."""
    try:
        values: dict[str, Any] = tomllib.loads(f"traits = {{ {text} }}")["traits"]
    except tomllib.TOMLDecodeError as error:
        raise _bad_traits(error) from error
    return values


def _bad_traits(error: Exception) -> UsageError:
    return UsageError(
        f"The value of --traits cannot be read: {error}.",
        "Write names with commas between them, or keys and values such as: inverts_names = true, decides_kinds = "
        "['disease'].",
    )


def _source(id: str, known: Mapping[str, str], traits: Traits) -> Source:
    title, publisher = known["title"], known["publisher"]
    return Source(
        id=id,
        title=title,
        publisher=publisher,
        licence=known["licence"],
        attribution=f"{title}, {publisher}",
        format="table",
        language=known.get("language", ENGLISH),
        audience="general public",
        plainness=FIRST,
        traits=traits,
    )


def _known(given: CustomSourceOptions, installed: InstalledSource | None) -> Iterator[tuple[str, str]]:
    """The texts that describe a table, each on one line: as given, else as installed."""
    for name in (*REQUIRED, "language"):
        value = " ".join(without_invisible(getattr(given, name) or getattr(installed, name, "")).split())
        if len(value) > MAX_TEXT:
            raise UsageError(f"The {name} has {len(value)} characters; {MAX_TEXT} can be shown.", "Shorten it.")
        if name == "language" and value and not LANGUAGE_CODE.fullmatch(value):
            raise UsageError(f"There is no language {value!r}.", "Write two letters (ISO 639-1), such as en or es.")
        if value:
            yield name, value


def _refuse_bad_id(id: str) -> None:
    if id.lower() in catalogue():
        raise UsageError(f"There is no source called {id!r}.", f"Ids are in small letters: write {id.lower()}.")
    if id == SERVER_SOURCE:
        raise UsageError(
            f"A source cannot be called {id!r}: that is the name of what people write in a server's own glossary.",
            "Choose another, such as our-clinic.",
        )
    if not ID.fullmatch(id) or len(id) > MAX_ID:
        raise UsageError(
            f"A source cannot be called {id!r}.",
            f"Use lower-case letters, digits and single hyphens, {MAX_ID} at most, such as our-clinic.",
        )


def _incomplete(id: str, missing: list[str], command: str) -> UsageError:
    """The error that names every missing option, with a command to copy and complete, and similar ids of the
    catalogue.
    """
    near = near_ids(id)
    meant = f" Or use one of the catalogue: {', '.join(near)}." if near else ""
    return UsageError(
        f"There is no source called {id!r} in the catalogue, and to install a table of your own {_listed(missing)} "
        f"{'is' if len(missing) == 1 else 'are'} missing.",
        f"Fill in and run: {command}{meant}",
    )


def _as_options(given: CustomSourceOptions, edition: Edition | None) -> dict[str, str]:
    """The options that were given, and the edition, by their names on the command line."""
    values = {field.name: getattr(given, field.name) for field in fields(given)}
    return {f"--{name}": value for name, value in (values | {"edition": edition and edition.label}).items() if value}


def _command(id: str, path: Path, given: Mapping[str, str], missing: list[str]) -> str:
    """A command with all the options that were given, and examples of the missing ones."""
    options = {**given, **{name: EXAMPLES[name] for name in missing}}
    return shlex.join(
        ["medlex", "install", id, "--from", str(path), *(part for pair in options.items() for part in pair)]
    )


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
