"""`elig diff`: what differs between two policies, in the text, in the meaning, and for whom."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

import elig
from elig_cli.bilingual import Both, Command, option
from elig_cli.clock import today
from elig_cli.exits import Exit, wrong_usage
from elig_cli.options import DAY, EXISTING, WRITTEN, chosen, lang_option
from elig_cli.terminal import wants_color

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.compare.effect import Told
    from elig.compare.model import Structure
    from elig.compare.report import Report

_HELP = Both(
    """比较两份政策：文字改了什么，意思变了没有，哪些家庭受影响。

    OLD 和 NEW 是文件、文件夹，或 git 版本里的文件（HEAD~3:policies/hezhou.yaml，从仓库根目录算起）。
    第一部分列出文字的改动，把无害的（措辞、名称、注释、次序、写法）分开计数。
    第二部分逐项证明：对至多 N 人的一切完整家庭，意思相同、收紧、放宽还是数额不同，并各给出一户例子。
    第三部分要用 --population 给出家庭：谁受益，谁受损，差多少钱。

    \b
    例：
      elig diff 旧.yaml 新.yaml
      elig diff HEAD~3:policies/hezhou.yaml policies/hezhou.yaml --lang zh
      elig diff 旧 新 --population 家庭.jsonl --format html --out 比较.html

    退出码：0 没有不同；1 有不同；2 用法不对；3 有家庭的材料不能用；4 没有发现不同，但有的没有证明。
    """,
    """Compare two policies: what changed in the text, in the meaning, and for whom.

    OLD and NEW are files, folders, or files of a git revision (HEAD~3:policies/hezhou.yaml, from the root of
    the repository). First comes what changed in the text; what is harmless (wording, labels, comments, order,
    spelling) is counted apart. Second, for each entitlement, a proof over all complete households of up to N
    members: same, stricter, looser, both, or amounts differ, with a household for each. Third, with
    --population: who gains, who loses, and how much.

    \b
    Examples:
      elig diff old.yaml new.yaml
      elig diff HEAD~3:policies/hezhou.yaml policies/hezhou.yaml --lang en
      elig diff old new --population households.jsonl --format html --out difference.html

    Exit codes: 0 no difference; 1 differences; 2 wrong usage; 3 a household that cannot be used; 4 no
    difference found, but something was not proved.
    """,
)


@click.command("diff", cls=Command, help=_HELP)
@click.argument("old")
@click.argument("new")
@option(
    "--on",
    type=DAY,
    default=None,
    zh="只按这一天比较；不写则按今天，今天没有不同的再看从哪天起不同。",
    en="Compare on this day alone; by default today, and where today nothing differs the days on which it does.",
)
@option(
    "--members",
    type=click.IntRange(1, 20),
    default=7,
    zh="证明到几人的家庭，不写则为 7。",
    en="Prove for households of up to so many members, by default 7.",
)
@option(
    "--only",
    multiple=True,
    metavar="ID",
    zh="只看这一项权利的意思；可写多次。",
    en="Prove this entitlement only; may be repeated.",
)
@option("--text-only", is_flag=True, zh="只比较文字，不作证明。", en="Compare the texts only, without proofs.")
@option(
    "--population",
    type=EXISTING,
    metavar="FILE",
    zh="一群家庭：JSON Lines（每行一户）、Parquet 或 CSV。",
    en="Households: JSON Lines (one a line), Parquet or CSV.",
)
@option(
    "--population-members",
    "people",
    type=EXISTING,
    metavar="FILE",
    zh="成员在另一个文件时：成员的表。",
    en="The table of members, where they stand in a second file.",
)
@option(
    "--by",
    multiple=True,
    metavar="NAME",
    zh="另按这项事实或定义分类计数；可写多次。",
    en="Count households by this fact or definition too; may be repeated.",
)
@option(
    "--witnesses",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    zh="把例子写成文件，可用 elig check 审核。",
    en="Write the households that show a difference as files for elig check.",
)
@option(
    "--format",
    "shape",
    type=click.Choice(("text", "json", "html")),
    default="text",
    zh="输出的形式。",
    en="How the output is written.",
)
@option("--out", type=WRITTEN, metavar="FILE", zh="写到文件。", en="Write to a file.")
@lang_option
def diff(
    old: str,
    new: str,
    on: date | None,
    members: int,
    only: tuple[str, ...],
    text_only: bool,
    population: Path | None,
    people: Path | None,
    by: tuple[str, ...],
    witnesses: Path | None,
    shape: str,
    out: Path | None,
    lang: str | None,
) -> None:
    """Print what differs between two policies."""
    language = chosen(lang)
    if people is not None and population is None:
        wrong_usage(
            "--population-members 要和 --population 一起用。", "--population-members goes with --population.", language
        )
    if by and population is None:
        wrong_usage("--by 要和 --population 一起用。", "--by goes with --population.", language)
    if text_only and (only or witnesses):
        wrong_usage("--text-only 不作证明。", "--text-only makes no proofs.", language)

    from elig.compare.effect import effect
    from elig.compare.meaning import meaning
    from elig.compare.report import Report
    from elig.compare.structure import structure
    from elig_cli.sides import read_sides

    one, other = read_sides(old, new, language)
    found = structure(one, other)
    _refuse_strange(only, found, language)
    day = on or today()
    proved = moved = None
    if not text_only:
        proved = meaning(one, other, found, day, members=members, only_on=on is not None, only=only)
    if population is not None:
        moved = effect(one, other, found, day, _households(population, people, elig.Program(other.program)), by)
    report = Report(old, new, day, other.program.vocabulary, found, proved, moved)
    if witnesses is not None:
        from elig.compare.witness_files import write_witnesses

        write_witnesses(report, witnesses)
    text = _written(report, shape, language, color=out is None and wants_color())
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, "utf-8")
    raise click.exceptions.Exit(_exit(report))


def _refuse_strange(only: tuple[str, ...], found: Structure, lang: str) -> None:
    """Stop where an entitlement is asked for that neither side has."""
    pairs = [pair for region in found.regions for pair in region.every_pair]
    strange = sorted(set(only) - {pair.old for pair in pairs if pair.old} - {pair.new for pair in pairs if pair.new})
    if strange:
        listed = ", ".join(strange)
        wrong_usage(f"没有编号为 {listed} 的权利。", f"no entitlement is called {listed}.", lang)


def _households(path: Path, people: Path | None, program: elig.Program) -> Iterator[Told]:
    """The households of a file, each with a name for one that has no id; tables need what batch decisions need."""
    from elig.batch.request import Request
    from elig.batch.running import source_of

    with tempfile.TemporaryDirectory() as folder:
        source = source_of(Request(program, path, path, members=people), Path(folder))
        for records, _ in source.pieces(1000):
            yield from ((f"{path.name}:{record.row}", record.data) for record in records)


def _written(report: Report, shape: str, lang: str, *, color: bool) -> str:
    match shape:
        case "json":
            from elig.compare.json import report_json

            return json.dumps(report_json(report), ensure_ascii=False, indent=2) + "\n"
        case "html":
            from elig.compare.page import report_page

            return report_page(report, lang)
        case _:
            from elig.compare.text import report_text

            return report_text(report, lang, color=color)


def _exit(report: Report) -> Exit:
    from elig.compare.report import Conclusion

    match report.conclusion:
        case Conclusion.DIFFERENT:
            return Exit.FINDINGS
        case Conclusion.NOT_PROVED:
            return Exit.NOT_PROVED
        case Conclusion.SAME:
            return Exit.INPUT if report.effect is not None and report.effect.refused else Exit.OK
