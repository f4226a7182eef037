"""What every command does with the library: load, find a region, report what is wrong."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

import elig
from elig.errors import Diagnostic
from elig_cli.cache import cache_folder
from elig_cli.exits import wrong_usage

_FILES = (".yaml", ".yml")


def load(path: Path | None, local: Sequence[Path] = ()) -> elig.Program:
    """Load policies, prepared where they were loaded before; the command as a whole reports their errors."""
    return elig.load(path, local=local, cache=cache_folder())


def load_named(
    policy: str | None, local: Sequence[Path], lang: str, *, shared: bool = False
) -> tuple[elig.Program, str | None]:
    """The program, and the region that `--policy` names: a shipped one, or a file of one's own.

    With `shared` the rules that the regions share may be named too.
    """
    if policy is None:
        return load(None, local), None
    path = Path(policy)
    if path.suffix in _FILES or path.is_dir():
        if not path.exists():
            wrong_usage(f"没有文件 {policy}。", f"there is no file {policy}.", lang)
        program = load(path, local)
        return program, None if path.is_dir() else path.stem
    program = load(None, local)
    known = [region.policy.id for region in program.regions]
    common = program.checked.common
    if shared and common is not None:
        known.append(common.policy.id)
    if policy not in known:
        near = suggestion(policy, known, lang)
        listed = ", ".join(known)
        wrong_usage(
            f"没有名为 {policy} 的政策。{near}现有：{listed}。",
            f"there is no policy {policy}. {near}There are: {listed}.",
            lang,
        )
    return program, policy


def suggestion(word: str, known: Iterable[str], lang: str) -> str:
    """The nearest known word as a question, or nothing."""
    found = difflib.get_close_matches(word, list(known), n=1)
    if not found:
        return ""
    return f"Did you mean {found[0]}? " if lang == "en" else f"是不是 {found[0]}？"


def report(diagnostics: Iterable[Diagnostic], *, err: bool = True) -> None:
    """Print diagnostics, each with its line and what to write."""
    click.echo("\n\n".join(found.render() for found in diagnostics), err=err)
