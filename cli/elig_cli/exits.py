"""What the command's exit codes mean, and how it stops."""

from __future__ import annotations

from enum import IntEnum
from typing import NoReturn

import click

from elig_cli.language import tell


class Exit(IntEnum):
    """The exit codes; they are part of the command's contract."""

    OK = 0
    """Decided, also where something is undetermined."""
    FINDINGS = 1
    """Something was found: errors in policies, a failed case, with `--strict` an open answer."""
    USAGE = 2
    """The command was called wrongly."""
    INPUT = 3
    """A household cannot be read or makes no sense."""
    NOT_PROVED = 4
    """Nothing was found, and something was not proved."""


EXIT_CODES_ZH = "退出码：0 已得出结果（有待定项也是 0）；1 有问题；2 用法不对；3 材料不能用；4 没有证明。"
EXIT_CODES_EN = (
    "Exit codes: 0 decided (also where something is undetermined); 1 findings; 2 wrong usage; 3 invalid input; "
    "4 not proved."
)


def wrong_usage(zh: str, en: str, lang: str | None = None) -> NoReturn:
    """Stop with exit code 2 and a sentence."""
    raise click.UsageError(tell(zh, en, lang), click.get_current_context(silent=True))
