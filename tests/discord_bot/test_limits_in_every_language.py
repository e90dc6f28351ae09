"""Pages are within Discord's limits in every language, at their longest."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from discord_bot.body_checks import message_problems
from discord_bot.features.about.test_about import BUILT, described
from discord_bot.pages.test_page_properties import (
    all_pages,
    components,
    crowded_entry,
    message,
    worst_entry,
    worst_place,
)
from msgspec.structs import replace

from bot.discord_bot.features.about.page import about_page
from bot.discord_bot.features.explain.page import no_terms_page, no_text_page, terms_page
from bot.discord_bot.features.pronounce.page import pronunciation_text
from bot.discord_bot.features.pronounce.speech import Speech
from bot.discord_bot.limits import MAX_OPTION_LENGTH
from bot.discord_bot.pages.choices import answer_page, gone_page
from bot.discord_bot.pages.completions import completion_label
from bot.discord_bot.pages.how_found import MAX_QUERY_TEXT, query_lines
from bot.discord_bot.ui.page import Page
from bot.discord_bot.ui.page_context import PageContext
from bot.discord_bot.ui.sharing import with_share_button
from bot.discord_bot.ui.translation import in_language
from bot.discord_bot.ui.view_options import ViewOptions, set_view_options, source_mark
from bot.languages import LANGUAGES
from bot.lexicon.lookup.look_alikes import listed, listed_names, partners
from bot.lexicon.model import Answer, Choice, Completion, Match, PronunciationCredits, Suggestion
from bot.sources.catalogue import catalogue
from bot.terms.model import Name, NameKind, SemanticType

HARD = "\\*" * 300


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest) -> Iterator[str]:
    """The language that the test's pages are in: each in turn."""
    with in_language(request.param):
        yield request.param


@pytest.fixture(params=["sample", "another", None])
def chosen_source(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The source that was chosen: the entry's, one that does not define it, or none."""
    set_view_options(ViewOptions(source=source_mark(request.param) if request.param else None))
    yield request.param
    set_view_options(ViewOptions())


def problems(page: Page) -> list[str]:
    """Why Discord would not take a page."""
    return list(message_problems(message(page)))


@pytest.mark.parametrize("answer", [worst_entry(), crowded_entry()], ids=["worst", "crowded"])
def test_every_page_of_the_longest_entries_can_be_sent(spoken: str, chosen_source: str | None, answer: Answer) -> None:
    assert answer.entry is not None
    first, *others = answer.entry.definitions
    entry = replace(
        answer.entry, definitions=(replace(first, language=spoken), replace(first, source="third"), *others)
    )
    entry = replace(entry, names=tuple(Name(f"{number}{HARD}", NameKind.PREFERRED, "sample") for number in range(9)))
    answer = dataclasses.replace(answer, entry=entry)
    for place in (PageContext(), worst_place()):
        for page in all_pages(answer, place):
            assert problems(page) == []


def test_the_longest_pronunciation_can_be_sent(spoken: str) -> None:
    entry = worst_entry().entry
    assert entry is not None
    speech = Speech("ˈ" * 2_000, b"")
    definitions = tuple(replace(entry.definitions[0], source=source) for source in "abc")
    entry = replace(entry, definitions=definitions, said_by=PronunciationCredits("a", "b", "c"))
    for each in (entry, replace(entry, audio=None), replace(entry, ipa=HARD, hyphenation_is_approximate=True)):
        assert 1 <= len(pronunciation_text(each, speech, 2**63)) <= 2_000
        found = dataclasses.replace(
            worst_entry(), match=Match.SYNONYM, matched_name=Name(HARD, NameKind.FORMER, "sample")
        )
        assert 1 <= len(pronunciation_text(each, speech, 2**63, found)) <= 2_000
    assert 1 <= len(pronunciation_text(replace(entry, audio=None), None)) <= 2_000


def test_the_terms_of_a_message_can_be_sent(spoken: str) -> None:
    entry = worst_entry().entry
    terms = worst_place().terms
    assert entry is not None
    assert terms is not None
    for definitions in (entry.definitions, ()):
        entries = {term.key: replace(entry, key=term.key, definitions=definitions) for term in terms.terms}
        assert problems(terms_page(terms, entries, cut=True)) == []
    for page in (no_terms_page(), no_text_page()):
        assert problems(page) == []


@pytest.mark.parametrize("kind", NameKind)
@pytest.mark.parametrize("match", [Match.VARIANT, Match.SYNONYM])
def test_what_is_said_about_a_query_has_the_room_that_is_kept_for_it(spoken: str, kind: NameKind, match: Match) -> None:
    said = query_lines(dataclasses.replace(worst_entry(), match=match, matched_name=Name(HARD, kind, "sample")))
    assert len(said) <= MAX_QUERY_TEXT


@pytest.mark.parametrize("kind", [SemanticType.MEDICINE, SemanticType.CHEMICAL])
def test_every_page_without_an_entry_can_be_sent(spoken: str, kind: SemanticType) -> None:
    senses = tuple(Choice(f"{number:080}", HARD, HARD) for number in range(25))
    suggestions = tuple(
        Suggestion(f"{number:080}", f"{number}{HARD}", HARD, 0.5, kind, is_medicine=True) for number in range(10)
    )
    query = "*" * 100
    answers = [
        Answer(query, Match.AMBIGUOUS, choices=senses),
        Answer(query, Match.SUGGESTION, suggestions=suggestions),
        Answer(query, Match.NONE),
    ]
    for page in (*map(answer_page, answers), gone_page(answers[-1])):
        assert problems(page) == []
    for answer in answers:
        page = answer_page(answer)
        for context in (PageContext(private=True), PageContext(shown_by=2**63)):
            shared = with_share_button(page, context)
            assert shared.buttons
            assert problems(shared) == []


def test_the_page_about_a_great_many_sources_can_be_sent(spoken: str) -> None:
    own = [described("mesh", title=f"Words {number} " + "x" * 100, publisher=HARD) for number in range(40)]
    for sources in (own[:1], own, [described(id) for id in catalogue()]):
        page = with_share_button(about_page(sources, BUILT), PageContext(shown_by=2**63))
        assert problems(page) == []
        assert components(page)


@pytest.mark.parametrize("name", listed_names())
def test_what_is_offered_of_look_alikes_is_never_cut(spoken: str, name: str) -> None:
    medicine = listed(name)
    assert medicine is not None
    for other in partners(medicine):
        label = completion_label(Completion("key", name, name, look_alike_of=other.name))
        assert other.name in label
        assert len(label) <= MAX_OPTION_LENGTH
