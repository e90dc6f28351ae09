"""A `custom_id` is decoded as it was encoded, also when an older version encoded it."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_bot.limits import MAX_CUSTOM_ID
from bot.discord_bot.registry import COMPONENTS, FORMS
from bot.discord_bot.ui.custom_ids import RECORDS, decode
from bot.discord_bot.ui.custom_ids.entry import (
    BackToTerms,
    ChoosePart,
    GiveFeedback,
    GoBack,
    LookUpAgain,
    OpenEntry,
    OpenFromMenu,
    OpenInLanguage,
    OpenPart,
    OpenPrivately,
    OpenTerm,
    Pronounce,
    SaveEntry,
    ShowTab,
    TurnPage,
)
from bot.discord_bot.ui.custom_ids.explained import ChooseMeaning, ExplainText, ShowMeaning
from bot.discord_bot.ui.custom_ids.glossary import (
    AddTerm,
    ApplyImport,
    AskToRemoveTerm,
    CancelImport,
    ChooseLink,
    EditLinks,
    EditTerm,
    ListTerms,
    MakeNote,
    PlanPart,
    RemoveTerm,
    ShowHistory,
    ShowImport,
    ShowTerm,
    TermLink,
    UndoChange,
)
from bot.discord_bot.ui.custom_ids.lists import (
    BackToList,
    ChooseCompared,
    JumpInInitial,
    OpenFromList,
    ShowComparison,
    ShowHelp,
    ShowInitial,
    ShowInitials,
    ShowJournals,
    ShowRandom,
    ShowResults,
    ShowSources,
)
from bot.discord_bot.ui.custom_ids.privacy import (
    AskToDeleteServerData,
    DeleteServerData,
    ExportMyData,
    ExportServerData,
    ShowMyData,
    ShowServerData,
)
from bot.discord_bot.ui.custom_ids.proposals import (
    ApproveProposal,
    EditProposal,
    ProposeTerm,
    RefuseProposal,
    ShowMyProposals,
    ShowProposal,
    ShowProposals,
)
from bot.discord_bot.ui.custom_ids.quiz import GameState, Guess, ShowRound
from bot.discord_bot.ui.custom_ids.record import CustomId
from bot.discord_bot.ui.custom_ids.saved import (
    AskToDeleteSaved,
    ChooseSaved,
    DeleteSaved,
    ExportCards,
    ExportText,
    OpenSaved,
    RemoveSaved,
    ShowSaved,
)
from bot.discord_bot.ui.custom_ids.settings import (
    ChooseDailyChannel,
    ChooseDailyHour,
    ChooseSetting,
    ChooseSources,
    ChooseValue,
    OpenSettings,
    RemoveGone,
    ResetSetting,
    SetValue,
    ShowDaily,
    ShowSetting,
    ShowSettings,
    StopDaily,
    WriteValue,
)
from bot.discord_bot.ui.custom_ids.sharing import DeletePage, ShareEntry, SharePage, SharePronunciation
from bot.discord_bot.ui.custom_ids.study import RateStudied, ShowMeaningOf, StudyNext

# Each form of `custom_id` that any version has sent (git log -p of what is now
# bot/discord_bot/ui/custom_ids), and what it does.
GAME = GameState("d", 1, 5, 0, "17k3")
MISSED = GameState("d", 3, 5, 1, "17k3", missed=frozenset({0}), left_out=frozenset({1, 2}))
SENT: dict[str, CustomId] = {
    "glossary:list:3": ListTerms(3),
    "glossary:term:36": ShowTerm(36),
    "glossary:add:": AddTerm(),
    "glossary:add:bed: nine": AddTerm("bed: nine"),
    "glossary:propose:": ProposeTerm(),
    "glossary:propose:bed nine": ProposeTerm("bed nine"),
    "glossary:edit:36:0": EditTerm(36),
    "glossary:edit:36:1767225600000000": EditTerm(36, 1767225600000000),
    "glossary:links:36:1767225600000000": EditLinks(36, 1767225600000000),
    "glossary:link:36:see-also:1": ChooseLink(36, TermLink.SEE_ALSO, 1),
    "glossary:note:36:asthma~2": MakeNote(36, "asthma~2"),
    "glossary:ask-remove:36": AskToRemoveTerm(36),
    "glossary:remove:36": RemoveTerm(36),
    "glossary:history:0": ShowHistory(0),
    "glossary:undo:12": UndoChange(12),
    "glossary:import:f3-a_9:refused:2:1": ShowImport("f3-a_9", PlanPart.REFUSED, 2, 1),
    "glossary:apply:f3-a_9": ApplyImport("f3-a_9"),
    "glossary:cancel:f3-a_9": CancelImport("f3-a_9"),
    "glossary:proposals:0": ShowProposals(0),
    "glossary:my-proposals": ShowMyProposals(),
    "glossary:proposal:7": ShowProposal(7),
    "glossary:approve:7": ApproveProposal(7),
    "glossary:edit-proposal:7": EditProposal(7),
    "glossary:refuse:7": RefuseProposal(7),
    "page:3:interleukin": TurnPage(3, "interleukin"),
    "show:0:cytokine~2": OpenEntry("cytokine~2"),
    "tab:related:k:interleukin": ShowTab("related", "interleukin"),
    "tab:texts2:k:hla-b*57:01": ShowTab("texts", "hla-b*57:01", number=2),
    "tab:more:n:7:dyspneashortness-of-breath": ShowTab("more", "shortness-of-breath", "dyspnea"),
    "open:meaning": OpenFromMenu("meaning"),
    "open:suggestion": OpenFromMenu("suggestion"),
    "open:senses": OpenFromMenu("senses"),
    "open:related": OpenFromMenu("related"),
    "open:parents": OpenFromMenu("parents"),
    "open:parents1": OpenFromMenu("parents", 1),
    "open:parents2": OpenFromMenu("parents", 2),
    "open:compared": OpenFromMenu("compared"),
    "part:-ectomy": OpenPart("-ectomy"),
    "parts": ChoosePart(),
    "open:part": OpenFromMenu("part"),
    "open:part1": OpenFromMenu("part", 1),
    "open:terms": OpenTerm(),
    "open:terms12": OpenTerm(12),
    "terms": BackToTerms(),
    "explain-text": ExplainText(),
    "meaning:12": ShowMeaning(12),
    "meanings:2": ChooseMeaning(2),
    "back:cytokine": GoBack(("cytokine",)),
    "back:cytokine interleukin": GoBack(("cytokine", "interleukin")),
    "language:es:interleukin": OpenInLanguage("es", "interleukin"),
    "peek:interleukin": OpenPrivately("interleukin"),
    "find:heart attack": LookUpAgain("heart attack"),
    "hear:interleukin": Pronounce("interleukin"),
    "say:7:dyspneashortness-of-breath": Pronounce("shortness-of-breath", "dyspnea"),
    "save:interleukin": SaveEntry("interleukin"),
    "feedback:interleukin": GiveFeedback("interleukin"),
    "feedback-team:interleukin": GiveFeedback("interleukin", team=True),
    "share:2:interleukin": ShareEntry(2, "interleukin"),
    "share": SharePage(),
    "share-sound:interleukin": SharePronunciation("interleukin"),
    "share-said:7:dyspneashortness-of-breath": SharePronunciation("shortness-of-breath", "dyspnea"),
    "delete:asked": DeletePage(shown=False),
    "delete:shown": DeletePage(shown=True),
    "search:1:lack of oxygen: why": ShowResults(1, "lack of oxygen: why"),
    "from:search:1:lack of oxygen": OpenFromList(ShowResults(1, "lack of oxygen")),
    "to:search:1:lack of oxygen": BackToList(ShowResults(1, "lack of oxygen")),
    "browse:i:120": ShowInitial("i", 120),
    "browse:0:0": ShowInitial("0", 0),
    "from:browse:i:120": OpenFromList(ShowInitial("i", 120)),
    "to:browse:i:120": BackToList(ShowInitial("i", 120)),
    "initials": ShowInitials(),
    "jump:i:0": JumpInInitial("i", 0),
    "compare:interleukin|cytokine": ShowComparison("interleukin", "cytokine"),
    "from:compare:interleukin|cytokine": OpenFromList(ShowComparison("interleukin", "cytokine")),
    "to:compare:interleukin|cytokine": BackToList(ShowComparison("interleukin", "cytokine")),
    "choose:first:MS": ChooseCompared("first", "MS"),
    "choose:second:key:interleukin": ChooseCompared("second", "key:interleukin"),
    "random:d": ShowRandom("d"),
    "to:random:d": BackToList(ShowRandom("d")),
    "to:random:any": BackToList(ShowRandom("a")),
    "to:random:diseases": BackToList(ShowRandom("d")),
    "to:random:medicines": BackToList(ShowRandom("m")),
    "to:random:anatomy": BackToList(ShowRandom("b")),
    "to:random:procedures": BackToList(ShowRandom("t")),
    "to:random:functions": BackToList(ShowRandom("f")),
    "to:random:living": BackToList(ShowRandom("l")),
    "to:random:devices": BackToList(ShowRandom("o")),
    "sources:12": ShowSources(12),
    "help:1": ShowHelp(1),
    "journals:1:key:interleukin": ShowJournals(1, "key:interleukin"),
    "journals:12:lack of oxygen: why": ShowJournals(12, "lack of oxygen: why"),
    "saved:list:3:0:": ShowSaved(3),
    "saved:list:4:1:": ShowSaved(4, button=1),
    "saved:entry:3:2:interleukin": OpenSaved(3, 2, "interleukin"),
    "saved:remove:3:0:interleukin": RemoveSaved(3, "interleukin"),
    "saved:text:0:0:": ExportText(),
    "saved:cards:0:0:": ExportCards(),
    "saved:delete:0:0:": AskToDeleteSaved(),
    "saved:delete:0:0:privacy": AskToDeleteSaved(from_privacy=True),
    "privacy:mine": ShowMyData(),
    "privacy:export": ExportMyData(),
    "privacy:server": ShowServerData(),
    "privacy:server-export": ExportServerData(),
    "privacy:server-delete": AskToDeleteServerData(),
    "privacy:server-clear": DeleteServerData(),
    "saved:clear:0:0:": DeleteSaved(),
    "mine:entry:3": ChooseSaved(removes=False, list_page=3),
    "mine:remove:3": ChooseSaved(removes=True, list_page=3),
    "quiz:d01050017k321:angina": Guess(GAME, 2, 1, "angina"),
    "round:d01050017k3": ShowRound(GAME),
    "settings:open": OpenSettings(),
    "settings": ShowSettings(),
    "settings:choose": ChooseSetting(),
    "settings:show:1:hidden_sources": ShowSetting(1, "hidden_sources"),
    "settings:set:private:true": SetValue("private", "true"),
    "settings:value:language": ChooseValue("language"),
    "settings:sources:0:hidden_sources": ChooseSources(0, "hidden_sources"),
    "settings:write:emergency_number": WriteValue("emergency_number"),
    "settings:reset:private": ResetSetting("private"),
    "settings:gone:approvers": RemoveGone("approvers"),
    "settings:daily": ShowDaily(),
    "settings:daily-channel": ChooseDailyChannel(),
    "settings:daily-hour": ChooseDailyHour(),
    "settings:daily-off": StopDaily(),
    "study:next": StudyNext(),
    "study:show:interleukin": ShowMeaningOf("interleukin"),
    "study:rate:3:12:interleukin": RateStudied(3, 12, "interleukin"),
    "quiz:d03050117k3-p-21:angina": Guess(MISSED, 2, 1, "angina"),
    "round:d03050117k3-p-": ShowRound(MISSED),
}
# Written otherwise today.
NO_LONGER_SENT = {custom_id for custom_id in SENT if re.fullmatch("to:random:[a-z]{2,}", custom_id)}
# What more of the same entry is shown by keeps to the source that was chosen; what leads elsewhere does not.
KEEPING_SOURCE = {"tab:", "page:", "share", "share:", "share-sound:", "share-said:", "open:meaning", "open:suggestion"}

keys = st.from_regex(r"[a-z0-9-]{1,40}(~[0-9])?", fullmatch=True)
words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40)
short_names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)
setting_names = st.from_regex(r"[a-z_]{1,32}", fullmatch=True)
pages = st.integers(0, 99)
origins = st.one_of(
    st.builds(ShowResults, pages, words),
    st.builds(ShowInitial, st.sampled_from("ahz0"), st.integers(0, 99_999)),
    st.builds(ShowComparison, keys, keys),
    st.builds(ShowRandom, st.sampled_from("admbtflo")),
)
games = st.builds(
    GameState, st.sampled_from("admbtflo"), pages, pages, pages, st.from_regex("[0-9a-z]{4}", fullmatch=True)
)
# Each round of a game with what was missed: to come or right, missed, or left out.
marked_games = st.builds(
    lambda game, rounds, marks: replace(
        game,
        rounds=rounds,
        missed=frozenset(at for at, mark in enumerate(marks[:rounds]) if mark == 1),
        left_out=frozenset(at for at, mark in enumerate(marks[:rounds]) if mark == 2),
    ),
    games,
    st.integers(1, 20),
    st.lists(st.integers(0, 2), min_size=20, max_size=20),
)
numbers = st.integers(0, 10**10 - 1)
tokens = st.from_regex(r"[A-Za-z0-9_-]{1,64}", fullmatch=True)
BUILT: dict[type[CustomId], st.SearchStrategy[CustomId]] = {
    ShowTab: st.builds(
        ShowTab, st.from_regex("[a-z]{1,9}", fullmatch=True), keys, st.just("") | short_names, st.none() | pages
    ),
    TurnPage: st.builds(TurnPage, st.integers(0, 999), keys),
    OpenFromMenu: st.builds(OpenFromMenu, st.sampled_from(["related", "parents", "meaning"]), st.integers(0, 9)),
    OpenTerm: st.builds(OpenTerm, st.integers(0, 9_999)),
    GoBack: st.builds(GoBack, st.lists(keys, min_size=1, max_size=2).map(tuple)),
    OpenInLanguage: st.builds(OpenInLanguage, st.sampled_from(["en", "es"]), keys),
    LookUpAgain: st.builds(LookUpAgain, words),
    GiveFeedback: st.builds(GiveFeedback, keys, team=st.booleans()),
    ShareEntry: st.builds(ShareEntry, st.integers(0, 999), keys),
    DeletePage: st.builds(DeletePage, shown=st.booleans()),
    ShowMeaning: st.builds(ShowMeaning, st.integers(0, 999)),
    ChooseMeaning: st.builds(ChooseMeaning, st.integers(0, 9)),
    ShowResults: st.builds(ShowResults, pages, words),
    ShowInitial: st.builds(ShowInitial, st.sampled_from("ahz0"), st.integers(0, 99_999)),
    ShowComparison: st.builds(ShowComparison, keys, keys),
    ShowRandom: st.builds(ShowRandom, st.sampled_from("admbtflo")),
    BackToList: st.builds(BackToList, origins),
    OpenFromList: st.builds(OpenFromList, origins),
    JumpInInitial: st.builds(JumpInInitial, st.sampled_from("ahz0"), st.integers(0, 9)),
    ChooseCompared: st.builds(ChooseCompared, st.sampled_from(["first", "second"]), words),
    ShowSources: st.builds(ShowSources, st.integers(0, 999)),
    ShowHelp: st.builds(ShowHelp, pages),
    ShowJournals: st.builds(ShowJournals, pages, words),
    ShowSaved: st.builds(ShowSaved, pages, st.integers(0, 1)),
    OpenSaved: st.builds(OpenSaved, pages, st.integers(0, 999), keys),
    RemoveSaved: st.builds(RemoveSaved, pages, keys),
    AskToDeleteSaved: st.builds(AskToDeleteSaved, st.booleans()),
    ChooseSaved: st.builds(ChooseSaved, st.booleans(), pages),
    Guess: st.builds(Guess, games | marked_games, st.integers(0, 9), st.integers(0, 9), keys),
    ShowRound: st.builds(ShowRound, games | marked_games),
    ShowSetting: st.builds(ShowSetting, st.integers(0, 999), setting_names),
    SetValue: st.builds(SetValue, setting_names, words),
    ChooseSources: st.builds(ChooseSources, st.integers(0, 999), setting_names),
    **{each: st.builds(each, setting_names) for each in (ChooseValue, WriteValue, ResetSetting, RemoveGone)},
    AddTerm: st.builds(AddTerm, st.just("") | short_names),
    ProposeTerm: st.builds(ProposeTerm, st.just("") | short_names),
    **{
        record: st.builds(record, numbers)
        for record in (ListTerms, ShowTerm, AskToRemoveTerm, RemoveTerm, ShowHistory, UndoChange, ShowProposals)
    },
    **{record: st.builds(record, numbers) for record in (ShowProposal, ApproveProposal, EditProposal, RefuseProposal)},
    **{record: st.builds(record, numbers, st.integers(0, 10**17 - 1)) for record in (EditTerm, EditLinks)},
    ChooseLink: st.builds(ChooseLink, numbers, st.sampled_from(TermLink), st.integers(0, 9)),
    MakeNote: st.builds(MakeNote, numbers, keys),
    ShowImport: st.builds(ShowImport, tokens, st.sampled_from(PlanPart), numbers, st.integers(0, 9)),
    ApplyImport: st.builds(ApplyImport, tokens),
    CancelImport: st.builds(CancelImport, tokens),
    RateStudied: st.builds(RateStudied, st.integers(1, 4), st.integers(0, 999_999), keys),
}


def built(record: type[CustomId]) -> st.SearchStrategy[CustomId]:
    """Records of a class; one that is not in `BUILT` has no field, or just a key."""
    assert is_dataclass(record)
    return BUILT[record] if record in BUILT else st.builds(record, *(keys for _ in fields(record)))


@given(st.sampled_from(RECORDS).flatmap(built))
def test_every_record_is_read_as_it_was_written_by_itself_and_among_all(record: CustomId) -> None:
    assert type(record).decode(record.encode()) == record
    assert decode(record.encode()) == record


@given(st.sampled_from(RECORDS).flatmap(built))
def test_every_custom_id_is_as_short_as_discord_demands_and_belongs_to_one_component(record: CustomId) -> None:
    custom_id = record.encode()
    if len(custom_id) <= MAX_CUSTOM_ID:
        templates = [each.__discord_ui_compiled_template__ for each in COMPONENTS]
        assert sum(template.fullmatch(custom_id) is not None for template in templates) == 1


@pytest.mark.parametrize("custom_id", SENT)
def test_whatever_was_ever_sent_does_what_it_did(custom_id: str) -> None:
    assert decode(custom_id) == SENT[custom_id]
    if custom_id not in NO_LONGER_SENT:
        assert SENT[custom_id].encode() == custom_id


def test_every_record_is_known_listed_and_answered() -> None:
    assert {type(each) for each in SENT.values()} == set(RECORDS)
    answered = {each.action_type for each in COMPONENTS} | {each.action_type for each in FORMS}
    assert answered == set(RECORDS) - {BackToList}  # the component of its origin answers


@pytest.mark.parametrize("custom_id", [each for each in SENT if each not in NO_LONGER_SENT])
def test_only_what_shows_more_of_the_same_keeps_to_the_chosen_source(custom_id: str) -> None:
    begins = re.match(r"open:[a-z]+|[a-z-]+:?", custom_id)
    assert begins
    assert SENT[custom_id].keeps_source is (begins.group() in KEEPING_SOURCE)


@pytest.mark.parametrize("other", ["", "where:0", "end:next", "kind", "page:x:interleukin", "to:nowhere", "share:"])
def test_what_is_no_action_is_none(other: str) -> None:
    assert decode(other) is None


def test_long_words_are_cut_to_what_a_custom_id_holds() -> None:
    assert len(LookUpAgain("q" * 200).encode()) == MAX_CUSTOM_ID


def test_a_comparison_leads_back_only_where_its_keys_have_room() -> None:
    assert ShowComparison.fitting("interleukin", "cytokine") == ShowComparison("interleukin", "cytokine")
    assert ShowComparison.fitting("k" * 43, "k" * 43) == ShowComparison("k" * 43, "k" * 43)
    assert ShowComparison.fitting("k" * 43, "k" * 44) is None
    assert ShowComparison.fitting("a|b", "cytokine") is None
