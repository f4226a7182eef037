"""Small policies over the neutral vocabulary of the conformance cases."""

from __future__ import annotations

from pathlib import Path

from elig.api import Program, load_texts

VOCABULARY = (Path(__file__).parents[1] / "conformance" / "vocabulary.yaml").read_text("utf-8")
HEAD = """
policy: p
title: {zh: p, en: p}
uses: [vocabulary]
jurisdiction: "520000"
"""


def small(sections: str) -> Program:
    """The program of a policy `p` that has some sections beside its head."""
    return load_texts({"vocabulary.yaml": VOCABULARY, "p.yaml": HEAD + sections})
