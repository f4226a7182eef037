"""Ordered decision diagrams: a function of inputs with few classes each, in its shortest form.

In the shortest form an input occurs exactly if the function depends on it: that is what makes the missing lists exact.
Nodes are numbers; equal functions are equal numbers. Variables are ordered by their index.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from itertools import combinations
from operator import itemgetter

from elig.records import Struct, field

MAX_STEPS = 400_000


class TooLargeError(Exception):
    """Diagrams have taken more steps than they may; the caller falls back to listing everything that is read."""


class Diagrams(Struct, frozen=False):
    """A family of diagrams over the same variables; `limit` is the number of steps that it may take to build them."""

    limit: int = MAX_STEPS
    _ids: dict[tuple[int, tuple[int, ...]] | tuple[str, Hashable], int] = field(default_factory=dict)
    _branches: dict[int, tuple[int, tuple[int, ...]]] = field(default_factory=dict)
    _leaves: dict[int, Hashable] = field(default_factory=dict)
    _memo: dict[tuple[Hashable, tuple[int, ...]], int] = field(default_factory=dict)

    def leaf(self, value: Hashable) -> int:
        """The function that is a constant."""
        key = ("leaf", value)
        if key not in self._ids:
            self._ids[key] = len(self._ids)
            self._leaves[self._ids[key]] = value
        return self._ids[key]

    def branch(self, variable: int, children: tuple[int, ...]) -> int:
        """The function that is `children[i]` where the variable is in its class `i`."""
        if children.count(children[0]) == len(children):
            return children[0]
        key = (variable, children)
        if key not in self._ids:
            self._ids[key] = len(self._ids)
            self._branches[self._ids[key]] = key
        return self._ids[key]

    def value(self, node: int) -> Hashable:
        """The value of a constant function."""
        return self._leaves[node]

    def is_leaf(self, node: int) -> bool:
        """Whether a function is constant."""
        return node in self._leaves

    def apply(self, name: Hashable, fn: Callable[..., Hashable], *nodes: int) -> int:
        """The function `fn` of functions; `name` tells `fn` apart from others that are applied."""
        key = (name, nodes)
        if key in self._memo:
            return self._memo[key]
        branches = [self._branches.get(node) for node in nodes]
        first = min((branch for branch in branches if branch is not None), default=None, key=itemgetter(0))
        if first is None:
            result = self.leaf(fn(*(self._leaves[node] for node in nodes)))
        else:
            top, arity = first[0], len(first[1])
            columns = [
                (node,) * arity if branch is None or branch[0] != top else branch[1]
                for node, branch in zip(nodes, branches, strict=True)
            ]
            result = self.branch(top, tuple(self.apply(name, fn, *part) for part in zip(*columns, strict=True)))
        self._keep(key, result)
        return result

    def negated(self, item: int) -> int:
        """The function that is true where another is false."""
        return self.apply("not", lambda a: not a, item)

    def all_of(self, items: Sequence[int]) -> int:
        """The function that is true where all are."""
        result = self.leaf(True)
        for item in items:
            result = self.apply("and", lambda a, b: a and b, result, item)
        return result

    def any_of(self, items: Sequence[int]) -> int:
        """The function that is true where one of some is."""
        result = self.leaf(False)
        for item in items:
            result = self.apply("or", lambda a, b: a or b, result, item)
        return result

    def choice(self, condition: int, yes: int, no: int) -> int:
        """The function that is one where a condition is true, another where it is false."""
        return self.apply("if", lambda c, one, other: one if c else other, condition, yes, no)

    def equals(self, item: int, value: Hashable) -> int:
        """The function that is true where another has a value."""
        return self.apply(("is", value), lambda found: found == value, item)

    def _keep(self, key: tuple[Hashable, tuple[int, ...]], result: int) -> None:
        if len(self._memo) >= self.limit:
            raise TooLargeError
        self._memo[key] = result

    def restrict(self, node: int, variable: int, index: int) -> int:
        """The function with a variable held in one class."""
        branch = self._branches.get(node)
        if branch is None or branch[0] > variable:
            return node
        if branch[0] == variable:
            return branch[1][index]
        key = (("restrict", variable, index), (node,))
        if key not in self._memo:
            children = tuple(self.restrict(child, variable, index) for child in branch[1])
            self._keep(key, self.branch(branch[0], children))
        return self._memo[key]

    def support(self, node: int) -> dict[int, int]:
        """The variables that a function depends on, with the number of their classes."""
        found: dict[int, int] = {}
        for reached in self._reachable(node):
            if reached in self._branches:
                variable, children = self._branches[reached]
                found[variable] = len(children)
        return dict(sorted(found.items()))

    def telling(self, node: int, differ: Callable[[Hashable, Hashable], bool]) -> set[int]:
        """The variables that alone can move a function from one value to another that differs from it.

        A branch is reached by some classes of the variables before it: whatever two of its children come to for the
        same classes of the variables behind it differs by this variable alone.
        """
        alike: set[tuple[int, int]] = set()
        found: set[int] = set()
        for reached in self._reachable(node):
            branch = self._branches.get(reached)
            if branch is not None and branch[0] not in found:
                pairs = combinations(dict.fromkeys(branch[1]), 2)
                if any(self._may_differ(left, right, differ, alike) for left, right in pairs):
                    found.add(branch[0])
        return found

    def _may_differ(
        self, left: int, right: int, differ: Callable[[Hashable, Hashable], bool], alike: set[tuple[int, int]]
    ) -> bool:
        """Whether two functions differ somewhere; `alike` keeps the pairs that do not."""
        if left == right or (left, right) in alike:
            return False
        one, other = self._branches.get(left), self._branches.get(right)
        if one is None and other is None:
            found = differ(self._leaves[left], self._leaves[right])
        elif other is None or (one is not None and one[0] < other[0]):
            assert one is not None, "one of them branches"
            found = any(self._may_differ(child, right, differ, alike) for child in one[1])
        elif one is None or other[0] < one[0]:
            found = any(self._may_differ(left, child, differ, alike) for child in other[1])
        else:
            found = any(self._may_differ(a, b, differ, alike) for a, b in zip(one[1], other[1], strict=True))
        if not found:
            alike.add((left, right))
        return found

    def values(self, node: int) -> set[Hashable]:
        """The values that a function takes."""
        return {self._leaves[reached] for reached in self._reachable(node) if reached in self._leaves}

    def _reachable(self, node: int) -> set[int]:
        found = {node}
        queue = [node]
        while queue:
            branch = self._branches.get(queue.pop())
            for child in branch[1] if branch is not None else ():
                if child not in found:
                    found.add(child)
                    queue.append(child)
        return found
