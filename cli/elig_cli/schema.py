"""`elig schema`: the published JSON Schemas."""

from __future__ import annotations

import json
from collections.abc import Mapping

import click

import elig
from elig.explain import decision_schema
from elig_cli.bilingual import Both, Command
from elig_cli.session import load

NAMES = ("household", "decision", "policy", "vocabulary", "divisions", "locality", "cases", "diff")
_HELP = Both(
    """打印 JSON Schema（2020-12）：一户的材料、审核结果和政策比较，以及各种政策文件的格式。

    不写名称则为 household。
    """,
    """Print a JSON Schema (2020-12): of a household, of a decision, of a comparison, of the files.

    Without a name it is that of a household.
    """,
)


def _schema(name: str) -> Mapping[str, object]:
    match name:
        case "household":
            return elig.household_schema(load(None))
        case "decision":
            return decision_schema()
        case _:
            return elig.schema(name)


@click.command("schema", cls=Command, help=_HELP)
@click.argument("name", type=click.Choice(NAMES), default="household")
def schema(name: str) -> None:
    """Print one schema."""
    click.echo(json.dumps(dict(_schema(name)), ensure_ascii=False, indent=2))
