"""The vocabulary file as a model."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from elig.errors import Code, Collector, did_you_mean
from elig.lang import UnitNames
from elig.program.citation import Words
from elig.program.fields import citations, flag, label, mappings, number, scalar, text, texts, words
from elig.program.files import PolicyFile
from elig.program.model import Enumeration, EnumValue, Fact, NationalCode, Subjects, Vocabulary
from elig.program.ranges import DAYS
from elig.program.scope import check_name
from elig.program.types import (
    BOOLEAN,
    DATE,
    BooleanType,
    DateType,
    EnumType,
    MembersType,
    NumberType,
    Range,
    SetType,
    TextType,
    Type,
)
from elig.source import Mapping as YamlMapping
from elig.source import Scalar, Sequence

COUNTED_UNITS = ("person", "month", "year")
"""Figures in one of these units alone are whole numbers."""

TEXT_FORMATS = ("gb11643", "gb26341")
"""The numbers whose form is checked: of a citizen, of a certificate of disability."""

_TYPES = ("boolean", "integer", "number", "date", "text", "division", "members")


def read_vocabulary(file: PolicyFile, errors: Collector) -> Vocabulary:
    """The vocabulary; what is wrong with it is recorded."""
    root = file.root
    money = root.get("money")
    assert isinstance(money, YamlMapping), "the schema requires a mapping"
    unit, minor = text(money, "unit"), text(money, "minor")
    declared = tuple(item.value for item in texts(root.get("units")))
    units = UnitNames.of(declared, unit, minor)
    enumerations = read_enumerations(root, errors)
    subjects = _subjects(root, errors)
    facts = _facts(root, subjects, units, enumerations, errors)
    return Vocabulary(
        file.id,
        subjects,
        unit,
        minor,
        int(text(money, "places")),
        units,
        MappingProxyType(enumerations),
        MappingProxyType(facts),
        MappingProxyType(_codes(root, enumerations, errors)),
    )


def read_enumerations(root: YamlMapping, errors: Collector) -> dict[str, Enumeration]:
    """The enumerations of a file."""
    return {key.value: _enumeration(key, node, errors) for key, node in mappings(root.get("enumerations"))}


def _enumeration(key: Scalar, node: YamlMapping, errors: Collector) -> Enumeration:
    check_name(key.value, key.span, errors)
    values: list[EnumValue] = []
    taken: set[str] = set()
    for id_, body in mappings(node):
        value = EnumValue(id_.value, text(body, "name"), label(body, id_.value), text(body, "code"))
        if value.id in ("none", "other", "unknown"):
            message = f"`{value.id}` cannot be a value: absence is `optional: true`, and not knowing is no value"
            errors.error(Code.BAD_NAME, message, id_.span)
        elif check_name(value.id, id_.span, errors) and value.name:
            named = scalar(body.get("name"))
            check_name(value.name, named.span if named else id_.span, errors)
        for word in {value.id, value.name, value.code} - {""}:
            if word in taken:
                errors.error(Code.DUPLICATE_NAME, f"`{word}` stands for two values of `{key.value}`", id_.span)
            taken.add(word)
        values.append(value)
    return Enumeration(key.value, tuple(values))


def _codes(root: YamlMapping, enumerations: Mapping[str, Enumeration], errors: Collector) -> dict[str, NationalCode]:
    found: dict[str, NationalCode] = {}
    for key, node in mappings(root.get("codes")):
        if key.value not in (*enumerations, *TEXT_FORMATS):
            help_text = did_you_mean(key.value, (*enumerations, *TEXT_FORMATS))
            errors.error(Code.UNKNOWN_NAME, f"no enumeration `{key.value}` is declared", key.span, help_text)
            continue
        values = enumerations[key.value].values if key.value in enumerations else ()
        unknown = texts(node.get("unknown"))
        for item in unknown:
            if any(item.value in (value.id, value.name, value.code) for value in values):
                message = f"`{item.value}` stands for a value of `{key.value}`, and cannot mean that nothing is known"
                errors.error(Code.DUPLICATE_NAME, message, item.span)
        cited = citations(node.get("cite"), {}, errors)
        found[key.value] = NationalCode(text(node, "standard"), tuple(item.value for item in unknown), cited)
    return found


def _subjects(root: YamlMapping, errors: Collector) -> Subjects:
    declared = list(mappings(root.get("subjects")))
    wholes = [(key, node) for key, node in declared if node.get("parts") is not None]
    if len(wholes) != 1:
        span = declared[0][0].span if declared else root.span
        errors.error(Code.SHAPE, "one subject has `parts:`, the list of its members", span)
        return Subjects(
            "household", Words("household", "household"), "members", "member", Words("member", "member"), 50
        )
    key, whole = wholes[0]
    parts = text(whole, "parts")
    for further, _ in declared:
        if further.value not in (key.value, parts):
            message = "further subjects are not available yet"
            errors.error(Code.NOT_AVAILABLE, message, further.span, f"`{key.value}` and `{parts}` are the two that are")
    part_node = next((node for name, node in declared if name.value == parts), None)
    if part_node is None:
        errors.error(Code.UNKNOWN_NAME, f"no subject `{parts}` is declared", key.span)
        return Subjects(key.value, label(whole, key.value), parts, parts, Words(parts, parts), 50)
    most = int(text(whole, "max_parts", "50"))
    singular = text(part_node, "singular", parts)
    return Subjects(key.value, label(whole, key.value), parts, singular, label(part_node, parts), most)


def _facts(
    root: YamlMapping,
    subjects: Subjects,
    units: UnitNames,
    enumerations: Mapping[str, Enumeration],
    errors: Collector,
) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for subject, group in mappings(root.get("facts")):
        if subject.value not in (subjects.whole, subjects.parts):
            help_text = did_you_mean(subject.value, (subjects.whole, subjects.parts))
            errors.error(Code.UNKNOWN_NAME, f"no subject `{subject.value}` is declared", subject.span, help_text)
            continue
        for key, node in mappings(group):
            fact = _fact(key, node, subject.value == subjects.parts, units, enumerations, errors)
            if fact is not None:
                facts[fact.id] = fact
    return facts


def _fact(
    key: Scalar,
    node: YamlMapping,
    of_member: bool,
    units: UnitNames,
    enumerations: Mapping[str, Enumeration],
    errors: Collector,
) -> Fact | None:
    written = scalar(node.get("type"))
    assert written is not None, "the schema requires a type"
    is_relation = written.value == "members"
    declared = text(node, "format") or None
    kind = MembersType() if is_relation else read_type(written, units, enumerations, errors, declared)
    if kind is None:
        return None
    if isinstance(kind, EnumType) and enumerations[kind.enumeration].get(key.value) is not None:
        message = f"the fact `{key.value}` has the name of a value of its own type"
        errors.error(Code.DUPLICATE_NAME, message, key.span, "call one of them otherwise")
    if flag(node, "optional", False) and isinstance(kind, BooleanType | SetType | MembersType):
        message = f"`{key.value}` cannot be none: a condition is true or false, and a set may be empty"
        errors.error(Code.OPTIONAL_FACT, message, key.span, "leave `optional` out")
    return Fact(
        key.value,
        text(node, "name"),
        label(node, key.value),
        kind,
        of_member,
        read_range(node, kind, key, errors),
        flag(node, "optional", False) or _may_not_apply(node, kind),
        None,
        words(node.get("recorded_in")),
        flag(node, "changeable", True),
        text(node, "role"),
        written.value == "division",
        words(node.get("note")),
    )


def _may_not_apply(node: YamlMapping, kind: Type) -> bool:
    """Whether a fact can be told to be none because its `only_if` is false."""
    return node.get("only_if") is not None and not isinstance(kind, BooleanType | SetType | MembersType)


def read_type(
    written: Scalar,
    units: UnitNames,
    enumerations: Mapping[str, Enumeration],
    errors: Collector,
    text_format: str | None = None,
) -> Type | None:
    """The type that a word or a unit names."""
    match written.value.strip():
        case "boolean":
            return BOOLEAN
        case "integer":
            return NumberType(integer=True)
        case "number":
            return NumberType()
        case "date":
            return DATE
        case "text":
            return TextType(text_format)
        case "division":
            return TextType("division")
        case "members":
            message = "only a fact lists members: nothing is made of such a list"
            errors.error(Code.TYPE_MISMATCH, message, written.span, "read the fact with `includes this`")
            return None
        case word if word in enumerations:
            return EnumType(word)
        case word if word.startswith("set of ") and word[7:] in enumerations:
            return SetType(word[7:])
        case word:
            unit = units.unit_from_text(word)
            if unit is not None:
                return NumberType(unit, integer=unit.powers in {((base, 1),) for base in COUNTED_UNITS})
            help_text = did_you_mean(word, (*enumerations, *_TYPES))
            errors.error(
                Code.UNKNOWN_NAME, f"unknown type `{word}`", written.span, help_text or "a unit, or an enumeration"
            )
            return None


def read_range(node: YamlMapping, kind: Type, key: Scalar, errors: Collector) -> Range | None:
    """The technical range of a number; every number has one."""
    written = node.get("range")
    if isinstance(kind, DateType):
        return DAYS
    if not isinstance(kind, NumberType):
        if written is not None:
            errors.error(Code.OUT_OF_RANGE, "only numbers have a `range`", written.span)
        return None
    if not isinstance(written, Sequence):
        message = f"`{key.value}` declares no `range`"
        errors.error(Code.OUT_OF_RANGE, message, key.span, "give the technical limits: `range: [0, 100000]`")
        return None
    ends = [number(item, errors) for item in written.items if isinstance(item, Scalar)]
    low, high = (ends[0], ends[1]) if len(ends) == 2 else (None, None)
    if low is None or high is None:
        return None
    if low > high:
        errors.error(Code.OUT_OF_RANGE, "the range is empty", written.span, "the smaller end stands first")
        return None
    return Range(low, high)
