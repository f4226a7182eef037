"""A random program as data: its vocabulary, its rules, and the files that say so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import chain, combinations

from hypothesis.vendor.pretty import RepresentationPrinter

from tests.properties.trees import ByReading, Clause, Defined, Expr, Gap, Setting, Tree, within
from tests.properties.writing import Plain, clause, decimal, text

WORDS = ("a", "b", "c")
FEN = Fraction(1, 100)
ON = date(2020, 12, 1)
DIVISION = "520000"
_SINCE = "2000-01-01"
_CITE: Plain = [{"page": "none", "seen": "2026-01-01", "mark": "read"}]

Value = bool | str | Fraction | frozenset[str] | None
"""A value as the design has it: days are ordinals, None is the `none` of an optional fact."""
_IN_KIND: Plain = {"id": "help", "kind": "in_kind", "what": {"zh": "帮扶", "en": "help"}}


def _label(word: str) -> Plain:
    return {"zh": f"{word}字", "en": word}


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact; `kind` is `boolean`, `word`, `words`, `members`, `integer`, `yuan` or `date`; a number has ends."""

    id: str
    name: str
    of_member: bool
    kind: str
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    optional: bool = False
    only_if: Expr | None = None

    @property
    def may_be_none(self) -> bool:
        """Whether the fact can be none in some household."""
        return self.optional or self.only_if is not None

    def plain(self) -> Plain:
        """The fact as the vocabulary writes it."""
        kind = {"word": "kind", "words": "set of kind"}.get(self.kind, self.kind)
        found: dict[str, Plain] = {"name": self.name, "label": _label(self.id), "type": kind}
        if self.kind in ("integer", "yuan"):
            found["range"] = [decimal(self.low), decimal(self.high)]
        if self.optional:
            found["optional"] = "true"
        if self.only_if is not None:
            found["only_if"] = text(self.only_if)
        return found


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter; `values` are known by key (None: no key, or `otherwise`), the rest is open."""

    id: str
    kind: str
    low: Fraction = Fraction(0)
    high: Fraction = Fraction(0)
    keyed: bool = False
    values: tuple[tuple[str | None, Value], ...] = ()
    at_least: Fraction | None = None
    up_to: Fraction | None = None

    def known(self, key: str | None) -> Value:
        """The value for a key, or None where it is open."""
        found = dict(self.values)
        return found.get(key, found.get(None))

    def plain(self) -> Plain:
        """The parameter as a policy writes it."""
        kind = {"word": "kind", "rate": "number"}.get(self.kind, self.kind)
        found: dict[str, Plain] = {"label": _label(self.id), "type": kind, "cite": _CITE}
        if self.kind not in ("boolean", "word"):
            found["range"] = [decimal(self.low), decimal(self.high)]
        for key, norm in (("at_least", self.at_least), ("up_to", self.up_to)):
            if norm is not None:
                found[key] = decimal(norm)
        if self.keyed:
            found["by"] = ["kind"]
        if self.values:
            held: dict[str, Plain] = {key or "otherwise": _written(value) for key, value in self.values}
            found["values"] = {_SINCE: held if self.keyed else _written(self.values[0][1])}
        return found


def _written(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case Fraction():
            return decimal(value)
        case _:
            return str(value)


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition; `kind` is as of a fact, or `year`."""

    id: str
    of_member: bool
    kind: str
    body: Clause
    report: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A reading, and the option that the locality settled."""

    id: str
    options: tuple[str, ...]
    settled: str | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A grant of money."""

    id: str
    kind: str
    amount: Clause
    used: Clause | None = None


