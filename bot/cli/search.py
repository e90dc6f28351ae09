"""What `medlex search` prints: for a person, or as JSON for other programs (docs/json.md)."""

from __future__ import annotations

import msgspec
from rich.markup import escape
from rich.text import Text

from bot.cli.output import citation, console
from bot.discord_bot.ui.page import disclaimer
from bot.lexicon.description_search.search import Passage, SearchResults


def results_json(results: SearchResults) -> str:
    """What a description came to as one JSON object."""
    document = msgspec.to_builtins(results) | {"disclaimer": disclaimer()}
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def show_results(results: SearchResults) -> None:
    """Print the entries that fit a description, each with the sentence that fits best and where it is from."""
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


def _sentence(passage: Passage) -> Text:
    """The sentence that fits, its matching words in bold."""
    text = Text(f"  {passage.sentence}")
    for match in passage.matches:
        text.stylize("bold", match.start + 2, match.end + 2)
    return text
