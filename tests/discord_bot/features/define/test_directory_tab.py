"""The tab Directory of an entry: pages elsewhere that editors chose, else those of its publishers."""

from __future__ import annotations

import pytest
import simcord
from discord_bot.reading import MASKED_LINK, as_read, live_markdown
from discord_bot.world import World, answered, shown

from bot.discord_bot.pages.site_categories import categories, category_name
from bot.discord_bot.pages.tabs.directory import directory
from bot.discord_bot.pages.tabs.tab import ROOM
from bot.discord_bot.ui.page import Text, size_of
from bot.discord_bot.ui.translation import in_language
from bot.files import shipped_tables
from bot.lexicon.model import Definition, Entry
from bot.settings import Home
from bot.terms.model import Site

HOSTILE = "**[free](https://evil.example)** <@1> @everyone :x: https://evil.example\n# A"


async def tab(world: World, term: str, **options: str) -> simcord.ResponseMessage:
    """Alice opens the tab of an entry."""
    label = "Directorio" if options.get("language") == "es" else "Directory"
    message = await world.page(term, **options)
    return answered(await world.alice.click(message, custom_id=shown(message).button(label)["custom_id"]))


def text_of(entry: Entry, *sites: Site, number: int = 0) -> str:
    """The text of a page of the tab."""
    return "\n".join(part.content for part in directory(entry, sites, [], number).parts if isinstance(part, Text))


def site(number: int, title: str = "Hearts", **fields: str) -> Site:
    """A made-up site."""
    return Site(title=title, address=f"https://www.example.org/{number}", **fields)


async def test_sites_stand_under_plain_headings_with_who_made_them_and_who_chose_them(
    reading_home: Home, world: World
) -> None:
    page = shown(await tab(world, "heart attack"))
    hearts = "Institute of Made-up Hearts"
    assert "### Start here\n- [A page elsewhere](<https://www.example.org/hearts>), " + hearts in page.texts[1]
    lines = page.text.splitlines()
    assert lines.index("### Videos") < lines.index(f"- A film on hearts, {hearts}, Society of Made-up Hearts")
    assert "Chosen by the editors of MedlinePlus Health Topics, 2026" in page.text
    assert "Courtesy of MedlinePlus from the National Library of Medicine." in page.text


async def test_the_readers_language_comes_first(reading_home: Home, world: World) -> None:
    english = [line for line in shown(await tab(world, "heart attack")).texts[1].splitlines() if "elsewhere" in line]
    spanish = shown(await tab(world, "heart attack", language="es")).texts[1].splitlines()
    assert "/hearts" in english[0]
    assert "/corazones" in english[1]
    assert spanish[0] == "### Empiece aquí"
    assert "/corazones" in spanish[1]
    assert "### En inglés" in spanish


async def test_an_entry_without_sites_leads_to_the_pages_of_its_publishers(world: World) -> None:
    page = shown(await tab(world, "interleukin"))
    assert "No list of sites covers this term." in page.text
    assert MASKED_LINK.findall(page.texts[2])


def test_an_entry_without_any_page_says_so() -> None:
    assert text_of(Entry(key="a", headword="a")).endswith("and its publishers have no page on it.")


def test_a_publisher_with_several_texts_on_one_page_stands_once() -> None:
    text = Definition("A.", "en", "patients", "nci", "NCI Dictionary", "NCI", 2026, "1", "https://www.example.org/1")
    shown = text_of(Entry(key="a", headword="a", definitions=(text, text)))
    assert shown.count("NCI Dictionary") == 1


def test_many_sites_are_on_pages_that_leave_none_out_and_repeat_their_heading() -> None:
    sites = [site(number, f"Site {number}", category="Start Here") for number in range(60)]
    pages = directory(Entry(key="a", headword="a"), sites, []).pages
    texts = [text_of(Entry(key="a", headword="a"), *sites, number=number) for number in range(pages)]
    assert pages > 1
    assert all(text.startswith("### Start here\n") for text in texts)
    assert [title for text in texts for title, _ in MASKED_LINK.findall(text)] == [each.title for each in sites]
    assert text_of(Entry(key="a", headword="a"), *sites, number=99) == texts[-1]


def test_the_longest_sites_fit_into_a_page() -> None:
    sites = [
        Site(
            title="*" * 500,
            address="https://www.example.org/" + "a" * 370 + str(number),
            organization="_" * 500,
            category="~" * 500 + str(number),
        )
        for number in range(12)
    ]
    content = directory(Entry(key="a", headword="a"), sites, [])
    for number in range(content.pages):
        assert size_of(directory(Entry(key="a", headword="a"), sites, [], number).parts).fits(ROOM)


def test_nothing_in_a_site_formats_links_or_pings() -> None:
    hostile = site(1, HOSTILE, organization=HOSTILE, category=HOSTILE)
    (line,) = [line for line in text_of(Entry(key="a", headword="a"), hostile).splitlines() if "/1>" in line]
    assert line.startswith("- [")
    assert live_markdown(MASKED_LINK.sub("", line.removeprefix("- "))) == []
    ((title, address),) = MASKED_LINK.findall(line)
    assert (live_markdown(title), address) == ([], "https://www.example.org/1")
    assert "evil.example" in as_read(line)


@pytest.mark.parametrize(
    ("heading", "plain", "spanish"),
    [
        ("Treatments and Therapies", "Treatment", "Tratamiento"),
        ("Diagnóstico y exámenes", "Finding out what it is", "Cómo se averigua qué es"),
        ("SPECIFICS", "Types of it", "Tipos"),
        ("Something new", "Something new", "Something new"),
    ],
)
def test_headings_are_in_plain_words_and_unknown_ones_as_they_are(heading: str, plain: str, spanish: str) -> None:
    assert category_name(heading) == plain
    with in_language("es"):
        assert category_name(heading).startswith(spanish)


def test_headings_stand_in_one_order_whatever_the_order_of_the_file() -> None:
    each = [site(1, category="Something new"), site(2, category="Symptoms"), site(3), site(4, category="Start Here")]
    lines = text_of(Entry(key="a", headword="a"), *each).splitlines()
    headings = [line for line in lines if line.startswith("### ")]
    assert headings == ["### Start here", "### Symptoms", "### Something new", "### More to read"]


def test_no_heading_has_two_meanings() -> None:
    headings = [
        each for category in shipped_tables("site_categories.toml")["category"] for each in category["headings"]
    ]
    assert len(categories()) == len(headings)
