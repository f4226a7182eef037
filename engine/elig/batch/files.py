"""Files by their extension, and outputs that appear under their names only when they are whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from elig.errors import EligError

SOURCE_NAME = "elig-batch-"
"""How the folders of unfinished runs begin, after a dot."""


class Format(Enum):
    """How rows are written."""

    PARQUET = "parquet"
    CSV = "csv"
    JSON_LINES = "jsonl"


_EXTENSIONS = {
    ".parquet": Format.PARQUET,
    ".csv": Format.CSV,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
}


def format_of(path: Path) -> Format:
    """The format that a file's name says; raises `EligError` for another name."""
    found = _EXTENSIONS.get(path.suffix.lower())
    if found is None:
        raise EligError(f"{path.name}: write .parquet, .csv or .jsonl / 文件名请以 .parquet、.csv 或 .jsonl 结尾")
    return found


def quoted(text: object) -> str:
    """A text as SQL writes one."""
    return "'" + str(text).replace("'", "''") + "'"


def list_of(words: Iterable[str]) -> str:
    """Some texts as SQL writes a list."""
    return f"[{', '.join(map(quoted, words))}]"


@contextmanager
def temporary(out: Path) -> Iterator[Path]:
    """A folder beside an output for what is not finished; it is gone afterwards, whatever happened.

    It lies in the output's own folder, so that a finished file can be renamed into place in one step. A process that
    is killed outright leaves it behind, and never a half-written file under the output's name.
    """
    folder = Path(tempfile.mkdtemp(prefix=f".{SOURCE_NAME}", dir=out.parent))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
