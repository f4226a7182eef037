"""The conditions that an entitlement's quantifiers put to each member, taken apart into the parts they share.

`any p` asks whether somebody satisfies p; `every p has c` asks whether somebody satisfies p and nobody satisfies p
without c. Both read p: where it is taken as one part, what is unknown in it is the same in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from elig.evaluate.splits import Split
from elig.program.nodes import AndNode, EveryNode, ExistsNode, Node
from elig.records import Struct

Part = tuple[int, bool]
"""The place of a part in the list, and whether it is to hold."""


class Condition(Struct):
    """Which parts are to hold, and which not; `other`: it is not asked of the subject."""

    parts: tuple[Part, ...]
    other: bool = False


class Conditions(Struct):
    """Member conditions that are evaluated together, member by member.

    Each of `conditions` is satisfied by a member whose parts hold (or do not) as it says. `use` maps the identity of a
    quantifier to the conditions that decide it: of `any` and `no` one, of `every` two (somebody is reached; somebody
    reached lacks it). `splits` are the members' facts whose classes are gone through.
    """

    parts: tuple[Node, ...]
    conditions: tuple[Condition, ...]
    use: Mapping[int, tuple[Node, tuple[int, ...]]]
    splits: tuple[Split, ...] = ()


def conditions_of(quantifiers: Sequence[Node]) -> Conditions:
    """The conditions of some quantifiers, equal parts being one part."""
    parts: list[Node] = []
    conditions: list[Condition] = []
    use: dict[int, tuple[Node, tuple[int, ...]]] = {}

    def part(node: Node) -> int:
        if node not in parts:
            parts.append(node)
        return parts.index(node)

    def place(condition: Condition) -> int:
        if condition not in conditions:
            conditions.append(condition)
        return conditions.index(condition)

    for quantifier in quantifiers:
        if not isinstance(quantifier, ExistsNode | EveryNode):
            continue
        reached = tuple((part(node), True) for node in _conjuncts(quantifier.where))
        used = [place(Condition(reached, quantifier.other))]
        if isinstance(quantifier, EveryNode):
            used.append(place(Condition((*reached, (part(quantifier.has), False)), quantifier.other)))
        use[id(quantifier)] = (quantifier, tuple(used))
    return Conditions(tuple(parts), tuple(conditions), use)


def _conjuncts(node: Node) -> Iterator[Node]:
    if isinstance(node, AndNode):
        for item in node.items:
            yield from _conjuncts(item)
    else:
        yield node
