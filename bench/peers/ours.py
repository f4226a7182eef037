"""This engine: a validated household to outcomes and exact amounts, and JSON text to JSON text with every check."""

import json
from decimal import Decimal
from typing import Any

import work
from peers.form import Form, Row

import elig

AMOUNTS = {"dibao_fen": ("dibao", 100), "insurance_fen": ("insurance", 100), "disability_fen": ("disability", 100)}
TRUTHS = ("shop", "post", "zero_employment")


def forms() -> dict[str, Form]:
    program = elig.load(work.HERE / "w8")
    decider, read = program.decider(on=work.ON), program.household

    def decide(told: Any) -> Any:
        decided = decider(told)
        return decided, work.everything(decided)

    return {
        "validated household": Form(decide, lambda row: read(work.text_of(row)), lambda found: work.answers(found[0])),
        "JSON text to JSON text": Form(lambda text: decider(read(text)).to_json(), work.text_of, of_json),
    }


def of_json(text: str) -> Row:
    """The eight answers, read from the JSON text of a decision."""
    due = {
        found["id"]: found["grants"][0] if found["grants"] else {}
        for found in json.loads(text)["entitlements"]
        if found["outcome"] == "due"
    }
    amounts = {name: _minor(due, id, "if_due", scale) for name, (id, scale) in AMOUNTS.items()}
    return {
        **amounts,
        "medical_left_fen": _minor(due, "medical", "left", 100) if "medical" in due else -1,
        **{name: name in due for name in TRUTHS},
        "school": _minor(due, "school", "if_due", 1),
    }


def _minor(due: Row, id: str, what: str, scale: int) -> int:
    return int(Decimal(due[id][what]) * scale) if id in due else 0
