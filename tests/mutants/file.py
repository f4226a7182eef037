"""The mutants of a policy file, as texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from elig.api import Program
from elig.errors import Collector
from elig.lang import Language, ast, parse
from elig.lang.names import Identity
from elig.lang.printer import print_expression
from elig.lang.units import UnitNames
from elig.lang.walk import nodes
from elig.program.model import Rules
from elig.program.walk import descend
from elig.source import Mapping, Source, read_yaml
from tests.mutants.expressions import Around, variants
from tests.mutants.sites import Change, Expression, Path, sites
from tests.mutants.yamltext import written_anew


@dataclass(frozen=True)
class Mutant:
    """A policy file with one token changed; `days` are those on which it can show, any where there are none."""

    file: str
    path: Path
    kind: str
    was: str
    now: str
    text: str
    days: tuple[date, ...] = ()

    def __str__(self) -> str:
        return f"{'/'.join(self.path)}: {self.kind}: {self.was} → {self.now}"


def mutants(source: Source, program: Program, policy: str) -> Iterator[Mutant]:
    """Every mutant of a policy file of a loaded program, in file order."""
    root = read_yaml(source)
    assert isinstance(root, Mapping)
    around = _around(program, policy)
    units = program.checked.vocabulary.units
    seen: set[str] = set()
    for site in sites(root):
        for mutant in _of(site, source, around, units):
            if mutant.text not in seen and mutant.text != source.text:
                seen.add(mutant.text)
                yield mutant


def _of(site: Expression | Change, source: Source, around: Around, units: UnitNames) -> Iterator[Mutant]:
    if isinstance(site, Change):
        whole = " ".join(source.text[site.node.span.start : site.node.span.end].split())
        shown = site.new if isinstance(site.new, str) else ""
        yield Mutant(
            source.name, site.path, site.kind, whole[:120], shown, written_anew(site.node, site.new), site.days
        )
        return
    errors = Collector()
    tree = parse(site.text, units, errors)
    assert tree is not None, errors.diagnostics
    was = print_expression(tree, Identity(), Language.EN, units)
    found = list(variants(tree, around, truth=site.truth))
    if site.amount and not isinstance(tree, ast.Bound):
        found.append(("floor for exact", ast.Bound(True, tree)))
    for kind, new in found:
        now = print_expression(new, Identity(), Language.EN, units)
        yield Mutant(source.name, site.path, kind, was, now, written_anew(site.text, site.prefix + now))


def _around(program: Program, policy: str) -> Around:
    rules, vocabulary = program.rules(policy), program.checked.vocabulary
    groups = (*rules.groups, vocabulary.subjects.parts)
    return Around(_words(rules), groups, vocabulary.money, vocabulary.places)


def _words(rules: Rules) -> dict[int, tuple[str, ...]]:
    """By its place in the region's own file, each word that is read, followed by the others of its enumeration."""
    found: dict[int, tuple[str, ...]] = {}
    for node in _syntax(rules):
        for below in nodes(node):
            for word in _worded(below):
                if word.span is not None and word.span.source.name == rules.policy.file.name:
                    listed = [value.id for value in rules.vocabulary.enumerations[word.enumeration].values]
                    turn = listed.index(word.id)
                    found[word.span.start] = (*listed[turn:], *listed[:turn])
    return found


def _worded(node: ast.Expr) -> Iterator[ast.Word]:
    match node:
        case ast.Word():
            yield node
        case ast.Is() | ast.Includes():
            yield from [node.word] if isinstance(node.word, ast.Word) else []
        case ast.In():
            yield from (option for option in node.options if isinstance(option, ast.Word))
        case _:
            pass


def _syntax(rules: Rules) -> Iterator[ast.Expr]:
    tops = [found.node for found in rules.definitions.values()]
    tops += [found.where for found in rules.groups.values() if found.where is not None]
    for right in rules.entitlements.values():
        clauses = (right.given, right.when, right.unless, right.met_when)
        tops += [clause for clause in clauses if clause is not None]
        tops += [figure for grant in right.grants for figure in grant.figures]
    for top in tops:
        for node in descend(top):
            if node.syntax is not None:
                yield node.syntax
