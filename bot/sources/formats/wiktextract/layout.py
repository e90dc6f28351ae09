"""A line of a Wiktionary extract, as far as Medlex reads it.

The fields are those of WordData and SenseData in
https://github.com/tatuylonen/wiktextract (src/wiktextract/extractor/en/type_utils.py). https://kaikki.org adds an identifier to
each sense, makes an object of each category, and marks with `_dis` and `_dis1` what it worked out for itself: to which of several
senses a category or a synonym is likely to belong.
"""

from __future__ import annotations

import msgspec


class Sound(msgspec.Struct, frozen=True):
    """One way to say a word, or one recording of it."""

    ipa: str = ""
    audio: str = ""
    mp3_url: str = ""
    ogg_url: str = ""
    tags: tuple[str, ...] = ()


class Form(msgspec.Struct, frozen=True):
    """A plural, another spelling, or another form of a word. `source` is "declension" or the like in a table of forms."""

    form: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""


class Hyphenation(msgspec.Struct, frozen=True):
    """The parts that a word is divided into."""

    parts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


class AltOf(msgspec.Struct, frozen=True):
    """The word that another one is short for or another spelling of; `extra` is what the definition says beyond it."""

    word: str = ""
    extra: str = ""


class Linkage(msgspec.Struct, frozen=True):
    """A synonym. `source` names a page of the thesaurus that it was taken from."""

    word: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""
    worked_out: str = msgspec.field(default="", name="_dis1")


class Category(msgspec.Struct, frozen=True):
    """A category of a sense, as kaikki.org gives it. Its `source` is "w" for Wiktionary."""

    name: str = ""
    source: str = ""
    worked_out: str = msgspec.field(default="", name="_dis")


class Sense(msgspec.Struct, frozen=True):
    """One meaning. Of nested definitions each sense has all, outermost first; `raw_glosses` still have their labels."""

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
    """One part of speech of one word, under one of its etymologies; or a page that only leads to another (`redirect`)."""

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
