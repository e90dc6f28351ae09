"""The environment and the `.env` file."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from pydantic import SecretStr

from bot.discord_bot.limits import MAX_BUTTON_URL
from bot.discord_bot.run import token_of
from bot.errors import SettingsError
from bot.setting_errors import EXPECTED
from bot.setting_errors import SECRETS as NOT_SHOWN
from bot.settings import (
    MAX_ADDRESS_LENGTH,
    SECRETS,
    Home,
    LogFormat,
    LogLevel,
    Policies,
    Refresh,
    Settings,
    default_home,
    load_settings,
)

Medlex = Callable[..., Result]


def write_env(text: str | bytes) -> Path:
    """Write a `.env` file into the current folder, which belongs to the test."""
    path = Path.cwd() / ".env"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_without_any_setting_the_defaults_hold() -> None:
    settings = load_settings()
    assert settings.discord_token is None
    assert settings.home.folder == default_home()
    assert (settings.medlex_log, settings.medlex_log_level) == (LogFormat.CONSOLE, LogLevel.INFO)
    assert settings.medlex_refresh is Refresh.OFF


def test_in_a_checkout_everything_is_written_to_var(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("bot.settings.CHECKOUT", tmp_path)
    (tmp_path / "pyproject.toml").touch()
    assert default_home() == tmp_path / "var"


def test_installed_as_a_package_everything_is_written_to_the_platforms_data_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("bot.settings.CHECKOUT", tmp_path)
    assert default_home().name == "medlex"
    assert tmp_path not in default_home().parents


def test_a_home_knows_where_everything_stands(tmp_path: Path) -> None:
    home = Home(tmp_path)
    assert (home.lexicon, home.sources) == (tmp_path / "lexicon.sqlite3", tmp_path / "sources")


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MEDLEX_HOME", str(tmp_path / "ünï 100%"))
    monkeypatch.setenv("MEDLEX_LOG", "json")
    monkeypatch.setenv("MEDLEX_LOG_LEVEL", "debug")
    monkeypatch.setenv("MEDLEX_REFRESH", "weekly")
    settings = load_settings()
    assert settings.home.folder == tmp_path / "ünï 100%"
    assert (settings.medlex_log, settings.medlex_log_level) == (LogFormat.JSON, LogLevel.DEBUG)
    assert settings.medlex_refresh is Refresh.WEEKLY


def test_the_env_file_of_the_current_folder_is_read() -> None:
    write_env('# a comment\nDISCORD_TOKEN="abc"\nMEDLEX_LOG=json\nSOMETHING_ELSE=1\n')
    settings = load_settings()
    assert settings.discord_token is not None
    assert settings.discord_token.get_secret_value() == "abc"
    assert settings.medlex_log is LogFormat.JSON


def test_the_environment_goes_before_the_env_file(monkeypatch: pytest.MonkeyPatch) -> None:
    write_env("MEDLEX_LOG=json\n")
    monkeypatch.setenv("MEDLEX_LOG", "console")
    assert load_settings().medlex_log is LogFormat.CONSOLE


def test_an_env_file_as_windows_writes_it_is_read() -> None:
    write_env(b"\xef\xbb\xbfMEDLEX_LOG=json\r\nMEDLEX_LOG_LEVEL=error\r\n")
    settings = load_settings()
    assert (settings.medlex_log, settings.medlex_log_level) == (LogFormat.JSON, LogLevel.ERROR)


def test_a_setting_that_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    write_env("DISCORD_TOKEN=\nMEDLEX_LOG=\n")
    monkeypatch.setenv("MEDLEX_HOME", "")
    settings = load_settings()
    assert settings.discord_token is None
    assert settings.medlex_log is LogFormat.CONSOLE
    assert settings.home.folder == default_home()


def test_a_relative_home_is_below_the_current_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDLEX_HOME", "my home")
    assert load_settings().home.folder == Path.cwd() / "my home"


def test_a_tilde_stands_for_the_home_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MEDLEX_HOME", "~/medlex")
    assert load_settings().home.folder == tmp_path / "medlex"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MEDLEX_LOG", "xml"),
        ("MEDLEX_LOG", "JSON "),
        ("MEDLEX_LOG_LEVEL", "loud"),
        ("MEDLEX_LOG_LEVEL", "10"),
        ("MEDLEX_REFRESH", "hourly"),
        ("MEDLEX_HOME", "~nobody-of-this-name/medlex"),
    ],
)
def test_a_wrong_value_is_refused_with_the_name_of_its_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert name in refused.value.problem
    assert "in the environment" in refused.value.remedy
    assert "docs/settings.md" in refused.value.remedy


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("MEDLEX_LOG=xml", "it must be console or json, and is 'xml'."),
        ("MEDLEX_BACKUPS=many", "it must be a number from 0 to 1000, and is 'many'."),
        ("MEDLEX_BACKUPS=-1", "it must be a number from 0 to 1000, and is '-1'."),
        ("MEDLEX_REFRESH=hourly", "it must be off, daily, weekly or monthly, and is 'hourly'."),
        ("DISCORD_APPLICATION_ID=12", "it must be the application's ID, a number of 17 to 20 digits, and is '12'."),
        ("DISCORD_PUBLIC_KEY=xyz", "64 of the characters 0-9 and a-f, and is 'xyz'."),
        (
            "MEDLEX_SHARD_IDS=a",
            "it must be numbers and ranges such as 0-4,7, or a share such as ordinal/4, and is 'a'.",
        ),
        ("MEDLEX_HTTP=8080", "it is not a host and a port"),
        ("MEDLEX_FEEDBACK_CHANNEL=#reports", "it must be the ID of a channel"),
        ("MEDLEX_LOG=" + "x" * 1000, f"and is {'x' * 40 + '…'!r}."),
    ],
)
def test_a_wrong_value_is_told_with_what_is_expected_and_where_it_stands(line: str, expected: str) -> None:
    path = write_env(line)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert f"The setting {line.partition('=')[0]} is wrong: " in refused.value.problem
    assert expected in refused.value.problem
    assert refused.value.remedy == f"Correct it in the file {path}; docs/settings.md lists all settings."


def test_all_wrong_values_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_env("MEDLEX_LOG=xml\n")
    monkeypatch.setenv("MEDLEX_BACKUPS", "x")
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert "MEDLEX_LOG is wrong" in refused.value.problem
    assert "MEDLEX_BACKUPS is wrong" in refused.value.problem
    assert refused.value.remedy.startswith(f"Correct them in the environment and the file {path};")


def test_what_is_expected_is_known_of_every_setting() -> None:
    assert set(EXPECTED) == {name.upper() for name in Settings.model_fields}


def test_a_wrong_secret_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDLEX_DATABASE", "mysql://me:very-secret@host/words")
    with pytest.raises(SettingsError, match="begin with postgresql://") as refused:
        load_settings()
    assert "very-secret" not in str(refused.value)


def test_every_secret_may_be_in_a_file_and_is_in_no_message() -> None:
    secrets = {name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)}
    assert set(SECRETS) == secrets
    assert {f"{name}_file" for name in secrets} <= set(Settings.model_fields)
    assert {name.upper() for name in secrets} == NOT_SHOWN


@pytest.mark.parametrize(
    "content",
    ["MEDLEX_LOG=json\n".encode("utf-16"), "MEDLEX_HOME=/tmp/café\n".encode("latin-1")],
    ids=["utf-16", "latin-1"],
)
def test_an_env_file_in_another_encoding_is_refused_by_its_name(content: bytes) -> None:
    path = write_env(content)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert str(path) in refused.value.problem
    assert "UTF-8" in refused.value.remedy


def test_an_env_file_that_may_not_be_read_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write_env("MEDLEX_LOG=json\n")
    monkeypatch.setattr("dotenv.main.open", forbidden, raising=False)
    with pytest.raises(SettingsError) as refused:
        load_settings()
    assert str(path) in refused.value.problem
    assert "ermission denied" in refused.value.problem


def test_a_folder_called_env_is_passed_over() -> None:
    (Path.cwd() / ".env").mkdir()
    assert load_settings().discord_token is None


def test_a_wrong_setting_ends_every_command_with_two_sentences(medlex: Medlex) -> None:
    for words in (("define", "interleukin"), ("check",), ("build",), ("sources",)):
        result = medlex(*words, MEDLEX_LOG="xml")
        assert (result.exit_code, result.stdout) == (1, "")
        assert len(result.stderr.splitlines()) == 2
        assert "MEDLEX_LOG" in result.stderr


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "very-secret")
    assert "very-secret" not in repr(load_settings())
    assert "very-secret" not in str(load_settings().model_dump())


def test_settings_do_not_change_while_the_program_runs() -> None:
    with pytest.raises(Exception, match="frozen"):
        load_settings().medlex_log = LogFormat.JSON


@pytest.fixture
def documented() -> dict[str, str]:
    """The settings in docs/settings.md, each with what stands there as its default."""
    path = Path(__file__).parents[2] / "docs" / "settings.md"
    if not path.is_file():
        pytest.skip("no checkout")
    rows = [line.split(" | ") for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    return {name: default for names, default, *_ in rows for name in re.findall(r"`(\w+)`", names)}


def test_every_setting_stands_in_the_documents_with_its_default(documented: dict[str, str]) -> None:
    assert set(documented) == {name.upper() for name in Settings.model_fields}
    for name, field in Settings.model_fields.items():
        shown, default = documented[name.upper()], field.get_default()
        assert default is None or shown == f"`{default}`", name


@pytest.fixture
def example() -> str:
    """The example file; the tests may also run beside an installed package, where there is none."""
    path = Path(__file__).parents[2] / ".env.example"
    if not path.is_file():
        pytest.skip("no checkout")
    return path.read_text(encoding="utf-8")


def test_every_setting_stands_in_the_example_file_and_nothing_else_does(example: str) -> None:
    named = set(re.findall(r"^(?:# )?([A-Z][A-Z_]+)=", example, flags=re.MULTILINE))
    assert named == {name.upper() for name in Settings.model_fields}


def test_the_example_file_can_be_used_as_it_is(example: str) -> None:
    without = load_settings()
    write_env(example)
    assert load_settings() == without


def test_the_defaults_that_the_example_file_shows_are_those_that_hold(example: str) -> None:
    without = load_settings()
    write_env(re.sub(r"^# ([A-Z_]+=)", r"\1", example, flags=re.MULTILINE))
    assert load_settings() == without


def test_what_anybody_typed_is_not_logged(medlex: Medlex, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        result = medlex("define", "interlukin", MEDLEX_LOG_LEVEL="debug")
    assert "interlukin" not in result.stderr
    assert "interlukin" not in caplog.text


@pytest.mark.parametrize(
    "address",
    ["http://example.org/privacy", "example.org", "https://", "https://x.org/" + "y" * 500, "https://x.org/a b"],
)
def test_an_address_that_discord_does_not_link_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("MEDLEX_TERMS_URL", address)
    with pytest.raises(SettingsError, match="MEDLEX_TERMS_URL is wrong"):
        load_settings()


@pytest.mark.parametrize("number", ["call me", "**112**", "1" * 40, "+", "https://example.org"])
def test_an_emergency_number_that_nobody_can_dial_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    monkeypatch.setenv("MEDLEX_EMERGENCY_NUMBER", number)
    with pytest.raises(SettingsError, match="MEDLEX_EMERGENCY_NUMBER is wrong"):
        load_settings()


@pytest.mark.parametrize(
    "channel", ["#reports", "12", "-1456074443980800025", "9" * 30, "https://discord.com/channels/1/2"]
)
def test_a_feedback_channel_that_is_no_id_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, channel: str) -> None:
    monkeypatch.setenv("MEDLEX_FEEDBACK_CHANNEL", channel)
    with pytest.raises(SettingsError, match="MEDLEX_FEEDBACK_CHANNEL is wrong"):
        load_settings()


def test_the_id_of_a_feedback_channel_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().medlex_feedback_channel is None
    monkeypatch.setenv("MEDLEX_FEEDBACK_CHANNEL", "1456074443980800025")
    assert load_settings().medlex_feedback_channel == 1456074443980800025


def test_the_addresses_of_what_a_host_has_published_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().policies == Policies()
    monkeypatch.setenv("MEDLEX_PRIVACY_URL", "https://example.org/privacy?of=medlex")
    assert load_settings().policies == Policies(privacy="https://example.org/privacy?of=medlex")


def test_the_longest_address_fits_a_button_of_discord(monkeypatch: pytest.MonkeyPatch) -> None:
    longest = "https://example.org/".ljust(MAX_ADDRESS_LENGTH, "x")
    monkeypatch.setenv("MEDLEX_PRIVACY_URL", longest)
    assert load_settings().policies.privacy == longest
    assert len(longest) == MAX_BUTTON_URL
    monkeypatch.setenv("MEDLEX_PRIVACY_URL", longest + "x")
    with pytest.raises(SettingsError, match="MEDLEX_PRIVACY_URL is wrong"):
        load_settings()


@pytest.mark.parametrize(
    ("token", "problem"),
    [
        ("Bot MTAw.loopback.token", "the word Bot"),
        ('"MTAw.loopback.token"', "quotes"),
        ("“MTAw.loopback.token”", "quotes"),
        ("MTAw.loop\nback.token", "line break"),
        ("MTAw.loop back.token", "a space"),
        ("MTAw.loopbäck.token", "no token has"),
        ("DISCORD_TOKEN=MTAw.loopback.token", "the name of the setting"),
        ("1456074443980800025", "the ID of an application"),
        ("0123456789abcdef" * 4, "the public key"),
        ("0123456789abcdefghijklmnopqrstuv", "the client secret"),
    ],
)
def test_a_token_that_was_copied_with_something_else_is_told_so_without_showing_it(token: str, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem) as told:
        token_of(Settings(discord_token=SecretStr(token)))
    assert "loop" not in str(told.value)


def test_spaces_and_line_breaks_around_a_token_do_no_harm() -> None:
    assert token_of(Settings(discord_token=SecretStr(" MTAw.loopback.token\r\n"))) == "MTAw.loopback.token"


def secret_file(content: bytes) -> Path:
    """Write a file in the current folder, which belongs to the test."""
    path = Path.cwd() / "secret"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content", [b"abc.def.ghi", b"abc.def.ghi\n", b"  abc.def.ghi\r\n\n", b"\xef\xbb\xbfabc.def.ghi"]
)
def test_a_secret_may_be_in_a_file(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(secret_file(content)))
    assert token_of(load_settings()) == "abc.def.ghi"


def test_the_file_of_a_secret_may_be_named_in_the_env_file() -> None:
    write_env(f"MEDLEX_DATABASE_FILE={secret_file(b'postgresql://user:word@host/medlex')}\n")
    database = load_settings().medlex_database
    assert database is not None
    assert database.get_secret_value() == "postgresql://user:word@host/medlex"


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"", "is empty"), (b" \n", "is empty"), (b"\xff\xfe", "not a secret"), (b"a" * 70_000, "not a secret")],
)
def test_a_file_without_a_secret_is_named(monkeypatch: pytest.MonkeyPatch, content: bytes, problem: str) -> None:
    path = secret_file(content)
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(path))
    with pytest.raises(SettingsError, match=problem) as refused:
        load_settings()
    assert str(path) in str(refused.value)
    assert "DISCORD_TOKEN_FILE" in str(refused.value)


def test_a_file_of_a_secret_that_is_not_there_is_named(medlex: Medlex) -> None:
    result = medlex("check", DISCORD_TOKEN_FILE="/no/such/file")  # noqa: S106 (a path)
    assert result.exit_code == 1
    assert "/no/such/file, which DISCORD_TOKEN_FILE names, cannot be read: No such file" in result.stderr


def test_a_secret_that_is_given_twice_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "abc.def.ghi")
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(secret_file(b"abc.def.ghi")))
    with pytest.raises(SettingsError, match="are both set"):
        load_settings()
