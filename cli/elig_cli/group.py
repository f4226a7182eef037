"""The `elig` command as a group of commands."""

from __future__ import annotations

from typing import Any

import click

import elig
from elig.errors import EligError, PolicyError
from elig_cli.batch import batch
from elig_cli.bilingual import Both, Group
from elig_cli.cases import test
from elig_cli.check import check
from elig_cli.diff import diff
from elig_cli.exits import EXIT_CODES_EN, EXIT_CODES_ZH, Exit
from elig_cli.lint import lint
from elig_cli.population import population
from elig_cli.prove import prove
from elig_cli.schema import schema
from elig_cli.session import report
from elig_cli.show import show
from elig_cli.sources import sources
from elig_cli.sql import sql

_HELP = Both(
    f"""按政策原文审核一户：应享什么，为什么，出自哪里，还要问什么。

    \b
    从这里开始：
      elig check 一户.json          审核一户
      elig show qianxinan           看一份政策写了什么
      elig schema > household.schema.json   材料怎么填

    不知道的事实不填就是：不填是“未知”，不当作零，也不当作“否”。
    原文没有说清的，结果写明“待定”和该问什么，不作猜测。

    {EXIT_CODES_ZH}
    """,
    f"""Decide a household by the text of the policy: what is due, why, and what to ask.

    \b
    Start here:
      elig check household.json     decide a household
      elig show qianxinan           what a policy says
      elig schema > household.schema.json   how a household is written

    Leave out what is not known: a fact that is left out is unknown, never zero and never "no".
    What the text leaves open comes out as undetermined, with what to ask for; nothing is guessed.

    {EXIT_CODES_EN}
    """,
)


class Root(Group):
    """The group of all commands; the library's errors end them without a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; errors in policy files are findings, what nothing fits is wrong usage."""
        try:
            return super().invoke(ctx)
        except PolicyError as error:
            report(error.diagnostics)
            ctx.exit(Exit.FINDINGS)
        except EligError as error:
            raise click.UsageError(str(error), ctx) from error


@click.group(cls=Root, help=_HELP, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(elig.__version__, prog_name="elig", message="%(prog)s %(version)s")
def cli() -> None:
    """The group of all commands."""


for _command in (check, batch, show, diff, prove, lint, test, sources, schema, population, sql):
    cli.add_command(_command)
