"""A sample of joined entries as its reader sees it, and what becomes of the verdicts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.audit import __main__ as program
from benchmarks.audit.block import MAX_NAMES, block
from benchmarks.audit.rates import ANY, JOINED, Rate, rates, report
from benchmarks.audit.sample import Sampled, joined_keys, lexicon_name, sample
from benchmarks.audit.verdicts import CLASSES, OK, VERDICTS, Verdict, add, read, recorded
from bot.lexicon.model import Definition, Entry, EntryReference, RelatedEntry
from bot.lexicon.store.opening import opened
from bot.settings import Home
from bot.terms.model import Name, NameKind, Relation, SemanticType

VERDICT = Verdict("2026-11-30", 1, "glossary mesh #12345678", "a nurse", "heart", OK, "")


def verdict(key: str, finding: str = OK, day: str = VERDICT.date) -> Verdict:
    return replace(VERDICT, key=key, finding=finding, date=day)


async def test_entries_of_two_sources_in_one_language_are_drawn(home: Home) -> None:
    async with opened(home.lexicon) as lexicon:
        joined = await joined_keys(lexicon)
        drawn = await sample(lexicon, home, 5, seed=1)
    assert len(joined) >= 5
    assert {sampled.entry.key for sampled in drawn} <= set(joined)
    for sampled in drawn:
        assert len({record.partition(":")[0] for record in sampled.records}) >= 2, sampled.entry.key


async def test_the_glossary_alone_joins_nothing(glossary_home: Home) -> None:
    async with opened(glossary_home.lexicon) as lexicon:
        assert await joined_keys(lexicon) == []


async def test_a_seed_draws_the_same_entries_again_and_another_one_others(home: Home) -> None:
    async with opened(home.lexicon) as lexicon:
        one, again, other = [await sample(lexicon, home, 3, seed) for seed in (1, 1, 2)]
    assert [sampled.entry.key for sampled in one] == [sampled.entry.key for sampled in again]
    assert [sampled.entry.key for sampled in one] != [sampled.entry.key for sampled in other]


async def test_a_lexicon_is_named_by_its_sources_and_their_editions(home: Home) -> None:
    async with opened(home.lexicon) as lexicon:
        sources = await lexicon.sources()
    name = lexicon_name(sources)
    assert name.startswith("glossary ")
    assert lexicon_name(reversed(sources)) == name
    assert lexicon_name([replace(sources[0], edition="1900"), *sources[1:]]) != name


def sampled() -> Sampled:
    text = "Beats. " + "All day long it beats. " * 20 + "(From a book, 2nd ed)"
    entry = Entry(
        key="heart",
        headword="heart",
        semantic_types=(SemanticType.BODY_PART,),
        names=(
            Name("heart", NameKind.PREFERRED, "glossary"),
            *(Name(f"ticker {number}", NameKind.SYNONYM, "mesh") for number in range(MAX_NAMES + 2)),
        ),
        subclass_of=(EntryReference("organ", "organ"),),
        related=(RelatedEntry("body", "body", Relation.PART_OF),),
        definitions=(Definition(text, "en", "everybody", "mesh", "MeSH", "NLM", 2026, "D1", None),),
    )
    return Sampled(entry, "a kind of organ", ("glossary:heart heart", "mesh:D1 Heart"))


def test_an_entry_is_printed_with_all_that_can_be_wrong_with_it() -> None:
    lines = block(7, sampled()).splitlines()
    assert lines[0] == "7. heart [heart] body part; hint: a kind of organ"
    assert "  subclass of: organ" in lines
    assert "  part of: body" in lines
    assert "  preferred name: glossary heart" in lines
    assert any(line.startswith("  synonym: mesh ticker 0 | ") and line.endswith(" and 2 more") for line in lines)
    assert lines[-1] == "  records: glossary:heart heart; mesh:D1 Heart"


def test_a_long_definition_is_cut_but_for_its_end_where_citations_stand() -> None:
    (line,) = (line for line in block(1, sampled()).splitlines() if line.startswith("  = "))
    assert line.startswith("  = mesh 2026 en: Beats. All day")
    assert line.endswith("(From a book, 2nd ed)")
    assert len(line) < 300


def test_verdicts_are_added_to_those_of_before(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.tsv"
    add([verdict("heart")], path)
    later = [verdict("heart", "kind", "2026-12-24"), verdict("lung", "headword", "2026-12-24")]
    add(later, path)
    assert recorded(path) == [verdict("heart"), *later]


def test_an_audit_is_recorded_once(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.tsv"
    add([verdict("heart")], path)
    with pytest.raises(ValueError, match="recorded already"):
        add([verdict("lung")], path)
    assert recorded(path) == [verdict("heart")]


def test_quotation_marks_and_backslashes_in_a_note_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "verdicts.tsv"
    noted = replace(verdict("heart", "headword"), note='"ticker" \\ not said')
    add([noted], path)
    assert recorded(path) == [noted]


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("heart\tok\nspleen\tok\n", "not in the sample: spleen"),
        ("heart\tok\n", "no verdict on 1 entries: lung"),
        ("heart\tok\nlung\todd\n", "line 2: no class is called 'odd'"),
        ("heart\tok\nlung\n", "line 2: not a key"),
        ("", "no verdict on 2 entries"),
    ],
)
def test_a_reader_is_told_what_is_missing_or_misspelt(tmp_path: Path, written: str, complaint: str) -> None:
    path = tmp_path / "read.tsv"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint):
        read(path, ["heart", "lung"])


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("2026-11-30\t1\tx\tme\theart", "7 cells"),
        ("yesterday\t1\tx\tme\theart\tok\t", "no date"),
        ("2026-11-30\tone\tx\tme\theart\tok\t", "no number"),
        ("2026-11-30\t1\tx\tme\theart\tfine\t", "no class"),
    ],
)
def test_a_recorded_line_out_of_the_layout_is_refused(tmp_path: Path, line: str, complaint: str) -> None:
    path = tmp_path / "verdicts.tsv"
    add([verdict("heart")], path)
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=rf"line 3: .*{complaint}"):
        recorded(path)


def test_an_entry_with_several_findings_counts_once_and_in_each_class() -> None:
    found = rates([verdict("heart", "joined, wider"), verdict("heart", "kind"), verdict("lung"), verdict("nose")])
    assert found[ANY] == found[JOINED] == found["kind"] == found["joined, wider"] == Rate(1, 3)
    assert found["headword"] == Rate(0, 3)


def test_an_interval_is_wilsons() -> None:
    """Figures of Newcombe, Statistics in Medicine 1998, table I."""
    assert Rate(81, 263).interval == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert Rate(15, 148).interval == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert Rate(0, 20).interval == pytest.approx((0.0, 0.1611), abs=5e-5)
    assert Rate(1, 29).interval == pytest.approx((0.0061, 0.1718), abs=5e-5)


def test_a_report_shows_each_audit_and_how_the_rate_changed() -> None:
    lines = list(report([verdict("heart", "kind"), verdict("lung"), verdict("heart", day="2027-01-02")]))
    assert lines[0] == "2026-11-30, seed 1, 2 entries read by a nurse; glossary mesh #12345678"
    history = [line for line in lines if "%" in line][-2:]
    assert history[0].startswith("2026-11-30")
    assert " 50.0 %" in history[0]
    assert history[1].startswith("2027-01-02")
    assert "  0.0 %" in history[1]


def test_what_is_recorded_beside_the_program_can_be_reported() -> None:
    verdicts = recorded(VERDICTS)
    assert len({verdict.key for verdict in verdicts}) >= 150
    assert {verdict.finding for verdict in verdicts} <= {OK, *CLASSES}
    assert len(list(report(verdicts))) > 3


def test_a_sample_is_printed_read_and_recorded(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["audit", "--home", str(home.folder), "--size", "2", "--seed", "3"]
    monkeypatch.setattr("sys.argv", asked)
    program.main()
    printed = capsys.readouterr().out
    assert printed.startswith("2 entries, seed 3; glossary ")
    keys = [line.partition("[")[2].partition("]")[0] for line in printed.splitlines() if line[:2] in {"1.", "2."}]

    read_file, kept = tmp_path / "read.tsv", tmp_path / "verdicts.tsv"
    read_file.write_text("".join(f"{key}\tok\n" for key in keys), encoding="utf-8")
    monkeypatch.setattr(
        "sys.argv", [*asked, "--record", str(read_file), "--reader", "a nurse", "--verdicts", str(kept)]
    )
    program.main()
    assert [(one.key, one.finding, one.seed) for one in recorded(kept)] == [(key, OK, 3) for key in keys]


def test_verdicts_without_a_reader_are_refused(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["audit", "--home", str(home.folder), "--record", str(tmp_path / "x")])
    with pytest.raises(SystemExit):
        program.main()
    assert "--reader" in capsys.readouterr().err
