"""The smallest file that each format takes, saying of itself what a source's identity in the catalogue wants."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Mapping

from journal_tables import journal
from journal_tables import table as journal_table

Said = Mapping[str, str]


def obo(said: Said) -> str:
    name, language = said["ontology"], said["language"]
    path = name if language == "en" else f"{name}/translations/{name}-{language}"
    return f"format-version: 1.2\nontology: {path}\n\n{obo_term(name.upper())}"


def obo_term(prefix: str, number: int = 1) -> str:
    return f"[Term]\nid: {prefix}:{number}\nname: ward tremble {number}\n"


def nci(*each: Said) -> str:
    text = {"termName": "ward tremble", "definition": {"text": "A made-up shaking."}}
    terms = [{"termId": number, **said, **text} for number, said in enumerate(each, start=1)]
    return json.dumps({"meta": {"totalResults": len(terms)}, "results": terms})


def nci_drugs(said: Said) -> str:
    drug = {"termId": 1, "name": "trembline", **said, "definition": {"text": "A made-up medicine."}}
    return json.dumps({"meta": {"totalResults": 1}, "results": [drug]})


def mesh(said: Said) -> str:
    return (
        f'<{said["root"]} LanguageCode = "{said["language"]}"><DescriptorRecord><DescriptorUI>D1</DescriptorUI>'
        f"<DescriptorName><String>ward tremble</String></DescriptorName></DescriptorRecord></{said['root']}>"
    )


def mesh_supplementary(said: Said) -> str:
    return (
        f'<{said["root"]} LanguageCode = "{said["language"]}"><SupplementalRecord><SupplementalRecordUI>C1'
        "</SupplementalRecordUI><SupplementalRecordName><String>ward tremble</String></SupplementalRecordName>"
        f"</SupplementalRecord></{said['root']}>"
    )


def medlineplus(*each: Said) -> str:
    topics = (
        f'<health-topic id="{number}" title="Ward Tremble" language="{said["language"]}"/>'
        for number, said in enumerate(each, start=1)
    )
    return f'<health-topics date-generated="06/09/2026 02:30:37">{"".join(topics)}</health-topics>'


def ncit(_: Said) -> str:
    return "C1\t<http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl#C1>\t\tWard Tremble\t\t\t\t\t\n"


def wordnet(*each: Said) -> str:
    lexicons = (
        f'<Lexicon id="{said["lexicon"]}" language="{said["language"]}" version="2025"><LexicalEntry id="e{number}">'
        f'<Lemma writtenForm="tremble" partOfSpeech="n"/><Sense synset="s{number}"/></LexicalEntry>'
        f'<Synset id="s{number}" partOfSpeech="n"/></Lexicon>'
        for number, said in enumerate(each, start=1)
    )
    return f"<LexicalResource>{''.join(lexicons)}</LexicalResource>"


def medlineplus_definitions(_: Said) -> str:
    return (
        '<definition-page last-updated="2026-05-02"><term-group><term>Ward Tremble</term>'
        "<definition>A made-up shaking.</definition></term-group></definition-page>"
    )


def medlineplus_genetics(said: Said) -> str:
    page = "<ghr-page>https://medlineplus.gov/genetics/condition/ward-tremble</ghr-page>"
    condition = f"<health-condition-summary><name>Ward tremble</name>{page}</health-condition-summary>"
    return f"<{said['root']}>{condition}</{said['root']}>"


def healthcare_gov(*each: Said) -> str:
    posts = [
        {
            "title": "Ward tremble",
            "lang": said["language"],
            "url": f"/{said['language']}/ward-tremble/",
            "content": "<p>Shaking.</p>",
        }
        for said in each
    ]
    return json.dumps({each[0]["collection"]: posts})


def rxnorm(said: Said) -> bytes:
    files = {
        "Readme_Full_Prescribe_07062026.txt": f"README: RxNorm 07/06/2026 {said['release']}\n",
        "rrf/RXNCONSO.RRF": "1|ENG||||||1|1|1||RXNORM|IN|1|trembline||N|4096|\n",
        "rrf/RXNREL.RRF": "",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def orphanet(said: Said) -> str:
    name = f'<OrphaCode>1</OrphaCode><Name lang="{said["language"]}">Ward tremble</Name>'
    return (
        f'<JDBOR date="2026-06-23 07:53:50"><DisorderList count="1"><Disorder id="1">{name}<{said["list"]}/></Disorder>'
        "</DisorderList></JDBOR>"
    )


def meta_inventory(_: Said) -> str:
    columns = "GroupID|RecordID|SF|SFUI|NormSF|LF|LFUI|NormLF|Source|SFEUI|LFEUI|Type|PrefSF|Score|Count|Frequency|UMLS.CUI|Modified"
    record = "G1|R1|WT|S1|wt|ward tremble|L1|ward tremble|Columbia|E1|E2|acronym|||12|0.5||"
    return f"{columns}\n{record}\n"


def wiktionary(said: Said) -> str:
    word = {"word": "tremble", "lang": said["lang"], "lang_code": "en", "pos": "noun"}
    return json.dumps(word | {"senses": [{"glosses": ["A made-up shaking."], "topics": ["medicine"]}]}) + "\n"


def icd10cm(said: Said) -> str:
    diagnosis = "<diag><name>J00</name><desc>Ward tremble</desc></diag>"
    section = f'<section id="J00-J00"><desc>Trembles (J00)</desc>{diagnosis}</section>'
    return f"<{said['root']}><version>2026</version><chapter>{section}</chapter></{said['root']}>"


def doaj(_: Said) -> str:
    return journal_table(journal(1, "Journal of Trembles"))


WRITERS: dict[str, Callable[[Said], str | bytes]] = {
    "doaj": doaj,
    "healthcare-gov-glossary": healthcare_gov,
    "icd-10-cm": icd10cm,
    "medlineplus-definitions": medlineplus_definitions,
    "medlineplus-genetics": medlineplus_genetics,
    "medlineplus-topics": medlineplus,
    "mesh-descriptors": mesh,
    "mesh-supplementary": mesh_supplementary,
    "meta-inventory": meta_inventory,
    "nci-drugs-api": nci_drugs,
    "nci-glossary-api": nci,
    "ncit-flat": ncit,
    "obo": obo,
    "orphanet-nomenclature": orphanet,
    "rxnorm": rxnorm,
    "wiktextract": wiktionary,
    "wn-lmf": wordnet,
}
