"""Whether a file has the shape of its published JSON Schema, said with the file's own places."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from elig.errors import Code, Collector, did_you_mean
from elig.program.fields import head
from elig.source import Entry, Node, Scalar, Sequence
from elig.source import Mapping as YamlMapping

TYPE_CHECKING = False
if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

RESERVED_KEYS = ("figures", "commitments", "questions", "zones", "tests")
"""Keys of a policy file that are kept for later use."""

_CLAUSE_KEYS = ("any", "by_reading", "if", "unless", "value")
"""What may stand in place of a day where a clause or a value stands."""

_DEFERRED_KEYS: Mapping[str, str] = MappingProxyType({"instead": "`instead:` is"})


@cache
def schema(name: str) -> Mapping[str, object]:
    """The published JSON Schema of a kind of file: `policy`, `vocabulary`, `divisions`, `locality` or `cases`."""
    from importlib import resources

    text = resources.files("elig.program").joinpath("schema", f"{name}.schema.json").read_text("utf-8")
    loaded: dict[str, object] = json.loads(text)
    return MappingProxyType(loaded)


@cache
def _validator(name: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(dict(schema(name)))


def plain(node: Node) -> object:
    """A node as lists, dictionaries and texts."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case YamlMapping():
            return {entry.key.value: plain(entry.value) for entry in node.entries}


def check_shape(node: Node, name: str, errors: Collector) -> bool:
    """Record whatever in a file is not as its schema says; true where the rest of it can be checked all the same.

    Keys that are unknown, reserved or not available yet are passed over; any other fault stops the file here.
    """
    if name == "policy" and isinstance(node, YamlMapping):
        node = _without_reserved(node, errors)
    fine = True
    for problem in _validator(name).iter_errors(plain(node)):
        fine = fine and problem.validator == "additionalProperties"
        _report(node, problem, errors)
    return fine


def _without_reserved(node: YamlMapping, errors: Collector) -> YamlMapping:
    kept: list[Entry] = []
    for entry in node.entries:
        if entry.key.value in RESERVED_KEYS:
            message = f"`{entry.key.value}` is reserved for later use"
            errors.error(Code.RESERVED_KEY, message, entry.key.span, "write it as a comment until then")
        else:
            kept.append(entry)
    return YamlMapping(tuple(kept), node.span)


def _report(root: Node, problem: ValidationError, errors: Collector) -> None:
    node = _descend(root, list(problem.absolute_path))
    match problem.validator:
        case "additionalProperties":
            _unknown_keys(node, problem, errors)
        case "required":
            required, given = _texts(problem.validator_value), _texts(problem.instance)
            missing = [key for key in required if key not in given]
            words = ", ".join(f"`{key}`" for key in missing)
            errors.error(Code.SHAPE, f"missing here: {words}", head(node))
        case "pattern" if _of_key(problem) and not _expects_day(problem):
            errors.error(Code.SHAPE, _sentence(problem), (_key(node, str(problem.instance)) or node).span)
        case "propertyNames" | "pattern" if _of_key(problem):
            key = _key(node, str(problem.instance))
            message = f"`{problem.instance}` is not a day" if isinstance(problem.instance, str) else "not a day"
            help_text = did_you_mean(str(problem.instance), _CLAUSE_KEYS) or "write days as YYYY-MM-DD"
            errors.error(Code.DATE_MAP, message, (key or node).span, help_text)
        case _:
            errors.error(Code.SHAPE, _sentence(problem), head(node))


def _of_key(problem: ValidationError) -> bool:
    return "propertyNames" in problem.absolute_schema_path


def _expects_day(problem: ValidationError) -> bool:
    return "-" in str(problem.validator_value).replace("[0-9]", "")


def _texts(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list | dict) else [str(value)]


_WANTED: Mapping[str, str] = MappingProxyType({"string": "text", "array": "a list", "object": "a mapping"})


def _sentence(problem: ValidationError) -> str:
    given = problem.instance if isinstance(problem.instance, str) else None
    match problem.validator:
        case "type":
            kinds = _texts(problem.validator_value)
            return f"{' or '.join(_WANTED.get(kind, kind) for kind in kinds)} is expected here"
        case "enum":
            choices = ", ".join(f"`{choice}`" for choice in _texts(problem.validator_value))
            return f"`{given}` is none of {choices}"
        case "pattern":
            return f"`{given}` has not the form that is expected here"
        case "maxLength":
            return f"at most {problem.validator_value} characters are allowed here"
        case "minItems" | "minProperties" if problem.instance:
            return f"at least {problem.validator_value} are expected here"
        case "minItems" | "minProperties" | "minLength":
            return "this is empty"
        case "uniqueItems":
            return "an item stands here twice"
        case "maxItems":
            return f"at most {problem.validator_value} items are allowed here"
        case _:
            return "this has not the shape that is expected here"


def _unknown_keys(node: Node, problem: ValidationError, errors: Collector) -> None:
    if not isinstance(node, YamlMapping):
        return
    known = list(problem.schema.get("properties", {})) if isinstance(problem.schema, dict) else []
    for entry in node.entries:
        key = entry.key.value
        if key in known:
            continue
        if key in _DEFERRED_KEYS:
            errors.error(Code.NOT_AVAILABLE, f"{_DEFERRED_KEYS[key]} not available yet", entry.key.span)
        else:
            errors.error(Code.UNKNOWN_KEY, f"unknown key `{key}`", entry.key.span, did_you_mean(key, known))


def _descend(node: Node, path: list[str | int]) -> Node:
    for step in path:
        match node:
            case YamlMapping():
                found = node.get(str(step))
                if found is None:
                    return node
                node = found
            case Sequence() if isinstance(step, int):
                node = node.items[step]
            case _:
                return node
    return node


def _key(node: Node, name: str) -> Scalar | None:
    keys: Iterator[Scalar] = (e.key for e in node.entries) if isinstance(node, YamlMapping) else iter(())
    return next((key for key in keys if key.value == name), None)
