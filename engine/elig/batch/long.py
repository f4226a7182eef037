"""What statements gave, as the rows of an output: SQL over the tables of a run's parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from elig.batch.answer import PLACES, unit_text
from elig.batch.files import quoted
from elig.batch.schema import AMOUNT, GRANT, LONG, Layout
from elig.program.model import CheckedProgram, Entitlement, Grant, Rules
from elig.sql.parts import Part, Run
from elig.sql.staged import SEPARATOR

MOST = 1 << 40
"""Answers of one entitlement are numbered by member, of whom there are fewer in a file."""
Known = Mapping[str, int]
"""The columns that a statement gives, and how many steps make one of what they hold."""
ORDER = "seq"
"""The column by which the rows of a household are put in order."""


def rules_of(program: CheckedProgram, policy: str) -> Rules:
    """The rules by which a part was decided."""
    every = [*program.regions, *([program.common] if program.common is not None else [])]
    return next(rules for rules in every if rules.policy.id == policy)


def answers_sql(run: Run, program: CheckedProgram, own: str, on: date | None) -> str:
    """SQL of the long rows of a run: the columns of `LONG` and `seq`."""
    found = [sql for part in run.parts for sql in _part(part, rules_of(program, part.policy), own, on)]
    return " UNION ALL BY NAME ".join(found) if found else nothing(LONG)


def nothing(columns: Mapping[str, str]) -> str:
    """SQL of no rows of some columns."""
    listed = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in {**columns, ORDER: "BIGINT"}.items())
    return f"SELECT {listed} WHERE FALSE"


def _part(part: Part, rules: Rules, own: str, on: date | None) -> Iterator[str]:
    known = {one.name: one.scale for one in (*part.statement.outputs, *part.statement.member_outputs)}
    numbered = list(enumerate(rules.entitlements.values()))
    for of_member, table in ((False, part.households), (True, part.members)):
        items = [_answer(at, one, known, of_member) for at, one in numbered if one.of_member is of_member]
        if table is None or not items:
            continue
        subject = "r.id" if of_member else "NULL"
        yield f"""SELECT row, household_id, region, on_date, subject, unnest(answer) FROM (
            SELECT r.row, {head(rules, own, on)}, CAST({subject} AS VARCHAR) AS subject,
                unnest([{", ".join(items)}]) AS answer
            FROM {table} AS r JOIN households AS h USING (row) WHERE NOT r.referred) WHERE answer IS NOT NULL"""


def head(rules: Rules, own: str, on: date | None, table: str = "h") -> str:
    """SQL of the columns that say whose answer a row is; `table` has the id, and the day where days differ."""
    region = quoted(rules.policy.id) if rules.policy.jurisdiction else "CAST(NULL AS VARCHAR)"
    day = f"{table}.on_date" if on is None else f"DATE '{on}' AS on_date"
    return f'{table}."{own}" AS household_id, {region} AS region, {day}'


def _answer(at: int, entitlement: Entitlement, known: Known, of_member: bool) -> str:
    """SQL of one answer as a struct, NULL where the reference is asked; what a statement does not give is unknown."""
    id = entitlement.id
    fields = {
        ORDER: f"CAST({at * MOST} + {place(of_member)} AS BIGINT)",
        "entitlement": quoted(id),
        "outcome": f"r.{id}__outcome",
        **{name: _known(f"{id}__{name}", known, LONG[name]) for name in ("met", "reason")},
        "missing": missing(id, known),
        "grants": _grants(entitlement, known),
    }
    listed = ", ".join(f"{name} := {code}" for name, code in fields.items())
    found = f"struct_pack({listed})"
    return f"CASE WHEN r.{id}__asked IS NOT TRUE THEN {found} END" if f"{id}__asked" in known else found


def place(of_member: bool) -> str:
    """SQL of the place of a subject's rows among those of one entitlement: the household's, then the members'."""
    return "1 + r.member" if of_member else "0"


def _known(column: str, known: Known, kind: str) -> str:
    return f"r.{column}" if column in known else f"CAST(NULL AS {kind})"


