"""Addresses of the web in publishers' files: which of them a page may link to."""

from __future__ import annotations

from urllib.parse import urlsplit

SCHEMES = frozenset({"http", "https"})
# Longer ones are no links on Discord (`bot.discord_bot.ui.markdown.MAX_ADDRESS`).
MAX_ADDRESS = 400


def web_address(text: str) -> str | None:
    """Return an address that a page may link to; None for any other text.

    It begins with http:// or https:// and a host with a dot. One with a user name is refused, since that can look like
    another host ("https://nih.gov@example.org"); so is one with spaces, backslashes or signs that are not seen.
    """
    address = text.strip()
    if len(address) > MAX_ADDRESS or not address.isprintable() or any(sign in address for sign in " \\<>\"'`"):
        return None
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    is_host = "." in (parts.hostname or "").strip(".")
    return address if parts.scheme.lower() in SCHEMES and is_host and "@" not in parts.netloc else None
