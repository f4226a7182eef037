"""`elig batch`: decide the households of a file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from elig.errors import EligError
from elig_cli.bilingual import Both, Command, option
from elig_cli.clock import today
from elig_cli.exits import EXIT_CODES_EN, EXIT_CODES_ZH, Exit
from elig_cli.language import tell
from elig_cli.options import DAY, EXISTING, WRITTEN, chosen, lang_option, local_option, policy_option
from elig_cli.session import load_named
from elig_cli.watching import clean_up_when_interrupted, watching

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.batch import Progress, Summary

_HELP = Both(
    f"""批量审核：一个文件里的全部家庭，一次得出结果。

    INPUT 是 .parquet、.jsonl 或 .csv。每户一行，成员写在户内（格式同 elig check）；
    户和成员分成两个文件时，另写 --members FILE，用户编号对应。
    --out 的扩展名决定输出格式。读不了的户写进 OUT.rejected.jsonl，注明行号和原因；其余照常审核。
    OUT.manifest.json 记下政策文件的摘要和户数。中途停下，不会留下半截的结果。

    \b
    例：
      elig batch 户.jsonl --on 2023-06-01 --out 结果.parquet
      elig batch 户.csv --members 成员.csv --out 结果.csv --report 汇总.html

    {EXIT_CODES_ZH}
    有的户被拒收时为 1。
    """,
    f"""Decide all households of a file at once.

    INPUT is .parquet, .jsonl or .csv. Each row is a household with its members inside, as for elig check;
    where households and members stand in two files, --members FILE names the second, joined by the household's id.
    The extension of --out is the format of the output. Households that cannot be read go to OUT.rejected.jsonl
    with line and reason; all others are decided. OUT.manifest.json holds the digests of the policies and the counts.
    A run that is interrupted leaves no half-written output.

    \b
    Examples:
      elig batch households.jsonl --on 2023-06-01 --out answers.parquet
      elig batch households.csv --members members.csv --out answers.csv --report summary.html

    {EXIT_CODES_EN}
    1 where households were rejected.
    """,
)


@click.command("batch", cls=Command, help=_HELP)
@click.argument("input", type=EXISTING, metavar="INPUT")
@option("--out", type=WRITTEN, required=True, metavar="FILE", zh="结果写到哪个文件。", en="The file of answers.")
@option(
    "--members",
    type=EXISTING,
    metavar="FILE",
    zh="成员的文件，用户编号与户对应。",
    en="The file of members, joined to households by the household's id.",
)
@policy_option
@option(
    "--on",
    type=DAY,
    metavar="DATE",
    zh="按哪一天审核；不写则为今天（北京时间）。",
    en="The day to decide for; by default today in Asia/Shanghai.",
)
@option(
    "--on-column",
    metavar="NAME",
    zh="每户的审核日期在哪一列；空着的户用 --on。",
    en="The column with the day of each household; --on is for those without one.",
)
@local_option
@option(
    "--engine",
    type=click.Choice(["duckdb", "spark", "python"]),
    default="duckdb",
    zh="用什么算：duckdb（内置）、spark，或 python（逐户用参照实现，慢）。",
    en="What decides: duckdb (embedded), spark, or python (the reference, household by household: slow).",
)
@option(
    "--layout",
    type=click.Choice(["long", "wide"]),
    default="long",
    zh="long 每户每项每人一行；wide 每户每人一行，各项成列。",
    en="long: a row for each household, entitlement and subject; wide: a row for each subject.",
)
@option(
    "--brief",
    is_flag=True,
    zh="只要结论和金额，不要理由和待补事项。",
    en="Outcomes and amounts only: no reasons, nothing of what is missing.",
)
@option(
    "--sure-lists",
    is_flag=True,
    zh="待补事项只列语句能列准的，其余留空：快得多。",
    en="What is missing only where the statements are sure of it, and empty elsewhere: much faster.",
)
@option(
    "--report",
    metavar="FILE|-",
    zh="汇总：.html、.json、.txt，- 打印出来。",
    en="A summary: .html, .json, .txt; - prints it.",
)
@option(
    "--memory",
    metavar="SIZE",
    zh="数据库最多用多少内存，例如 1GB。",
    en="The most memory of the database, such as 1GB.",
)
@option("--threads", type=click.IntRange(1), metavar="N", zh="用几个处理器。", en="How many processors.")
@lang_option
def batch(
    input: Path,
    out: Path,
    members: Path | None,
    policy: str | None,
    on: date | None,
    on_column: str | None,
    local: tuple[Path, ...],
    engine: str,
    layout: str,
    brief: bool,
    sure_lists: bool,
    report: str | None,
    memory: str | None,
    threads: int | None,
    lang: str | None,
) -> None:
    """Decide every household, write the answers, and say what it came to."""
    from elig.batch import Engine, Request, run
    from elig.batch.report import check_name, write_report
    from elig.batch.schema import Layout

    language = chosen(lang)
    clean_up_when_interrupted()
    if report is not None:
        check_name(report)
    program, region = load_named(policy, local, language)
    request = Request(
        program=program,
        input=input,
        output=out,
        members=members,
        on=on or today(),
        on_column=on_column,
        policy=region,
        engine=Engine(engine),
        layout=Layout(layout),
        full=not brief,
        memory=memory,
        threads=threads,
        tally=report is not None,
        sure_lists=sure_lists,
    )
    try:
        with watching(tell("审核", "deciding", language)) as watch:

            def told(progress: Progress) -> None:
                watch(progress.done, progress.total)

            summary = run(request, told)
        if report is not None:
            written = write_report(summary, request, report, language)
            if written is not None:
                click.echo(written, nl=False)
    except OSError as error:
        raise EligError(tell(f"读不了或写不了：{error}", f"cannot be read or written: {error}", language)) from error
    _say(summary, language)
    raise click.exceptions.Exit(Exit.FINDINGS if summary.rejected_to is not None else Exit.OK)


def _say(summary: Summary, lang: str) -> None:
    tally = summary.tally
    zh = f"读入 {tally.read} 户：审核 {tally.decided} 户，拒收 {tally.rejected} 户。结果：{summary.output}"
    en = f"read {tally.read} households: decided {tally.decided}, rejected {tally.rejected}. Answers: {summary.output}"
    click.echo(tell(zh, en, lang), err=True)
    if tally.strangers:
        zh = f"有 {tally.strangers} 名成员所属的户不在户的文件中。"
        en = f"members whose household is not in the file of households: {tally.strangers}"
        click.echo(tell(zh, en, lang), err=True)
    if summary.rejected_to is not None:
        click.echo(
            tell(f"拒收的户：{summary.rejected_to}", f"rejected households: {summary.rejected_to}", lang), err=True
        )
