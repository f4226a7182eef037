"""The Common Expression Language, interpreted in Rust."""

import cel
from peers.cel_text import EXPRESSION
from peers.form import Form, Row


def forms() -> dict[str, Form]:
    program = cel.compile(EXPRESSION)

    def decide(row: Row) -> Row:
        found: Row = program.execute(cel.Context(variables=row, functions={"total": sum}))
        return found

    return {"dict": Form(decide)}
