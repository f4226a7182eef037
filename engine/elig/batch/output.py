"""The output of a run: parts as households are decided, one file under its name at the end."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from elig.batch.connecting import connect
from elig.batch.files import Format, format_of, quoted
from elig.batch.parts import copy, joined, same_count
from elig.batch.reference import Found
from elig.batch.rejected import Rejected, rejected_path
from elig.batch.schema import Layout, in_format, lines, table_of_lines

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


class Output:
    """Where answers and rejections go; nothing stands under their names before `finish`.

    `light`: there may be several parts, which are compressed well only when they are put together.
    """

    def __init__(
        self,
        out: Path,
        folder: Path,
        layout: Layout,
        columns: Mapping[str, str],
        connection: DuckDBPyConnection | None,
        *,
        light: bool,
    ) -> None:
        self.out, self.kind = out, format_of(out)
        self.layout, self.columns = layout, columns
        self.folder, self.parts, self._light = folder, list[Path](), light
        self._rejected = folder / "rejected"
        self._connection = connection
        if connection is None and self.kind is not Format.JSON_LINES:
            own = folder / "output"
            own.mkdir()
            self._connection = connect(own)
        self.rows = 0

    def _part(self) -> Path:
        """The path of the next part."""
        path = self.folder / f"part-{len(self.parts):05}"
        self.parts.append(path)
        return path

    def write(self, sql: str, count: int) -> None:
        """Write the rows of a query, of which there are so many, as a part; raises `EligError` where some are lost."""
        assert self._connection is not None, "tables are written by DuckDB"
        header = not self.parts
        part = self._part()
        same_count(copy(self._connection, sql, part, self.kind, header=header, light=self._light), count)
        self.rows += count

    def add(self, found: Iterable[Found]) -> None:
        """Write what was decided as a part."""
        text = self._part() if self.kind is Format.JSON_LINES else self.folder / f"lines-{len(self.parts):05}"
        count = 0
        with text.open("w", encoding="utf-8") as file:
            for line in (line for one in found for line in lines(one, self.layout, self.columns)):
                file.write(f"{line}\n")
                count += 1
        if self.kind is Format.JSON_LINES:
            self.rows += count
            return
        assert self._connection is not None, "tables are written by DuckDB"
        self._connection.execute("SET preserve_insertion_order = true")
        table = table_of_lines(quoted(text), self.columns)
        self.write(f"SELECT {in_format(self.columns, self.kind)} FROM {table}", count)
        text.unlink()

    def reject(self, item: Rejected) -> None:
        """Write a household that was not decided to the side file."""
        self._side(item.line())

    def _side(self, line: str) -> None:
        with self._rejected.open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")

    def stranger(self, place: int, household: str | None) -> None:
        """Write a member whose household is not in the input to the side file; no household is counted for it."""
        zh, en = "成员所属的户不在户的文件中", "the household of this member is not in the file of households"
        reason = {"path": "", "kind": "no_such_household", "zh": zh, "en": en}
        found = {"member_row": place, "household_id": household, "reasons": [reason]}
        self._side(json.dumps(found, ensure_ascii=False))

    def finish(self, beside: Mapping[Path, str]) -> None:
        """Put everything in place: the files beside it (texts by path), the rejections, and last the output itself."""
        if not self.parts:
            self.add(())
        whole = self.folder / "whole"
        joined(self._connection, self.parts, self.kind, whole, self.rows, light=self._light)
        side = rejected_path(self.out)
        if self._rejected.exists():
            self._rejected.replace(side)
        else:
            side.unlink(missing_ok=True)
        for number, (path, text) in enumerate(beside.items()):
            made = self.folder / f"beside-{number}"
            made.write_text(text, encoding="utf-8")
            made.replace(path)
        whole.replace(self.out)
