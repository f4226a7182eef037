"""rule-engine: expressions interpreted in Python, one for each answer."""

import rule_engine
from peers.form import FIELDS, Form, Row, whole

SIZE = "members.length"
RULES = {
    "dibao_fen": f"(relocated and hukou_converted and monthly_income < 645 * {SIZE})"
    f" ? ((645 * {SIZE} - monthly_income) * 100) : 0",
    "medical_left_fen": "(registered_poor or $any([m.on_dibao for m in members]))"
    " ? ($max([0, 30000 - $sum([m.medical_spend_ytd for m in members])]) * 100) : -1",
    "insurance_fen": "registered_poor ? (3000 * [m for m in members if m.on_dibao and m.insured].length) : 0",
    "shop": "relocated and $any([m.runs_business for m in members])",
    "post": "relocated and"
    " [m for m in members if m.labour == 'weak' and not m.employed and m.age >= 18 and m.age <= 60].length > 0",
    "zero_employment": "[m for m in members if m.labour != 'none' and m.age >= 16 and m.age <= 60].length > 0"
    " and not $any([m.employed for m in members])",
    "disability_fen": "8000 * [m for m in members if m.disability_grade in [1, 2]].length",
    "school": "[m for m in members if m.age >= 3 and m.age <= 15].length",
}


def forms() -> dict[str, Form]:
    rules = [rule_engine.Rule(RULES[name]) for name in FIELDS]

    def each(row: Row) -> list[object]:
        return [rule.evaluate(row) for rule in rules]

    return {"eight expressions, dict": Form(each, answers=lambda found: whole(dict(zip(FIELDS, found, strict=True))))}
