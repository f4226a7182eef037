"""`elig show`: a policy or an entitlement in words."""

from __future__ import annotations

from pathlib import Path

import click

from elig.explain import check_text, entitlement_text, policy_text
from elig_cli.bilingual import Both, Command
from elig_cli.exits import wrong_usage
from elig_cli.options import chosen, lang_option, local_option, wants_color
from elig_cli.session import load_named, suggestion

_HELP = Both(
    """用文字写出一份政策，或其中一项权利：给谁，什么条件，给什么，出自哪里。

    POLICY 是政策名称（national 是各地共用的国家规定）或自己的文件；ENTITLEMENT 是权利的编号，不写则列出全部权利、
    读法、未写明之处和标准。

    \b
    例：
      elig show qianxinan
      elig show qianxinan insurance_subsidy --lang zh
    """,
    """Show a policy, or one of its entitlements, in words, with its sources.

    POLICY is the name of a policy (national: the rules that all share) or a file of your own;
    ENTITLEMENT is an id. Without it the whole
    policy is listed: its entitlements, readings, gaps and figures.

    \b
    Examples:
      elig show qianxinan
      elig show qianxinan insurance_subsidy --lang en
    """,
)


@click.command("show", cls=Command, help=_HELP)
@click.argument("policy")
@click.argument("entitlement", required=False)
@local_option
@lang_option
def show(policy: str, entitlement: str | None, local: tuple[Path, ...], lang: str | None) -> None:
    """Print a policy or an entitlement."""
    language = chosen(lang)
    program, region = load_named(policy, local, language, shared=True)
    if region is None:
        wrong_usage("请写政策的名称或一份文件。", "give the name of a policy, or one file.", language)
    rules = program.rules(region)
    if entitlement is None:
        click.echo(policy_text(rules, language, color=wants_color()), nl=False)
        return
    if entitlement in rules.checks:
        click.echo(check_text(rules, entitlement, language, color=wants_color()), nl=False)
        return
    if entitlement not in rules.entitlements:
        near = suggestion(entitlement, (*rules.entitlements, *rules.checks), language)
        wrong_usage(
            f"{region} 没有编号为 {entitlement} 的权利。{near}",
            f"{region} has no entitlement {entitlement}. {near}",
            language,
        )
    click.echo(entitlement_text(rules, entitlement, language, color=wants_color()), nl=False)
