"""Where the command keeps prepared programs: in the user's own cache folder, or nowhere if they say so."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

VARIABLE = "ELIG_CACHE"
"""The environment variable that names another folder, or that says `off`."""

OFF = "off"


def cache_folder(environ: Mapping[str, str] | None = None, platform: str = sys.platform) -> str | None:
    """The folder for prepared programs; None where none are to be kept, or where there is no home.

    >>> cache_folder({"HOME": "/home/li"}, "linux")
    '/home/li/.cache/elig'
    >>> cache_folder({"HOME": "/home/li", "XDG_CACHE_HOME": "/var/li"}, "linux")
    '/var/li/elig'
    >>> cache_folder({"HOME": "/home/li", "ELIG_CACHE": "off"}, "linux") is None
    True
    """
    found = os.environ if environ is None else environ
    said = found.get(VARIABLE, "")
    if said:
        return None if said.lower() == OFF else os.path.abspath(said)
    base = _base(found, platform)
    return os.path.join(base, "elig") if os.path.isabs(base) else None


def _base(environ: Mapping[str, str], platform: str) -> str:
    """The cache folder of the platform; empty where the environment names none."""
    if platform == "win32":
        return environ.get("LOCALAPPDATA", "")
    if platform == "darwin":
        return os.path.join(environ.get("HOME", ""), "Library", "Caches")
    return environ.get("XDG_CACHE_HOME", "") or os.path.join(environ.get("HOME", ""), ".cache")
