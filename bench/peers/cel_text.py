"""The eight rules in the Common Expression Language, as one expression that gives a map.

CEL has no sum over a list and no rounding: both peers are given `total`; amounts come out as floats of fen.
"""

EXPRESSION = """{
"dibao_fen": relocated && hukou_converted && monthly_income < 645.0 * double(members.size())
    ? (645.0 * double(members.size()) - monthly_income) * 100.0 : 0.0,
"medical_left_fen": registered_poor || members.exists(m, m.on_dibao)
    ? (total(members.map(m, m.medical_spend_ytd)) < 30000.0
        ? (30000.0 - total(members.map(m, m.medical_spend_ytd))) * 100.0 : 0.0)
    : -1.0,
"insurance_fen": registered_poor ? 3000 * members.filter(m, m.on_dibao && m.insured).size() : 0,
"shop": relocated && members.exists(m, m.runs_business),
"post": relocated && members.exists(m, m.labour == "weak" && !m.employed && m.age >= 18 && m.age <= 60),
"zero_employment": members.exists(m, m.labour != "none" && m.age >= 16 && m.age <= 60)
    && !members.exists(m, m.employed),
"disability_fen": 8000 * members.filter(m, m.disability_grade in [1, 2]).size(),
"school": members.filter(m, m.age >= 3 && m.age <= 15).size()
}"""
