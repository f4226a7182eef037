"""A decision built by hand over the small policies beside this file: what the evaluator would say, as data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from elig.errors import Collector
from elig.evaluate.decision import (
    FactSeen,
    GrantResult,
    Kind,
    Missing,
    Note,
    OptionResult,
    Outcomes,
    ParameterSeen,
    Provenance,
    ReadingSeen,
    Reason,
    Reported,
    Result,
    Wide,
)
from elig.facts.household import Household, MemberRecord
from elig.lang.ast import Unit
from elig.program.citation import Words
from elig.program.load import load_program
from elig.program.model import Rules
from elig.program.nodes import AllOf, AnyOf, ByReading, Node
from elig.values import Applicable, GrantKind, Interval, Met, Numbers, Outcome, Possible, Truth
from elig.values import Words as PossibleWords

ON = date(2020, 12, 1)
YUAN, A_MONTH = Unit.of(yuan=1), Unit.of(yuan=1, month=-1)


def rules() -> Rules:
    """The rules of the sample town."""
    errors = Collector()
    program = load_program(Path(__file__).parent / "policies", [], errors)
    assert program is not None, [found.render() for found in errors.errors]
    return _with_relation(program.regions[0])


def _with_relation(found: Rules) -> Rules:
    """The loader knows one role so far; the role of the relation lets members be named by it."""
    facts = dict(found.vocabulary.facts)
    facts["relation"] = replace(facts["relation"], role="relation")
    return replace(found, vocabulary=replace(found.vocabulary, facts=facts))


def household() -> Household:
    """Four people, one of whom is hardly known."""
    kin = {"m1": "head", "m2": "daughter", "m3": "son"}
    facts = {id: {"relation": PossibleWords(frozenset({word}))} for id, word in kin.items()}
    members = tuple(MemberRecord(id, found) for id, found in facts.items())
    return Household("H-1", {}, (*members, MemberRecord("m4", {})))


class Sample:
    """Makes the parts of a decision over one set of rules."""

    def __init__(self, found: Rules) -> None:
        self.rules = found

    def node(self, entitlement: str, *path: int) -> Node:
        """The condition at a place of `when`."""
        node = self.rules.entitlements[entitlement].when
        for index in path:
            match node:
                case AllOf() | AnyOf():
                    node = node.items[index].condition
                case ByReading():
                    node = node.options[index][1]
                case _:
                    raise AssertionError(path)
        assert node is not None
        return node

    def reason(self, address: str, value: bool | None, node: Node | None = None, **more: object) -> Reason:
        """A reason at an address; None is open."""
        truth = Truth.OPEN if value is None else Truth.of(value)
        syntax = None if node is None else node.syntax
        made = Reason(address, truth, syntax, None if syntax is None else syntax.span)
        return replace(made, **more)  # type: ignore[arg-type]  # the names are those of the fields

    def seen(self, fact: str, value: Possible | None, member: str | None = None) -> FactSeen:
        """A fact that was read."""
        return FactSeen(self.rules.vocabulary.facts[fact], member, value)

    def result(self, entitlement: str, subject: str | None, outcome: Outcome, **more: object) -> Result:
        """An answer."""
        applicable = Applicable.YES if outcome is Outcome.DUE else Applicable.UNKNOWN
        made = Result(self.rules.entitlements[entitlement], subject, outcome, applicable)
        return replace(made, **more)  # type: ignore[arg-type]  # the names are those of the fields

    def cap_seen(self) -> ParameterSeen:
        """The cap of medical aid, with its value."""
        cap = self.rules.parameters["cap"]
        unit = Unit.of(yuan=1, year=-1)
        since = date(2020, 11, 30)
        return ParameterSeen("cap", cap.label, (), unit, Fraction(30000), since, "000000", None, None, cap.citations)

    def standard_seen(self, value: Fraction | None) -> ParameterSeen:
        """The local standard, known or not."""
        label = self.rules.parameters["standard"].label
        since, division = (None, None) if value is None else (date(2020, 1, 1), "522301")
        return ParameterSeen("standard", label, ("urban",), A_MONTH, value, since, division, None, None, ())


def outcomes(found: Rules) -> Outcomes:
    """The whole decision: something due, open, at discretion, not due."""
    sample = Sample(found)
    results = [
        _inclusion(sample),
        *_medical(sample),
        *_premium(sample),
        *_post(sample),
        _allowance(sample),
    ]
    conversion = found.readings["conversion"]
    reading = ReadingSeen("conversion", conversion.asks, conversion.options, None, None, conversion.citations)
    per_head = Reported(
        "per_head", Words("人均月收入", "income per head"), A_MONTH, None, Numbers.point(Fraction(1000, 3))
    )
    return Outcomes(
        household_id="H-1",
        on=ON,
        region="town",
        region_title=found.policy.title,
        division="522301",
        place=Words("兴义市", "Xingyi"),
        members=("m1", "m2", "m3", "m4"),
        results=tuple(results),
        reported=(per_head,),
        parameters=(sample.cap_seen(), sample.standard_seen(None)),
        readings=(reading,),
        pins=(),
        notes=(Note("stated", (("stated", "2020-11-30"), ("on", "2020-12-01"))),),
        provenance=Provenance("0.1.0", ON, (("policies/town.yaml", "sha256:" + "ab" * 32),)),
    )


def _inclusion(sample: Sample) -> Result:
    gap = sample.rules.gaps["test_terms"]
    either = sample.node("inclusion", 1)
    return sample.result(
        "inclusion",
        None,
        Outcome.UNDETERMINED,
        applicable=Applicable.YES,
        missing=(Missing(Kind.FACT, "passed_dibao"), Missing(Kind.READING, "conversion")),
        touches=(gap,),
        grants=(
            GrantResult(
                "place",
                GrantKind.IN_KIND,
                Words("纳入安置地城市低保", "a place in urban dibao"),
                Unit(),
                "",
                None,
                None,
            ),
        ),
        by_reading=(
            OptionResult(
                (("conversion", "both"),),
                Outcome.UNDETERMINED,
                Applicable.YES,
                (sample.reason("inclusion/when/@both/2", None, sample.node("inclusion", 0, 1)),),
            ),
            OptionResult(
                (("conversion", "either"),),
                Outcome.DUE,
                Applicable.YES,
                (sample.reason("inclusion/when/@either", True, either),),
            ),
        ),
    )


def _medical(sample: Sample) -> list[Result]:
    poor = sample.reason(
        "medical_cap/when", True, sample.node("medical_cap"),
        children=(
            sample.reason(
                "medical_cap/when/1", True, None, label=Words("建档立卡户", "registered poor household"),
                facts=(sample.seen("registered_poor", Truth.TRUE),),
            ),
        ),
    )  # fmt: skip
    paid = {"m1": 12000, "m2": 0, "m3": 0}
    listed = [_cap(sample, id, poor, Interval(Fraction(n), Fraction(n))) for id, n in paid.items()]
    unknown = _cap(sample, "m4", poor, Interval(Fraction(0), None))
    return [*listed, replace(unknown, amount_missing=(Missing(Kind.FACT, "aid_paid", "m4"),))]


def _cap(sample: Sample, member: str, reason: Reason, used: Interval) -> Result:
    cap = Fraction(30000)
    left = Interval(Fraction(0), cap) if used.high is None else Interval(cap - used.high, cap - used.high)
    amount = Interval(cap, cap)
    grant = GrantResult(
        "cap", GrantKind.CEILING, Words("医疗救助", "medical aid"), YUAN, "year", amount, amount, used=used, left=left
    )
    gap = sample.rules.gaps["test_terms"]
    return sample.result("medical_cap", member, Outcome.DUE, reasons=(reason,), grants=(grant,), touches=(gap,))


def _premium(sample: Sample) -> list[Result]:
    first = sample.reason(
        "premium_help/when/1", True, sample.node("premium_help", 0), facts=(sample.seen("registered_poor", Truth.TRUE),)
    )
    floor = Interval(Fraction(30), None)
    cash = GrantResult(
        "premium",
        GrantKind.CASH,
        Words("参保资助", "premium subsidy"),
        YUAN,
        "year",
        floor,
        floor,
        by_rule=(Wide.NORM,),
        by_unknown=(Wide.PARAMETER,),
    )
    local = (Missing(Kind.PARAMETER, "premium"),)
    due = [
        sample.result(
            "premium_help", member, Outcome.DUE, met=Met.UNKNOWN, grants=(cash,), amount_missing=local,
            reasons=(first, _on_dibao(sample, member, "urban_dibao")),
        )
        for member in ("m1", "m2")
    ]  # fmt: skip
    not_due = sample.result("premium_help", "m3", Outcome.NOT_DUE, reasons=(_on_dibao(sample, "m3", None),), grants=())
    asked = (Missing(Kind.FACT, "assistance_kind", "m4"),)
    unknown = sample.result(
        "premium_help", "m4", Outcome.UNDETERMINED, missing=asked, amount_missing=local,
        grants=(replace(cash, payable=Interval(Fraction(0), None)),),
        reasons=(sample.reason("premium_help/when/2", None, sample.node("premium_help", 1)),),
    )  # fmt: skip
    return [*due, not_due, unknown]


def _on_dibao(sample: Sample, member: str, kind: str | None) -> Reason:
    value = PossibleWords(frozenset() if kind is None else frozenset({kind}), none=kind is None)
    held = kind is not None
    leaf = sample.reason(
        "premium_help/when/2/on_dibao", held, sample.rules.definitions["on_dibao"].node,
        facts=(sample.seen("assistance_kind", value, member),), member=member,
    )  # fmt: skip
    node = sample.node("premium_help", 1)
    return sample.reason("premium_help/when/2", held, node, definition="on_dibao", children=(leaf,), member=member)


def _post(sample: Sample) -> list[Result]:
    quota = sample.rules.gaps["quota"]
    node = sample.node("post")
    work = PossibleWords(frozenset({"unemployed"}))
    may = sample.reason("post/when", True, node, facts=(sample.seen("work", work, "m2"),))
    grant = GrantResult("post", GrantKind.IN_KIND, Words("公益性岗位", "a public-welfare post"), Unit(), "", None, None)
    return [
        sample.result("post", "m2", Outcome.UNDETERMINED, gaps=(quota,), grants=(grant,), reasons=(may,)),
        sample.result(
            "post",
            "m4",
            Outcome.UNDETERMINED,
            gaps=(quota,),
            grants=(grant,),
            missing=(Missing(Kind.FACT, "work", "m4"),),
        ),
    ]


def _allowance(sample: Sample) -> Result:
    above = sample.reason(
        "allowance/when/income", False, sample.node("allowance", 0),
        label=Words("家庭月收入低于当地标准", "income below the local standard"),
        facts=(sample.seen("income", Numbers.point(720)),),
        thresholds=(sample.standard_seen(Fraction(600)),), margin=Fraction(120), unit=A_MONTH,
    )  # fmt: skip
    return sample.result("allowance", None, Outcome.NOT_DUE, reasons=(above,), background=True)
