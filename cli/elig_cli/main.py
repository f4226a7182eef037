"""Where the `elig` command starts."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Run the command; neither an interrupt nor a closed pipe shows a traceback."""
    gc.disable()  # one household leaves nothing behind that is worth looking for
    try:
        from elig_cli.quick import answer

        text = answer(sys.argv[1:])
        if text is not None:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()
            os._exit(0)  # taking down all that was built up takes half as long as Python takes to start
    except KeyboardInterrupt:
        end_by("SIGINT")
    except BrokenPipeError:
        end_by("SIGPIPE")
    gc.enable()
    end_quietly()
    from elig_cli.group import cli

    cli.main(prog_name="elig")


def end_quietly() -> None:
    """Let a closed pipe and Ctrl-C end the process as they end any other command."""
    import signal  # it takes a tenth of the time that Python takes to start

    for name in ("SIGPIPE", "SIGINT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)


def end_by(name: str) -> None:
    """End the process as a signal ends it that is left to the system."""
    import signal

    end_quietly()
    os.kill(os.getpid(), getattr(signal, name))
