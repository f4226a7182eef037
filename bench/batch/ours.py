"""The engine from files to a file, with its own checks of every value, the rejected set aside, and a manifest."""

from __future__ import annotations

from pathlib import Path

import work

from batch import staged
from batch.form import Files, Work


def forms(memory: str | None) -> dict[str, Work]:
    from elig.batch import decide

    program = staged.program()

    def of(*, tally: bool) -> Work:
        def files(given: Files, out: Path) -> None:
            asked = {"on": work.ON, "layout": "wide", "full": False, "memory": memory, "tally": tally}
            decide(program, given[0], out, members=given[1], **asked)

        return Work(files=files, unit=100)

    return {"elig batch": of(tally=False), "elig batch, with its summary": of(tally=True)}
