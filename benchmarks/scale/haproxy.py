"""Debian's haproxy as the load balancer: the configuration is that of docs/hosting/http.md, with other ports."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

CONFIGURATION = """\
global
    tune.bufsize 65536

defaults
    mode http
    timeout connect 1s
    timeout client 10s
    timeout server 4s
    timeout check 2s

frontend discord
    bind 127.0.0.1:{port}
    default_backend medlex

backend medlex
    balance leastconn
    option httpchk GET /readyz
    option redispatch 1
    retries 3
    retry-on conn-failure empty-response
{servers}
"""
SERVER = "    server {name} 127.0.0.1:{port} check inter 500ms fall 1 rise 1"
SECONDS_TO_END = 5.0


@asynccontextmanager
async def haproxy(port: int, copies: Sequence[int], folder: Path) -> AsyncIterator[None]:
    """Listen at a port for copies that listen at theirs. Raises RuntimeError if haproxy is not installed."""
    program = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")
    if program is None:
        raise RuntimeError("haproxy is not installed: `apt install haproxy`")
    servers = "\n".join(SERVER.format(name=f"copy{number}", port=each) for number, each in enumerate(copies))
    file = folder / "haproxy.cfg"
    file.write_text(CONFIGURATION.format(port=port, servers=servers), encoding="ascii")
    with (folder / "haproxy.log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(program, "-db", "-f", str(file), stdout=log, stderr=log)
    try:
        yield
    finally:
        process.terminate()
        await asyncio.wait_for(process.wait(), SECONDS_TO_END)
