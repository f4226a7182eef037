"""Small policies over the shipped vocabulary, as texts, and what comparing two of them finds."""

from __future__ import annotations

from collections.abc import Mapping

from elig.api import load_texts
from elig.compare.model import Item, Part, Structure
from elig.compare.sides import Side
from elig.compare.structure import structure
from tests.docs.pages import ROOT

CITE = 'cite: [{page: "illustration", seen: 2026-11-21, mark: background, says: {zh: 示例, en: an illustration}}]'
HEAD = 'policy: one\ntitle: {zh: 甲, en: one}\njurisdiction: "522300"\nuses: [vocabulary, national]\n'


def right(when: str, *, id: str = "help", label: str = "帮助", whom: str = "each member", grants: str = "") -> str:
    """An entitlement."""
    given = grants or "[{id: g, kind: in_kind, what: {zh: 实物, en: goods}}]"
    return (
        f"  {id}:\n    label: {{zh: {label}, en: {label}}}\n    for: {whom}\n    basis: promise\n"
        f"    when: {when}\n    grants: {given}\n    {CITE}\n"
    )


def policy(*rights: str, before: str = "") -> str:
    """A policy file."""
    return HEAD + before + "entitlements:\n" + "".join(rights)


def side(text: str) -> Side:
    """A policy as one side of a comparison."""
    program = load_texts({"one.yaml": text}, folder=ROOT / "policies")
    return Side(program.checked, "one", {"one.yaml": text})


def compared(old: str, new: str) -> Structure:
    """What differs between two policies."""
    return structure(side(old), side(new))


def by_name(found: Structure) -> Mapping[tuple[Part, str], Item]:
    """The items by kind and id."""
    return {(item.part, item.name.id): item for item in found.items}


def parameter(values: str, says: str = "示例") -> str:
    """A figure with its values and what is said of its source."""
    return (
        "parameters:\n  rate:\n    label: {zh: 标准, en: rate}\n    type: yuan per month\n    range: [0, 9999]\n"
        f"    values: {values}\n    {CITE.replace('示例', says)}\n"
    )
