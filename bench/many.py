"""Many households: the common work against peers, columns in memory and from files to a file.

Outputs are compared first: a statement by hand with the plain loop on ten thousand households, every other output with
that statement on all of them. Then turns are measured, each beside the statement by hand with the same output columns.
"""

from __future__ import annotations

import statistics
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from batch import agree
from batch.form import Files
from batch.made import made
from board import Board
from envs import BUILD, HERE, UnavailableError
from process import Peer, start

TURNS = 5
FLOORS = ("SQL, the columns of elig", "SQL, the columns of elig batch")
REFERENCE = "SQL, eight answers"
OURS, FISCA = ("duck", "elig"), ("openfisca", "population")
BATCH = "elig batch"
SAME = "the same columns in SQL by hand"
UNKNOWN = 0.03
PEERS = ("numpy", "polars", "openfisca", "policyengine")
TARGETS = {"elig": 1.5, "elig batch": 1.5, "elig on Spark": 1.5}


@dataclass
class Run:
    """Peers over the same files; what cannot be measured, and why."""

    given: Files
    folder: Path
    peers: list[Peer] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    def forms(self, kind: str) -> list[tuple[Peer, str]]:
        """Those that can be measured in memory, or from file to file."""
        found = [(peer, form) for peer in self.peers for form, told in peer.forms.items() if told[kind]]
        return [(peer, form) for peer, form in found if _title(peer, form) not in self.refused]

    def out(self, peer: Peer, form: str) -> Path:
        return self.folder / f"{peer.name}-{form.replace(' ', '-').replace(',', '')}.parquet"

    def ask(self, peer: Peer, form: str, kind: str, out: Path | None = None) -> dict[str, float]:
        return peer.ask(ask=kind, form=form, out=str(out) if out else None)


@contextmanager
def running(names: Iterable[str], given: Files, memory: str | None = None) -> Iterator[Run]:
    """Start peers over files."""
    with ExitStack() as stack:
        BUILD.mkdir(parents=True, exist_ok=True)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=BUILD)))
        run = Run(given, folder)
        words = [*map(str, given), *([memory] if memory else [])]
        for name in names:
            try:
                run.peers.append(start(HERE / "serve_many.py", name, words, folder, stack))
            except UnavailableError as error:
                run.refused[name] = str(error)
        yield run


def compare(run: Run, kind: str) -> None:
    """One run of each, compared; what differs is refused."""
    reference: Path | None = None
    order = sorted(run.forms(kind), key=lambda one: not one[1].endswith(REFERENCE))
    for peer, form in order:
        out = run.out(peer, form)
        try:
            run.ask(peer, form, kind, out)
        except UnavailableError as error:
            run.refused[_title(peer, form)] = str(error)
            continue
        unit = peer.forms[form]["unit"]
        if reference is None:
            assert form.endswith(REFERENCE), "the first has to be the statement by hand"
            wrong = agree.differing_from_loop(out, run.given)
            reference = out
        else:
            wrong = agree.differing(out, reference, unit)
            out.unlink()
        if wrong:
            run.refused[_title(peer, form)] = f"{wrong} households are answered otherwise"


Times = dict[tuple[str, str], list[dict[str, float]]]
"""By peer and form, turn by turn: seconds, seconds of the processor, peak memory."""


def turns(run: Run, kind: str, count: int = TURNS) -> Times:
    """What each takes, turn by turn."""
    found: Times = defaultdict(list)
    for _ in range(count):
        for peer, form in run.forms(kind):
            out = run.out(peer, form) if kind == "files" else None
            found[peer.name, form].append(run.ask(peer, form, kind, out))
    return found


