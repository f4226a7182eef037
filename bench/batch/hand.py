"""The eight rules as a programmer writes them in SQL: two-valued, one pass over the members.

`EIGHT` gives the eight answers; `SAME` the columns that the engine gives, with outcomes and the ends of each amount;
`WRITTEN` those that `elig batch` writes.
Money is whole fen. `{grade}` is the test of a severe grade: the engine's tables hold numbers, the files hold text.
"""

_SUMS = """
WITH sums AS (
    SELECT {key},
        count(*) AS people,
        max(CASE WHEN on_dibao THEN 1 ELSE 0 END) = 1 AS dibao,
        count(*) FILTER (WHERE on_dibao AND insured) AS insured,
        max(CASE WHEN runs_business THEN 1 ELSE 0 END) = 1 AS business,
        max(CASE WHEN labour = 'weak' AND NOT employed AND age BETWEEN 18 AND 60 THEN 1 ELSE 0 END) = 1 AS seeking,
        max(CASE WHEN labour <> 'none_able' AND age BETWEEN 16 AND 60 THEN 1 ELSE 0 END) = 1 AS able,
        max(CASE WHEN employed THEN 1 ELSE 0 END) = 1 AS employed,
        count(*) FILTER (WHERE {grade}) AS severe,
        count(*) FILTER (WHERE age BETWEEN 3 AND 15) AS pupils,
        sum({spent}) AS spent
    FROM {members}
    GROUP BY {key}
)"""

EIGHT = (
    _SUMS
    + """
SELECT {key},
    CASE WHEN relocated AND hukou_converted AND {income} < 64500 * people
        THEN 64500 * people - {income} ELSE 0 END AS dibao_fen,
    CASE WHEN registered_poor OR dibao THEN greatest(0, 3000000 - spent) ELSE -1 END AS medical_left_fen,
    CASE WHEN registered_poor THEN 3000 * insured ELSE 0 END AS insurance_fen,
    relocated AND business AS shop,
    relocated AND seeking AS post,
    able AND NOT employed AS zero_employment,
    8000 * severe AS disability_fen,
    pupils AS school
FROM {households} JOIN sums USING ({key})"""
)

SAME = (
    _SUMS
    + """, decided AS (
    SELECT {key},
        relocated AND hukou_converted AND {income} < 64500 * people AS dibao,
        64500 * people - {income} AS allowance,
        registered_poor OR dibao AS medical,
        greatest(0, 3000000 - spent) AS remains,
        registered_poor AND insured > 0 AS insurance,
        3000 * insured AS premium,
        relocated AND business AS shop,
        relocated AND seeking AS post,
        able AND NOT employed AS zero_employment,
        8000 * severe AS disability,
        pupils
    FROM {households} JOIN sums USING ({key})
)
SELECT {key},
    CASE WHEN dibao THEN 'due' ELSE 'not_due' END AS dibao__outcome,
    CASE WHEN dibao THEN allowance END AS dibao__allowance__low,
    CASE WHEN dibao THEN allowance END AS dibao__allowance__high,
    CASE WHEN medical THEN 'due' ELSE 'not_due' END AS medical__outcome,
    CASE WHEN medical THEN 3000000 END AS medical__cap__low,
    CASE WHEN medical THEN 3000000 END AS medical__cap__high,
    CASE WHEN medical THEN remains END AS medical__cap__left_low,
    CASE WHEN medical THEN remains END AS medical__cap__left_high,
    CASE WHEN insurance THEN 'due' ELSE 'not_due' END AS insurance__outcome,
    CASE WHEN insurance THEN premium END AS insurance__premium__low,
    CASE WHEN insurance THEN premium END AS insurance__premium__high,
    CASE WHEN shop THEN 'due' ELSE 'not_due' END AS shop__outcome,
    CASE WHEN post THEN 'due' ELSE 'not_due' END AS post__outcome,
    CASE WHEN zero_employment THEN 'due' ELSE 'not_due' END AS zero_employment__outcome,
    CASE WHEN disability > 0 THEN 'due' ELSE 'not_due' END AS disability__outcome,
    CASE WHEN disability > 0 THEN disability END AS disability__allowance__low,
    CASE WHEN disability > 0 THEN disability END AS disability__allowance__high,
    CASE WHEN pupils > 0 THEN 'due' ELSE 'not_due' END AS school__outcome,
    CASE WHEN pupils > 0 THEN pupils END AS school__place__low,
    CASE WHEN pupils > 0 THEN pupils END AS school__place__high
FROM decided"""
)

_AMOUNTS = ("dibao__allowance", "medical__cap", "insurance__premium", "disability__allowance", "school__place")


def _written(amount: str) -> str:
    unit = "" if amount == "school__place" else " * 0.01"
    ends = [f"CAST({amount}__{end}{unit} AS DECIMAL(20, 4)) AS {amount}__{end}" for end in ("low", "high")]
    if amount == "medical__cap":
        ends += [
            f"CAST({amount}__left_{end} * 0.01 AS DECIMAL(20, 4)) AS {amount}__left_{end}" for end in ("low", "high")
        ]
    return ", ".join([*ends, f"CASE WHEN {amount}__low IS NOT NULL THEN 'exact' END AS {amount}__bound"])


WRITTEN = f"""
SELECT row, household_id, NULL::VARCHAR AS region, DATE '2020-12-01' AS on_date, NULL::VARCHAR AS subject,
    COLUMNS('.*__outcome'), {", ".join(map(_written, _AMOUNTS))}
FROM ({SAME}) JOIN (SELECT household_id, file_row_number + 1 AS row FROM {{numbered}}) USING (household_id)
ORDER BY row"""
"""The columns that `elig batch` writes, amounts in yuan, in the order of the input."""

TABLES = {
    "key": "row",
    "households": "households",
    "members": "members",
    "income": "monthly_income",
    "spent": "medical_spend_ytd",
    "grade": "disability_grade IN (1, 2)",
}
"""The names in the engine's own tables, in memory."""


def in_files(households: object, members: object) -> dict[str, str]:
    """The names in the files."""
    return {
        "key": "household_id",
        "households": f"read_parquet('{households}')",
        "numbered": f"read_parquet('{households}', file_row_number = true)",
        "members": f"read_parquet('{members}')",
        "income": "CAST(monthly_income * 100 AS BIGINT)",
        "spent": "CAST(medical_spend_ytd * 100 AS BIGINT)",
        "grade": "disability_grade IN ('1', '2')",
    }
