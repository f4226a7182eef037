"""Claims as text: the canonical phrase, which is read back as the same claim."""

from __future__ import annotations

from elig.lang.language import Language
from elig.lang.names import Names
from elig.lang.printer import print_expression
from elig.program.claim import Always, Change, Never, NeverBoth, NeverLess, NeverLoses, Statement, Turn
from elig.program.model import Vocabulary

_CHINESE = {
    Turn.POORER: "收入更低", Turn.RICHER: "收入更高", Turn.OLDER: "更年长", Turn.YOUNGER: "更年轻",
    Turn.LOWER: "{} 更低", Turn.HIGHER: "{} 更高", Turn.WITH: "具备 {}", Turn.WITHOUT: "不具备 {}",
    Turn.MORE: "{} 更多", Turn.FEWER: "{} 更少",
}  # fmt: skip


def print_claim(states: Statement, names: Names, language: Language, vocabulary: Vocabulary) -> str:
    """The phrase of a claim in one language."""
    chinese = language is Language.ZH

    def name(id: str) -> str:
        return names.name(id, language)

    def change(found: Change) -> str:
        return _change(found, names, language, vocabulary)

    match states:
        case NeverLoses():
            verb = "不会失去" if chinese else "never loses"
            return f"{change(states.change)} {verb} {name(states.entitlement)}"
        case NeverLess():
            verb, part = ("不会少得", "按") if chinese else ("never gets less of", "for")
            return f"{change(states.change)} {verb} {name(states.entitlement)} {part} {states.grant}"
        case NeverBoth():
            verb, also = ("不会同时应享", "且") if chinese else ("never both", "and")
            return f"{verb} {name(states.first)} {also} {name(states.second)}"
        case Always() | Never():
            always = ("always", "总是应享") if isinstance(states, Always) else ("never", "从不应享")
            when = "只要" if chinese else "when"
            assert states.condition.syntax is not None, "a condition is written"
            condition = print_expression(states.condition.syntax, names, language, vocabulary.units)
            return f"{always[chinese]} {name(states.entitlement)} {when} {condition}"


def _change(found: Change, names: Names, language: Language, vocabulary: Vocabulary) -> str:
    subjects, chinese = vocabulary.subjects, language is Language.ZH
    if found.turn.role:
        of = ""
    elif found.turn in (Turn.MORE, Turn.FEWER):
        of = subjects.part_label.zh if chinese else subjects.parts
    else:
        of = names.name(found.facts[0], language)
    return _CHINESE[found.turn].format(of) if chinese else f"{found.turn.value} {of}".strip()
