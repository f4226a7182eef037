"""What is told of a member: for each fact SQL over the table `people`."""

from __future__ import annotations

from datetime import date

from elig.batch.population.draws import among, chance, hundredths, pick, weighed

_SON = ["child_son", "eldest_son", "second_son", "only_son"]
_DAUGHTER = ["child_daughter", "eldest_daughter", "second_daughter", "only_daughter"]
_LOCAL = ["han", "miao", "buyei", "yi", "gelao", "zhuang", "yao", "dong"]


def member_facts(on: date) -> dict[str, str]:
    """SQL by fact; the numbers of people are left unknown, since an invented one may be a real person's."""
    relation = f"""CASE kind WHEN 'head' THEN 'head'
        WHEN 'spouse' THEN CASE WHEN {chance("spouse word", 0.3)} THEN 'spouse' WHEN male THEN 'husband' ELSE 'wife' END
        WHEN 'parent' THEN CASE WHEN male THEN 'father' ELSE 'mother' END
        WHEN 'in_law' THEN 'daughter_in_law'
        WHEN 'grandchild' THEN CASE WHEN male THEN 'grandson' ELSE 'granddaughter' END
        ELSE CASE WHEN male THEN {pick("son word", _SON)} ELSE {pick("daughter word", _DAUGHTER)} END END"""
    marital = """CASE WHEN kind = 'spouse' OR (kind = 'head' AND spouse) OR kind = 'in_law' THEN 'married'
        WHEN kind = 'parent' THEN CASE WHEN parents = 2 THEN 'married' ELSE 'widowed' END
        WHEN kind = 'head' AND age >= 60 THEN 'widowed' WHEN kind = 'grown' AND in_law THEN 'married'
        ELSE 'unmarried' END"""
    labour = f"""CASE WHEN NOT works AND age >= 16 AND age < 60 AND school = 'none' THEN 'lost'
        WHEN works THEN {weighed("labour", [("'normal'", 0.74), ("'skilled'", 0.12)], "'weak_or_half'")}
        WHEN age >= 60 THEN {weighed("labour", [("'weak_or_half'", 0.3), ("'lost'", 0.2)], "'no_capacity'")}
        ELSE 'no_capacity' END"""
    work = f"""CASE WHEN works AND at_work AND {chance("stable", "stable")} THEN 'employed_stable'
        WHEN works AND at_work THEN 'employed_unstable' WHEN works THEN 'unemployed'
        WHEN age >= 6 AND school <> 'none' THEN 'student' ELSE 'not_in_labour' END"""
    wage = f"CASE WHEN works AND at_work THEN 200000 + {among('wage', 2600000)} ELSE 0 END"
    grade = f"CASE WHEN ill THEN CAST(1 + {among('grade', 4)} AS VARCHAR) ELSE 'none' END"
    kinds = pick("disability", ["visual", "hearing", "speech", "physical", "physical", "intellectual", "mental"])
    care = f"ill AND {among('grade', 4)} < 2 AND {chance('care', 0.5)}"
    granted = f"CAST(DATE '{on}' - CAST(100 + {among('granted', 2500)} AS INTEGER) AS VARCHAR)"
    helped = "(has_dibao OR has_tekun)"
    post = f"works AND at_work AND {chance('post', 0.06)}"
    return {
        "birth_date": "born",
        "sex": "CASE WHEN male THEN 'male' ELSE 'female' END",
        "relation": relation,
        "marital_status": marital,
        "ethnicity": pick("ethnicity", _LOCAL),
        "death_date": "'none'",
        "listed_in_other_household": "FALSE",
        "lives_together": f"kind IN ('head', 'spouse') OR {chance('together', 0.94)}",
        "excluded_from_family": "CASE WHEN kind IN ('grown', 'child') AND age BETWEEN 18 AND 24 AND male "
        f"AND {chance('conscript', 0.02)} THEN 'conscript' WHEN kind = 'grown' AND {chance('prison', 0.01)} "
        "THEN 'prison' ELSE 'none' END",
        "independent_living": f"age >= 18 AND works AND {chance('independent', 0.5)}",
        "support_duty": f"kind <> 'in_law' OR {chance('duty', 0.5)}",
        "cared_for_by": f"CASE WHEN {care} AND place > 1 THEN ['m1'] ELSE CAST([] AS VARCHAR[]) END",
        "student_status": "school",
        "kindergarten_demand": f"age BETWEEN 2 AND 6 AND {chance('kindergarten', 0.8)}",
        "labour_capacity": labour,
        "employment_status": work,
        "willing_to_work": f"works AND (at_work OR {chance('willing', 0.8)})",
        "transfer_employment": f"works AND at_work AND {chance('transfer', 0.5)}",
        "employed_in_new_district": f"works AND at_work AND {chance('new district', 0.2)}",
        "unemployed_registered_date": f"CASE WHEN works AND NOT at_work AND {chance('registered jobless', 0.5)} "
        f"THEN CAST(DATE '{on}' - CAST({among('jobless days', 700)} AS INTEGER) AS VARCHAR) ELSE 'none' END",
        "employment_hardship_certified": f"works AND {chance('hardship', 0.05)}",
        "holds_public_post": post,
        "public_post_since": f"CASE WHEN {post} THEN CAST(DATE '{on}' - CAST({among('post days', 1100)} AS INTEGER) "
        "AS VARCHAR) ELSE 'none' END",
        "cannot_work_away": f"works AND {chance('cannot leave', 0.08)}",
        "caring_duty": f"CASE WHEN works AND NOT male AND kids > 0 AND {chance('cares', 0.4)} THEN ['child'] "
        f"WHEN works AND parents > 0 AND {chance('cares', 0.3)} THEN ['elder'] ELSE CAST([] AS VARCHAR[]) END",
        "left_behind_kind": f"CASE WHEN NOT {chance('left behind', 0.06)} THEN 'none' WHEN age < 16 THEN 'child' "
        "WHEN age >= 60 THEN 'elder' WHEN NOT male THEN 'woman' ELSE 'none' END",
        "lives_on_own_earnings": "works AND at_work",
        "income_lookback_months": f"CASE WHEN on_line THEN 12 ELSE ([12, 12, 6, 3])[1 + {among('lookback', 4)}] END",
        "income_wage": _income(wage, line=True),
        "income_business_net": _income(f"CASE WHEN {chance('trades', 0.05)} THEN {among('trade', 2000000)} ELSE 0 END"),
        "income_property_net": _income(f"CASE WHEN place = 1 THEN {among('property', 80000)} ELSE 0 END"),
        "income_transfer_net": _income(
            f"CASE WHEN age >= 60 THEN 120000 + {among('pension', 60000)} ELSE {among('transfer', 30000)} END"
        ),
        "income_excluded": _income(f"CASE WHEN age >= 80 OR ill THEN {among('excluded', 60000)} ELSE 0 END"),
        "property_ok": f"on_dibao OR {chance('property', 0.9)}",
        "assistance_kind": f"CASE WHEN has_dibao THEN {pick('dibao', ['urban_dibao', 'rural_dibao'])} "
        f"WHEN has_tekun THEN {pick('tekun word', ['urban_tekun', 'rural_tekun'])} "
        f"WHEN age < 18 AND {chance('orphan', 0.001)} THEN 'orphan' "
        f"WHEN NOT on_dibao AND {chance('edge word', 0.02)} THEN 'dibao_edge' ELSE 'none' END",
        "converted_from": f"CASE WHEN has_dibao AND {chance('converted', 0.4)} THEN 'rural_dibao' ELSE 'none' END",
        "assistance_admin_code": f"CASE WHEN NOT {helped} THEN 'none' "
        f"WHEN {chance('paid here', 0.8)} THEN homes[1 + {among('payer', 'len(homes)')}] "
        f"ELSE origins[1 + {among('payer', 'len(origins)')}] END",
        "assistance_granted_date": f"CASE WHEN {helped} THEN {granted} ELSE 'none' END",
        "assistance_until_date": "'none'",
        "medical_assist_paid_ytd": f"CASE WHEN {chance('treated', 0.1)} "
        f"THEN {hundredths('treated sum', 3500000)} ELSE 0 END",
        "support_obligor_state": "CASE WHEN people > 1 OR NOT has_tekun THEN "
        + weighed("obligor", [("'able_obligor'", 0.85), ("'unable'", 0.12)], "'no_obligor'")
        + " ELSE 'no_obligor' END",
        "self_care_level": f"CASE WHEN {care} THEN {pick('self care', ['partial', 'none_able'])} ELSE 'full' END",
        "pension_scheme": f"CASE WHEN age < 16 OR NOT {chance('pension', 'pension')} "
        f"THEN 'none' WHEN works AND at_work AND {chance('employee', 0.1)} THEN 'employee_pension' "
        "ELSE 'resident_pension' END",
        "pension_drawing": "age >= 60",
        "medical_scheme": weighed("medical", [("'resident_medical'", 0.94), ("'employee_medical'", 0.01)], "'none'"),
        "medical_insured_place": f"CASE WHEN {chance('insured here', 0.7)} "
        f"THEN homes[1 + {among('insured', 'len(homes)')}] "
        f"ELSE origins[1 + {among('insured', 'len(origins)')}] END",
        "disability_grade": grade,
        "disability_categories": f"CASE WHEN ill THEN [{kinds}] ELSE CAST([] AS VARCHAR[]) END",
        "long_term_care_need": care,
        "work_injury_care_fee": chance("injury fee", 0.002),
        "serious_illness_certified": chance("serious illness", 0.02),
        "party_member": f"age >= 18 AND {chance('party', 0.03)}",
        "party_org_place": f"CASE WHEN age >= 18 AND {chance('party', 0.03)} "
        f"THEN homes[1 + {among('party place', 'len(homes)')}] ELSE 'none' END",
    }


def _income(fen: str, *, line: bool = False) -> str:
    """Yuan from SQL of fen; on the line of a rule the head alone has income, so that the sum per head is the line.

    `lines` hold yuan per head and month in steps of 1/10000.
    """
    sum_on_line = (
        "greatest(0, lines[1 + number // 5 % greatest(1, len(lines))] * people * 12 // 100 + number // 7 % 3 - 1)"
    )
    here = f"CASE WHEN place = 1 THEN {sum_on_line} ELSE 0 END" if line else "0"
    return f"CAST(CASE WHEN on_line THEN {here} ELSE {fen} END AS DECIMAL(14, 0)) * 0.01"
