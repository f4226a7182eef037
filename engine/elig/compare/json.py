"""A comparison as JSON, in the published schema `diff/1` (`schema/diff.schema.json`)."""

from __future__ import annotations

from elig.compare.clauses import Line
from elig.compare.effect_model import Effect, EntitlementEffect, Fate, MoneyLine, Sum
from elig.compare.marked import Segments, Told
from elig.compare.meaning import Compared, Meaning
from elig.compare.model import (
    Change,
    CitationChange,
    FieldChange,
    Item,
    Name,
    RuleChange,
    Structure,
    ValueChange,
)
from elig.compare.report import Report
from elig.explain.exact import Exact, Json, decimal_text, texts
from elig.lang.ast import NO_UNIT
from elig.program.citation import Citation
from elig.prove.comparison import Seen, Witness
from elig.version import __version__

SCHEMA = "diff/1"


def diff_schema() -> dict[str, object]:
    """The published JSON Schema (draft 2020-12) of a comparison."""
    import json
    from importlib import resources

    text = resources.files("elig.compare").joinpath("schema/diff.schema.json").read_text("utf-8")
    found: dict[str, object] = json.loads(text)
    return found


def report_json(report: Report) -> dict[str, Json]:
    """The comparison as data that JSON can hold; amounts are exact, as text."""
    return {
        "schema": SCHEMA,
        "engine": __version__,
        "old": report.old,
        "new": report.new,
        "on": report.on.isoformat(),
        "conclusion": report.conclusion.value,
        "structure": _structure(report.structure, report),
        "meaning": None if report.meaning is None else _meaning(report.meaning),
        "effect": None if report.effect is None else _effect(report.effect, report.vocabulary.places),
    }


def _structure(found: Structure, report: Report) -> Json:
    differing = set(report.differing)
    return {
        "items": [_item(item, item in differing) for item in found.items],
        "harmless": {kind.value: count for kind, count in found.harmless.items()},
        "reworded": sorted(report.reworded),
        "texts": [{"file": text.file, "kind": text.kind.value, "count": text.count} for text in found.texts],
    }


def _item(item: Item, differs: bool) -> Json:
    return {
        "part": item.part.value,
        "status": item.status.value,
        "old": _name(item.old),
        "new": _name(item.new),
        "differs": differs,
        "changes": [_change(change) for change in item.changes],
        "through": [{"part": part.value, "id": id} for part, id in item.through],
    }


def _name(name: Name | None) -> Json:
    if name is None:
        return None
    return {"id": name.id, "label": texts(name.label), "policy": name.policy, "place": name.place or None}


def _change(change: Change) -> Json:
    match change:
        case RuleChange():
            return {
                "kind": "rule",
                "address": change.address,
                "harmless": None if change.harmless is None else change.harmless.value,
                "lines": [_line(line) for line in change.lines],
            }
        case ValueChange():
            return {
                "kind": "value",
                "keys": texts(change.keys),
                "place": texts(change.place),
                "division": change.division,
                "since": change.since.isoformat(),
                "old": change.exact_old,
                "new": change.exact_new,
                "old_words": texts(change.old),
                "new_words": texts(change.new),
                "old_cite": _addresses(change.old_citations),
                "new_cite": _addresses(change.new_citations),
            }
        case FieldChange():
            harmless = None if change.harmless is None else change.harmless.value
            field: dict[str, Json] = {"kind": "field", "field": change.field, "harmless": harmless}
            return {**field, "old": texts(change.old), "new": texts(change.new)}
        case CitationChange():
            return {
                "kind": "citation",
                "removed": _addresses(change.removed),
                "added": _addresses(change.added),
            }


def _line(line: Line) -> Json:
    return {
        "sign": {" ": "same", "-": "old", "+": "new"}[line.sign],
        "indent": line.indent,
        "rule": _told(line.rule),
        "words": _told(line.words),
    }


def _told(told: Told) -> Json:
    return {"zh": _segments(told.zh), "en": _segments(told.en)}


def _segments(parts: Segments) -> Json:
    return [{"text": part.text, "marked": part.marked} for part in parts]


def _addresses(citations: tuple[Citation, ...]) -> list[Json]:
    return [citation.address for citation in citations]


def _meaning(found: Meaning) -> Json:
    return {
        "members": found.members,
        "identical": found.identical,
        "missing": found.missing or None,
        "compared": [_compared(item) for item in found.compared],
    }


