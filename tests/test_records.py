"""Records behave as the standard library's dataclasses of the same text do."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Callable, Iterator
from functools import partial
from types import new_class
from typing import Any

import pytest

from elig import records
from elig.program.nodes import Constant, NotNode
from elig.program.types import BOOLEAN
from elig.record_patterns import FILLING

TEXT = """
from __future__ import annotations

class Base(Struct, kw_only=True):
    tag: str
    place: object = field(default=None, compare=False, repr=False)

class Point(Base, Struct):
    x: int
    y: int = 2

class Alone(Struct):
    item: object

class Other(Struct):
    item: object

class Empty(Struct):
    pass

class Named(Struct):
    _declared: int

    def _parts(self):
        return "its own"

class Open(Struct, frozen=False):
    names: list = field(default_factory=list)
    size: int = 1

class Checked(Struct, frozen=False):
    x: int
    twice: int = field(init=False)

    def __post_init__(self):
        self.twice = 2 * self.x
"""


class Standard(type):
    """Makes the standard library's dataclass of the same text."""

    def __new__(
        cls, name: str, bases: tuple[type, ...], body: dict[str, Any], frozen: bool = True, kw_only: bool = False
    ) -> type:
        plain = type(name, tuple(base for base in bases if base is not STANDARD), body)
        return dataclasses.dataclass(frozen=frozen, slots=True, kw_only=kw_only)(plain)


STANDARD = type.__new__(Standard, "Struct", (), {})


def made(struct: type, field: object) -> dict[str, Any]:
    known: dict[str, Any] = {"Struct": struct, "field": field, "__name__": __name__}
    exec(TEXT, known)
    return known


RECORDS, DATACLASSES = made(records.Struct, records.field), made(STANDARD, dataclasses.field)
Point, Open = RECORDS["Point"], RECORDS["Open"]

CALLS: dict[str, Callable[[dict[str, Any]], object]] = {
    "by place and by name": lambda c: c["Point"](1, tag="a"),
    "all by name": lambda c: c["Point"](x=1, y=3, tag="a", place="here"),
    "nothing at all": lambda c: c["Empty"](),
    "a list of its own": lambda c: c["Open"](),
    "a list that is given": lambda c: c["Open"]([1], size=4),
    "a field that is worked out": lambda c: c["Checked"](3),
    "one too many": lambda c: c["Point"](1, 2, 3, tag="a"),
    "one too few": lambda c: c["Point"](tag="a"),
    "a name that is not declared": lambda c: c["Point"](1, z=1, tag="a"),
    "a name twice": lambda c: c["Point"](1, x=1, tag="a"),
    "by place where only the name counts": lambda c: c["Base"]("a"),
}


def outcome(work: Callable[[], object]) -> object:
    try:
        return repr(work())
    except TypeError as error:
        return TypeError, "argument" in str(error)


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_a_record_is_made_as_a_dataclass_is(call: Callable[[dict[str, Any]], object]) -> None:
    assert outcome(lambda: call(RECORDS)) == outcome(lambda: call(DATACLASSES))


def test_equality_and_hash_leave_out_what_is_not_compared() -> None:
    here, there, other = (Point(1, tag="a", place=1), Point(1, tag="a", place=2), Point(2, tag="a"))
    assert here == there
    assert hash(here) == hash(there)
    assert here != other
    assert here != (1, 2, "a")
    assert RECORDS["Empty"]() == RECORDS["Empty"]()


def test_classes_of_equal_fields_differ() -> None:
    item: object = Constant(True, type=BOOLEAN)
    both: list[object] = [cls(item) for cls in (RECORDS["Alone"], RECORDS["Other"])]
    assert both[0] != both[1]


def test_a_frozen_record_cannot_be_changed_and_an_open_one_has_no_hash() -> None:
    point = Point(1, tag="a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x
    with pytest.raises(AttributeError):
        Open().other = 1
    with pytest.raises(TypeError):
        hash(Open())


def test_a_record_may_call_its_own_things_as_it_likes() -> None:
    node = records.replace(RECORDS["Named"](1), _declared=2)
    assert (node._declared, node._parts()) == (2, "its own")


def test_two_open_records_share_no_list() -> None:
    assert Open().names is not Open().names


def test_patterns_find_fields_by_place() -> None:
    match Point(1, tag="a"):
        case Point(x, y):
            assert (x, y) == (1, 2)
        case _:
            pytest.fail("a record matches its own class")


def test_the_standard_library_takes_them_for_dataclasses() -> None:
    point = Point(1, tag="a")
    alike = DATACLASSES["Point"](1, tag="a")
    assert [part.name for part in dataclasses.fields(point)] == [part.name for part in dataclasses.fields(alike)]
    assert dataclasses.replace(point, y=5) == records.replace(point, y=5) == Point(1, 5, tag="a")
    assert dataclasses.is_dataclass(Point)


def test_copies_and_pickles_are_equal() -> None:
    node = NotNode(Constant(True, type=BOOLEAN), type=BOOLEAN)
    assert copy.deepcopy(node) == node
    assert pickle.loads(pickle.dumps(node)) == node


def test_a_record_of_any_size_is_filled_in_order() -> None:
    for size in (0, 1, len(FILLING) - 1, len(FILLING)):
        names = {f"f{index}": int for index in range(size)}
        made: Any = new_class("Sized", (records.Struct,), {}, partial(dict.update, __annotations__=names))
        assert [getattr(made(*range(size)), name) for name in names] == [*range(size)]


def test_a_copy_with_a_field_that_is_none_is_refused() -> None:
    with pytest.raises(TypeError):
        records.replace(Point(1, tag="a"), other=1)
    point = Point(1, tag="a")
    assert records.replace(point, x=1) is point


def test_what_is_made_is_a_plain_class_made_once() -> None:
    assert type(Point) is type
    assert Point.__mro__ == (Point, RECORDS["Base"], object)


def derived(found: type) -> Iterator[type]:
    below: list[type] = type.__subclasses__(found)
    for one in below:
        yield one
        yield from derived(one)


def test_every_class_derived_from_a_record_says_that_it_is_one() -> None:
    ours = [found for found in derived(object) if str(found.__module__).startswith("elig")]
    known = [found for found in ours if records.is_record_class(found)]
    assert NotNode in known
    assert [below for found in known for below in derived(found) if not records.is_record_class(below)] == []
