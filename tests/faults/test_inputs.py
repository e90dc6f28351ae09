"""Whatever a file or a person gives, it is read, or refused in words. A short part of what `tests/faults/fuzz.py` does."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from faults.targets import TARGETS, Target, seeds

CASES = 60
# What breaks parsers: ends, quotes, brackets, entities, numbers without end, invisible characters, bytes that are no text.
PIECES = [
    *(
        b"\x00",
        b"\xff\xfe",
        b'"',
        b"'",
        b"<",
        b">",
        b"&",
        b"&#0;",
        b"&x;",
        b"]]>",
        b"<!--",
        b"\n",
        b"\t",
        b"\\",
        b"{",
        b"[",
    ),
    *(
        "\u202e".encode(),
        "\u200b".encode(),
        b"\xed\xa0\x80",
        b"9" * 400,
        b"[" * 400,
        b'{"a":' * 300,
        b"a." * 300,
        b" " * 300,
    ),
    *(b"ae" * 100, b"AB, " * 100, b"null", b"-1", b"1e999", b"\r", b"**", b"```", b"```" * 50, "ﷺ".encode() * 30),
]


def mutated(seed: bytes, chance: random.Random) -> bytes:
    """Change a few places of an input: delete, repeat, cut, insert, flip."""
    data = bytearray(seed)
    for _ in range(chance.randint(1, 4)):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        match chance.randrange(6):
            case 0:
                del data[at : min(to, at + 40)]
            case 1:
                data[at:at] = data[at : min(to, at + 200)] * chance.randint(1, 20)
            case 2 if len(data) > 1:
                del data[max(1, to) :]
            case 3 if data:
                data[at % len(data)] ^= 1 << chance.randrange(8)
            case _:
                data[at:at] = chance.choice(PIECES)
    return bytes(data)


def cases(target: str) -> Iterator[bytes]:
    """Mutations of the inputs that a target takes, the same in every run."""
    chance = random.Random(target)  # noqa: S311 (no secret)
    taken = [b"", *seeds(target)]
    yield from taken
    for _ in range(CASES):
        yield mutated(chance.choice(taken), chance)


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_every_input_is_read_or_refused_in_words(target: str) -> None:
    check(TARGETS[target], target)


def check(fuzz: Target, name: str) -> None:
    """Give a target its cases; the failing one is named in the error."""
    for case in cases(name):
        try:
            fuzz(case)
        except BaseException as error:
            error.add_note(f"input: {case[:2_000]!r}")
            raise
