"""The pronunciation of a word in a Wiktionary extract: its IPA, a recording of it, and its hyphenation."""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.sources.formats.wiktextract.layout import Sound, Word

# The accents that are preferred. A pronunciation without an accent is common to all.
AMERICAN = frozenset({"General-American", "US"})
BRITISH = frozenset({"Received-Pronunciation", "UK", "British"})
# Tags of pronunciations that are not recommended.
UNUSUAL = frozenset("archaic dated nonstandard obsolete proscribed rare dialectal".split())
# Names of recordings begin with the accent ("En-us-asthma.ogg"), which their tags may lack.
RECORDED_IN = re.compile(r"en-(us|uk|gb)-", re.IGNORECASE)
ACCENTS = {"us": AMERICAN, "uk": BRITISH, "gb": BRITISH}

PHONEMES, SOUNDS = ("/", "/"), ("[", "]")
INCOMPLETE = ("-", "…", "...")
COMMONS = "https://upload.wikimedia.org/"
MAX_IPA = 200
MAX_ADDRESS = 500
DIVIDED_AT = re.compile("[‧·]")
DIVIDED_AT_HYPHEN = re.compile("[-‧·]")


def ipa(word: Word) -> str | None:
    """Return the word in the IPA without slashes and brackets, American before British, phonemic before phonetic
    transcriptions.

    None if there is none, or only that of a part of the word.
    """
    usable = [sound for sound in word.sounds if _is_whole(sound.ipa) and not UNUSUAL.intersection(sound.tags)]
    best = min(usable, key=lambda sound: (_accent(sound.tags), not sound.ipa.startswith("/")), default=None)
    return best.ipa.strip()[1:-1].strip() if best else None


def _is_whole(text: str) -> bool:
    text = text.strip()
    inside = text[1:-1].strip()
    is_marked = (text[:1], text[-1:]) in (PHONEMES, SOUNDS)
    return (
        is_marked
        and 0 < len(inside) <= MAX_IPA
        and not inside.startswith(INCOMPLETE)
        and not inside.endswith(INCOMPLETE)
    )


def _accent(tags: Collection[str]) -> int:
    if AMERICAN.intersection(tags):
        return 0
    return 1 if not tags else 2 if BRITISH.intersection(tags) else 3


def audio(word: Word) -> str | None:
    """Return the address of a recording at Wikimedia Commons, American before British, MP3 before Ogg; None if there
    is none.
    """
    recordings = [sound for sound in word.sounds if _address(sound) and not UNUSUAL.intersection(sound.tags)]
    best = min(recordings, key=lambda sound: _accent(sound.tags or _recorded_in(sound)), default=None)
    return _address(best) if best else None


def _address(sound: Sound) -> str | None:
    addresses = (address for address in (sound.mp3_url, sound.ogg_url) if address.startswith(COMMONS))
    return next((address for address in addresses if len(address) <= MAX_ADDRESS and address.isprintable()), None)


def _recorded_in(sound: Sound) -> Collection[str]:
    named = RECORDED_IN.match(sound.audio)
    return ACCENTS[named.group(1).lower()] if named else ()


def hyphenation(word: Word) -> str | None:
    """Return the word with "·" at each hyphenation point; None if there is none, or if the parts do not make up the
    word.
    """
    divided = ["‧".join(each.parts) for each in sorted(word.hyphenations, key=lambda each: _accent(each.tags))]
    mark = DIVIDED_AT if "-" in word.word else DIVIDED_AT_HYPHEN
    parts = [[part for part in mark.split(text) if part] for text in (*divided, *word.hyphenation)]
    return next(("·".join(each) for each in parts if len(each) > 1 and _are_parts_of(word.word, each)), None)


def _are_parts_of(word: str, parts: list[str]) -> bool:
    return "".join(parts).casefold() == word.casefold()
