"""HTML of publishers as plain lines: nothing lost, nothing added, nothing run into what follows."""

from __future__ import annotations

import pytest
from lxml import etree

from bot.sources.formats.readers.html_text import blocks, embedded_html, lines, links, parsed_html


def plain(html: str) -> str:
    return lines(blocks(parsed_html(html)))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("No element at all.", "No element at all."),
        ("<p>One</p>, outside.", "One\n, outside."),
        ("<p>First.</p><p></p><p> </p><p>Second.</p>", "First.\nSecond."),
        ("<p>Signs are</p><ul><li>heat</li><li>cold!</li></ul><p>Rest.</p>", "Signs are\n• heat\n• cold!\nRest."),
        ("<ol><li>wash</li><li>dry</li></ol>", "1. wash\n2. dry"),
        (
            "<ul><li>sweat<ul><li>at night</li></ul>or day</li><li>cough</li></ul>",
            "• sweat\n  • at night\n  or day\n• cough",
        ),
        ("<ul><li><p>one</p><p>two</p></li></ul>", "• one\n  two"),
        ("<ul><li></li></ul><p>after</p>", "after"),
        ("<li>without a list</li>", "without a list"),
        ("<p>in<b>flam</b>mation</p>", "inflammation"),
        ("<p>5 &lt; 6, 7 > 6 &eacute;&nbsp;&#9829;</p>", "5 < 6, 7 > 6 é ♥"),
        ("<p>unclosed <b>bold <i>both", "unclosed bold both"),
        ("<table><tr><th>head</th><td>cell</td></tr><tr><td>next</td></tr></table>", "head; cell\nnext"),
        ("<p>seen<!-- not seen --><script>run()</script><style>p {}</style></p>", "seen"),
        ("<p>one<br>two<br/><br/>three</p>", "one\ntwo\nthree"),
        ("<p>10<sup>9</sup> cells, CO<sub>2</sub>, CD8<sup>+</sup>, x<sup>th</sup></p>", "10⁹ cells, CO₂, CD8⁺, xth"),
        ("<dl><dt>term</dt><dd>text</dd></dl>", "term\ntext"),
        ("", ""),
        ("<p> </p>", ""),
    ],
)
def test_every_sort_of_html_becomes_lines(html: str, text: str) -> None:
    assert (plain(html) if html else lines(blocks(None))) == text


def test_a_heading_stands_after_an_empty_line() -> None:
    assert plain("<p>A virus.</p><h3>What helps?</h3><p>Rest.</p>") == "A virus.\n\nWhat helps?\nRest."


def test_the_question_that_opens_a_text_is_left_out() -> None:
    assert plain("<h3>What is fever?</h3><p>Heat.</p>") == "Heat."
    assert plain("<h3>Overview</h3><p>Heat.</p>") == "Overview\nHeat."


def test_a_heading_that_nothing_follows_is_left_out() -> None:
    assert plain("<p>Heat.</p><h2>More</h2><h3>Links</h3>") == "Heat."


def test_an_element_may_hold_html_as_elements_or_escaped() -> None:
    for inside in ("<p>Rest <b>well</b>.</p>", "&lt;p&gt;Rest &lt;b&gt;well&lt;/b&gt;.&lt;/p&gt;"):
        assert lines(blocks(embedded_html(etree.fromstring(f"<a>{inside}</a>")))) == "Rest well."
    assert embedded_html(etree.fromstring("<a> <p> </p></a>")) is None
    assert embedded_html(None) is None


def test_elements_of_a_namespace_are_read_by_their_names() -> None:
    xml = '<h xmlns:x="http://www.w3.org/1999/xhtml"><x:p>One.</x:p><x:ul><x:li>two</x:li></x:ul></h>'
    assert lines(blocks(etree.fromstring(xml))) == "One.\n• two"


def test_links_have_text_and_address() -> None:
    html = parsed_html('<p><a href=" /a/ ">one <b>two</b></a><a href="/b/"></a><a>three</a></p>')
    assert list(links(html)) == [("one two", "/a/")]
    assert list(links(None)) == []
