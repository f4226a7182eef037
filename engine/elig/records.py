"""Frozen, slotted classes of fields, as the standard library's dataclasses, but with methods made at their first use.

A dataclass costs most of a millisecond where its module is imported, whether it is used or not: the classes of this
library would take longer to make than its prepared policies take to read (`make bench` shows both). To the type checker
these are dataclasses; `dataclasses.fields` and `dataclasses.replace` take them too.

>>> class Pair(Struct):
...     left: int
...     right: int = 2
>>> replace(Pair(1), left=3), Pair(1) == Pair(1, 2)
(Pair(left=3, right=2), True)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from operator import attrgetter
from types import CodeType, FunctionType, MemberDescriptorType

from elig.record_patterns import FILLING

TYPE_CHECKING = False
"""As the type checker sees it; `typing` itself takes longer to import than this library should."""

if TYPE_CHECKING:
    from dataclasses import field, replace
    from typing import Any, TypeVar, dataclass_transform

    T = TypeVar("T")

    @dataclass_transform(frozen_default=True, field_specifiers=(field,))
    class Struct:
        """A class whose statement names this one as a base has slots for its fields, and cannot be changed.

        Every record says so itself: a class that is derived from a record without naming `Struct` is a plain class.
        """

        def __init_subclass__(cls, *, frozen: bool = True, kw_only: bool = False) -> None: ...


__all__ = [
    "LATER",
    "Later",
    "Struct",
    "field",
    "filler",
    "is_later",
    "is_record",
    "is_record_class",
    "later",
    "names_of",
    "replace",
]

LATER: Mapping[str, bool] = {"later": True}
"""Metadata of a field that may hold a `Later`: its value is then made when it is first read."""

_MISSING = object()
_LEFT_OUT = object()
"""Stands for a field that was left out and comes from a factory."""

_write = object.__setattr__


Later = partial
"""A value that is made when it is first read, by a call."""


def later(make: Callable[[], T]) -> T:
    """The value of a field that may hold a `Later`, made when it is first read."""
    return Later(make)  # type: ignore[return-value]  # the field stands for what is made


class _LaterSlot:
    """A slot of a record that makes its value where it holds a `Later`."""

    __slots__ = ("read", "set")

    def __init__(self, slot: MemberDescriptorType) -> None:
        self.read, self.set = slot.__get__, slot.__set__

    def __get__(self, record: object, owner: type) -> object:
        if record is None:
            return self
        found: object = self.read(record, owner)
        if found.__class__ is Later:
            assert isinstance(found, Later), "its class is"
            found = found()
            self.set(record, found)
        return found

    def __set__(self, record: object, value: object) -> None:
        self.set(record, value)


class _Field:
    """What a class says of one of its fields beyond its type and a default."""

    __slots__ = ("compare", "default", "factory", "init", "later", "repr")

    def __init__(
        self,
        *,
        default: object = _MISSING,
        default_factory: object = _MISSING,
        init: bool = True,
        compare: bool = True,
        repr: bool = True,
        metadata: Mapping[str, bool] | None = None,
    ) -> None:
        self.default, self.factory = default, default_factory
        self.init, self.compare, self.repr, self.later = init, compare, repr, metadata is LATER


_PLAIN = _Field()
"""A field of which nothing more is said."""


class _Making(type):
    """Makes the class that a class statement with `Struct` asks for: one class, of the plain kind `type`.

    `Struct` itself is left out of its bases, and its kind is not this one, so that matching and looking up are as fast
    as for any class.
    """

    def __new__(
        cls, name: str, bases: tuple[type, ...], body: dict[str, Any], frozen: bool = True, kw_only: bool = False
    ) -> type:
        kept = tuple([base for base in bases if base is not Struct])
        declared = dict.fromkeys(body.get("__annotations__", ()), _MISSING)
        for field in declared.keys() & body.keys():
            declared[field] = body.pop(field)
        below = getattr(kept[0], "__record_fields__", {}) if kept else {}
        above = () if not kept else getattr(kept[0], "__record_by_name__", ())
        if kw_only or above:
            body["__record_by_name__"] = _by_name(above, declared, kw_only)
        body["__slots__"] = [field for field in declared if field not in below] if below else [*declared]
        body["__record_fields__"] = {**below, **declared} if below else declared
        record = type(name, kept, {**(_FROZEN if frozen else _OPEN), **body})
        for field, said in declared.items():
            if said.__class__ is _Field and said.later:
                setattr(record, field, _LaterSlot(getattr(record, field)))
        return record


def _by_name(above: Sequence[str], declared: Mapping[str, object], kw_only: bool) -> tuple[str, ...]:
    """The fields that are given by name: those of the base, as far as they stay so, and new ones."""
    kept = [name for name in above if kw_only or name not in declared]
    return (*kept, *(name for name in declared if name not in kept)) if kw_only else tuple(kept)


def _declared(record: type) -> Mapping[str, object]:
    """The fields of a record, those of its bases first, each with what is said of it."""
    known: dict[str, object] = vars(record)["__record_fields__"]
    return known


def _named_only(record: type) -> tuple[str, ...]:
    """The fields that are given by name, never by their place."""
    known: tuple[str, ...] = getattr(record, "__record_by_name__", ())
    return known


def _fields(record: type) -> Iterator[tuple[str, _Field]]:
    """The fields of a record; a default alone is left out."""
    for name, said in _declared(record).items():
        yield name, said if isinstance(said, _Field) else _PLAIN


def is_record_class(found: type) -> bool:
    """Whether a class is a record."""
    return "__record_fields__" in vars(found)


def is_record(value: object) -> bool:
    """Whether a value is a record."""
    return is_record_class(type(value))


def names_of(record: type) -> tuple[str, ...]:
    """The names of the fields of a record, in their order."""
    return tuple(_declared(record))


def is_later(record: type, name: str) -> bool:
    """Whether a field may hold a `Later`."""
    return isinstance(_slot(record, name), _LaterSlot)


def filler(record: type) -> Callable[..., None]:
    """The function that fills a new record with a value for every field, in their order, and checks nothing."""
    setters = [_setter(record, name) for name in _declared(record)]
    code = _pattern(len(setters), False)
    return FunctionType(code, dict(zip(code.co_names, setters, strict=True)))


def _slot(record: type, name: str) -> MemberDescriptorType | _LaterSlot:
    found: MemberDescriptorType | _LaterSlot = getattr(record, name)
    return found


def _setter(record: type, name: str) -> Callable[[object, object], None]:
    slot = getattr(record, name)
    setter: Callable[[object, object], None] = slot.set if slot.__class__ is _LaterSlot else slot.__set__
    return setter


def _replace(record: object, /, **changes: object) -> object:
    kind = type(record)
    copied = vars(kind).get("__record_copied__")
    if copied is None:
        copied = _copied(kind)
        type.__setattr__(kind, "__record_copied__", copied)
    if vars(kind)["__record_frozen__"]:  # one that is not frozen is copied in any case
        for name, value in changes.items():
            if name not in copied or copied[name](record) is not value:
                break
        else:
            return record
    return kind(**{name: read(record) for name, read in copied.items()} | changes)


def _copied(record: type) -> Mapping[str, Callable[[object], object]]:
    """The fields that a copy takes over, and what reads each; what is not made yet is made of the copy when needed."""
    slots = [(name, _slot(record, name)) for name, said in _fields(record) if said.init]
    return {name: slot.read if isinstance(slot, _LaterSlot) else slot.__get__ for name, slot in slots}


def _holder(record: type, name: str, method: object) -> type:
    """The class that a method not made yet stands in."""
    return next(base for base in record.__mro__ if vars(base).get(name) is method)


def _first_init(self: object, *given: object, **named: object) -> None:
    record = _holder(type(self), "__init__", _first_init)
    made = _initialiser(record)
    type.__setattr__(record, "__init__", made)
    made(self, *given, **named)


def _initialiser(record: type) -> FunctionType:
    """The function that fills a record: a pattern for so many fields, under the names that the class declares."""
    declared, by_name = _declared(record), _named_only(record)
    names: list[str] = []
    setters: list[Callable[[object, object], None]] = []
    defaults: dict[str, object] = {}
    for name in (*(name for name in declared if name not in by_name), *by_name) if by_name else declared:
        said, write = declared[name], _setter(record, name)
        if said.__class__ is _Field:
            assert isinstance(said, _Field), "its class is"
            if not said.init:
                continue
            write, said = _maker(write, said.factory), said.default if said.factory is _MISSING else _LEFT_OUT
        names.append(name)
        setters.append(write)
        if said is not _MISSING:
            defaults[name] = said
    named = {name: defaults.pop(name) for name in by_name if name in defaults}
    counted = len([name for name in by_name if name in names])
    pattern = _pattern(len(names), hasattr(record, "__post_init__"))
    code = pattern.replace(
        co_varnames=("self", *names), co_argcount=1 + len(names) - counted, co_kwonlyargcount=counted
    )
    known = dict(zip(pattern.co_names, setters, strict=False))  # the last name may be that of the check
    function = FunctionType(code, known, "__init__", tuple(defaults.values()))
    function.__kwdefaults__ = named
    return function


def _maker(write: Callable[[object, object], None], factory: object) -> Callable[[object, object], None]:
    """What sets a field; one that has a factory comes from it where it is left out."""
    if not callable(factory):
        return write
    return lambda made, value: write(made, factory() if value is _LEFT_OUT else value)


@cache
def _pattern(size: int, checked: bool) -> CodeType:
    """The code that fills `size` fields in turn, and then has the record checked.

    One for all records of as many fields: compiling one for each would cost more than all else here. What most records
    need is written out.
    """
    if not checked and size < len(FILLING):
        return FILLING[size].__code__
    lines = [f"set{n}(self, a{n})" for n in range(size)] + ["self.__post_init__()"] * checked
    names = "".join(f", a{n}" for n in range(size))
    known: dict[str, FunctionType] = {}
    exec(f"def fill(self{names}):\n " + ("; ".join(lines) or "pass"), {}, known)  # noqa: S102 - numbered names only
    return known["fill"].__code__


def _first_eq(self: object, other: object) -> bool:
    record = _holder(type(self), "__eq__", _first_eq)
    values = _values(record)

    def __eq__(self: object, other: object) -> bool:  # noqa: N807 - it becomes the method
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    type.__setattr__(record, "__eq__", __eq__)
    return __eq__(self, other)


def _first_hash(self: object) -> int:
    record = _holder(type(self), "__hash__", _first_hash)
    values = _values(record)

    def __hash__(self: object) -> int:  # noqa: N807 - it becomes the method
        return hash(values(self))

    type.__setattr__(record, "__hash__", __hash__)
    return __hash__(self)


def _values(record: type) -> Callable[[object], tuple[object, ...]]:
    """What is compared of a record."""
    names = [name for name, said in _fields(record) if said.compare]
    if len(names) > 1:
        return attrgetter(*names)
    return lambda self: tuple(getattr(self, name) for name in names)


def _repr(self: object) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name, said in _fields(type(self)) if said.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _refuse(self: object, name: str, value: object = None) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _restore(self: object, state: tuple[None, Mapping[str, object]]) -> None:
    for name, value in state[1].items():
        _write(self, name, value)


class _Described:
    """What the standard library wants to know of a dataclass, from one made alike when it asks."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, record: object, owner: type) -> object:
        import dataclasses

        frozen: bool = vars(owner)["__record_frozen__"]
        by_name = _named_only(owner)
        listed: list[tuple[str, object, object]] = []
        for name, said in _declared(owner).items():
            part = said if isinstance(said, _Field) else _Field(default=said)
            options: dict[str, object] = {"init": part.init, "compare": part.compare, "repr": part.repr}
            options |= {"default": part.default} if part.default is not _MISSING else {}
            options |= {"default_factory": part.factory} if part.factory is not _MISSING else {}
            listed.append((name, object, dataclasses.field(kw_only=name in by_name, **options)))  # type: ignore[call-overload]  # each option is of its kind
        alike = dataclasses.make_dataclass(owner.__name__, listed, frozen=frozen)
        found: object = getattr(alike, self.name)
        type.__setattr__(owner, self.name, found)
        return found


class _MatchArgs:
    """The fields that a pattern finds by their place."""

    def __get__(self, record: object, owner: type) -> tuple[str, ...]:
        by_name = _named_only(owner)
        found = tuple(name for name, said in _fields(owner) if said.init and name not in by_name)
        type.__setattr__(owner, "__match_args__", found)
        return found


_OPEN: Mapping[str, object] = {
    "__record_frozen__": False,
    "__init__": _first_init,
    "__eq__": _first_eq,
    "__hash__": None,
    "__repr__": _repr,
    "__match_args__": _MatchArgs(),
    "__dataclass_fields__": _Described("__dataclass_fields__"),
    "__dataclass_params__": _Described("__dataclass_params__"),
}
_FROZEN: Mapping[str, object] = {
    **_OPEN,
    "__record_frozen__": True,
    "__hash__": _first_hash,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__setstate__": _restore,
}


if not TYPE_CHECKING:
    field, replace = _Field, _replace
    Struct = type.__new__(_Making, "Struct", (), {"__slots__": ()})
