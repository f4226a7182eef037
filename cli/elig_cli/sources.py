"""`elig sources`: the citations of the policies against the documents that they cite."""

from __future__ import annotations

from pathlib import Path

import click

import elig
from elig_cli.bilingual import Both, Command, Group
from elig_cli.exits import Exit
from elig_cli.language import tell
from elig_cli.options import chosen, lang_option, policy_option
from elig_cli.session import load_named

_GROUP_HELP = Both("核对政策所引的原文。", "Check the documents that the policies cite.")
_VERIFY_HELP = Both(
    """逐条核对引文：位置在原文之内，摘要相符，开头的字找得到。

    DIR 是存放原文的文件夹。退出码：0 全部相符；1 有不符。
    """,
    """Check each citation: its span is inside the document, its digest equal, its start found.

    DIR is the folder of the documents. Exit codes: 0 all hold; 1 some do not.
    """,
)


@click.group("sources", cls=Group, help=_GROUP_HELP)
def sources() -> None:
    """Commands on sources."""


@sources.command("verify", cls=Command, help=_VERIFY_HELP)
@click.argument("directory", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@policy_option
@lang_option
def verify(directory: Path, policy: str | None, lang: str | None) -> None:
    """Check every citation against the documents of a folder."""
    language = chosen(lang)
    program, _ = load_named(policy, (), language)
    findings = elig.verify_sources(program, directory)
    for finding in findings:
        click.echo(finding.render())
    zh = f"{len(findings)} 处不符。" if findings else "引文全部相符。"
    en = f"{len(findings)} citations do not hold." if findings else "All citations hold."
    click.echo(tell(zh, en, language))
    raise click.exceptions.Exit(Exit.FINDINGS if findings else Exit.OK)
