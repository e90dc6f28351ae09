"""How well known a thing is: decides which of several entries is listed first."""

from __future__ import annotations

from bot.building.merge.records import Group


def weight(group: Group, children: int) -> int:
    """Return how plainly and widely a thing is defined, from 0 to about 60: the sum over its sources, plain ones
    counting more, and up to 5 for its children.
    """
    defined = {record.source.id: 12 - record.source.plainness for record in group if record.concept.definitions}
    return 2 * sum(defined.values()) + min(children, 5)