@dataclass(frozen=True, slots=True)
class Entitlement:
    """An entitlement."""

    id: str
    of_member: bool
    basis: str
    given: Clause | None
    when: Clause | None
    unless: Clause | None
    met_when: Clause | None = None
    grants: tuple[Grant, ...] = ()
    gap: str = ""
    since: date | None = None
    until: date | None = None

    def clauses(self) -> tuple[Clause, ...]:
        """The clauses that decide the outcome."""
        return tuple(part for part in (self.given, self.when, self.unless) if part is not None)

    def plain(self) -> Plain:
        """The entitlement as a policy writes it."""
        subject = "each member" if self.of_member else "household"
        found: dict[str, Plain] = {"label": _label(self.id), "for": subject, "basis": self.basis, "cite": _CITE}
        parts = {"given": self.given, "when": self.when, "unless": self.unless, "met_when": self.met_when}
        found.update({key: clause(part) for key, part in parts.items() if part is not None})
        found["grants"] = [_grant(grant) for grant in self.grants] or [_IN_KIND]
        if self.gap:
            found["gap"] = self.gap
        limits = {"from": self.since, "to": self.until}
        force: dict[str, Plain] = {key: day.isoformat() for key, day in limits.items() if day is not None}
        return {**found, "in_force": force} if force else found


def _grant(grant: Grant) -> Plain:
    found: dict[str, Plain] = {"id": grant.id, "kind": grant.kind, "amount": clause(grant.amount)}
    return found if grant.used is None else {**found, "used": clause(grant.used)}


