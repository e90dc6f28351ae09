"""A source as a lexicon stores it: its edition, license and audience, and its traits."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from msgspec import Struct

from bot.terms.model import SemanticType

# The readers for whom a source is written, as the catalogue names them.
Audience = Literal["general public", "patients", "health professionals", "professionals"]
LAY_AUDIENCES: frozenset[str] = frozenset({"general public", "patients"})


class Traits(Struct, frozen=True, forbid_unknown_fields=True):
    """How a source writes its names and what its records mean, which decides how they are grouped, answered and
    shown.

    These are the keys of `traits` in data/sources.toml and of `medlex install --traits` for an admin's own table.
    docs/sources.md says what each does to answers, docs/catalogue.md when a source has it.

    `titles_as_written`: its editors chose each title, which is shown as it is. `prose_titles`: its titles are written
    as in a sentence ("breast cancer"), not in Title Case. `inverts_names`: it inverts names for its lists
    ("Carcinoma, Hepatocellular"). `subject_headings`: it is a list of headings for a library catalog, whose synonyms
    may be narrower than the heading. `curated_synonyms`: its synonyms mean the same; other sources' synonyms need
    more evidence. `scoped_synonyms`: its file distinguishes exact synonyms from those that are wider, narrower or
    only related. `findings`: its records are findings in a patient, and may have names of the diseases that cause
    them. `stands_back`: it is a general dictionary or a list of codes, and does not answer for a name that other
    sources have, too. `curated_abbreviations`: its editors list every sense of an abbreviation, the commonest first,
    so that an abbreviation with several senses is a choice. `everyday_names`: its plain-language names are what
    people call the thing, not something wider. `for_specialists`: an abbreviation or code that only such sources have
    is offered, never answered.

    `decides_kinds`: if it says that a thing is of one of these semantic types, no other source changes that;
    `decides_all_kinds`: the same for every type. `mixes_parts`: the parents of its records may be wholes that they
    are parts of. `catch_alls` and `lists` are regular expressions for names of its records: those that are too
    general to say what a thing is ("hereditary disease"), and those that are lists of terms.
    """

    titles_as_written: bool = False
    prose_titles: bool = False
    inverts_names: bool = False
    subject_headings: bool = False
    curated_synonyms: bool = False
    scoped_synonyms: bool = False
    findings: bool = False
    stands_back: bool = False
    curated_abbreviations: bool = False
    everyday_names: bool = False
    for_specialists: bool = False
    decides_kinds: tuple[SemanticType, ...] = ()
    decides_all_kinds: bool = False
    mixes_parts: bool = False
    catch_alls: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


NO_TRAITS = Traits()
# The id of the source of texts that a server's own people write on Discord. No publisher's source may have it.
SERVER_SOURCE = "server"


@dataclass(frozen=True, slots=True)
class InstalledSource:
    """One source in one edition, as it is stored in a lexicon.

    `title` is the title that is shown beside a definition. `edition` is the publisher's own label (a date or a
    release), `year` its year; `installed` is an ISO 8601 date-time in UTC; `language` is an ISO 639-1 code.
    `audience` is one of `Audience`. `plainness` orders definitions: 1 is written for anybody, 9 for specialists.
    `credit` is what the license requires beside each definition. `journals` counts the journals of a table of journals,
    which has no concepts. `broken` counts the records that did not follow the format and were left out, `left_out`
    those that the catalogue excludes, and `cleaned` the texts from which residue was removed: the last two by reason.
    """

    id: str
    title: str
    publisher: str
    homepage: str | None
    licence: str
    attribution: str
    language: str
    audience: str
    plainness: int
    edition: str
    year: int
    installed: str
    concepts: int
    names: int
    definitions: int
    broken: int
    journals: int = 0
    credit: str | None = None
    traits: Traits = NO_TRAITS
    left_out: dict[str, int] = field(default_factory=dict)
    cleaned: dict[str, int] = field(default_factory=dict)
