"""Texts, places in them, and YAML read with every position kept."""

from elig.source.problem import Problem
from elig.source.text import Source, Span
from elig.source.yamltree import MAX_BYTES, Entry, Mapping, Node, Scalar, Sequence, read_yaml

__all__ = ["MAX_BYTES", "Entry", "Mapping", "Node", "Problem", "Scalar", "Sequence", "Source", "Span", "read_yaml"]
