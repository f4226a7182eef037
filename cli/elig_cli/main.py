"""Where the `elig` command starts."""

from __future__ import annotations

import gc
import os
import signal
import sys


def main() -> None:
    """Run the command; the library is imported once an interrupt can no longer show a traceback."""
    end_quietly()
    gc.disable()  # one household leaves nothing behind that is worth looking for
    from elig_cli.quick import answer

    text = answer(sys.argv[1:])
    if text is not None:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
        os._exit(0)  # taking down all that was built up takes half as long as Python takes to start
    gc.enable()
    from elig_cli.group import cli

    cli.main(prog_name="elig")


def end_quietly() -> None:
    """Let a closed pipe and Ctrl-C end the process as they end any other command."""
    for name in ("SIGPIPE", "SIGINT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
