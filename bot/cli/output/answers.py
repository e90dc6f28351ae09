"""Print the answers of `medlex define`, `suggest` and `search` for a person."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from bot.cli.output.console import console, print_address, print_indented
from bot.discord_bot.pages.choices import unsure
from bot.discord_bot.pages.completions import labels, suggestion_label
from bot.discord_bot.pages.emergency import emergency_line
from bot.discord_bot.pages.how_found import how_found, other_senses
from bot.discord_bot.pages.look_alikes import look_alikes_line, meaning_description, medicine_warning
from bot.discord_bot.pages.pronunciation_credits import credited_titles, credits_line, hyphenation
from bot.discord_bot.pages.records import also_in, etymology, kind_line, listed_as, no_definition, record_facts, titled
from bot.discord_bot.pages.word_parts import described, parts_line, parts_source
from bot.discord_bot.ui.citation import reviewed
from bot.discord_bot.ui.definition_selection import all_definitions
from bot.discord_bot.ui.kinds import choice_hint
from bot.discord_bot.ui.links import search_links
from bot.discord_bot.ui.page import disclaimer
from bot.discord_bot.ui.text_format import TERMINAL
from bot.discord_bot.ui.translation import _, ngettext
from bot.errors import UsageError
from bot.lexicon.description_search.search import Passage, SearchResults
from bot.lexicon.lookup.look_alikes import tall_man
from bot.lexicon.model import (
    Answer,
    Cited,
    Completion,
    Definition,
    Entry,
    FoundBy,
    Match,
    SourceRecord,
    Suggestion,
    review_of,
)

MAX_RELATED = 12
MAX_LISTED = 5
# Characters of a name together with the words that distinguish it from others.
MAX_LABEL = 300
INDENT = 2


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
        _show_nothing(out, answer.query)


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
            definition = result.passage.definition
            _show_cited(out, _sentence(result.passage), definition, definition.title)
        out.print()
    if results.total > len(results.results):
        out.print(f"The first {len(results.results)} of {results.total}; --limit shows more.", style="dim")
    out.print(f"[dim]{escape(disclaimer())}[/dim]")


def citation(cited: Cited, title: str) -> str:
    """The line above a definition or record: title, publisher, year, the credit that its license asks for, reviewer."""
    review = review_of(cited)
    source = _("From {source}").format(source=f"{title}, {cited.publisher}, {cited.year}")
    return ". ".join(filter(None, (source, cited.credit, reviewed(review, review.by) if review else None)))


def _show_cited(out: Console, text: str | Text, cited: Cited, title: str) -> None:
    """Print a text below its source, and the address of the publisher's page on a line of its own."""
    print_indented(out, citation(cited, title), INDENT, style="dim")
    print_indented(out, text, INDENT)
    if cited.url:
        print_address(out, cited.url, INDENT)


