"""Claims in words: listed apart from entitlements, and one by one."""

from __future__ import annotations

from elig.explain.clauses import Clauses
from elig.explain.labels import Labels, labels_of_rules
from elig.explain.paint import Paint
from elig.explain.phrases import phrase
from elig.explain.sources import source_lines
from elig.program.claim import Always, Change, Claim, Never, NeverBoth, NeverLess, NeverLoses, Statement, Turn
from elig.program.model import Rules


def claim_text(rules: Rules, claim: str, lang: str, *, color: bool = False) -> str:
    """A claim in full: what it says of every household, how it is proved, sources.

    Raises `KeyError` where the rules have no such claim.
    """
    found = rules.claims[claim]
    labels, paint = labels_of_rules(rules, lang), Paint(color)
    lines = [paint.title(phrase("show.title", lang, title=found.label.text(lang), id=found.id))]
    lines.append("  " + phrase("show.claim_kind", lang))
    lines.extend(["", paint.title(phrase("show.claimed", lang)), f"  {claim_words(found.states, labels)}"])
    if found.citations:
        lines.extend(["", paint.title(phrase("show.sources", lang))])
        lines.extend(f"  {line}" for line in source_lines(found.citations, labels, full=True))
    return "\n".join(lines) + "\n"


def claim_line(found: Claim, labels: Labels) -> str:
    """A claim in one line, with its id."""
    return phrase(
        "show.claim",
        labels.lang,
        title=found.label.text(labels.lang),
        id=found.id,
        text=claim_words(found.states, labels),
    )


def claim_words(states: Statement, labels: Labels) -> str:
    """What a claim says, as a sentence with labels."""
    lang = labels.lang
    match states:
        case NeverLoses():
            right = labels.label(states.entitlement)
            return phrase("claim.loses", lang, change=change_words(states.change, labels), right=right)
        case NeverLess():
            right, grant = labels.label(states.entitlement), labels.grant(states.entitlement, states.grant)
            change = change_words(states.change, labels)
            return phrase("claim.less", lang, change=change, right=right, grant=grant)
        case NeverBoth():
            first, second = labels.label(states.first), labels.label(states.second)
            return phrase("claim.both", lang, first=first, second=second)
        case Always() | Never():
            key = "claim.always" if isinstance(states, Always) else "claim.never"
            condition = Clauses(labels).words(states.condition)
            return phrase(key, lang, right=labels.label(states.entitlement), condition=condition)


def change_words(change: Change, labels: Labels) -> str:
    """How the household that is spoken of differs from one that is otherwise the same."""
    turn = change.turn
    if turn.role or turn in (Turn.MORE, Turn.FEWER):
        return phrase(f"change.{turn.value}", labels.lang)
    return phrase(f"change.{turn.value}", labels.lang, fact=labels.label(change.facts[0]))
