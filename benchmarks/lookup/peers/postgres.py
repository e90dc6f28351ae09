"""PostgreSQL's trigram similarity (https://www.postgresql.org/docs/current/pgtrgm.html) over a temporary table."""

from __future__ import annotations

from dataclasses import dataclass
from os import sysconf
from pathlib import Path
from typing import Any

from benchmarks.lookup.peers.contestant import MAX_SHOWN, each_once, names

# Temporary tables are held in the backend's own buffers, which must have room for all of it.
PREPARATION = """
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    SET temp_buffers = '1GB';
    SET maintenance_work_mem = '256MB';
    SET jit = off;
    CREATE TEMPORARY TABLE names (row integer, folded text)
"""
FIELDS_BEFORE_TIMES = 13


@dataclass(frozen=True, slots=True)
class Method:
    """An index, and the query that it serves."""

    index: str
    query: str


NEAREST_FIRST = Method(
    "CREATE INDEX ON names USING gist (folded gist_trgm_ops(siglen = 32))",
    "SELECT row FROM names ORDER BY folded <-> $1 LIMIT $2",
)
SIMILAR = Method(
    "CREATE INDEX ON names USING gin (folded gin_trgm_ops)",
    "SELECT row FROM names WHERE folded % $1 ORDER BY folded <-> $1, row LIMIT $2",
)


class Trigrams:
    """pg_trgm with one method, in a database that is borrowed: everything is temporary."""

    def __init__(self, lexicon: Path, keys: list[str], address: str, method: Method) -> None:
        self._path = lexicon
        self._keys = keys
        self._address = address
        self._method = method

    async def open(self) -> None:
        """Copy every name into a temporary table and index it."""
        import asyncpg

        self._connection: Any = await asyncpg.connect(self._address)
        await self._connection.execute(PREPARATION)
        rows = [(row, name.replace("\0", "")) for row, (name, _) in enumerate(names(self._path))]
        await self._connection.copy_records_to_table("names", records=rows)
        await self._connection.execute(f"{self._method.index}; ANALYZE names")
        self._bytes: int = await self._connection.fetchval("SELECT pg_total_relation_size('names')")
        self._backend: int = self._connection.get_server_pid()
        self._query = await self._connection.prepare(self._method.query)

    async def find(self, typed: str) -> list[str]:
        """The keys of the entries with the 25 most similar names."""
        return each_once(self._keys[row["row"]] for row in await self._query.fetch(typed, MAX_SHOWN))

    async def close(self) -> None:
        """Disconnect, which drops the table."""
        await self._connection.close()

    def outside_bytes(self) -> int:
        """The size of the table and its index."""
        return self._bytes

    def outside_seconds(self) -> float:
        """Processor time of the backend if it runs on this machine (proc_pid_stat(5), utime and stime)."""
        try:
            status = Path(f"/proc/{self._backend}/stat").read_text(encoding="utf-8")
        except OSError:
            return 0.0
        user, system = status.rpartition(")")[2].split()[FIELDS_BEFORE_TIMES - 2 :][:2]
        return (int(user) + int(system)) / sysconf("SC_CLK_TCK")


def nearest_first(lexicon: Path, keys: list[str], address: str) -> Trigrams:
    """The nearest names in order of their distance, from a GiST index."""
    return Trigrams(lexicon, keys, address, NEAREST_FIRST)


def similar(lexicon: Path, keys: list[str], address: str) -> Trigrams:
    """The names above the threshold of similarity, from a GIN index."""
    return Trigrams(lexicon, keys, address, SIMILAR)
