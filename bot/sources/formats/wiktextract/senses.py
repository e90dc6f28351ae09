"""One sense of a Wiktionary extract: the reason why it is left out, or its definition and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from urllib.parse import quote

from bot.sources.concept import Concept, ConceptName, Reading
from bot.sources.formats.wiktextract.layout import Form, Sense, Word
from bot.sources.formats.wiktextract.medicine import LEADING_LABELS, labels, leading_labels, medicine
from bot.sources.formats.wiktextract.pronunciation import audio, hyphenation, ipa
from bot.terms.model import NameKind

PAGE = "https://en.wiktionary.org/wiki/{}#English"
MAX_NAME = 200
MAX_ETYMOLOGY = 4_000
TREE = "Etymology tree"
SENTENCE_END = re.compile(r"[.!?)”\"]\s*$")
LAST_SENTENCE = re.compile(r".*[.!?](?=\s)", re.DOTALL)
THESAURUS = "Thesaurus:"
NO_FORM = frozenset({"", "-", "–", "—"})
# Regular plurals, which are not stored as names: the rules of the lookup's normal forms.
CONSONANT_Y = re.compile(r"(?<=[^aeiou])y$")


def reason_to_leave_out(word: Word, sense: Sense) -> str | None:
    """Return the reason why a sense is left out, in words that a person understands; None if it is read."""
    if not medicine().is_medical(word, sense):  # most are not: tested first to save time
        return "sense of another subject"
    known, marked = medicine().labels, labels(sense)
    reasons = (
        ("plant or animal disease", bool(known.not_human & marked)),
        ("inflected form", bool(sense.form_of) or "form-of" in sense.tags),
        ("offensive word", bool(known.offensive & marked)),
        ("misspelling", bool(known.misspelt & marked)),
        ("sense without a definition", not any(map(str.strip, sense.glosses))),
        ("verb, adverb or other part of speech", not _is_read(word, marked)),
    )
    return next((reason for reason, applies in reasons if applies), None)


def _is_read(word: Word, marked: frozenset[str]) -> bool:
    """Return True if a part of speech is read; an abbreviation always is ("PRN" is an adverb)."""
    return word.pos in medicine().parts_of_speech or bool(medicine().labels.abbreviation & marked)


def code(word: Word, sense: Sense) -> str:
    """Return the identifier of a sense; if the extract has none, one that does not depend on its place among the
    senses.
    """
    return sense.id or f"en-{word.word}-en-{word.pos}-{digest(word, sense)}"


def digest(word: Word, sense: Sense) -> str:
    """Return a digest of the etymology and the definition, which distinguishes senses with the same identifier."""
    return sha256("\0".join([str(word.etymology_number), *sense.glosses]).encode()).hexdigest()[:12]


def page(word: Word) -> str:
    """Return the address of the word's page."""
    return PAGE.format(quote((word.original_title or word.word).replace(" ", "_"), safe=""))


def concept(word: Word, sense: Sense, identifier: str, reading: Reading) -> Concept:
    """Convert a sense with a meaning of its own to a concept with this identifier."""
    medical = medicine()
    return Concept(
        code=identifier,
        names=tuple(_names(word, sense)),
        definitions=(definition(sense, reading),),
        likely_types=medical.likely_types(word, sense),
        hint=medical.hint(word, sense),
        url=page(word),
        hyphenation=hyphenation(word),
        audio=audio(word),
        sounds=((word.word, sound),) if (sound := ipa(word)) else (),
        etymology=_etymology(word, reading),
    )


def definition(sense: Sense, reading: Reading) -> str:
    """Return the innermost definition without labels except grammatical ones, after the outer one if that only
    introduces it.
    """
    texts = [" ".join(text.split()) for text in (sense.raw_glosses or sense.glosses)]
    texts = [_without_grammar(text, reading) for text in texts if text]
    leads_up = len(texts) > 1 and texts[-2].endswith(":")
    return " ".join(texts[-2:]) if leads_up else texts[-1]


def _without_grammar(text: str, reading: Reading) -> str:
    written = leading_labels(text)
    shown = [label for label in written if label not in medicine().labels.grammar]
    if len(shown) == len(written):
        return text
    reading.cleaned["label of grammar"] += 1
    bare = LEADING_LABELS.sub("", text)
    return f"({', '.join(shown)}) {bare}" if shown else bare


def _names(word: Word, sense: Sense) -> Iterator[ConceptName]:
    """The word, its irregular plurals and other spellings, then the synonyms of the extract.

    These include near-synonyms, which Wiktionary distinguishes and the extract does not: they are entry terms.
    """
    yield ConceptName(word.word, NameKind.PREFERRED)
    seen = {word.word}
    for name, kind in [*_forms(word), *_synonyms(sense)]:
        if name not in seen and len(name) <= MAX_NAME:
            seen.add(name)
            yield ConceptName(name, kind)


def _forms(word: Word) -> Iterator[tuple[str, NameKind]]:
    for form in word.forms:
        kind = _form_kind(word.word, form)
        if kind is not None:
            yield " ".join(form.form.split()), kind


def _form_kind(word: str, form: Form) -> NameKind | None:
    """The kind of a form of a word; None if it is not a name, or is a regular plural."""
    known, tags = medicine().labels, frozenset(form.tags)
    if form.form.strip() in NO_FORM or form.source or (known.misspelt | known.offensive) & tags:
        return None
    if tags == {"plural"}:
        return None if form.form in _regular_plurals(word) else NameKind.PLURAL
    if "alternative" not in tags:
        return None
    if known.abbreviation & tags:
        return NameKind.ABBREVIATION
    return NameKind.FORMER if known.former & tags else NameKind.SYNONYM


def _regular_plurals(word: str) -> frozenset[str]:
    return frozenset({word, f"{word}s", f"{word}es", f"{word}'s", CONSONANT_Y.sub("ies", word)})


def _synonyms(sense: Sense) -> Iterator[tuple[str, NameKind]]:
    known = medicine().labels
    for each in sense.synonyms:
        tags = frozenset(each.tags)
        is_guess = bool(each.worked_out) or each.source.startswith(THESAURUS)
        if each.word.strip() and not is_guess and not (known.offensive | known.misspelt) & tags:
            kind = NameKind.ABBREVIATION if known.abbreviation & tags else NameKind.ENTRY_TERM
            yield " ".join(each.word.split()), kind


def _etymology(word: Word, reading: Reading) -> str | None:
    """The etymology without the tree that may come before it; a very long one ends with a sentence."""
    lines = [" ".join(line.split()) for line in word.etymology_text.splitlines()]
    lines = [line for line in lines if line]
    if lines and lines[0].startswith(TREE):
        reading.cleaned["tree of an etymology"] += 1
        lines = lines[next((at for at, line in enumerate(lines) if at and SENTENCE_END.search(line)), len(lines)) :]
    return _bounded("\n".join(lines)) or None


def _bounded(text: str) -> str:
    if len(text) <= MAX_ETYMOLOGY:
        return text
    whole = LAST_SENTENCE.match(text[:MAX_ETYMOLOGY])
    return f"{whole.group() if whole else text[:MAX_ETYMOLOGY].rsplit(' ', 1)[0]} …"
