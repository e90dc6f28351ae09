"""Where sentences end, and the words at their beginning that say what kind of thing is described."""

from __future__ import annotations

import re

# What stands before the first of these words says what kind of thing is described: "a morbid fear of being closed in".
HEAD_END = re.compile(
    r"""\b(?:at|by|caused|characterized|containing|due|for|from|in|of|on|resulting|that|to|used|when|where|which|who
    |with)\b""",
    re.IGNORECASE | re.VERBOSE,
)
# The end of a line ends a sentence, too: list items and headings have no full stop.
SENTENCE_END = re.compile(r"\n\s*|(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bvs\.)(?<!\bDr\.)\s+(?=[^\W_a-z]|[\"“¿¡(])")
