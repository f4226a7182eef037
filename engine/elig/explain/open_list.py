"""What a place has still to answer, in words, in the order in which an office works through it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from elig.evaluate.open_items import Answered, Open, OpenItem, OpenList
from elig.explain.figures import day, unit_words
from elig.explain.labels import labels_of_rules
from elig.explain.paint import Paint
from elig.explain.parameter_text import entry_words, norm_words
from elig.explain.phrases import phrase
from elig.explain.sources import division_words, source_words
from elig.explain.words import is_age
from elig.lang.ast import NO_UNIT
from elig.program.citation import Citation
from elig.program.model import Entitlement, Parameter
from elig.program.types import BooleanType, EnumType, NumberType

_INDENT = "   "


def open_text(lists: Sequence[OpenList], division: str, on: date, lang: str, *, color: bool = False) -> str:
    """The lists of one place, one for each set of rules that is looked at."""
    paint = Paint(color)
    parts = [_List(item, lang, paint).lines() for item in lists]
    place = labels_of_rules(lists[0].rules, lang).figures.division(division) if lists else division
    head = [paint.title(phrase("open.title", lang, place=place)), phrase("open.on", lang, date=day(on, lang))]
    if not any(item.rules.policy.jurisdiction for item in lists):
        head.append(phrase("open.no_region", lang))
    listed = "\n\n".join("\n".join(part) for part in parts)
    return "\n".join(head) + "\n" + listed + "\n"


class _List:
    """One list as lines."""

    def __init__(self, found: OpenList, lang: str, paint: Paint) -> None:
        self.found = found
        self.lang = lang
        self.paint = paint
        self.rules = found.rules
        self.labels = labels_of_rules(found.rules, lang)
        self.number = 0

    def lines(self) -> list[str]:
        titles = [self.rules.policy, *(() if self.found.own else self.rules.policies[1:])]
        listed = self.say("list.semicolon").join(policy.title.text(self.lang) for policy in titles)
        lines = [self.say("open.rules", titles=listed), self._summary()]
        parts = {
            "open.deciding": self.found.deciding,
            "open.widening": self.found.widening,
            "open.gaps": self.found.gaps,
            "open.elsewhere": self.found.elsewhere,
        }
        for key, items in parts.items():
            lines += self._part(key, [line for item in items for line in self._item(item)])
        return [
            *lines,
            *self._part("open.answered", [line for item in self.found.answered for line in self._known(item)]),
        ]

    def say(self, key: str, **values: str) -> str:
        return phrase(key, self.lang, **values)

    def _summary(self) -> str:
        deciding, widening = len(self.found.deciding), len(self.found.widening)
        if not deciding + widening:
            return self.say("open.nothing")
        return self.say("open.summary", count=str(deciding + widening), deciding=str(deciding), widening=str(widening))

    def _part(self, key: str, lines: list[str]) -> list[str]:
        if not lines:
            return []
        return ["", self.paint.title(self.say("open.part", title=self.say(key))), *lines]

    def _item(self, item: OpenItem) -> Iterator[str]:
        self.number += 1
        yield self.say("open.item", number=str(self.number), what=self._what(item))
        for line in (*self._details(item), *self._waiting(item)):
            yield _INDENT + line

    def _what(self, item: OpenItem) -> str:
        if item.kind is not Open.PARAMETER:
            return self.labels.label(item.id)
        parameter = self.rules.parameters[item.id]
        label = self._keyed(parameter, item)
        return self.say("open.left", what=label) if parameter.by_origin else label

    def _keyed(self, parameter: Parameter, item: OpenItem) -> str:
        """A figure with the keys for which it is open: `当地最低生活保障标准（城市、农村）`."""
        label = parameter.label.text(self.lang)
        if not parameter.keys:
            return label
        if len(parameter.keys) == 1:
            return self.labels.keyed(parameter.id, ()) + self._listed(parameter, [keys[0] for keys in item.keys])
        if len(item.keys) == len(list(self.rules.vocabulary.keys_of(parameter))):
            return label
        return self.say("list.semicolon").join(self.labels.keyed(parameter.id, keys) for keys in item.keys)

    def _listed(self, parameter: Parameter, keys: list[str]) -> str:
        words = [self.labels.value(parameter.keys[0], key) for key in keys]
        return self.say("keyed", label="", keys=self.say("list.and").join(words))

    def _details(self, item: OpenItem) -> Iterator[str]:
        match item.kind:
            case Open.PARAMETER:
                parameter = self.rules.parameters[item.id]
                yield self.say("open.wanted", text=self._wanted(parameter))
                norms = norm_words(parameter, self.labels)
                if norms:
                    yield self.say("open.norm", text=self.say("list.semicolon").join(norms))
            case Open.READING:
                options = [words.text(self.lang) for _, words in self.rules.readings[item.id].options]
                yield self.say("open.options", options=self.say("list.semicolon").join(options))
            case Open.GAP:
                yield self.say("open.reason", reason=self.rules.gaps[item.id].reason.text(self.lang))

    def _wanted(self, parameter: Parameter) -> str:
        match parameter.type:
            case BooleanType():
                return self.say("open.wanted_truth")
            case EnumType():
                values = self.rules.vocabulary.enumerations[parameter.type.enumeration].values
                options = self.say("list.and").join(value.label.text(self.lang) for value in values)
                return self.say("open.wanted_word", options=options)
            case NumberType() if is_age(parameter.label.zh):
                return self.say("open.wanted_age")
            case NumberType() if parameter.type.unit != NO_UNIT:
                unit = unit_words(parameter.type.unit, self.lang, self.rules.vocabulary, many=True)
                return self.say("open.wanted_figure", unit=unit)
            case _:
                return self.say("open.wanted_share" if self.labels.is_share(parameter.id) else "open.wanted_number")

    def _waiting(self, item: OpenItem) -> Iterator[str]:
        waiting = {"open.decides": item.deciding, "open.widens": item.widening, "open.touches": item.touching}
        for key, entitlements in waiting.items():
            if entitlements:
                yield self.say(key, listed=self._entitlements(entitlements))

    def _entitlements(self, entitlements: Iterable[Entitlement]) -> str:
        named = (self.say("open.entitlement", title=e.label.text(self.lang), id=e.id) for e in entitlements)
        return self.say("list.and").join(named)

    def _known(self, item: Answered) -> Iterator[str]:
        if item.answer is not None and item.answer.option is not None:
            asks, option = self.labels.label(item.id), self.labels.option(item.answer.option, item.id)
            origin, since = item.answer.origin, day(item.answer.since, self.lang)
            where = division_words(item.answer.division, self.labels) if origin is None else origin.text(self.lang)
            yield "· " + self.say("open.settled", asks=asks, option=option, where=where, date=since)
            yield from self._sources(item.answer.citations)
        if item.entries:
            parameter = self.rules.parameters[item.id]
            values = [entry_words(entry, parameter, self.labels) for entry in item.entries]
            listed = self.say("list.semicolon").join(values)
            yield "· " + self.say("open.figure", label=parameter.label.text(self.lang), values=listed)
            yield from self._sources(citation for entry in item.entries for citation in entry.citations)

    def _sources(self, citations: Iterable[Citation]) -> Iterator[str]:
        for text in dict.fromkeys(source_words(item, self.labels, full=True) for item in citations):
            yield "  " + self.say("open.source", text=text)
