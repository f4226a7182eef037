"""A DuckDB connection for a run: bounded memory, a folder for what does not fit, no network."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from elig.errors import EligError
from elig.extras import needed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

UNPAID = ("projection_placement", "projection_pullup")
"""Passes of the optimiser that take half the time of planning a wide statement, and whose plans are no faster."""

_INTERRUPTED = "Query interrupted"
"""What DuckDB says where a signal came while it worked; whatever the signal raised is lost then."""


def connect(folder: Path, memory: str | None = None, threads: int | None = None) -> DuckDBPyConnection:
    """A connection to a database of its own in a folder, which may also take what does not fit into memory.

    `memory` bounds what it holds (`1GB`), `threads` how many processors it uses. Row order is kept by the numbers of
    rows, not by the engine. Raises `EligError` where DuckDB is not installed or does not take a value.
    """
    duckdb = needed("duckdb")
    settings: dict[str, str] = {
        "temp_directory": str(folder),
        "preserve_insertion_order": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "disabled_optimizers": ",".join(UNPAID),
    }
    if memory is not None:
        settings["memory_limit"] = memory
    if threads is not None:
        settings["threads"] = str(threads)
    try:
        connection: DuckDBPyConnection = duckdb.connect(str(folder / "work.duckdb"), config=settings)
    except duckdb.Error as error:
        raise EligError(f"memory={memory}, threads={threads}: {error}") from error
    return connection


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C end what DuckDB does as it ends anything else: it makes an error of its own of a signal."""
    try:
        yield
    except RuntimeError as error:
        if str(error) != _INTERRUPTED:
            raise
        raise KeyboardInterrupt from None
