"""The quick answer whether a file is as its schema says is the answer of the library of JSON Schema."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from elig.program.files import bundled
from elig.program.shape import plain, schema
from elig.program.valid import validator
from elig.source import Source, read_yaml

FILES = [
    (kind, path)
    for path in sorted([*bundled().glob("*.yaml"), *bundled().glob("localities/*.yaml")])
    for kind in ("policy", "vocabulary", "divisions", "locality")
    if f"\n{kind}: " in f"\n{path.read_text('utf-8')}"
]
WRONG: tuple[Any, ...] = ("", "x", "2020-13-01", "\u4e00" * 400, [], ["x", "x"], {}, {"x": "y"}, {"2020-01-01": "x"})


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every list or mapping below, with each of its keys."""
    found = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, item in found:
        yield data, key
        yield from places(item)


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda value: getattr(value, "name", value))
def test_both_answer_alike(kind: str, path: Any) -> None:
    node = read_yaml(Source(path.name, path.read_text("utf-8")))
    assert not isinstance(node, tuple)
    data, quick, slow = plain(node), validator(schema(kind)), Draft202012Validator(dict(schema(kind)))
    assert quick(data)
    draw = random.Random(path.name)
    answers = set()
    for _ in range(25):
        wrong = copy.deepcopy(data)
        holder, key = draw.choice(list(places(wrong)))
        if draw.random() < 0.3:
            del holder[key]
        elif isinstance(holder, dict) and draw.random() < 0.3:
            holder["unheard_of"] = holder.pop(key)
        else:
            holder[key] = draw.choice(WRONG)
        answers.add(quick(wrong))
        assert quick(wrong) == slow.is_valid(wrong), (holder, key)
    assert False in answers


def test_a_keyword_that_is_not_compiled_is_refused() -> None:
    with pytest.raises(KeyError):
        validator({"type": "object", "dependentRequired": {"a": ["b"]}})
