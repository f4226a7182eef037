"""The engine `python`: each household is read and decided by the library itself, on several processors if there are.

It also decides what the SQL engines leave to the reference.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from multiprocessing.pool import Pool

from elig.batch.answer import Answer, answers_of, short_answers_of
from elig.batch.program import Program
from elig.batch.record import Asks, Record
from elig.batch.rejected import Rejected, rejected
from elig.compile.decider import Decider
from elig.errors import EligError, HouseholdError, InputProblem
from elig.facts.jsontext import read_json
from elig.records import Struct


class Found(Struct):
    """What was decided for one household; `region` is the policy's id, or None where none covers the place.

    `only`: these are the answers that were asked of it; None where they are all.
    """

    row: int
    household: str
    region: str | None
    on: date
    members: int
    answers: tuple[Answer, ...]
    only: Asks | None = None


class How(Struct):
    """How households are decided: the day, or the key of the input that holds it; the policy; whether in full.

    In full there are reasons and what is missing; without, only outcomes and amounts.
    """

    on: date | None
    on_key: str | None
    policy: str | None
    full: bool


class Reference:
    """Decides households one by one."""

    def __init__(self, program: Program, how: How) -> None:
        self._program, self._how = program, how
        self._deciders: dict[date, Decider] = {}

    def __call__(self, records: Sequence[Record]) -> list[Found | Rejected]:
        """What was decided for each household, or why nothing was, in the order of the input."""
        return [self.one(record) for record in records]

    def one(self, record: Record) -> Found | Rejected:
        """What was decided for one household, or why nothing was."""
        if record.fault is not None:
            zh, en = record.fault
            problem = InputProblem("", "makes_no_sense", (("zh", zh), ("en", en)))
            return rejected(record.row, _id(record, self._key), HouseholdError([problem]))
        try:
            return self._decided(record)
        except EligError as error:
            return rejected(record.row, _id(record, self._key), error)

    @property
    def _key(self) -> str:
        return f"{self._program.vocabulary.subjects.whole}_id"

    def _decided(self, record: Record) -> Found:
        on, data = self._day(record)
        only, policy = record.only, self._how.policy
        if self._how.full:
            household = self._program.read(data)
            names = None if only is None else {name for name, _ in only}
            people = None if only is None else {subject for _, subject in only if subject is not None}
            outcomes = self._program.check(household, on=on, policy=policy, only=names, members=people).outcomes
            answers, members = tuple(answers_of(outcomes, only)), len(household.members)
            return Found(record.row, household.id, outcomes.region, on, members, answers, only)
        told = self._program.household(data)
        if on not in self._deciders:
            self._deciders[on] = self._program.decider(on=on, policy=policy)
        decided = self._deciders[on](told)
        answers = tuple(short_answers_of(decided, only))
        return Found(record.row, told.id, decided.region, on, len(told.members), answers, only)

    def _day(self, record: Record) -> tuple[date, bytes | dict[str, object]]:
        """The day of a household, and the household without the key that holds it."""
        if self._how.on_key is None:
            assert self._how.on is not None, "a run has a day, or a column that holds it"
            return self._how.on, record.data if isinstance(record.data, bytes) else dict(record.data)
        data = record.data
        if isinstance(data, bytes):
            text = read_json(data)
            if text.problems:
                raise HouseholdError(text.problems)
            data = text.data if isinstance(text.data, dict) else {}
        rest = dict(data)
        day = rest.pop(self._how.on_key, None)
        try:
            return date.fromisoformat(str(day)) if day is not None or self._how.on is None else self._how.on, rest
        except ValueError:
            raise HouseholdError([InputProblem(self._how.on_key, "date", (("given", str(day)[:40]),))]) from None


def _id(record: Record, key: str) -> object:
    if not isinstance(record.data, bytes):
        return record.data.get(key)
    try:
        data = read_json(record.data).data
    except HouseholdError:
        return None
    return data.get(key) if isinstance(data, dict) else None


_WORKER: list[Reference] = []
"""What decides in a worker; the process that started it has none here."""
_END = (signal.SIGTERM,)


def _work(records: Sequence[Record]) -> list[Found | Rejected]:
    return _WORKER[0](records)


def _begin(reference: Reference) -> None:
    """Ctrl-C is for the process that started the workers; it ends them, and an end is no exception to them."""
    _WORKER[:] = [reference]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _END)


class Workers:
    """Decides pieces of households, on several processors where the machine can copy a process."""

    def __init__(self, reference: Reference, pool: Pool | None) -> None:
        self._reference, self._pool = reference, pool

    def __call__(self, pieces: Iterable[Sequence[Record]]) -> Iterator[list[Found | Rejected]]:
        """What was decided for each piece, in order; no more pieces are read ahead than are worked at."""
        if self._pool is None:
            yield from map(self._reference, pieces)
            return
        waiting = []
        for piece in pieces:
            waiting.append(self._pool.apply_async(_work, (piece,)))
            if len(waiting) > _AHEAD:
                yield waiting.pop(0).get()
        for item in waiting:
            yield item.get()


_AHEAD = 4


@contextmanager
def workers(reference: Reference, count: int) -> Iterator[Workers]:
    """Workers for a run; one processor, or a machine that cannot copy a process, needs no others."""
    if count < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield Workers(reference, None)
        return
    # a process that was only just forked forgets a signal that Python handles, and would be waited for in vain
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, _END)
    try:
        pool = multiprocessing.get_context("fork").Pool(count, _begin, (reference,))
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    try:
        yield Workers(reference, pool)
    finally:
        pool.terminate()
        pool.join()
