"""What is wrong with a text that shall be a bot's token, by its shape. No part of it is shown."""

from __future__ import annotations

import re

# The id of the application, a time, and a signature (https://docs.discord.com/developers/reference#authentication).
TOKEN = re.compile(r"[\w-]{20,}\.[\w-]{5,}\.[\w-]{25,}", re.ASCII)
QUOTES = "\"'“”‘’`"
# What else stands on the pages of an application, and is taken for its token.
OTHERS = {
    r"\d{15,20}": "is the ID of an application, not the token of its bot",
    r"[0-9a-f]{64}": "is the public key of an application, not the token of its bot",
    r"[\w-]{32}": "is the client secret of an application, not the token of its bot",
}


def miscopied(token: str) -> str | None:
    """Return what was copied with a token, or in its place; None if nothing was."""
    if token.casefold().startswith("bot "):
        return "begins with the word Bot, which is no part of it"
    if token.upper().startswith("DISCORD_TOKEN"):
        return "begins with the name of the setting, which is no part of it"
    if not {token[:1], token[-1:]}.isdisjoint(QUOTES):
        return "stands in quotes"
    if any(map(str.isspace, token)):
        return "has a space or a line break within"
    if not token.isascii():
        return "has a letter that no token has"
    return next((problem for shape, problem in OTHERS.items() if re.fullmatch(shape, token, re.ASCII)), None)


def token_problem(token: str) -> str | None:
    """Return why a text cannot be a token; None if it can."""
    if problem := miscopied(token):
        return problem
    return None if TOKEN.fullmatch(token) else "is set, but no bot has such a token"
