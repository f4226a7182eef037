"""`elig diff`: what differs between two policies, in the text, in the meaning, and for whom."""

from __future__ import annotations

from datetime import date

import click

from elig.compare.structure import structure
from elig.compare.text_structure import Style, structure_lines
from elig_cli.bilingual import Both, Command, option
from elig_cli.options import DAY, chosen, lang_option
from elig_cli.sides import read_sides
from elig_cli.terminal import wants_color

_HELP = Both(
    """比较两份政策：文字改了什么，意思变了没有，哪些家庭受影响。

    OLD 和 NEW 是文件、文件夹，或 git 版本里的文件（HEAD~3:policies/hezhou.yaml）。
    """,
    """Compare two policies: what changed in the text, in the meaning, and for whom.

    OLD and NEW are files, folders, or files of a git revision (HEAD~3:policies/hezhou.yaml).
    """,
)


@click.command("diff", cls=Command, help=_HELP)
@click.argument("old")
@click.argument("new")
@option("--on", type=DAY, default=None, zh="按哪一天比较，不写则为今天。", en="As of which day, by default today.")
@lang_option
def diff(old: str, new: str, on: date | None, lang: str | None) -> None:
    """Print what differs between two policies."""
    language = chosen(lang)
    one, other = read_sides(old, new, language)
    found = structure(one, other)
    style = Style(language, wants_color())
    click.echo("\n".join(structure_lines(found, style)))
