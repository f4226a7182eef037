"""What of two files differs that no rule can see: comments, the order of entries, blanks and line breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from elig.compare.model import Harmless, TextChange
from elig.source import Mapping, Node, Scalar, Sequence, Source, read_yaml


def text_changes(file: str, old: str, new: str) -> Iterator[TextChange]:
    """How often two texts of a file differ in comments and in the order of entries, or else in their layout alone."""
    if old == new:
        return
    before, after = read_yaml(Source(file, old)), read_yaml(Source(file, new))
    if isinstance(before, tuple) or isinstance(after, tuple):
        return
    one, other = Counter(comments(before, old)), Counter(comments(after, new))
    remarks = max((one - other).total(), (other - one).total())
    if remarks:
        yield TextChange(file, Harmless.COMMENT, remarks)
    moved = _moved(before, after)
    if moved:
        yield TextChange(file, Harmless.ORDER, moved)
    if not remarks and not moved and _told(before) == _told(after):
        yield TextChange(file, Harmless.LAYOUT, 1)


def comments(root: Node, text: str) -> Iterator[str]:
    """The comments of a file: from a hash that stands in no text to the end of its line.

    >>> found = read_yaml(Source("a.yaml", "a: 'x # y'  # z\\n# w\\n"))
    >>> assert not isinstance(found, tuple)
    >>> list(comments(found, found.span.source.text))
    ['z', 'w']
    """
    start = 0
    for scalar in _scalars(root):
        yield from _between(text, start, scalar.span.start)
        start = max(start, scalar.span.end)
    yield from _between(text, start, len(text))


def _between(text: str, start: int, end: int) -> Iterator[str]:
    """The comments between two texts; a comment ends with its line, and the next text stands on a later one."""
    for line in text[start:end].split("\n"):
        _, found, comment = line.partition("#")
        if found:
            yield comment.strip()


def _scalars(node: Node) -> Iterator[Scalar]:
    """The texts of a file in their order, keys too."""
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from _scalars(item)
        case Mapping():
            for entry in node.entries:
                yield entry.key
                yield from _scalars(entry.value)


def _moved(old: Node, new: Node) -> int:
    """In how many mappings the entries that both have stand in another order."""
    if not isinstance(old, Mapping) or not isinstance(new, Mapping):
        return 0
    before = [entry.key.value for entry in old.entries]
    after = [entry.key.value for entry in new.entries]
    kept, left = set(before) & set(after), [key for key in before if key in after]
    own = int(left != [key for key in after if key in kept])
    return own + sum(
        _moved(a, b) for key in left if (a := old.get(key)) is not None and (b := new.get(key)) is not None
    )


def _told(node: Node) -> object:
    """What a file says, without places."""
    match node:
        case Scalar():
            return " ".join(node.value.split())
        case Sequence():
            return tuple(_told(item) for item in node.items)
        case Mapping():
            return tuple((entry.key.value, _told(entry.value)) for entry in node.entries)
