"""Entry keys: short, readable, stable across rebuilds, and safe inside a button's `custom_id`."""

from __future__ import annotations

import hashlib
from collections import Counter

from bot.building.merge.records import Group
from bot.terms.normal_forms import normal_words

# In bytes. Our own choice: the rest of a custom_id (`MAX_CUSTOM_ID` in bot/discord_bot/limits.py) holds the
# action of the button.
MAX_KEY_LENGTH = 80
DIGEST = 8


def keys(groups: list[Group], headwords: list[str]) -> list[str]:
    """Return one unique key for each group.

    It is made of the headword's normal words. If several groups share those, the code of the first record is added, and
    if that still clashes, the id of its source.
    """
    stems = [stem(headword) for headword in headwords]
    owners = Counter(stems)
    shared = [at for at, name in enumerate(stems) if owners[name] > 1]
    coded = {at: f"{stems[at]}~{groups[at][0].concept.code.lower()}" for at in shared}
    clashing = Counter(coded.values())
    for at, code in coded.items():
        stems[at] = shorten(code if clashing[code] == 1 else f"{code}~{groups[at][0].source.id}")
    return stems


def has_code(key: str, headword: str) -> bool:
    """Return True if a key holds more than the words of its headword, because other entries share those."""
    return "~" in key or (len(key.encode()) == MAX_KEY_LENGTH and key != stem(headword))


def stem(headword: str) -> str:
    """Return the normal words of a headword, joined with hyphens."""
    return shorten("-".join(normal_words(headword)) or _digest(headword))


def shorten(key: str) -> str:
    """Cut a key to MAX_KEY_LENGTH bytes, with a digest of the whole key so that it stays unique."""
    if len(key.encode()) <= MAX_KEY_LENGTH:
        return key
    return key.encode()[: MAX_KEY_LENGTH - DIGEST - 1].decode(errors="ignore") + "." + _digest(key)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=DIGEST // 2).hexdigest()
