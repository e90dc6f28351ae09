"""`medlex service` on a made-up machine: its root folder is a folder of the test."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from bot.cli.service.files import is_unchanged, quoted, shipped, stamped
from bot.cli.service.machine import Machine, this_machine
from bot.cli.service.setting_up import install, remove, unit_of
from bot.errors import MedlexError
from bot.settings import CHECKOUT

Medlex = Callable[..., Result]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux'")
TOKEN = "DISCORD_TOKEN=a.b.c\n"  # noqa: S105 (no secret)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root folder of a machine that systemd runs, with the program in /opt."""
    root = tmp_path / "machine"
    for folder in ("run/systemd/system", "opt/medlex/bin", "home/ada/medlex"):
        (root / folder).mkdir(parents=True)
    (root / "opt/medlex/bin/medlex").touch()
    return root


@pytest.fixture
def whole(root: Path) -> Machine:
    """The machine, used by root."""
    program = root / "opt/medlex/bin/medlex"
    return Machine(root, None, root / "root/.config", root / "root", program, (program,))


@pytest.fixture
def own(root: Path) -> Machine:
    """The machine, used by Ada, with the program in her home."""
    home = root / "home/ada"
    program = home / "medlex/medlex"
    program.touch()
    return Machine(root, "ada", home / ".config", home / "medlex", program, (program,))


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


def enable(machine: Machine) -> None:
    """Do what `systemctl enable` does."""
    wants = machine.unit.parent / "default.target.wants"
    wants.mkdir()
    (wants / "medlex.service").symlink_to(machine.unit)


def test_for_the_whole_machine(whole: Machine, root: Path) -> None:
    done = install(whole)
    unit = (root / "etc/systemd/system/medlex.service").read_text()
    assert f"\nExecStart={whole.program} run\n" in unit
    assert f"\nExecStartPre=-{whole.program} install --missing\n" in unit
    assert "\nUser=medlex\n" in unit
    assert '\nu medlex - "Medlex" /var/lib/medlex\n' in (root / "etc/sysusers.d/medlex.conf").read_text()
    settings = root / "etc/medlex/medlex.env"
    assert (mode(settings), mode(settings.parent)) == (0o600, 0o700)
    assert settings.read_text().endswith("\nDISCORD_TOKEN=\n")
    for file in (whole.unit, whole.sysusers, settings):
        assert any(sentence.startswith(f"Wrote {file}") for sentence in done.sentences)
        assert file.exists()
    assert [command.partition("   #")[0] for command in done.commands] == [
        f"nano {settings}",
        "systemd-sysusers",
        "systemctl daemon-reload",
        "systemctl enable --now medlex",
        "journalctl -fu medlex",
    ]


def test_for_a_user(own: Machine, root: Path) -> None:
    (own.folder / ".env").write_text(TOKEN)
    (own.folder / ".env").chmod(0o644)
    done = install(own)
    unit = (root / "home/ada/.config/systemd/user/medlex.service").read_text()
    assert f"\nExecStart={own.program} run\n" in unit
    assert f"\nWorkingDirectory={own.folder}\n" in unit
    assert "\nUser=" not in unit
    assert mode(own.folder / ".env") == 0o600
    assert (own.folder / ".env").read_text() == TOKEN
    assert f"Kept {own.folder / '.env'}, and took from others the right to read it." in done.sentences
    assert [command.partition("   #")[0] for command in done.commands] == [
        "sudo loginctl enable-linger ada",
        "systemctl --user daemon-reload",
        "systemctl --user enable --now medlex",
        "journalctl --user -fu medlex",
    ]
    assert not (root / "etc").exists()


def test_a_user_without_settings_gets_a_file_for_them(own: Machine) -> None:
    done = install(own)
    assert mode(own.settings) == 0o600
    assert own.settings == own.config / "medlex/.env"
    assert f"\nWorkingDirectory={own.config / 'medlex'}\n" in own.unit.read_text()
    assert done.commands[0].startswith(f"nano {own.settings} ")


def test_over_http(whole: Machine) -> None:
    done = install(whole, over_http=True)
    unit = whole.unit.read_text()
    assert f"\nExecStart={whole.program} serve\n" in unit
    assert f"ExecStartPre=-{whole.program} install --missing\n" in unit
    assert "fill in DISCORD_APPLICATION_ID and DISCORD_PUBLIC_KEY" in done.commands[0]


