"""What every XML format does with files that are cut, damaged, of another kind, or made to do harm."""

from __future__ import annotations

import gzip
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.errors import DataError
from bot.settings import CHECKOUT
from bot.sources import medlineplus, mesh_supplementary, wordnet
from bot.sources.concept import BrokenRecord, Concept
from bot.sources.edition import Edition

PRIVATE = "the content of a file that no source may read"
MOST_MEMORY_MADE = 50_000  # KiB; an expanded bomb would take gigabytes
LAUGHS = '<!ENTITY l0 "ha">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
MOST_MEMORY = "/proc/self/status"
COUNT = f"""
import importlib, pathlib, sys
concepts = importlib.import_module(sys.argv[1]).concepts
memory = lambda: next(int(line.split()[1]) for line in open({MOST_MEMORY!r}) if line.startswith("VmHWM:"))
before = memory()
print(sum(1 for _ in concepts(pathlib.Path(sys.argv[2]))), memory() - before)
"""
LONG = f'<!ENTITY long "{"a" * 200_000}">'


@dataclass(frozen=True, slots=True)
class Sample:
    """A format, its fixture, and one whole record with a place for text and one for an attribute."""

    edition: Callable[[Path], Edition | None]
    concepts: Callable[[Path], Iterator[Concept | BrokenRecord]]
    fixture: str
    root: str
    record: str
    end: str


SAMPLES = {
    "medlineplus": Sample(
        medlineplus.edition,
        medlineplus.concepts,
        "medlineplus_topics.xml",
        "health-topics",
        '<health-topic id="{number}" title="Fever{attribute}"><full-summary>Heat.{text}</full-summary></health-topic>',
        "</health-topic>",
    ),
    "wordnet": Sample(
        wordnet.edition,
        wordnet.concepts,
        "wordnet.xml",
        "LexicalResource",
        '<LexicalEntry id="e{number}"><Lemma writtenForm="fever{attribute}" partOfSpeech="n"/>'
        '<Sense synset="{number}"/></LexicalEntry>'
        '<Synset id="{number}" partOfSpeech="n"><Definition>heat{text}</Definition></Synset>',
        "</Synset>",
    ),
    "supplementary": Sample(
        mesh_supplementary.edition,
        mesh_supplementary.concepts,
        "mesh_supplementary.xml",
        "SupplementalRecordSet",
        '<SupplementalRecord SCRClass="1{attribute}"><SupplementalRecordUI>{number}</SupplementalRecordUI>'
        "<SupplementalRecordName><String>fever{text}</String></SupplementalRecordName></SupplementalRecord>",
        "</SupplementalRecord>",
    ),
}


@pytest.fixture(params=SAMPLES)
def sample(request: pytest.FixtureRequest) -> Sample:
    """One of the formats."""
    return SAMPLES[request.param]


@pytest.fixture
def original(sample: Sample, fixtures: Path) -> bytes:
    """The format's fixture."""
    return (fixtures / sample.fixture).read_bytes()


@pytest.fixture
def refusal(sample: Sample, tmp_path: Path) -> Callable[[bytes], DataError]:
    """What a file with this content is refused with; every refusal names the file and says what to do."""

    def refused(content: bytes) -> DataError:
        path = tmp_path / "download"
        path.write_bytes(content)
        with pytest.raises(DataError) as caught:
            list(sample.concepts(path))
        assert str(path) in caught.value.problem
        assert caught.value.remedy.endswith(".")
        return caught.value

    return refused


def filled(sample: Sample, subset: str = "", text: str = "", attribute: str = "") -> str:
    """A file with a good record, and one that uses this text and attribute."""
    good = sample.record.format(number=1, text="", attribute="")
    other = sample.record.format(number=2, text=text, attribute=attribute)
    return f"<!DOCTYPE {sample.root} [{subset}]><{sample.root}><a>{good}{other}</a></{sample.root}>"


