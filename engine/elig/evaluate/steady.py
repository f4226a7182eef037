"""Whether a condition asks for a figure that the numbers it reads may jump over.

An interval says which ends a number can have, not which figures between them: twice a whole number is never 3, and a
sum of cents is never half a cent. Where a condition asks for one figure, that has to be known.
"""

from __future__ import annotations

from fractions import Fraction

from elig.evaluate.environment import grid
from elig.lang.ast import Arith, Op
from elig.program.model import Vocabulary
from elig.program.nodes import (
    ArithNode,
    BetweenNode,
    ColumnNode,
    CompareNode,
    Constant,
    CountNode,
    DefinitionRef,
    ElapsedNode,
    ExtremeNode,
    FactRef,
    InNode,
    Node,
    ParameterRef,
    SumNode,
    TodayRef,
    YearNode,
)
from elig.program.types import DateType, NumberType, Type


def skips(place: Node, vocabulary: Vocabulary) -> bool:
    """Whether a condition asks for a figure that what it reads may skip."""
    match place:
        case CompareNode(op=Op.EQ | Op.NE):
            parts: tuple[Node, ...] = (place.left, place.right)
        case BetweenNode():
            parts = (place.item, place.low, place.high)
        case InNode():
            parts = (place.item,)
            figures = [option for option in place.options if isinstance(option, Fraction)]
            if not all(_on_grid(figure, place.item.type, vocabulary) for figure in figures):
                return True
        case ColumnNode():
            parts = (place.item,)
            if not all(_on_grid(figure, place.item.type, vocabulary) for figure in place.figures):
                return True
        case _:
            return False
    kinds = [part.type for part in parts if not isinstance(part, Constant)]
    constants = [part.value for part in parts if isinstance(part, Constant) and isinstance(part.value, Fraction)]
    on_grid = all(_on_grid(figure, kind, vocabulary) for figure in constants for kind in kinds)
    return not (on_grid and all(_is_steady(part) for part in parts if _is_number(part.type)))


def _is_number(kind: Type) -> bool:
    return isinstance(kind, NumberType | DateType)


def _on_grid(figure: Fraction, kind: Type, vocabulary: Vocabulary) -> bool:
    return not _is_number(kind) or (figure / grid(kind, vocabulary)).denominator == 1


def _is_steady(node: Node) -> bool:
    """Whether a number can be every figure of its grid between its ends."""
    match node:
        case Constant() | FactRef() | ParameterRef() | TodayRef() | CountNode() | ElapsedNode():
            return True
        case DefinitionRef():
            return _is_steady(node.body)
        case ArithNode(op=Arith.ADD | Arith.SUB):
            return _is_steady(node.left) and _is_steady(node.right)
        case YearNode():
            return _is_steady(node.day)
        case ExtremeNode():
            return all(_is_steady(item) for item in node.items)
        case SumNode():
            return isinstance(node.where, Constant) and _is_steady(node.item)
        case _:
            return False
