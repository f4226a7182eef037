"""Programs written as rows and read back, and a comparison that looks at every field."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from elig.api import Program
from elig.prepare.packed import Packed, pack
from elig.prepare.read import Table
from elig.prepare.write import write_program
from elig.program.model import CheckedProgram
from elig.records import is_record, names_of


def there_and_back(program: CheckedProgram, texts: Sequence[str]) -> CheckedProgram:
    """A program written and read back, through the bytes that a file holds."""
    written = write_program(program, texts)
    classes = json.loads(json.dumps(written.classes))
    layout, data = pack(written.units)
    return Table(classes, Packed(layout, memoryview(data)), [text.encode() for text in texts]).program()


def again(program: Program, texts: Mapping[str, str]) -> Program:
    """The program of some texts, written and read back."""
    return Program(there_and_back(program.checked, list(texts.values())))


def differences(left: object, right: object, path: str = "program") -> list[str]:
    """Where two programs differ, places in the files and syntax compared too."""
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        if [*left] != [*right]:
            return [f"{path}: other keys, or another order"]
        return [found for key in left for found in differences(left[key], right[key], f"{path}[{key}]")]
    if type(left) is not type(right):
        return [f"{path}: {type(left).__name__} and {type(right).__name__}"]
    if is_record(left):
        names = names_of(type(left))
        return [f for name in names for f in differences(getattr(left, name), getattr(right, name), f"{path}.{name}")]
    if isinstance(left, tuple) and isinstance(right, tuple):
        if len(left) != len(right):
            return [f"{path}: {len(left)} and {len(right)} items"]
        return [f for i, pair in enumerate(zip(left, right, strict=True)) for f in differences(*pair, f"{path}[{i}]")]
    return [] if left == right else [f"{path}: {left!r} and {right!r}"]
