"""The floor: the four rights of Qianxinan by hand: everything known, no reasons, sources or checks."""

from __future__ import annotations

from datetime import date
from typing import Any


def check(household: dict[str, Any], on: date) -> dict[tuple[str, str | None], bool]:
    """What is due, by entitlement and member."""
    moved, poor = household["relocation_status"] == "moved_in", household["registered_poor"]
    findings = [household[f"finding_{name}"] for name in ("conversion", "dibao_policy", "urban_dibao")]
    due: dict[tuple[str, str | None], bool] = {("urban_dibao", None): moved and all(findings)}
    seekers = []
    for member in household["members"]:
        dibao = member["assistance_kind"] in ("rural_dibao", "urban_dibao")
        due["medical_assistance_cap", member["id"]] = poor or dibao
        due["insurance_subsidy", member["id"]] = poor and dibao
        born = date.fromisoformat(member["birth_date"])
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        able = member["labour_capacity"] in {"normal", "skilled", "weak_or_half"}
        if 16 <= age < 50 and able and member["willing_to_work"]:
            seekers.append(member["employment_status"] == "unemployed")
    due["zero_employment", None] = moved and bool(seekers) and all(seekers)
    return due