def put(board: Board, run: Run, found: Times) -> None:
    """The rows of what was measured, and those that were not."""
    floor = next((times for (_, form), times in found.items() if form.endswith(FLOORS)), [])
    for peer, form in ((one, form) for one in run.peers for form in one.forms if (one.name, form) in found):
        mine = found[peer.name, form]
        processors = statistics.median(turn["processor"] for turn in mine)
        board.put(
            _title(peer, form),
            statistics.median(turn["seconds"] for turn in mine),
            ratio=_ratio(mine, floor),
            against=SAME,
            target=TARGETS.get(form),
            note=f"{processors:.2f} s of processors" if processors > 0.005 else "",
        )
    for title, why in run.refused.items():
        board.put(title, None, note=why)


def _ratio(mine: list[dict[str, float]], floor: list[dict[str, float]]) -> float:
    return statistics.median(one["seconds"] / other["seconds"] for one, other in zip(mine, floor, strict=True))


def in_memory(board: Board, households: int, peers: Sequence[str] = PEERS) -> None:
    """Columns in memory: all known, and with 3 % of the facts unknown."""
    complete, partly = made(households), made(households, UNKNOWN)
    with running(("duck", *peers), complete) as run, running(("duck",), partly) as open_run:
        compare(run, "memory")
        found = turns(run, "memory")
        put(board, run, found)
        if FISCA in found and OURS in found:
            factor = _ratio(found[FISCA], found[OURS])
            board.put("openfisca-core beside elig", None, ratio=factor, against="elig", note="(at least 3)")
        _put_open(board, run, open_run, "memory", OURS[1], TURNS)


def on_spark(board: Board, households: int) -> None:
    """The same on Spark with two threads, in one session."""
    with running(("spark",), made(households)) as run:
        compare(run, "memory")
        put(board, run, turns(run, "memory"))


def _open_differs(run: Run, kind: str, form: str) -> int:
    """How many answers differ from the engine's one by one, with unknown facts."""
    peer = run.peers[0]
    out = run.out(peer, "open")
    run.ask(peer, form, kind, out)
    return agree.differing_from_decider(out, run.given, unit=peer.forms[form]["unit"])


def _put_open(board: Board, run: Run, open_run: Run, kind: str, form: str, count: int) -> None:
    """A row for unknown facts, in turns with the statement by hand on the same households with all known.

    Answers are compared with those of the engine one by one first; what differs is not measured.
    """
    title = f"{form}, {UNKNOWN:.0%} of the facts unknown"
    if wrong := _open_differs(open_run, kind, form):
        board.put(title, None, note=f"{wrong} answers differ from the reference")
        return
    floor_form = next(name for name in FLOORS if run.peers[0].forms[name][kind])
    mine, floor = [], []
    for _ in range(count):
        for peer, name, one, times in (
            (run.peers[0], floor_form, run, floor),
            (open_run.peers[0], form, open_run, mine),
        ):
            times.append(one.ask(peer, name, kind, one.out(peer, name) if kind == "files" else None))
    processors = statistics.median(turn["processor"] for turn in mine)
    board.put(
        title,
        statistics.median(turn["seconds"] for turn in mine),
        ratio=_ratio(mine, floor),
        against=f"{SAME}, all known",
        target=2,
        note=f"{processors:.2f} s of processors",
    )


def in_files(
    board: Board, households: int, peers: Sequence[str] = PEERS, memory: str | None = None, count: int = TURNS
) -> None:
    """From Parquet to Parquet, each with its peak memory; a limit of memory is for what knows limits."""
    complete, partly = made(households), made(households, UNKNOWN)
    with running(("duck", "ours", *peers), complete, memory) as run, running(("ours",), partly, memory) as open_run:
        compare(run, "files")
        found = turns(run, "files", count)
        put(board, run, found)
        _put_open(board, run, open_run, "files", BATCH, count)
        for peer in run.peers:
            peaks = [turn["peak"] for (name, _), listed in found.items() if name == peer.name for turn in listed]
            if peaks:
                peak = max(peaks)
                board.put(f"{peer.title}: peak memory", peak, "B", note=f"a limit of {memory}" if memory else "")


def _title(peer: Peer, form: str) -> str:
    if form.startswith("elig"):
        return form
    return f"{peer.title}, {form}" if peer.title == "by hand" else peer.title
