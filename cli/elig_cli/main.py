"""Where the `elig` command starts."""

from __future__ import annotations

import signal


def main() -> None:
    """Run the command; the library is imported once an interrupt can no longer show a traceback."""
    end_quietly()
    from elig_cli.words import speak

    speak()
    from elig_cli.group import cli

    cli.main(prog_name="elig")


def end_quietly() -> None:
    """Let a closed pipe and Ctrl-C end the process as they end any other command."""
    for name in ("SIGPIPE", "SIGINT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