def missing(id: str, known: Known) -> str:
    """SQL of what is missing: nothing where the answer is sure; NULL where a statement does not say."""
    told = f"r.{id}__missing"
    listed = f"list_sort(list_filter(string_split({told}, {quoted(SEPARATOR)}), lambda path: path <> ''))"
    column = listed if f"{id}__missing" in known else "NULL"
    return f"CASE WHEN r.{id}__outcome = 'undetermined' THEN {column} ELSE CAST([] AS VARCHAR[]) END"


def _grants(entitlement: Entitlement, known: Known) -> str:
    kind = LONG["grants"]
    if not entitlement.grants:
        return f"CAST([] AS {kind})"
    listed = ", ".join(_grant(entitlement, grant, known) for grant in entitlement.grants)
    given = f"r.{entitlement.id}__outcome IN ('due', 'undetermined')"
    return f"CASE WHEN {given} THEN CAST([{listed}] AS {kind}) ELSE CAST([] AS {kind}) END"


def _grant(entitlement: Entitlement, grant: Grant, known: Known) -> str:
    name = f"{entitlement.id}__{grant.id}"
    fields = {
        "id": quoted(grant.id),
        "kind": quoted(grant.kind.value),
        "every": quoted(grant.every),
        "unit": quoted(unit_text(grant.unit)),
        **{end: amount(f"{name}__{end}", known) for end in GRANT if GRANT[end] == AMOUNT},
        "bound": f"coalesce({_known(f'{name}__bound', known, 'VARCHAR')}, 'not_stated')",
    }
    listed = ", ".join(f"{field} := {fields[field]}" for field in GRANT)
    return f"struct_pack({listed})"


def amount(column: str, known: Known) -> str:
    """SQL of an end of an amount in its unit, exactly: statements give it in whole steps."""
    scale = known.get(column)
    if scale is None:
        return f"CAST(NULL AS {AMOUNT})"
    return f"CAST(CAST(r.{column} AS DECIMAL(20, 0)) * {STEPS[scale]} AS {AMOUNT})"


STEPS = {10**places: "1" if not places else f"0.{'0' * (places - 1)}1" for places in range(PLACES + 1)}
"""One step of so many to a unit."""


def asked_sql(layout: Layout, run: Run, program: CheckedProgram) -> str:
    """SQL of the answers that are left to the reference where others of the household are not.

    They have the columns `row`, `entitlement`, `subject`, and the place of their row (`seq`).
    """
    found = ["SELECT NULL::BIGINT AS row, NULL::VARCHAR AS entitlement, NULL::VARCHAR AS subject, 0 AS seq WHERE FALSE"]
    for part in run.parts:
        numbers = {name: at for at, name in enumerate(rules_of(program, part.policy).entitlements)}
        for table, outputs, of_member in (
            (part.households, part.statement.outputs, False),
            (part.members, part.statement.member_outputs, True),
        ):
            asked = [one for one in outputs if one.what == "asked"]
            if not asked:
                continue
            places = [0 if layout is Layout.WIDE else numbers[one.entitlement] * MOST for one in asked]
            items = ", ".join(
                f"CASE WHEN r.{one.name} THEN struct_pack(entitlement := {quoted(one.entitlement)}, at := {at}) END"
                for one, at in zip(asked, places, strict=True)
            )
            subject = "r.id" if of_member else "NULL"
            found.append(
                f"""SELECT row, ask.entitlement, subject, CAST(ask.at + place AS BIGINT) AS seq FROM (
                SELECT r.row, {subject} AS subject, {place(of_member)} AS place, unnest([{items}]) AS ask
                FROM {table} AS r WHERE NOT r.referred AND ({" OR ".join(f"r.{one.name}" for one in asked)}))
                WHERE ask IS NOT NULL"""
            )
    return " UNION ALL ".join(found)


def count_sql(layout: Layout, run: Run, program: CheckedProgram) -> str:
    """SQL of how many rows these are: a whole number."""
    counts = ["0"]
    for part in run.parts:
        entitlements = rules_of(program, part.policy).entitlements.values()
        for of_member, table in ((False, part.households), (True, part.members)):
            each = sum(one.of_member is of_member for one in entitlements) if layout is Layout.LONG else 1
            if table is not None:
                counts.append(f"{each} * (SELECT count(*) FROM {table} WHERE NOT referred)")
    return f"SELECT {' + '.join(counts)}"
