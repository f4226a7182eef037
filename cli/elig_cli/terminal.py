"""What the output goes to."""

from __future__ import annotations

import os
import sys


def wants_color() -> bool:
    """Whether the output is a terminal that may be coloured; `NO_COLOR` says no."""
    if os.environ.get("NO_COLOR"):
        return False
    return sys.stdout.isatty()
