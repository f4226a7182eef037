"""Policy files as they stood in a revision of a git repository, read without a shell."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path, PurePosixPath

from elig.program.disk import SUFFIX, Disk
from elig_cli.exits import wrong_usage

_SECONDS = 30
_REGULAR = ("100644", "100755")


class RevisionDisk(Disk):
    """Has the policy files of one folder of a revision, and of its folder of places; else asks the file system."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.folders = {str(parent) for name in files for parent in PurePosixPath(name).parents}

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder."""
        return path in self.folders or super().is_folder(path)

    def is_file(self, path: str) -> bool:
        """Whether there is a file."""
        return path in self.files or (not self._here(path) and super().is_file(path))

    def exists(self, path: str) -> bool:
        """Whether there is anything."""
        return path in self.files or self.is_folder(path) or (not self._here(path) and super().exists(path))

    def listed(self, path: str) -> tuple[str, ...]:
        """The names of the policy files in a folder, in order."""
        if not self._here(path):
            return super().listed(path)
        names = (PurePosixPath(name) for name in self.files)
        return tuple(sorted(name.name for name in names if str(name.parent) == path and name.suffix == SUFFIX))

    def read(self, path: str, limit: int) -> bytes:
        """What a file holds, as far as to the limit; raises `OSError`."""
        return self.files[path][:limit] if path in self.files else super().read(path, limit)

    def _here(self, path: str) -> bool:
        """Whether a path is one of the revision, where nothing may be taken from the working tree."""
        return not Path(path).is_absolute()


def split(spec: str) -> tuple[str, str] | None:
    """The revision and the path of `HEAD~3:policies/hezhou.yaml`; None where it is neither.

    >>> split("HEAD~3:policies/hezhou.yaml"), split("policies/hezhou.yaml"), split("-x:y")
    (('HEAD~3', 'policies/hezhou.yaml'), None, None)
    """
    revision, found, path = spec.partition(":")
    plain = bool(found and revision and path) and not revision.startswith("-") and "\0" not in spec
    return (revision, path) if plain else None


def read_revision(revision: str, path: str, lang: str) -> tuple[RevisionDisk, Path]:
    """The policy files of a revision around a path (with `./` it begins here, else at the root), and the path."""
    commit = _git(lang, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        wrong_usage(f"git 里没有版本 {revision}。", f"git knows no revision {revision}.", lang)
    name = commit.decode().strip()
    wanted = _from_root(path, lang)
    kind = _git(lang, "cat-file", "-t", f"{name}:{wanted}")
    if kind is None:
        wrong_usage(f"版本 {revision} 里没有 {path}。", f"revision {revision} has no {path}.", lang)
    is_folder = kind.strip() == b"tree"
    folder = wanted if is_folder else _parent(wanted)
    return RevisionDisk(_files(name, folder, lang)), Path(wanted or ".")


def _from_root(path: str, lang: str) -> str:
    """A path from the root of the repository, in git's own spelling."""
    if path.startswith(("./", "../")):
        prefix = _git(lang, "rev-parse", "--show-prefix") or b""
        path = prefix.decode().strip() + path
    parts: list[str] = []
    for part in PurePosixPath(path).parts:
        if part == "..":
            del parts[-1:]
        elif part not in (".", "/"):
            parts.append(part)
    return "/".join(parts)


def _parent(path: str) -> str:
    found = str(PurePosixPath(path).parent)
    return "" if found == "." else found


def _files(commit: str, folder: str, lang: str) -> dict[str, bytes]:
    """The policy files of a folder and of its folder of places, by path."""
    found: dict[str, bytes] = {}
    for inside in (folder, f"{folder}/localities".lstrip("/")):
        listed = _git(lang, "ls-tree", "-z", "--full-tree", f"{commit}:{inside}") or b""
        for line in listed.decode("utf-8", "replace").split("\0"):
            about, _, name = line.partition("\t")
            if name.endswith(SUFFIX) and about.split()[0] in _REGULAR:
                path = f"{inside}/{name}".lstrip("/")
                found[path] = _git(lang, "cat-file", "blob", f"{commit}:{path}") or b""
    return found


def _git(lang: str, *arguments: str) -> bytes | None:
    """What git prints, None where it fails; its arguments are a list, and none of them is a path of ours to be read."""
    program = shutil.which("git")
    if program is None:
        wrong_usage("找不到 git，不能读取版本。", "git was not found: revisions cannot be read.", lang)
    made = subprocess.run(  # noqa: S603 - no shell; revisions that begin with a dash were refused
        [program, *arguments], stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False
    )
    return made.stdout if made.returncode == 0 else None
