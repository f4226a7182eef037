"""The table of division codes: what places are called, and which codes took the place of retired ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from elig.errors import Code, Collector, did_you_mean
from elig.program.fields import citations, entries, label, mappings, scalar, words
from elig.program.files import PolicyFile
from elig.program.model import Division
from elig.source import Scalar


def read_divisions(files: Iterable[PolicyFile], errors: Collector) -> dict[str, Division]:
    """The divisions of some files by code; what is wrong with them is recorded."""
    found: dict[str, Division] = {}
    retired: list[tuple[Scalar, str]] = []
    for file in files:
        cites = citations(file.root.get("cite"), {}, errors)
        for entry in entries(file.root.get("places")):
            named = words(entry.value)
            if named is not None and _is_new(entry.key, found, errors):
                found[entry.key.value] = Division(entry.key.value, named, "", cites)
        for key, node in mappings(file.root.get("retired")):
            now = scalar(node.get("now"))
            assert now is not None, "the schema requires it"
            if _is_new(key, found, errors):
                own = citations(node.get("cite"), {}, errors) or cites
                found[key.value] = Division(key.value, label(node, key.value), now.value, own)
                retired.append((now, key.value))
    for now, code in retired:
        _check_successor(now, code, found, errors)
    return found


def _is_new(key: Scalar, found: Mapping[str, Division], errors: Collector) -> bool:
    if key.value not in found:
        return True
    message = f"the code `{key.value}` stands for {found[key.value].label.zh} already"
    errors.error(Code.DUPLICATE_NAME, message, key.span, "keep one of them")
    return False


def _check_successor(now: Scalar, code: str, found: Mapping[str, Division], errors: Collector) -> None:
    successor = found.get(now.value)
    if successor is None:
        help_text = did_you_mean(now.value, found) or "write it under `places:`"
        errors.error(Code.UNKNOWN_NAME, f"`{now.value}` is no place of this table", now.span, help_text)
    elif successor.now:
        message = f"`{now.value}`, which took the place of `{code}`, is retired itself"
        errors.error(Code.UNKNOWN_VALUE, message, now.span, "write the code that is in use")