def outcome(sample: Sample, path: Path) -> list[Concept | BrokenRecord] | DataError:
    try:
        return list(sample.concepts(path))
    except DataError as error:
        return error


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def test_a_file_reads_the_same_however_it_is_packed(sample: Sample, original: bytes, tmp_path: Path) -> None:
    plain, packed, archive = tmp_path / "plain", tmp_path / "packed", tmp_path / "archive"
    plain.write_bytes(original)
    packed.write_bytes(gzip.compress(original))
    with zipfile.ZipFile(archive, "w") as contents:
        contents.writestr("inside.xml", original)
    read = list(sample.concepts(plain))
    assert read
    assert list(sample.concepts(packed)) == list(sample.concepts(archive)) == read
    assert sample.edition(packed) == sample.edition(archive) == sample.edition(plain)


@pytest.mark.parametrize("kept", [0.0, 0.01, 0.3, 0.6, 0.999])
def test_a_file_that_is_cut_off_is_refused(original: bytes, refusal: Callable[[bytes], DataError], kept: float) -> None:
    refusal(original[: min(int(len(original) * kept), len(original) - 2)])


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.99])
def test_a_packed_file_that_is_cut_off_is_refused_as_damaged(
    original: bytes, refusal: Callable[[bytes], DataError], kept: float
) -> None:
    packed = gzip.compress(original)
    assert "cut off or damaged" in refusal(packed[: int(len(packed) * kept)]).remedy


def test_a_file_cut_between_two_records_is_refused(
    sample: Sample, original: bytes, refusal: Callable[[bytes], DataError]
) -> None:
    assert "not whole" in refusal(original[: original.rindex(sample.end.encode()) + len(sample.end)]).problem


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\x00" * 100,
        b"{}",
        b"term,definition\n",
        b"<!DOCTYPE html><html><head><title>Sign in</title></head><body><p>Not found<br></body></html>",
        b"<!DOCTYPE root [" + b" " * 100_000 + b"]><root/>",
    ],
    ids=["empty", "blank", "zeros", "json", "csv", "html", "no element near the beginning"],
)
def test_a_file_of_another_kind_is_refused(refusal: Callable[[bytes], DataError], content: bytes) -> None:
    assert "--edition" not in refusal(content).remedy


def test_xml_of_another_kind_is_named_for_what_it_holds(sample: Sample, refusal: Callable[[bytes], DataError]) -> None:
    problem = refusal(b"<QualifierRecordSet><QualifierRecord/></QualifierRecordSet>").problem
    assert "it holds <QualifierRecordSet>, not " in problem
    assert f"<{sample.root}>" in problem


def test_a_file_of_another_kind_has_no_edition(sample: Sample, tmp_path: Path) -> None:
    for content in (b"\x00\x01", b"<a/>", b"<a", b"{}"):
        path = tmp_path / "other"
        path.write_bytes(content)
        assert sample.edition(path) is None


def test_a_missing_file_is_refused(sample: Sample, tmp_path: Path) -> None:
    for read in (sample.edition, lambda path: list(sample.concepts(path))):
        with pytest.raises(DataError) as refused:
            read(tmp_path / "nowhere")
        assert "nowhere" in refused.value.problem


