"""The Common Expression Language, interpreted in Python; its values are made from JSON beforehand.

It compares no number with nothing, so that no grade is given as 0.
"""

from typing import Any

import celpy
from celpy.celtypes import DoubleType
from peers.cel_text import EXPRESSION
from peers.form import Form, Row, whole


def total(listed: Any) -> Any:
    return DoubleType(sum(listed))


def forms() -> dict[str, Form]:
    environment = celpy.Environment()
    program = environment.program(environment.compile(EXPRESSION), functions={"total": total})

    def given(row: Row) -> Row:
        members = [{**member, "disability_grade": member["disability_grade"] or 0} for member in row["members"]]
        return {name: celpy.json_to_cel(value) for name, value in {**row, "members": members}.items()}

    return {"its own values": Form(program.evaluate, given, _answers)}


def _answers(found: Any) -> Row:
    plain = {str(name): value for name, value in found.items()}
    return whole({name: bool(value) if type(value).__name__ == "BoolType" else value for name, value in plain.items()})
