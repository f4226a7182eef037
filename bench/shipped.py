"""The shipped rules: loading them, one family decided beside a plain loop, and input that means harm."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import inputs
import plain
import yaml
from board import Board

import elig
from elig.errors import Collector, HouseholdError, PolicyError
from elig.lang import Identity, Language, parse, print_expression
from elig.source import Scalar
from elig.values import Outcome

ON = date(2020, 12, 1)


def loading(board: Board) -> None:
    """From YAML, and expressions parsed and printed."""
    program = elig.load()
    texts = [path.read_text("utf-8") for path in inputs.POLICIES]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    floor = board.row(f"yaml.{loader.__name__} of the shipped files", lambda: [yaml.load(t, loader) for t in texts])
    board.row("load and check them", elig.load, floor, "that loader")
    trees, units = inputs.expressions(program), program.vocabulary.units
    show = partial(print_expression, names=Identity(), language=Language.EN, units=units)
    printed = [show(tree) for tree in trees]
    board.row("print their expressions", lambda: [show(tree) for tree in trees], note=f"{len(trees)} of them")
    board.row("parse what was printed", lambda: [parse(Scalar.of(text), units, Collector()) for text in printed])


def family(board: Board) -> None:
    """One family of Qianxinan, decided by the evaluator that explains."""
    program = elig.load()
    known, unknown = inputs.household(inputs.COMPLETE), inputs.household(inputs.MISSING)
    many, loop = inputs.household(inputs.COMPLETE, size=50), "the plain loop"
    check = partial(program.check, on=ON)
    for household in (known, many):
        decision = check(household)
        for (name, member), due in plain.check(household, ON).items():
            found = decision[name].result if member is None else decision[name][member]
            # the loop counts as a floor only where it gives the engine's answers
            assert (found.outcome is Outcome.DUE) == due, f"{name} of {member}"
    floor = board.row("plain loop over 4 of the 8 rights, no reasons", lambda: plain.check(known, ON))
    decided = board.row("decide, all facts known", lambda: check(known), floor, loop)
    board.row("decide, all facts known, with trace", lambda: check(known, trace=True), floor, loop)
    board.row("decide, facts missing", lambda: check(unknown), decided, "all facts known")
    floor = board.row("plain loop, 50 members", lambda: plain.check(many, ON))
    board.row("decide, 50 members", lambda: check(many), floor, loop)


def hostile(board: Board) -> None:
    """Files and households that mean harm are refused, and soon."""
    program = elig.load()
    with tempfile.TemporaryDirectory() as folder:
        for what, text in inputs.HOSTILE_FILES.items():
            path = Path(folder, "hostile.yaml")
            path.write_text(text, "utf-8")
            board.row(what, partial(_refusal, elig.load, path), note=_refusal(elig.load, path))
    for what, text in inputs.HOSTILE_HOUSEHOLDS.items():
        board.row(what, partial(_refusal, program.read, text), note=_refusal(program.read, text))


def _refusal(read: Callable[..., object], given: object) -> str:
    try:
        read(given)
    except PolicyError as error:
        return f"{error.diagnostics[0].code.value} {error.diagnostics[0].message}"
    except HouseholdError as error:
        return error.problems[0].kind
    return "NOT REFUSED"
