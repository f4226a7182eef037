"""Texts, places in them, and YAML read with every position kept."""

from elig.facade import offers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.source.problem import Problem
    from elig.source.text import Source, Span
    from elig.source.yamltree import MAX_BYTES, Entry, Mapping, Node, Scalar, Sequence, read_yaml
else:
    __getattr__ = offers(
        __name__,
        {
            "problem": "Problem",
            "text": "Source Span",
            "yamltree": "MAX_BYTES Entry Mapping Node Scalar Sequence read_yaml",
        },
    )

__all__ = ["MAX_BYTES", "Entry", "Mapping", "Node", "Problem", "Scalar", "Sequence", "Source", "Span", "read_yaml"]
