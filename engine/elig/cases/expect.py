"""Expectations against a decision: only what a case names is compared."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from elig.cases.plain import Plain
from elig.evaluate.decision import GrantResult, Outcomes, Reason, Result
from elig.values import Interval, Numbers, Possible, Truth, Words, WordSet


def differences(expect: dict[str, Plain], outcomes: Outcomes) -> Iterator[str]:
    """How a decision differs from what is expected of it, one line each."""
    for name, wanted in expect.items():
        if name == "values" and isinstance(wanted, dict):
            yield from _values(wanted, outcomes)
            continue
        if name == "notes" and isinstance(wanted, list):
            noted = [note.key for note in outcomes.notes]
            yield from (f"the note {key} was expected; noted: {noted}" for key in wanted if key not in noted)
            continue
        results = [result for result in outcomes.results if result.entitlement.id == name]
        if not results:
            yield f"{name}: there is no such entitlement here"
        elif not isinstance(wanted, dict):
            yield f"{name}: write what is expected as `{{outcome: …}}`"
        elif results[0].subject is None:
            yield from _result(wanted, results[0])
        else:
            yield from _members(name, wanted, results)


def _members(name: str, wanted: dict[str, Plain], results: list[Result]) -> Iterator[str]:
    by_member = {result.subject: result for result in results}
    for member, expected in wanted.items():
        result = by_member.get(member)
        if result is None or not isinstance(expected, dict):
            yield f"{name}: there is no answer for {member}"
        else:
            yield from _result(expected, result)


def _values(wanted: dict[str, Plain], outcomes: Outcomes) -> Iterator[str]:
    for name, expected in wanted.items():
        found = {item.member: item.value for item in outcomes.reported if item.definition == name}
        if not found:
            yield f"{name}: no such value is reported"
        elif None in found:
            yield from _value(name, expected, found[None])
        elif isinstance(expected, dict):
            for member, one in expected.items():
                if member in found:
                    yield from _value(f"{name}[{member}]", one, found[member])
                else:
                    yield f"{name}: no value is reported for {member}"
        else:
            yield f"{name}: a value of each member is expected by the member's id"


def _value(name: str, expected: Plain, found: Possible) -> Iterator[str]:
    if not _same_value(expected, found):
        yield f"{name}: {_show(found)}, expected {expected}"


def _same_value(expected: Plain, found: Possible) -> bool:
    """A number, word or truth value; numbers also `{at_least, at_most}` or `{one_of}`, with `none` or `undefined`."""
    if not isinstance(expected, dict) or not isinstance(found, Numbers):
        return _show(found) == _text(expected)
    if (expected.get("none", False), expected.get("undefined", False)) != (found.none, found.undefined):
        return False
    listed = expected.get("one_of")
    if isinstance(listed, list):
        return [_number(item) for item in listed] == list(found.points or ())
    if not expected.keys() & {"at_least", "at_most"}:
        return found.span is None or found.undefined
    return found.points is None and found.span == _interval(expected)


def _show(found: Possible) -> str:
    match found:
        case Numbers():
            return _show_numbers(found)
        case Words():
            ids = ["any text"] if found.ids is None else sorted(found.ids)
            return ", ".join([*ids, *(["none"] if found.none else [])])
        case Truth():
            return found.value
        case WordSet():
            return ", ".join([*sorted(found.has), *(f"not {word}" for word in sorted(found.lacks))])


def _show_numbers(found: Numbers) -> str:
    if found.value is not None:
        return _text_of(found.value)
    parts = [str(found.points or found.span)] if found.span is not None else []
    parts += ["none"] if found.none else []
    return ", ".join([*parts, *(["undefined"] if found.undefined else [])])


def _result(wanted: dict[str, Plain], result: Result) -> Iterator[str]:
    where = result.address
    for key, expected in wanted.items():
        found = _found(key, expected, result)
        if isinstance(found, list):
            yield from (f"{where}: {line}" for line in found)
        elif found != expected:
            yield f"{where}: {key} is {_brief(found)}, expected {_brief(expected)}"


def _brief(value: Plain) -> str:
    return "[" + ", ".join(map(str, value)) + "]" if isinstance(value, list) else str(value)


def _found(key: str, expected: Plain, result: Result) -> Plain:
    """What stands in the result where an expectation has a key; a list of lines where it was compared already."""
    match key:
        case "outcome":
            return result.outcome.value
        case "applicable":
            return result.applicable.value
        case "met":
            return result.met.value if result.met is not None else None
        case "exact":
            return result.exact
        case "because":
            return _because(expected, result)
        case "reasons":
            return _reasons(expected, result)
        case "missing" | "amount_missing" | "met_missing":
            return _paths(key, expected, result)
        case "gaps":
            return _listed("gaps", expected, [gap.id for gap in result.gaps])
        case "touches":
            return _listed("touches", expected, [gap.id for gap in result.touches])
        case "readings":
            return _readings(expected, result)
        case "grants":
            return _grants(expected, result)
        case "since" | "until":
            days = result.not_in_force or (None, None)
            found = days[0 if key == "since" else 1]
            return found.isoformat() if found is not None else None
        case _:
            return [f"`{key}` is nothing that can be expected"]


def _listed(name: str, expected: Plain, found: list[str]) -> list[Plain]:
    wanted = [str(item) for item in expected] if isinstance(expected, list) else [str(expected)]
    if sorted(wanted) == sorted(found):
        return []
    return [f"{name} are [{', '.join(found)}], expected [{', '.join(wanted)}]"]


def _paths(key: str, expected: Plain, result: Result) -> list[Plain]:
    lists = {"missing": result.missing, "amount_missing": result.amount_missing, "met_missing": result.met_missing}
    return _listed(key, expected, [item.path for item in lists[key]])


def _because(expected: Plain, result: Result) -> list[Plain]:
    trees = [*result.reasons, *(reason for option in result.by_reading for reason in option.reasons)]
    ids = [reason.id for tree in trees for reason in _below(tree)]
    prefix = f"{result.entitlement.id}/"
    wanted = expected if isinstance(expected, list) else [expected]
    lost = [item for item in wanted if str(item) not in ids and prefix + str(item) not in ids]
    return [f"because {item} was expected; the reasons are {', '.join(dict.fromkeys(ids))}" for item in lost]


def _reasons(expected: Plain, result: Result) -> list[Plain]:
    """The addresses of the last reasons of each tree, all of them and in order."""
    prefix = f"{result.entitlement.id}/"
    found = [leaf.id.removeprefix(prefix) for tree in result.reasons for leaf in tree.leaves()]
    wanted = [str(item) for item in expected] if isinstance(expected, list) else [str(expected)]
    return [] if found == wanted else [f"the reasons are [{', '.join(found)}], expected [{', '.join(wanted)}]"]


def _below(reason: Reason) -> Iterator[Reason]:
    yield reason
    for child in reason.children:
        yield from _below(child)


def _readings(expected: Plain, result: Result) -> list[Plain]:
    found = {", ".join(name for _, name in o.options): o.outcome.value for o in result.by_reading}
    wanted = expected if isinstance(expected, dict) else {}
    if not wanted and found:
        return [f"the readings {', '.join(found)} are open, expected none"]
    return [
        f"under {option} it is {found.get(option)}, expected {outcome}"
        for option, outcome in wanted.items()
        if found.get(option) != outcome
    ]


# ---------------------------------------------------------------------- grants


def _grants(expected: Plain, result: Result) -> list[Plain]:
    if not isinstance(expected, dict):
        return ["grants are expected by id"]
    by_id = {grant.id: grant for grant in result.grants}
    lines: list[Plain] = []
    for name, wanted in expected.items():
        grant = by_id.get(name)
        if grant is None or not isinstance(wanted, dict):
            lines.append(f"there is no grant {name}")
        else:
            lines.extend(f"{name}: {line}" for line in _grant(wanted, grant))
    return lines


def _grant(wanted: dict[str, Plain], grant: GrantResult) -> Iterator[str]:
    intervals = {
        "amount": grant.if_due,
        "payable": grant.payable,
        "used": grant.used,
        "left": grant.left,
        "lasts": grant.lasts,
    }
    for key, expected in wanted.items():
        if key in intervals:
            if _interval(expected) != intervals[key]:
                yield f"{key} is {intervals[key]}, expected {expected}"
        elif key == "per":
            if grant.every != expected:
                yield f"it is per {grant.every}, expected {expected}"
        elif key == "kind":
            if grant.kind.value != expected:
                yield f"it is of kind {grant.kind.value}, expected {expected}"
        elif key == "wide":
            found = [item.value for item in grant.wide]
            if found != expected:
                yield f"it is wide because of {found}, expected {expected}"
        elif key == "clamped":
            if grant.clamped != expected:
                yield f"clamped is {grant.clamped}"
        elif key == "left_by_option" and isinstance(expected, dict):
            found_options = dict(grant.left_by_option)
            for option, interval in expected.items():
                if found_options.get(option) != _interval(interval):
                    yield f"under {option} what is left is {found_options.get(option)}, expected {interval}"
        else:
            yield f"`{key}` is nothing that can be expected of a grant"


def _interval(expected: Plain) -> Interval | None:
    """`600` is exactly that, `{at_least: 30}` has no upper end, `{at_most: 5}` begins at 0, null is no amount."""
    if expected is None:
        return None
    if isinstance(expected, dict):
        low, high = expected.get("at_least"), expected.get("at_most")
        return Interval(Fraction(0) if low is None else _number(low), None if high is None else _number(high))
    exact = _number(expected)
    return Interval(exact, exact)


def _number(value: Plain) -> Fraction:
    if isinstance(value, int | Decimal | str) and not isinstance(value, bool):
        return Fraction(value)
    raise ValueError(f"{value} is no number")


def _text_of(value: Fraction) -> str:
    return str(value)


def _text(expected: Plain) -> str:
    if isinstance(expected, bool):
        return "true" if expected else "false"
    if isinstance(expected, int | Decimal):
        return str(Fraction(expected))
    return str(expected)
