"""`elig population`: made-up households to work on."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from elig_cli.bilingual import Both, Command, option
from elig_cli.clock import today
from elig_cli.exits import Exit
from elig_cli.language import tell
from elig_cli.options import DAY, WRITTEN, local_option
from elig_cli.session import load
from elig_cli.watching import clean_up_when_interrupted, watching

_HELP = Both(
    """造一批虚构的家庭，供试算、演示和测速用；没有一个是真人。

    人数、建档立卡、低保、就业等比例取自五地公开的数字；取值特意落在政策界线上和界线旁一步。
    同一个 --seed 造出同样的家庭。FILE 以 .parquet、.jsonl 结尾时成员写在户内；
    另写 --members FILE 则户和成员分成两个文件（CSV 只能这样）。

    \b
    例：
      elig population --region huishui --households 8000 --out 户.jsonl
      elig population --region all --households 100000 --out 户.csv --members 成员.csv
    """,
    """Make up households, to try things out, to show them, to measure; none of them is a real person's.

    Sizes and the shares of registered poor, dibao, work and so on follow what the five places published; values lie on
    purpose on the lines of the rules and one step beside them. The same --seed gives the same households. A FILE
    that ends in .parquet or .jsonl holds the members inside; with --members FILE households and members stand in two
    files (for CSV the only way).

    \b
    Examples:
      elig population --region huishui --households 8000 --out households.jsonl
      elig population --region all --households 100000 --out households.csv --members members.csv
    """,
)


class Share(click.ParamType[float]):
    """A share, `3%` or `0.03`."""

    name = "share"

    def convert(self, value: str | float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Read the share, or say how one is written."""
        if isinstance(value, float):
            return value
        try:
            found = float(value[:-1]) / 100 if value.endswith("%") else float(value)
        except ValueError:
            found = -1.0
        if not 0 <= found <= 1:
            self.fail(tell(f"{value} 不是比例，请写成 3%。", f"{value} is no share: write 3%."), param, ctx)
        return found


@click.command("population", cls=Command, help=_HELP)
@option(
    "--region",
    "regions",
    multiple=True,
    default=("all",),
    metavar="REGION",
    zh="哪里：qianxinan、liupanshui、huishui、ningshan、hezhou 或 all；可写多次，不写则为 all。",
    en="Where: qianxinan, liupanshui, huishui, ningshan, hezhou or all; may be repeated, by default all.",
)
@option(
    "--households", type=click.IntRange(1), default=1000, metavar="N", zh="几户，不写则为 1000。", en="How many; 1000."
)
@option("--seed", type=int, default=1, metavar="S", zh="种子，不写则为 1。", en="The seed; by default 1.")
@option(
    "--unknown",
    type=Share(),
    default=0.03,
    metavar="SHARE",
    zh="不填的事实占多少，不写则为 3%。",
    en="The share of facts left out; 3%.",
)
@option(
    "--on",
    type=DAY,
    metavar="DATE",
    zh="年龄等截至哪一天，不写则为今天。",
    en="The day that ages are as of; by default today.",
)
@option(
    "--out",
    type=WRITTEN,
    required=True,
    metavar="FILE",
    zh="写到哪个文件。",
    en="The file to write.",
)
@option(
    "--members",
    type=WRITTEN,
    metavar="FILE",
    zh="成员另写一个文件。",
    en="A file of their own for members.",
)
@local_option
def population(
    regions: tuple[str, ...],
    households: int,
    seed: int,
    unknown: float,
    on: date | None,
    out: Path,
    members: Path | None,
    local: tuple[Path, ...],
) -> None:
    """Make up households and write them."""
    from elig.batch.population import Wanted, published, write_population

    clean_up_when_interrupted()
    program = load(None, local).checked
    named = tuple(dict.fromkeys(name for region in regions for name in (published() if region == "all" else (region,))))
    wanted = Wanted(program, named, households, seed, unknown, on or today())
    try:
        with watching(tell("造户", "households")) as watch:
            write_population(wanted, out, members, lambda made: watch(made, households))
    except OSError as error:
        click.echo(tell(f"写不了：{error}", f"cannot be written: {error}"), err=True)
        raise click.exceptions.Exit(Exit.INPUT) from None
