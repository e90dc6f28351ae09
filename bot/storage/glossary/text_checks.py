"""Checks of what people write about a term. This module does not load SQLAlchemy."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from bot.errors import N_, UsageError
from bot.lexicon.model import EntryReference
from bot.lexicon.server_glossary.term import (
    MAX_DEFINITION_LENGTH,
    MAX_LINKS,
    MAX_OTHER_NAMES,
    MAX_TERM_LENGTH,
    TermDraft,
    TermKey,
)
from bot.storage.checks import printable, refuse_longer
from bot.storage.glossary.records import MAX_REASON_LENGTH
from bot.terms.normal_forms import fold, normal_forms

BLANK_LINES = re.compile(r"\n{3,}")


def checked_draft(guild_id: int, draft: TermDraft) -> TermDraft:
    """Return a draft as it is stored: without characters that nobody sees, its names once each, spaces in order.

    Raises UsageError for a draft that is incomplete or too long, or that points to another server's glossary.
    """
    headword = _checked_name(draft.headword)
    return replace(
        draft,
        headword=headword,
        definition=_checked_definition(draft.definition),
        names=_checked_names(headword, draft.names),
        adds_to=None if draft.adds_to is None else _checked_link(guild_id, draft.adds_to),
        parents=_checked_links(guild_id, draft.parents),
        see_also=_checked_links(guild_id, draft.see_also),
    )


def checked_reason(text: str) -> str:
    """Return the reason for a refusal as it is stored; it may be empty. Raises UsageError for one that is too long."""
    text = _paragraphs(text)
    refuse_longer(text, MAX_REASON_LENGTH, N_("The reason has {length:,} characters. It can have at most {most:,}."))
    return text


def refuse_own_link(guild_id: int, number: int, draft: TermDraft) -> None:
    """Raise UsageError if a term of a server's glossary points to itself."""
    key = TermKey(guild_id, number).encode()
    links = (*draft.parents, *draft.see_also, *filter(None, (draft.adds_to,)))
    if any(link.key == key for link in links):
        raise UsageError(
            N_("“{name}” cannot point to itself."), N_("Choose another entry, or none."), name=draft.headword
        )


def _checked_name(text: str) -> str:
    name = " ".join(printable(text).split())
    if not normal_forms(name):
        raise UsageError(
            N_("A term needs a name with a letter or a digit."), N_("Write the word or phrase that you explain.")
        )
    problem = N_("The name “{name}…” has {length:,} characters. It can have at most {most:,}.")
    refuse_longer(name, MAX_TERM_LENGTH, problem, name=name[: MAX_TERM_LENGTH // 2].rstrip())
    return name


def _checked_names(headword: str, texts: Iterable[str]) -> tuple[str, ...]:
    """Return other names without empty ones and repetitions."""
    kept = {fold(headword): headword}
    for text in filter(printable, texts):
        name = _checked_name(text)
        kept.setdefault(fold(name), name)
    others = tuple(kept.values())[1:]
    if len(others) > MAX_OTHER_NAMES:
        raise UsageError(
            N_("“{name}” has {count} other names. It can have at most {most}."),
            N_("Leave some out."),
            name=headword,
            count=len(others),
            most=MAX_OTHER_NAMES,
        )
    return others


def _checked_definition(text: str) -> str:
    definition = _paragraphs(text)
    if not definition:
        raise UsageError(N_("The term has no definition."), N_("Write in a sentence or two what it means."))
    problem = N_("The definition has {length:,} characters. It can have at most {most:,}.")
    refuse_longer(definition, MAX_DEFINITION_LENGTH, problem)
    return definition


def _paragraphs(text: str) -> str:
    """Return a text with at most one blank line between paragraphs, and without spaces at the ends of lines."""
    return BLANK_LINES.sub("\n\n", "\n".join(line.rstrip() for line in printable(text).split("\n")))


def _checked_links(guild_id: int, links: Iterable[EntryReference]) -> tuple[EntryReference, ...]:
    # Links to terms of the same file have no keys yet.
    checked = (_checked_link(guild_id, link) for link in links)
    kept = tuple({link.key or link.headword: link for link in checked}.values())
    if len(kept) > MAX_LINKS:
        raise UsageError(
            N_("The term points to {count} entries. It can point to at most {most}."),
            N_("Leave some out."),
            count=len(kept),
            most=MAX_LINKS,
        )
    return kept


def _checked_link(guild_id: int, link: EntryReference) -> EntryReference:
    """Return a link with a readable headword. Raises UsageError for an entry of another server's glossary."""
    key = printable(link.key)
    term = TermKey.decode(key)
    if term is not None and term.guild_id != guild_id:
        raise UsageError(
            N_("“{name}” is in another server's glossary."), N_("Choose an entry of this one."), name=link.headword
        )
    return EntryReference(key, " ".join(printable(link.headword).split()))
