"""A PostgreSQL server of the tests' own: made, started and thrown away, on a socket in its folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SPEED = "-c fsync=off -c full_page_writes=off -c synchronous_commit=off -c shared_buffers=64MB"


@contextmanager
def postgres() -> Iterator[str]:
    """The connection string of a running, empty server."""
    place = Path(tempfile.mkdtemp(prefix="elig-pg-"))
    user = "postgres" if os.geteuid() == 0 else None  # the server refuses to run as root
    if user is not None:
        shutil.chown(place, user)
    data = place / "data"
    _run("initdb", "-D", str(data), "-U", "elig", "-A", "trust", "-E", "UTF8", "--locale=C", user=user)
    options = f"-k {place} -c listen_addresses='' {_SPEED}"
    _run("pg_ctl", "-D", str(data), "-w", "-l", str(place / "log"), "-o", options, "start", user=user)
    try:
        yield f"host={place} user=elig dbname=postgres"
    finally:
        _run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop", user=user)
        shutil.rmtree(place)


def _run(program: str, *arguments: str, user: str | None) -> None:
    # the server outlives the call that starts it and would keep a pipe open
    done = subprocess.run([_path(program), *arguments], user=user, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    if done.returncode:
        raise RuntimeError(f"{program}: {done.stderr.decode('utf-8', 'replace')}")


def _path(program: str) -> str:
    """Where a program of PostgreSQL is; Debian keeps the server's outside PATH."""
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    found = str(debian[-1]) if debian else shutil.which(program)
    if found is None:
        raise RuntimeError(f"{program} is not installed: run sh tests/install.sh postgresql")
    return found
