"""Ordered decision diagrams: a function of inputs with few classes each, in its shortest form.

In the shortest form an input occurs exactly if the function depends on it: that is what makes the missing lists exact.
Nodes are numbers; equal functions are equal numbers. Variables are ordered by their index.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

MAX_NODES = 200_000


class TooLargeError(Exception):
    """A diagram has grown past its limit; the caller falls back to listing everything that is read."""


@dataclass(slots=True)
class Diagrams:
    """A family of diagrams over the same variables."""

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
        if all(child == children[0] for child in children):
            return children[0]
        key = (variable, children)
        if key not in self._ids:
            if len(self._ids) >= MAX_NODES:
                raise TooLargeError
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
        variables = [self._branches[node][0] for node in nodes if node in self._branches]
        if not variables:
            result = self.leaf(fn(*(self._leaves[node] for node in nodes)))
        else:
            top = min(variables)
            arity = next(
                len(self._branches[n][1]) for n in nodes if n in self._branches and self._branches[n][0] == top
            )
            parts = [tuple(self._cofactor(node, top, index) for node in nodes) for index in range(arity)]
            result = self.branch(top, tuple(self.apply(name, fn, *part) for part in parts))
        self._memo[key] = result
        return result

    def _cofactor(self, node: int, variable: int, index: int) -> int:
        branch = self._branches.get(node)
        return branch[1][index] if branch is not None and branch[0] == variable else node

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
            self._memo[key] = self.branch(branch[0], children)
        return self._memo[key]

    def support(self, node: int) -> dict[int, int]:
        """The variables that a function depends on, with the number of their classes."""
        found: dict[int, int] = {}
        for reached in self._reachable(node):
            if reached in self._branches:
                variable, children = self._branches[reached]
                found[variable] = len(children)
        return dict(sorted(found.items()))

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
