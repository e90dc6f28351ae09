"""The kinds of residue in the texts of ontologies: their patterns and replacements."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.sources.catalogue import Residue


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of residue: a text that always occurs in it and is searched first because that is fast, its pattern,
    its replacement, and its name for the counts.
    """

    residue: Residue
    reason: str
    trigger: str
    pattern: re.Pattern[str]
    replacement: str | Callable[[re.Match[str]], str] = ""


VOCABULARIES = "PMID|PMC|DOI|doi|ISBN|GOC|GO|UBERON|CL|HP|MONDO|NCBITaxon|NCIT|OMIM|MIM|Wikipedia|MESH|FMA|ZFIN"
IDENTIFIER = r"[A-Z][A-Za-z]+:\s?\d+"
# Brackets that are source marks. Roman numerals belong to the text, as in "nervus vagus [X]" and "metacarpals [I-V]";
# a plain number is a footnote of Wikipedia's.
SOURCE_MARK = r"\[(?![IVXivx]+(?:\s*[-–,]\s*[IVXivx]+)*\]|\d+\s*[-–]\s*\d+\])(?:[^\[\]]|\[[^\[\]]*\])*\]"
# "Wilson and Washington, 1989", "Whelan et al., 2018", "Carpenter-1983".
WORK = r"[A-Z][\w'’.-]+(?:(?:,? (?:and|&) [A-Z][\w'’.-]+| et al\.?),? |, |-)(?:19|20)\d\d[a-z]?"
YEAR = "year behind a text"
NAMED_BEHIND = "source named behind a text"
MARKS = "[WP,unvetted] and similar marks"

# Small words that are not meant twice, alone or after another one; "that that" may be meant.
DOUBLED = re.compile(
    r"\b((?:(?:any|one|some|part|caused|composed|associated|characterized) )?"
    r"(?:of|the|an?|in|and|to|with|by|for|at|than|is|are|from|on|or|as))(?: \1)+\b",
    re.IGNORECASE,
)

TAG = Rule("markup", "tag of HTML or XML", "</", re.compile(r"</?[A-Za-z]+/?>"))
ENTITY = Rule("markup", "entity of HTML", "&", re.compile(r"&(?:[a-z]+|#\d+);"), lambda match: html.unescape(match[0]))

