"""The public library: load policies, decide a household, read the decision.

What loading, deciding, linting and cases need is imported when one of them is asked for: a process that decides a
household under a prepared program does without the rest.
"""

from __future__ import annotations

from elig.kept import kept
from elig.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from datetime import date
    from fractions import Fraction
    from pathlib import Path

    from elig.cases.read import Case
    from elig.cases.run import Report
    from elig.compile.cells import Layout, Told
    from elig.compile.decider import Decider
    from elig.compile.told import TextReader
    from elig.errors import Diagnostic
    from elig.evaluate.check import Checker
    from elig.evaluate.decision import Missing, Outcomes, Result
    from elig.facts.household import Household
    from elig.facts.reading import HouseholdReader
    from elig.program.citation import Words
    from elig.program.model import CheckedProgram, Rules, Vocabulary
    from elig.values import Interval, Outcome, Possible

    Pin = bool | int | str | Fraction
    """A value that a caller pins a definition to."""


def load(
    path: str | Path | None = None, *, local: Sequence[str | Path] = (), cache: str | Path | None = None
) -> Program:
    """Load a folder of policies, or one file with what it uses; by default the shipped policies.

    `local` are locality files that lie above the shipped ones of the same or a wider division. `cache` is a folder of
    the user's own in which checked programs are kept as data, and taken from as long as no file has changed. Raises
    `PolicyError` with every diagnostic of every file.
    """
    where, above = None if path is None else str(path), [str(item) for item in local]
    if cache is not None or where is None:
        from elig.prepare.store import find

        found = find(where, above, None if cache is None else str(cache))
        if found is not None:
            return Program(found)
    from pathlib import Path

    from elig.errors import Collector
    from elig.program.disk import RememberingDisk
    from elig.program.load import load_program

    errors, disk = Collector(), RememberingDisk()
    checked = load_program(None if path is None else Path(path), [Path(item) for item in local], errors, disk)
    errors.raise_if_any()
    assert checked is not None, "a program without errors was checked"
    if cache is not None:
        from elig.prepare.keep import keep

        keep(checked, disk.asked, where, above, str(cache))
    return Program(checked)


def load_texts(texts: Mapping[str, str], local: Mapping[str, str] | None = None, folder: Path | None = None) -> Program:
    """Load policy files from their texts, by name; files that they use are found in `folder`. Raises `PolicyError`."""
    from elig.errors import Collector
    from elig.program.load import check_program
    from elig.source import Source

    errors = Collector()
    sources = [Source(name, text) for name, text in texts.items()]
    above = [Source(name, text) for name, text in (local or {}).items()]
    checked = check_program(sources, above, [folder] if folder is not None else [], errors)
    errors.raise_if_any()
    assert checked is not None, "a program without errors was checked"
    return Program(checked)


def lint(paths: Sequence[str | Path]) -> tuple[Diagnostic, ...]:
    """Every error of some policy files or folders, and advice where there are no errors."""
    from pathlib import Path

    from elig.errors import Collector
    from elig.program.lint import lint_program
    from elig.program.load import load_program

    found: dict[Diagnostic, None] = {}
    for path in paths:
        errors = Collector()
        checked = load_program(Path(path), [], errors)
        if checked is not None:
            lint_program(checked, errors)
        found.update(dict.fromkeys(errors.diagnostics))
    return tuple(found)


def run_cases(program: Program, paths: Sequence[str | Path] = ()) -> Report:
    """Run worked cases and compare; by default those of the shipped policies. Raises `PolicyError`."""
    from pathlib import Path

    from elig.cases import run_cases as run

    return run(program, load_texts, [Path(path) for path in paths])


def schema(name: str) -> Mapping[str, object]:
    """The published JSON Schema of `policy`, `vocabulary`, `divisions`, `locality`, `cases`, `decision` or `diff`."""
    if name == "diff":
        from elig.compare.json import diff_schema

        return diff_schema()
    if name == "decision":
        from elig.explain.json import decision_schema

        return decision_schema()
    from elig.program.shape import schema as of_files

    return of_files(name)


def household_schema(program: Program) -> Mapping[str, object]:
    """The JSON Schema (draft 2020-12) of a household, from the program's vocabulary."""
    from elig.facts.schema import household_schema as of_households

    return of_households(program.vocabulary)


