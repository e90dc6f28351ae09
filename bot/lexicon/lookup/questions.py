"""Extract the term from a query that is a sentence: "what is a heart attack?", "define: COPD", "`angina`".

Nothing is guessed: only question words and surrounding marks are removed, and the query is tried as typed first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# Quotation marks, and the marks of Discord's text formatting (https://support.discord.com/hc/articles/210298617).
SURROUNDING = ' \t"“”„«»`*_~|'
CLOSING = " \t.,;:!?…¿¡"
BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">", "'": "'", "‘": "’"}
BULLET = re.compile(r"^(?:[-•>#]+|/define)\s+")

ASKING = re.compile(
    r"""(?:
      (?:please|pls|plz|hi|hey|hello|ok|okay|so|um|sorry)\b
    | (?:can|could|would)\s+(?:you|someone|anyone|somebody|anybody)\b
    | (?:does|do)\s+(?:anyone|anybody|you)\s+know\b
    | (?:tell|give)\s+me\b | i\s+(?:want|need|would\s+like)\s+to\s+know\b
    | (?:look\s*up|search(?:\s+for)?|explain|describe)\b
    | (?:what['’]?s|what|wat|who)\b | (?:is|are|was|were|does|do|did)\s+(?:meant\s+by\b)?
    | (?:about|the\s+)?(?:define|definition|meaning)\b(?:\s+of\b)?
    | (?:the\s+)?(?:medical\s+)?(?:abbreviation|acronym)\s+(?:for|of)\b | (?:abreviatura|sigla)s?\s+(?:de\b)?
    | you\s+mean\s+by\b | (?:about|exactly|actually)\b | the\s+(?:word|term|abbreviation|acronym)\b | (?:the\s+)?(?:prefix|suffix|word\s+part|word\s+root)\b
    | (?:hola|por\s+favor|disculpe?|me\s+puedes?\s+(?:explicar|decir)|qui(?:ero|siera)\s+saber|expl[ií]ca(?:me)?)\b
    | (?:(?:lo\s+)?qu[eé]\s+(?:es|son|significa(?:n)?|quieren?\s+decir)|define|definici[oó]n\s+de|significado\s+de)\b
    )[\s,:;=–—¿¡-]*""",
    re.IGNORECASE | re.VERBOSE,
)
QUESTION_ENDING = re.compile(
    r"""[\s,:;–—-]+(?:
      what\s+(?:is|are|does)\s+(?:it|that|this|they)(?:\s+mean)? | mean | means | is | are | meaning | definition
    | (?:the\s+)?(?:medical\s+|nursing\s+)?(?:abbreviation|acronym) | medical\s+(?:meaning|definition|term)
    | (?:in|on)\s+(?:(?:a|an|the|my)\s+)?(?:(?:medical|hospital|patient['’]?s?|doctor['’]?s)\s+)?
      (?:charts?|notes?|records?|prescriptions?|labels?|nursing|medicine|terms|terminology)
    | stand\s+for | please | pls | plz | thanks | thank\s+you | exactly
    | in\s+(?:simple|plain|lay(?:man['’]?s)?|easy|normal)\s+(?:terms|words|english|language)
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
# What people say around the name of a disease, a test or a medicine that they want to know about.
ABOUT = re.compile(
    r"""(?:
      (?:the\s+|some\s+|any\s+|early\s+|common\s+|first\s+|main\s+)*
      (?:symptoms?|signs?(?:\s+and\s+symptoms)?|causes?|treatments?|cures?|medicines?|medications?|meds|drugs?|tests?|side\s+effects?
        |complications?|stages?|types?|kinds?|pictures?|risks?|diagnosis|prognosis|prevention|uses?|dangers?|diff(?:erence)?s?)
      \s+(?:of|for|from|in|with|to|between)\b
    | (?:pts?|patients?)\s+(?:is\s+|was\s+)?
      (?:is|was|on|c/o|s/p|h/o|has|had|denies|with|w/|presents?\s+with|complain(?:s|ing)\s+of)
    | (?:c/o|s/p|h/o|r/o|hx\s+of|s/sx?\s+of|[dst]x\s+(?:of|for|with))
    | stage\s+(?:[0-4]|i{1,3}|iv)[abc]?
    | (?:how\s+(?:do|does|can|could|should|did|to|long\s+does|bad\s+is|serious\s+is|dangerous\s+is|common\s+is|contagious\s+is))\b
    | (?:you|i|we|doctors|one|people)\s+(?:treat|cure|get|catch|prevent|diagnose|know\s+if\s+i\s+have|have|test\s+for)\b
    | (?:treat|cure|prevent|diagnose|get\s+rid\s+of|deal\s+with|live\s+with|living\s+with|test\s+for|take|use)\b
    | (?:what|which)\s+(?:causes?|triggers?|helps?(?:\s+with)?|happens\s+(?:in|with|during))\b
    | causes? | why\s+do\s+(?:i|people)\s+(?:have|get) | why
    | (?:i|we|he|she|they)(?:['’](?:ve|m|s|re))?\s+(?:think\s+(?:i|he|she)\s+)?
      (?:(?:may|might|could|just|also|now|always|often|still|both|keep|kept)\s+)*
      (?:have|has|had|got|get|am\s+having|having|getting|suffer(?:s|ing)?\s+from|(?:was|am|is|were|been|got)?\s*diagnosed\s+with)\b
    | (?:my|our)\s+(?:son|daughter|child|baby|kid|toddler|husband|wife|mother|mom|mum|father|dad|grandmother|grandfather|sister
        |brother|partner|friend|doctor|dr)\s+(?:(?:may|might|just)\s+)?(?:has|had|got|gave\s+me|prescribed(?:\s+me)?|says?(?:\s+i\s+have)?
        |was\s+diagnosed\s+with|takes?)\b
    | (?:they|it|he|she|(?:(?:the|an?|my|his|her|our)\s+)?(?:doctors?|dr|nurse|vet|(?:ct|cat|pet|mri|bone|brain)?\s*scan|ct|mri|ekg|ecg|echo
        |x-?rays?|ultrasound|biopsy|mammogram|colonoscopy|blood\s*(?:test|work)|labs?|results?|tests?|report|letter))\s+
      (?:(?:has|have|also|just)\s+)?(?:found|finds?|saw|shows?|showed|detected|mentions?|mentioned|suspects?
        |says?|said(?:\s+(?:it\s+(?:is|was)|it['’]?s|(?:i|he|she)\s+(?:have|has)))?)\b
    | do\s+i\s+have | (?:can|could)\s+(?:you|i)\s+(?:get|have|catch|die\s+(?:of|from)) | diagnosed\s+with | (?:having|taking|on)
    | diferencias?\s+entre | (?:cu[aá]l(?:es)?\s+(?:es|son)\s+)?(?:(?:los|las|el|la|primeros|primeras)\s+)*
      (?:s[ií]ntomas?|causas?|tratamientos?|se[ñn]ales|signos|remedios?|medic(?:amento|ina)s?|pruebas?|efectos\s+secundarios
        |complicaciones|riesgos|tipos)
      \s+(?:del?|para|contra)(?:\s+(?:la|el|los|las))?
    | (?:para\s+)?qu[eé]\s+(?:sirven?|causan?|provocan?|produce)
    | c[oó]mo\s+(?:se\s+)?(?:cura|trata|quita|contagia|pega|transmite|previene|evita)r?
    | (?:es|son)\s+(?:muy\s+)?(?:contagios[oa]s?|graves?|peligros[oa]s?|hereditari[oa]s?)
    | (?:mi|su)\s+(?:hij[oa]|ni[ñn][oa]|beb[eé]|mam[aá]|pap[aá]|madre|padre|espos[oa]|marido|herman[oa]|abuel[oa]|amig[oa]|t[ií][oa])
      \s+(?:tiene|tuvo|padece(?:\s+de)?|sufre\s+de|sufri[oó]|est[aá]\s+con)
    | (?:tengo|tiene|tuve|tuvo|padezco(?:\s+de)?|sufro\s+de|me\s+(?:dio|diagnosticaron)|creo\s+que\s+tengo)
    )[\s,:;]+""",
    re.IGNORECASE | re.VERBOSE,
)
ABOUT_ENDING = re.compile(
    r"""\s+(?:
      symptoms?|signs?(?:\s+and\s+symptoms)?|causes?|treatments?|cures?|medicines?|medications?|meds|side\s+effects?|pictures?|prognosis
    | diagnosis|complications?|dosage|contagious|curable|dangerous|serious|hereditary|genetic|work|last|go\s+away|feel\s+like
    | in\s+(?:(?:an?|my|our|your|small|young|little|older)\s+)*
      (?:child(?:ren)?|kids?|bab(?:y|ies)|toddlers?|infants?|newborns?|teen(?:ager)?s?|adults?|women|men|pregnancy
        |the\s+elderly|dogs|cats)
    | functions? | layers? | location | anatomy | s/sx? | [ds]x | gtt | drip | \d{1,3}/\d{2,3}
    | \d[\d.,/]*\s?(?:mg|mcg|[µμu]g|g|ml|meq|units?|u|iu)(?:/\w+)?
      (?:\s+(?:iv|po|im|sc|sl|pr|bid|tid|qid|qd|prn|daily|q\d+h|tabs?|tablets?))*
    | (?:right\s+)?now|today|again|a\s+lot|all\s+the\s+time|really\s+bad(?:ly)?|help|(?:for\s+me|used\s+for|made\s+of)
    )$""",
    re.IGNORECASE | re.VERBOSE,
)
# A longer query is no question: its time would grow with the square of its length. Discord's and the terminal's have at
# most 100 characters.
MAX_QUESTION_LENGTH = 200
BETWEEN_TERMS = re.compile(r"\s*[,;/|+&]\s*|\s+(?:vs?\.?|versus|and|or|y|o|u|e)\s+", re.IGNORECASE)
MAX_TOGETHER = 5
# The letters of the shortest abbreviations that a sentence asks for ("what is a PE", "qué es el VIH").
MIN_AFTER_ARTICLE = 2
# An article before so few letters is easily read as a part of another name.
MAX_SHORT = 3
ARTICLE = re.compile(r"(?:an?|the|un|una|el|la|los|las)\s+", re.IGNORECASE)


# "f_u" is how some chart programs store f/u.
SLASH_AS_LINE = re.compile(r"\w{1,2}(?:_\w{1,2})+", re.ASCII)


def terms_asked_for(query: str) -> Iterator[str]:
    """Yield the possible terms in the order in which to try them: "f/u" for "f_u", the query without surrounding marks,
    then without question words, then without its article, then without what is asked or charted about it ("symptoms of
    gout", "i have asthma", "pt c/o SOB", "zofran 4 mg"). A query with more than MAX_QUESTION_LENGTH characters is only
    yielded without its marks.
    """
    bare = without_surroundings(query)
    if len(bare) > MAX_QUESTION_LENGTH:
        yield bare
        return
    if SLASH_AS_LINE.fullmatch(bare):
        yield bare.replace("_", "/")
    asked = _without_asking(bare) or bare
    named = _without_article(asked)
    about = _without_article(_without(ABOUT, ABOUT_ENDING, named))
    is_short = asked != bare and len(named) <= MAX_SHORT
    yield from filter(None, dict.fromkeys((bare, *(_short(asked, named) if is_short else (asked, named)), about)))


def _short(asked: str, named: str) -> tuple[str, ...]:
    """Return a short term of a question without its article first, and never with "an": a CT is no ACT, an US no anus.
    But "a fib" may be one name.
    """
    return (named, asked) if asked.lower() in (named.lower(), f"a {named}".lower()) else (named,)


def with_shared_ending(terms: list[str]) -> list[str]:
    """Return terms with the last word of the last one, if that has several: "viral infection" and "bacterial infection"
    for "viral" and "bacterial infection".
    """
    *others, last = terms
    beginning, _, ending = last.rpartition(" ")
    return [f"{term} {ending}" for term in others] + [last] if beginning else terms


def terms_asked_together(term: str) -> list[str]:
    """Return the terms in "asthma, COPD", "prednisone / prednisolone" or "asthma vs bronchitis"; none if there is only
    one or too many, or if the text has more than MAX_QUESTION_LENGTH characters.
    """
    if len(term) > MAX_QUESTION_LENGTH:
        return []
    terms = [without_surroundings(part) for part in BETWEEN_TERMS.split(term)]
    return terms if 1 < len(terms) <= MAX_TOGETHER and min(map(len, terms)) > 1 else []


def without_surroundings(query: str) -> str:
    """Return the query without surrounding quotation marks, brackets, formatting and closing marks; unchanged if
    nothing else is in it.
    """
    text = BULLET.sub("", query)
    before = None
    while text != before:
        before = text
        text = text.strip(SURROUNDING).rstrip(CLOSING).lstrip("¿¡")
        if len(text) > 1 and BRACKETS.get(text[0]) == text[-1] and text[-1] not in text[1:-1]:
            text = text[1:-1]
    return text or query


def _without_asking(text: str) -> str:
    return _without(ASKING, QUESTION_ENDING, text)


def _without_article(text: str) -> str:
    article = ARTICLE.match(text)
    return text[article.end() :] if article and len(text) - article.end() >= MIN_AFTER_ARTICLE else text


def _without(beginning: re.Pattern[str], ending: re.Pattern[str], text: str) -> str:
    """Return a text without these beginnings and endings, as often as they stand there; empty if nothing is left."""
    before = None
    while text != before:
        before = text
        begun = beginning.match(text)
        text = ending.sub("", text[begun.end() :] if begun else text)
    return without_surroundings(text) if text else text
