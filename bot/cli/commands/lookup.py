"""Commands that ask the dictionary: `define`, `suggest`, `search`. They end with status 3 when nothing is found."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from typing import TypeVar

import click

from bot.building.build import build
from bot.cli.output import answers, json_documents
from bot.discord_bot.pages.typed_terms import look_up_typed
from bot.discord_bot.ui.translation import in_language
from bot.errors import UsageError
from bot.languages import ENGLISH
from bot.lexicon.description_search.search import MAX_CANDIDATES
from bot.lexicon.dictionary import Dictionary
from bot.lexicon.lookup.match_ladder import AnswerLimits
from bot.lexicon.model import Answer, Match
from bot.lexicon.store.opening import OtherVersionError, opened
from bot.settings import Settings
from bot.terms.model import Site

UNANSWERED = 3
# How much the terminal asks and shows at once.
ANSWER_LIMITS = AnswerLimits(query_length=100, entries=25)
MAX_COMPLETIONS = 25
DEFAULT_RESULTS = 10

Result = TypeVar("Result")


class LanguageCode(click.ParamType):  # type: ignore[type-arg]  # not generic in click 8.1
    """A code of two letters, such as "es". Definitions in languages that no page is written in have codes, too."""

    name = "code"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the code in lower case."""
        if len(value) == 2 and value.isascii() and value.isalpha():
            return value.lower()
        return self.fail(f"{value!r} is no language code. Use two letters: en for English, es for Spanish.", param, ctx)


@click.command(short_help="Look up a term.")
@click.argument("words", nargs=-1, metavar="TERM")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; docs/json.md describes it.")
@click.option("--language", metavar="CODE", type=LanguageCode(), default=ENGLISH, help="Your language: en or es.")
@click.option("--lines", is_flag=True, help="Read terms from standard input, one a line; print one answer a line.")
@click.pass_obj
def define(settings: Settings, words: tuple[str, ...], *, as_json: bool, language: str, lines: bool) -> None:
    """Look up TERM, which may have several words."""
    if lines == bool(words):
        raise click.UsageError(
            "Give either a term, such as `medlex define asthma`, or --lines and terms on standard input."
        )
    if lines:
        ask(settings, lambda dictionary: _define_lines(dictionary, language, as_json=as_json))
        return
    answer, sites = ask(settings, lambda dictionary: _define(dictionary, " ".join(words), language))
    if as_json:
        _print_as_utf8(json_documents.answer_json(answer, sites))
    else:
        with in_language(language):
            answers.show_answer(answer)
    if answer.entry is None and answer.match is not Match.WORD_PART:
        sys.exit(UNANSWERED)


async def _define(dictionary: Dictionary, term: str, language: str) -> tuple[Answer, tuple[Site, ...]]:
    """The answer to a term, and the sites of its entry. Raises UsageError if the term is empty or too long."""
    answer = await look_up_typed(dictionary, term, language)
    return answer, await dictionary.sites(answer.entry.key) if answer.entry else ()


async def _define_lines(dictionary: Dictionary, language: str, *, as_json: bool) -> None:
    """Answer the terms on standard input, each on its line; an empty line is answered with an empty one."""
    for line in sys.stdin.buffer:
        term = line.decode("utf-8", errors="replace").strip()
        _print_as_utf8(await _answer_line(dictionary, term, language, as_json=as_json) if term else "")


async def _answer_line(dictionary: Dictionary, term: str, language: str, *, as_json: bool) -> str:
    answer: Answer | UsageError
    try:
        answer, sites = await _define(dictionary, term, language)
    except UsageError as error:
        answer, sites = error, ()
    return json_documents.answer_line(term, answer, sites) if as_json else answers.answer_line(term, answer)


@click.command(short_help="Print what autocomplete offers.")
@click.argument("text")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array; docs/json.md describes it.")
@click.option("--limit", type=click.IntRange(1, MAX_COMPLETIONS), default=MAX_COMPLETIONS, show_default=True)
@click.pass_obj
def suggest(settings: Settings, text: str, *, as_json: bool, limit: int) -> None:
    """Print what autocomplete offers for TEXT."""
    completions = ask(settings, lambda dictionary: dictionary.complete(text, limit))
    if as_json:
        _print_as_utf8(json_documents.completions_json(completions))
    else:
        answers.show_completions(completions)
    if not completions:
        sys.exit(UNANSWERED)


@click.command("search", short_help="Find a term by what it is.")
@click.argument("words", nargs=-1, required=True, metavar="WORDS")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; docs/json.md describes it.")
@click.option("--limit", type=click.IntRange(1, MAX_CANDIDATES), default=DEFAULT_RESULTS, show_default=True)
@click.pass_obj
def search_command(settings: Settings, words: tuple[str, ...], *, as_json: bool, limit: int) -> None:
    """Find entries by what they are: "the thing in blood that carries oxygen"."""
    results = ask(settings, lambda dictionary: dictionary.search(" ".join(words), 0, limit))
    if as_json:
        _print_as_utf8(json_documents.results_json(results))
    else:
        answers.show_results(results)
    if not results.results:
        sys.exit(UNANSWERED)


def _print_as_utf8(document: str) -> None:
    """Print what other programs read as UTF-8, whatever the terminal's encoding (of JSON see RFC 8259)."""
    click.echo(document.encode())


def ensure_lexicon(settings: Settings) -> None:
    """Build the lexicon if there is none yet. Raises DataError as `build` does."""
    if not settings.home.lexicon.exists():
        build(settings.home, low_memory=settings.low_memory)


def renew_lexicon(settings: Settings) -> bool:
    """Build the lexicon if there is none yet or another version of Medlex has built it, as an update needs. Return True if it
    was built. Raises DataError as `build` does, or if what is there is damaged.
    """

    async def refuse_other() -> None:
        async with opened(settings.home.lexicon):
            pass

    try:
        if settings.home.lexicon.exists():
            asyncio.run(refuse_other())
            return False
    except OtherVersionError:
        pass
    build(settings.home, low_memory=settings.low_memory)
    return True


def ask(settings: Settings, question: Callable[[Dictionary], Awaitable[Result]]) -> Result:
    """The answer of the lexicon to one question. Raises MedlexError if it cannot be built or opened."""

    async def answered() -> Result:
        async with opened(settings.home.lexicon) as lexicon:
            return await question(Dictionary(lexicon, ANSWER_LIMITS))

    ensure_lexicon(settings)
    return asyncio.run(answered())
