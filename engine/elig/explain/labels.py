"""What the things of a decision are called: by the rules where at hand, else by the decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter

from elig.evaluate.decision import Outcomes, ReadingSeen, Reason
from elig.explain.figures import Figures
from elig.explain.phrases import phrase
from elig.facts.household import Household
from elig.lang import Language
from elig.program.called import LABEL, Called, itself
from elig.program.citation import Words
from elig.program.model import Fact, Policy, Reading, Rules, Vocabulary
from elig.program.types import NumberType
from elig.records import Struct, field, replace
from elig.values import Words as PossibleWords


class Labels(Struct):
    """Labels by id in one language; an id that is not known is shown as it is.

    It is also a `Names` of the printer: a rule can be printed with labels in place of names.
    """

    lang: str
    rules: Rules | None
    facts: Mapping[str, Fact]
    named: Mapping[str, Words]
    options: Mapping[tuple[str, str], Words] = field(default_factory=dict)
    """The answers of readings, by reading and option."""
    relations: Mapping[str, str] = field(default_factory=dict)
    """Members whose relation to the head is known, and the relation in words."""
    members: tuple[str, ...] = ()
    """The members in the order of the input."""
    places: Mapping[str, Words] = field(default_factory=dict)
    """The names of divisions."""

    @property
    def vocabulary(self) -> Vocabulary | None:
        """The vocabulary, where the rules are at hand."""
        return None if self.rules is None else self.rules.vocabulary

    @property
    def figures(self) -> Figures:
        """Amounts and values with these labels."""
        return Figures(self.lang, self.vocabulary, self.value)

    def label(self, id: str) -> str:
        """A fact, definition, parameter, entitlement, gap or group."""
        found = self.facts.get(id)
        words = found.label if found is not None else self.named.get(id)
        return words.text(self.lang) if words is not None else id

    def people(self, group: str) -> str:
        """The members of a group: `计入的家庭成员`, or all members of the household."""
        vocabulary = self.vocabulary
        if vocabulary is not None and group in (vocabulary.subjects.part, vocabulary.subjects.parts):
            whole = vocabulary.subjects.whole_label.text(self.lang)
            return phrase("subject.all", self.lang, whole=whole)
        return self.label(group)

    def grant(self, entitlement: str, id: str) -> str:
        """A grant of an entitlement: what is given, or its id."""
        found = None if self.rules is None else self.rules.entitlements.get(entitlement)
        grants = () if found is None else found.grants
        what = next((grant.what for grant in grants if grant.id == id), None)
        return id if what is None else what.text(self.lang)

    def value(self, enumeration: str, id: str) -> str:
        """A value of an enumeration."""
        if self.vocabulary is None:
            return id
        found = self.vocabulary.enumerations.get(enumeration)
        value = None if found is None else found.get(id)
        return id if value is None else value.label.text(self.lang)

    def key(self, id: str) -> str:
        """A key of a parameter: a value of whichever enumeration has it."""
        if self.vocabulary is None:
            return id
        for enumeration in self.vocabulary.enumerations.values():
            value = enumeration.get(id)
            if value is not None:
                return value.label.text(self.lang)
        return id

    def keyed(self, id: str, keys: tuple[str, ...]) -> str:
        """A parameter with its keys: `当地最低生活保障标准（城市）`."""
        label = self.label(id)
        if not keys:
            return label
        listed = phrase("list.and", self.lang).join(self.key_labels(id, keys))
        return phrase("keyed", self.lang, label=label, keys=listed)

    def owner(self, member: str | None) -> str:
        """A member by id, with the relation where it is known; the household is 全家."""
        if member is None:
            return phrase("subject.household", self.lang)
        shown = printable(member)
        relation = self.relations.get(member)
        if relation is None:
            return shown
        return phrase("subject.related", self.lang, member=shown, relation=relation)

    def owners(self, members: Iterable[str | None]) -> str:
        """Several members in the order of the input: `m1、m3（女儿）`."""
        order = {member: index for index, member in enumerate(self.members)}
        listed = sorted(members, key=lambda member: order.get(member or "", len(order)))
        return phrase("list.and", self.lang).join(self.owner(member) for member in listed)

    def option(self, option: str, reading: str = "") -> str:
        """An answer of a reading; without the reading, the first answer that is called so."""
        for (owner, id), words in self.options.items():
            if id == option and reading in ("", owner):
                return words.text(self.lang)
        return option

    def key_labels(self, parameter: str, keys: tuple[str, ...]) -> list[str]:
        """The keys of a parameter: values of the enumerations that it is keyed by."""
        found = None if self.rules is None else self.rules.parameters.get(parameter)
        if found is None or len(found.keys) != len(keys):
            return [self.key(key) for key in keys]
        return [self.value(kind, key) for kind, key in zip(found.keys, keys, strict=True)]

    def recorded_in(self, id: str) -> str:
        """Where a fact is recorded, or nothing."""
        fact = self.facts.get(id)
        found = None if fact is None else fact.recorded_in
        return "" if found is None else found.text(self.lang)

    def is_share(self, parameter: str) -> bool:
        """Whether a parameter is a plain number within 0 and 1, which is read as a percentage."""
        found = None if self.rules is None else self.rules.parameters.get(parameter)
        if found is None or not isinstance(found.type, NumberType) or found.range is None:
            return False
        return found.type == NumberType() and found.range.low >= 0 and found.range.high <= 1

    def document(self, source: str) -> tuple[str, Policy | None]:
        """The document of a citation's source, and the policy that names it."""
        for policy in () if self.rules is None else self.rules.policies:
            for item in policy.sources:
                if item.id == source:
                    return item.document, policy
        return "", None

    def name(self, id: str, language: Language) -> str:
        """For the printer: the label of a fact, definition, parameter, entitlement or gap."""
        return self.label(id)

    def word(self, enumeration: str, id: str, language: Language) -> str:
        """For the printer: the label of a value of an enumeration."""
        return self.value(enumeration, id)

    def group(self, id: str, language: Language) -> str:
        """For the printer: the label of a group of members."""
        return self.label(id)


