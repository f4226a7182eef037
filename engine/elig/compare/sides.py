"""The two sides of a comparison, and which policies of them belong together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from elig.compare.matching import match
from elig.program.model import CheckedProgram, Rules
from elig.records import Struct


class Side(Struct):
    """One side of a comparison: a program, the policy that is meant (None: all), and the texts of its files."""

    program: CheckedProgram
    policy: str | None
    texts: Mapping[str, str]


def couples_of(old: Side, new: Side) -> tuple[list[tuple[Rules, Rules]], list[Rules], list[Rules]]:
    """The policies that belong together, those that went, those that came."""
    before, after = _listed(old), _listed(new)
    if old.policy is not None and new.policy is not None:
        return [(before[old.policy], after[new.policy])], [], []
    if old.policy is not None:
        gone = before[old.policy]
        kept = _counterpart(gone, after)
        return ([], [gone], []) if kept is None else ([(gone, kept)], [], [])
    if new.policy is not None:
        come = after[new.policy]
        known = _counterpart(come, before)
        return ([], [], [come]) if known is None else ([(known, come)], [], [])
    found = match(
        before,
        after,
        lambda a, b: float(bool(a.policy.jurisdiction) and a.policy.jurisdiction == b.policy.jurisdiction),
    )
    return list(found.pairs), list(found.removed), list(found.added)


def _counterpart(wanted: Rules, listed: Mapping[str, Rules]) -> Rules | None:
    """The policy of the other side with the same id, else the one for the same place."""
    same = (rules for rules in listed.values() if rules.policy.jurisdiction == wanted.policy.jurisdiction)
    return listed.get(wanted.policy.id) or next(same, None)


def _listed(side: Side) -> dict[str, Rules]:
    common = [] if side.program.common is None else [side.program.common]
    return {rules.policy.id: rules for rules in (*common, *side.program.regions)}


def shared_names(old: CheckedProgram, new: CheckedProgram) -> frozenset[str]:
    """The names that regions share on both sides; they are compared once, not with each region."""
    return _names(old.common) & _names(new.common)


def _names(rules: Rules | None) -> frozenset[str]:
    if rules is None:
        return frozenset()
    kinds: tuple[Iterable[str], ...] = (
        rules.definitions, rules.groups, rules.parameters, rules.readings, rules.gaps, rules.entitlements, rules.checks
    )  # fmt: skip
    sources = (source.id for policy in rules.policies for source in policy.sources)
    return frozenset(name for kind in (*kinds, sources) for name in kind)
