"""A decision in words, as a caseworker reads it aloud: what is due, what to ask, what is not due."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from elig.evaluate.decision import Note, Outcomes, ParameterSeen, Reported, Result
from elig.explain.asks import first_questions, question_lines
from elig.explain.blocks import Block, Blocks
from elig.explain.evidence import origin_words, parameter_value
from elig.explain.figures import day, without_period
from elig.explain.labels import Labels, labels_of, printable
from elig.explain.paint import Paint
from elig.explain.phrases import has_phrase, phrase
from elig.explain.sections import SECTIONS, section_of
from elig.facts.household import Household
from elig.program.citation import Words
from elig.program.model import Rules
from elig.program.order import parameters_read
from elig.program.types import BOOLEAN
from elig.values import Numbers, Outcome

TYPE_CHECKING = False
if TYPE_CHECKING:
    from elig.explain.sections import Section

DIGEST_SHOWN = 8


def explain(
    outcomes: Outcomes,
    rules: Rules | None,
    lang: str,
    *,
    full: bool = False,
    color: bool = False,
    only: Collection[str] = (),
    household: Household | None = None,
    places: Mapping[str, Words] | None = None,
) -> str:
    """The answer in words, in `zh` or `en`.

    `full` adds the whole reason trees, `only` keeps some entitlements, `household` lets members be
    named by their relation to the head, and `places` names divisions. Nothing here depends on a
    terminal: `color` adds the escapes that one understands.
    """
    labels = labels_of(outcomes, rules, lang, household, places)
    return _Answer(outcomes, labels, Paint(color), full=full, only=only).text()


class _Answer:
    def __init__(
        self,
        outcomes: Outcomes,
        labels: Labels,
        paint: Paint,
        *,
        full: bool,
        only: Collection[str],
    ) -> None:
        self.outcomes = outcomes
        self.labels = labels
        self.lang = labels.lang
        self.paint = paint
        self.full = full
        self.results = [r for r in outcomes.results if not only or r.entitlement.id in only]
        self.sections: dict[Section, list[Result]] = {section: [] for section in SECTIONS}
        for result in self.results:
            self.sections[section_of(result)].append(result)
        self.count = 0

    def text(self) -> str:
        """The whole answer."""
        parts = [self.heading(), *(self.section(section) for section in SECTIONS)]
        parts.extend([self.notes(), self.footer()])
        return "\n\n".join("\n".join(part) for part in parts if part) + "\n"

    def heading(self) -> list[str]:
        household = printable(self.outcomes.household_id)
        lines = [self.paint.title(self.say("head.title", household=household))]
        on = day(self.outcomes.on, self.lang)
        lines.append(self.say("head.where", date=on, place=self.place()))
        lines.append(self.region())
        lines.extend(self.reported())
        lines.append(self.summary())
        return lines

    def place(self) -> str:
        found, code = self.outcomes.place, self.outcomes.division
        if code is None:
            return self.say("value.unknown")
        if found is None:
            return self.say("source.division", code=code)
        return self.say("head.place", place=found.text(self.lang), code=code)

    def region(self) -> str:
        title = self.outcomes.region_title
        if title is None:
            return self.say("head.no_region")
        rules = self.labels.rules
        policy = None if rules is None else rules.policy
        if policy is not None and policy.stated is not None:
            stated = day(policy.stated, self.lang)
            return self.say("head.region_dated", title=title.text(self.lang), date=stated)
        key = "head.region_undated" if policy is not None and policy.undated else "head.region"
        return self.say(key, title=title.text(self.lang))

    def reported(self) -> Iterable[str]:
        for item in self.outcomes.reported:
            value = self.known(item)
            if not value:
                continue
            label = item.label.text(self.lang)
            key = "reason.fact" if item.member is None else "reason.fact_of"
            value = without_period(value, label)
            yield self.say(key, owner=self.labels.owner(item.member), label=label, value=value)

    def known(self, item: Reported) -> str:
        """A reported value, or nothing where nothing is known of it."""
        if not isinstance(item.value, Numbers):
            return self.labels.figures.possible(item.value, BOOLEAN)
        if item.value.span is None:
            return ""
        shown = self.labels.figures.interval(item.value.span, item.unit)
        return "" if shown == self.say("figure.open") else shown

    def summary(self) -> str:
        parts = []
        for section, results in self.sections.items():
            count = len({result.entitlement.id for result in results})
            if count:
                parts.append(self.say(f"summary.{section}", count=str(count)))
        listed = self.say("list.comma").join(parts) or self.say("summary.nothing")
        return self.say("sentence", text=listed)

    def section(self, section: Section) -> list[str]:
        found = self.sections[section]
        if not found:
            return []
        own = [r for r in found if r.entitlement.policy == self.outcomes.region]
        further = [r for r in found if r.entitlement.policy != self.outcomes.region]
        heading = self.paint.outcome(found[0].outcome, self.say(f"section.{section}"))
        lines = [heading]
        if section == "undetermined":
            lines.extend(self.questions([*own, *further]))
        printed = {r.entitlement.id for r in self.results}
        blocks = Blocks(self.labels, self.outcomes.region, full=self.full, printed=printed)
        for block in (*blocks.of(own), *blocks.of(further)):
            lines.extend(["", *self.block(block)])
        return lines

    def questions(self, results: Sequence[Result]) -> list[str]:
        found = question_lines(first_questions(results), self.labels)
        if not found:
            return []
        return [self.paint.title(self.say("ask.first")), *(f"  · {line}" for line in found)]

    def block(self, block: Block) -> list[str]:
        self.count += 1
        everyone = [subject for subjects, _ in block.groups for subject in subjects]
        titles = self.say("list.and").join(block.titles)
        title = self.say("title.whom", title=titles, whom=self.labels.owners(everyone))
        lines = [self.paint.title(f"{self.count}. {title[:1].upper()}{title[1:]}")]
        lines.extend("   " + line for line in block.shared)
        grouped = len(block.groups) > 1
        for subjects, found in block.groups:
            if grouped and found:
                lines.append("   " + self.say("title.group", whom=self.labels.owners(subjects)))
            lines.extend(("     " if grouped else "   ") + line for line in found)
        lines.extend("   " + line for line in block.tail)
        return lines

    def notes(self) -> list[str]:
        lines = [self.note(note) for note in self.outcomes.notes if self.concerns(note)]
        inexact = list(dict.fromkeys(r.entitlement.id for r in self.results if _may_ask_too_much(r)))
        if inexact:
            named = self.say("list.and").join(self.labels.label(id) for id in inexact)
            lines.append(self.say("notes.bounded", which=named))
        if self.outcomes.pins:
            pinned = self.say("list.and").join(self.labels.label(id) for id in self.outcomes.pins)
            lines.append(self.say("notes.pins", which=pinned))
        unique = list(dict.fromkeys(lines))
        return [self.paint.title(self.say("section.notes")), *unique] if unique else []

    def concerns(self, note: Note) -> bool:
        """Whether a note is about what is shown; some results may be left out."""
        match note.key:
            case "background":
                return any(r.outcome is Outcome.DUE and r.background for r in self.results)
            case "clamped":
                return any(grant.clamped for r in self.results for grant in r.grants)
            case _:
                return True

    def note(self, note: Note) -> str:
        values = {name: self.noted(name, value) for name, value in note.values}
        if has_phrase(f"note.{note.key}"):
            return self.say(f"note.{note.key}", **values)
        listed = ", ".join(f"{name}={value}" for name, value in note.values)
        return f"{note.key} ({listed})" if listed else note.key

    def noted(self, name: str, value: str) -> str:
        """A value of a note; a date is shown as one, a code as the place that it stands for."""
        if name in ("code", "now"):
            return self.labels.figures.division(value)
        try:
            return day(date.fromisoformat(value), self.lang)
        except ValueError:
            return printable(value)

    def footer(self) -> list[str]:
        rights = {result.entitlement.id: result.entitlement for result in self.results}
        read = parameters_read(rights.values())
        listed_parameters = [seen for seen in self.outcomes.parameters if seen.id in read]
        known = [seen for seen in listed_parameters if seen.value is not None]
        unknown = [seen for seen in listed_parameters if seen.value is None]
        lines = list(self.parameters(known))
        if unknown:
            listed = [self.labels.keyed(seen.id, seen.keys) for seen in unknown]
            lines.append(self.say("foot.not_known", what=self.say("list.and").join(dict.fromkeys(listed))))
        lines.append(self.say("foot.engine", version=self.outcomes.provenance.engine, files=self.files()))
        return [self.paint.faint(line) for line in lines]

    def parameters(self, known: Iterable[ParameterSeen]) -> Iterable[str]:
        """One line for each date and place that figures come from."""
        origins: dict[str, list[str]] = {}
        for seen in known:
            label = self.labels.keyed(seen.id, seen.keys)
            value = parameter_value(seen, self.labels)
            listed = origins.setdefault(origin_words(seen, self.labels), [])
            listed.append(self.say("foot.figure", label=label, value=value))
        for origin, figures in origins.items():
            yield self.say("foot.used", origin=origin, what=self.say("list.semicolon").join(figures))

    def files(self) -> str:
        files = self.outcomes.provenance.files
        return self.say("list.and").join(f"{_base(name)} {_short(digest)}" for name, digest in files)

    def say(self, key: str, **values: str) -> str:
        return phrase(key, self.lang, **values)


def _may_ask_too_much(result: Result) -> bool:
    return result.outcome is Outcome.UNDETERMINED and bool(result.missing) and not result.exact


def _base(name: str) -> str:
    return name.rsplit("/", 1)[-1]


def _short(digest: str) -> str:
    return digest.removeprefix("sha256:")[:DIGEST_SHOWN]
