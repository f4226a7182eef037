"""The common work's households, of a fixed seed: what `plain` reads, and the JSON text that the engine reads."""

from __future__ import annotations

import json
import random
from typing import Any

LABOUR = ("none", "weak", "full")
Row = dict[str, Any]


def households(count: int, seed: int = 8) -> list[Row]:
    """Households of 1 to 7 members, 4 on average; some incomes stand on the line or one fen beside it."""
    draw = random.Random(seed)
    return [_household(draw) for _ in range(count)]


def _household(draw: random.Random) -> Row:
    size = 1 + sum(draw.random() < 0.5 for _ in range(6))
    income = int(draw.lognormvariate(6.4, 0.8) * 100) * size
    if draw.random() < 0.02:
        income = 64500 * size + draw.randint(-1, 1)
    on_dibao = draw.random() < 0.15
    return {
        "relocated": draw.random() < 0.5,
        "hukou_converted": draw.random() < 0.7,
        "registered_poor": draw.random() < 0.4,
        "monthly_income": income / 100,
        "members": [_member(draw, on_dibao) for _ in range(size)],
    }


def _member(draw: random.Random, on_dibao: bool) -> Row:
    age = draw.randint(0, 90)
    disabled = draw.random() < 0.08
    labour = "none" if age < 16 else draw.choices(LABOUR, (0.2, 0.2, 0.6))[0]
    spend = min(int(draw.lognormvariate(8, 1.3) * 100), 4_000_000)
    return {
        "age": age,
        "disabled": disabled,
        "disability_grade": draw.randint(1, 4) if disabled else None,
        "labour": labour,
        "employed": labour != "none" and draw.random() < 0.45,
        "student": 6 <= age <= 22 and draw.random() < 0.9,
        "insured": draw.random() < 0.85,
        "on_dibao": on_dibao and draw.random() < 0.9,
        "runs_business": age >= 18 and draw.random() < 0.05,
        "medical_spend_ytd": spend / 100 if draw.random() < 0.3 else 0.0,
    }


def text_of(row: Row, name: str = "h", unknown: float = 0, draw: random.Random | None = None) -> str:
    """The household as JSON text: no grade is `none`, money has two decimals; a share of the facts is left out."""
    whole = {"household_id": name, **_facts(row, unknown, draw)}
    whole["members"] = [{"id": f"m{i + 1}", **_facts(m, unknown, draw)} for i, m in enumerate(row["members"])]
    return json.dumps(whole)


def _facts(row: Row, unknown: float, draw: random.Random | None) -> Row:
    told = {key: _told(key, value) for key, value in row.items() if key != "members"}
    return {key: value for key, value in told.items() if draw is None or draw.random() >= unknown}


def _told(key: str, value: object) -> object:
    if key == "disability_grade":
        return "none" if value is None else value
    if key == "labour" and value == "none":
        return "none_able"
    return f"{value:.2f}" if isinstance(value, float) else value
