"""Wordnets as WN-LMF XML, such as the Open English WordNet: a general dictionary of English.

https://globalwordnet.github.io/schemas/ describes the format. A synset, which is a set of words with the same
meaning, becomes one concept; only nouns are read, because these are what a medical dictionary defines.

Lexical entries come before the synsets to which they belong, so the lemmas of nouns (125,000 in the Open English
WordNet) are in memory until their synset comes, with their pronunciations and irregular plurals, and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from bot.sources.archives.opening import damage_errors, members
from bot.sources.concept import BrokenRecord, Concept, ConceptName, Link, Reading, kind_as_written
from bot.sources.edition import Edition, edition_of_version
from bot.sources.formats.readers.start_tags import attribute, start_tags
from bot.sources.formats.readers.xml_stream import CHUNK, XmlLayout, first_element, place, records, texts
from bot.sources.identity import Identity, differing, of_each_member
from bot.terms.model import NameKind, Relation, SemanticType

LAYOUT = XmlLayout(
    title="a wordnet (WN-LMF)",
    roots=("LexicalResource",),
    records=("LexicalEntry", "Synset"),
    remedy="Download english-wordnet-<year>.xml.gz from https://en-word.net again, then repeat the command.",
)
LEXICON = "Lexicon"
# The words of this format's identity, and the attributes with their values.
WORDS = {"lexicon": "id", "language": "language"}
OF_ANOTHER_LEXICON = "synset of another lexicon"
NOUN = "n"
PARENT_RELATIONS = frozenset({"hypernym", "instance_hypernym"})
# Leads from a part to its whole (https://globalwordnet.github.io/gwadoc/).
WHOLE = "holo_part"
# The id of the catalogue's source when the file is read for none.
WORDNET = "wordnet"

# The address of a synset has its whole identifier (https://en-word.net/id/oewn-00001740-n, which is also the subject
# of its RDF). Other wordnets have other sites.
PAGE = "https://en-word.net/id/{}"
ENGLISH_WORDNET = "oewn-"

# The lexicographers' files (https://wordnet.princeton.edu/documentation/lexnames5wn) with things of one semantic type
# only. Not noun.body, which has hormones, nor noun.artifact, which has medicines, nor noun.state, of which only some
# are diseases.
FILE_TYPES = {
    "noun.animal": SemanticType.ORGANISM,
    "noun.location": SemanticType.PLACE,
    "noun.person": SemanticType.PERSON,
    "noun.plant": SemanticType.ORGANISM,
    "noun.substance": SemanticType.CHEMICAL,
}


# Varieties of English in the order in which they are preferred: the publishers' spelling and respellings are
# American.
VARIETIES = ("US", "GB")
# Other wordnets' tags of plurals: of the Penn Treebank, UniMorph, Universal Dependencies, and plain English.
PLURAL_TAGS = frozenset({"NNS", "NNPS", "PL", "PLUR", "PLURAL", "NUMBER=PLUR"})


@dataclass(frozen=True, slots=True)
class Word:
    """A lemma or another form of it, with its pronunciation."""

    written: str
    ipa: str | None


@dataclass(frozen=True, slots=True)
class Member:
    """A word of a synset. A synset refers to its words by their entries (Open English WordNet) or senses (the
    format).
    """

    entry: str
    sense: str
    lemma: Word
    plurals: tuple[Word, ...] = ()


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads entries, then the synsets to which they belong. `waiting` are the words of the synsets still to come."""

    reading: Reading
    waiting: dict[str, list[Member]] = field(default_factory=dict)

    def read(self, element: etree._Element) -> Concept | BrokenRecord | None:
        """Return the concept of a noun synset; None for other parts of speech, for an entry, whose words are stored,
        and for elements of another lexicon than the source's.
        """
        if self._is_foreign(element):
            self.reading.left_out[OF_ANOTHER_LEXICON] += element.tag == "Synset"
            return None
        if element.tag == "Synset":
            return self._synset(element)
        lemma = element.find("Lemma")
        if lemma is not None and lemma.get("partOfSpeech") == NOUN:
            self._keep(element, _word(lemma))
        return None

    def _is_foreign(self, element: etree._Element) -> bool:
        source, lexicon = self.reading.source, element.getparent()
        if source is None or lexicon is None:
            return False
        return bool(differing(source.identity, {word: frozenset([lexicon.get(WORDS[word], "")]) for word in WORDS}))

    def _keep(self, entry: etree._Element, lemma: Word) -> None:
        plurals = tuple(_word(form) for form in entry.iterfind("Form") if _is_plural(form))
        for sense in entry.iterfind("Sense") if lemma.written else ():
            member = Member(entry.get("id", ""), sense.get("id", ""), lemma, plurals)
            self.waiting.setdefault(sense.get("synset", ""), []).append(member)

    def _synset(self, synset: etree._Element) -> Concept | BrokenRecord | None:
        code = synset.get("id", "").strip()
        words = _in_order(self.waiting.pop(code, []), synset.get("members", "").split())
        if _is_passed_over(synset, words):
            return None
        if not code or not words:
            return BrokenRecord(code or place(synset), "it has no identifier or no word")
        return _concept(synset, code, words, self.reading.source.id if self.reading.source else WORDNET)


