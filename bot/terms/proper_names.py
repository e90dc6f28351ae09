"""Patterns that distinguish proper names from ordinary words in names of medical things."""

from __future__ import annotations

import re

# Endings of learned words, which hardly any proper name has.
_MEDICAL = (
    r"it[ie]s|os[ie]s|emia|penia|(?<!n)ema|(?<!s)omas?|path(?:y|ies)|ectomy|plasty|scop[ey]s?|graph(?:y|ic)"
    r"|log(?:y|ic|ical)|tomy|ism"
    r"|ics?|ases?|tions?|ity|istry|cytes?|medicine|ous|i?acs?|(?<!r)oids?|metr(?:y|ies)|atory"
    r"|(?:alg|ox|phag|phob|pleg|rrhag|(?<=[a-z]{3})ur)ia|pnea|rrhea|trophy"
)
# Some surnames end as chemicals do ("Rubinstein").
_CHEMICAL = r"ins?|ines?|ides?|ates?|gens?|al|enes?|anes?|ones?|ols?|ive|ed|ing"
LEARNED = re.compile(rf"(?:{_MEDICAL}|{_CHEMICAL})$")
SURELY_LEARNED = re.compile(rf"(?:{_MEDICAL})$")
# The scientific name of a species: "Escherichia coli".
BINOMIAL = re.compile(r"[A-Z][a-z]+ [a-z]+")
# The end of names of federal institutions of the United States: "National Institutes of Health (U.S.)".
OF_A_STATE = "(U.S.)"
