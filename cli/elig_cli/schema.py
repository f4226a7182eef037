"""`elig schema`: the published JSON Schemas."""

from __future__ import annotations

import json

import click

import elig
from elig_cli.bilingual import Both, Command
from elig_cli.session import load

NAMES = ("household", "decision", "policy", "vocabulary", "locality", "cases")
_HELP = Both(
    """打印 JSON Schema（2020-12）：一户的材料、审核结果，以及各种政策文件的格式。

    不写名称则为 household。
    """,
    """Print a JSON Schema (2020-12): of a household, of a decision, of the kinds of policy files.

    Without a name it is that of a household.
    """,
)


@click.command("schema", cls=Command, help=_HELP)
@click.argument("name", type=click.Choice(NAMES), default="household")
def schema(name: str) -> None:
    """Print one schema."""
    found = elig.household_schema(load(None)) if name == "household" else elig.schema(name)
    click.echo(json.dumps(found, ensure_ascii=False, indent=2))
