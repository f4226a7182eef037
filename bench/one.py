"""One household: the common work beside a loop written by hand, beside peers, and in machine instructions."""

from __future__ import annotations

import count
import versus
import work
from board import Board

LOOP = "the plain loop"


def common(board: Board) -> None:
    """The eight rules, growth, and the regions."""
    print(f"  {work.check_equal():,} households have equal answers")
    for part in (work.measure, work.growth, work.regions, work.partly_known):
        for row in part():
            floor = LOOP if row.floor == "plain loop" else row.floor
            board.put(row.what, row.micros / 1e6, ratio=row.ratio, against=floor, target=row.target)


def peers(board: Board, households: int, others: bool = True) -> None:
    """The same eight rules by others."""
    for found in versus.measure(versus.PEERS if others else ("plain", "ours"), households):
        seconds = None if found.micros is None else found.micros / 1e6
        carried = "" if found.fields == 8 else f"{found.fields} of the 8 answers"
        board.put(
            ", ".join(filter(None, (found.peer, found.form))),
            seconds,
            ratio=found.ratio,
            against=LOOP if found.ratio else "",
            note=carried or found.why,
        )


def instructions(board: Board) -> None:
    """Instructions for one household."""
    floor = 0.0
    for what, counted in count.measure():
        floor = floor or counted
        board.put(what, counted, "instructions", ratio=counted / floor, against=LOOP)
    if not floor:
        board.put("instructions", None, note="valgrind is not installed")
