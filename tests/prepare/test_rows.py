"""A program from its rows is the program: every field, every answer."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import elig
from elig.api import Program
from elig.cases.run import run_case
from elig.errors import PolicyError
from elig.prepare.packed import NARROW, WIDE, Packed, Unit, pack
from elig.prepare.read import ForeignRowsError, LazyMapping, Table
from elig.prepare.rows import Kind
from elig.prepare.write import _Part, _Unit, _Writer, write_program
from elig.program.files import bundled
from elig.program.nodes import DefinitionRef
from elig.program.types import NumberType
from elig.program.walk import descend
from tests.conformance.corpus import Named, cases, program
from tests.prepare.trips import again, differences, there_and_back

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.json"))


@cache
def shipped() -> Program:
    return elig.load()


@cache
def texts() -> dict[str, str]:
    return {name: (bundled().parent / name).read_text("utf-8") for name in shipped().checked.files}


def test_the_shipped_program_is_equal_in_every_field() -> None:
    read = there_and_back(shipped().checked, list(texts().values()))
    assert differences(shipped().checked, read) == []
    assert read == shipped().checked


def test_a_program_that_was_read_can_be_written() -> None:
    once = there_and_back(shipped().checked, list(texts().values()))
    assert write_program(once, list(texts().values())) == write_program(shipped().checked, list(texts().values()))


@cache
def read_anew() -> Program:
    return again(shipped(), texts())


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_the_examples_are_decided_alike(file: Path) -> None:
    text = file.read_text("utf-8")
    found, expected = (which.check(text, on=date(2020, 12, 1), trace=True) for which in (read_anew(), shipped()))
    assert found.to_dict() == expected.to_dict()
    for lang in ("zh", "en"):
        assert found.explain(lang, full=True) == expected.explain(lang, full=True)


@pytest.mark.parametrize("named", cases())
def test_the_corpus_is_decided_alike(named: Named) -> None:
    try:
        loaded = program(named.case)
    except PolicyError:
        pytest.skip("its policy is refused, so there is no program")
    anew = again(loaded, named.case.texts.files)
    found = run_case(lambda: anew, named.case, named.file.region or None)
    assert not found, "\n".join([named.case.span.place, *found])


@pytest.mark.parametrize("named", cases())
def test_the_corpus_is_equal_in_every_field(named: Named) -> None:
    try:
        loaded = program(named.case)
    except PolicyError:
        pytest.skip("its policy is refused, so there is no program")
    assert differences(loaded.checked, again(loaded, named.case.texts.files).checked) == []


def test_a_node_that_is_shared_stays_one() -> None:
    rules = read_anew().regions[0]
    bodies = [
        (node.definition, node.body)
        for entitlement in rules.entitlements.values()
        for clause in (entitlement.given, entitlement.when)
        if clause is not None
        for node in descend(clause)
        if isinstance(node, DefinitionRef)
    ]
    assert bodies
    assert all(rules.definitions[name].node is body for name, body in bodies)


def test_only_what_is_needed_is_read() -> None:
    written = write_program(shipped().checked, list(texts().values()))
    table = Table(json.loads(json.dumps(written.classes)), written.units, [t.encode() for t in texts().values()])
    table.program()
    assert table.read_units < len(written.units) / 20


def test_numbers_are_places_of_constants_of_units_that_are_held_and_then_of_rows() -> None:
    first = Unit('["x",null,true,1,-3]', [1, 1, 1, 2, 0, 4, 0, 1, 2, 3, 0, 4, 4, 7, 4, 5, 0, 2, 6, 8])
    table = Table([], [first, Unit('["held"]', [0, 0]), Unit('["later"]', [0, 0])], [])
    found = table.unit(0)
    assert isinstance(found, tuple)
    waiting, whole = found
    assert whole == (-3, ("x", None, True, 1), -3, "held")
    assert table.read_units == 2
    assert waiting() == "later"


def test_a_number_and_a_truth_value_are_written_apart() -> None:
    unit = _Unit(_Writer(shipped().checked, list(texts().values())))
    last = unit.part(((1, -1), (True, -1), (1, -1)))
    assert repr(unit.constants) == "[1, -1, True]"
    assert last == (_Part.ROWS, 2)
    assert unit.written() == Unit("[1,-1,true]", [0, 0, 0, 2, 0, 1, 0, 2, 2, 1, 0, 3, 3, 4, 3])


def test_a_unit_holds_what_is_alike_all_over_a_program_once() -> None:
    writer = _Writer(shipped().checked, list(texts().values()))
    unit = _Unit(writer)
    kinds = [NumberType(integer=True), NumberType(integer=True), NumberType()]
    assert [unit.part(kind) for kind in kinds] == [(_Part.HELD, 0), (_Part.HELD, 0), (_Part.HELD, 1)]
    assert _Unit(writer).part(NumberType()) == (_Part.HELD, 0)
    assert unit.written() == Unit("[]", [2, 0, 1, 0])


@pytest.mark.parametrize(("largest", "form"), [(65535, NARROW), (65536, WIDE)])
def test_numbers_that_do_not_fit_in_two_bytes_take_four(largest: int, form: str) -> None:
    units = [Unit('["甲"]', [1, largest]), Unit("[]", []), Unit("[2]", [0])]
    layout, data = pack(units)
    packed = Packed(layout, memoryview(data))
    assert layout.form == form
    assert [packed[number] for number in range(len(packed))] == units


def test_lazy_mappings_are_mappings() -> None:
    made = LazyMapping({1: "a", 2: "b"}.__getitem__, {"x": 1, "y": 2})
    assert made == {"x": "a", "y": "b"}
    assert "x" in made
    assert "z" not in made
    assert list(made.items()) == [("x", "a"), ("y", "b")]
    assert made.get("z") is None


@pytest.mark.parametrize(
    "row",
    [
        ["os", "system", []],
        ["elig.program.load", "Path", []],
        ["elig.program.load", "Source", ["name", "text"]],
        ["elig.programs", "Path", []],
        ["elig.program.nodes", "dataclass", []],
        ["elig.program.nodes", "NotNode", ["item"]],
        ["elig.lang.ast", "Op", ["EQ"]],
        ["elig.lang.ast", "Nothing", []],
    ],
    ids=lambda row: f"{row[0]}.{row[1]}",
)
def test_rows_of_other_classes_are_refused(row: tuple[str, str, list[str]]) -> None:
    with pytest.raises(ForeignRowsError):
        Table([row], [Unit("[0]", [0, 0, Kind.CLASS, 1, 0])], []).program()
