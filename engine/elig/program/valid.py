"""Whether a file is as its JSON Schema says: yes or no, quickly.

What is wrong and where is said by the library of JSON Schema, which takes many times as long and is asked only where
the answer is no. A schema that uses anything else than what is compiled here is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Check = Callable[[object], bool]

_KINDS: Mapping[str, type | tuple[type, ...]] = {"string": str, "array": list, "object": dict}
_WORDS = frozenset({"$schema", "$id", "$defs", "title", "description"})
"""What says nothing of a value."""

_TOGETHER = frozenset({"if", "then", "else", "properties", "additionalProperties"})
"""What is compiled with its neighbours."""


def validator(schema: Mapping[str, object]) -> Check:
    """The check of a schema for texts, lists and mappings; raises `KeyError` for a keyword that is not compiled.

    >>> check = validator({"type": "object", "required": ["a"], "properties": {"a": {"minLength": 1}}})
    >>> check({"a": "x"}), check({"a": ""}), check({}), check("a")
    (True, False, False, False)
    """
    return _Compiler(schema).check(schema)


class _Compiler:
    def __init__(self, root: Mapping[str, object]) -> None:
        self.root = root
        self.made: dict[str, Check] = {}

    def check(self, schema: object) -> Check:
        if isinstance(schema, bool):
            return lambda value: schema
        assert isinstance(schema, Mapping), "a schema is a mapping or a truth value"
        plain = [key for key in schema if key not in _WORDS and key not in _TOGETHER]
        checks = [self.keyword(key, schema[key]) for key in plain]
        if "if" in schema:
            checks.append(self.choice(schema))
        if "properties" in schema or "additionalProperties" in schema:
            checks.append(self.entries(schema))
        if len(checks) == 1:
            return checks[0]
        return lambda value: all(check(value) for check in checks)

    def keyword(self, key: str, given: object) -> Check:
        match key, given:
            case "$ref", str():
                return self.reference(given)
            case "type", _:
                kinds = tuple(_KINDS[kind] for kind in ([given] if isinstance(given, str) else _listed(given)))
                return lambda value: isinstance(value, kinds)
            case "enum", list():
                return lambda value: value in given
            case "const", _:
                return lambda value: value == given
            case "pattern", str():
                search = re.compile(given).search
                return lambda value: not isinstance(value, str) or search(value) is not None
            case "minLength", int():
                return lambda value: not isinstance(value, str) or len(value) >= given
            case "maxLength", int():
                return lambda value: not isinstance(value, str) or len(value) <= given
            case "minItems", int():
                return lambda value: not isinstance(value, list) or len(value) >= given
            case "maxItems", int():
                return lambda value: not isinstance(value, list) or len(value) <= given
            case "uniqueItems", True:
                return lambda value: (
                    not isinstance(value, list) or all(item not in value[:index] for index, item in enumerate(value))
                )
            case "items", _:
                item = self.check(given)
                return lambda value: not isinstance(value, list) or all(item(found) for found in value)
            case "minProperties", int():
                return lambda value: not isinstance(value, dict) or len(value) >= given
            case "required", list():
                return lambda value: not isinstance(value, dict) or all(name in value for name in given)
            case "propertyNames", _:
                name = self.check(given)
                return lambda value: not isinstance(value, dict) or all(name(key) for key in value)
            case _:
                raise KeyError(key)

    def reference(self, given: str) -> Check:
        """The check of a part of the schema, which may refer to itself."""
        found: object = self.root
        for step in given.removeprefix("#").split("/")[1:]:
            assert isinstance(found, Mapping), "a reference goes through mappings"
            found = found[step]

        def check(value: object) -> bool:
            if given not in self.made:
                self.made[given] = self.check(found)
            return self.made[given](value)

        return check

    def choice(self, schema: Mapping[str, object]) -> Check:
        condition = self.check(schema["if"])
        yes, no = self.check(schema.get("then", True)), self.check(schema.get("else", True))
        return lambda value: yes(value) if condition(value) else no(value)

    def entries(self, schema: Mapping[str, object]) -> Check:
        properties = schema.get("properties", {})
        assert isinstance(properties, Mapping), "properties are a mapping"
        known = {name: self.check(part) for name, part in properties.items()}
        other = self.check(schema.get("additionalProperties", True))
        return lambda value: (
            not isinstance(value, dict) or all(known.get(key, other)(item) for key, item in value.items())
        )


def _listed(given: object) -> list[str]:
    assert isinstance(given, list), "types are a text or a list of texts"
    return given
