"""What differs among things that are stated and not decided: figures, readings, gaps, facts, words, sources."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from elig.compare.changes import Prints, citation_change, field_change, joined, rule_change
from elig.compare.clauses import Sides
from elig.compare.model import Change, FieldChange, Harmless
from elig.compare.values import value_changes
from elig.explain.exact import decimal_text
from elig.explain.figures import day, unit_words
from elig.explain.labels import labels_of_rules
from elig.explain.phrases import phrase, sentence
from elig.explain.sources import division_words
from elig.program.citation import Words
from elig.program.model import (
    Enumeration,
    EnumValue,
    Fact,
    Gap,
    Parameter,
    Policy,
    Reading,
    Rules,
    Settled,
    SourceDocument,
)
from elig.program.types import (
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


def parameter_changes(old: Parameter, new: Parameter, sides: Sides) -> Iterator[Change]:
    """What was changed of a figure: what it is called, its unit and norms, and its values by day and place."""
    yield from field_change("label", old.label, new.label, Harmless.LABEL)
    yield from field_change("name", old.name, new.name, Harmless.SPELLING)
    yield from field_change("type", type_words(old.type, sides.old), type_words(new.type, sides.new))
    yield from field_change("range", _range(old.range), _range(new.range))
    yield from field_change("at_least", _norm(old, old.at_least, sides.old), _norm(new, new.at_least, sides.new))
    yield from field_change("up_to", _norm(old, old.up_to, sides.old), _norm(new, new.up_to, sides.new))
    yield from field_change("by", _by(old), _by(new))
    yield from value_changes(old, new, sides)
    yield from citation_change(old.citations, new.citations)


def _by(found: Parameter) -> str:
    place = ("origin",) if found.by_origin else ("locality",) if found.by_locality else ()
    return ", ".join((*place, *found.keys))


def _range(found: Range | None) -> str | None:
    return None if found is None else f"{decimal_text(found.low, 0)}..{decimal_text(found.high, 0)}"


def _norm(item: Parameter, value: Fraction | None, rules: Rules) -> Words | None:
    if value is None:
        return None
    unit = item.type.unit if isinstance(item.type, NumberType) else NumberType().unit
    return Words(*(labels_of_rules(rules, lang).figures.amount(value, unit) for lang in ("zh", "en")))


def type_words(found: Type, rules: Rules) -> Words:
    """A type as policy files write it, a number by its unit."""
    match found:
        case NumberType():
            unit = Words(*(unit_words(found.unit, lang, rules.vocabulary, many=True) for lang in ("zh", "en")))
            kind = sentence("diff.type_integer" if found.integer else "diff.type_number")
            return joined((kind, unit)) or kind if found.unit.powers else kind
        case BooleanType():
            return Words("boolean", "boolean")
        case DateType():
            return Words("date", "date")
        case TextType():
            return Words(f"text {found.format or ''}".strip(), f"text {found.format or ''}".strip())
        case EnumType():
            return Words(found.enumeration, found.enumeration)
        case SetType():
            return Words(f"set of {found.enumeration}", f"set of {found.enumeration}")
        case MembersType():
            return Words("set of members", "set of members")


def reading_changes(old: Reading, new: Reading, sides: Sides) -> Iterator[Change]:
    """What was changed of a reading: its question, its answers, and where it was settled."""
    yield from field_change("asks", old.asks, new.asks, Harmless.WORDING)
    before, after = dict(old.options), dict(new.options)
    for id in dict.fromkeys((*before, *after)):
        known = Harmless.LABEL if id in before and id in after else None
        yield from field_change(f"options/{id}", before.get(id), after.get(id), known)
    if before.keys() == after.keys() and list(before) != list(after):
        yield FieldChange("options", None, None, Harmless.ORDER)
    yield from _settled(old, new, sides)
    yield from citation_change(old.citations, new.citations)


def _settled(old: Reading, new: Reading, sides: Sides) -> Iterator[Change]:
    before = {(item.division, item.since): item for item in old.settled}
    after = {(item.division, item.since): item for item in new.settled}
    for place in sorted({*before, *after}):
        one, other = before.get(place), after.get(place)
        if (one and one.option) != (other and other.option):
            yield FieldChange("settled", _answer(one, old, sides.old), _answer(other, new, sides.new))
        elif one is not None and other is not None:
            yield from citation_change(one.citations, other.citations)


def _answer(item: Settled | None, reading: Reading, rules: Rules) -> Words | None:
    if item is None:
        return None
    option = dict(reading.options).get(item.option or "")
    told = []
    for lang in ("zh", "en"):
        where = division_words(item.division, labels_of_rules(rules, lang))
        chosen = option.text(lang) if option is not None else phrase("show.no_longer", lang)
        told.append(phrase("diff.settled", lang, option=chosen, where=where, date=day(item.since, lang)))
    return Words(*told)


def gap_changes(old: Gap, new: Gap) -> Iterator[Change]:
    """What was changed of a gap: words alone, and sources."""
    yield from field_change("label", old.label, new.label, Harmless.LABEL)
    yield from field_change("reason", old.reason, new.reason, Harmless.WORDING)
    yield from citation_change(old.citations, new.citations)


def fact_changes(old: Fact, new: Fact, sides: Sides, prints: Prints) -> Iterator[Change]:
    """What was changed of a fact."""
    yield from field_change("label", old.label, new.label, Harmless.LABEL)
    yield from field_change("name", old.name, new.name, Harmless.SPELLING)
    yield from field_change("recorded_in", old.recorded_in, new.recorded_in, Harmless.WORDING)
    yield from field_change("note", old.note, new.note, Harmless.WORDING)
    yield from field_change("type", type_words(old.type, sides.old), type_words(new.type, sides.new))
    yield from field_change("range", _range(old.range), _range(new.range))
    yield from field_change("role", old.role, new.role)
    flags = {
        "optional": (old.optional, new.optional),
        "changeable": (old.changeable, new.changeable),
        "division": (old.division, new.division),
    }
    for name, (one, other) in flags.items():
        if one != other:
            yield FieldChange(name, _yes(one), _yes(other))
    yield from rule_change("only_if", old.only_if, new.only_if, sides, prints)


def _yes(flag: bool) -> Words:
    return sentence("value.true" if flag else "value.false")


def enumeration_changes(old: Enumeration, new: Enumeration) -> Iterator[Change]:
    """What was changed of the words that a fact can be."""
    before, after = _values(old), _values(new)
    for id in dict.fromkeys((*before, *after)):
        one, other = before.get(id), after.get(id)
        if one is None or other is None:
            yield from field_change(f"values/{id}", one.label if one else None, other.label if other else None)
            continue
        yield from field_change(f"values/{id}", one.label, other.label, Harmless.LABEL)
        yield from field_change(f"values/{id}/name", one.name, other.name, Harmless.SPELLING)
        yield from field_change(f"values/{id}/code", one.code, other.code)
    if before.keys() == after.keys() and list(before) != list(after):
        yield FieldChange("values", None, None, Harmless.ORDER)


def _values(found: Enumeration) -> dict[str, EnumValue]:
    return {value.id: value for value in found.values}


def source_changes(old: SourceDocument, new: SourceDocument) -> Iterator[Change]:
    """What was changed of a document that citations point into."""
    yield from field_change("document", old.document, new.document)
    yield from field_change("sha256", old.sha256, new.sha256)
    yield from field_change("quarantine", _stretches(old), _stretches(new))


def _stretches(found: SourceDocument) -> str:
    return ", ".join(f"{start}..{end}" for start, end in found.quarantine)


def policy_changes(old: Policy, new: Policy) -> Iterator[Change]:
    """What was changed of what a file says about itself."""
    yield from field_change("title", old.title, new.title, Harmless.LABEL)
    yield from field_change("jurisdiction", old.jurisdiction, new.jurisdiction)
    yield from field_change("stated", str(old.stated or ""), str(new.stated or ""))
    yield from field_change("uses", ", ".join(sorted(old.uses)), ", ".join(sorted(new.uses)))
