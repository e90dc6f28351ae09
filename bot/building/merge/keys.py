"""Entry keys: short, readable, stable across rebuilds, and safe inside a button's custom_id."""

from __future__ import annotations

import hashlib
from collections import Counter

from bot.building.merge.records import Group
from bot.terms.normal_forms import normal_words

# A custom_id holds 100 characters (https://discord.com/developers/docs/components/reference#anatomy-of-a-component);
# twenty are left for what the button does.
MAX_KEY_LENGTH = 80
DIGEST = 8


def keys(groups: list[Group], headwords: list[str]) -> list[str]:
    """One key for each group: its headword's normal words; where several share those, with the first source's code; where
    two sources have given the same code to two things of one name, with the source too.
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
    """Whether a key holds more than its headword's words, because other entries share those."""
    return "~" in key or (len(key.encode()) == MAX_KEY_LENGTH and key != stem(headword))


def stem(headword: str) -> str:
    """A headword's normal words, joined with hyphens."""
    return shorten("-".join(normal_words(headword)) or _digest(headword))


def shorten(key: str) -> str:
    """A key cut to the longest allowed length, with a digest of the whole so that it stays unique."""
    if len(key.encode()) <= MAX_KEY_LENGTH:
        return key
    return key.encode()[: MAX_KEY_LENGTH - DIGEST - 1].decode(errors="ignore") + "." + _digest(key)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=DIGEST // 2).hexdigest()
