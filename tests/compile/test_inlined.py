"""A name that is asked for once is written where it is asked for, and only where that changes nothing."""

from __future__ import annotations

import pytest

from elig.compile.inlined import inlined


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def test_what_is_asked_once_stands_where_it_is_asked() -> None:
    before = """
    h1 = facts[1]
    d1 = (h1 == 4)  # a.yaml:1
    t1 = d1 and h1
    a1 = 0 if not t1 else 3  # a.yaml:2
    if a1 >= 3:
        t2 = h1 * 2 if h1 else (h1) + (h1)
        g1 = t2 + 1
    return (a1, g1, )
"""
    after = """
    h1 = facts[1]
    a1 = 0 if not ((h1 == 4) and h1) else 3  # a.yaml:2, a.yaml:1
    if a1 >= 3:
        g1 = (h1 * 2 if h1 else (h1) + (h1)) + 1
    return (a1, g1, )
"""
    assert inlined(lines(before)) == lines(after)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("    t1 = n1 + 1\n    n1 += 1\n    a1 = t1\n", id="what it reads is counted on"),
        pytest.param("    t1 = z1 + 1\n    q1, z1 = k1(2)\n    a1 = t1\n", id="one of two is given a value"),
        pytest.param("    t1 = s1\n    if h1: s1 = True\n    a1 = t1\n", id="given a value on some condition"),
        pytest.param("    t1 = n1\n    if h1: n1 += t1\n", id="given a value where it is asked"),
        pytest.param(
            "    t1 = k1(h1)\n    for member in members:\n        a1 = t1\n", id="once before, in a loop often"
        ),
        pytest.param("    for member in members:\n        t1 = member[1]\n    a1 = t1\n", id="in the loop, after it"),
        pytest.param("    if h1:\n        t1 = 2\n    a1 = t1\n", id="only on some condition"),
        pytest.param("    t1 = k1(x1)\n    x1.append(2)\n    a1 = t1\n", id="a list that grows"),
        pytest.param("    t1 = h1 + 1\n    a1 = t1 * t1\n", id="asked twice"),
        pytest.param("    t1 = h1 + 1\n    r1.append((t1,))\n    return (t2, )\n", id="what is given has names"),
        pytest.param("    n1 = len(members)\n    a1 = n1\n", id="counts have names"),
        pytest.param(f"    t1 = {'(' * 41}h1{')' * 41}\n    a1 = t1\n", id="too many parentheses"),
    ],
)
def test_what_would_change_something_stays(text: str) -> None:
    assert inlined(lines(text)) == lines(text)
