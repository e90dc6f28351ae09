"""Answers and reports as text for a terminal, or as JSON for other programs (docs/json.md)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from typing import get_args

import msgspec
from msgspec.structs import replace
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from bot.building.parse import Outcome
from bot.building.report import BuildReport
from bot.cli.checks import Finding, counted, counted_lines
from bot.discord_bot.pages.choices import unsure
from bot.discord_bot.pages.completions import labels, suggestion_label
from bot.discord_bot.pages.how_found import TERMINAL, how_found, other_senses
from bot.discord_bot.pages.look_alikes import look_alikes_line, meaning_description, medicine_warning
from bot.discord_bot.pages.pronunciation_credits import credited_titles, credits_line, hyphenation
from bot.discord_bot.pages.records import also_in, etymology, kind_line, listed_as, no_definition, record_facts, titled
from bot.discord_bot.ui.citation import reviewed
from bot.discord_bot.ui.kinds import choice_hint
from bot.discord_bot.ui.links import search_links
from bot.discord_bot.ui.markdown import listed_unescaped, without_bold
from bot.discord_bot.ui.page import disclaimer
from bot.errors import UnreachableError
from bot.lexicon.lookup.look_alikes import listed, listed_entry, partners, tall_man
from bot.lexicon.model import Answer, Choice, Completion, Definition, Entry, Match, SourceRecord, Suggestion
from bot.sources.catalogue import Group, Source, catalogue, default_sources
from bot.terms.source import InstalledSource

SHOWN_RELATED = 12
# Of a name and what tells it from others.
LONGEST_LINE = 300
# `medlex check` tells all of them.
MOST_REASONS = 12
SHIPPED = "Always there"
DEFAULT = "Defaults (what `medlex install` brings)"
OWN = "Your own"


@dataclass(frozen=True, slots=True)
class Question:
    """What stands above a list of choices, and what to do with it."""

    above: str
    below: str


def answer_json(answer: Answer) -> str:
    """An answer as one JSON object."""
    warning = medicine_warning(answer.suggestions)
    document = {
        "query": answer.query,
        "match": answer.match,
        "unsure": answer.is_unsure,
        "entry": _entry_document(answer, answer.entry) if answer.entry else None,
        "choices": list(map(_choice_document, answer.choices)),
        "suggestions": list(map(_suggestion_document, answer.suggestions)),
        "warning": warning and without_bold(warning),
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def _entry_document(answer: Answer, entry: Entry) -> dict[str, object]:
    fields = {name: msgspec.to_builtins(getattr(entry, name)) for name in entry.__struct_fields__}
    return fields | {
        "matched_name": answer.matched_name.name if answer.matched_name else entry.headword,
        "other_senses": list(map(_choice_document, answer.other_senses)),
        "look_alikes": _look_alikes(entry),
        "links": [asdict(link) for link in search_links(entry.headword)],
        "disclaimer": disclaimer(),
    }


def completions_json(completions: list[Completion]) -> str:
    """What autocomplete offers as a JSON array."""
    offered = list(map(_completion_document, completions))
    return msgspec.json.format(msgspec.json.encode(offered), indent=2).decode()


def _completion_document(completion: Completion) -> dict[str, object]:
    return _fields(completion, "key", "name", "headword", "look_alike_of") | _tall_man(completion.name)


def _suggestion_document(suggestion: Suggestion) -> dict[str, object]:
    return _fields(suggestion, "key", "headword", "name", "score", "is_medicine") | _tall_man(suggestion.name)


def _choice_document(choice: Choice) -> dict[str, object]:
    return asdict(choice) | _tall_man(choice.headword)


def _tall_man(name: str) -> dict[str, object]:
    """A name in tall man letters, where it is listed."""
    return {"tall_man": tall_man(name) if listed(name) else None}


def _look_alikes(entry: Entry) -> list[dict[str, object]]:
    """The medicine of an entry and those that it is taken for; nothing where it is not listed."""
    medicine = listed_entry(entry)
    each = (medicine, *partners(medicine)) if medicine else ()
    return [{"name": one.name, "use": one.en} for one in each]


def _fields(record: object, *names: str) -> dict[str, object]:
    return {name: getattr(record, name) for name in names}


def console() -> Console:
    """Standard output, as wide as the terminal and without colour where it is not one."""
    return Console(highlight=False, soft_wrap=not sys.stdout.isatty())


def show_answer(answer: Answer) -> None:
    """Print an answer for a person."""
    out = console()
    if answer.entry is not None:
        _show_entry(out, answer, answer.entry)
    elif answer.match is Match.AMBIGUOUS:
        _show_choices(out, answer)
    elif answer.suggestions:
        out.print(
            f"No entry is called [bold]{escape(answer.query)}[/bold]. These look like it, but may differ in meaning:"
        )
        for suggestion in answer.suggestions:
            out.print(f"  {escape(suggestion_label(suggestion))}")
        if warning := medicine_warning(answer.suggestions):
            out.print(escape(without_bold(warning)))
    else:
        out.print(f"Nothing by the name [bold]{escape(answer.query)}[/bold], or near it, is in this dictionary.")
        _show_links(out, answer.query)


def _show_choices(out: Console, answer: Answer) -> None:
    several = f"can mean {counted(len(answer.choices), 'thing', 'different things')}"
    out.print(
        f"[bold]{escape(answer.query)}[/bold] {'holds several terms' if answer.holds_several_terms else several}:"
    )
    for choice in answer.choices:
        told = meaning_description(choice.headword, choice_hint(choice))
        out.print(f"  [bold]{escape(tall_man(choice.headword))}[/bold]  {escape(told)}")
        out.print(f"    medlex define key:{escape(choice.key)}", style="dim")
    if answer.is_unsure:
        out.print(escape(without_bold(unsure())))


def _show_entry(out: Console, answer: Answer, entry: Entry) -> None:
    divided = hyphenation(entry.hyphenation, entry) if entry.hyphenation else None
    respelling = f"[{entry.respelling}]" if entry.respelling else None
    said = [divided, respelling, f"/{entry.ipa}/" if entry.ipa else None, entry.audio]
    out.print(" · ".join([f"[bold]{escape(entry.headword)}[/bold]", *(escape(part) for part in said if part)]))
    if entry.said_by:
        out.print(f"[dim]{escape(credits_line(', '.join(credited_titles(entry))))}[/dim]")
    for sentence in (how_found(answer, TERMINAL), other_senses(answer, TERMINAL)):
        if sentence:
            out.print(escape(sentence), style="italic")
    for title, above in (("Subclass of", entry.subclass_of), ("Part of", entry.part_of)):
        if above:
            out.print(f"{title}: {escape(', '.join(each.headword for each in above))}")
    if look_alikes := look_alikes_line(entry):
        out.print(escape(without_bold(look_alikes)))
    for definition in entry.definitions:
        _show_definition(out, definition)
    _show_records(out, entry)
    if entry.related:
        names = ", ".join(related.headword for related in entry.related[:SHOWN_RELATED])
        out.print(f"\nRelated terms: {escape(names)}")
    out.print(f"\n[dim]{escape(disclaimer())}[/dim]")


def _show_definition(out: Console, definition: Definition) -> None:
    out.print(f"\n{escape(definition.text)}")
    out.print(f"[dim]  {escape(citation(definition))}[/dim]")


def citation(definition: Definition) -> str:
    """The line below a definition: who published it and when, what its licence asks for, and who reviewed it."""
    checked = reviewed(definition.review, definition.review.by) if definition.review else None
    parts = (definition.title, definition.publisher, str(definition.year), definition.credit, checked, definition.url)
    return " · ".join(part for part in parts if part)


def _show_records(out: Console, entry: Entry) -> None:
    """Where the word comes from, and who names the entry without defining it."""
    if entry.etymology:
        _show_definition(out, replace(entry.etymology, text=etymology(entry.etymology.text)))
    if entry.definitions and entry.records:
        names = ", ".join(dict.fromkeys(titled(record, record.title) for record in entry.records))
        out.print(f"\n[dim]{escape(also_in(names))}[/dim]")
    elif entry.records:
        out.print("\n".join(["", *filter(None, (no_definition(), kind_line(entry)))]))
        for record in entry.records:
            _show_record(out, entry, record)


def _show_record(out: Console, entry: Entry, record: SourceRecord) -> None:
    said = "" if record.name == entry.headword else listed_as(record.name)
    for line in filter(None, (said, record_facts(record, listed_unescaped))):
        out.print(f"{escape(line)}")
    cited = [titled(record, record.title), record.publisher, str(record.year), record.credit, record.url]
    out.print(f"[dim]  {escape(' · '.join(part for part in cited if part))}[/dim]")


def _show_links(out: Console, term: str) -> None:
    out.print("Try this search on:")
    for link in search_links(term):
        out.print(f"  {link.title}  {link.url}")


def show_completions(completions: list[Completion]) -> None:
    """Print what autocomplete offers, a line each."""
    for label in labels(completions, LONGEST_LINE):
        console().print(escape(label))


@contextmanager
def working(what: str) -> Iterator[None]:
    """Show on standard error that something is under way."""
    with Console(stderr=True).status(f"{escape(what)} …"):
        yield


def show_installed(source: InstalledSource) -> None:
    """Print what an installation took in, and below it what was left out."""
    out = console()
    out.print(
        f"Installed [bold]{escape(source.title)}[/bold], edition {escape(source.edition)}: {source.concepts:,} concepts, "
        f"{source.names:,} names, {source.definitions:,} definitions"
    )
    broken = f"left out {counted(source.broken, 'broken record')} (see the log)"
    reasons = counted_lines("left out", source.left_out)
    more = [f"and more for {len(reasons) - MOST_REASONS:,} other reasons"] if len(reasons) > MOST_REASONS else []
    for line in (*([broken] if source.broken else []), *reasons[:MOST_REASONS], *more):
        indented(out, line, 2)


def indented(out: Console, text: str, spaces: int, style: str = "") -> None:
    """Print a line further in; so are the lines that it takes on a terminal."""
    if out.soft_wrap:
        out.print(f"{' ' * spaces}{text}", style=style, markup=False)
    else:
        out.print(Padding(Text(text, style), (0, 0, 0, spaces), expand=False))


def show_outcomes(outcomes: list[Outcome], report: BuildReport | None) -> None:
    """Print what became of each source, then the build."""
    unreachable = [outcome for outcome in outcomes if isinstance(outcome.error, UnreachableError)]
    for outcome in outcomes:
        if outcome.installed is not None:
            show_installed(outcome.installed)
        elif outcome.error is None:
            console().print(f"{outcome.id} is up to date: its publisher has nothing newer.")
        elif outcome not in unreachable or len(unreachable) == 1:
            became = "stays as it was" if outcome.kept else "was not installed"
            _complain(f"{outcome.id} {became}. {outcome.error.problem}", outcome.error.remedy)
    if len(unreachable) > 1:
        _show_unreachable(unreachable)
    if report is not None:
        show_build(report)


def _show_unreachable(outcomes: list[Outcome]) -> None:
    """Say once what holds of several sources: that this host does not reach their publishers."""
    missing = ", ".join(outcome.id for outcome in outcomes if not outcome.kept)
    kept = ", ".join(outcome.id for outcome in outcomes if outcome.kept)
    became = [f"not installed: {missing}" if missing else "", f"left as they were: {kept}" if kept else ""]
    _complain(
        f"These publishers cannot be reached from here ({'; '.join(filter(None, became))}).",
        "Run `medlex install` again where there is a connection (behind a proxy, set HTTPS_PROXY), or download a file on another machine "
        "and give it: `medlex install ID --from FILE`. docs/publishers.md has their addresses.",
    )


def _complain(problem: str, remedy: str) -> None:
    Console(stderr=True, soft_wrap=True, highlight=False, markup=False).print(f"{problem}\n{remedy}")


def show_build(report: BuildReport) -> None:
    """Print what a build made."""
    console().print(
        f"Built the lexicon: {report.entries:,} entries with {report.names:,} names and {report.definitions:,} definitions, "
        f"from {report.concepts:,} concepts of {report.sources} source{'s' * (report.sources != 1)}."
    )


def sources_json(installed: list[InstalledSource]) -> str:
    """The catalogue with what is installed of it, and the admin's own sources, as a JSON array."""
    documents = [_source_document(source) for source in _listed(installed)]
    return msgspec.json.format(msgspec.json.encode(documents), indent=2).decode()


