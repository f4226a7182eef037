"""JSONLogic, compiled in Rust: one rule that gives all eight answers."""

import json
from typing import Any

import datalogic_py
from peers.form import Form, whole


def var(name: str) -> Any:
    return {"var": name}


def member(what: str, condition: Any) -> Any:
    return {what: [var("members"), condition]}


def count(condition: Any) -> Any:
    return {"length": member("filter", condition)}


SIZE = {"length": var("members")}
LINE = {"*": [645, SIZE]}
SPENT = {"reduce": [var("members"), {"+": [var("accumulator"), var("current.medical_spend_ytd")]}, 0]}
ON_DIBAO = var("on_dibao")
SEVERE = {"in": [var("disability_grade"), [1, 2]]}
WEAK = {"and": [{"==": [var("labour"), "weak"]}, {"!": var("employed")}, {"<=": [18, var("age"), 60]}]}
LABOUR = {"and": [{"!=": [var("labour"), "none"]}, {"<=": [16, var("age"), 60]}]}
INSURED = {"and": [ON_DIBAO, var("insured")]}
MOVED, POOR, INCOME = var("relocated"), var("registered_poor"), var("monthly_income")

RULE = {
    "dibao_fen": {
        "if": [
            {"and": [MOVED, var("hukou_converted"), {"<": [INCOME, LINE]}]},
            {"*": [100, {"-": [LINE, INCOME]}]},
            0,
        ]
    },
    "medical_left_fen": {
        "if": [{"or": [POOR, member("some", ON_DIBAO)]}, {"*": [100, {"max": [0, {"-": [30000, SPENT]}]}]}, -1]
    },
    "insurance_fen": {"if": [POOR, {"*": [3000, count(INSURED)]}, 0]},
    "shop": {"and": [MOVED, member("some", var("runs_business"))]},
    "post": {"and": [MOVED, member("some", WEAK)]},
    "zero_employment": {"and": [member("some", LABOUR), member("none", var("employed"))]},
    "disability_fen": {"*": [8000, count(SEVERE)]},
    "school": count({"<=": [3, var("age"), 15]}),
}


def forms() -> dict[str, Form]:
    engine = datalogic_py.Engine(templating=True)
    rule, session = engine.compile(RULE), engine.session()
    return {
        "its own parsed household": Form(
            lambda held: session.evaluate_data_str(rule, held),
            datalogic_py.DataHandle,
            lambda text: whole(json.loads(text)),
        ),
        "dict": Form(rule.evaluate),
        "JSON text to JSON text": Form(
            lambda text: session.evaluate_str(rule, text), json.dumps, lambda text: whole(json.loads(text))
        ),
    }
