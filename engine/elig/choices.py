"""Enumerations, as the standard library's, but with classes made in a fifth of the time.

Seventeen of them are made before a household is decided. To the type checker these are the standard library's. A member
is one of a kind: it is told apart by identity, is looked up by its name or its value, and cannot be changed.

>>> class Side(Enum):
...     LEFT = "left"
...     RIGHT = "right"
>>> Side.LEFT, Side("right").name, [*Side] == [Side["LEFT"], Side["RIGHT"]]
(<Side.LEFT: 'left'>, 'RIGHT', True)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

TYPE_CHECKING = False
"""As the type checker sees it; see `elig.records`."""

if TYPE_CHECKING:
    from enum import Enum

__all__ = ["Enum"]


class _Choices(type):
    """The class of an enumeration: what a class body names with a value becomes a member."""

    __members__: Mapping[str, object]

    def __new__(cls, name: str, bases: tuple[type, ...], body: Mapping[str, object]) -> _Choices:
        values = {key: value for key, value in body.items() if key[0] != "_" and not hasattr(value, "__get__")}
        made = type.__new__(cls, name, bases, {key: value for key, value in body.items() if key not in values})
        members: dict[str, object] = {}
        for key, value in values.items():
            member: object = object.__new__(made)  # type: ignore[arg-type]  # a class is one of its metaclass
            members[key] = member
            _set_name(member, key)
            _set_value(member, value)
            type.__setattr__(made, key, member)
        made.__members__ = MappingProxyType(members)
        return made

    def __call__(cls, value: object) -> object:
        """The member of a value; raises `ValueError`."""
        for member in cls:
            if member is value or _value_of(member) == value:
                return member
        raise ValueError(f"{value!r} is not a valid {cls.__qualname__}")

    def __getitem__(cls, name: str) -> object:
        return cls.__members__[name]

    def __iter__(cls) -> Iterator[object]:
        return iter(cls.__members__.values())

    def __len__(cls) -> int:
        return len(cls.__members__)

    def __contains__(cls, member: object) -> bool:
        return isinstance(member, cls)


class _Slots:
    __slots__ = ("name", "value")


_set_name, _set_value = _Slots.name.__set__, _Slots.value.__set__  # type: ignore[attr-defined]  # slots have setters
_value_of = _Slots.value.__get__  # type: ignore[attr-defined]


class _Enum(_Slots, metaclass=_Choices):
    __slots__ = ()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{self} cannot be changed")

    def __str__(self) -> str:
        return f"{type(self).__name__}.{self.name}"  # type: ignore[attr-defined]

    def __repr__(self) -> str:
        return f"<{self}: {self.value!r}>"  # type: ignore[attr-defined]

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (self.value,)  # type: ignore[attr-defined]


if not TYPE_CHECKING:
    Enum = _Enum