@pytest.mark.parametrize(
    "settings", [TOKEN, "# mine\nDISCORD_TOKEN_FILE=/etc/medlex/token\n", "  DISCORD_TOKEN = a.b.c"]
)
def test_a_token_that_is_there_is_not_asked_for(settings: str, whole: Machine) -> None:
    whole.settings.parent.mkdir(parents=True)
    whole.settings.write_text(settings)
    assert "nano" not in "".join(install(whole).commands)
    assert whole.settings.read_text() == settings


@pytest.mark.parametrize(
    "settings", ["", "DISCORD_TOKEN=\nMEDLEX_LOG=json\n", "# DISCORD_TOKEN=a.b.c\n", "DISCORD_TOKEN= # mine"]
)
def test_a_token_that_is_missing_is_asked_for(settings: str, whole: Machine) -> None:
    whole.settings.parent.mkdir(parents=True)
    whole.settings.write_text(settings)
    assert "fill in DISCORD_TOKEN" in install(whole).commands[0]


def test_twice_changes_nothing(whole: Machine) -> None:
    install(whole)
    before = {file: file.stat().st_mtime_ns for file in (whole.unit, whole.sysusers, whole.settings)}
    done = install(whole)
    assert {file: file.stat().st_mtime_ns for file in before} == before
    assert done.sentences[0] == f"{whole.unit} is as it should be."


def test_a_unit_of_an_earlier_place_is_updated_and_a_running_bot_restarted(whole: Machine, root: Path) -> None:
    install(whole)
    enable(whole)
    moved = root / "srv/medlex"
    moved.parent.mkdir()
    moved.touch()
    done = install(replace(whole, program=moved, parts=(moved,)))
    assert f"Updated {whole.unit}." in done.sentences
    assert f"ExecStart={moved} run" in whole.unit.read_text()
    assert "systemctl restart medlex" in done.commands


@pytest.mark.parametrize("text", ["[Service]\nExecStart=/mine\n", "", "\x00\xff not a unit"])
def test_what_somebody_wrote_is_left_and_replaced_only_when_told_to(text: str, whole: Machine) -> None:
    whole.unit.parent.mkdir(parents=True)
    whole.unit.write_text(text, encoding="latin-1")
    with pytest.raises(MedlexError, match="was changed"):
        install(whole)
    assert whole.unit.read_text(encoding="latin-1") == text
    (sentence, *_) = install(whole, replace_changed=True).sentences
    kept = Path(re.findall(r"kept as (\S+)\.$", sentence)[0])
    assert kept.read_text(encoding="latin-1") == text
    assert is_unchanged(whole.unit.read_text())


def test_a_line_that_somebody_added_to_our_unit_counts_as_a_change(whole: Machine) -> None:
    install(whole)
    with whole.unit.open("a") as unit:
        unit.write("Alias=dictionary.service\n")
    with pytest.raises(MedlexError, match="was changed"):
        install(whole)
    install(whole, replace_changed=True)
    whole.unit.write_text("mine again")
    install(whole, replace_changed=True)
    kept = sorted(whole.unit.parent.glob("medlex.service.kept-*"))
    assert "Alias=" in kept[0].read_text()
    assert kept[1].read_text() == "mine again"


def test_where_there_is_no_systemd(whole: Machine, root: Path) -> None:
    shutil.rmtree(root / "run/systemd")
    with pytest.raises(MedlexError, match="systemd does not run this machine"):
        install(whole)
    assert not (root / "etc").exists()


@pytest.mark.parametrize("place", ["home/ada/medlex", "root/medlex", "tmp/medlex", "run/user/1000/medlex"])
def test_a_program_that_the_service_could_not_see(place: str, whole: Machine, root: Path) -> None:
    with pytest.raises(MedlexError, match="may not look"):
        install(replace(whole, parts=(whole.program, root / place)))
    assert not (root / "etc").exists()


def test_a_program_that_is_not_installed(whole: Machine) -> None:
    whole.program.unlink()
    with pytest.raises(MedlexError, match="There is no program"):
        install(whole)