class Program:
    """Checked policies, ready to decide households. Safe to share; nothing in it changes what is decided."""

    def __init__(self, checked: CheckedProgram | Callable[[], CheckedProgram]) -> None:
        self._given = checked
        self._checkers: dict[tuple[str, date], Checker] = {}

    @kept
    def checked(self) -> CheckedProgram:
        """The program itself; a prepared one is opened when it is first asked for."""
        return self._given() if callable(self._given) else self._given

    @kept
    def layout(self) -> Layout:
        """Where each fact stands in the cells that a decider reads."""
        from elig.compile.cells import Layout

        return Layout.made(self.checked.vocabulary)

    @kept
    def _reader(self) -> HouseholdReader:
        from elig.facts.reading import HouseholdReader

        return HouseholdReader(self.checked.vocabulary)

    @property
    def vocabulary(self) -> Vocabulary:
        """The facts of a household, and their words."""
        return self.checked.vocabulary

    @property
    def regions(self) -> tuple[Rules, ...]:
        """The rules of every region."""
        return self.checked.regions

    def rules(self, region: str | None) -> Rules:
        """The rules of a region by its policy's id, or those for everybody; raises `KeyError`."""
        listed = [*self.checked.regions, *([self.checked.common] if self.checked.common is not None else [])]
        for rules in listed:
            if rules.policy.id == region or (region is None and rules is self.checked.common):
                return rules
        raise KeyError(region)

    def read(self, household: str | bytes | Mapping[str, object]) -> Household:
        """Read a household from JSON text or a dictionary; raises `HouseholdError` with every problem."""
        return self._reader.read(household)

    def check(
        self,
        household: str | bytes | Mapping[str, object] | Household,
        *,
        on: date,
        policy: str | None = None,
        trace: bool = False,
        pins: Mapping[str, Pin] | None = None,
        only: Collection[str] | None = None,
        members: Collection[str] | None = None,
    ) -> Decision:
        """Decide a household on a day.

        The region follows from the household's division code, or is named by `policy`. `pins` hold definitions at a
        value; the decision records them. `trace` keeps every condition, decisive or not. `only` names the entitlements
        to be decided, `members` the members who are asked about; without them all are. Raises `HouseholdError` where
        the household cannot be read or makes no sense, `EligError` where nothing fits it or a name is not known.
        """
        from elig.evaluate.decide import division_of, outcomes, rules_for
        from elig.evaluate.environment import exactly
        from elig.facts.household import Household
        from elig.input_errors import EligError

        known = household if isinstance(household, Household) else self.read(household)
        rules = rules_for(self.checked, division_of(self.checked.vocabulary, known), policy)
        checker = self._checker(rules, on)
        held = {name: exactly(_exact(value)) for name, value in (pins or {}).items()}
        unknown = sorted(set(held) - set(rules.definitions))
        if unknown:
            raise EligError(f"no definition is called {', '.join(unknown)}")
        strange = sorted(set(only or ()) - set(rules.entitlements))
        if strange:
            raise EligError(f"no entitlement is called {', '.join(strange)}")
        found = outcomes(checker, self.checked, known, held, __version__, trace, only, members)
        return Decision(found, rules, known, self.checked.places)

    def household(self, household: str | bytes | Mapping[str, object] | Household) -> Told:
        """Read a household for a decider; raises `HouseholdError` with every problem."""
        return self.text_reader.read(household)

    @kept
    def text_reader(self) -> TextReader:
        """Reads households into cells."""
        from elig.compile.told import TextReader

        return TextReader(self.layout, self._reader.keys, self._reader)

    def decider(self, *, on: date, policy: str | None = None, trace: bool = False) -> Decider:
        """What decides many households of one day quickly, with the answers that `check` gives.

        The region follows from each household's division code, or is named by `policy`; `trace` keeps what every
        condition came to. Call it with a household of `household`; it raises what `check` raises.
        """
        from elig.compile.decider import Decider

        return Decider(self.checked, self.layout, on, policy, trace)

    def decide(
        self, household: Mapping[str, object], case: Case, policy: str | None, local: Mapping[str, str]
    ) -> Outcomes:
        """Decide the household of a worked case, with its illustration laid over."""
        from elig.evaluate.decide import division_of, rules_for

        program = self.with_local(local) if local else self
        assert case.on is not None, "a case with a household has a day"
        pins = {name: _pin(value) for name, value in case.pins.items()}
        known = program.read(household)
        rules = rules_for(program.checked, division_of(program.checked.vocabulary, known), policy)
        only = None if "notes" in case.expect else rules.entitlements.keys() & case.expect.keys()
        return program.check(known, on=case.on, policy=policy, pins=pins, only=only).outcomes

    def with_local(self, texts: Mapping[str, str]) -> Program:
        """The program with further locality files, by name, above all others; raises `PolicyError`."""
        from elig.errors import Collector
        from elig.program.load import with_local
        from elig.source import Source

        errors = Collector()
        checked = with_local(self.checked, [Source(name, text) for name, text in texts.items()], errors)
        errors.raise_if_any()
        assert checked is not None, "locality files without errors were laid over"
        return Program(checked)

    def _checker(self, rules: Rules, on: date) -> Checker:
        from elig.evaluate.check import Checker
        from elig.evaluate.dated import at

        key = (rules.policy.id, on)
        if key not in self._checkers:
            if len(self._checkers) >= 64:
                self._checkers.clear()
            self._checkers[key] = Checker(at(rules, on))
        return self._checkers[key]

    def region_of(self, division: str) -> Rules | None:
        """The rules of the region that a division lies in."""
        from elig.evaluate.places import nearest_region

        return nearest_region(self.regions, self.vocabulary.current(division))