def _listed(installed: list[InstalledSource]) -> list[Source | InstalledSource]:
    """Every source of the catalogue, as it is installed or else as it is known, then those that are the admin's own."""
    by_id = {source.id: source for source in installed}
    own = [source for source in installed if source.id not in catalogue()]
    return [*(by_id.get(id, known) for id, known in catalogue().items()), *own]


def _source_document(source: Source | InstalledSource) -> dict[str, object]:
    """All that is known of a source; of one that is not installed only what the catalogue says."""
    default = {"default": source.id in {each.id for each in default_sources()}}
    if isinstance(source, InstalledSource):
        return asdict(source) | default
    known = {field.name: getattr(source, field.name, None) for field in fields(InstalledSource)}
    return known | {"title": source.citation_title} | default


def show_sources(installed: list[InstalledSource]) -> None:
    """Print the catalogue and what is installed of it in groups, then the admin's own sources: each in a row, with what it is below."""
    out = console()
    groups = _grouped(_listed(installed))
    rows: list[tuple[str, ...]] = [("id", "edition", "installed", "concepts", "names", "definitions")]
    rows += [_cells(source) for _, sources in groups for source in sources]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = iter("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
    out.print(next(lines), style="bold", markup=False)
    for heading, sources in groups:
        out.print(f"\n{heading}", style="bold", markup=False)
        for source in sources:
            out.print(next(lines), markup=False)
            title = source.title if isinstance(source, InstalledSource) else source.citation_title
            indented(out, f"{title}, {source.publisher} · {source.licence}", 4, style="dim")


def _grouped(sources: list[Source | InstalledSource]) -> list[tuple[str, list[Source | InstalledSource]]]:
    """The sources under headings, in the order of both."""
    headings = (SHIPPED, DEFAULT, *get_args(Group), OWN)
    groups: dict[str, list[Source | InstalledSource]] = {heading: [] for heading in headings}
    for source in sources:
        groups[_heading(source.id)].append(source)
    return [group for group in groups.items() if group[1]]


def _heading(id: str) -> str:
    known = catalogue().get(id)
    if known is None:
        return OWN
    if known.default:
        return DEFAULT
    return known.group or SHIPPED


def _cells(source: Source | InstalledSource) -> tuple[str, ...]:
    if not isinstance(source, InstalledSource):
        return source.id, "—", "not installed", "", "", ""
    counts = (f"{count:,}" for count in (source.concepts, source.names, source.definitions))
    return source.id, source.edition, source.installed[:10], *counts


def show_findings(findings: list[Finding]) -> None:
    """Print what a check found, a line each, with its details and what to do about it."""
    out = console()
    for finding in findings:
        mark = "[green]ok[/green]   " if finding.good else "[red]wrong[/red]"
        out.print(f"{mark} {escape(finding.subject)}: {escape(finding.what)}")
        for line in filter(None, (*finding.details, finding.remedy)):
            indented(out, line, 6)
