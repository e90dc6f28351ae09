"""`python -m bot` as a process of its own, as people start it: nobody ever reads a traceback."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from waiting import SECONDS_UNTIL_HUNG

from bot.settings import CHECKOUT, Home

HOLD_LOCK = """
import sys
from pathlib import Path
from bot.building.build import exclusive_lock
from bot.settings import Home

with exclusive_lock(Home(Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.read()
"""

Process = Callable[..., subprocess.CompletedProcess[str]]


def failure(done: subprocess.CompletedProcess[str], status: int = 1) -> list[str]:
    """The two sentences that a process failed with."""
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    return lines


def test_a_question_is_answered_on_standard_output_alone(medlex_process: Process, home: Home) -> None:
    done = medlex_process("define", "interleukin", "--json", MEDLEX_HOME=str(home.folder))
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["entry"]["headword"] == "interleukin"


@pytest.mark.parametrize(("term", "status"), [("interleukin", 0), ("MS", 3), ("interlukin", 3), ("", 2)])
def test_the_exit_status_says_how_it_ended(medlex_process: Process, home: Home, term: str, status: int) -> None:
    assert medlex_process("define", term, MEDLEX_HOME=str(home.folder)).returncode == status


def test_a_home_with_spaces_and_signs_in_its_name_works(
    medlex_process: Process, tmp_path: Path, mesh_file: Path
) -> None:
    surroundings = {"MEDLEX_HOME": str(tmp_path / "mein Ordner ☃ #1 100% ?")}
    assert medlex_process("install", "mesh", "--from", mesh_file, **surroundings).returncode == 0
    assert "Harm to skin" in medlex_process("define", "frostbite", **surroundings).stdout


def test_settings_come_from_the_env_file_of_the_current_folder(medlex_process: Process, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f'MEDLEX_HOME="{tmp_path / "from the file"}"\n')
    assert medlex_process("define", "interleukin").returncode == 0
    assert (tmp_path / "from the file" / "lexicon.sqlite3").is_file()


@pytest.mark.parametrize("command", ["run", "sync"])
@pytest.mark.parametrize("token", [None, "", "   "])
def test_without_a_token_the_bot_says_how_to_get_one(
    medlex_process: Process, tmp_path: Path, command: str, token: str | None
) -> None:
    surroundings = {} if token is None else {"DISCORD_TOKEN": token}
    done = medlex_process(command, MEDLEX_HOME=str(tmp_path / "home"), **surroundings)
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr
    for needed in (
        "https://discord.com/developers/applications",
        "DISCORD_TOKEN=",
        "invites the bot",
        "medlex preview",
    ):
        assert needed in done.stderr


def test_answers_are_written_to_files_that_cannot_hold_every_letter(medlex_process: Process, home: Home) -> None:
    surroundings = {"MEDLEX_HOME": str(home.folder), "PYTHONIOENCODING": "ascii"}
    done = medlex_process("define", "interleukin", **surroundings)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("interleukin, in?ter?leu?kin, [in-ter-LOO-kin]")
    answer = json.loads(medlex_process("define", "interleukin", "--json", **surroundings).stdout)
    assert answer["entry"]["hyphenation"] == "in·ter·leu·kin"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("words", [("define", "interleukin"), ("define", "interleukin", "--json"), ("sources",)])
def test_answers_that_cannot_be_written_end_with_a_sentence(home: Home, words: tuple[str, ...], tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-m", "bot", *words],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "MEDLEX_HOME": str(home.folder)},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=SECONDS_UNTIL_HUNG,
            check=False,
        )
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert "no space left on device" in done.stderr.lower()


def test_a_reader_who_stops_reading_ends_it_quietly(home: Home) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "bot", "sources"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "MEDLEX_HOME": str(home.folder)},
        stdout=writing,
        stderr=subprocess.PIPE,
        text=True,
        timeout=SECONDS_UNTIL_HUNG,
        check=False,
    )
    os.close(writing)
    assert "Traceback" not in done.stderr


def test_bytes_that_are_no_text_are_only_an_odd_term_or_path(medlex_process: Process, home: Home) -> None:
    surroundings = {"MEDLEX_HOME": str(home.folder)}
    assert medlex_process("define", b"inter\xffleukin", **surroundings).returncode == 0
    failure(medlex_process("define", b"\xff\xfe", **surroundings), status=2)
    problem, _ = failure(medlex_process("install", "mesh", "--from", b"/tmp/\xff.xml", **surroundings))
    assert "cannot be read" in problem


def test_a_full_disk_leaves_everything_as_it_was(own_home: Home, mesh_file: Path) -> None:
    before = {path: path.read_bytes() for path in own_home.folder.rglob("*.*") if path.suffix in {".zip", ".sqlite3"}}
    most = own_home.lexicon.stat().st_size // 2
    done = limited(own_home, most, "install", "mesh", "--from", str(mesh_file), "--edition", "2030")
    problem, remedy = failure(done)
    assert str(own_home.folder) in problem
    assert "Free some space" in remedy
    assert {path: path.read_bytes() for path in before} == before
    assert not list(own_home.folder.rglob("*.part"))


def limited(home: Home, most_bytes: int, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the program so that no file can grow over a size, as on a full disk (setrlimit(2), RLIMIT_FSIZE)."""
    resource = pytest.importorskip("resource", reason="Windows has no limit on the size of files")
    return subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-m", "bot", *words],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "MEDLEX_HOME": str(home.folder)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes)),
        capture_output=True,
        text=True,
        timeout=SECONDS_UNTIL_HUNG,
        check=False,
    )


def test_of_two_installations_at_once_one_completes_and_the_other_says_why_not(
    own_home: Home, mesh_file: Path, medlex_process: Process
) -> None:
    holder = subprocess.Popen(  # noqa: S603 (our own program)
        [
            sys.executable,
            "-c",
            HOLD_LOCK,
            str(own_home.folder),
        ],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        surroundings = {"MEDLEX_HOME": str(own_home.folder)}
        problem, remedy = failure(medlex_process("install", "mesh", "--from", mesh_file, **surroundings))
        assert "Another `medlex` program" in problem
        assert "Wait" in remedy
        assert medlex_process("define", "interleukin", **surroundings).returncode == 0
        holder.communicate()
    assert medlex_process("install", "mesh", "--from", mesh_file, **surroundings).returncode == 0


def test_the_preview_prints_its_address_and_ends_when_it_is_told_to(home: Home) -> None:
    pytest.importorskip("simcord")
    preview = subprocess.Popen(
        [sys.executable, "-m", "bot", "preview", "--no-browser", "--port", "0"],
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT), "MEDLEX_HOME": str(home.folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with preview:
        assert preview.stdout is not None
        assert preview.stdout.readline().startswith("Open http://")
        preview.send_signal(signal.SIGTERM)
        _, said = preview.communicate(timeout=SECONDS_UNTIL_HUNG)
    assert preview.returncode == 0
    assert "Traceback" not in said


def test_a_preview_on_a_port_that_is_taken_is_wrong_usage(medlex_process: Process, home: Home) -> None:
    pytest.importorskip("simcord")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        quiet = {"MEDLEX_HOME": str(home.folder), "MEDLEX_LOG_LEVEL": "error"}
        done = medlex_process("preview", "--no-browser", "--port", port, **quiet)
    problem, remedy = failure(done, status=2)
    assert f"Port {port} cannot be used" in problem
    assert "--port" in remedy


def test_a_preview_without_its_packages_says_what_to_install(
    medlex_process: Process, home: Home, tmp_path: Path
) -> None:
    (tmp_path / "absent").mkdir()
    (tmp_path / "absent" / "simcord.py").write_text("raise ImportError('hidden', name='simcord')")
    path = os.pathsep.join([str(tmp_path / "absent"), str(CHECKOUT)])
    done = medlex_process("preview", "--no-browser", MEDLEX_HOME=str(home.folder), PYTHONPATH=path)
    problem, remedy = failure(done)
    assert "simcord" in problem
    assert 'pip install "medlex[preview]"' in remedy


def test_a_lexicon_that_cannot_be_opened_is_named_without_a_traceback(medlex_process: Process, own_home: Home) -> None:
    own_home.lexicon.unlink()
    own_home.lexicon.mkdir()
    for _ in range(4):  # the thread loses the race about every other time
        problem, remedy = failure(medlex_process("define", "interleukin", MEDLEX_HOME=str(own_home.folder)))
        assert str(own_home.lexicon) in problem
        assert "medlex build" in remedy