def edition(path: Path) -> Edition | None:
    """Return the version of the lexicon ("2025"). None if a file has several in different versions: it does not say
    which one is meant.
    """
    versions = {tag["version"] for _, stream in members(path) for tag in _lexicons(path, stream)}
    return edition_of_version(versions.pop()) if len(versions) == 1 else None


def identity(path: Path) -> Identity:
    """Return the identifiers (`lexicon`) and languages (`language`) of all lexicons in a file, wherever they begin."""
    return of_each_member(path, partial(_identity, path))


def _identity(path: Path, stream: BinaryIO) -> Identity:
    lexicons = _lexicons(path, stream)
    return {word: frozenset(tag[name] for tag in lexicons) for word, name in WORDS.items()} if lexicons else {}


def _lexicons(path: Path, stream: BinaryIO) -> list[dict[str, str]]:
    """The attributes of each lexicon's start tag that are read; empty for a file that is not a wordnet."""
    with damage_errors(path):
        beginning = stream.read(CHUNK)
        root = first_element(beginning)
        tags = start_tags(beginning, stream, LEXICON) if root is not None and root.tag in LAYOUT.roots else ()
        return [{name: attribute(tag, name) or "" for name in ("id", "language", "version")} for tag in tags]


def concepts(path: Path, reading: Reading | None = None) -> Iterator[Concept | BrokenRecord]:
    """Yield each noun synset of the source's own lexicon as a concept. The file is read as a stream, without entities
    and external definitions.

    Raises DataError when the file is not WN-LMF or ends in the middle.
    """
    return records(path, LAYOUT, Reader(reading or Reading()).read)


def _word(element: etree._Element) -> Word:
    return Word(" ".join(element.get("writtenForm", "").split()), _ipa(element))


def _ipa(element: etree._Element) -> str | None:
    """The pronunciation in the first variety of VARIETIES, or else the first one. None if it is not in the
    International Phonetic Alphabet, which is the default if it names no notation.
    """
    transcriptions = [
        sound for sound in element.iterfind("Pronunciation") if (sound.get("notation") or "IPA").upper() == "IPA"
    ]
    ranked = sorted(transcriptions, key=lambda sound: _rank(sound.get("variety", "")))
    return next(filter(None, (" ".join((sound.text or "").split()) for sound in ranked)), None)


def _rank(variety: str) -> int:
    """The rank of a variety ("US", "en-US") in VARIETIES."""
    regions = variety.upper().split("-")
    return next((rank for rank, wanted in enumerate(VARIETIES) if wanted in regions), len(VARIETIES))


def _is_plural(form: etree._Element) -> bool:
    """Return True if a form of a noun is its plural. Open English WordNet has no other forms of nouns, and no tags."""
    tags = {(tag.text or "").strip().upper() for tag in form.iterfind("Tag")}
    return not tags or bool(tags & PLURAL_TAGS)


def _in_order(members: list[Member], listed: list[str]) -> list[Member]:
    """The words in the order in which the synset lists them, then the others."""
    place_of = {identifier: number for number, identifier in enumerate(listed)}
    last = len(listed)
    return sorted(members, key=lambda member: place_of.get(member.entry, place_of.get(member.sense, last)))


def _is_passed_over(synset: etree._Element, words: list[Member]) -> bool:
    """Return True for another part of speech, or a gap: a meaning that the language has no word for
    (lexicalized="false").
    """
    part_of_speech = synset.get("partOfSpeech")
    is_gap = synset.get("lexicalized") == "false"
    return part_of_speech not in (NOUN, None) or (not words and (part_of_speech is None or is_gap))


def _concept(synset: etree._Element, code: str, words: list[Member], source: str) -> Concept:
    kind = FILE_TYPES.get(synset.get("lexfile", ""))
    return Concept(
        code=code,
        names=tuple(_names(words)),
        definitions=tuple(texts(synset, "Definition")),
        parents=tuple(dict.fromkeys(_targets(synset, PARENT_RELATIONS))),
        links=tuple(Link(Relation.PART_OF, target=f"{source}:{whole}") for whole in _targets(synset, {WHOLE})),
        semantic_types=(kind,) if kind else (),
        url=PAGE.format(code) if code.startswith(ENGLISH_WORDNET) else None,
        sounds=tuple(_sounds(words)),
    )


def _sounds(words: list[Member]) -> Iterator[tuple[str, str]]:
    """Each word and plural with a pronunciation, and this pronunciation."""
    for word in (word for member in words for word in (member.lemma, *member.plurals)):
        if word.ipa:
            yield word.written, word.ipa


def _names(words: list[Member]) -> Iterator[ConceptName]:
    """Every word once, then the plurals that are not among them."""
    seen = set[str]()
    for word in (member.lemma for member in words):
        if word.written not in seen:
            yield ConceptName(word.written, kind_as_written(word.written) if seen else NameKind.PREFERRED)
            seen.add(word.written)
    for plural in (plural for member in words for plural in member.plurals):
        if plural.written and plural.written not in seen:
            seen.add(plural.written)
            yield ConceptName(plural.written, NameKind.PLURAL)


def _targets(synset: etree._Element, relations: Collection[str]) -> Iterator[str]:
    for relation in synset.iterfind("SynsetRelation"):
        if relation.get("relType") in relations and relation.get("target"):
            yield relation.get("target", "")
