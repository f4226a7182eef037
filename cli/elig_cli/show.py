"""`elig show`: a policy or an entitlement in words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

import elig
from elig.explain import check_text, claim_text, entitlement_text, find_rows, found_text, policy_text
from elig_cli.bilingual import Both, Command, option
from elig_cli.clock import today
from elig_cli.exits import Exit, wrong_usage
from elig_cli.language import tell
from elig_cli.open_place import show_open
from elig_cli.options import DAY, chosen, lang_option, local_option
from elig_cli.session import load_named, suggestion
from elig_cli.terminal import wants_color

_HELP = Both(
    """用文字写出一份政策，或其中一项权利：给谁，什么条件，给什么，出自哪里。

    POLICY 是政策名称（national 是各地共用的国家规定）或自己的文件；ENTITLEMENT 是权利的编号，不写则列出全部权利、
    读法、未写明之处和标准。--find 按词查找权利和指标：编号、名称（也认原文的繁体名称）、给什么、出处的说法。
    --open 列出一个地方还要答复的标准、读法和空白，每项注明等它的是哪些权利。

    \b
    例：
      elig show qianxinan
      elig show qianxinan insurance_subsidy --lang zh
      elig show --find 門面租金
      elig show --open 兴义市
    """,
    """Show a policy, or one of its entitlements, in words, with its sources.

    POLICY is the name of a policy (national: the rules that all share) or a file of your own; ENTITLEMENT is
    an id. Without it the whole policy is listed: its entitlements, readings, gaps and figures. --find looks
    entitlements up by words of their ids, names (also those in traditional characters), grants and sources.
    --open lists the figures, readings and gaps that a place has still to answer, each with the entitlements
    that wait for it.

    \b
    Examples:
      elig show qianxinan
      elig show qianxinan insurance_subsidy --lang en
      elig show --find rent
      elig show --open 522301
    """,
)


@click.command("show", cls=Command, help=_HELP)
@click.argument("policy", required=False)
@click.argument("entitlement", required=False)
@option(
    "--find",
    metavar="TEXT",
    zh="按词查找：几个词之间用空格，每个词都要出现。",
    en="Look up by words with blanks between them, all of which must occur.",
)
@option(
    "--open",
    "place",
    metavar="PLACE",
    zh="一个地方还要答复的事项：六位区划代码，或地名全称。",
    en="What a place has still to answer: a division code, or the whole name of a place.",
)
@option(
    "--on",
    type=DAY,
    default=None,
    zh="和 --open 一起用：截至哪一天，不写则为今天。",
    en="With --open: as of which day, by default today.",
)
@local_option
@lang_option
def show(
    policy: str | None,
    entitlement: str | None,
    find: str | None,
    place: str | None,
    on: date | None,
    local: tuple[Path, ...],
    lang: str | None,
) -> None:
    """Print a policy or an entitlement, look entitlements up, or say what a place has still to answer."""
    language = chosen(lang)
    if find is not None and entitlement is not None:
        wrong_usage("--find 之外只写政策的名称。", "beside --find only a policy may be named.", language)
    if place is not None and (entitlement is not None or find is not None):
        wrong_usage("--open 之外只写一份文件。", "beside --open only a file may be named.", language)
    if place is None and on is not None:
        wrong_usage("--on 只和 --open 一起用。", "--on goes with --open only.", language)
    if place is not None:
        show_open(load_named(policy, local, language)[0], place, on or today(), language)
        return
    program, region = load_named(policy, local, language, shared=True)
    if find is not None:
        _find(program, find, region, language)
        return
    if region is None:
        wrong_usage("请写政策的名称或一份文件。", "give the name of a policy, or one file.", language)
    rules = program.rules(region)
    if entitlement is None:
        click.echo(policy_text(rules, language, color=wants_color()), nl=False)
        return
    if entitlement in rules.checks:
        click.echo(check_text(rules, entitlement, language, color=wants_color()), nl=False)
        return
    if entitlement in rules.claims:
        click.echo(claim_text(rules, entitlement, language, color=wants_color()), nl=False)
        return
    if entitlement not in rules.entitlements:
        near = suggestion(entitlement, (*rules.entitlements, *rules.checks, *rules.claims), language)
        wrong_usage(
            f"{region} 没有编号为 {entitlement} 的权利。{near}",
            f"{region} has no entitlement {entitlement}. {near}",
            language,
        )
    click.echo(entitlement_text(rules, entitlement, language, color=wants_color()), nl=False)


def _find(program: elig.Program, wanted: str, policy: str | None, lang: str) -> None:
    found = find_rows(program.checked, wanted, policy)
    if not found:
        click.echo(tell(f"没有找到“{wanted}”。", f"nothing was found for “{wanted}”.", lang), err=True)
        raise click.exceptions.Exit(Exit.FINDINGS)
    click.echo(found_text(found, lang), nl=False)