IN_DEFINITIONS = (
    Rule("markup", "doubled full stop", "..", re.compile(r"(?<!\.)\.\.$"), "."),
    Rule(
        "source marks",
        "note that a definition is missing",
        "Missing definition",
        re.compile(r"^Missing definition for term .*$"),
    ),
    Rule(
        "source marks",
        "note on evolution",
        "homologous",
        re.compile(r"\s*Note that members of this class are not necessarily homologous(?:\s*\[[^\[\]]*\])?\.?"),
    ),
    Rule(
        "source marks",
        "[Automatically generated definition] mark",
        "[",
        re.compile(r"\[Automatically generated definition\]"),
    ),
    Rule(
        "references",
        "[PMID] and other references in brackets",
        "[",
        re.compile(rf"\[(?:PMID|(?:{VOCABULARIES}|url|https?|database_cross_reference):[^\[\]]*)\]"),
    ),
    Rule("source marks", MARKS, "[", re.compile(rf"(?<=[a-z)])\s*{SOURCE_MARK}(?=\s+[A-Z][a-z])"), "."),
    Rule("source marks", MARKS, "[", re.compile(SOURCE_MARK)),
    Rule("references", "{1:author, year} mark", "{", re.compile(r"\{\d+:([^{}]*)\}"), r"\1"),
    Rule("references", "(UBERON:…) and other identifiers", ":", re.compile(rf"\({IDENTIFIER}(?:,\s*{IDENTIFIER})*\)")),
    Rule("references", YEAR, "200", re.compile(r"(?<=[.!?)])\s*--?\s?200\d\.?$")),
    Rule("references", YEAR, "--0", re.compile(r"--0\d\.?$")),
    Rule(
        "references",
        "initials of an editor",
        "(",
        re.compile(
            r"\((?:(?:MM|BB|NN|Maryann Martone)(?::? ?\d{4}-\d\d-\d\d)?\)|(?<=[.!?] \()(?:MSH|CSP)\)"
            r"|(?<!hormone \()MSH\)(?=\.?$)"
            r"|(?:(?<=[.!?]\()|(?<=[.!?] \())[A-Za-z]{2,4}\d*(?:, [a-zA-Z-]+)?\)\.?$)"
        ),
    ),
    Rule(
        "references",
        "(WHO, 2003) and other names of sources behind a text",
        "(",
        re.compile(r"\s*\((?:CDISC|CTCAE|DSM-\w+|NCI|NCI-GLOSS|NICHD|WHO)(?:,? (?:19|20)\d\d)?\)\.?(?=\s*$)"),
        ".",
    ),
    Rule(
        "references",
        "cross-reference (see …)",
        "see ",
        re.compile(r"\([Ss]ee (?:also )?[^()]*\)|[;,] see (?:this term|also [^()]*)(?=\))"),
    ),
    Rule(
        "references",
        "where else to read on",
        "For a ",
        re.compile(r"For a (?:general |phenotypic |description |and |a )*(?:description|discussion)\b[^.]*\bsee \w+\."),
    ),
    Rule("references", "author and year in brackets", "(", re.compile(rf"\s*\(\s?{WORK}(?:[;,] {WORK})*\s?\)")),
    Rule("references", "number of a record (607875)", "(", re.compile(r"\(\d{6}\)")),
    Rule("references", NAMED_BEHIND, "Definition Source", re.compile(r"(?:nn)?\*\s?Definition Source:? [^.]*\.?$")),
    Rule(
        "references",
        NAMED_BEHIND,
        "dapted from ",
        re.compile(
            r"(?:(?<=[.!?] )|(?<=[.!?] - definition ))[Aa]dapted from [^.()]*(?:\.org)?[^.()]*(?:\([A-Z]+\))?\.?$"
            r"|- definition (?=adapted from)"
        ),
    ),
    Rule("references", NAMED_BEHIND, "Wikipedia:File", re.compile(r"Wikipedia:File:\S*")),
    Rule("references", "PMID", "PMID", re.compile(r"[,;]?\s*\b(?:see )?PMID:?\s?\d+")),
    Rule("references", "DOI", "DOI:", re.compile(r"[,;]?\s*\b(?:see )?DOI:\s?10\.[^\s,;)]*[^\s,;).]")),
    Rule(
        "references",
        "address of a web page",
        "http",
        re.compile(r"\([^()]*https?://[^()]*\)|\s*(?:\b[Ff]rom:?\s*)?https?://\S*[\w/]\.?\s*$"),
    ),
    TAG,
    ENTITY,
    Rule(
        "markup",
        "lost space",
        ".",
        re.compile(
            r"\.(?:(?<=[a-z]{3}\.)(?=[A-Z][a-z]{2}|(?:A|As|At|If|In|It|No|Of|On|To|We) |[A-Z]{3,6} )"
            r"|(?<=[a-z]\)\.)(?=[A-Z][a-z])"
            r"|(?<=\d\.)(?=[A-Z][a-z]{3,} ))"
        ),
        ". ",
    ),
    Rule(
        "markup",
        "lost space after a bracket",
        ")",
        re.compile(r"\)(?<=[a-z]{3}\))(?=(?:and|is|of|on|or|to|with) )"),
        ") ",
    ),
    Rule("markup", "lost space after a semicolon", ";", re.compile(r";(?<=[a-z]{3};)(?=[a-z]{2,} )"), "; "),
    *(
        Rule("markup", "space before a mark", f" {mark}", re.compile(rf" +(?={re.escape(mark)}(?:\s|$))"))
        for mark in ",;:."
    ),
    Rule("markup", "lost space after a comma", ",", re.compile(r",(?<=[a-z]{3},)(?=[a-z]{3,}[ .])"), ", "),
    Rule("markup", "lost line break", "nn", re.compile(r"(?<=[.)])nn(?=[A-Z])"), " "),
    Rule(
        "relation names",
        "name of a relation (has_symptom)",
        "_",
        re.compile(r"(?<![\w/.-])[^\W\d_A-Z]+(?:_[^\W\d_A-Z]+)+(?![\w/])"),
        lambda match: match[0].replace("_", " "),
    ),
    Rule("doubled words", "word written twice", " ", DOUBLED, r"\1"),
)
IN_NAMES = (
    TAG,
    Rule("markup", "<…> in a name", "<", re.compile(r"<([A-Za-z]+)>"), r"(\1)"),
    ENTITY,
    # MONDO had this in names to distinguish a disease from HPO's finding, and still has it in synonyms.
    Rule("name marks", "(disease) mark", "(disease)", re.compile(r"\s*\(disease\)")),
    Rule(
        "name marks",
        "(disorder) mark",
        "(",
        re.compile(r"\s*\((?:diagnosis|disorder|finding|morphologic abnormality|procedure|qualifier value)\)$"),
    ),
    Rule("relation names", "_ between the words of a name", "_", re.compile(r"(?<=[a-z])_(?=[a-z])"), " "),
    Rule("markup", "stray comma or colon in a name", "", re.compile(r"[,;:]+$|\s+(?=,\s)")),
)
