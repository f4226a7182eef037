"""What the documents say of the repository: links, commands, codes; and what they must not name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from elig.errors import Code
from elig_cli.group import cli
from tests.docs.pages import PAGES, ROOT, blocks, inline_code, links

ERRORS = ROOT / "docs" / "errors.md"
REGISTRIES = ("pypi.org", "pythonhosted.org", "anaconda.org", "npmjs.", "crates.io", "proxy.golang.org")
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home|Users|tmp|opt|var)/")
_IN_REPOSITORY = re.compile(r"(?:engine|cli|policies|examples|tests|docs|bench)/[\w./-]*")
KINDS = {"console", "elig", "json", "python", "refused", "sh", "text", "yaml"}


def by_name(page: Path) -> str:
    return page.name


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    lost = [link for link in links(page) if link and not (page.parent / link).exists()]
    assert not lost


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_no_registry_and_no_path_of_a_machine_is_named(page: Path) -> None:
    text = page.read_text("utf-8")
    assert not [host for host in REGISTRIES if host in text]
    assert not MACHINE.search(text)


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_every_command_that_is_named_exists(page: Path) -> None:
    options = set(_options(cli))
    for code in inline_code(page):
        if code.startswith("elig "):
            assert code.split()[1] in {*cli.commands, *options}, code
        if code.startswith(("elig ", "--")):
            assert set(re.findall(r"(?<!\S)--\w[\w-]*", code)) <= options | {"--json"}, code
        if code.startswith("make "):
            assert _is_target(code.split()[1]), code


@pytest.mark.parametrize("page", PAGES, ids=by_name)
def test_every_file_that_is_named_exists(page: Path) -> None:
    named = [code for code in inline_code(page) if _IN_REPOSITORY.fullmatch(code)]
    assert not [path for path in named if not (ROOT / path).exists() and ROOT / path != ERRORS]


def test_every_target_in_a_shell_block_exists() -> None:
    for block in blocks("sh"):
        for target in re.findall(r"^make (\w+)", block.text, re.MULTILINE):
            assert _is_target(target), f"{block}: {target}"
        assert not re.search("^elig ", block.text, re.MULTILINE), (
            f"{block}: commands of elig stand in console blocks, which are run"
        )


def test_every_block_says_what_it_is() -> None:
    known = blocks(*KINDS)
    for page in PAGES:
        fences = page.read_text("utf-8").count("\n```")
        found = [block for block in known if block.page == page]
        assert page == ERRORS or fences == 2 * len(found)


def test_every_code_is_documented() -> None:
    text = ERRORS.read_text("utf-8")
    assert not [code.value for code in Code if code.value not in text]


def _options(command: click.Command) -> Iterator[str]:
    context = click.Context(command)
    for parameter in command.get_params(context):
        yield from parameter.opts
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            yield from _options(inner)


def _is_target(name: str) -> bool:
    return re.search(rf"^{name}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE) is not None
