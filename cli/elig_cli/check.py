"""`elig check`: decide households."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import click

import elig
from elig.errors import HouseholdError, InputProblem
from elig.explain import render_problem
from elig.facts.jsontext import MAX_BYTES
from elig.records import Struct
from elig.values import Outcome
from elig_cli.bilingual import Both, Command, option
from elig_cli.clock import today
from elig_cli.exits import EXIT_CODES_EN, EXIT_CODES_ZH, Exit, wrong_usage
from elig_cli.options import (
    DAY,
    chosen,
    lang_option,
    local_option,
    policy_option,
)
from elig_cli.session import load_named, suggestion
from elig_cli.terminal import wants_color

STDIN = "-"
LIMIT = MAX_BYTES + 1
"""As much of an input is read as shows that it is too long."""
_HELP = Both(
    f"""审核一户或多户：应享什么，还要问什么，什么不享受。

    HOUSEHOLD 是一户的 JSON 文件，- 表示从标准输入读。可以写多个；
    一份读不了或填错了，不影响其余各份。适用哪里的政策，由材料里的安置地区划代码决定。

    \b
    例：
      elig check 张家.json
      elig check 张家.json --on 2020-12-01 --explain
      elig check *.json --format json > 结果.jsonl

    {EXIT_CODES_ZH}
    文件不存在算材料不能用（3）。--strict 时有待定项则为 1。
    """,
    f"""Decide households: what is due, what to ask for, what is not due.

    HOUSEHOLD is the JSON file of one household, - is standard input. Several may be given; one
    that cannot be read or is wrong does not stop the others. The division code of the new home
    says whose policy applies.

    \b
    Examples:
      elig check family.json
      elig check family.json --on 2020-12-01 --explain
      elig check *.json --format json > answers.jsonl

    {EXIT_CODES_EN}
    A file that is not there is invalid input (3). With --strict an undetermined answer gives 1.
    """,
)


class Request(Struct):
    """How households are to be decided and shown."""

    program: elig.Program
    policy: str | None
    on: date
    as_json: bool
    lang: str
    full: bool
    only: tuple[str, ...]


@click.command("check", cls=Command, help=_HELP)
@click.argument("households", nargs=-1, required=True, metavar="HOUSEHOLD...")
@policy_option
@option(
    "--on",
    type=DAY,
    metavar="DATE",
    zh="按哪一天审核，例如 2020-12-01；不写则为今天（北京时间）。",
    en="The day to decide for, such as 2020-12-01; by default today in Asia/Shanghai.",
)
@local_option
@option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    zh="text 是可以读给人听的文字；json 每户一行。",
    en="text can be read aloud; json gives one line for each household.",
)
@lang_option
@option(
    "--explain",
    "full",
    is_flag=True,
    zh="写出全部推理和出处。",
    en="Show all reasoning and all sources.",
)
@option(
    "--only",
    multiple=True,
    metavar="ENTITLEMENT",
    zh="只看这一项权利（编号）；可写多次。",
    en="Only this entitlement, by its id; may be repeated.",
)
@option(
    "--strict",
    is_flag=True,
    zh="有待定项时退出码为 1。",
    en="Exit with 1 where something is undetermined.",
)
def check(
    households: tuple[str, ...],
    policy: str | None,
    on: date | None,
    local: tuple[Path, ...],
    form: str,
    lang: str | None,
    full: bool,
    only: tuple[str, ...],
    strict: bool,
) -> None:
    """Decide each household, print its answer, and exit with the worst code that was met."""
    language = chosen(lang)
    if households.count(STDIN) > 1:
        wrong_usage("标准输入（-）只能写一次。", "standard input (-) can be given once.", language)
    program, region = load_named(policy, local, language)
    _check_only(program, only, language)
    request = Request(program, region, on or today(), form == "json", language, full, only)
    codes = [_one(source, request, strict, households) for source in households]
    raise click.exceptions.Exit(max(codes))


def _one(source: str, request: Request, strict: bool, households: Sequence[str]) -> Exit:
    try:
        decision = request.program.check(_read(source), on=request.on, policy=request.policy, trace=request.full)
    except HouseholdError as error:
        _refuse(source, error.problems, request)
        return Exit.INPUT
    except OSError as error:
        _unreadable(source, error, request)
        return Exit.INPUT
    if request.as_json:
        click.echo(json.dumps(_kept(decision, request.only), ensure_ascii=False))
    else:
        if len(households) > 1:
            click.echo(f"==> {source} <==")
        text = decision.explain(request.lang, full=request.full, color=wants_color(), only=request.only)
        click.echo(text)
    found = decision.outcomes.results
    is_open = any(
        item.outcome is Outcome.UNDETERMINED
        for item in found
        if not request.only or item.entitlement.id in request.only
    )
    return Exit.FINDINGS if strict and is_open else Exit.OK


def _read(source: str) -> bytes:
    if source == STDIN:
        return sys.stdin.buffer.read(LIMIT)
    with Path(source).open("rb") as file:
        return file.read(LIMIT)


def _kept(decision: elig.Decision, only: tuple[str, ...]) -> dict[str, object]:
    data: dict[str, object] = dict(decision.to_dict())
    listed = data["entitlements"]
    if only and isinstance(listed, list):
        data["entitlements"] = [item for item in listed if item["id"] in only]
    return data


def _refuse(source: str, problems: Sequence[InputProblem], request: Request) -> None:
    if request.as_json:
        errors = [
            {"path": found.path, "kind": found.kind, "message": render_problem(found, request.lang)}
            for found in problems
        ]
        click.echo(json.dumps({"household": source, "error": errors}, ensure_ascii=False))
        return
    count = len(problems)
    named = _named(source, request.lang)
    zh, en = f"{named}：有 {count} 处要改。", f"{named}: to be mended: {count}"
    click.echo(en if request.lang == "en" else zh, err=True)
    for found in problems:
        click.echo(f"  · {render_problem(found, request.lang)}", err=True)


def _named(source: str, lang: str) -> str:
    """An input as people call it."""
    if source != STDIN:
        return source
    return "standard input" if lang == "en" else "标准输入"


def _unreadable(source: str, error: OSError, request: Request) -> None:
    why = error.strerror or str(error)
    named = _named(source, request.lang)
    zh, en = f"{named}：读不了（{why}）。", f"{named}: cannot be read ({why})."
    message = en if request.lang == "en" else zh
    if request.as_json:
        errors = [{"path": "", "kind": "unreadable", "message": message}]
        click.echo(json.dumps({"household": source, "error": errors}, ensure_ascii=False))
    else:
        click.echo(message, err=True)


def _check_only(program: elig.Program, only: tuple[str, ...], lang: str) -> None:
    known = list(_entitlements(program))
    for id in only:
        if id not in known:
            near = suggestion(id, known, lang)
            wrong_usage(f"没有编号为 {id} 的权利。{near}", f"there is no entitlement {id}. {near}", lang)


def _entitlements(program: elig.Program) -> Iterator[str]:
    for rules in program.regions:
        yield from rules.entitlements
