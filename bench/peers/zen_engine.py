"""ZEN: eight compiled expressions, and the same as one decision model."""

import json
from typing import Any

import zen
from peers.form import FIELDS, Form, Row, whole

RULES = {
    "dibao_fen": "relocated and hukou_converted and monthly_income < 645 * len(members)"
    " ? round((645 * len(members) - monthly_income) * 100) : 0",
    "medical_left_fen": "registered_poor or some(members, #.on_dibao)"
    " ? round(max([0, 30000 - sum(map(members, #.medical_spend_ytd))]) * 100) : -1",
    "insurance_fen": "registered_poor ? 3000 * count(members, #.on_dibao and #.insured) : 0",
    "shop": "relocated and some(members, #.runs_business)",
    "post": "relocated and some(members, #.labour == 'weak' and not #.employed and #.age >= 18 and #.age <= 60)",
    "zero_employment": "some(members, #.labour != 'none' and #.age >= 16 and #.age <= 60)"
    " and none(members, #.employed)",
    "disability_fen": "8000 * count(members, #.disability_grade in [1, 2])",
    "school": "count(members, #.age >= 3 and #.age <= 15)",
}


def model() -> str:
    listed = [{"id": name, "key": name, "value": text} for name, text in RULES.items()]
    nodes: list[dict[str, Any]] = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "rules", "name": "rules", "type": "expressionNode", "content": {"expressions": listed}},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": "first", "type": "edge", "sourceId": "in", "targetId": "rules"},
        {"id": "second", "type": "edge", "sourceId": "rules", "targetId": "out"},
    ]
    return json.dumps({"nodes": nodes, "edges": edges})


def forms() -> dict[str, Form]:
    compiled = [zen.compile_expression(RULES[name]) for name in FIELDS]
    decision = zen.ZenEngine().create_decision(model())

    def each(row: Row) -> list[object]:
        return [expression.evaluate(row) for expression in compiled]

    return {
        "eight expressions, dict": Form(each, answers=lambda found: whole(dict(zip(FIELDS, found, strict=True)))),
        "decision model, dict": Form(decision.evaluate, answers=lambda found: whole(found["result"])),
        "decision model, JSON text": Form(decision.evaluate, json.dumps, lambda found: whole(found["result"])),
    }
