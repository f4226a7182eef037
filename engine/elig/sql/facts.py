"""Facts as SQL: what is told of them, and what they may be where nothing is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlglot import exp

from elig.evaluate.environment import Ends, open_ended
from elig.facts.forms import BooleanForm, DateForm, MembersForm, NumberForm, TextForm, WordForm, WordSetForm, form_of
from elig.program.model import Fact, Vocabulary
from elig.program.nodes import FactRef
from elig.program.types import EnumType
from elig.records import replace
from elig.sql import figures, periods
from elig.sql.chain import Spot
from elig.sql.notes import note_of
from elig.sql.staged import NONE, absence_of, may_be_absent
from elig.sql.trees import (
    Tree,
    case,
    coalesce,
    column,
    conjunction,
    disjunction,
    is_not_null,
    is_null,
    negation,
    surely,
    text,
    truth,
)
from elig.sql.trees import day as day_tree
from elig.sql.values import Condition, End, Figure, Refused, Text, Value, Word, WordList
from elig.values import Numbers, Truth, Words

if TYPE_CHECKING:
    from elig.sql.at import At, Pin
    from elig.sql.write import Writer


def load(node: FactRef, writer: Writer, at: At) -> Value:
    """A fact."""
    fact = writer.rules.facts[node.fact]
    for pin in at.pins:
        if pin.name == node.fact:
            return held(pin, writer)
    home = replace(at, spot=Spot(fact.of_member, 0), ends=Ends.TECHNICAL)
    applies = None
    if fact.only_if is not None:
        stage = writer.about.stage(fact.only_if)
        home = replace(home, spot=Spot(fact.of_member, stage))
        applies = writer.condition(fact.only_if, home)
        applies = writer.named(applies, home, f"{fact.id}__applies")
    return _value(fact, applies, writer, at)


def held(pin: Pin, writer: Writer) -> Value:
    """A fact that is held in one class; raises `Refused` where no value of SQL is one."""
    match pin.value, pin.fact.type:
        case Truth(), _:
            return Condition(truth(pin.value is Truth.TRUE))
        case Numbers(), kind:
            return periods.constant_number(pin.value, kind)
        case Words(ids=ids, none=none), EnumType(enumeration) if ids is not None:
            word = text(NONE) if none else text(min(ids))
            return Word(word, writer.words(enumeration), optional=pin.fact.optional)
        case _:
            raise Refused("a class of a set or of a text")


def source(fact: Fact, writer: Writer) -> exp.Column:
    """The column of a fact as it was told."""
    writer.reads[fact.id] = None
    tree = _in_use(fact, writer.rules.rules.vocabulary)
    return writer.chain.source(fact.id, tree, Spot(fact.of_member), note_of(fact))


def absence(fact: Fact, writer: Writer) -> Tree:
    """Whether a fact was told to be absent; never open."""
    name = absence_of(fact)
    tree = coalesce(column(name, _alias(fact)), truth(False))
    return writer.chain.source(name, tree, Spot(fact.of_member))


def _alias(fact: Fact) -> str:
    return "m" if fact.of_member else "h"


def _in_use(fact: Fact, vocabulary: Vocabulary) -> Tree:
    """The column of a fact; a division's code that is retired is the one that took its place."""
    plain = column(fact.id, _alias(fact))
    return current(plain, vocabulary) if fact.division else plain


def current(code: Tree, vocabulary: Vocabulary) -> Tree:
    """The division code that is in use for a code."""
    retired = [(found.code, found.now) for found in vocabulary.divisions.values() if found.now]
    return case([(exp.EQ(this=code, expression=text(old)), text(new)) for old, new in retired], code)


def told(fact: Fact, writer: Writer) -> Tree:
    """Whether a fact was told to have a value; never open."""
    raw = source(fact, writer)
    form = form_of(fact, writer.rules.rules.vocabulary)
    if isinstance(form, WordForm):
        return conjunction([is_not_null(raw), exp.NEQ(this=raw, expression=text(NONE))])
    return is_not_null(raw)


def unknown(fact: Fact, vocabulary: Vocabulary) -> Tree:
    """Whether nothing was told of a fact, in the columns as they are staged."""
    raw = column(fact.id, _alias(fact))
    has_absence = not isinstance(form_of(fact, vocabulary), BooleanForm | WordForm | WordSetForm | MembersForm)
    if has_absence and may_be_absent(fact):
        return conjunction([is_null(raw), negation(surely(column(absence_of(fact), _alias(fact)), True))])
    return is_null(raw)


