"""`elig lint`: all that is wrong with policy files."""

from __future__ import annotations

from pathlib import Path

import click

import elig
from elig.errors import Severity
from elig_cli.bilingual import Both, Command, option
from elig_cli.exits import Exit
from elig_cli.language import tell
from elig_cli.options import chosen, lang_option
from elig_cli.session import report

_HELP = Both(
    """检查政策文件，一次列出全部错误和建议。

    FILES 是文件或文件夹。
    退出码：0 没有错误；1 有错误；加 --strict 时有建议也是 1。
    """,
    """Check policy files and list every error and every piece of advice in one run.

    FILES are files or folders.
    Exit codes: 0 no errors; 1 errors, with --strict also advice.
    """,
)


@click.command("lint", cls=Command, help=_HELP)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@option("--strict", is_flag=True, zh="有建议时退出码也为 1。", en="Exit with 1 on advice too.")
@lang_option
def lint(files: tuple[Path, ...], strict: bool, lang: str | None) -> None:
    """Print every diagnostic of the files."""
    found = elig.lint(files)
    errors = [item for item in found if item.severity is Severity.ERROR]
    if found:
        report(found, err=False)
        click.echo("")
    zh = f"{len(errors)} 处错误，{len(found) - len(errors)} 条建议。"
    en = f"errors: {len(errors)}, advice: {len(found) - len(errors)}"
    click.echo(tell(zh, en, chosen(lang)))
    failed = errors or (strict and found)
    raise click.exceptions.Exit(Exit.FINDINGS if failed else Exit.OK)
