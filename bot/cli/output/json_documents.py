"""Answers as JSON for other programs. docs/json.md describes every field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields

import msgspec

from bot.cli.output.source_list import listed_sources
from bot.discord_bot.pages.emergency import emergency_line
from bot.discord_bot.pages.look_alikes import medicine_warning
from bot.discord_bot.pages.word_parts import parts_source
from bot.discord_bot.ui.links import search_links
from bot.discord_bot.ui.page import disclaimer
from bot.discord_bot.ui.text_format import TERMINAL
from bot.errors import UsageError
from bot.lexicon.description_search.search import SearchResults
from bot.lexicon.lookup.look_alikes import listed, listed_entry, partners, tall_man
from bot.lexicon.model import Answer, Choice, Completion, Entry, FoundPart, Suggestion
from bot.sources.catalogue import Source, default_sources
from bot.terms.model import Site
from bot.terms.source import InstalledSource

# The field that only entries of servers' glossaries have.
ONLY_OF_SERVERS = "namesakes"


def answer_json(answer: Answer, sites: Sequence[Site] = ()) -> str:
    """An answer to `medlex define` as one object; `sites` are those of its entry."""
    return _encoded(_answer(answer, sites))


def answer_line(term: str, answer: Answer | UsageError, sites: Sequence[Site] = ()) -> str:
    """An answer to one of many terms, or the reason why there is none, as one object on one line; `sites` are those of
    its entry.
    """
    if isinstance(answer, UsageError):
        return msgspec.json.encode({"query": term, "error": str(answer)}).decode()
    return msgspec.json.encode(_answer(answer, sites)).decode()


def _answer(answer: Answer, sites: Sequence[Site]) -> dict[str, object]:
    return {
        "query": answer.query,
        "match": answer.match,
        "unsure": answer.is_unsure,
        "entry": _entry(answer, answer.entry, sites) if answer.entry else None,
        "choices": list(map(_choice, answer.choices)),
        "suggestions": list(map(_suggestion, answer.suggestions)),
        "likely": _suggestion(answer.likely) if answer.likely else None,
        "parts": list(map(_part, answer.parts)),
        "warning": medicine_warning(answer.suggestions, TERMINAL),
    }


def completions_json(completions: list[Completion]) -> str:
    """The completions that autocomplete offers, as an array."""
    return _encoded(list(map(_completion, completions)))


def results_json(results: SearchResults) -> str:
    """The results of a search by description, as one object."""
    return _encoded(msgspec.to_builtins(results) | {"disclaimer": disclaimer()})


def sources_json(installed: list[InstalledSource]) -> str:
    """The catalogue with what is installed of it, then the admin's own sources, as an array."""
    return _encoded([_source(source) for source in listed_sources(installed)])


def _encoded(document: object) -> str:
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def _entry(answer: Answer, entry: Entry, sites: Sequence[Site]) -> dict[str, object]:
    names = (name for name in entry.__struct_fields__ if name != ONLY_OF_SERVERS)
    own = {name: msgspec.to_builtins(getattr(entry, name)) for name in names}
    return own | {
        "matched_name": answer.matched_name.name if answer.matched_name else entry.headword,
        "other_senses": list(map(_choice, answer.other_senses)),
        "sites": list(map(msgspec.to_builtins, sites)),
        "look_alikes": _look_alikes(entry),
        "emergency": emergency_line(entry, TERMINAL) or None,
        "links": [asdict(link) for link in search_links(entry.headword)],
        "disclaimer": disclaimer(),
    }


def _part(found: FoundPart) -> dict[str, object]:
    """A word part with the entries that have it, and the line that says where it is from."""
    entries = list(map(msgspec.to_builtins, found.entries))
    return {**msgspec.to_builtins(found.part), "entries": entries, "source": parts_source(), "disclaimer": disclaimer()}


def _completion(completion: Completion) -> dict[str, object]:
    return _selected(completion, "key", "name", "headword", "look_alike_of", "word_part") | _tall_man(completion.name)


def _suggestion(suggestion: Suggestion) -> dict[str, object]:
    return _selected(suggestion, "key", "headword", "name", "score", "is_medicine", "found_by") | _tall_man(
        suggestion.name
    )


def _choice(choice: Choice) -> dict[str, object]:
    return asdict(choice) | _tall_man(choice.headword)


def _tall_man(name: str) -> dict[str, object]:
    """A name in tall man letters if it is a listed medicine's, else null."""
    return {"tall_man": tall_man(name) if listed(name) else None}


def _look_alikes(entry: Entry) -> list[dict[str, object]]:
    """The medicine of an entry and those that it is confused with; nothing if it is not a listed medicine."""
    medicine = listed_entry(entry)
    each = (medicine, *partners(medicine)) if medicine else ()
    return [{"name": one.name, "use": one.en} for one in each]


def _source(source: Source | InstalledSource) -> dict[str, object]:
    """All fields of an installed source; of one that is not installed only those that the catalogue has."""
    default = {"default": source.id in {each.id for each in default_sources()}}
    if isinstance(source, InstalledSource):
        return asdict(source) | default
    known = {field.name: getattr(source, field.name, None) for field in fields(InstalledSource)}
    return known | {"title": source.citation_title} | default


def _selected(record: object, *names: str) -> dict[str, object]:
    return {name: getattr(record, name) for name in names}
