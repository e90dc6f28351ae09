"""The fields of a line of a Wiktionary extract that Medlex reads.

They are those of WordData and SenseData in https://github.com/tatuylonen/wiktextract
(src/wiktextract/extractor/en/type_utils.py). https://kaikki.org adds an identifier to each sense, makes an object of
each category, and marks with `_dis` and `_dis1` its own estimates of the sense to which a category or a synonym
belongs.
"""

from __future__ import annotations

import msgspec


class Sound(msgspec.Struct, frozen=True):
    """One pronunciation of a word, or one recording of it."""

    ipa: str = ""
    audio: str = ""
    mp3_url: str = ""
    ogg_url: str = ""
    tags: tuple[str, ...] = ()


class Form(msgspec.Struct, frozen=True):
    """A plural, another spelling, or another form of a word. `source` is "declension" or the like in a table
    of forms.
    """

    form: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""


class Hyphenation(msgspec.Struct, frozen=True):
    """The parts into which a word is divided."""

    parts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class AltOf(msgspec.Struct, frozen=True):
    """The word of which this one is an abbreviation or another spelling; `extra` is what the definition says beyond
    that.
    """

    word: str = ""
    extra: str = ""


class Linkage(msgspec.Struct, frozen=True):
    """A synonym. `source` names the page of the thesaurus from which it comes."""

    word: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    worked_out: str = msgspec.field(default="", name="_dis1")


class Category(msgspec.Struct, frozen=True):
    """A category of a sense, as kaikki.org writes it. Its `source` is "w" for Wiktionary."""

    name: str = ""
    source: str = ""
    worked_out: str = msgspec.field(default="", name="_dis")


class Sense(msgspec.Struct, frozen=True):
    """One meaning. A sense of nested definitions has all of them, the outermost first; `raw_glosses` include their
    labels.
    """

    id: str = ""
    glosses: tuple[str, ...] = ()
    raw_glosses: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    categories: tuple[str | Category, ...] = ()
    alt_of: tuple[AltOf, ...] = ()
    form_of: tuple[AltOf, ...] = ()
    synonyms: tuple[Linkage, ...] = ()


class Word(msgspec.Struct, frozen=True):
    """One part of speech of one word, under one of its etymologies; or a page that only leads to another
    (`redirect`).
    """

    word: str = ""
    lang: str = ""
    lang_code: str = ""
    pos: str = ""
    topics: tuple[str, ...] = ()
    etymology_number: int | str = 1
    etymology_text: str = ""
    senses: tuple[Sense, ...] = ()
    sounds: tuple[Sound, ...] = ()
    forms: tuple[Form, ...] = ()
    hyphenations: tuple[Hyphenation, ...] = ()
    hyphenation: tuple[str, ...] = ()
    original_title: str = ""
    redirect: str = ""
