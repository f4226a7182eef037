"""Hand-written plain Python: the scalar floor and the reference for all the others."""


def check(h):
    ms = h["members"]
    n = len(ms)
    poor = h["registered_poor"]
    moved = h["relocated"]
    labour_n = employed = school = grade12 = ins = 0
    biz = post = dibao_any = False
    spend = 0.0
    for m in ms:
        age = m["age"]
        lab = m["labour"]
        emp = m["employed"]
        spend += m["medical_spend_ytd"]
        if m["on_dibao"]:
            dibao_any = True
            if m["insured"]:
                ins += 1
        if m["runs_business"]:
            biz = True
        if lab != "none" and 16 <= age <= 60:
            labour_n += 1
        if emp:
            employed += 1
        elif lab == "weak" and 18 <= age <= 60:
            post = True
        g = m["disability_grade"]
        if g is not None and g <= 2:
            grade12 += 1
        if 3 <= age <= 15:
            school += 1
    per = h["monthly_income"] / n
    return {
        "dibao_fen": round((645 - per) * n * 100) if moved and h["hukou_converted"] and per < 645 else 0,
        "medical_left_fen": round(max(0.0, 30000 - spend) * 100) if poor or dibao_any else -1,
        "insurance_fen": 3000 * ins if poor else 0,
        "shop": moved and biz,
        "post": moved and post,
        "zero_employment": labour_n > 0 and employed == 0,
        "disability_fen": 8000 * grade12,
        "school": school,
    }
