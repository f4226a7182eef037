"""Reading claims: a few fixed phrases in either language, around names and conditions of the file."""

from __future__ import annotations

import re

from elig.errors import Code, Collector, did_you_mean
from elig.lang import parse
from elig.program.checker import Checker
from elig.program.claim import Always, Change, Claim, Never, NeverBoth, NeverLess, NeverLoses, Statement, Turn
from elig.program.context import Context
from elig.program.fields import citations, label, scalar
from elig.program.model import SourceDocument
from elig.program.nodes import Node
from elig.program.scope import Scope
from elig.program.types import BooleanType, DateType, NumberType
from elig.source import Mapping, Scalar

_FORMS = (
    ("loses", r"(?P<change>.+?)\s+(?:never\s+loses|不会失去)\s+(?P<first>\w+)"),
    (
        "less",
        r"(?P<change>.+?)\s+(?:never\s+gets\s+less\s+of|不会少得)\s+(?P<first>\w+)"
        r"(?:\s+(?:for|按)\s+(?P<second>\w+))?",
    ),
    ("both", r"(?:never\s+both|不会同时应享)\s+(?P<first>\w+)\s+(?:and|且)\s+(?P<second>\w+)"),
    ("always", r"(?:always|总是应享)\s+(?P<first>\w+)\s+(?:when|只要)\s+(?P<condition>.+)"),
    ("never", r"(?:never|从不应享)\s+(?P<first>\w+)\s+(?:when|只要)\s+(?P<condition>.+)"),
)
_PATTERNS = tuple((form, re.compile(rf"\s*{pattern}\s*", re.DOTALL)) for form, pattern in _FORMS)

_ALONE = {
    "poorer": Turn.POORER, "收入更低": Turn.POORER, "richer": Turn.RICHER, "收入更高": Turn.RICHER,
    "older": Turn.OLDER, "更年长": Turn.OLDER, "younger": Turn.YOUNGER, "更年轻": Turn.YOUNGER,
}  # fmt: skip
_NAMING = {
    "lower": Turn.LOWER, "更低": Turn.LOWER, "higher": Turn.HIGHER, "更高": Turn.HIGHER,
    "with": Turn.WITH, "具备": Turn.WITH, "without": Turn.WITHOUT, "不具备": Turn.WITHOUT,
    "more": Turn.MORE, "更多": Turn.MORE, "fewer": Turn.FEWER, "更少": Turn.FEWER,
}  # fmt: skip

_HELP = (
    "write `CHANGE never loses RIGHT`, `CHANGE never gets less of RIGHT`, `never both RIGHT and RIGHT`, "
    "`always RIGHT when CONDITION` or `never RIGHT when CONDITION`"
)
_CHANGE_HELP = (
    "write `poorer`, `richer`, `older`, `younger`, `lower FACT`, `higher FACT`, `with FACT`, `more {parts}` …"
)


