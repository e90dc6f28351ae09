"""Tables as people have them: columns under any name, lines before the header, other shapes, several senses,
abbreviations.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from bot.errors import UsageError
from bot.sources.catalogue import catalogue
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Link, Reading
from bot.sources.formats import table
from bot.sources.formats.table.findings import Findings
from bot.sources.formats.table.options import Options
from bot.sources.formats.table.titles import guess
from bot.terms.model import NameKind, Relation


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., list[Concept]]:
    """The concepts that a file of this text is read as; none may be broken."""

    def concepts(content: str | bytes, name: str = "words.csv", **said: str) -> list[Concept]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        found = list(table.concepts(path, Reading(**said)))  # type: ignore[arg-type]
        assert all(isinstance(record, Concept) for record in found), found
        return [record for record in found if isinstance(record, Concept)]

    return concepts


def pairs(concepts: list[Concept]) -> list[tuple[str, ...]]:
    return [(concept.preferred_name, *concept.definitions) for concept in concepts]


def names(concept: Concept, kind: NameKind) -> list[str]:
    return [name.name for name in concept.names if name.kind is kind]


HUDDLE = [("huddle", "A short meeting.")]

# Titles


@pytest.mark.parametrize(
    "header",
    [
        "Word,Meaning",
        "TERM,Explanation",
        "Headword;Definition",
        "Title\tDescription",
        "name|desc",
        "Phrase,What it means",
        "Medical term,Plain English",
        "Glossary Terms,Definitions",
        "**Term**,*Definition*",
        "Term:,Definition:",
        "Term (English),Definition (English)",
        "Término,Definición",
        "palabra;significado",
        "Term or phrase,Meaning/Definition",
        "Term,Defintion",
        "jargonTerm,plainDefinition",
        "Colour,Definition",
        "Term,Colour",
    ],
)
def test_columns_are_known_by_their_usual_titles(read: Callable[..., list[Concept]], header: str) -> None:
    sign = next(sign for sign in ";\t|," if sign in header)
    assert pairs(read(f"{header}\nhuddle{sign}A short meeting.\n")) == HUDDLE


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Also known as", "synonyms"),
        ("AKA", "synonyms"),
        ("sinónimos", "synonyms"),
        ("Category", "hint"),
        ("especialidad", "hint"),
        ("Notes", "note"),
        ("See also", "see_also"),
        ("Related terms", "see_also"),
        ("Full form", "expansion"),
        ("Stands for", "expansion"),
        ("Acronyms", "short"),
        ("siglas", "short"),
        ("Verified", None),
        ("last updated", None),
        ("x" * 1000, None),
        ("", None),
    ],
)
def test_what_titles_say(title: str, field: str | None) -> None:
    found = guess(title)
    assert (found.field if found else None) == field


def test_columns_that_are_not_used_are_left_out_and_counted(tmp_path: Path) -> None:
    path, reading = tmp_path / "more.csv", Reading()
    path.write_text("term,definition,Verified,Rating\nhuddle,A short meeting.,yes,\nmeeting,Long.,no,5\n")
    assert len(list(table.concepts(path, reading))) == 2
    assert reading.left_out == {"column Verified": 2, "column Rating": 1}


def test_a_category_is_a_hint_and_a_note_stands_below_the_definition(read: Callable[..., list[Concept]]) -> None:
    (concept,) = read("term,definition,Context,Notes\nhuddle,A short meeting.,ward,Bring a pen.\n")
    assert concept.hint == "ward"
    assert concept.definitions == ("A short meeting.\nNotes: Bring a pen.",)


def test_what_is_too_long_for_a_hint_is_a_note(read: Callable[..., list[Concept]]) -> None:
    (concept,) = read("term,definition,Context\nhuddle,A short meeting.,said by all who are on duty in the morning\n")
    assert concept.hint is None
    assert concept.definitions == ("A short meeting.\nContext: said by all who are on duty in the morning",)


def test_a_column_of_web_addresses_is_where_to_read_on(read: Callable[..., list[Concept]]) -> None:
    (concept,) = read("term,definition,Wikipedia\nhuddle,A short meeting.,https://example.org/huddle\n")
    assert concept.url == "https://example.org/huddle"


def test_sentences_in_a_column_of_synonyms_are_no_names(read: Callable[..., list[Concept]]) -> None:
    sentence = "People on the ward have more than one word for it, such as this one, that one and quite a few others."
    (concept,) = read(f'term,definition,synonyms\nhuddle,Short.,"{sentence}"\n'.replace(", ", "; "))
    assert names(concept, NameKind.SYNONYM)[0] == "People on the ward have more than one word for it"
    (concept,) = read(f'term,definition,synonyms\nhuddle,Short.,"{sentence.replace(",", "")}"\n')
    assert names(concept, NameKind.SYNONYM) == []
    assert "more than one word for it" in concept.definitions[0]


def test_pronunciation_is_ipa_or_a_respelling(read: Callable[..., list[Concept]]) -> None:
    ipa, respelled = read("term,definition,pronunciation\nhuddle,Short.,/ˈhʌdəl/\nward,Long.,WAWRD\n")
    assert ipa.sounds == (("huddle", "ˈhʌdəl"),)
    assert respelled.respelling == "WAWRD"


@pytest.mark.parametrize(
    "header",
    [
        "Begriff;Erklärung",
        "Fachwort;Bedeutung",
        "Terme;Définition",
        "Mot;Signification",
        "Palavra;Significado",
        "Termine;Definizione",
        "Woord;Betekenis",
        "Abkürzung oder Begriff;Beschreibung",
    ],
)
def test_titles_may_be_in_other_languages(read: Callable[..., list[Concept]], header: str) -> None:
    assert pairs(read(f"Nr;{header};Blatt\n1;huddle;A short meeting.;7\n")) == HUDDLE


@pytest.mark.parametrize(
    ("language", "found"), [("en", HUDDLE), ("es", [("corrillo", "Una reunión breve.")]), ("fr", HUDDLE)]
)
def test_of_titles_in_several_languages_those_in_the_source_s_own_are_read(
    tmp_path: Path, language: str, found: list[tuple[str, str]]
) -> None:
    path = tmp_path / "words.csv"
    path.write_text("Term,Definition,Término,Definición\nhuddle,A short meeting.,corrillo,Una reunión breve.\n")
    reading = Reading(msgspec.structs.replace(catalogue()["glossary"], language=language))
    concepts = [record for record in table.concepts(path, reading) if isinstance(record, Concept)]
    assert pairs(concepts)[0][: len(found[0])] == found[0]
    assert (len(concepts[0].definitions) == 1) == (language != "fr")


@pytest.mark.parametrize(
    ("header", "said"), [("Término,Definición", "es"), ("Begriff,Erklärung", "de"), ("Term,Definition", None)]
)
def test_titles_in_another_language_than_the_source_s_are_said(tmp_path: Path, header: str, said: str | None) -> None:
    path = tmp_path / "words.csv"
    path.write_text(f"{header}\nhuddle,A short meeting.\n")
    findings = Findings()
    list(table.read(path, Options(), findings))
    notes = " ".join(findings.layouts[0].notes)
    assert f"--language {said}" in notes if said else "--language" not in notes


def test_of_several_languages_the_source_s_own_is_read(read: Callable[..., list[Concept]]) -> None:
    assert pairs(read("term,definition_es,definition_en\nhuddle,Reunión breve.,A short meeting.\n")) == HUDDLE
    assert pairs(read("Korean,English,Definition\n회의,huddle,A short meeting.\n")) == HUDDLE


@pytest.mark.parametrize("said", ["term=Foo,definition=Bar", " Term = foo , Definition = bar", "term=1,definition=2"])
def test_the_admin_says_which_column_is_which(read: Callable[..., list[Concept]], said: str) -> None:
    content = "huddle,A short meeting.,9\n" if "1" in said else "Foo,Bar,Baz\nhuddle,A short meeting.,9\n"
    assert pairs(read(content, columns=said)) == HUDDLE


def test_what_the_admin_says_goes_before_titles(read: Callable[..., list[Concept]]) -> None:
    content = "Term,Definition,Lay text\nhuddle,Not this.,A short meeting.\n"
    (concept,) = read(content, columns="definition=Lay text,note=Definition")
    assert concept.definitions == ("A short meeting.\nDefinition: Not this.",)


@pytest.mark.parametrize("said", ["term", "term=", "colour=Foo", "=,="])
def test_columns_that_are_said_wrongly_are_refused(read: Callable[..., list[Concept]], said: str) -> None:
    with pytest.raises(UsageError, match="column"):
        read("term,definition\na,b\n", columns=said)


# Before the header, and without one


@pytest.mark.parametrize(
    "before",
    [
        "sep=;\n",
        "\n\n",
        "# words of our ward\n",
        "Words of our ward;\n",
        "Words of our ward;;;\n;;;\n",
        "\ufeffsep=;\n",
        "# a;b\n#\n\n",
    ],
)
def test_lines_before_the_header_are_passed_over(read: Callable[..., list[Concept]], before: str) -> None:
    assert pairs(read(f"{before}term;definition\nhuddle;A short meeting.\n")) == HUDDLE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(read: Callable[..., list[Concept]], end: str) -> None:
    assert pairs(read(f"term;definition{end}huddle;A short meeting.{end}")) == HUDDLE


def test_a_table_of_two_columns_needs_no_header(read: Callable[..., list[Concept]]) -> None:
    content = "huddle,A short meeting.\nmeeting,People come together to talk.\nward,Where patients stay.\n"
    assert [concept.code for concept in read(content)] == ["huddle", "meeting", "ward"]


@pytest.mark.parametrize(
    "rows", ["NOK,next of kin\nSF,short form\nFN,full name\n", "SF,short form\nNOK,next of kin\nFN,full name\n"]
)
def test_an_entry_about_words_is_no_header(read: Callable[..., list[Concept]], rows: str) -> None:
    assert {concept.preferred_name for concept in read(rows)} == {"next of kin", "short form", "full name"}


def test_a_cell_that_is_too_long_is_named_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    others = "".join(f"word {number},Text {number}.\n" for number in range(20))
    path.write_text(f'term,definition\nhuddle,"{"long " * 100_000}"\n{others}')
    found = list(table.concepts(path))
    assert [record.where for record in found if isinstance(record, BrokenRecord)] == ["line 2"]
    assert len(found) == 21


def test_an_export_of_anki_says_its_columns_and_is_html(read: Callable[..., list[Concept]]) -> None:
    content = (
        "#separator:tab\n#html:true\n#columns:Front\tBack\ttags\nhuddle\tA <b>short</b> meeting.<br>Stand.\tward\n"
    )
    (concept,) = read(content, "anki.txt")
    assert (concept.definitions, concept.hint) == (("A short meeting.\nStand.",), "ward")
    assert pairs(read("#separator:semicolon\n#html:false\n#tags column:3\nhuddle;A short meeting.;ward\n")) == HUDDLE


@pytest.mark.parametrize(
    "content",
    [
        "huddle - A short meeting.\nward - Where patients stay.\nmeeting - Long.\n",
        "huddle: A short meeting.\nward: Where patients stay.\nmeeting: Long.\n",
        "* huddle = A short meeting.\n* ward = Where patients stay.\n* meeting = Long.\n",
        '"huddle":"A short meeting."\n"ward":"Where patients stay."\n"meeting":"Long."\n',
    ],
)
def test_lists_with_a_sign_between_term_and_definition(read: Callable[..., list[Concept]], content: str) -> None:
    assert pairs(read(content, "list.txt"))[0] == HUDDLE[0]


def test_a_list_with_nothing_but_a_space_after_each_abbreviation(read: Callable[..., list[Concept]]) -> None:
    found = read("NOK next of kin\nTTO medicines to take home\nHCA health care assistant\n", "list.txt")
    assert [concept.preferred_name for concept in found][:2] == ["next of kin", "medicines to take home"]


def test_each_line_of_a_list_may_have_its_own_sign(read: Callable[..., list[Concept]]) -> None:
    found = read(
        '"PRN, as needed"\nSOB - shortness of breath\nMS: multiple sclerosis\nBP = blood pressure\nOD right eye\n'
    )
    assert [concept.preferred_name for concept in found] == [
        "as needed",
        "shortness of breath",
        "multiple sclerosis",
        "blood pressure",
        "right eye",
    ]
    assert [names(concept, NameKind.ABBREVIATION) for concept in found] == [["PRN"], ["SOB"], ["MS"], ["BP"], ["OD"]]


def test_two_tables_side_by_side_are_one(read: Callable[..., list[Concept]]) -> None:
    found = read("term,definition,term,definition\nhuddle,Short.,ward,Where patients stay.\nmeeting,Long.,,\n")
    assert [concept.code for concept in found] == ["huddle", "ward", "meeting"]


# Markdown and JSON


@pytest.mark.parametrize(
    "content",
    [
        "# Words\n\n| Term | Definition |\n|------|:----------|\n| huddle | A short meeting. |\n",
        "Term | Definition\n---|---\n**huddle** | A *short* [meeting](https://example.org).\n",
        "- **huddle**: A short meeting.\n- **ward**: Where patients stay.\n- **meeting** – Long.\n",
        "**huddle:** A short meeting.\n\n**ward:** Where.\n\n__meeting__: Long.\n",
        "huddle\n: A short meeting.\n\nward\n: Where.\n\nmeeting\n: Long.\n",
        "# Words\n### huddle\nA short meeting.\n### ward\nWhere.\n### meeting\nLong.\n",
        "*[huddle]: A short meeting.\n*[ward]: Where patients stay.\n*[meeting]: Long.\n",
    ],
)
def test_markdown_has_tables_and_lists_of_definitions(read: Callable[..., list[Concept]], content: str) -> None:
    assert pairs(read(content, "words.md"))[0] == HUDDLE[0]


def test_a_pipe_that_is_escaped_is_text(read: Callable[..., list[Concept]]) -> None:
    assert pairs(read("| Term | Definition |\n|---|---|\n| a\\|b | One \\| two.<br>Three. |\n")) == [
        ("a|b", "One | two.\nThree.")
    ]


def test_all_tables_of_a_file_are_read_and_those_of_something_else_are_not(read: Callable[..., list[Concept]]) -> None:
    glossary = "## {0}\n| Term | Definition |\n|---|---|\n| {0} | Text of {0}. |\n\n"
    other = "| Version | Date | Author |\n|---|---|---|\n| 1 | 2 | 3 |\n"
    found = read(other + "\n" + glossary.format("a") + glossary.format("b"), "words.md")
    assert [concept.code for concept in found] == ["a", "b"]


@pytest.mark.parametrize(
    "content",
    [
        '[{"term": "huddle", "definition": "A short meeting."}]',
        '{"huddle": "A short meeting."}',
        '{"huddle": {"definition": "A short meeting."}}',
        '{"terms": [{"term": "huddle", "definition": "A short meeting."}]}',
        '{"version": 2, "glossary": {"huddle": "A short meeting.", "ward": "W.", "x": "y"}}',
        '{"h": [{"word": "huddle", "meaning": "A short meeting."}], "w": [{"word": "ward", "meaning": "W."}]}',
        '{"h": {"huddle": "A short meeting."}, "w": {"ward": "W."}}',
        '[["huddle", "A short meeting."]]',
        '{"term": "huddle", "definition": "A short meeting."}\n{"term": "ward", "definition": "W."}\n',
        '[{"name": "huddle", "content": {"description": "A short meeting.", "rank": 1}}]',
        '[{"term": "huddle", "definition": {"en": "A short meeting.", "es": "Reunión."}}]',
        '[{"term": "huddle", "meanings": [{"meaning": "A short meeting."}]}]',
    ],
)
def test_json_in_the_shapes_that_people_give_it(read: Callable[..., list[Concept]], content: str) -> None:
    assert pairs(read(content, "words.json"))[0] == HUDDLE[0]


@pytest.mark.parametrize(
    "content",
    [
        '{"version": 3, "glossary": {"entries": [{"word": "huddle", "meaning": "A short meeting."}]}}',
        '[["Word", "Meaning"], ["huddle", "A short meeting."]]',
        '{"word": ["huddle"], "meaning": ["A short meeting."]}',
        '{"word": {"0": "huddle"}, "meaning": {"0": "A short meeting."}}',
        '{"columns": ["no", "word", "meaning"], "data": [[1, "huddle", "A short meeting."]]}',
    ],
)
def test_tables_and_wrapped_lists_in_json(read: Callable[..., list[Concept]], content: str) -> None:
    assert pairs(read(content, "words.json")) == HUDDLE


def test_a_key_that_stands_twice_in_json_gives_both_values(read: Callable[..., list[Concept]]) -> None:
    found = read('{"MS": "multiple sclerosis", "MS": "mitral stenosis", "AF": ["atrial fibrillation"]}', "words.json")
    assert [concept.preferred_name for concept in found] == [
        "multiple sclerosis",
        "mitral stenosis",
        "atrial fibrillation",
    ]
    found = read('[{"term": "round", "definition": "A walk.", "definition": "A drink for all."}]', "words.json")
    assert pairs(found) == [("round", "A walk.", "A drink for all.")]


def test_lists_and_numbers_in_json(read: Callable[..., list[Concept]]) -> None:
    (concept,) = read('[{"term": 5, "definition": ["One.", "Two."], "synonyms": ["a, b", "c"], "code": null}]')
    assert (concept.preferred_name, concept.definitions) == ("5", ("One.", "Two."))
    assert names(concept, NameKind.SYNONYM) == ["a, b", "c"]


# Cells


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>Pain &amp; <b>swelling</b><br>of the joint</p>", "Pain & swelling\nof the joint"),
        ('"1. Wet.\n2. Soap.\n\nThen dry."', "1. Wet.\n2. Soap.\nThen dry."),
        ('"Wrapped in the\nmiddle."', "Wrapped in the middle."),
        ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
        ("less than <5 mg and p < 0.05 > 0.01", "less than <5 mg and p < 0.05 > 0.01"),
        ("<script>alert(1)</script>Text", "Text"),
        ("AT&T; R&D", "AT&T; R&D"),
        ("&lt;b&gt; is a tag", "<b> is a tag"),
        ("&lt;p&gt;Short &amp;amp; &lt;i&gt;sweet&lt;/i&gt;.&lt;/p&gt;", "Short & sweet."),
        ("<![CDATA[A <b>bold</b> word]]>", "A bold word"),
        ("<p class=MsoNormal>Heart<o:p></o:p></p>", "Heart"),
        ("A \u202eturned\u202c and \u200bhidden word\x0bgoes on", "A turned and hidden word goes on"),
        ("One\x85two\x0cand three.", "One two and three."),
    ],
)
def test_html_becomes_text_and_lines_are_kept(read: Callable[..., list[Concept]], cell: str, text: str) -> None:
    assert pairs(read(f"term,definition\nhuddle,{cell}\n")) == [("huddle", text)]


@pytest.mark.parametrize("cell", ["—", "-", "N/A", "n.a.", "None", "TBD", "...", "?", "<p>&nbsp;</p>"])
def test_a_cell_that_says_nothing_is_empty(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "words.csv"
    path.write_text(
        f"term,definition,synonyms\nhuddle,A short meeting.,{cell}\nround,{cell},{cell}\nN/A,not applicable,\n"
    )
    findings = Findings()
    found = [record for record in table.read(path, Options(), findings) if isinstance(record, Concept)]
    assert found[0].definitions == ("A short meeting.",)
    assert [concept.names[-1].name for concept in found] == ["huddle", "N/A"]
    assert findings.left_out["row with a term and nothing else"].first == ["line 3"]


def test_titles_that_come_again_and_totals_are_no_entries(tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text(
        "Term,Definition\nhuddle,A short meeting.\nTERM,definition\nround,A walk.\nTotal,2\nTotal terms:,2\ntotal,All of it.\n"
    )
    findings = Findings()
    found = [record for record in table.read(path, Options(), findings) if isinstance(record, Concept)]
    assert [concept.preferred_name for concept in found] == ["huddle", "round", "total"]
    assert {what: places.first for what, places in findings.left_out.items()} == {
        "row that says the titles again": ["line 3"],
        "row of a total": ["line 5", "line 6"],
    }


def test_rows_that_differ_in_capitals_and_full_stops_alone_are_one(read: Callable[..., list[Concept]]) -> None:
    rows = "huddle,A short meeting.\nHuddle, a short  meeting\nHUDDLE,To crowd together.\n"
    assert pairs(read(f"term,definition\n{rows}")) == [*HUDDLE, ("HUDDLE", "To crowd together.")]


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("a; b;c", ["a", "b", "c"]),
        ("a|b", ["a", "b"]),
        ("a / b", ["a", "b"]),
        ("a, b", ["a", "b"]),
        ("a, b; c", ["a, b", "c"]),
        ("fever (high, low), chill", ["fever (high, low)", "chill"]),
        ("1,2-dichloroethane", ["1,2-dichloroethane"]),
        ("N,N-dimethyl, x", ["N,N-dimethyl", "x"]),
        ("and/or", ["and/or"]),
        ("line\nbreak", ["line", "break"]),
        ("(open, b", ["(open, b"]),
        (" ; ,", [","]),
    ],
)
def test_lists_in_one_cell(read: Callable[..., list[Concept]], cell: str, items: list[str]) -> None:
    (concept,) = read(f'term,definition,synonyms\nhuddle,Short.,"{cell}"\n')
    assert names(concept, NameKind.SYNONYM) == items


# Senses and abbreviations


def test_the_same_term_twice_is_two_senses_with_codes_in_their_order(read: Callable[..., list[Concept]]) -> None:
    found = read("term,definition\nMS,a made-up ward score\nMS,morning shift\nms 2,Another.\n")
    assert [concept.code for concept in found] == ["ms", "ms-2", "ms-2-2"]
    assert pairs(found)[:2] == [("MS", "a made-up ward score"), ("morning shift",)]


def test_the_same_row_twice_is_one_and_counted(tmp_path: Path) -> None:
    path, reading = tmp_path / "twice.csv", Reading()
    path.write_text("term,definition,category\nhuddle,Short.,ward\nhuddle,Short.,clinic\nhuddle,Long.,ward\n")
    assert [record.code for record in table.concepts(path, reading) if isinstance(record, Concept)] == [
        "huddle",
        "huddle-2",
    ]
    assert reading.left_out == {"row that says again what an earlier one says": 1}


@pytest.mark.parametrize(
    ("header", "row", "long"),
    [
        ("term,definition", "COPD,chronic obstructive pulmonary disease", "chronic obstructive pulmonary disease"),
        ("term,definition", "TTO,medicines to take home", "medicines to take home"),
        ("term,definition", "ABG,Arterial blood gas.", "Arterial blood gas"),
        ("term,definition", "prn,pro re nata", "pro re nata"),
        ("Acronym,Meaning", "bid,twice a day", "twice a day"),
        ("Abbreviation,Full form", "Rx,prescription", "prescription"),
        ("Short form,Long form", "NPO,nil per os (nothing by mouth)", "nil per os (nothing by mouth)"),
    ],
)
def test_an_abbreviation_with_its_long_form_is_an_abbreviation_of_it(
    read: Callable[..., list[Concept]], header: str, row: str, long: str
) -> None:
    (concept,) = read(f"{header}\n{row}\n")
    short = row.split(",", maxsplit=1)[0]
    assert concept.names == (ConceptName(long, NameKind.PREFERRED), ConceptName(short, NameKind.ABBREVIATION))
    assert concept.links == (Link(Relation.SAME_AS, name=long),)
    assert concept.definitions == ()


@pytest.mark.parametrize(
    "row",
    [
        "MS,a made-up ward score",
        "HUDDLE,It is held each morning.",
        "DNR,An order that says what is not to be done",
        "HIV,virus",
        "ache,a continuous hurt everywhere",
        "ward,where all rooms differ",
    ],
)
def test_a_description_is_a_definition_and_no_long_form(read: Callable[..., list[Concept]], row: str) -> None:
    term, text = row.split(",")
    assert pairs(read(f"term,definition\n{row}\n")) == [(term, text)]


def test_a_phrase_that_does_not_fit_is_a_long_form_only_among_abbreviations(read: Callable[..., list[Concept]]) -> None:
    row = "TTO,medicines to take home\n"
    assert pairs(read(f"term,definition\n{row}NOK,next of kin\n"))[0] == ("medicines to take home",)
    assert pairs(read(f"term,definition\n{row}huddle,Short.\nward,Where.\n"))[0] == ("TTO", "medicines to take home")
    # What fits is a long form in any table, but not a list of words that happens to begin so.
    assert pairs(read("term,definition\nBP,blood pressure\nhuddle,Short.\nward,Where.\n"))[0] == ("blood pressure",)
    assert pairs(read("term,definition\nRA,rheumatism, arthritis\nhuddle,Short.\nx,y.\n"))[0][0] == "RA"


def test_long_form_and_definition_stand_side_by_side(read: Callable[..., list[Concept]]) -> None:
    (concept,) = read("Abbreviation,Full Term,Meaning\nBP,Blood Pressure,Once daily\n")
    assert pairs([concept]) == [("Blood Pressure", "Once daily")]
    (concept,) = read("Abbreviation,Term,Definition\nBP,Blood pressure,The force of the blood.\n")
    assert names(concept, NameKind.ABBREVIATION) == ["BP"]
    assert concept.links == ()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ('RA,"rheumatoid arthritis, right atrium"', ["rheumatoid arthritis", "right atrium"]),
        ('CA,"cancer\ncalcium"', ["cancer", "calcium"]),
        ('BLS,"basic\nlife support"', ["basic life support"]),
        ('IADL,"instrumental, advanced daily living"', ["instrumental, advanced daily living"]),
    ],
)
def test_commas_and_lines_part_long_forms_only_where_each_fits(
    read: Callable[..., list[Concept]], row: str, expected: list[str]
) -> None:
    assert [concept.preferred_name for concept in read(f"Abbreviation,Meaning\n{row}\n")] == expected


def test_several_long_forms_in_one_cell_are_several_senses(read: Callable[..., list[Concept]]) -> None:
    found = read("Acronym,Meaning\nDNA,did not attend; deoxyribonucleic acid\nBP,blood pressure; measured daily\n")
    assert [(concept.code, concept.preferred_name) for concept in found] == [
        ("dna", "did not attend"),
        ("dna-2", "deoxyribonucleic acid"),
        ("bp", "blood pressure; measured daily"),
    ]


@pytest.mark.parametrize(
    "term", ["blood pressure (BP)", "BP (blood pressure)", "BP - blood pressure", "blood pressure – BP"]
)
def test_a_term_that_gives_both_forms_is_parted(read: Callable[..., list[Concept]], term: str) -> None:
    (concept,) = read(f"term,definition\n{term},The force of the blood.\n")
    assert (concept.preferred_name, names(concept, NameKind.ABBREVIATION)) == ("blood pressure", ["BP"])
    (concept,) = read("term,definition\ncold (common),Runny nose.\n")
    assert concept.preferred_name == "cold (common)"
    (concept,) = read("term,definition\nT-cell - immune,A cell.\n")
    assert concept.preferred_name == "T-cell - immune"


def test_most_terms_that_are_short_forms_make_a_list_of_abbreviations(read: Callable[..., list[Concept]]) -> None:
    rows = "".join(f"{a}{b}c,{a}lpha {b}eta charlie\n" for a in "adeghikl" for b in "mnop")
    assert {concept.names[1].kind for concept in read(f"term,definition\n{rows}")} == {NameKind.ABBREVIATION}


# Links


def test_parents_and_see_also_beyond_the_table_are_links_by_name(read: Callable[..., list[Concept]]) -> None:
    meeting, huddle = read('term,definition,parent,see also\nmeeting,Talk.,,\nhuddle,Short.,Meeting,"sepsis, ward"\n')
    assert huddle.parents == (meeting.code,)
    assert huddle.links == (Link(Relation.SEE_ALSO, name="sepsis"), Link(Relation.SEE_ALSO, name="ward"))


def test_a_parent_with_two_senses_is_not_guessed(read: Callable[..., list[Concept]]) -> None:
    *_, child = read("term,definition,parent\nms,One.,\nms,Two.,\nchild,Small.,ms\n")
    assert (child.parents, child.links) == ((), (Link(Relation.PARENT, name="ms"),))
