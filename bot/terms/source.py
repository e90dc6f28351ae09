"""What is known of a source once it is installed: its edition, what it may be used for, and how it writes."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import Struct

from bot.terms.model import SemanticType


class Traits(Struct, frozen=True, forbid_unknown_fields=True):
    """How a source writes its names and says what is a kind of what, which decides how they are read and shown. docs/catalogue.md says
    what each means.

    `titles_as_written`: its editors chose each title, which is shown as it is. `prose_titles`: its titles are written as in a
    sentence ("breast cancer"), not in Title Case. `inverts_names`: it turns names round for its lists ("Carcinoma, Hepatocellular").
    `curated_synonyms`: what it calls a synonym means the same; other sources' synonyms need more evidence. `scoped_synonyms`: its file
    tells exact synonyms from those that are wider, narrower or only related. `findings`: its records are what is found in a patient,
    and have names of the diseases that show them among their own. `stands_back`: it is a
    general dictionary or a list of codes, so that a thing that only such sources have does not answer for a name that others have, too.
    `curated_abbreviations`: its editors list every sense of an abbreviation, the commonest first, so that one with several is a choice.
    `everyday_names`: what it calls a plain-language name is what people really call the thing, not something wider.
    `for_specialists`: it is written for specialists, so that an abbreviation or code that only such sources have is offered, never
    answered.
    `decides_kinds`: of what it takes for one of these kinds, that is what it is, whatever others take it for; with `decides_all_kinds`, of
    everything.

    `mixes_parts`: what its records name as their parents may be wholes, unless others of its records say what they are a part of.
    `catch_alls` and `lists` are regular expressions for names of its records: those that hold too much to say what a thing is
    ("hereditary disease"), and those that are no kinds of things but lists of them.
    """

    titles_as_written: bool = False
    prose_titles: bool = False
    inverts_names: bool = False
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


@dataclass(frozen=True, slots=True)
class InstalledSource:
    """One source in one edition, as it went into a lexicon.

    `title` is as it is shown beside a definition. `edition` is the publisher's own label for it (a date or a release),
    `year` its year; `installed` is an ISO 8601 date-time in UTC. `plainness` orders definitions: 1 is written for
    anybody, 9 for specialists. `credit` is what the licence wants beside each definition. `broken` counts the records that did not follow the format and were left out,
    `left_out` those that the catalogue does not want, and `cleaned` the texts that something was taken from that is no part of
    them: both by the reason.
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
    credit: str | None = None
    traits: Traits = NO_TRAITS
    left_out: dict[str, int] = field(default_factory=dict)
    cleaned: dict[str, int] = field(default_factory=dict)