class Claims:
    """Reads the claims of one file, once its entitlements are checked."""

    def __init__(self, policy: str, checker: Checker, sources: dict[str, SourceDocument]) -> None:
        self.policy = policy
        self.checker = checker
        self.scope: Scope = checker.scope
        self.errors: Collector = checker.errors
        self.sources = sources

    def read(self, key: Scalar, node: Mapping) -> Claim | None:
        """The claim under a key, or None after recording what is wrong with it."""
        written = scalar(node.get("claim"))
        assert written is not None, "the schema requires it"
        cites = citations(node.get("cite"), self.sources, self.errors)
        states = self.statement(written)
        if states is None:
            return None
        return Claim(key.value, self.policy, label(node, key.value), states, cites, key.span)

    def statement(self, written: Scalar) -> Statement | None:
        """What a phrase says, or None after recording what is wrong with it."""
        for form, pattern in _PATTERNS:
            found = pattern.fullmatch(written.value)
            if found is not None:
                return self._stated(form, written, found)
        self.errors.error(Code.BAD_CLAIM, "this is none of the phrases of a claim", written.span, _HELP)
        return None

    def _stated(self, form: str, written: Scalar, found: re.Match[str]) -> Statement | None:
        first = self._entitlement(_part(written, found, "first"))
        match form:
            case "loses":
                change = self._change(_part(written, found, "change"))
                return None if first is None or change is None else NeverLoses(change, first)
            case "less":
                change = self._change(_part(written, found, "change"))
                named = _part(written, found, "second") if found["second"] else None
                grant = None if first is None else self._grant(first, named, _part(written, found, "first"))
                return None if first is None or change is None or grant is None else NeverLess(change, first, grant)
            case "both":
                place = _part(written, found, "second")
                second = self._entitlement(place)
                if first is not None and first == second:
                    message = f"`{first}` stands here twice"
                    self.errors.error(Code.BAD_CLAIM, message, place.span, "name two entitlements")
                    return None
                return None if first is None or second is None else NeverBoth(first, second)
            case _:
                condition = None if first is None else self._condition(_part(written, found, "condition"), first)
                if first is None or condition is None:
                    return None
                return Always(first, condition) if form == "always" else Never(first, condition)

    def _condition(self, written: Scalar, entitlement: str) -> Node | None:
        """The condition, said of the household or of the member that the entitlement is of."""
        expr = parse(written, self.scope.units, self.errors)
        ctx = Context(of_member=self.scope.entitlements[entitlement])
        return None if expr is None else self.checker.condition(expr, ctx)

    def _entitlement(self, written: Scalar) -> str | None:
        known = self.scope.id_of(written.value)
        if known is not None and known in self.scope.entitlements:
            return known
        help_text = did_you_mean(written.value, self.scope.entitlements)
        self.errors.error(Code.UNKNOWN_NAME, f"unknown entitlement `{written.value}`", written.span, help_text)
        return None

    def _grant(self, entitlement: str, named: Scalar | None, place: Scalar) -> str | None:
        """The grant that is meant: the one that is named, or the only one with an amount."""
        offers = {offer.id: offer for offer in self.checker.offers(entitlement) if offer.has_amount}
        if named is not None:
            if named.value in offers:
                return named.value
            message = f"`{entitlement}` has no grant `{named.value}` with an amount"
            self.errors.error(Code.BAD_CLAIM, message, named.span, did_you_mean(named.value, offers))
            return None
        if len(offers) == 1:
            return next(iter(offers))
        listed = ", ".join(f"`for {id}`" for id in offers)
        message = (
            f"`{entitlement}` has {len(offers)} grants with amounts" if offers else f"`{entitlement}` has no amount"
        )
        self.errors.error(Code.BAD_CLAIM, message, place.span, f"name one: {listed}" if offers else "")
        return None

    # ------------------------------------------------------------------ how two households differ

    def _change(self, written: Scalar) -> Change | None:
        words = written.value.split()
        if len(words) == 1 and words[0] in _ALONE:
            return self._marked(_ALONE[words[0]], written)
        if len(words) == 2:
            word, name = words if words[0] in _NAMING else reversed(words)
            if word in _NAMING:
                return self._named(_NAMING[word], _word(written, name))
        help_text = _CHANGE_HELP.format(parts=self.scope.subjects.parts)
        self.errors.error(Code.BAD_CLAIM, "this does not say how a household differs", written.span, help_text)
        return None

    def _marked(self, turn: Turn, written: Scalar) -> Change | None:
        facts = tuple(fact.id for fact in self.scope.facts.values() if fact.role == turn.role)
        if facts:
            return Change(turn, facts)
        message = f"no fact of the vocabulary has `role: {turn.role}`"
        self.errors.error(Code.BAD_CLAIM, message, written.span, "mark one, or name it: `lower FACT`")
        return None

    def _named(self, turn: Turn, name: Scalar) -> Change | None:
        subjects = self.scope.subjects
        if turn in (Turn.MORE, Turn.FEWER):
            if name.value in (subjects.parts, subjects.part_label.zh):
                return Change(turn)
            message = f"only {subjects.parts} can be more or fewer"
            self.errors.error(Code.BAD_CLAIM, message, name.span, f"write `{turn.value} {subjects.parts}`")
            return None
        fact = self.scope.facts.get(self.scope.id_of(name.value) or "")
        if fact is None:
            help_text = did_you_mean(name.value, [*self.scope.facts, *(f.name for f in self.scope.facts.values())])
            self.errors.error(Code.UNKNOWN_NAME, f"unknown fact `{name.value}`", name.span, help_text)
            return None
        truth = turn in (Turn.WITH, Turn.WITHOUT)
        if isinstance(fact.type, BooleanType if truth else NumberType | DateType):
            return Change(turn, (fact.id,))
        message = f"`{fact.id}` is {self.checker.describe(fact.type)}"
        help_text = "`lower` and `higher` go with numbers and dates, `with` and `without` with what is true or false"
        self.errors.error(Code.TYPE_MISMATCH, message, name.span, help_text)
        return None


def _part(written: Scalar, found: re.Match[str], group: str) -> Scalar:
    return _cut(written, *found.span(group))


def _word(written: Scalar, word: str) -> Scalar:
    place = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", written.value)
    assert place is not None, "the word was split off"
    return _cut(written, *place.span())


def _cut(written: Scalar, start: int, end: int) -> Scalar:
    """A stretch of a text, without blanks at its ends."""
    body = written.value[start:end]
    start += len(body) - len(body.lstrip())
    end = start + len(body.strip())
    return Scalar(written.value[start:end], written.span_of(start, end), written.offsets[start:end], written.plain)
