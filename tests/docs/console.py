"""Running what the documents show: each line after `$ ` is a command, what follows is what it prints."""

from __future__ import annotations

import os
import shlex
import subprocess
import sysconfig
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from elig_cli.group import cli
from tests.docs.pages import ROOT

PROMPT, ELLIPSIS = "$ ", "…"
_LOCALE = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": "zh_CN.UTF-8", "NO_COLOR": "1"}
_SHELL = frozenset("|<>;&")


@dataclass(frozen=True)
class Step:
    """A command and the lines that a document shows of its output; `…` stands for any lines."""

    command: str
    shown: tuple[str, ...]


def steps(text: str) -> Iterator[Step]:
    """The commands of a block.

    >>> list(steps("$ elig --version\\nelig 1\\n$ echo $?\\n0\\n"))
    [Step(command='elig --version', shown=('elig 1',)), Step(command='echo $?', shown=('0',))]
    """
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith(PROMPT)]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield Step(lines[start].removeprefix(PROMPT), tuple(lines[start + 1 : end]))


def run(command: str, before: int) -> tuple[tuple[str, ...], int]:
    """What a command prints, and its exit code; `before` is the exit code of the one before."""
    if command == "echo $?":
        return (str(before),), 0
    words = shlex.split(command)
    if words[0] == "elig" and not _SHELL & set(command):
        result = CliRunner().invoke(cli, words[1:], env=_LOCALE)
        return _lines(result.output), result.exit_code
    path = os.pathsep.join([str(Path(sysconfig.get_path("scripts"))), os.environ["PATH"]])
    made = subprocess.run(
        ["sh", "-c", command],
        cwd=ROOT,
        env={**os.environ, **_LOCALE, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
    )
    return _lines(made.stdout), made.returncode


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.rstrip() for line in text.rstrip("\n").splitlines())


def matches(shown: Sequence[str], printed: Sequence[str]) -> bool:
    """Whether what is shown is what is printed, `…` standing for any lines.

    >>> matches(["a", "…", "d"], ["a", "b", "c", "d"]), matches(["a"], ["a", "b"])
    (True, False)
    """
    if ELLIPSIS not in shown:
        return list(shown) == list(printed)
    first = list(shown).index(ELLIPSIS)
    if list(shown[:first]) != list(printed[:first]):
        return False
    rest = shown[first + 1 :]
    return any(matches(rest, printed[start:]) for start in range(first, len(printed) + 1))


def renewed(shown: Sequence[str], printed: Sequence[str]) -> list[str]:
    """What to show of a new output: as many lines as before at its beginning and at its end.

    >>> renewed(["a", "…", "d"], ["x", "y", "z"]), renewed([], ["x"])
    (['x', '…', 'z'], ['x'])
    """
    if ELLIPSIS not in shown:
        return list(printed)
    head = list(shown).index(ELLIPSIS)
    tail = list(reversed(shown)).index(ELLIPSIS)
    return [*printed[:head], *shown[head : len(shown) - tail], *printed[len(printed) - tail :]]
