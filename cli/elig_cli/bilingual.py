"""Commands and options whose help is in the language of the locale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from elig_cli.language import tell

_F = TypeVar("_F", bound=Callable[..., Any])


class Both(str):
    """A text in Chinese that knows its English."""

    en: str

    def __new__(cls, zh: str, en: str) -> Both:
        """Pair two texts."""
        made = super().__new__(cls, zh)
        made.en = en
        return made


def _told(text: str | None) -> str | None:
    return tell(str(text), text.en) if isinstance(text, Both) else text


class Command(click.Command):
    """A command with its help in two languages."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help in the language of the locale."""
        shown = click.Command(self.name, help=_told(self.help))
        shown.format_help_text(ctx, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first line of the help, whole."""
        return (_told(self.help) or "").strip().split("\n", 1)[0]


class Group(Command, click.Group):
    """A group of commands, listed in the order in which they are read best."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order in which they were added."""
        return list(self.commands)


class Option(click.Option):
    """An option with its help in two languages."""

    def __init__(self, *positional: Any, **attributes: Any) -> None:
        super().__init__(*positional, **attributes)
        self.both: Both | None = attributes.get("help")

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and its help in the language of the locale."""
        record = super().get_help_record(ctx)
        if record is None or self.both is None:
            return record
        return record[0], record[1].replace(str(self.both), tell(str(self.both), self.both.en))


def option(*declarations: str, zh: str, en: str, **attributes: Any) -> Callable[[_F], _F]:
    """An option of a command, explained in two languages."""
    return click.option(*declarations, cls=Option, help=Both(zh, en), **attributes)