def _compared(item: Compared) -> Json:
    found, sample = item.comparison, item.sample
    proof = None if found is None else found.proof
    return {
        "old": item.old or None,
        "new": item.new or None,
        "label": texts(item.label),
        "on": item.on.isoformat(),
        "place": item.place,
        "also_from": [day.isoformat() for day in item.also],
        "verdict": item.verdict.value,
        "asks": "same" if found is None and sample is None else "not_proved" if found is None else found.asks.value,
        "reach": "identical" if found is None and sample is None else _reach(item),
        "witnesses": [] if found is None else [_witness(witness) for witness in found.witnesses],
        "largest_gain": None if found is None or found.gain is None else _witness(found.gain),
        "largest_loss": None if found is None or found.loss is None else _witness(found.loss),
        "unproved": [] if found is None else list(found.unproved),
        "sample": None if sample is None else {"households": sample.households, "differ": _plain(sample.differ)},
        "proof": None
        if proof is None
        else {
            "z3": proof.z3 or None,
            "members": proof.members,
            "rlimit": proof.rlimit,
            "seeds": list(proof.seeds),
            "assumed": list(proof.assumed),
            "queries": proof.queries,
            "sampled": proof.sampled,
        },
    }


def _reach(item: Compared) -> Json:
    return None if item.comparison is None or item.comparison.reach is None else item.comparison.reach.value


def _witness(found: Witness) -> Json:
    return {
        "direction": found.direction.value,
        "members": found.members,
        "subject": found.subject,
        "old": _seen(found.old),
        "new": _seen(found.new),
        "grant": found.grant or None,
        "difference": found.difference or None,
        "supposed": [{"id": id, "keys": list(keys), "value": value} for id, keys, value in found.settled],
        "local": found.local or None,
        "household": _plain(found.household),
    }


def _seen(side: Seen) -> Json:
    exact = Exact()
    return {
        "outcome": side.outcome.value,
        "by_reading": [{"options": dict(options), "outcome": outcome.value} for options, outcome in side.by_reading],
        "amounts": {grant: exact.interval(item, NO_UNIT) for grant, item in side.amounts},
    }


def _plain(found: object) -> Json:
    """Data that JSON holds already."""
    match found:
        case dict():
            return {str(key): _plain(value) for key, value in found.items()}
        case list() | tuple():
            return [_plain(value) for value in found]
        case None | bool() | int() | str():
            return found
        case _:
            return str(found)


def _effect(found: Effect, places: int) -> Json:
    return {
        "households": found.households,
        "elsewhere": found.elsewhere,
        "refused": [
            {"household": item.household, "old": texts(item.old), "new": texts(item.new)} for item in found.refused
        ],
        "fates": {fate.value: list(found.fates.get(fate, ())) for fate in Fate},
        "money": [_money(line, places) for line in found.money],
        "cash_a_year": {key: _sum(s, places) for key, s in zip(("old", "new"), found.cash_a_year, strict=True)},
        "entitlements": [_entitlement(item, places) for item in found.entitlements],
        "by": [
            {
                "id": breakdown.id,
                "label": texts(breakdown.label),
                "rows": [
                    {
                        "key": row.key,
                        "label": texts(row.label),
                        "households": row.households,
                        "fates": {fate.value: row.fates.get(fate, 0) for fate in Fate},
                    }
                    for row in breakdown.rows
                ],
            }
            for breakdown in found.breakdowns
        ],
    }


def _entitlement(item: EntitlementEffect, places: int) -> Json:
    return {
        "old": item.old or None,
        "new": item.new or None,
        "label": texts(item.label),
        "of_member": item.of_member,
        "moves": [
            {
                "old": "absent" if move.old is None else move.old.value,
                "new": "absent" if move.new is None else move.new.value,
                "subjects": move.subjects,
                "households": list(move.households),
            }
            for move in item.moves
        ],
        "more": list(item.more),
        "less": list(item.less),
        "money": [_money(line, places) for line in item.money],
    }


def _money(line: MoneyLine, places: int) -> Json:
    return {
        "kind": line.kind.value,
        "per": line.period.value or None,
        "old": _sum(line.old, places),
        "new": _sum(line.new, places),
        "won": _sum(line.won, places),
        "lost": _sum(line.lost, places),
        "winners": list(line.winners),
        "losers": list(line.losers),
    }


def _sum(found: Sum, places: int) -> Json:
    floor, cap = (decimal_text(end, places) for end in (found.floor, found.cap))
    return {"at_least": floor, "at_most": cap if not found.open else None, "without_upper_end": found.open}
