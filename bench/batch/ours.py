"""The engine from files to a file, with its own checks of every value, the rejected set aside, and a manifest."""

from __future__ import annotations

from pathlib import Path

import work

from batch import staged
from batch.form import Files, Work


def forms(memory: str | None) -> dict[str, Work]:
    from elig.batch import decide

    program = staged.program()

    def files(given: Files, out: Path) -> None:
        households, members = given
        decide(program, households, out, members=members, on=work.ON, layout="wide", full=False, memory=memory)

    return {"elig batch": Work(files=files, unit=100)}