def test_a_root_without_records_gives_none(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "empty.xml"
    path.write_text(f"<{sample.root}/>")
    assert list(sample.concepts(path)) == []


def test_comments_and_instructions_inside_text_do_not_hide_the_rest(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "comments.xml"
    path.write_text(filled(sample, text=" and<!-- not this --> more<?nor this?> words"))
    assert "and more words" in str(list(sample.concepts(path))[1])


@pytest.mark.skipif(not Path(MOST_MEMORY).exists(), reason="only Linux tells")
def test_memory_does_not_grow_with_the_file(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "large.xml"
    with path.open("w") as file:
        file.write(f"<{sample.root}>")
        for number in range(10_000):
            file.write(sample.record.format(number=number, text="x" * 8_000, attribute="") + "\n")
        file.write(f"</{sample.root}>")
    # In a process of its own, for a process remembers the most memory that it ever had.
    command = [sys.executable, "-c", COUNT, sample.concepts.__module__, str(path)]
    counted = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60, cwd=CHECKOUT)  # noqa: S603
    read, grown = map(int, counted.stdout.split())
    assert read == 10_000
    assert grown < MOST_MEMORY_MADE


@pytest.mark.parametrize(
    ("subset", "text", "attribute"),
    [
        (LAUGHS, "&l11;", ""),
        (LAUGHS, "", "&l11;"),
        (LONG, "&long;" * 20_000, ""),
        (LONG, "", "&long;" * 20_000),
        ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "&a;", ""),
        ('<!ENTITY a "&b;"><!ENTITY b "&a;">', "", "&a;"),
    ],
    ids=["laughs", "laughs in an attribute", "long", "long in an attribute", "endless", "endless in an attribute"],
)
def test_a_bomb_of_entities_does_not_go_off(
    sample: Sample, tmp_path: Path, subset: str, text: str, attribute: str
) -> None:
    path = tmp_path / "bomb.xml"
    path.write_text(filled(sample, subset, text, attribute))
    before = memory()
    read = outcome(sample, path)
    assert memory() - before < MOST_MEMORY_MADE
    if isinstance(read, list):
        assert max(len(str(record)) for record in read) < 2_000


def test_a_record_that_uses_an_entity_is_broken_and_the_others_are_read(sample: Sample, tmp_path: Path) -> None:
    path = tmp_path / "entity.xml"
    path.write_text(filled(sample, '<!ENTITY e "more">', "&e;"))
    good, broken = list(sample.concepts(path))
    assert isinstance(good, Concept)
    assert isinstance(broken, BrokenRecord)
    assert "line 1" in broken.where
    assert "&e;" in broken.problem


@pytest.mark.parametrize(
    ("subset", "text"),
    [
        ('<!ENTITY e SYSTEM "{}">', "&e;"),
        ('<!ENTITY e SYSTEM "file://{}">', "&e;"),
        ('<!ENTITY e PUBLIC "-//x//y" "file://{}">', "&e;"),
        ('<!ENTITY % p SYSTEM "file://{}"> %p;', ""),
        ('<!ENTITY % p SYSTEM "file://{}"> <!ENTITY e "%p;">', "&e;"),
        ("", '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file://{}" parse="text"/>'),
    ],
    ids=["path", "address", "public", "parameter", "parameter inside", "inclusion"],
)
def test_no_file_of_the_host_is_read(sample: Sample, tmp_path: Path, subset: str, text: str) -> None:
    secret, path = tmp_path / "secret.txt", tmp_path / "external.xml"
    secret.write_text(PRIVATE)
    path.write_text(filled(sample, subset.format(secret), text.format(secret)))
    assert PRIVATE not in str(outcome(sample, path))


def test_the_definition_of_the_document_type_is_not_read(sample: Sample, tmp_path: Path) -> None:
    definition, path = tmp_path / "layout.dtd", tmp_path / "external.xml"
    names = " ".join(
        f'<!ATTLIST {name} id CDATA "{PRIVATE}" title CDATA "{PRIVATE}" SCRClass CDATA "{PRIVATE}">'
        for name in ("health-topic", "Synset", "SupplementalRecord")
    )
    definition.write_text(f'<!ENTITY e "{PRIVATE}">{names}')
    content = filled(sample, text="&e;").replace("[]", f'SYSTEM "{definition}"')
    path.write_text(content)
    read = outcome(sample, path)
    assert isinstance(read, list)
    assert isinstance(read[0], Concept)
    assert PRIVATE not in str(read)


def test_elements_nested_without_end_are_refused(sample: Sample, refusal: Callable[[bytes], DataError]) -> None:
    refusal(f"<{sample.root}>".encode() + b"<a>" * 200_000)
