"""A run from input to output."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from elig.batch.connecting import interruptible
from elig.batch.files import Format, format_of, temporary
from elig.batch.lines import Lines
from elig.batch.manifest import manifest, manifest_path
from elig.batch.output import Output
from elig.batch.program import Program
from elig.batch.record import Record, Source, Strangers
from elig.batch.reference import Found, How, Reference, workers
from elig.batch.rejected import Rejected, rejected_path
from elig.batch.request import Engine, Progress, Request, Summary, Watch
from elig.batch.schema import Layout, columns
from elig.batch.tally import Tally
from elig.errors import EligError
from elig.extras import needed

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from elig.batch.tables import Tables

PIECE = 50
"""So many households are decided at a time by the library itself."""


def decide(
    program: Program,
    input: str | Path,
    output: str | Path,
    *,
    members: str | Path | None = None,
    on: date | None = None,
    on_column: str | None = None,
    policy: str | None = None,
    engine: str = "duckdb",
    layout: str = "long",
    full: bool = True,
    memory: str | None = None,
    threads: int | None = None,
    tally: bool = True,
    sure_lists: bool = False,
    watch: Watch | None = None,
) -> Summary:
    """Decide the households of a file, and write the answers to another.

    See `Request` for the parameters. `watch` is told how far the run is. Raises `EligError` where an input cannot be
    read as a whole or a library is missing, `OSError` where a file cannot be read or written; a household that cannot
    be decided is rejected, and the run goes on.
    """
    request = Request(
        program,
        Path(input),
        Path(output),
        None if members is None else Path(members),
        on,
        on_column,
        policy,
        Engine(engine),
        Layout(layout),
        full,
        memory,
        threads,
        tally,
        sure_lists,
    )
    return run(request, watch)


def run(request: Request, watch: Watch | None = None) -> Summary:
    """Decide what a request asks for."""
    if request.on is None and request.on_column is None:
        raise EligError("a run needs a day, or the column that holds it / 请写审核日期，或写明日期在哪一列")
    _check_paths(request)
    with temporary(request.output) as folder, interruptible():
        match request.engine:
            case Engine.PYTHON:
                return _by_library(request, folder, watch)
            case Engine.DUCKDB | Engine.SPARK:
                return _by_statements(request, folder, watch)


def _check_paths(request: Request) -> None:
    kind = format_of(request.input)
    format_of(request.output)
    if request.members is not None:
        format_of(request.members)
    elif kind is Format.CSV:
        raise EligError("CSV has no lists: name the file of members too / CSV 写不了成员名单，请另写成员文件")
    for path in (request.input, request.members):
        if path is not None and not path.is_file():
            raise FileNotFoundError(2, os.strerror(2), str(path))


def _by_library(request: Request, folder: Path, watch: Watch | None) -> Summary:
    tally = Tally()
    with workers(_reference(request), request.threads or os.cpu_count() or 1) as decide_all:
        source = source_of(request, folder)
        total = source.size[0]
        output = _output(request, folder, None, light=True)
        ends: list[tuple[int, int]] = []
        for found in decide_all(_noting(source, tally, ends)):
            _keep(found, output, tally)
            if watch is not None:
                watch(Progress(ends.pop(0)[0], total, tally.decided + tally.rejected))
        summary = finished(request, source.strangers(), output, tally, 0)
    return summary


def _by_statements(request: Request, folder: Path, watch: Watch | None) -> Summary:
    needed("sqlglot")
    from elig.batch.bulk import Bulk, at_once
    from elig.batch.json_tables import JsonTables

    tally, step = Tally(), at_once(request.layout, len(_columns(request, Layout.WIDE)))
    with workers(_reference(request), request.threads or os.cpu_count() or 1) as asked:
        tables = JsonTables(request, folder) if _is_nested_lines(request) else _tables(request, folder, step)
        output = _output(request, folder, tables.connection, light=tables.last > step)
        bulk = Bulk(request, tables, output, asked, folder, step)
        referred = bulk.run(tally, watch)
        summary = finished(request, tables.strangers(bulk.members), output, tally, referred)
        tables.connection.close()
    return summary


def _reference(request: Request) -> Reference:
    return Reference(request.program, How(request.on, request.on_column, request.policy, request.full))


def _noting(source: Source, tally: Tally, ends: list[tuple[int, int]]) -> Iterator[Sequence[Record]]:
    for piece, end in source.pieces(PIECE):
        tally.read += len(piece)
        ends.append((end, len(piece)))
        yield piece


def _keep(results: Sequence[Found | Rejected], output: Output, tally: Tally) -> None:
    """Write results in their order; what was rejected goes to the side file."""
    found = [result for result in results if isinstance(result, Found)]
    output.add(found)
    tally.add(found)
    for result in results:
        if isinstance(result, Rejected):
            output.reject(result)
            tally.reject(result)


def _output(request: Request, folder: Path, connection: DuckDBPyConnection | None, *, light: bool) -> Output:
    return Output(request.output, folder, request.layout, _columns(request, request.layout), connection, light=light)


def _columns(request: Request, layout: Layout) -> dict[str, str]:
    common = request.program.checked.common
    regions = [*request.program.regions, *([common] if common is not None else [])]
    return columns(layout, regions, request.full)


def source_of(request: Request, folder: Path) -> Source:
    """The input of a request, household by household."""
    return Lines(request.input) if _is_nested_lines(request) else _tables(request, folder)


def _is_nested_lines(request: Request) -> bool:
    return request.members is None and format_of(request.input) is Format.JSON_LINES


def _tables(request: Request, folder: Path, at_once: int = 0) -> Tables:
    """The tables of an input of which members stand in a second file, or in lists of Parquet."""
    from elig.batch.json_files import JsonFiles
    from elig.batch.tables import Tables

    files = [path for path in (request.input, request.members) if path is not None]
    lines = all(format_of(path) is Format.JSON_LINES for path in files)
    return (JsonFiles if lines else Tables)(request, folder, at_once)


def finished(request: Request, strangers: Strangers, output: Output, tally: Tally, referred: int) -> Summary:
    """Put the output in place, with its manifest and the rejections beside it."""
    assert tally.read == tally.decided + tally.rejected, "every household is decided or rejected"
    for place, household in strangers:
        output.stranger(place, household)
        tally.strangers += 1
    side = rejected_path(request.output) if tally.rejected or tally.strangers else None
    summary = Summary(request.output, side, manifest_path(request.output), request.engine, referred, tally)
    output.finish({summary.manifest: manifest(request, summary)})
    return summary
