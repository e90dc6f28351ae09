"""Reading MedlinePlus' health topics in two languages."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.sources.catalogue import Source, source
from bot.sources.concept import BrokenRecord, Concept, Link, Reading
from bot.sources.edition import Edition
from bot.sources.formats.registry import FORMATS
from bot.terms.model import NameKind, Relation, Site

FORMAT = FORMATS["medlineplus-topics"]

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
    (concept,) = FORMAT.concepts(path, Reading())
    assert isinstance(concept, Concept)
    return concept


ENGLISH, SPANISH = source("medlineplus"), source("medlineplus-es")


def by_code(path: Path, source: Source = ENGLISH) -> dict[str, Concept]:
    read = FORMAT.concepts(path, Reading(source))
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


def test_a_summary_becomes_lines_and_loses_nothing(topics_file: Path) -> None:
    (text,) = by_code(topics_file)["9001"].definitions
    assert text == (
        "A heart attack happens when a blood clot, or something else, stops blood on its way to part of the heart "
        "muscle. The signs can be\n"
        "• Pain in the chest or arm\n"
        "• Cold sweat\n"
        "  • mostly at night\n"
        "• Shortness of breath, even at rest.\n"
        "\n"
        "What to do?\n"
        "Call for help at once—minutes count (a level < 5 & falling is late).\n"
        "Do not drive."
    )


def test_whoever_wrote_the_summary_is_credited_and_no_sentence_of_it(topics_file: Path) -> None:
    topics = by_code(topics_file)
    assert topics["9001"].credit == "Institute of Made-up Hearts"
    assert topics["9002"].credit is None


@pytest.mark.parametrize(
    "html",
    [
        '<p class="">Only an institute</p>',
        '<p>Heat.</p><p class="">This is a sentence.</p>',
        "<p>Heat.</p><p>No class of its own</p>",
        f'<p>Heat.</p><p class="">{"long " * 50}</p>',
        '<p>Heat.</p><ul><li class="">an item</li></ul>',
    ],
)
def test_what_only_looks_like_a_credit_stays_in_the_text(write: Write, html: str) -> None:
    escaped = html.replace("<", "&lt;")
    concept = only(write(topic(f"<full-summary>{escaped}</full-summary>")))
    assert concept.credit is None
    assert any(words in concept.definitions[0] for words in ("institute", "sentence", "class", "long", "item"))


def test_the_first_question_is_left_out_and_others_are_headings(write: Write) -> None:
    html = "<h3>What is fever?</h3><p>Heat.</p><h3>What helps?</h3><p>Rest.</p>"
    assert summary_of(write, html) == "Heat.\n\nWhat helps?\nRest."


def test_a_summary_of_elements_instead_of_escaped_html_reads_the_same(write: Write) -> None:
    inner = "<full-summary><p>Rest <b>well</b>.</p><ul><li>sleep</li></ul></full-summary>"
    assert only(write(topic(inner))).definitions == ("Rest well.\n• sleep",)


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


def test_headings_of_their_own_that_are_not_the_same_concept_are_references(write: Write) -> None:
    inner = (
        '<mesh-heading><descriptor id="D005334">Fever</descriptor></mesh-heading>'
        '<mesh-heading><descriptor id="D1">Body Temperature</descriptor></mesh-heading>'
        '<mesh-heading><descriptor id="D2">Heat</descriptor><qualifier id="Q1">made up</qualifier></mesh-heading>'
    )
    concept = only(write(topic(inner)))
    assert (concept.equivalents, concept.cross_references) == (("mesh:D005334",), ("mesh:D1",))


def test_both_names_of_a_bracketed_title_lead_to_the_topic(write: Write) -> None:
    concept = only(
        write(topic("<see-reference>Long COVID</see-reference>", title="Post-COVID Conditions (Long COVID)"))
    )
    assert [(name.name, name.kind) for name in concept.names] == [
        ("Post-COVID Conditions", NameKind.PREFERRED),
        ("Long COVID", NameKind.SYNONYM),
        ("Post-COVID Conditions (Long COVID)", NameKind.ENTRY_TERM),
    ]


def test_a_restriction_in_brackets_is_no_name_of_the_topic(write: Write) -> None:
    concept = only(write(topic(title="Fever (Adult)")))
    assert [(name.name, name.kind) for name in concept.names] == [
        ("Fever (Adult)", NameKind.PREFERRED),
        ("Fever", NameKind.ENTRY_TERM),
    ]


def test_a_heading_with_the_name_before_the_brackets_is_the_same_concept(write: Write) -> None:
    inner = '<mesh-heading><descriptor id="D1">Chickenpox</descriptor></mesh-heading>'
    assert only(write(topic(inner, title="Chickenpox (Varicella)"))).equivalents == ("mesh:D1",)


def test_the_group_of_a_topic_is_the_heading_that_it_is_filed_under(topics_file: Path) -> None:
    assert by_code(topics_file)["9001"].links == (Link(Relation.MAPPED_TO, name="Blood, Heart and Circulation"),)


def test_sites_are_kept_in_both_languages_with_what_to_read_first_before_the_others(topics_file: Path) -> None:
    hearts = "Institute of Made-up Hearts"
    first = {"title": "A page elsewhere", "organization": hearts, "category": "Start Here"}
    assert by_code(topics_file)["9001"].sites == (
        Site(address="https://www.example.org/hearts", **first),
        Site(address="https://www.example.org/corazones", language="es", **first),
        Site(
            title="A film on hearts",
            address="https://www.example.org/film",
            organization=f"{hearts}, Society of Made-up Hearts",
            category="Videos and Tutorials",
        ),
        Site(title=hearts, address="https://www.example.org/", organization=hearts),
    )


def test_sites_of_a_spanish_topic_are_spanish(write: Write) -> None:
    site = '<site title="Página" url="https://www.example.org/es" language-mapped-url="https://www.example.org/en"/>'
    path = write(topic(site).replace("<health-topic", '<health-topic language="Spanish"'))
    assert [site.language for site in by_code(path, SPANISH)["1"].sites] == ["es", "en"]


def test_a_heading_that_medlineplus_does_not_show_is_none_of_a_site(write: Write) -> None:
    headings = ("NON-DISPLAY (Patient Handout)", "Children")
    categories = "".join(f"<information-category>{heading}</information-category>" for heading in headings)
    concept = only(write(topic(f'<site title="A" url="https://www.example.org/a">{categories}</site>')))
    assert [site.category for site in concept.sites] == ["Children"]


def test_a_folder_may_hold_topics_and_definitions(topics_file: Path, definitions_file: Path, tmp_path: Path) -> None:
    for file in (topics_file, definitions_file):
        shutil.copy(file, tmp_path)
    assert len(by_code(tmp_path)) == 5
    assert FORMAT.edition(tmp_path) == Edition(label="2026-06-09", year=2026)


def test_definitions_alone_are_read_as_they_are_by_their_own_source(definitions_file: Path) -> None:
    own = FORMATS["medlineplus-definitions"].concepts(definitions_file, Reading(source("medlineplus-definitions")))
    assert list(by_code(definitions_file).values()) == list(own)


def test_definitions_are_english(topics_file: Path, definitions_file: Path, tmp_path: Path) -> None:
    for file in (topics_file, definitions_file):
        shutil.copy(file, tmp_path)
    reading = Reading(SPANISH)
    assert len(list(FORMAT.concepts(tmp_path, reading))) == 2
    assert dict(reading.left_out) == {"definition in English": 2}


def test_a_file_says_its_records_and_languages(
    topics_file: Path, definitions_file: Path, write: Write, fixtures: Path
) -> None:
    assert FORMAT.identity(topics_file) == {"record": {"health-topic"}, "language": {"English", "Spanish"}}
    assert FORMAT.identity(definitions_file) == {}
    assert FORMAT.identity(write(topic()))["language"] == {"English"}
    spanish = write(topic().replace("<health-topic", '<health-topic language="Spanish"'))
    assert FORMAT.identity(spanish)["language"] == {"Spanish"}
    for other in ("mesh.xml", "nci.json", "hp.obo"):
        assert FORMAT.identity(fixtures / other) == {}


def test_each_language_is_a_source_whose_file_says_so(topics_file: Path) -> None:
    assert ENGLISH.identity == {"record": "health-topic", "language": "English"}
    assert SPANISH.identity == {"record": "health-topic", "language": "Spanish"}


def test_the_edition_is_the_date_that_a_file_carries(topics_file: Path, definitions_file: Path) -> None:
    assert FORMAT.edition(topics_file) == Edition(label="2026-06-09", year=2026)
    assert FORMAT.edition(definitions_file) == Edition(label="2026-05-02", year=2026)


@pytest.mark.parametrize("attributes", ["", 'date-generated=""', 'date-generated="yesterday"', 'last-updated="2026"'])
def test_a_file_without_a_date_has_no_edition(write: Write, attributes: str) -> None:
    assert FORMAT.edition(write(topic(), attributes=attributes)) is None


@pytest.mark.parametrize(
    "record",
    [
        '<health-topic title="Fever"/>',
        '<health-topic id="7"/>',
        '<health-topic id="7" title=" "/>',
    ],
)
def test_a_record_without_name_or_content_is_broken_and_says_where(write: Write, record: str) -> None:
    good, broken = FORMAT.concepts(write(topic(), record), Reading())
    assert isinstance(good, Concept)
    assert isinstance(broken, BrokenRecord)
    assert any(word in broken.where for word in ("7", "line"))


def test_a_file_of_topic_groups_is_refused(write: Write) -> None:
    path = write("<group/>", root="mplus-topic-groups")
    with pytest.raises(DataError) as refused:
        list(FORMAT.concepts(path, Reading()))
    assert str(path) in refused.value.problem
    assert "<mplus-topic-groups>" in refused.value.problem
    assert "medlineplus.gov/xml.html" in refused.value.remedy
