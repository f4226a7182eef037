"""Flags of members in one sum are what each would be alone."""

from __future__ import annotations

import random

import duckdb
from sqlglot import exp

from elig.sql.flags import packs, told_by_counts
from elig.sql.trees import Tree, case, cast, column, is_null, whole

FLAGS, HOUSEHOLDS = 40, 30


def code(name: str, *, is_open: bool) -> Tree:
    """The greatest code of a column: 1 where it holds; or 2 there, and 1 where it is not known."""
    branches = [(column(name), whole(2)), (is_null(column(name)), whole(1))] if is_open else [(column(name), whole(1))]
    return exp.Max(this=case(branches, whole(0)))


def sql(tree: Tree) -> str:
    return tree.sql(dialect="duckdb", identify=True)


def test_flags_in_one_sum_are_what_each_is_alone() -> None:
    draw = random.Random(5)
    names = [f"f{at}" for at in range(FLAGS)]
    totals = {name: code(name, is_open=at % 3 == 0) for at, name in enumerate(names)}
    totals["people"] = exp.Count(this=exp.Star())
    made = list(packs(totals))
    assert [name for pack in made for name in pack.places] == names
    assert len(made) == 2, "forty flags, a third of them of two bits, are more than one number holds"
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE members (row INTEGER, {', '.join(f'{name} BOOLEAN' for name in names)})")
        values = [
            [row, *(draw.choice((True, False, None)) if draw.random() < 0.2 else False for _ in names)]
            for row in range(HOUSEHOLDS)
            for _ in range(row % 4)
        ]
        connection.executemany(f"INSERT INTO members VALUES ({', '.join('?' for _ in values[0])})", values)
        alone = ", ".join(f"{sql(totals[name])} AS {name}" for name in names)
        sums = ", ".join(f"{sql(pack.tree)} AS p{at}" for at, pack in enumerate(made))
        decoded = (pack.decoded(name, "g", f"p{at}") for at, pack in enumerate(made) for name in pack.places)
        read = ", ".join(f"coalesce({sql(one)}, 0)" for one in decoded)
        everybody = f"FROM range({HOUSEHOLDS}) AS h(row) LEFT JOIN"
        plain = connection.execute(
            f"SELECT {', '.join(f'coalesce({name}, 0)' for name in names)} {everybody} "
            f"(SELECT row, {alone} FROM members GROUP BY row) AS g ON h.row = g.row ORDER BY h.row"
        ).fetchall()
        packed = connection.execute(
            f"SELECT {read} {everybody} (SELECT row, {sums} FROM members GROUP BY row) AS g ON h.row = g.row "
            "ORDER BY h.row"
        ).fetchall()
    assert {one for row in plain for one in row} == {0, 1, 2}
    assert packed == plain


def test_one_flag_alone_stays_as_it_is() -> None:
    assert list(packs({"a": code("a", is_open=True), "people": exp.Count(this=exp.Star())})) == []


def count(test: Tree) -> Tree:
    return cast(exp.Filter(this=exp.Count(this=exp.Star()), expression=exp.Where(this=test)), "bigint")


def test_a_flag_of_what_is_counted_is_read_from_the_counts() -> None:
    """Both counts of an open one are needed; what is counted of others tells nothing."""
    one, other, third = column("one"), column("other"), column("third")
    totals = {
        "any": code("one", is_open=False),
        "may": code("other", is_open=True),
        "half": code("third", is_open=True),
        "ones": count(one),
        "others": count(other),
        "others_open": count(is_null(other)),
        "thirds": count(third),
    }
    found = told_by_counts(totals, "g")
    assert found.keys() == {"any", "may"}
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE members (row INTEGER, one BOOLEAN, other BOOLEAN, third BOOLEAN)")
        every = ("true", "false", "NULL")
        people = [f"({row}, {one}, {other}, false)" for row, one in enumerate(every) for other in every]
        people += [f"({3 + row}, {value}, {value}, true)" for row, value in enumerate(every)]
        connection.execute(f"INSERT INTO members VALUES {', '.join(people)}")
        sums = ", ".join(f'{sql(tree)} AS "{name}"' for name, tree in totals.items())
        read = ", ".join(f'{sql(tree)}, "{name}"' for name, tree in found.items())
        rows = connection.execute(f"SELECT {read} FROM (SELECT row, {sums} FROM members GROUP BY row) AS g").fetchall()
    assert [row[0::2] for row in rows] == [row[1::2] for row in rows]
    assert {one for row in rows for one in row} == {0, 1, 2}
