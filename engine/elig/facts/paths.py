"""Where something stands in the input, written as in the input, positions counted from 0."""

from __future__ import annotations

from elig.facts.shown import shown_key

Loc = tuple[int | str, ...]
"""Keys and positions, from the outside in."""


def path_of(loc: Loc) -> str:
    """A path that is safe to print: odd keys are quoted, identity numbers in keys masked.

    >>> path_of(("members", 2, "birth_date")), path_of(("a b",))
    ('members[2].birth_date', '["a b"]')
    """
    path = ""
    for step in loc:
        text = f"[{step}]" if isinstance(step, int) else shown_key(step)
        path += text if text.startswith("[") or not path else f".{text}"
    return path
