"""What rules are given: constants, the facts of a household, the figures of the place, readings and tables."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from elig.evaluate.environment import Ends
from elig.program import nodes
from elig.program.model import Fact
from elig.program.nodes import Node
from elig.program.types import EnumType, TextType
from elig.prove.here import Here
from elig.prove.lin import FALSE, TRUE, Term, constant
from elig.prove.possible import NO, YES, May, Quantity, Value, Word, WordSet, exact, is_certain, point
from elig.prove.tables import rows_reached
from elig.records import replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.prove.encoder import Encoder


class Given:
    """What the leaves of rules may be."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.terms = encoder.terms
        self.algebra = encoder.algebra

    def constant(self, node: nodes.Constant) -> Value:
        """What is written."""
        match node.value:
            case bool():
                return YES if node.value else NO
            case Fraction():
                return point(exact(node.value))
            case str():
                return Word(((TRUE, constant(self.place_of(node, node.value))),))

    def place_of(self, node: Node, word: str) -> int:
        """The place of a word or a text among those that a rule can be; -1 for one that no household has."""
        words = self.words_of(node)
        return words.index(word) if word in words else -1

    def words_of(self, node: Node) -> list[str]:
        """The words or texts that a rule can be."""
        assert isinstance(node.type, EnumType | TextType), "only these are words"
        return self.encoder.world.words.of_type(node.type)

    def fact(self, node: nodes.FactRef, here: Here) -> Value:
        """What a fact may be, where it applies and where it does not."""
        fact = self.encoder.dated.facts[node.fact]
        who = here.member if node.of_member else None
        found = self.encoder.world.fact(fact, who)
        if fact.only_if is None:
            return found
        present, absent = self.presence(fact, here.of(who))
        return self.algebra.join([(present, found), (absent, _absent(found))])

    def presence(self, fact: Fact, here: Here) -> tuple[Term, Term]:
        """Whether a fact may apply, and whether it may not; what is told of a fact that may apply is its value."""
        assert fact.only_if is not None, "asked of facts that may not apply"
        applies = self.encoder.truth(fact.only_if, here)
        hidden = self.encoder.world.hidden(fact, here.member if fact.of_member else None)
        return applies.yes, self.terms.all_of((applies.no, self.terms.any_of((hidden, -applies.yes))))

    def parameter(self, node: nodes.ParameterRef, here: Here) -> Value:
        """What a figure may be, for what its keys may be."""
        parameter = self.encoder.side.rules.parameters[node.parameter]
        found_keys = [self.encoder.value(key, here) for key in node.keys]
        keys = [self._key_cases(key, found) for key, found in zip(node.keys, found_keys, strict=True)]
        ends = Ends.NORMS if here.norms else Ends.TECHNICAL
        cases = []
        for choice in product(self._origins(parameter.by_origin), *keys):
            case = self.terms.all_of(condition for condition, _ in choice)
            origin, *words = (word for _, word in choice)
            if case != FALSE:
                found = self.encoder.figures.value(parameter, tuple(word or "" for word in words), origin, ends)
                cases.append((case, found))
        return self._joined(cases, found_keys)

    def _joined(self, cases: Sequence[tuple[Term, Value]], told: Sequence[Value]) -> Value:
        """Cases joined: of exactly one of them where what tells them apart is certain."""
        apart = all(is_certain(value) for value in told)
        return self.algebra.join_apart(cases) if apart else self.algebra.join(cases)

    def _key_cases(self, key: Node, found: Value) -> list[tuple[Term, str | None]]:
        words = self.words_of(key)
        assert isinstance(found, Word), "keys are words of an enumeration"
        cases: dict[str, Term] = {}
        for may, place in found.parts:
            for number, word in enumerate(words):
                case = self.terms.all_of((may, self.terms.equal(place, constant(number))))
                cases[word] = self.terms.any_of((cases.get(word, FALSE), case))
        return [(case, word) for word, case in cases.items() if case != FALSE]

    def _origins(self, by_origin: bool) -> list[tuple[Term, str | None]]:
        fact = self.encoder.side.rules.vocabulary.origin_fact
        if not by_origin or fact is None:
            return [(TRUE, None)]
        found, words = self.encoder.world.fact(fact, None), self.encoder.world.words_of(fact)
        assert isinstance(found, Word) and len(found.parts) == 1, "the place left is known"
        return [(self.terms.equal(found.parts[0][1], constant(n)), code) for n, code in enumerate(words)]

    def by_reading(self, node: nodes.ByReading, here: Here) -> Value:
        """What a rule comes to under the readings that are settled or supposed, else under all."""
        chosen = self.encoder.keys.settled.get(node.reading) or dict(here.options).get(node.reading)
        if chosen is None:
            return self.algebra.join([(TRUE, self.encoder.value(option, here)) for _, option in node.options])
        return self.encoder.value(dict(node.options)[chosen], here)

    def table(self, node: nodes.TableNode, here: Here) -> Value:
        """What a table comes to, for each of its rows that may be reached."""
        asked = replace(here, norms=False)
        columns = [(self.encoder.value(column, asked), self._words_of_column(column)) for column in node.columns]
        reached = rows_reached(self.terms, columns, [row.cells for row in node.rows])
        results = [(case, node.otherwise if row is None else node.rows[row].then) for row, case in reached.items()]
        found = self._joined(
            [(case, self.encoder.value(then, here)) for case, then in results if then is not None],
            [v for v, _ in columns],
        )
        undefined = [value.undefined for value, _ in columns if isinstance(value, Quantity)]
        if not isinstance(found, Quantity) or not undefined:
            return found
        return replace(found, undefined=self.terms.any_of((found.undefined, *undefined)))

    def _words_of_column(self, column: Node) -> list[str]:
        return self.words_of(column) if isinstance(column.type, EnumType | TextType) else []


def _absent(like: Value) -> Value:
    """What a fact is where it does not apply."""
    match like:
        case Quantity():
            return Quantity((), TRUE)
        case Word():
            return Word((), TRUE)
        case May():
            return NO
        case WordSet():
            return WordSet(lambda _: NO)
