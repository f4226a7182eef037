"""What a change means, in words: verdicts, the bound, and households that show it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from elig.compare.meaning import Compared, Meaning
from elig.compare.model import Region, Structure
from elig.compare.text_effect import count
from elig.compare.text_structure import Style
from elig.compare.text_witness import witness_lines
from elig.explain.figures import day
from elig.explain.labels import labels_of_rules
from elig.explain.sources import division_words
from elig.program.model import Entitlement, Rules
from elig.prove.comparison import Asks, Reach, Verdict, Witness

_COLORS = {Verdict.SAME: "32", Verdict.NOT_PROVED: "33"}


def meaning_lines(found: Meaning, structure: Structure, on: date, style: Style) -> Iterator[str]:
    """The second part of a comparison."""
    if found.missing:
        yield found.missing
    yield style.say("diff.meaning.bound", date=day(on, style.lang), members=str(found.members))
    if found.identical:
        yield style.say("diff.meaning.identical", number=count(found.identical, style))
    for item in found.compared:
        yield ""
        yield from compared_lines(item, structure.regions, on, style)
    proofs = [c.comparison.proof for c in found.compared if c.comparison is not None and c.comparison.proof.z3]
    if found.assumed:
        yield ""
        yield style.say("diff.assumed", conditions=style.say("list.semicolon").join(found.assumed))
    if proofs:
        yield style.say("diff.proof", version=proofs[0].z3, rlimit=count(proofs[0].rlimit, style))


def verdict_words(item: Compared, style: Style) -> str:
    """The verdict, how it was found, and what holds where facts are unknown."""
    if item.sample is not None:
        key = "diff.sample.found" if item.sample.differ else "diff.sample.none"
        return style.say(key, number=count(item.sample.households, style))
    told = [style.say(f"diff.verdict.{item.verdict.value}")]
    found = item.comparison
    if item.verdict is Verdict.SAME:
        reach = "word" if found is None else (found.reach or Reach.PROVED).value
        told.append(style.say(f"diff.reach.{reach}"))
        asks = Asks.SAME if found is None else found.asks
        told.append(style.say(f"diff.asks.{asks.value}"))
    return style.say("list.comma").join(told)


def compared_lines(item: Compared, regions: tuple[Region, ...], on: date, style: Style) -> Iterator[str]:
    """One entitlement: its verdict, a household for each direction, the largest gain and loss."""
    region, entitlement = owner(item, regions)
    verdict = style.paint(_COLORS.get(item.verdict, "31"), verdict_words(item, style))
    title = item.label.text(style.lang)
    line = style.say("diff.meaning.one", title=style.paint("1", title), id=item.new or item.old, verdict=verdict)
    yield line + spot_words(item, region, on, style)
    if item.comparison is not None:
        for witness in item.comparison.witnesses:
            yield from (f"  {text}" for text in witness_lines(witness, entitlement, region.new, style))
        for key, extreme in (("diff.gain", item.comparison.gain), ("diff.loss", item.comparison.loss)):
            if extreme is not None and extreme.difference:
                yield "  " + difference_words(key, extreme, entitlement, region.new, style)
        if item.comparison.unproved:
            what = style.say("list.semicolon").join(item.comparison.unproved)
            yield "  " + style.say("diff.unproved", what=what)
    if item.also:
        dates = style.say("list.comma").join(day(found, style.lang) for found in item.also)
        yield "  " + style.say("diff.meaning.also", dates=dates)


def difference_words(key: str, found: Witness, entitlement: Entitlement, rules: Rules, style: Style) -> str:
    """The largest gain or loss, and the grant that it is of."""
    grant = next((grant for grant in entitlement.grants if grant.id == found.grant), None)
    amount, named = found.difference, found.grant or entitlement.id
    if grant is not None:
        amount = labels_of_rules(rules, style.lang).figures.amount(Fraction(found.difference), grant.unit)
        named = style.say(f"kind.{grant.kind.value}") if grant.what is None else grant.what.text(style.lang)
    return style.say("diff.difference", name=style.say(key), amount=amount, grant=named)


def spot_words(item: Compared, region: Region, on: date, style: Style) -> str:
    """Where and when, unless it is the region's own place on the asked day."""
    home = region.new.policy.jurisdiction or region.old.policy.jurisdiction
    if item.on == on and item.place in (home, ""):
        return ""
    place = division_words(item.place, labels_of_rules(region.new, style.lang))
    return style.say("diff.meaning.spot", place=place, date=day(item.on, style.lang))


def owner(item: Compared, regions: tuple[Region, ...]) -> tuple[Region, Entitlement]:
    """The region that an entitlement was compared in, and the entitlement on the side that has it."""
    for region in regions:
        if any((pair.old, pair.new) == (item.old, item.new) for pair in region.every_pair):
            return region, region.new.entitlements[item.new] if item.new else region.old.entitlements[item.old]
    raise AssertionError("what was compared stands in a region")