def test_removing_leaves_settings_and_data(whole: Machine) -> None:
    install(whole)
    done = remove(whole)
    assert not whole.unit.exists()
    assert not whole.sysusers.exists()
    assert whole.settings.exists()
    assert done.commands == ("systemctl daemon-reload",)
    with pytest.raises(MedlexError, match="There is no service"):
        remove(whole)


def test_a_service_that_is_switched_on_is_not_removed(own: Machine) -> None:
    install(own)
    enable(own)
    with pytest.raises(MedlexError, match="systemctl --user disable --now medlex"):
        remove(own)
    assert own.unit.exists()


def test_removing_keeps_a_changed_unit_aside(own: Machine) -> None:
    install(own)
    own.unit.write_text("mine")
    (sentence, *_) = remove(own).sentences
    assert "was changed, so it is kept as" in sentence
    assert (own.unit.parent / "medlex.service.kept-1").read_text() == "mine"


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/opt/medlex/bin/medlex", "/opt/medlex/bin/medlex"),
        ("/srv/my bot/medlex", '"/srv/my bot/medlex"'),
        ("/srv/100%/$HOME/medlex", '"/srv/100%%/$$HOME/medlex"'),
        ('/srv/"a"\\b/medlex', '"/srv/\\"a\\"\\\\b/medlex"'),
    ],
)
def test_paths_are_written_so_that_systemd_reads_them(path: str, written: str) -> None:
    assert quoted(path) == written


def test_the_first_line_is_a_comment_and_holds_what_follows() -> None:
    text = stamped("[Unit]\n")
    assert text.startswith("# ")
    assert is_unchanged(text)
    assert not is_unchanged(text + "\n")
    assert not is_unchanged("[Unit]\n")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed")
@pytest.mark.parametrize("over_http", [False, True])
@pytest.mark.parametrize("folder", ["plain", "with space", "100%"])
@pytest.mark.parametrize("is_users", [False, True])
def test_systemd_takes_the_units(folder: str, root: Path, *, is_users: bool, over_http: bool) -> None:
    program = root / folder / "medlex"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    machine = Machine(root, "ada" if is_users else None, root / "config", root / folder, program, (program,))
    unit = root / "medlex.service"
    unit.write_text(unit_of(machine, over_http=over_http))
    scope = ["--user"] if is_users else []
    verified = subprocess.run(  # noqa: S603
        ["systemd-analyze", *scope, "verify", "--man=no", "--recursive-errors=no", unit],  # noqa: S607
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(root), "HOME": str(root)},
    )
    assert (verified.returncode, verified.stderr) == (0, "")


def test_both_units_watch_and_start_alike() -> None:
    lines = [set(shipped(name).splitlines()) for name in ("medlex.service", "medlex-user.service")]
    for line in ("Type=notify", "NotifyAccess=main", "WatchdogSec=60", "Restart=on-failure", "NoNewPrivileges=yes"):
        assert all(line in unit for unit in lines)


def test_this_machine_is_the_one_that_runs_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    machine = this_machine()
    assert machine.root == Path("/")
    assert machine.folder == Path.cwd()
    assert machine.config == tmp_path
    assert (machine.user is None) == (os.geteuid() == 0)
    assert machine.program.name == "medlex"


def test_the_program_says_what_it_did(own: Machine, medlex: Medlex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.commands.service.this_machine", lambda: own)
    shown = medlex("service", "show")
    result = medlex("service", "install", MEDLEX_LOG="json")
    assert result.exit_code == 0
    assert f"Wrote {own.unit}.\n" in result.output
    assert "Now run:\n" in result.output
    assert "does not see what is set here in the environment: MEDLEX_HOME, MEDLEX_LOG." in result.output
    assert own.unit.read_text().partition("\n")[2] == shown.output
    own.unit.write_text("mine")
    refused = medlex("service", "install")
    assert refused.exit_code == 1
    assert "--replace" in refused.output
    assert medlex("service", "install", "--replace").exit_code == 0
    assert medlex("service", "remove").exit_code == 0


def test_it_does_not_load_the_bot() -> None:
    code = "import sys, bot.cli.commands.service; sys.exit('discord' in sys.modules)"
    ended = subprocess.run([sys.executable, "-c", code], check=False, timeout=60, cwd=CHECKOUT)  # noqa: S603
    assert ended.returncode == 0