def _value(fact: Fact, applies: Condition | None, writer: Writer, at: At) -> Value:
    vocabulary, known = writer.rules.rules.vocabulary, writer.known
    raw = source(fact, writer)
    match form_of(fact, vocabulary):
        case BooleanForm():
            if applies is None:
                return Condition(raw, open=not known)
            where = disjunction([surely(applies.tree, True), is_null(applies.tree)]) if applies.open else applies.tree
            return Condition(conjunction([where, raw]), not known or applies.open, applies.loose)
        case NumberForm() | DateForm() as form:
            return _figure(fact, raw, applies, isinstance(form, DateForm), writer, at)
        case WordForm() as form:
            words = tuple(value.id for value in form.values)
            if applies is None:
                return Word(raw, words, not known, fact.optional)
            no = surely(applies.tree, False)
            tree = case([(no, text(NONE))], raw)
            absent = case(
                [
                    (is_not_null(raw), exp.EQ(this=raw, expression=text(NONE))),
                    (no, truth(True)),
                    (surely(applies.tree, True), truth(False)),
                ]
            )
            absent = case([(no, truth(True))], absent)
            return Word(
                tree,
                words,
                not known or applies.open,
                True,
                Condition(absent, open=not known or applies.open),
                loose=applies.loose,
            )
        case TextForm():
            return _text(fact, raw, applies, writer)
        case WordSetForm():
            if applies is None:
                return WordList(raw, not known)
            tree = case([(surely(applies.tree, False), writer.dialect.empty_set())], raw)
            return WordList(tree, not known or applies.open)
        case MembersForm():
            raise Refused("IncludesThisNode")


def _text(fact: Fact, raw: Tree, applies: Condition | None, writer: Writer) -> Text:
    known = writer.known
    if not may_be_absent(fact):
        return Text(raw, not known)
    gone = absence(fact, writer)
    if applies is not None:
        gone = disjunction([gone, surely(applies.tree, False)])
        absent = case(
            [(gone, truth(True)), (is_not_null(raw), truth(False)), (surely(applies.tree, True), truth(False))]
        )
        return Text(raw, not known or applies.open, gone, Condition(absent, open=not known or applies.open))
    absent = case([(gone, truth(True)), (is_not_null(raw), truth(False))])
    return Text(raw, not known, gone, Condition(gone) if known else Condition(absent, open=True))


def _figure(fact: Fact, raw: Tree, applies: Condition | None, is_day: bool, writer: Writer, at: At) -> Figure:
    scale, size, least = _grid(fact, writer.rules.rules.vocabulary)
    end = End(raw, scale, size=size, natural=least >= 0, least=max(least, 0))
    optional = may_be_absent(fact)
    if writer.known:
        gone = None
        if optional:
            gone = is_null(raw) if applies is None else disjunction([is_null(raw), surely(applies.tree, False)])
        return Figure(end, end, gone, gone, day=is_day)
    everything = writer.about.env(at).unknown_fact(fact)
    assert isinstance(everything, Numbers), "a number is unknown as numbers"
    shown = at.ends is Ends.NORMS and not is_day
    reach = replace(open_ended(everything, fact.range) if shown else everything, none=False)
    gone = absence(fact, writer) if optional else None
    none = None
    if optional and applies is None:
        none = is_null(raw)
    elif optional and applies is not None:
        assert gone is not None, "it may be absent"
        gone = disjunction([gone, surely(applies.tree, False)])
        none = disjunction([gone, conjunction([is_null(raw), is_null(applies.tree)])])
    if is_day:
        assert reach.span is not None and reach.span.low is not None and reach.span.high is not None, "days have ends"
        low, high = (coalesce(raw, day_tree(date.fromordinal(int(e)))) for e in (reach.span.low, reach.span.high))
        return Figure(End(low), End(high), none, gone, raw=replace(end, nullable=True), reach=reach, day=True)
    return replace(figures.unknown_or(end, reach), none=none, gone=gone)


def _grid(fact: Fact, vocabulary: Vocabulary) -> tuple[int, int, int]:
    """How many steps make one, how many there are at most, and how many at least."""
    form = form_of(fact, vocabulary)
    if not isinstance(form, NumberForm):
        return 1, 0, 0
    if form.low is None or form.high is None:
        raise Refused("a number without a range")
    scale = 10**form.places
    most = max(abs(form.low), abs(form.high)) * scale
    return scale, int(most) + 1, int(form.low * scale)


__all__ = ["absence", "current", "load", "source", "told", "unknown"]
