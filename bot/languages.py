"""The languages that every sentence of Medlex is in."""

from __future__ import annotations

import re

ENGLISH = "en"
# ISO 639-1 codes. Pages that were sent know languages by their place here, so another one comes last.
LANGUAGES = (ENGLISH, "es")
# The name that speakers of a language know it by, and the one that others do.
LANGUAGE_NAMES = {"en": "English", "es": "Español (Spanish)"}
# Their names in English, as lists of languages in publishers' files have them.
ENGLISH_NAMES = {"en": "English", "es": "Spanish"}
# What separates groups of three digits, and from how many digits on. Spanish: a thin space from five digits
# on (https://www.rae.es/dpd/números, ISO 80000-1). Of a full stop and a comma one is the decimal sign in
# Madrid and the other in Mexico City, so half of the readers would read "12.345" as twelve and a bit.
GROUPING = {"en": (",", 4), "es": ("\N{NARROW NO-BREAK SPACE}", 5)}
LANGUAGE_CODE = re.compile(r"[a-z]{2}")


def language_of(locale: str) -> str | None:
    """Return the language in `LANGUAGES` of a locale such as "es-419"; None when it is none of them."""
    code = locale.partition("-")[0].lower()
    return code if code in LANGUAGES else None
