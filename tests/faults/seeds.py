"""Inputs that are taken as they are: names and sentences, and a file of each format."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

from journal_tables import journal
from journal_tables import table as journal_table

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
MAX_SEED = 6_000

NAMES = (
    "IL-6, interleukin 6",
    "leukemia, myeloid, acute",
    "AIDS, acquired immunodeficiency syndrome",
    "anti-NMDA receptor encephalitis type 2",
    "(+)-catechin",
    "3,3',5'-triiodothyronine",
    "Sjögren's syndrome",
    "β-hCG; vit B12",
    "what is a heart attack?",
    "pt c/o SOB, s/p MI, zofran 4 mg iv",
    "trouble sleeping at all",
    "emergency department (ER)",
    "می\u200cخواهم 👩\u200d⚕\ufe0f \u202egnp",
    "angiooedema haemoglobins",
)
CELLS = (
    "<p>A <b>bold</b> &amp; plain text</p><ul><li>one</li></ul><!-- note -->",
    '**term**: [text](https://example.org "title") `code` ~~old~~ \\*',
    "{{c1::term::hint}} [sound:x.mp3]",
    "one; two / three, (four; five)",
    "&lt;p&gt;twice&lt;/p&gt;<script>x</script><o:p></o:p>",
)
DOCUMENTS = (
    '[{"term": "ward tremble", "definition": "A shaking.", "senses": [{"gloss": "x"}, {"gloss": "y"}]}]',
    '{"terms": {"ward tremble": {"definition": "A shaking."}}}',
    '[[entry]]\nterm = "ward tremble"\ndefinition = """A\nshaking."""\n',
    "| term | definition |\n| --- | --- |\n| ward tremble | A **made-up** shaking |\n",
    "# A list\n\n- **COPD** (lung): text\n- **BMI**: body mass index\n- **MI**: heart attack\n",
    "term,definition\nward tremble,A made-up shaking\n",
    "#separator:tab\n#html:true\nward tremble\t<b>A made-up</b> shaking\n",
    "<html><body><table><tr><th>term</th><th>definition</th></tr><tr><td>a</td><td>b</td></tr></table></body></html>",
)
FILES = {
    "obo": ("go.obo", "hp.obo", "mondo.obo"),
    "mesh-descriptors": ("mesh.xml",),
    "mesh-supplementary": ("mesh_supplementary.xml",),
    "medlineplus-definitions": ("medlineplus_definitions.xml",),
    "medlineplus-genetics": ("medlineplus_genetics.xml",),
    "medlineplus-topics": ("medlineplus_topics.xml",),
    "meta-inventory": ("meta_inventory.csv",),
    "nci-glossary-api": ("nci.json",),
    "nci-drugs-api": ("nci_drugs.json",),
    "ncit-flat": ("ncit.tsv", "ncit_eight.tsv", "ncit_five.tsv"),
    "orphanet-nomenclature": ("orphanet.xml",),
    "healthcare-gov-glossary": ("healthcare_gov.json",),
    "icd-10-cm": ("icd10cm.xml",),
    "table": ("table.csv", "table.tsv", "table.toml"),
    "wiktextract": ("wiktionary.jsonl",),
    "wn-lmf": ("wordnet.xml",),
    "glossary": ("glossary/wording.toml",),
    "glossary-translation": ("glossary/spanish.toml",),
    "abbreviation-list": ("glossary/abbreviations.toml",),
}


def _encoded(texts: tuple[str, ...]) -> tuple[bytes, ...]:
    return tuple(text.encode() for text in texts)


def _packed(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, content)
    return packed.getvalue()


SEEDS: dict[str, tuple[bytes, ...]] = {
    "normal-forms": _encoded(NAMES),
    "texts": _encoded(NAMES),
    "cells": _encoded(CELLS),
    "term-table": (*_encoded(DOCUMENTS[5:7]), _packed("xl/workbook.xml", b"<workbook/>")),
    "archive": (_packed("terms.csv", b"term,definition\n"), gzip.compress(b"term,definition\n")),
    "doaj": (journal_table(journal(1, "Journal of Trembles")).encode(),),
    **{
        name: tuple((FIXTURES / file).read_bytes()[:MAX_SEED] for file in files)
        + (_encoded(DOCUMENTS) if name == "table" else ())
        for name, files in FILES.items()
    },
}
