"""Every rule of the shipped policies knows its place: line by line, node by node, citation by citation."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import elig
from elig.errors import Collector
from elig.lang import parse
from elig.lang.ast import Expr, In
from elig.lang.walk import nodes as syntax_nodes
from elig.program.files import bundled, shown
from elig.program.model import Rules
from elig.program.nodes import Node
from elig.program.walk import descend
from elig.source import Mapping, Scalar, Sequence, Source, Span, read_yaml
from elig.source import Node as YamlNode

SOURCES = Path(__file__).parents[2].parent / "shared" / "sources"
POLICIES = sorted(path for path in bundled().glob("*.yaml"))
CLAUSES = ("given", "when", "unless", "met_when")
FIGURES = ("amount", "used", "lasts")


@pytest.fixture(scope="module")
def program() -> Iterator[elig.Program]:
    yield elig.load()


def root_of(path: Path) -> Mapping:
    node = read_yaml(Source(shown(path), path.read_text("utf-8")))
    assert isinstance(node, Mapping)
    return node


def expressions(root: Mapping) -> Iterator[Scalar]:
    """Every text of a file that is an expression."""
    for body in under(root, "definitions"):
        yield from below(body.get("is"))
    for body in under(root, "groups"):
        yield from below(body.get("where"))
    for subject in under(root, "facts"):
        for entry in subject.entries:
            if isinstance(entry.value, Mapping):
                yield from below(entry.value.get("only_if"))
    for body in listed(root.get("invalid")):
        yield from below(body.get("if"))
    for body in under(root, "entitlements"):
        for key in CLAUSES:
            yield from below(body.get(key))
        for grant in listed(body.get("grants")):
            for key in FIGURES:
                yield from below(grant.get(key))


def under(root: Mapping, key: str) -> Iterator[Mapping]:
    found = root.get(key)
    for entry in found.entries if isinstance(found, Mapping) else ():
        assert isinstance(entry.value, Mapping)
        yield entry.value


def listed(node: YamlNode | None) -> Iterator[Mapping]:
    for item in node.items if isinstance(node, Sequence) else ():
        assert isinstance(item, Mapping)
        yield item


def below(node: YamlNode | None) -> Iterator[Scalar]:
    """The expressions of a clause: lists, alternatives, readings and date maps gone through."""
    match node:
        case Scalar() if node.value.strip() != "ends":
            yield node
        case Sequence():
            for item in node.items:
                yield from below(item)
        case Mapping():
            for entry in node.entries:
                if entry.key.value not in ("by_reading", "id", "label", "cite"):
                    yield from below(entry.value)
        case _:
            pass


def every_node(rules: Rules) -> Iterator[Node]:
    tops: list[Node | None] = [found.node for found in rules.definitions.values()]
    tops += [found.where for found in rules.groups.values()]
    tops += [found.condition for found in rules.invalid]
    tops += [fact.only_if for fact in rules.vocabulary.facts.values()]
    for found in rules.entitlements.values():
        tops += [found.given, found.when, found.unless, found.met_when]
        tops += [node for grant in found.grants for node in (grant.amount, grant.used, grant.lasts)]
    for top in tops:
        if top is not None:
            yield from descend(top)


def spans(node: Node) -> Iterator[Span]:
    """The place of a node, and of the words that it tells apart."""
    if node.span is not None:
        yield node.span
    if isinstance(node.syntax, In):
        yield from (option.span for option in node.syntax.options if option.span is not None)


def test_every_line_of_an_expression_has_a_node_that_begins_there(program: elig.Program) -> None:
    begun = {
        (span.source.name, span.source.position(span.start)[0])
        for rules in program.regions
        for node in every_node(rules)
        for span in spans(node)
    }
    lines = {
        (scalar.span.source.name, scalar.span.source.position(offset)[0])
        for path in POLICIES
        for scalar in expressions(root_of(path))
        for offset in scalar.offsets
        if not scalar.span.source.text[offset].isspace()
    }
    assert len(lines) > 100, "there are rules to look at"
    assert sorted(lines - begun) == []


@pytest.mark.parametrize("path", POLICIES, ids=lambda path: path.stem)
def test_the_text_under_each_node_is_the_node(program: elig.Program, path: Path) -> None:
    units = program.vocabulary.units

    def read(text: Scalar) -> Expr:
        errors = Collector()
        tree = parse(text, units, errors)
        assert tree is not None, errors.diagnostics[0].render()
        return tree

    for scalar in expressions(root_of(path)):
        for node in syntax_nodes(read(scalar)):
            assert node.span is not None
            assert read(Scalar.of(" ".join(node.span.text.split()))) == node, node.span.place


def test_every_checked_node_lies_inside_its_file(program: elig.Program) -> None:
    for rules in program.regions:
        for node in every_node(rules):
            if node.span is not None:
                assert 0 <= node.span.start < node.span.end <= len(node.span.source.text)
                assert node.span.text == node.span.text.strip()


# ---------------------------------------------------------------------- citations of the documents

CITATION = re.compile(r"(at: [\w-]+@)(\d+)\.\.(\d+)")


@pytest.mark.skipif(not SOURCES.is_dir(), reason="the source documents stand beside the repository only where they may")
@pytest.mark.parametrize("path", [p for p in POLICIES if "at: " in p.read_text("utf-8")], ids=lambda path: path.stem)
def test_each_citation_moved_by_one_character_is_caught(tmp_path: Path, path: Path) -> None:
    folder = tmp_path / "policies"
    shutil.copytree(bundled(), folder)
    text = path.read_text("utf-8")
    moved = CITATION.sub(lambda m: f"{m[1]}{int(m[2]) + 1}..{int(m[3]) + 1}", text)
    (folder / path.name).write_text(moved, "utf-8")
    found = elig.verify_sources(elig.load(folder), SOURCES)
    places = {finding.place for finding in found}
    lines = {number for number, line in enumerate(text.split("\n"), start=1) if CITATION.search(line.split("#")[0])}
    caught = {int(place.split(":")[1]) for place in places if place.startswith(f"policies/{path.name}:")}
    assert lines - caught == set()
