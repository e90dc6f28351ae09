"""How well known a thing is: what decides which of several is named first."""

from __future__ import annotations

from bot.building.merge.records import Group


def weight(group: Group, children: int) -> int:
    """How plainly and widely a thing is defined: the sum over its sources, plain ones counting more, and a little for
    having kinds of its own. Between 0 and about 60.
    """
    defined = {record.source.id: 12 - record.source.plainness for record in group if record.concept.definitions}
    return 2 * sum(defined.values()) + min(children, 5)
