"""Rego, interpreted in Rust."""

import json
from typing import Any

import regorus
from peers.form import Form, Row, whole

POLICY = """
package w8

line := 645 * count(input.members)

default dibao_fen := 0
dibao_fen := round((line - input.monthly_income) * 100) if {
    input.relocated
    input.hukou_converted
    input.monthly_income < line
}
capped if input.registered_poor
capped if { some m in input.members; m.on_dibao }
default medical_left_fen := -1
medical_left_fen := round(max([0, 30000 - sum([m.medical_spend_ytd | some m in input.members])]) * 100) if capped
default insurance_fen := 0
insurance_fen := 3000 * count([1 | some m in input.members; m.on_dibao; m.insured]) if input.registered_poor
default shop := false
shop if { input.relocated; some m in input.members; m.runs_business }
default post := false
post if {
    input.relocated
    some m in input.members
    m.labour == "weak"
    not m.employed
    m.age >= 18
    m.age <= 60
}
able if { some m in input.members; m.labour != "none"; m.age >= 16; m.age <= 60 }
employed if { some m in input.members; m.employed }
default zero_employment := false
zero_employment if { able; not employed }
disability_fen := 8000 * count([1 | some m in input.members; m.disability_grade in {1, 2}])
school := count([1 | some m in input.members; m.age >= 3; m.age <= 15])

answers := {
    "dibao_fen": dibao_fen,
    "medical_left_fen": medical_left_fen,
    "insurance_fen": insurance_fen,
    "shop": shop,
    "post": post,
    "zero_employment": zero_employment,
    "disability_fen": disability_fen,
    "school": school,
}
"""


def forms() -> dict[str, Form]:
    engine = regorus.Engine()
    engine.add_policy("w8.rego", POLICY)

    def of_dict(row: Row) -> Any:
        engine.set_input(row)
        return engine.eval_rule("data.w8.answers")

    def of_text(text: str) -> str:
        engine.set_input_json(text)
        found: str = engine.eval_rule_as_json("data.w8.answers")
        return found

    return {
        "dict": Form(of_dict),
        "JSON text to JSON text": Form(of_text, json.dumps, lambda text: whole(json.loads(text))),
    }
