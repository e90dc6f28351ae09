"""`medlex install` by name of what is installed already: upgraded, up to date, or kept when the newer file is bad."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from cli.publishers import MESH, NEXT_MESH, Publishers, left_in, zipped
from click.testing import Result
from homes import contents, installed_in, keys_of

from bot.settings import Home

pytestmark = pytest.mark.usefixtures("moved_publishers")

Medlex = Callable[..., Result]


def test_what_is_unchanged_is_up_to_date_and_nothing_is_rebuilt(
    medlex: Medlex, new: Home, publishers: Publishers, builds: list[Path]
) -> None:
    medlex("install", "mesh", "medlineplus", home=new)
    before, built = contents(new), len(builds)
    result = medlex("install", "mesh", "medlineplus", home=new)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "mesh is up to date: its publisher has nothing newer.",
        "medlineplus is up to date: its publisher has nothing newer.",
    ]
    assert len(builds) == built
    assert contents(new) == before
    assert left_in(new.downloads) == []


def test_what_another_version_of_medlex_read_is_read_again_though_its_publisher_has_nothing_newer(
    medlex: Medlex, new: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    medlex("install", "mesh", home=new)
    monkeypatch.setattr("bot.sources.installed.__version__", "99.0")
    assert "Installed " in medlex("install", "mesh", home=new).stdout
    assert "mesh is up to date" in medlex("install", "mesh", home=new).stdout


def test_of_several_only_the_newer_is_read_again(
    medlex: Medlex, new: Home, publishers: Publishers, newer_mesh_packed: bytes, builds: list[Path]
) -> None:
    medlex("install", "mesh", "ncit", home=new)
    ncit = contents(new)["sources/ncit.zip"]
    publishers.files[MESH] = newer_mesh_packed
    result = medlex("install", "mesh", "ncit", home=new)
    assert "ncit is up to date" in result.stdout
    assert "edition 2027-01-01" in result.stdout
    assert contents(new)["sources/ncit.zip"] == ncit
    assert len(builds) == 2


@pytest.mark.parametrize("path", [MESH, NEXT_MESH])
def test_a_new_edition_takes_the_place_of_the_old_and_keys_stay(
    medlex: Medlex, new: Home, publishers: Publishers, newer_mesh_packed: bytes, path: str
) -> None:
    medlex("install", "mesh", "nci-dictionary", home=new)
    keys = keys_of(new)
    publishers.files[path] = newer_mesh_packed
    assert medlex("install", "mesh", home=new).exit_code == 0
    page = medlex("define", "monokine", home=new).stdout
    assert "Now: from monocytes" in page
    assert "National Library of Medicine, 2027" in page
    assert keys_of(new) == keys


def test_a_source_from_a_file_is_upgraded_by_name(
    medlex: Medlex, new: Home, publishers: Publishers, fixtures: Path, newer_mesh_packed: bytes
) -> None:
    medlex("install", "mesh", "--from", fixtures / "mesh.xml", home=new)
    publishers.files[MESH] = newer_mesh_packed
    assert "edition 2027-01-01" in medlex("install", "mesh", home=new).stdout


def test_after_a_file_of_the_admins_own_the_publishers_is_fetched_again(
    medlex: Medlex, new: Home, publishers: Publishers, fixtures: Path
) -> None:
    medlex("install", "mesh", home=new)
    medlex("install", "mesh", "--from", fixtures / "mesh.xml", "--edition", "2001", home=new)
    assert "edition 2026-01-01" in medlex("install", "mesh", home=new).stdout


BAD = {
    "cut xml": gzip.compress(b"<DescriptorRecordSet><DescriptorRecord>"),
    "cut gzip": gzip.compress(bytes(range(256)) * 40)[:-20],
    "another format": b'{"meta": {"totalResults": 0}, "results": []}',
    "web page": b"<!DOCTYPE html><html>Sign in</html>",
    "empty": b"",
}


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
XML_BOMB = (
    f'<!DOCTYPE DescriptorRecordSet [<!ENTITY l0 "ha">{LAUGHS}]><DescriptorRecordSet><DescriptorRecord>'
    "<DescriptorUI>D1</DescriptorUI><DescriptorName><String>&l11;</String></DescriptorName></DescriptorRecord>"
    "</DescriptorRecordSet>"
)
# More than any small file may unpack to.
UNPACKED = 65 << 20


def gzip_bomb() -> bytes:
    return gzip.compress(b"<DescriptorRecordSet>" + b" " * UNPACKED, compresslevel=1)


def zip_bomb() -> bytes:
    return zipped("desc.xml", b"<DescriptorRecordSet>" + b" " * UNPACKED)


@pytest.mark.parametrize("bomb", [gzip_bomb, zip_bomb, XML_BOMB.encode, lambda: gzip.compress(XML_BOMB.encode())])
def test_a_bomb_that_is_served_does_not_go_off(
    medlex: Medlex, new: Home, publishers: Publishers, bomb: Callable[[], bytes]
) -> None:
    medlex("install", "mesh", "nci-dictionary", home=new)
    before = contents(new)
    publishers.files[MESH] = bomb()
    failed = medlex("install", "mesh", home=new)
    assert (failed.exit_code, failed.stdout) == (1, "")
    assert "mesh stays as it was. " in failed.stderr
    assert contents(new) == before
    assert medlex("define", "monokine", home=new).exit_code == 0


@pytest.mark.parametrize("content", [None, *BAD.values()], ids=["missing", *BAD])
def test_an_upgrade_that_fails_keeps_the_old_edition_and_does_not_stick(
    medlex: Medlex, new: Home, publishers: Publishers, newer_mesh_packed: bytes, content: bytes | None
) -> None:
    medlex("install", "mesh", "nci-dictionary", home=new)
    before = contents(new)
    if content is None:
        del publishers.files[MESH]
    else:
        publishers.files[MESH] = content
    for _ in range(2):
        failed = medlex("install", "mesh", home=new)
        assert failed.exit_code == 1
        assert failed.stdout == ""
        assert "mesh stays as it was. " in failed.stderr
        assert contents(new) == before
        assert left_in(new.downloads) == []
    publishers.files[MESH] = newer_mesh_packed
    assert medlex("install", "mesh", home=new).exit_code == 0
    assert left_in(new.downloads) == []
    assert "Now: from monocytes" in medlex("define", "monokine", home=new).stdout


def test_a_bad_file_does_not_keep_the_good_ones_back(
    medlex: Medlex, new: Home, publishers: Publishers, builds: list[Path]
) -> None:
    publishers.files[MESH] = BAD["cut xml"]
    result = medlex("install", "mesh", "ncit", "nci-genetics", home=new)
    assert result.exit_code == 0
    assert installed_in(new) == {"ncit", "nci-genetics"}
    assert result.stderr.count("was not installed") == 1
    assert "mesh was not installed. " in result.stderr
    assert len(builds) == 1
    assert left_in(new.downloads) == []
    assert not list(new.folder.rglob("*.part"))


def test_when_the_home_fails_and_not_the_file_the_file_is_kept(
    medlex: Medlex, new: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("bot.building.write.lexicon_file._write_entries", full)
        failed = medlex("install", "mesh", home=new)
    assert failed.exit_code == 1
    assert "No space left" in failed.stderr or "no space left" in failed.stderr
    assert left_in(new.downloads) == ["mesh.download"]
    assert installed_in(new) == set()
    assert medlex("install", "mesh", home=new).exit_code == 0
    assert left_in(new.downloads) == []


def test_what_a_killed_installation_left_goes_when_there_is_nothing_newer(medlex: Medlex, new: Home) -> None:
    medlex("install", "mesh", home=new)
    (new.downloads / "mesh.download").write_bytes(b"left over")
    assert "up to date" in medlex("install", "mesh", home=new).stdout
    assert left_in(new.downloads) == []


@pytest.mark.parametrize("damage", [lambda whole: whole[:-200], lambda whole: whole[:90] + b"?" * 9 + whole[99:]])
def test_a_damaged_archive_is_mended_by_installing_its_source_by_name(
    medlex: Medlex, new: Home, damage: Callable[[bytes], bytes]
) -> None:
    medlex("install", "mesh", home=new)
    archive = new.sources / "mesh.zip"
    archive.write_bytes(damage(archive.read_bytes()))
    assert medlex("build", home=new).exit_code == 1
    mended = medlex("install", "mesh", home=new)
    assert mended.exit_code == 0
    assert "Installed " in mended.stdout
    assert medlex("build", home=new).exit_code == 0
