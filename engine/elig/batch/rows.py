"""The rows of a piece of an output in the order of the input, by whichever way they were decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from elig.batch import wide
from elig.batch.files import Format
from elig.batch.long import ORDER, answers_sql
from elig.batch.schema import Layout, in_format
from elig.program.model import CheckedProgram
from elig.sql.parts import Run


def rows_sql(
    layout: Layout,
    run: Run,
    program: CheckedProgram,
    own: str,
    on: date | None,
    columns: Mapping[str, str],
    kind: Format,
    answered: str | None,
    also: Sequence[str],
) -> str:
    """SQL of the rows of a run as a file holds them, in order.

    `answered` is a table of what the reference was asked of them; `also` are queries of further rows. The rows of one
    table alone are sorted as they stand in it, since sorting them with all their columns takes far longer.
    """
    if layout is Layout.WIDE:
        tables = list(wide.tables(run, program, own, on, columns, answered))
        if len(tables) == 1 and tables[0].alone and tables[0].columns >= columns.keys() and not also:
            return f"SELECT {in_format(columns, kind)} FROM ({tables[0].sql('ORDER BY row')})"
        found = [wide.wide_sql(tables, columns)]
    else:
        found = [answers_sql(run, program, own, on), *([f"SELECT * FROM {answered}"] if answered else [])]
    sql = " UNION ALL BY NAME ".join([*found, *also])
    return f"SELECT {in_format(columns, kind)} FROM ({sql}) ORDER BY row, {ORDER}"
