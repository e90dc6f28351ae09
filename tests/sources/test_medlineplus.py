"""Reading MedlinePlus: health topics in two languages, and files of definitions."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.lexicon.model import NameKind
from bot.sources.catalogue import Source, source
from bot.sources.concept import BrokenRecord, Concept, Reading
from bot.sources.edition import Edition
from bot.sources.formats import medlineplus

Write = Callable[..., Path]


@pytest.fixture(scope="session")
def topics_file(fixtures: Path) -> Path:
    """Three topics in English and two in Spanish."""
    return fixtures / "medlineplus_topics.xml"


@pytest.fixture(scope="session")
def definitions_file(fixtures: Path) -> Path:
    """Two definitions with the publisher's stray characters."""
    return fixtures / "medlineplus_definitions.xml"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes elements as a file of topics, or as one with another root."""

    def written(*records: str, root: str = "health-topics", attributes: str = 'total="1"') -> Path:
        path = tmp_path / "written.xml"
        path.write_text(f"<{root} {attributes}>{''.join(records)}</{root}>", encoding="utf-8")
        return path

    return written


def topic(inner: str = "", title: str = "Fever") -> str:
    return f'<health-topic id="1" title="{title}" url="https://medlineplus.gov/fever.html">{inner}</health-topic>'


def summary_of(write: Write, html: str) -> str:
    escaped = html.replace("&", "&amp;").replace("<", "&lt;")
    (text,) = only(write(topic(f"<full-summary>{escaped}</full-summary>"))).definitions
    return text


def only(path: Path) -> Concept:
    (concept,) = medlineplus.concepts(path)
    assert isinstance(concept, Concept)
    return concept


ENGLISH, SPANISH = source("medlineplus"), source("medlineplus-es")


def by_code(path: Path, source: Source = ENGLISH) -> dict[str, Concept]:
    read = medlineplus.concepts(path, Reading(source))
    return {concept.code: concept for concept in read if isinstance(concept, Concept)}


def test_the_topics_of_one_language_are_read(topics_file: Path) -> None:
    assert list(by_code(topics_file)) == ["9001", "9002", "9003"]
    assert list(by_code(topics_file, SPANISH)) == ["9101", "9102"]


def test_a_spanish_topic_points_to_the_english_one_that_it_translates(topics_file: Path) -> None:
    spanish, english = by_code(topics_file, SPANISH), by_code(topics_file)
    assert "medlineplus:9001" in spanish["9101"].equivalents
    assert spanish["9102"].equivalents == ()
    assert not any(each.startswith("medlineplus:") for topic in english.values() for each in topic.equivalents)


def test_a_topic_that_says_no_language_is_english(write: Write) -> None:
    assert only(write(topic())).preferred_name == "Fever"


def test_the_title_is_preferred_and_other_names_are_synonyms_or_abbreviations(topics_file: Path) -> None:
    names = by_code(topics_file)["9001"].names
    assert [(name.name, name.kind) for name in names[:3]] == [
        ("Heart Attack", NameKind.PREFERRED),
        ("MI", NameKind.ABBREVIATION),
        ("Myocardial infarction", NameKind.SYNONYM),
    ]


def test_a_see_reference_leads_to_the_topic_and_is_no_synonym(topics_file: Path) -> None:
    names = by_code(topics_file)["9001"].names
    assert [name.name for name in names if name.kind is NameKind.ENTRY_TERM] == ["Coronary Occlusion"]


def test_a_name_that_stands_twice_is_taken_once(write: Write) -> None:
    names = "<also-called>Fever</also-called><also-called>Heat</also-called><see-reference>Heat</see-reference>"
    assert [name.name for name in only(write(topic(names))).names] == ["Fever", "Heat"]


def test_a_summary_becomes_sentences_and_loses_nothing(topics_file: Path) -> None:
    (text,) = by_code(topics_file)["9001"].definitions
    assert text == (
        "A heart attack happens when a blood clot, or something else, stops blood on its way to part of the heart "
        "muscle. The signs can be: Pain in the chest or arm. Cold sweat: mostly at night. Shortness of breath, even at "
        "rest. What to do? Call for help at once—minutes count (a level < 5 & falling is late). Do not drive. Institute "
        "of Made-up Hearts."
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("No element at all.", "No element at all."),
        ("<p>One</p>, outside.", "One. , outside."),
        ("<p>First.</p><p></p><p> </p><p>Second.</p>", "First. Second."),
        ("<ol><li>wash</li><li>dry!</li></ol>", "wash. dry!"),
        ("<p>He says (no).</p><p>She says “yes.”</p>", "He says (no). She says “yes.”"),
        ("<p>Signs are:</p><ul><li>heat,</li><li>cold</li></ul>", "Signs are: heat, cold."),
        ("<p>in<b>flam</b>mation</p>", "inflammation."),
        ("<p>5 &lt; 6, 7 > 6 &eacute;&nbsp;&#9829;</p>", "5 < 6, 7 > 6 é ♥."),
        ("<p>unclosed <b>bold <i>both", "unclosed bold both."),
        ("<table><tr><td>cell</td><td>next</td></tr></table>", "cell. next."),
        ("<p>seen<!-- not seen --><script>run()</script></p>", "seen."),
        ("<h2>Head</h2>text<hr>below", "Head. text. below."),
    ],
)
def test_every_sort_of_html_becomes_plain_text(write: Write, html: str, text: str) -> None:
    assert summary_of(write, html) == text


def test_a_summary_of_elements_instead_of_escaped_html_reads_the_same(write: Write) -> None:
    inner = "<full-summary><p>Rest <b>well</b>.</p><ul><li>sleep</li></ul></full-summary>"
    assert only(write(topic(inner))).definitions == ("Rest well. sleep.",)


def test_a_topic_without_summary_has_no_definition(topics_file: Path, write: Write) -> None:
    assert by_code(topics_file)["9003"].definitions == ()
    assert only(write(topic())).definitions == ()
    assert only(write(topic("<full-summary>&lt;p> &lt;/p></full-summary>"))).definitions == ()


def test_text_of_others_that_a_topic_links_to_is_not_read(topics_file: Path) -> None:
    assert "somebody else" not in str(by_code(topics_file)["9001"])


def test_related_topics_are_kept_by_identifier(topics_file: Path) -> None:
    assert by_code(topics_file)["9001"].see_also == ("9002", "9003")


def test_the_address_is_the_topics_own_page(topics_file: Path) -> None:
    assert by_code(topics_file)["9002"].url == "https://medlineplus.gov/chestpain.html"


def test_an_address_that_is_none_is_left_out(write: Write) -> None:
    assert only(write('<health-topic id="1" title="Fever" url="javascript:alert(1)"/>')).url is None
    assert only(write('<health-topic id="1" title="Fever"/>')).url is None


def test_a_heading_that_has_one_of_the_names_is_the_same_concept(topics_file: Path) -> None:
    assert by_code(topics_file)["9001"].equivalents == ("mesh:D009203",)


def test_a_combination_of_headings_is_not_the_same_concept(topics_file: Path) -> None:
    assert by_code(topics_file)["9002"].equivalents == ()


def test_two_headings_that_could_be_the_same_concept_are_none(topics_file: Path) -> None:
    assert by_code(topics_file)["9003"].equivalents == ()


def test_a_heading_with_the_title_comes_before_one_with_another_name(write: Write) -> None:
    inner = (
        "<also-called>Pyrexia</also-called>"
        '<mesh-heading><descriptor id="D2">Pyrexia</descriptor></mesh-heading>'
        '<mesh-heading><descriptor id="D1">Fevers</descriptor></mesh-heading>'
    )
    assert only(write(topic(inner))).equivalents == ("mesh:D1",)


def test_a_heading_with_another_name_is_not_the_same_concept(write: Write) -> None:
    inner = '<mesh-heading><descriptor id="D3">Body Temperature</descriptor></mesh-heading>'
    assert only(write(topic(inner))).equivalents == ()


def test_definitions_lose_their_stray_characters_and_nothing_else(definitions_file: Path) -> None:
    first, second = by_code(definitions_file).values()
    assert first.preferred_name == "Vitamin C"
    assert first.definitions == ("Vitamin C helps wounds to heal. Peppers have much of it; levels < 11 are low.",)
    assert second.preferred_name == "Antioxidants & Such"


def test_definitions_are_named_after_their_page_and_term(definitions_file: Path) -> None:
    first, second = by_code(definitions_file).values()
    assert (first.code, second.code) == ("vitaminsdefinitions/vitamin-c", "vitaminsdefinitions/antioxidants-such")
    assert first.url == "https://medlineplus.gov/definitions/vitaminsdefinitions.html"


def test_the_same_term_on_two_pages_is_two_records(definitions_file: Path, tmp_path: Path) -> None:
    shutil.copy(definitions_file, tmp_path / "vitamins.xml")
    other = definitions_file.read_text().replace("vitaminsdefinitions", "mineralsdefinitions")
    (tmp_path / "minerals.xml").write_text(other)
    assert len(by_code(tmp_path)) == 4


def test_definitions_without_a_page_have_no_address(write: Write) -> None:
    group = "<term-group><term>Salt</term><definition>It is salty.</definition></term-group>"
    concept = only(write(group, root="term-groups", attributes='page-url="http://["'))
    assert (concept.code, concept.url) == ("definitions/salt", None)


def test_definitions_are_english(definitions_file: Path) -> None:
    assert by_code(definitions_file, SPANISH) == {}


def test_a_folder_may_hold_topics_and_definitions(topics_file: Path, definitions_file: Path, tmp_path: Path) -> None:
    for file in (topics_file, definitions_file):
        shutil.copy(file, tmp_path)
    assert len(by_code(tmp_path)) == 5
    assert medlineplus.edition(tmp_path) == Edition(label="2026-06-09", year=2026)


def test_the_edition_is_the_date_that_a_file_carries(topics_file: Path, definitions_file: Path) -> None:
    assert medlineplus.edition(topics_file) == Edition(label="2026-06-09", year=2026)
    assert medlineplus.edition(definitions_file) == Edition(label="2026-05-02", year=2026)


@pytest.mark.parametrize("attributes", ["", 'date-generated=""', 'date-generated="yesterday"', 'last-updated="2026"'])
def test_a_file_without_a_date_has_no_edition(write: Write, attributes: str) -> None:
    assert medlineplus.edition(write(topic(), attributes=attributes)) is None


@pytest.mark.parametrize(
    "record",
    [
        '<health-topic title="Fever"/>',
        '<health-topic id="7"/>',
        '<health-topic id="7" title=" "/>',
        "<term-group><term>Salt</term></term-group>",
        "<term-group><term>&gt;</term><definition>It is salty.</definition></term-group>",
        "<term-group/>",
    ],
)
def test_a_record_without_name_or_content_is_broken_and_says_where(write: Write, record: str) -> None:
    good, broken = medlineplus.concepts(write(topic(), record))
    assert isinstance(good, Concept)
    assert isinstance(broken, BrokenRecord)
    assert any(word in broken.where for word in ("7", "Salt", "line"))


def test_a_file_of_topic_groups_is_refused(write: Write) -> None:
    path = write("<group/>", root="mplus-topic-groups")
    with pytest.raises(DataError) as refused:
        list(medlineplus.concepts(path))
    assert str(path) in refused.value.problem
    assert "<mplus-topic-groups>" in refused.value.problem
    assert "medlineplus.gov/xml.html" in refused.value.remedy
