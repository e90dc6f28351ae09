"""Addresses in `MEDLEX_DATABASE`."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.errors import SettingsError
from bot.settings import Home, load_settings
from bot.storage import address as module
from bot.storage.address import database_url


def url_of(address: str) -> str:
    return database_url(Home(Path("/home")), SecretStr(address)).render_as_string(hide_password=False)


def test_without_an_address_server_data_are_in_a_file_of_the_home_folder(tmp_path: Path) -> None:
    assert database_url(Home(tmp_path), None).database == str(tmp_path / "servers.sqlite3")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+asyncpg"])
def test_the_ways_to_write_an_address_all_mean_the_same(scheme: str) -> None:
    pytest.importorskip("asyncpg")
    assert url_of(f"{scheme}://me:p%40ss@host:5433/words") == "postgresql+asyncpg://me:p%40ss@host:5433/words"


def test_encryption_and_sockets_are_written_as_postgres_programs_take_them() -> None:
    pytest.importorskip("asyncpg")
    assert url_of("postgresql://host/words?sslmode=require") == "postgresql+asyncpg://host/words?ssl=require"
    assert url_of("postgresql:///words?host=/run/postgresql").endswith("/words?host=%2Frun%2Fpostgresql")


@pytest.mark.parametrize(
    "address",
    ["postgresql://me:very-secret@host:port/words", "postgresql://me:very-secret@host/words?pool_size=9&x=very-secret"],
)
def test_a_wrong_address_is_refused_without_showing_the_password(address: str) -> None:
    pytest.importorskip("asyncpg")
    with pytest.raises(SettingsError) as refused:
        url_of(address)
    assert "MEDLEX_DATABASE" in refused.value.problem
    assert "very-secret" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert "postgresql://USER" in refused.value.remedy


@pytest.mark.parametrize("address", ["mysql://me:very-secret@host/words", "words.sqlite3", "POSTGRESQL"])
def test_another_kind_of_database_is_refused_when_settings_are_read(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("MEDLEX_DATABASE", address)
    with pytest.raises(SettingsError, match=r"MEDLEX_DATABASE.*postgresql://") as refused:
        load_settings()
    assert "very-secret" not in str(refused.value)


def test_an_address_that_is_set_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDLEX_DATABASE", "postgresql://me:very-secret@host/words")
    settings = load_settings()
    assert settings.medlex_database is not None
    assert "very-secret" not in f"{settings!r} {settings.model_dump()}"


def test_without_the_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    with pytest.raises(SettingsError, match="asyncpg") as refused:
        url_of("postgresql://host/words")
    assert 'pip install "medlex[postgres]"' in refused.value.remedy
