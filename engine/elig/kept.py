"""What an object works out when it is first asked, and keeps."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from functools import cached_property as kept
else:

    class kept:  # noqa: N801 - it is written as a decorator
        """As `functools.cached_property`, whose module takes half as long to import as loading policies may take.

        >>> class Sum:
        ...     @kept
        ...     def total(self) -> list[int]:
        ...         return [3]
        >>> found = Sum()
        >>> found.total is found.total
        True
        """

        def __init__(self, make: Callable[[object], object]) -> None:
            self.make, self.__doc__ = make, make.__doc__

        def __set_name__(self, owner: type, name: str) -> None:
            self.name = name

        def __get__(self, of: object, owner: type) -> object:
            """The value, the same for all threads."""
            return self if of is None else vars(of).setdefault(self.name, self.make(of))


__all__ = ["kept"]