def _joined(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _show_nothing(out: Console, query: str) -> None:
    out.print(_("Nothing by the name {name}, or near it, is in this dictionary.").format(name=_bold(query)))
    out.print(_("Check the spelling, or describe what you mean:"))
    out.print("  medlex search the thing in blood that carries oxygen", style="dim")
    out.print("\n" + _("Try this search on:"))
    for link in search_links(query):
        out.print(f"  {link.title}")
        print_address(out, link.url, 2 * INDENT)


def _show_suggestions(out: Console, answer: Answer) -> None:
    """Print the names that may be meant: first the likely one, then the others, below a warning if some are
    medicines.
    """
    likely, query = answer.likely, _bold(answer.query)
    if likely:
        out.print(_("No entry is called {name}. Did you mean {other}?").format(name=query, other=_bold(likely.name)))
        out.print(f"  medlex define key:{escape(likely.key)}\n", style="dim")
    else:
        out.print(_("No entry is called {name}.").format(name=query))
    if warning := medicine_warning(answer.suggestions, TERMINAL):
        out.print(escape(warning))
    others = [each for each in answer.suggestions if each is not likely]
    if others:
        out.print(_suggestions_title(others))
    for suggestion in others:
        print_indented(out, suggestion_label(suggestion), INDENT)
    for found in answer.parts:
        meaning = _("word part: {meaning}").format(meaning=found.part.meaning)
        print_indented(out, f"{found.part.name}: {meaning}", INDENT)


def _suggestions_title(suggestions: Sequence[Suggestion]) -> str:
    if all(suggestion.found_by is FoundBy.NAME for suggestion in suggestions):
        return _("These names look similar, but may mean something else:")
    return _("These may be what you mean. Read what each one is:")


def _show_choices(out: Console, answer: Answer) -> None:
    """Print the meanings of a name, each with the command that looks it up."""
    if answer.holds_several_terms:
        title = _("{name} is more than one term. Look up the one that you want:")
    else:
        title = ngettext(
            "{name} can mean {count} thing. Look it up if it is the one that you want:",
            "{name} can mean {count} things. Look up the one that you want:",
            len(answer.choices),
        )
    out.print(title.format(name=_bold(answer.query), count=len(answer.choices)))
    for choice in answer.choices:
        description = meaning_description(choice.headword, choice_hint(choice))
        heading = Text(tall_man(choice.headword), "bold")
        print_indented(out, Text.assemble(heading, f": {description}") if description else heading, INDENT)
        print_address(out, f"medlex define key:{choice.key}", 2 * INDENT)
    if answer.is_unsure:
        out.print(escape(unsure(TERMINAL)))


def _bold(name: str) -> str:
    return f"[bold]{escape(name)}[/bold]"


def _show_entry(out: Console, answer: Answer, entry: Entry) -> None:
    _show_heading(out, entry)
    if what_to_do := emergency_line(entry, TERMINAL):
        out.print(escape(what_to_do), style="bold")
    for sentence in (how_found(answer, TERMINAL), other_senses(answer, TERMINAL)):
        if sentence:
            out.print(escape(sentence), style="italic")
    _show_place(out, entry)
    for definition in all_definitions(entry):
        _show_definition(out, definition.text, definition)
    if entry.etymology:
        _show_definition(out, etymology(entry.etymology.text), entry.etymology)
    _show_records(out, entry)
    if entry.related:
        names = ", ".join(related.headword for related in entry.related[:MAX_RELATED])
        out.print("\n" + escape(_("Related terms: {names}").format(names=names)))
    source = [parts_source()] if entry.parts else []
    out.print("\n[dim]" + escape("\n".join([*source, disclaimer()])) + "[/dim]")


def _show_place(out: Console, entry: Entry) -> None:
    """Print what an entry is a kind and a part of, what its name is made of, and the medicines that it is
    confused with.
    """
    for sentence, above in ((_("A type of: {names}"), entry.subclass_of), (_("Part of: {names}"), entry.part_of)):
        if above:
            out.print(escape(sentence.format(names=", ".join(each.headword for each in above))))
    if entry.parts:
        out.print(escape(parts_line(entry, TERMINAL)), style="dim")
    if warning := look_alikes_line(entry, TERMINAL):
        out.print(escape(warning))


def _show_parts(out: Console, answer: Answer) -> None:
    """Print each word part that a query can mean, with entries that have it."""
    for found in answer.parts:
        out.print(f"[bold]{escape(found.part.name)}[/bold]\n{escape(described(found, TERMINAL))}")
        if found.entries:
            names = ", ".join(entry.headword for entry in found.entries)
            out.print(escape(_("Entries: {names}").format(names=names)))
        out.print()
    out.print(f"[dim]{escape(parts_source())}\n{escape(disclaimer())}[/dim]")


def _show_heading(out: Console, entry: Entry) -> None:
    """Print the headword, how it is divided and pronounced, and on the next line which sources say so."""
    divided = hyphenation(entry.hyphenation, entry) if entry.hyphenation else None
    respelling = f"[{entry.respelling}]" if entry.respelling else None
    pronunciation = [divided, respelling, f"/{entry.ipa}/" if entry.ipa else None]
    out.print(_joined(_bold(entry.headword), *(escape(part) for part in pronunciation if part)))
    if entry.said_by:
        out.print(f"[dim]{escape(credits_line(', '.join(credited_titles(entry))))}[/dim]")
    if entry.audio:
        print_address(out, _("Listen: {address}").format(address=entry.audio))


def _show_definition(out: Console, text: str, definition: Definition) -> None:
    out.print()
    _show_cited(out, text, definition, definition.title)


def _show_records(out: Console, entry: Entry) -> None:
    """Print the sources that name an entry without defining it: in a row below definitions, else one by one."""
    if entry.definitions and entry.records:
        names = ", ".join(dict.fromkeys(titled(record, record.title) for record in entry.records))
        out.print(f"\n[dim]{escape(also_in(names))}[/dim]")
    elif entry.records:
        out.print("\n".join(["", *filter(None, (no_definition(entry), kind_line(entry)))]))
        for record in entry.records:
            _show_record(out, entry, record)


def _show_record(out: Console, entry: Entry, record: SourceRecord) -> None:
    heading = "" if record.name == entry.headword else listed_as(record.name)
    facts = "\n".join(filter(None, (heading, record_facts(record, TERMINAL))))
    _show_cited(out, facts, record, titled(record, record.title))


def _sentence(passage: Passage) -> Text:
    """The sentence that fits, with the matching words in bold."""
    text = Text(passage.sentence)
    for match in passage.matches:
        text.stylize("bold", match.start, match.end)
    return text
