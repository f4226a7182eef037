"""`elig prove`: what holds for all households under a policy."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from elig.program.asked import asked_claim
from elig.program.claim import Claim
from elig.program.model import Rules
from elig_cli.bilingual import Both, Command, option
from elig_cli.clock import today
from elig_cli.exits import Exit, wrong_usage
from elig_cli.options import DAY, chosen, lang_option, local_option
from elig_cli.session import load_named, suggestion
from elig_cli.terminal import wants_color

_HELP = Both(
    """对所有家庭证明一份政策的说法，找出其中的问题。

    POLICY 是政策名称或自己的文件。逐条证明文件里 claims 的说法，并找：永远不应享的权利、可有可无的条件、表格重叠的行、
    同一样东西给两次、低于全国下限的下限、收入断崖（多一元收入少一元以上补助）。每项都有一户为例，写成 elig check 能读的
    材料；没有例子的，是对至多 N 人的所有家庭证明的。限度内得不出结果的，写明“没有证明”。

    \b
    例：
      elig prove qianxinan
      elig prove qianxinan --claim "收入更低 不会失去 urban_dibao"
      elig prove hezhou --only cliff --on 2024-06-01 --format json

    退出码：0 没有问题；1 有发现或不成立的说法；4 有没有证明出来的。
    """,
    """Prove what a policy claims for all households, and find what is wrong with it.

    POLICY is the name of a policy or a file of your own. Each claim of the file is proved or refuted, and these
    are looked for: rights that are never due, parts of rules that cannot matter, rows of tables that overlap,
    the same thing given twice, floors below national floors, income cliffs (one yuan more of income costs more
    than one yuan of support). Each comes with a household that elig check reads; what has none was proved for
    all households of up to N members. What the limit does not allow is said to be not proved.

    \b
    Examples:
      elig prove qianxinan
      elig prove qianxinan --claim "poorer never loses urban_dibao"
      elig prove hezhou --only cliff --on 2024-06-01 --format json

    Exit codes: 0 nothing found; 1 findings, or a claim that does not hold; 4 something was not proved.
    """,
)

_CLAIMS = "claims"


@click.command("prove", cls=Command, help=_HELP)
@click.argument("policy")
@option(
    "--claim",
    "phrases",
    multiple=True,
    metavar="TEXT",
    zh="只证明这句说法；可写多次。句式见 docs/language.md。",
    en="Prove this claim alone; may be repeated. For the phrases see docs/language.md.",
)
@option(
    "--only",
    multiple=True,
    metavar="WHAT",
    zh="只问这些：claims、never_due、cannot_matter、rows_overlap、given_twice、floor_below_floor、cliff，或权利的编号；可写多次。",
    en="Ask only these: claims, never_due, cannot_matter, rows_overlap, given_twice, floor_below_floor, cliff, or "
    "ids of entitlements; may be repeated.",
)
@option(
    "--on", type=DAY, default=None, zh="哪一天的规则，不写则为今天。", en="The rules of which day, by default today."
)
@option(
    "--place",
    metavar="CODE",
    default=None,
    zh="哪一个区划的标准，不写则为本政策的区划。",
    en="Figures of which division.",
)
@option(
    "--members", type=click.IntRange(1, 20), default=7, zh="至多几人的家庭，默认 7。", en="Up to how many members; 7."
)
@option("--rlimit", type=click.IntRange(1), default=2_000_000, zh="每次至多几步。", en="z3's steps for each try.")
@option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", zh="输出格式。", en="Form of the output."
)
@local_option
@lang_option
def prove(
    policy: str,
    phrases: tuple[str, ...],
    only: tuple[str, ...],
    on: date | None,
    place: str | None,
    members: int,
    rlimit: int,
    form: str,
    local: tuple[Path, ...],
    lang: str | None,
) -> None:
    """Print what was proved and found."""
    from elig.prove.finding import Holds, Kind
    from elig.prove.prove import prove as proved
    from elig.prove.sides import Side
    from elig.prove.solver import Budget

    language = chosen(lang)
    program, region = load_named(policy, local, language, shared=place is not None)
    if region is None:
        wrong_usage("请写政策的名称或一份文件。", "give the name of a policy, or one file.", language)
    rules = program.rules(region)
    kinds, rights = _wanted(only, rules, [kind.value for kind in Kind], language)
    claims = _claims(rules, phrases, only, rights)
    asked = [] if phrases else [kind for kind in Kind if not kinds or kind.value in kinds]
    named = region if rules.policy.jurisdiction else None
    side = Side.of(program.checked, on or today(), policy=named, place=place)
    report = proved(side, kinds=asked, claims=claims, only=rights, members=members, budget=Budget(rlimit=rlimit))
    if form == "json":
        from elig.prove.report_json import report_json

        click.echo(json.dumps(report_json(report, rules), ensure_ascii=False, indent=1))
    else:
        from elig.prove.report_text import report_text

        click.echo(report_text(report, rules, language, color=wants_color()), nl=False)
    if report.findings or any(found.holds is Holds.REFUTED for found in report.claims):
        raise click.exceptions.Exit(Exit.FINDINGS)
    if report.unproved or any(found.holds is Holds.NOT_PROVED for found in report.claims):
        raise click.exceptions.Exit(Exit.NOT_PROVED)


def _wanted(only: tuple[str, ...], rules: Rules, kinds: list[str], lang: str) -> tuple[set[str], tuple[str, ...]]:
    """The questions and the entitlements that `--only` names."""
    known = (*kinds, _CLAIMS, *rules.entitlements)
    for word in only:
        if word not in known:
            near = suggestion(word, known, lang)
            wrong_usage(f"--only 不认识 {word}。{near}", f"--only does not know {word}. {near}", lang)
    rights = tuple(word for word in only if word in rules.entitlements)
    return {word for word in only if word not in rules.entitlements}, rights


def _claims(rules: Rules, phrases: tuple[str, ...], only: tuple[str, ...], rights: tuple[str, ...]) -> list[Claim]:
    """The claims that are to be proved: those that were asked, else those of the files."""
    from elig.program.claim import entitlements_of

    if phrases:
        return [asked_claim(rules, phrase) for phrase in phrases]
    questions = [word for word in only if word not in rules.entitlements]
    if questions and _CLAIMS not in questions:
        return []
    found = rules.claims.values()
    return [claim for claim in found if not rights or not set(rights).isdisjoint(entitlements_of(claim.states))]
