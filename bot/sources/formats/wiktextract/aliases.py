"""Words of a Wiktionary extract that only lead to another word: abbreviations, other spellings, and words that are
defined as a synonym.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from bot.sources.concept import Concept, ConceptName, Link, Reading
from bot.sources.formats.wiktextract.layout import Sense, Word
from bot.sources.formats.wiktextract.medicine import labels, medicine
from bot.sources.formats.wiktextract.pronunciation import ipa
from bot.sources.formats.wiktextract.senses import MAX_NAME, code, definition, page
from bot.terms.model import NameKind, Relation

SYNONYM_OF = "synonym-of"
# A word may lead to a word that leads to another; at most this many steps are followed.
MAX_STEPS = 5


class Alias(NamedTuple):
    """A word that only leads to another, as an abbreviation or another spelling. `code` and `url` are those of its
    own sense.
    """

    word: str
    pos: str
    target: str
    kind: NameKind
    code: str
    url: str
    ipa: str | None
    definition: str | None


def alias(word: Word, sense: Sense) -> Alias | None:
    """Return the alias that a sense is; None if the sense has a meaning of its own.

    The extract cuts a definition with several targets at its commas, so that one long name and two names look the
    same: such a definition stays as it is written.
    """
    target = _target(sense)
    if target is None or target[0] == word.word:
        return None
    name, extra = target
    text = definition(sense, Reading()) if extra else None
    return Alias(word.word, word.pos, name, _alias_kind(sense), code(word, sense), page(word), ipa(word), text)


def _target(sense: Sense) -> tuple[str, str] | None:
    """The only word that a sense is an abbreviation, another spelling or a synonym of, and what the sense says beyond
    that.
    """
    targets = [(each.word, each.extra) for each in sense.alt_of]
    targets += [(each.word, "") for each in sense.synonyms if SYNONYM_OF in each.tags]
    if len(targets) != 1:
        return None
    name = " ".join(targets[0][0].split())
    return (name, targets[0][1]) if 0 < len(name) <= MAX_NAME else None


def _alias_kind(sense: Sense) -> NameKind:
    marked, known = labels(sense), medicine().labels
    if known.abbreviation & marked:
        return NameKind.ABBREVIATION
    return NameKind.FORMER if known.former & marked else NameKind.SYNONYM


class Aliases:
    """The words that lead to concepts.

    `defined` are the words with a meaning of their own in the extract, each with its parts of speech.
    """

    def __init__(self, defined: Mapping[str, set[str]], aliases: Sequence[Alias]) -> None:
        self.defined = defined
        self._folded = {word.casefold(): word for word in reversed(list(defined))}
        self._next = {alias.word: alias.target for alias in reversed(aliases)}
        self._of_concept: dict[tuple[str, str], list[Alias]] = defaultdict(list)
        self._undefined: dict[str, list[Alias]] = defaultdict(list)
        for each in aliases:
            self._place(each)

    def _place(self, alias: Alias) -> None:
        """Add a word to all senses of its target: the extract does not say which one is meant."""
        word = self._defined_word(alias.target)
        if word is None:
            self._undefined[alias.target].append(alias)
            return
        parts_of_speech = self.defined[word]
        for pos in parts_of_speech & {alias.pos} or parts_of_speech:
            self._of_concept[word, pos].append(alias)

    def _defined_word(self, target: str) -> str | None:
        """The defined word that a target is or leads to; None if none is defined in the extract."""
        for _ in range(MAX_STEPS):
            word = target if target in self.defined else self._folded.get(target.casefold())
            if word is not None:
                return word
            if target not in self._next:
                return None
            target = self._next[target]
        return None

    def added_to(self, concept: Concept, pos: str) -> Concept:
        """Return the concept with the names that lead to it."""
        aliases = self._of_concept.get((concept.preferred_name, pos), ())
        if not aliases:
            return concept
        sounds = (*concept.sounds, *_sounds(aliases))
        return msgspec.structs.replace(concept, names=_with_aliases(concept.names, aliases), sounds=sounds)

    def without_definition(self) -> Iterator[Concept]:
        """Yield a concept for each target that is not defined in the extract, named as its abbreviations and other
        spellings say.
        """
        for target, aliases in self._undefined.items():
            yield Concept(
                code=aliases[0].code,
                names=_with_aliases((ConceptName(target, NameKind.PREFERRED),), aliases),
                definitions=tuple(dict.fromkeys(each.definition for each in aliases if each.definition)),
                links=(Link(Relation.SAME_AS, name=target),),
                url=aliases[0].url,
                sounds=tuple(_sounds(aliases)),
            )


def _sounds(aliases: Sequence[Alias]) -> Iterator[tuple[str, str]]:
    return ((each.word, each.ipa) for each in aliases if each.ipa)


def _with_aliases(names: tuple[ConceptName, ...], aliases: Sequence[Alias]) -> tuple[ConceptName, ...]:
    """The names with those of the aliases, whose kind is more reliable than that of the listed synonyms."""
    preferred, *others = names
    further = {each.name: each for each in others}
    further |= {each.word: ConceptName(each.word, each.kind) for each in aliases}
    further.pop(preferred.name, None)
    return (preferred, *further.values())
