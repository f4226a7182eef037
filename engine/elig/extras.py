"""The libraries that only some uses need; a missing one is said in a line that installs it."""

from __future__ import annotations

from typing import Any

from elig.errors import EligError


def needed(module: str, extra: str = "batch") -> Any:
    """A library of an extra; raises `EligError` with the line that installs it."""
    from importlib import import_module

    try:
        return import_module(module)
    except ImportError as error:
        raise EligError(
            f"{module} is not installed: pip install 'elig[{extra}]' / 没有安装 {module}：pip install 'elig[{extra}]'"
        ) from error
