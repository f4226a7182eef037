"""The code that fills a new record of so many fields, written out: compiling it would take longer than filling.

`elig.records` puts the setters of a class in place of those here, and its names in place of the numbered ones.
"""

from __future__ import annotations

from collections.abc import Callable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _unset(record: object, value: object) -> None:
    raise NotImplementedError("a pattern is no function of its own")


set0 = set1 = set2 = set3 = set4 = set5 = set6 = set7 = set8 = _unset
set9 = set10 = set11 = set12 = set13 = set14 = set15 = set16 = set17 = _unset


def _fill0(self: object) -> None:
    pass


def _fill1(self: object, a0: Any) -> None:
    set0(self, a0)


def _fill2(self: object, a0: Any, a1: Any) -> None:
    set0(self, a0)
    set1(self, a1)


def _fill3(self: object, a0: Any, a1: Any, a2: Any) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)


def _fill4(self: object, a0: Any, a1: Any, a2: Any, a3: Any) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)


def _fill5(self: object, a0: Any, a1: Any, a2: Any, a3: Any, a4: Any) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)


def _fill6(self: object, a0: Any, a1: Any, a2: Any, a3: Any, a4: Any, a5: Any) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)


def _fill7(self: object, a0: Any, a1: Any, a2: Any, a3: Any, a4: Any, a5: Any, a6: Any) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)
    set6(self, a6)


def _fill8(self: object, a0: Any, a1: Any, a2: Any, a3: Any, a4: Any, a5: Any, a6: Any, a7: Any) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)
    set6(self, a6)
    set7(self, a7)


def _fill9(self: object, a0: Any, a1: Any, a2: Any, a3: Any, a4: Any, a5: Any, a6: Any, a7: Any, a8: Any) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)
    set6(self, a6)
    set7(self, a7)
    set8(self, a8)


def _fill10(
    self: object, a0: Any, a1: Any, a2: Any, a3: Any, a4: Any, a5: Any, a6: Any, a7: Any, a8: Any, a9: Any
) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)
    set6(self, a6)
    set7(self, a7)
    set8(self, a8)
    set9(self, a9)


def _fill11(
    self: object, a0: Any, a1: Any, a2: Any, a3: Any, a4: Any, a5: Any, a6: Any, a7: Any, a8: Any, a9: Any, a10: Any
) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)
    set6(self, a6)
    set7(self, a7)
    set8(self, a8)
    set9(self, a9)
    set10(self, a10)


def _fill12(
    self: object,
    a0: Any,
    a1: Any,
    a2: Any,
    a3: Any,
    a4: Any,
    a5: Any,
    a6: Any,
    a7: Any,
    a8: Any,
    a9: Any,
    a10: Any,
    a11: Any,
) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)
    set6(self, a6)
    set7(self, a7)
    set8(self, a8)
    set9(self, a9)
    set10(self, a10)
    set11(self, a11)


def _fill13(
    self: object,
    a0: Any,
    a1: Any,
    a2: Any,
    a3: Any,
    a4: Any,
    a5: Any,
    a6: Any,
    a7: Any,
    a8: Any,
    a9: Any,
    a10: Any,
    a11: Any,
    a12: Any,
) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)
    set6(self, a6)
    set7(self, a7)
    set8(self, a8)
    set9(self, a9)
    set10(self, a10)
    set11(self, a11)
    set12(self, a12)


def _fill14(
    self: object,
    a0: Any,
    a1: Any,
    a2: Any,
    a3: Any,
    a4: Any,
    a5: Any,
    a6: Any,
    a7: Any,
    a8: Any,
    a9: Any,
    a10: Any,
    a11: Any,
    a12: Any,
    a13: Any,
) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)
    set6(self, a6)
    set7(self, a7)
    set8(self, a8)
    set9(self, a9)
    set10(self, a10)
    set11(self, a11)
    set12(self, a12)
    set13(self, a13)


def _fill15(
    self: object,
    a0: Any,
    a1: Any,
    a2: Any,
    a3: Any,
    a4: Any,
    a5: Any,
    a6: Any,
    a7: Any,
    a8: Any,
    a9: Any,
    a10: Any,
    a11: Any,
    a12: Any,
    a13: Any,
    a14: Any,
) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)
    set6(self, a6)
    set7(self, a7)
    set8(self, a8)
    set9(self, a9)
    set10(self, a10)
    set11(self, a11)
    set12(self, a12)
    set13(self, a13)
    set14(self, a14)


def _fill16(
    self: object,
    a0: Any,
    a1: Any,
    a2: Any,
    a3: Any,
    a4: Any,
    a5: Any,
    a6: Any,
    a7: Any,
    a8: Any,
    a9: Any,
    a10: Any,
    a11: Any,
    a12: Any,
    a13: Any,
    a14: Any,
    a15: Any,
) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)
    set6(self, a6)
    set7(self, a7)
    set8(self, a8)
    set9(self, a9)
    set10(self, a10)
    set11(self, a11)
    set12(self, a12)
    set13(self, a13)
    set14(self, a14)
    set15(self, a15)


def _fill17(
    self: object,
    a0: Any,
    a1: Any,
    a2: Any,
    a3: Any,
    a4: Any,
    a5: Any,
    a6: Any,
    a7: Any,
    a8: Any,
    a9: Any,
    a10: Any,
    a11: Any,
    a12: Any,
    a13: Any,
    a14: Any,
    a15: Any,
    a16: Any,
) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)
    set6(self, a6)
    set7(self, a7)
    set8(self, a8)
    set9(self, a9)
    set10(self, a10)
    set11(self, a11)
    set12(self, a12)
    set13(self, a13)
    set14(self, a14)
    set15(self, a15)
    set16(self, a16)


def _fill18(
    self: object,
    a0: Any,
    a1: Any,
    a2: Any,
    a3: Any,
    a4: Any,
    a5: Any,
    a6: Any,
    a7: Any,
    a8: Any,
    a9: Any,
    a10: Any,
    a11: Any,
    a12: Any,
    a13: Any,
    a14: Any,
    a15: Any,
    a16: Any,
    a17: Any,
) -> None:
    set0(self, a0)
    set1(self, a1)
    set2(self, a2)
    set3(self, a3)
    set4(self, a4)
    set5(self, a5)
    set6(self, a6)
    set7(self, a7)
    set8(self, a8)
    set9(self, a9)
    set10(self, a10)
    set11(self, a11)
    set12(self, a12)
    set13(self, a13)
    set14(self, a14)
    set15(self, a15)
    set16(self, a16)
    set17(self, a17)


FILLING: tuple[Callable[..., None], ...] = (
    _fill0,
    _fill1,
    _fill2,
    _fill3,
    _fill4,
    _fill5,
    _fill6,
    _fill7,
    _fill8,
    _fill9,
    _fill10,
    _fill11,
    _fill12,
    _fill13,
    _fill14,
    _fill15,
    _fill16,
    _fill17,
    _fill18,
)
