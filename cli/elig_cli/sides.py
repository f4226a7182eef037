"""The two sides of a comparison: files, folders, or files of a revision."""

from __future__ import annotations

from pathlib import Path

from elig.compare.sides import Side
from elig.errors import Collector
from elig.program.disk import DISK, Disk
from elig.program.files import shown
from elig.program.load import load_program
from elig.records import Struct
from elig_cli.exits import wrong_usage
from elig_cli.revisions import read_revision, split

LOCALITIES = "localities"


class Place(Struct):
    """Where a side is read from: a path on a disk."""

    written: str
    path: Path
    disk: Disk

    @property
    def is_folder(self) -> bool:
        """Whether all policies of a folder are meant."""
        return self.disk.is_folder(str(self.path))

    @property
    def has_places(self) -> bool:
        """Whether files of places lie with it."""
        folder = self.path if self.is_folder else self.path.parent
        return bool(self.disk.listed(str(folder / LOCALITIES)))


def read_sides(old: str, new: str, lang: str) -> tuple[Side, Side]:
    """Both sides, checked; files of places are read where both sides have them. Raises `PolicyError`."""
    places = _place(old, lang), _place(new, lang)
    with_places = all(place.has_places for place in places)
    one, other = (_side(place, with_places=with_places, lang=lang) for place in places)
    return one, other


def _place(written: str, lang: str) -> Place:
    path = Path(written)
    if path.exists():
        return Place(written, path, DISK)
    found = split(written)
    if found is None:
        wrong_usage(f"没有文件 {written}。", f"there is no file {written}.", lang)
    disk, path = read_revision(*found, lang)
    return Place(written, path, disk)


def _side(place: Place, *, with_places: bool, lang: str) -> Side:
    disk = _Remembering(place.disk)
    whole = place.is_folder or with_places
    folder = place.path if place.is_folder else place.path.parent
    errors = Collector()
    checked = load_program(folder if whole else place.path, [], errors, disk)
    errors.raise_if_any()
    assert checked is not None, "a program without errors was checked"
    policy = None
    if not place.is_folder:
        name = shown(place.path)
        listed = [*checked.regions, *([checked.common] if checked.common is not None else [])]
        policy = next((rules.policy.id for rules in listed if rules.policy.file.name == name), None)
        if policy is None:
            wrong_usage(f"{place.written} 不是政策文件。", f"{place.written} is not a policy file.", lang)
    return Side(checked, policy, disk.texts)


class _Remembering(Disk):
    """Asks another disk, and keeps the texts that were read."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        self.texts: dict[str, str] = {}

    def is_folder(self, path: str) -> bool:
        """Whether there is a folder."""
        return self.disk.is_folder(path)

    def is_file(self, path: str) -> bool:
        """Whether there is a file."""
        return self.disk.is_file(path)

    def exists(self, path: str) -> bool:
        """Whether there is anything."""
        return self.disk.exists(path)

    def listed(self, path: str) -> tuple[str, ...]:
        """The names of the policy files in a folder, in order."""
        return self.disk.listed(path)

    def read(self, path: str, limit: int) -> bytes:
        """What a file holds, as far as to the limit; raises `OSError`."""
        found = self.disk.read(path, limit)
        self.texts[shown(Path(path))] = found.decode("utf-8", "replace")
        return found