@dataclass(frozen=True, slots=True, repr=False)
class Program:
    """A whole program; `family` is the condition of its group."""

    facts: tuple[Fact, ...]
    family: Expr
    definitions: tuple[Definition, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    readings: tuple[Reading, ...] = ()
    gaps: tuple[str, ...] = ()
    invalid: tuple[Expr, ...] = ()
    entitlements: tuple[Entitlement, ...] = ()

    def __repr__(self) -> str:
        """The rules as one would write them down, for the report of a failure."""
        lines = [
            f"{'member' if fact.of_member else 'household'} {_brief(fact.id, fact.plain())}" for fact in self.facts
        ]
        for key in ("groups", "parameters", "definitions", "readings", "entitlements"):
            part = self._policy()[key]
            assert isinstance(part, dict)
            lines += [_brief(name, item) for name, item in part.items()]
        lines += [f"invalid if {text(found)}" for found in self.invalid]
        lines += [f"{found.id} is settled: {found.settled}" for found in self.readings if found.settled is not None]
        return "\n    ".join(["Program", *lines])

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        """How hypothesis shows a program."""
        printer.text(repr(self))

    def fact(self, name: str) -> Fact:
        """The fact of an id."""
        return next(fact for fact in self.facts if fact.id == name)

    def definition(self, name: str) -> Definition:
        """The definition of an id."""
        return next(found for found in self.definitions if found.id == name)

    def parameter(self, name: str) -> Parameter:
        """The parameter of an id."""
        return next(found for found in self.parameters if found.id == name)

    def entitlement(self, name: str) -> Entitlement:
        """The entitlement of an id."""
        return next(found for found in self.entitlements if found.id == name)

    def trees(self) -> Iterator[Tree]:
        """Every rule of the program."""
        yield self.family
        yield from self.invalid
        yield from (fact.only_if for fact in self.facts if fact.only_if is not None)
        yield from (found.body for found in self.definitions)
        for entitlement in self.entitlements:
            yield from entitlement.clauses()
            yield from () if entitlement.met_when is None else (entitlement.met_when,)
            for grant in entitlement.grants:
                yield grant.amount
                yield from () if grant.used is None else (grant.used,)

    def only(self, *names: str) -> Program:
        """The program with some of its entitlements."""
        kept = tuple(found for found in self.entitlements if found.id in names)
        return replace(self, entitlements=kept)

    def trimmed(self) -> Program:
        """The program without what no entitlement and no other rule reads."""
        read = {node for tree in replace(self, definitions=()).trees() for node in within(tree)}
        while True:
            used = tuple(d for d in self.definitions if Defined(d.id) in read)
            more = {node for found in used for node in within(found.body)} - read
            if not more:
                break
            read |= more
        names = {getattr(node, "id", "") for node in read if isinstance(node, Setting | Gap)}
        names |= {node.reading for node in read if isinstance(node, ByReading)}
        names |= {found.gap for found in self.entitlements}
        return replace(
            self,
            definitions=used,
            parameters=tuple(found for found in self.parameters if found.id in names),
            readings=tuple(found for found in self.readings if found.id in names),
            gaps=tuple(gap for gap in self.gaps if gap in names),
        )

    def texts(self) -> dict[str, str]:
        """The files of the program, by name."""
        return {"vocabulary.yaml": _shown(self._vocabulary()), "p.yaml": _shown(self._policy())}

    def local(self) -> dict[str, str]:
        """The locality file that settles readings."""
        settled: dict[str, Plain] = {
            found.id: {_SINCE: {"option": found.settled, "cite": _CITE}}
            for found in self.readings
            if found.settled is not None
        }
        if not settled:
            return {}
        label = _label("local")
        return {"local.yaml": _shown({"locality": DIVISION, "label": label, "settles": settled})}

    def _vocabulary(self) -> dict[str, Plain]:
        facts: dict[str, Plain] = {
            subject: {fact.id: fact.plain() for fact in self.facts if fact.of_member == of_member}
            for subject, of_member in (("household", False), ("members", True))
        }
        return {
            "vocabulary": "tiny",
            "money": {"unit": "yuan", "minor": "fen", "places": "2"},
            "units": ["person", "month", "year"],
            "subjects": {
                "household": {"label": _label("household"), "parts": "members", "max_parts": "4"},
                "members": {"singular": "member", "label": {"zh": "成员", "en": "member"}},
            },
            "enumerations": {"kind": {word: {"label": _label(word)} for word in WORDS}},
            "facts": facts,
        }

    def _policy(self) -> dict[str, Plain]:
        gaps: dict[str, Plain] = {gap: {"label": _label(gap), "reason": _label(gap)} for gap in self.gaps}
        readings: dict[str, Plain] = {
            found.id: {"asks": _label(found.id), "options": {option: _label(option) for option in found.options}}
            for found in self.readings
        }
        return {
            "policy": "p",
            "title": _label("p"),
            "uses": ["vocabulary"],
            "jurisdiction": DIVISION,
            "stated": {"date": "2020-01-01"},
            "groups": {"family": {"of": "member", "label": _label("family"), "where": text(self.family)}},
            "invalid": [{"if": text(found), "message": _label("nonsense")} for found in self.invalid],
            "gaps": gaps,
            "readings": readings,
            "parameters": {found.id: found.plain() for found in self.parameters},
            "definitions": {found.id: _definition(found) for found in self.definitions},
            "entitlements": {found.id: found.plain() for found in self.entitlements},
        }


def _brief(name: str, plain: Plain) -> str:
    assert isinstance(plain, dict)
    parts = {key: part for key, part in plain.items() if key not in ("label", "name", "cite", "reason", "asks")}
    return f"{name}: {json.dumps(parts, ensure_ascii=False)}"


def _definition(found: Definition) -> Plain:
    plain: dict[str, Plain] = {"label": _label(found.id), "is": clause(found.body)}
    if found.of_member:
        plain["of"] = "member"
    if found.kind == "word":
        plain["type"] = "kind"
    return {**plain, "report": "true"} if found.report else plain


def _shown(file: Mapping[str, Plain]) -> str:
    kept = {key: part for key, part in file.items() if part not in ({}, [])}
    return json.dumps(kept, ensure_ascii=False, indent=1)


def subsets(words: Sequence[str]) -> tuple[frozenset[str], ...]:
    """Every set of some words."""
    sizes = range(len(words) + 1)
    return tuple(frozenset(found) for found in chain.from_iterable(combinations(words, size) for size in sizes))
