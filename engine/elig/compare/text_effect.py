"""What a change does to a population, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from elig.compare.effect_model import Before, Breakdown, Effect, EntitlementEffect, Fate, MoneyLine, Sum
from elig.compare.text_structure import Style
from elig.explain.figures import number, unit_words
from elig.lang.ast import Unit
from elig.program.model import Vocabulary

MOST_IDS = 5
"""As many households are named behind a figure; the JSON and the page have all."""


def effect_lines(found: Effect, vocabulary: Vocabulary, style: Style) -> Iterator[str]:
    """The third part of a comparison."""
    yield style.say("diff.effect.households", number=count(found.households, style))
    if found.elsewhere:
        yield style.say("diff.effect.elsewhere", number=count(found.elsewhere, style))
    if found.refused:
        yield style.say("diff.effect.refused", number=count(len(found.refused), style))
        for refused in found.refused[:MOST_IDS]:
            reason = refused.new or refused.old
            if reason is not None:
                first = reason.text(style.lang).splitlines()[0]
                yield "  " + style.say("diff.effect.refused_one", household=refused.household, reason=first)
    if not found.touched:
        yield style.say("diff.effect.none")
        return
    fates = fates_words({fate: len(ids) for fate, ids in found.fates.items()}, style)
    yield style.say("diff.effect.fates", number=count(found.touched, style), fates=fates)
    for line in found.money:
        yield from money_lines(line, vocabulary, style)
    old, new = (sum_words(total, vocabulary, style) for total in found.cash_a_year)
    yield style.say("diff.money.total", name=style.say("diff.money.year"), old=old, new=new)
    for entitlement in found.entitlements:
        yield from _entitlement(entitlement, vocabulary, style)
    for breakdown in found.breakdowns:
        yield from _breakdown(breakdown, style)


def count(value: int, style: Style) -> str:
    """A number of things."""
    return number(Fraction(value), style.lang)


def fates_words(fates: Mapping[Fate, int], style: Style) -> str:
    """How many households gain, lose, do both, are otherwise changed; those that there are."""
    told = (style.say(f"diff.fate.{fate.value}", number=count(found, style)) for fate, found in fates.items() if found)
    return style.say("list.comma").join(told) or style.say("diff.kind.untouched")


def amount(value: Fraction, vocabulary: Vocabulary, style: Style) -> str:
    """An amount of money."""
    unit = unit_words(Unit.make({vocabulary.money: 1}), style.lang, vocabulary, many=value != 1)
    return f"{number(value, style.lang, vocabulary.places)} {unit}"


def sum_words(found: Sum, vocabulary: Vocabulary, style: Style) -> str:
    """What is payable in all: one figure, a floor and a cap, or a floor alone."""
    floor, cap = (amount(end, vocabulary, style) for end in (found.floor, found.cap))
    if found.open:
        return style.say("diff.money.open", floor=floor, number=count(found.open, style))
    return floor if found.floor == found.cap else style.say("diff.money.span", floor=floor, cap=cap)


def money_name(line: MoneyLine, style: Style) -> str:
    """What a line of money is of."""
    kind, period = style.say(f"kind.{line.kind.value}"), style.say(f"diff.period.{line.period.value}")
    return style.say("diff.money", kind=kind, period=period)


def money_lines(line: MoneyLine, vocabulary: Vocabulary, style: Style) -> Iterator[str]:
    """One kind of money: before and after, what is won and lost."""
    old, new = sum_words(line.old, vocabulary, style), sum_words(line.new, vocabulary, style)
    yield style.say("diff.money.total", name=money_name(line, style), old=old, new=new)
    for key, who, found in (("won", line.winners, line.won), ("lost", line.losers, line.lost)):
        if who:
            told = sum_words(found, vocabulary, style)
            yield "  " + style.say(f"diff.money.{key}", number=count(len(who), style), amount=told)


def outcome_name(outcome: Before, style: Style) -> str:
    """An outcome, or that a side has no such entitlement."""
    return style.say(f"diff.outcome.{'absent' if outcome is None else outcome.value}")


def _entitlement(found: EntitlementEffect, vocabulary: Vocabulary, style: Style) -> Iterator[str]:
    if not found.touched:
        return
    yield ""
    yield style.paint("1", style.say("show.title", title=found.label.text(style.lang), id=found.new or found.old))
    unit = style.say("diff.effect.unit_member" if found.of_member else "diff.effect.unit_household")
    for move in found.moves:
        told = {"old": outcome_name(move.old, style), "number": count(move.subjects, style), "unit": unit}
        if move.old == move.new:
            yield "  " + style.say("diff.effect.stay", **told)
        else:
            ids = named(move.households, style)
            yield "  " + style.say("diff.effect.move", new=outcome_name(move.new, style), households=ids, **told)
    for key, who in (("more", found.more), ("less", found.less)):
        if who:
            yield "  " + style.say(f"diff.effect.{key}", number=count(len(who), style), households=named(who, style))
    for line in found.money:
        yield from (f"  {text}" for text in money_lines(line, vocabulary, style))


def named(ids: Sequence[str], style: Style) -> str:
    """The first households of a list by name, and how many more there are."""
    shown = [*ids[:MOST_IDS]]
    if len(ids) > MOST_IDS:
        shown.append(style.say("diff.effect.and_more", number=count(len(ids) - MOST_IDS, style)))
    return style.say("diff.effect.listed", ids=style.say("list.comma").join(shown))


def _breakdown(found: Breakdown, style: Style) -> Iterator[str]:
    yield ""
    yield style.paint("1", style.say("diff.kind.head", kind=found.label.text(style.lang)))
    touched = [row for row in found.rows if any(row.fates.values())]
    for row in touched:
        fates = fates_words(row.fates, style)
        name = row.label.text(style.lang)
        yield "  " + style.say("diff.kind.row", name=name, number=count(row.households, style), fates=fates)
    if len(touched) < len(found.rows):
        yield "  " + style.say("diff.kind.rest", number=count(len(found.rows) - len(touched), style))
