"""A source of an admin's own: a table (`bot.sources.formats.table`) that the admin describes, as the catalogue describes the others.

What was said is kept in the source's archive, so that an upgrade need not say it again.
"""

from __future__ import annotations

import re
import shlex
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from msgspec.structs import replace

from bot.errors import UsageError
from bot.sources.catalogue import Source, catalogue, near_ids
from bot.sources.edition import Edition
from bot.terms.source import InstalledSource, Traits

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 40
# ISO 639-1 (https://www.loc.gov/standards/iso639-2/php/code_list.php).
LANGUAGE = re.compile(r"[a-z]{2}")
ENGLISH = "en"
# As much as a page shows of a title or publisher.
LONGEST = 120
REQUIRED = ("title", "publisher", "licence")
EXAMPLES = {
    "--title": "TITLE OF THE LIST",
    "--publisher": "WHO MADE IT",
    "--licence": "HOW IT MAY BE USED",
    "--edition": "2026",
}
# Before all others': an admin adds a table so that these words are read.
FIRST = 0
# An admin's words are shown as the admin wrote them.
TRAITS = Traits(
    titles_as_written=True, prose_titles=True, curated_synonyms=True, everyday_names=True, decides_all_kinds=True
)
# What an admin may say of a table beside that (docs/sources.md).
TO_SAY = ("for_specialists", "curated_abbreviations")


@dataclass(frozen=True, slots=True)
class Description:
    """What an admin says of a table, and of how to read it; None is what was not said. `language` is an ISO 639-1 code; `traits` are
    some of `TO_SAY`, with commas between them; `columns`, `sheet` and `encoding` are as in `Reading`.
    """

    title: str | None = None
    publisher: str | None = None
    licence: str | None = None
    language: str | None = None
    traits: str | None = None
    columns: str | None = None
    sheet: str | None = None
    encoding: str | None = None

    def options(self) -> list[str]:
        """The options of `medlex install` that something was said with."""
        return [f"--{field.name}" for field in fields(self) if getattr(self, field.name) is not None]


def own_source(
    id: str, said: Description, edition: Edition | None, installed: InstalledSource | None, path: Path
) -> tuple[Source, Edition]:
    """An admin's own source and its edition: as described, and where nothing was said as it is installed. `path` is its file, for
    the command that an error shows.

    Raises UsageError when the identifier cannot be one, when something that was said cannot be shown, or when something has
    not been said at all.
    """
    _refuse_bad_id(id)
    known = dict(_known(said, installed))
    edition = edition or (Edition(installed.edition, installed.year) if installed else None)
    missing = [*(f"--{name}" for name in REQUIRED if name not in known), *([] if edition else ["--edition"])]
    if missing or edition is None:
        raise _incomplete(id, missing, _command(id, path, _said(said, edition), missing))
    return _source(id, known, _traits(said, installed)), edition


def id_for(path: Path) -> str:
    """An id that a table in this file can have, made of its name: ward-words-2026 for "Ward words (2026).csv"."""
    plain = unicodedata.normalize("NFKD", path.name.partition(".")[0]).encode("ascii", "ignore").decode().lower()
    id = "-".join(re.findall(r"[a-z0-9]+", plain))
    if not id or id in catalogue():
        id = f"our-{id or 'list'}"
    return id[:LONGEST_ID].rstrip("-")


def install_command(id: str, path: Path, said: Description, edition: Edition | None) -> str:
    """The command that installs this file under an id, with what has been said of it."""
    return _command(id, path, _said(said, edition), [])


def previewed_source(id: str, said: Description, installed: InstalledSource | None) -> Source:
    """An admin's own source as far as it is described: enough to read its file, and not to install it.

    Raises UsageError as `own_source` does, but not for what has not been said.
    """
    _refuse_bad_id(id)
    unknown = dict.fromkeys(REQUIRED, id)
    return _source(id, unknown | dict(_known(said, installed)), _traits(said, installed))


def _traits(said: Description, installed: InstalledSource | None) -> Traits:
    """The traits of a table: those that were said, and where nothing was said those that it has."""
    if said.traits is None:
        chosen = {name for name in TO_SAY if installed and getattr(installed.traits, name)}
    else:
        chosen = {name.strip().replace("-", "_") for name in said.traits.split(",") if name.strip()}
    if unknown := chosen.difference(TO_SAY):
        raise UsageError(f"There is no trait {min(unknown)!r} of a list.", f"Choose of {', '.join(TO_SAY)}.")
    everyday_names = "for_specialists" not in chosen
    return replace(TRAITS, everyday_names=everyday_names, **dict.fromkeys(chosen, True))


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


def _known(said: Description, installed: InstalledSource | None) -> Iterator[tuple[str, str]]:
    """What is known of a table, each on one line: what was said goes before what is installed."""
    for name in (*REQUIRED, "language"):
        value = " ".join((getattr(said, name) or getattr(installed, name, "")).split())
        if len(value) > LONGEST:
            raise UsageError(f"The {name} has {len(value)} characters; {LONGEST} can be shown.", "Write it shorter.")
        if name == "language" and value and not LANGUAGE.fullmatch(value):
            raise UsageError(f"There is no language {value!r}.", "Write two letters (ISO 639-1), such as en or es.")
        if value:
            yield name, value


def _refuse_bad_id(id: str) -> None:
    if id.lower() in catalogue():
        raise UsageError(f"There is no source called {id!r}.", f"Ids are in small letters: write {id.lower()}.")
    if not ID.fullmatch(id) or len(id) > LONGEST_ID:
        raise UsageError(
            f"A source cannot be called {id!r}.",
            f"Use lower-case letters, digits and single hyphens, {LONGEST_ID} at most, such as our-clinic.",
        )


def _incomplete(id: str, missing: list[str], command: str) -> UsageError:
    """All that is missing at once, with a command to copy and fill in; and ids of the catalogue, one of which may be meant."""
    near = near_ids(id)
    meant = f" Or use one of the catalogue: {', '.join(near)}." if near else ""
    return UsageError(
        f"There is no source called {id!r} in the catalogue, and to install a table of your own {_listed(missing)} "
        f"{'is' if len(missing) == 1 else 'are'} missing.",
        f"Fill in and run: {command}{meant}",
    )


def _said(said: Description, edition: Edition | None) -> dict[str, str]:
    """The options with which something was said."""
    values = {field.name: getattr(said, field.name) for field in fields(said)}
    return {f"--{name}": value for name, value in (values | {"edition": edition and edition.label}).items() if value}


def _command(id: str, path: Path, said: Mapping[str, str], missing: list[str]) -> str:
    """A command with all that was said, and examples of what was not."""
    options = {**said, **{name: EXAMPLES[name] for name in missing}}
    return shlex.join(
        ["medlex", "install", id, "--from", str(path), *(part for pair in options.items() for part in pair)]
    )


def _listed(names: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