def _pin(value: object) -> Pin:
    from decimal import Decimal
    from fractions import Fraction

    from elig.input_errors import EligError

    if isinstance(value, bool | int | str):
        return value
    if isinstance(value, Decimal):
        return Fraction(value)
    raise EligError(f"{value} is no value for a definition")


def _exact(value: Pin) -> bool | str | Fraction:
    from fractions import Fraction

    return value if isinstance(value, bool | str) else Fraction(value)


class Decision:
    """What was decided for one household on one day.

    `decision["urban_dibao"]` is the household's answer; `decision["insurance_subsidy"]["m2"]` is a member's.
    """

    def __init__(
        self, found: Outcomes, rules: Rules, household: Household, places: Mapping[str, Words] | None = None
    ) -> None:
        self._places = places or {}
        self.outcomes = found
        self._rules = rules
        self._household = household

    def __getitem__(self, entitlement: str) -> EntitlementView:
        results = tuple(result for result in self.outcomes.results if result.entitlement.id == entitlement)
        if not results and entitlement not in self._rules.entitlements:
            raise KeyError(entitlement)
        return EntitlementView(entitlement, results)

    def __iter__(self) -> Iterator[EntitlementView]:
        for name in dict.fromkeys(result.entitlement.id for result in self.outcomes.results):
            yield self[name]

    @kept
    def due(self) -> tuple[Result, ...]:
        """What is due, in file order."""
        from elig.values import Outcome

        return tuple(result for result in self.outcomes.results if result.outcome is Outcome.DUE)

    def value(self, definition: str, member: str | None = None) -> Possible:
        """What a definition marked `report: true` may be; raises `KeyError`."""
        for item in self.outcomes.reported:
            if item.definition == definition and item.member == member:
                return item.value
        raise KeyError(definition)

    def explain(self, lang: str = "zh", *, full: bool = False, color: bool = False, only: Sequence[str] = ()) -> str:
        """The decision in words, in Chinese (`zh`) or English (`en`)."""
        from elig.explain.text import explain

        shown, places = self._household, self._places
        return explain(
            self.outcomes, self._rules, lang, full=full, color=color, only=only, household=shown, places=places
        )

    def to_dict(self) -> Mapping[str, object]:
        """The decision by its published schema, as plain data."""
        from elig.explain.json import to_json

        return to_json(self.outcomes, self._rules)

    def to_json(self) -> str:
        """The decision by its published schema, as one line of JSON text."""
        import json

        return json.dumps(self.to_dict(), ensure_ascii=False)


class EntitlementView:
    """The answers for one entitlement: the household's own, or one for each member."""

    def __init__(self, id: str, results: tuple[Result, ...]) -> None:
        self.id = id
        self.results = results

    def __getitem__(self, member: str) -> Result:
        for result in self.results:
            if result.subject == member:
                return result
        raise KeyError(member)

    @property
    def result(self) -> Result:
        """The household's answer; raises `KeyError` where the entitlement is of each member."""
        if len(self.results) != 1 or self.results[0].subject is not None:
            raise KeyError(f"{self.id} is decided for each member: name one")
        return self.results[0]

    @property
    def outcome(self) -> Outcome:
        """The household's outcome."""
        return self.result.outcome

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What would have to be known for the outcome, over all subjects."""
        return tuple(dict.fromkeys(item for result in self.results for item in result.missing))

    @property
    def total(self) -> Mapping[str, Interval]:
        """What is payable for each grant, summed over members: floors add up to floors."""
        from fractions import Fraction

        from elig.values import Interval, add_spans

        totals: dict[str, Interval] = {}
        for result in self.results:
            for grant in result.grants:
                if grant.payable is not None:
                    before = totals.get(grant.id, Interval(Fraction(0), Fraction(0)))
                    totals[grant.id] = add_spans(before, grant.payable)
        return totals
