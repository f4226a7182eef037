"""`elig test`: the worked cases of the policies."""

from __future__ import annotations

from pathlib import Path

import click

import elig
from elig_cli.bilingual import Both, Command
from elig_cli.exits import Exit
from elig_cli.options import chosen, lang_option
from elig_cli.session import load

_HELP = Both(
    """演算政策的例题，看结果是否与写明的一致。

    PATHS 是例题文件或文件夹；不写则为随附政策的 tests/ 文件夹。
    退出码：0 全部一致；1 有不一致。
    """,
    """Run the worked cases of the policies and compare what comes out with what they expect.

    PATHS are files or folders of cases; by default the folder tests/ of the shipped policies.
    Exit codes: 0 all agree; 1 some do not.
    """,
)


@click.command("test", cls=Command, help=_HELP)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@lang_option
def test(paths: tuple[Path, ...], lang: str | None) -> None:
    """Run cases and print those that disagree."""
    outcome = elig.run_cases(load(None), paths)
    click.echo(outcome.render(chosen(lang)))
    raise click.exceptions.Exit(Exit.OK if outcome.passed else Exit.FINDINGS)
