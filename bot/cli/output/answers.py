"""Print the answers of `medlex define`, `suggest` and `search` for a person."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from bot.cli.output.console import console, counted
from bot.discord_bot.pages.choices import unsure
from bot.discord_bot.pages.completions import labels, suggestion_label
from bot.discord_bot.pages.emergency import emergency_line
from bot.discord_bot.pages.how_found import how_found, other_senses
from bot.discord_bot.pages.look_alikes import look_alikes_line, meaning_description, medicine_warning
from bot.discord_bot.pages.pronunciation_credits import credited_titles, credits_line, hyphenation
from bot.discord_bot.pages.records import also_in, etymology, kind_line, listed_as, no_definition, record_facts, titled
from bot.discord_bot.pages.word_parts import described, parts_line, parts_source
from bot.discord_bot.ui.citation import reviewed
from bot.discord_bot.ui.kinds import choice_hint
from bot.discord_bot.ui.links import search_links
from bot.discord_bot.ui.page import disclaimer
from bot.discord_bot.ui.text_format import TERMINAL
from bot.errors import UsageError
from bot.lexicon.description_search.search import Passage, SearchResults
from bot.lexicon.lookup.look_alikes import tall_man
from bot.lexicon.model import Answer, Completion, Definition, Entry, FoundBy, Match, SourceRecord

MAX_RELATED = 12
MAX_LISTED = 5
# Characters of a name together with the words that distinguish it from others.
MAX_LABEL = 300


def show_answer(answer: Answer) -> None:
    """Print an answer for a person."""
    out = console()
    if answer.entry is not None:
        _show_entry(out, answer, answer.entry)
    elif answer.match is Match.WORD_PART:
        _show_parts(out, answer)
    elif answer.match is Match.AMBIGUOUS:
        _show_choices(out, answer)
    elif answer.suggestions:
        _show_suggestions(out, answer)
    else:
        out.print(f"Nothing by the name [bold]{escape(answer.query)}[/bold], or near it, is in this dictionary.")
        _show_links(out, answer.query)


def answer_line(term: str, answer: Answer | UsageError) -> str:
    """An answer to one of many terms, or the reason why there is none, on one line: the term, how it was found, and the
    headword or at most MAX_LISTED headwords to choose from, with tabs between them.
    """
    if isinstance(answer, UsageError):
        return "\t".join((term, "error", " ".join(str(answer).split())))
    offered = [choice.headword for choice in answer.choices] or [each.headword for each in answer.suggestions]
    parts = [found.part.name for found in answer.parts]
    offered = parts + offered if answer.match is Match.WORD_PART else offered + parts
    headwords = [answer.entry.headword] if answer.entry else offered[:MAX_LISTED]
    return "\t".join((term, answer.match, *headwords))


def show_completions(completions: list[Completion]) -> None:
    """Print what autocomplete offers, a line each."""
    for label in labels(completions, MAX_LABEL):
        console().print(escape(label))


def show_results(results: SearchResults) -> None:
    """Print the entries that fit a description, each with the sentence that fits best and its source."""
    out = console()
    if not results.results:
        out.print(f"No definition in this dictionary has the words of: [bold]{escape(results.query)}[/bold]")
        return
    for result in results.results:
        out.print(f"[bold]{escape(result.entry.headword)}[/bold]")
        if result.passage is not None:
            out.print(_sentence(result.passage))
            out.print(f"[dim]  {escape(citation(result.passage.definition))}[/dim]")
        out.print()
    if results.total > len(results.results):
        out.print(f"The first {len(results.results)} of {results.total}; --limit shows more.", style="dim")
    out.print(f"[dim]{escape(disclaimer())}[/dim]")


def citation(definition: Definition) -> str:
    """The line below a definition: publisher, year, the credit that its license asks for, reviewer, address."""
    review = definition.review
    checked = reviewed(review, review.by) if review else None
    return _joined(
        definition.title, definition.publisher, str(definition.year), definition.credit, checked, definition.url
    )


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _show_suggestions(out: Console, answer: Answer) -> None:
    is_alike = all(suggestion.found_by is FoundBy.NAME for suggestion in answer.suggestions)
    are = "look like it, but may differ in meaning" if is_alike else "may be what you mean; read what each one is"
    out.print(f"No entry is called [bold]{escape(answer.query)}[/bold]. These {are}:")
    if answer.likely:
        out.print(f"  Did you mean [bold]{escape(answer.likely.name)}[/bold]?")
    for suggestion in answer.suggestions:
        out.print(f"  {escape(suggestion_label(suggestion))}")
    for found in answer.parts:
        out.print(f"  {escape(found.part.name)}: word part, {escape(found.part.meaning)}")
    if warning := medicine_warning(answer.suggestions, TERMINAL):
        out.print(escape(warning))


def _show_choices(out: Console, answer: Answer) -> None:
    several = f"can mean {counted(len(answer.choices), 'thing', 'different things')}"
    out.print(
        f"[bold]{escape(answer.query)}[/bold] {'holds several terms' if answer.holds_several_terms else several}:"
    )
    for choice in answer.choices:
        description = meaning_description(choice.headword, choice_hint(choice))
        out.print(f"  [bold]{escape(tall_man(choice.headword))}[/bold]  {escape(description)}")
        out.print(f"    medlex define key:{escape(choice.key)}", style="dim")
    if answer.is_unsure:
        out.print(escape(unsure(TERMINAL)))


def _show_entry(out: Console, answer: Answer, entry: Entry) -> None:
    _show_heading(out, entry)
    if what_to_do := emergency_line(entry, TERMINAL):
        out.print(escape(what_to_do), style="bold")
    for sentence in (how_found(answer, TERMINAL), other_senses(answer, TERMINAL)):
        if sentence:
            out.print(escape(sentence), style="italic")
    _show_place(out, entry)
    for definition in entry.definitions:
        _show_definition(out, definition.text, definition)
    if entry.etymology:
        _show_definition(out, etymology(entry.etymology.text), entry.etymology)
    _show_records(out, entry)
    if entry.related:
        names = ", ".join(related.headword for related in entry.related[:MAX_RELATED])
        out.print(f"\nRelated terms: {escape(names)}")
    source = [parts_source()] if entry.parts else []
    out.print("\n[dim]" + escape("\n".join([*source, disclaimer()])) + "[/dim]")


def _show_place(out: Console, entry: Entry) -> None:
    """Print what an entry is a kind and a part of, what its name is made of, and the medicines that it is
    confused with.
    """
    for title, above in (("Subclass of", entry.subclass_of), ("Part of", entry.part_of)):
        if above:
            out.print(f"{title}: {escape(', '.join(each.headword for each in above))}")
    if entry.parts:
        out.print(escape(parts_line(entry, TERMINAL)), style="dim")
    if warning := look_alikes_line(entry, TERMINAL):
        out.print(escape(warning))


def _show_parts(out: Console, answer: Answer) -> None:
    """Print each word part that a query can mean, with entries that have it."""
    for found in answer.parts:
        out.print(f"[bold]{escape(found.part.name)}[/bold]\n{escape(described(found, TERMINAL))}")
        if found.entries:
            out.print(f"Entries: {escape(', '.join(entry.headword for entry in found.entries))}")
        out.print()
    out.print(f"[dim]{escape(parts_source())}\n{escape(disclaimer())}[/dim]")


def _show_heading(out: Console, entry: Entry) -> None:
    """Print the headword, how it is divided and pronounced, and on the next line which sources say so."""
    divided = hyphenation(entry.hyphenation, entry) if entry.hyphenation else None
    respelling = f"[{entry.respelling}]" if entry.respelling else None
    pronunciation = [divided, respelling, f"/{entry.ipa}/" if entry.ipa else None, entry.audio]
    out.print(_joined(f"[bold]{escape(entry.headword)}[/bold]", *(escape(part) for part in pronunciation if part)))
    if entry.said_by:
        out.print(f"[dim]{escape(credits_line(', '.join(credited_titles(entry))))}[/dim]")


def _show_definition(out: Console, text: str, definition: Definition) -> None:
    out.print(f"\n{escape(text)}")
    out.print(f"[dim]  {escape(citation(definition))}[/dim]")


def _show_records(out: Console, entry: Entry) -> None:
    """Print the sources that name an entry without defining it: in a row below definitions, else one by one."""
    if entry.definitions and entry.records:
        names = ", ".join(dict.fromkeys(titled(record, record.title) for record in entry.records))
        out.print(f"\n[dim]{escape(also_in(names))}[/dim]")
    elif entry.records:
        out.print("\n".join(["", *filter(None, (no_definition(), kind_line(entry)))]))
        for record in entry.records:
            _show_record(out, entry, record)


def _show_record(out: Console, entry: Entry, record: SourceRecord) -> None:
    heading = "" if record.name == entry.headword else listed_as(record.name)
    for line in filter(None, (heading, record_facts(record, TERMINAL))):
        out.print(escape(line))
    cited = _joined(titled(record, record.title), record.publisher, str(record.year), record.credit, record.url)
    out.print(f"[dim]  {escape(cited)}[/dim]")


def _show_links(out: Console, term: str) -> None:
    out.print("Try this search on:")
    for link in search_links(term):
        out.print(f"  {link.title}  {link.url}")


def _sentence(passage: Passage) -> Text:
    """The sentence that fits, with the matching words in bold."""
    text = Text(f"  {passage.sentence}")
    for match in passage.matches:
        text.stylize("bold", match.start + 2, match.end + 2)
    return text
