"""A mistake in one expression, on its way to a diagnostic."""

from __future__ import annotations

from elig.errors import Code


class ExpressionProblem(Exception):  # noqa: N818 - carries one diagnostic to `parse`, which records it
    """What is wrong between two offsets of the expression; never leaves this package."""

    def __init__(self, code: Code, message: str, start: int, end: int, advice: str = "") -> None:
        self.code = code
        self.message = message
        self.start = start
        self.end = end
        self.advice = advice
        super().__init__(message)
