"""Folders for prepared programs: only the user's own, which nobody else can write to."""

from __future__ import annotations

import os
import stat

MOST_FILES = 40
"""As many prepared programs are kept; the oldest go first."""


def is_safe(folder: str) -> bool:
    """Whether a folder is there, is the user's, and is closed to everybody else.

    On systems that do not tell owners apart a folder in the user's own profile is taken for theirs.
    """
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    if not stat.S_ISDIR(found.st_mode):
        return False
    return not hasattr(os, "geteuid") or (found.st_uid == os.geteuid() and not found.st_mode & 0o077)


def make_safe(folder: str) -> bool:
    """Make a folder that only the user can enter, unless there is one; whether it is safe."""
    try:
        os.makedirs(os.path.dirname(folder), exist_ok=True)
        os.mkdir(folder, 0o700)
    except OSError:
        return is_safe(folder)
    return is_safe(folder)


def make_room(folder: str, name: str) -> None:
    """Delete the oldest files of a folder but `name`, so that one more can be kept.

    Another process may be making room too: what is gone already is not missed.
    """
    from contextlib import suppress

    files: list[tuple[float, str]] = []
    for other in os.listdir(folder):
        path = os.path.join(folder, other)
        with suppress(FileNotFoundError):
            files += [(os.stat(path).st_mtime, path)] if other != name else []
    for _, path in sorted(files)[: max(0, len(files) - MOST_FILES + 1)]:
        with suppress(FileNotFoundError):
            os.unlink(path)
