"""The smallest file that each format takes, saying of itself what a source's identity in the catalogue wants."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

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


WRITERS: dict[str, Callable[[Said], str]] = {
    "medlineplus-topics": medlineplus,
    "mesh-descriptors": mesh,
    "mesh-supplementary": mesh_supplementary,
    "nci-glossary-api": nci,
    "ncit-flat": ncit,
    "obo": obo,
    "wn-lmf": wordnet,
}
