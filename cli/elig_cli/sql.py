"""`elig sql`: the statement that decides households where the data already stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from elig.extras import needed
from elig_cli.bilingual import Both, Command, option
from elig_cli.language import tell
from elig_cli.options import DAY, local_option
from elig_cli.session import load

if TYPE_CHECKING:
    from pathlib import Path

    from elig.program.model import Rules
    from elig.sql.places import Span
    from elig.sql.statement import Columns, Statement

DIALECTS = ("duckdb", "spark", "postgres")
CHOICES = ("amounts", "bounds", "met", "reasons", "missing")
_HELP = Both(
    """打印一份政策的 SQL 语句，供已经存有数据的数据库或集群使用。

    读两张表：households（一户一行）和 members（一人一行）；各列写在语句前面的注释里。
    一户一行地给出各项权利的结果；referred 为真的户，语句不作判断，要用 elig check 或 elig batch 审核。

    \b
    例：
      elig sql qianxinan --dialect spark --on 2026-01-01
      elig sql huishui --dialect postgres --on 2026-01-01 --columns amounts,reasons
    """,
    """Print the SQL statement of a policy, for a warehouse or a cluster that already holds the data.

    It reads two tables: households (one row each) and members (one row each); their columns stand in the comment before
    the statement. It gives one row for each household; where `referred` is true the statement does not decide: use
    elig check or elig batch for these.

    \b
    Examples:
      elig sql qianxinan --dialect spark --on 2026-01-01
      elig sql huishui --dialect postgres --on 2026-01-01 --columns amounts,reasons
    """,
)


@click.command("sql", cls=Command, help=_HELP)
@click.argument("policy")
@option(
    "--dialect",
    type=click.Choice(DIALECTS),
    default="duckdb",
    zh="给哪种数据库；不写则为 duckdb。",
    en="For which engine; duckdb by default.",
)
@option(
    "--on",
    type=DAY,
    default=None,
    zh="审核日期；不写则用 households 表的 on_date 列（仅限其间规则没有变化的政策）。",
    en="The day of the decision; by default the column on_date (only while no rule changes over time).",
)
@option(
    "--columns",
    default="amounts",
    metavar="A,B",
    zh="结果之外还要哪些列：amounts 金额，bounds 界限，met 是否落实，reasons 理由，missing 还缺什么。",
    en="What to give beside the outcomes: amounts, bounds, met, reasons, missing.",
)
@option("--members", is_flag=True, zh="打印按人的那一条语句。", en="Print the statement of the members' own rights.")
@option(
    "--known",
    is_flag=True,
    zh="只用于各项事实都已知道的户：语句短，也快。",
    en="For households of which every fact that is read is known: shorter and faster.",
)
@local_option
def sql(
    policy: str, dialect: str, on: date | None, columns: str, members: bool, known: bool, local: tuple[Path, ...]
) -> None:
    """Print one statement."""
    needed("sqlglot")
    from elig.sql.header import header
    from elig.sql.statement import statement

    program = load(None, local)
    rules = _rules(program.regions, policy)
    found = statement(
        program.checked, rules, days=_days(rules, on), dialect=dialect, columns=_columns(columns), known=known
    )
    _refuse_absent(found, members, policy)
    click.echo(header(found, rules, program.vocabulary, on, program.checked.files, known=known))
    click.echo(found.text(member=members) + ";")


def _rules(regions: tuple[Rules, ...], policy: str) -> Rules:
    for rules in regions:
        if rules.policy.id == policy:
            return rules
    names = ", ".join(rules.policy.id for rules in regions)
    raise click.UsageError(
        tell(f"没有叫“{policy}”的政策；有：{names}。", f"no policy is called {policy}: there are {names}.")
    )


def _days(rules: Rules, on: date | None) -> Span:
    from elig.sql.places import Span
    from elig.sql.spans import days_of

    if on is not None:
        return Span(on, on)
    spans = days_of(rules)
    if len(spans) > 1:
        days = ", ".join(span.first.isoformat() for span in spans[1:])
        zh = f"这份政策的规则在 {days} 有变化：请用 --on 写明日期。"
        raise click.UsageError(tell(zh, f"rules of this policy change on {days}: name the day with --on."))
    return spans[0]


def _columns(names: str) -> Columns:
    from elig.sql.statement import Columns

    found = Columns.OUTCOMES
    for name in filter(None, names.split(",")):
        if name not in CHOICES:
            listed = ", ".join(CHOICES)
            raise click.UsageError(
                tell(f"没有叫“{name}”的列；有：{listed}。", f"no column {name}: there are {listed}.")
            )
        found |= Columns[name.upper()]
    return found


def _refuse_absent(found: Statement, members: bool, policy: str) -> None:
    if members and found.member is None:
        zh = f"“{policy}”没有按人的权利。"
        raise click.UsageError(tell(zh, f"{policy} has no rights of members."))
