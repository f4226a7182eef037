"""Which files belong together, and reading them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal

from elig.errors import Code, Collector, did_you_mean
from elig.program.disk import DISK, PACKAGED, Disk, shipped
from elig.program.fields import scalar, texts
from elig.program.shape import check_shape
from elig.records import Struct
from elig.source import MAX_BYTES, Mapping, Scalar, Source, Span, read_yaml

_BEGINS = "it begins with `policy:`, `vocabulary:`, `divisions:` or `locality:`"

Kind = Literal["policy", "vocabulary", "divisions", "locality"]
KINDS: tuple[Kind, ...] = ("policy", "vocabulary", "divisions", "locality")


class PolicyFile(Struct):
    """A file whose shape was checked."""

    kind: Kind
    id: str
    root: Mapping
    source: Source

    @property
    def uses(self) -> tuple[str, ...]:
        """The ids of the files that this one uses."""
        return tuple(text.value for text in texts(self.root.get("uses")))


def bundled() -> Path:
    """The folder of the policies that are shipped with the library."""
    return Path(shipped())


def read_source(path: Path, errors: Collector, disk: Disk = DISK) -> Source | None:
    """A file as text, or None after recording why it cannot be read."""
    try:
        raw = disk.read(str(path), MAX_BYTES + 1)
    except OSError as problem:
        errors.error(Code.FILE_UNREADABLE, f"cannot read {path}: {problem.strerror}", None)
        return None
    if len(raw) > MAX_BYTES:
        message = f"{path}: the file has more than {MAX_BYTES:,} bytes, which are the most that are read"
        errors.error(Code.FILE_TOO_LARGE, message, None)
        return None
    return decode(shown(path), raw, errors)


def decode(name: str, raw: bytes, errors: Collector) -> Source | None:
    """Bytes as text in UTF-8."""
    try:
        return Source(name, raw.decode("utf-8"))
    except UnicodeDecodeError as problem:
        message = f"{name}: not UTF-8 (byte {problem.start})"
        errors.error(Code.FILE_UNREADABLE, message, None, "save the file as UTF-8 without a byte order mark")
        return None


def shown(path: Path) -> str:
    """How a path is called in messages and digests: from the folder `policies` on where it lies in one."""
    parts = tuple("policies" if part == PACKAGED else part for part in path.parts)
    if "policies" in parts[:-1]:
        return "/".join(parts[len(parts) - 1 - parts[::-1].index("policies") :])
    return str(path)


def parse_file(source: Source, errors: Collector) -> PolicyFile | None:
    """A file of any kind, or None after recording what is wrong with its shape."""
    node = read_yaml(source)
    if isinstance(node, tuple):
        errors.absorb(node)
        return None
    if not isinstance(node, Mapping):
        errors.error(Code.SHAPE, "a policy file is a mapping", node.span, _BEGINS)
        return None
    kind = next((kind for kind in KINDS if node.get(kind) is not None), None)
    if kind is None:
        errors.error(Code.SHAPE, "the file does not say what it is", Span(source, 0, 1), _BEGINS)
        return None
    if not check_shape(node, kind, errors):
        return None
    name = scalar(node.get(kind))
    declared = name.value if name is not None else ""
    # `uses: [vocabulary]` names the file; what the vocabulary calls itself is its subject matter
    named_by_file = kind in ("vocabulary", "divisions")
    return PolicyFile(kind, Path(source.name).stem if named_by_file else declared, node, source)


def gather(path: Path | None, errors: Collector, disk: Disk = DISK) -> list[Path]:
    """The files of a folder with its localities, or a file with those beside it that it may use."""
    root = bundled() if path is None else path
    if disk.is_folder(str(root)):
        return [folder / name for folder in (root, root / "localities") for name in disk.listed(str(folder))]
    if not disk.exists(str(root)):
        errors.error(Code.FILE_UNREADABLE, f"there is no file {root}", None)
        return []
    return [root]


class Gathered(Struct):
    """Files with all that they use; not `whole` where one of them could not be read or was not found."""

    files: tuple[PolicyFile, ...]
    whole: bool


def closure(sources: Iterable[Source], folders: Sequence[Path], errors: Collector, disk: Disk = DISK) -> Gathered:
    """The files of some texts with all that they use, read from the folders where they are not given."""
    known: dict[str, PolicyFile | None] = {}
    found: list[PolicyFile] = []
    for source in sources:
        file = parse_file(source, errors)
        known[Path(source.name).stem if file is None else file.id] = file
        found.extend([file] if file is not None else [])
    queue = [file for file in found if file.kind in ("policy", "vocabulary")]
    while queue:
        for use in texts(queue.pop().root.get("uses")):
            if use.value in known:
                continue
            known[use.value] = used = _read_used(use, known, folders, errors, disk)
            if used is not None:
                found.append(used)
                queue.append(used)
    return Gathered(tuple(found), None not in known.values())


def _read_used(
    use: Scalar, known: Iterable[str], folders: Sequence[Path], errors: Collector, disk: Disk
) -> PolicyFile | None:
    name = use.value
    for folder in folders:
        path = folder / f"{name}.yaml"
        if name.isidentifier() and disk.is_file(str(path)):
            source = read_source(path, errors, disk)
            return parse_file(source, errors) if source is not None else None
    beside = [path.stem for folder in folders for path in sorted(folder.glob("*.yaml"))]
    errors.error(Code.MISSING_FILE, f"no file `{name}.yaml` was found", use.span, did_you_mean(name, [*known, *beside]))
    return None
