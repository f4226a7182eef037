"""Every name that a file can see, with what it stands for."""

from __future__ import annotations

import re
from collections.abc import Mapping

from elig.errors import Code, Collector, did_you_mean
from elig.lang import name_problem, split_help
from elig.lang.units import UnitNames
from elig.program.model import (
    Definition,
    Enumeration,
    Fact,
    Gap,
    Grant,
    Group,
    Parameter,
    Reading,
    Subjects,
    Vocabulary,
)
from elig.program.weight import Weight
from elig.records import Struct, field
from elig.source import Scalar, Span


class Scope(Struct, frozen=False):
    """The names of one file and of all that it uses.

    `spelling` maps every id and every Chinese name to an id; the tables say what the id stands for. A scope is filled
    while one file is checked and is thrown away afterwards.
    """

    vocabulary: Vocabulary
    enumerations: dict[str, Enumeration] = field(default_factory=dict)
    facts: dict[str, Fact] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    gaps: dict[str, Gap] = field(default_factory=dict)
    group_names: set[str] = field(default_factory=set)
    """The ids of groups that are declared, checked or not yet."""
    weights: dict[str, Weight] = field(default_factory=dict)
    """How heavy each definition is."""
    entitlements: dict[str, bool] = field(default_factory=dict)
    """The ids of entitlements, and whether each is of a member."""
    checks: set[str] = field(default_factory=set)
    """The ids of targets for a place."""
    claims: set[str] = field(default_factory=set)
    """The ids of claims."""
    grants: dict[str, tuple[Grant, ...]] = field(default_factory=dict)
    """The grants of the entitlements of other files."""
    spelling: dict[str, str] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)

    @property
    def units(self) -> UnitNames:
        """The units of measure."""
        return self.vocabulary.units

    @property
    def subjects(self) -> Subjects:
        """What the household and its members are called."""
        return self.vocabulary.subjects

    def names(self) -> Mapping[str, str]:
        """Every word that stands for something, and its id."""
        return self.spelling

    def is_group(self, id: str) -> bool:
        """Whether an id is a group's."""
        return id in self.groups or id in self.group_names

    def id_of(self, word: str) -> str | None:
        """The id that a word stands for."""
        return self.spelling.get(word)

    def declare(self, id: Scalar, name: str, name_span: Span | None, errors: Collector) -> bool:
        """Enter an id and its Chinese name; false where either is taken or is no name."""
        fine = check_name(id.value, id.span, errors)
        taken = self.spelling.get(id.value)
        if fine and taken is not None:
            self._taken(id.value, id.span, errors)
            fine = False
        if name and name != id.value:
            span = name_span or id.span
            fine = check_name(name, span, errors) and fine
            if name in self.spelling:
                self._taken(name, span, errors)
                fine = False
            self.spelling.setdefault(name, id.value)
        self.spelling.setdefault(id.value, id.value)
        self.places.setdefault(id.value, id.span)
        return fine

    def _taken(self, word: str, span: Span, errors: Collector) -> None:
        place = self.places.get(self.spelling[word])
        where = f"at {place.place}" if place is not None else "elsewhere"
        errors.error(Code.DUPLICATE_NAME, f"the name `{word}` is taken", span, f"it stands for something else {where}")

    def unknown(self, word: str, span: Span | None, errors: Collector, what: str = "name") -> None:
        """Record that a word stands for nothing here."""
        known = tuple(self.spelling)
        help_text = did_you_mean(word, known) or split_help(word, known, self.units)
        errors.error(Code.UNKNOWN_NAME, f"unknown {what} `{word}`", narrowed(span, word), help_text)


def narrowed(span: Span | None, word: str) -> Span | None:
    """The part of a span that is a word: of `any famly where ill` the `famly`."""
    found = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", span.text) if span is not None else None
    if span is None or found is None:
        return span
    return Span(span.source, span.start + found.start(), span.start + found.end())


def check_name(word: str, span: Span, errors: Collector) -> bool:
    """Whether a word can be a name; records why not."""
    problem = name_problem(word)
    if problem is not None:
        errors.error(Code.BAD_NAME, problem[0], span, problem[1])
    return problem is None