def printable(text: str) -> str:
    """Text from an input without characters that steer a terminal.

    >>> printable("m1\\x1b[31m")
    'm1�[31m'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def labels_of_rules(rules: Rules, lang: str) -> Labels:
    """The labels of everything that the rules name."""
    options = _options(rules.readings.values())
    return Labels(lang, rules, rules.vocabulary.facts, _named_by_rules(rules), options, places=_places(rules))


def _places(rules: Rules, further: Mapping[str, Words] | None = None) -> Mapping[str, Words]:
    return Called((rules.vocabulary.divisions, LABEL), (further or {}, itself))


def labels_of(
    outcomes: Outcomes,
    rules: Rules | None,
    lang: str,
    household: Household | None = None,
    places: Mapping[str, Words] | None = None,
) -> Labels:
    """The labels of all that a decision names, by the rules where they are at hand."""
    if rules is None:
        return Labels(lang, None, *_named_by_outcomes(outcomes), _options(outcomes.readings), places=places or {})
    plain = replace(labels_of_rules(rules, lang), members=outcomes.members, places=_places(rules, places))
    return replace(plain, relations=_relations(plain, household))


def _relations(labels: Labels, household: Household | None) -> dict[str, str]:
    if household is None:
        return {}
    told = dict.fromkeys(name for member in household.members for name in member.facts)
    found = next((fact for name in told if (fact := labels.facts[name]).role == "relation"), None)
    if found is None:
        return {}
    values = {member.id: member.facts.get(found.id) for member in household.members}
    return {
        member: labels.figures.possible(value, found.type)
        for member, value in values.items()
        if isinstance(value, PossibleWords) and value.value is not None
    }


def walk(reason: Reason) -> Iterator[Reason]:
    """A reason and all reasons below it, in order."""
    yield reason
    for child in reason.children:
        yield from walk(child)


def _options(readings: Iterable[Reading | ReadingSeen]) -> dict[tuple[str, str], Words]:
    return {(item.id, option): words for item in readings for option, words in item.options}


def _named_by_outcomes(outcomes: Outcomes) -> tuple[dict[str, Fact], dict[str, Words]]:
    """The facts that the reasons rest on, and what everything else is called."""
    facts: dict[str, Fact] = {}
    named = {seen.id: seen.label for seen in outcomes.parameters}
    named.update({seen.id: seen.asks for seen in outcomes.readings})
    for result in outcomes.results:
        named[result.entitlement.id] = result.entitlement.label
        named.update({gap.id: gap.label for gap in (*result.gaps, *result.touches)})
    for node in (node for result in outcomes.results for reason in result.reasons for node in walk(reason)):
        facts.update({seen.fact.id: seen.fact for seen in node.facts})
        named.update({seen.id: seen.label for seen in node.thresholds})
    return facts, named


def _named_by_rules(rules: Rules) -> Mapping[str, Words]:
    subjects = rules.vocabulary.subjects
    labelled = (rules.claims, rules.checks, rules.entitlements, rules.gaps, rules.parameters, rules.groups)
    return Called(
        (rules.readings, attrgetter("asks")),
        *((things, LABEL) for things in (*labelled, rules.definitions)),
        ({subjects.part: subjects.part_label, subjects.parts: subjects.part_label}, itself),
    )
