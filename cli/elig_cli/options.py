"""Options that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from elig_cli.bilingual import option
from elig_cli.language import LANGUAGES, locale_language, tell


class Day(click.ParamType[date]):
    """A date, `2020-12-01`."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date, or say how one is written."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            zh = f"{value} 不是日期。请写成 2020-12-01。"
            self.fail(tell(zh, f"{value} is not a date. Write it as 2020-12-01."), param, ctx)


DAY = Day()
EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)
WRITTEN = click.Path(dir_okay=False, path_type=Path)

lang_option = option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=None,
    zh="输出的语言；不写则随系统，系统不是英文就用中文。",
    en="Language of the output; by default that of the locale, Chinese unless it is English.",
)
policy_option = option(
    "--policy",
    metavar="NAME|FILE",
    zh="用哪一份政策：名称，或自己的文件；不写则由安置地区划代码决定。",
    en="Which policy: a name, or a file of your own; by default the division code decides.",
)
local_option = option(
    "--local",
    type=EXISTING,
    multiple=True,
    metavar="FILE",
    zh="本地标准文件，盖在随附标准之上；可写多次。",
    en="A file of local figures, laid above the shipped ones; may be repeated.",
)


def chosen(lang: str | None) -> str:
    """The language of the output."""
    return lang or locale_language()
