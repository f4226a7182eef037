"""What click says of wrong usage and in its help, in the language of the locale."""

from __future__ import annotations

import gettext
import io
from collections.abc import Callable, Iterator
from gettext import GNUTranslations
from pathlib import Path

import click
import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from click.testing import CliRunner

from elig_cli.group import cli
from elig_cli.words import DOMAIN, FOLDER, speak

CATALOGUE = FOLDER / "zh" / "LC_MESSAGES" / DOMAIN


def messages() -> list[str]:
    """Every message of the catalogue, singular and plural."""
    with CATALOGUE.with_suffix(".po").open("rb") as file:
        catalogue = read_po(file)
    ids = [message.id for message in catalogue if message.id]
    return [text for id in ids for text in ([id] if isinstance(id, str) else id)]


def told(catalogue: GNUTranslations) -> list[str]:
    """What stands for each message."""
    return [catalogue.gettext(text) for text in messages()]


def test_the_compiled_catalogue_is_that_of_the_text() -> None:
    with CATALOGUE.with_suffix(".po").open("rb") as file:
        compiled = io.BytesIO()
        write_mo(compiled, read_po(file, locale="zh"))
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        shipped = GNUTranslations(file)
    compiled.seek(0)
    assert told(shipped) == told(GNUTranslations(compiled))


def test_click_still_says_what_is_translated() -> None:
    source = "".join(path.read_text("utf-8") for path in Path(click.__file__).parent.glob("*.py"))
    assert [text for text in messages() if repr(text)[1:-1] not in source and text not in source] == []


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., str]]:
    """Runs the command in a locale and gives what it prints."""
    before = gettext.textdomain()

    def run(locale: str, *arguments: str) -> str:
        for name, value in {"LC_ALL": locale, "LANGUAGE": "restored afterwards"}.items():
            monkeypatch.setenv(name, value)
        speak()
        return CliRunner().invoke(cli, arguments, prog_name="elig").output

    yield run
    gettext.textdomain(before)


@pytest.mark.parametrize(
    ("arguments", "zh", "en"),
    [
        (["check"], "错误：没有写 'HOUSEHOLD...'", "Error: Missing argument 'HOUSEHOLD...'"),
        (["check", "a.json", "--formt", "text"], "没有选项 '--formt'", "No such option '--formt'"),
        (["chek"], "没有命令 'chek'。 是不是 'check'", "No such command 'chek'."),
        (["check", "a.json", "--format", "xml"], "'xml' 不在可写的值之内", "'xml' is not one of"),
        (["check", "a.json", "--local", "no.yaml"], "没有这个", "does not exist"),
        (["show", "a", "b", "c"], "多写了：c", "Got unexpected extra argument (c)"),
        (["--help"], "用法：", "Usage: elig"),
    ],
)
def test_click_speaks_the_language_of_the_locale(
    say: Callable[..., str], arguments: list[str], zh: str, en: str
) -> None:
    assert zh in say("C", *arguments)
    assert en in say("en_GB.UTF-8", *arguments)
