"""Units of measure by name: which there are, how they are read, how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

from elig.lang.ast import Unit
from elig.lang.keywords import spelling
from elig.lang.language import Language
from elig.records import Struct, field

_CHINESE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "yuan": ("元",), "fen": ("分",), "mu": ("亩",), "person": ("人",),
        "month": ("月", "个月"), "year": ("年", "岁", "周岁"),
    }
)  # fmt: skip
_PLURALS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"yuan": (), "fen": (), "mu": (), "person": ("persons", "people")}
)
_COUNTED: Mapping[str, str] = MappingProxyType({"月": "个月"})
"""Chinese words that a number takes in place of the plain one."""
_ORDER = ("mu", "person", "month", "year")
_PER = frozenset(spelling("PER", language) for language in Language)


class UnitNames(Struct):
    """The base units of a vocabulary in printing order, and every word that names one."""

    bases: tuple[str, ...]
    minor: str
    _base_of: Mapping[str, str] = field(repr=False)
    _chinese: Mapping[str, str] = field(repr=False)
    _plural: Mapping[str, str] = field(repr=False)

    @classmethod
    def of(
        cls,
        units: tuple[str, ...],
        money: str,
        minor: str,
        chinese: Mapping[str, str] = MappingProxyType({}),
    ) -> UnitNames:
        """The units that a vocabulary declares; `chinese` names those that are not built in.

        >>> names = UnitNames.of(("person", "month"), "yuan", "fen")
        >>> names.unit_from_text("元 每 人") == names.unit_from_text("yuan per person")
        True
        """
        known = [base for base in _ORDER if base in units]
        bases = tuple(dict.fromkeys([money, *known, *units]))
        plurals = {base: _PLURALS.get(base, (f"{base}s",)) for base in bases if base != money}
        given = {base: (chinese[base],) if base in chinese else () for base in (*bases, minor)}
        words = {base: given[base] + _CHINESE.get(base, (base,)) for base in given}
        base_of = {word: base for base in (*bases, minor) for word in (base, *plurals.get(base, ()), *words[base])}
        return cls(
            bases,
            minor,
            MappingProxyType(base_of),
            MappingProxyType({base: found[0] for base, found in words.items()}),
            MappingProxyType({base: found[0] for base, found in plurals.items() if found}),
        )

    def base(self, word: str) -> str | None:
        """The base unit that a word names in either language; the minor unit is one."""
        return self._base_of.get(word)

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that names a unit."""
        return tuple(self._base_of)

    def unit_from_text(self, text: str) -> Unit | None:
        """The unit that a whole text names, or None; the minor unit is no type.

        >>> UnitNames.of(("mu", "year"), "yuan", "fen").unit_from_text("yuan per mu per year")
        Unit(powers=(('mu', -1), ('year', -1), ('yuan', 1)))
        """
        unit = self.unit(text.replace("\u3000", " ").split())
        return None if unit is None or unit.power(self.minor) else unit

    def unit(self, words: Iterable[str]) -> Unit | None:
        """The unit that words name, `per` among them; None where they name none or cancel out."""
        powers: dict[str, int] = {}
        below = after_per = False
        for word in words:
            base = self.base(word)
            if word in _PER and not after_per:
                below = after_per = True
            elif base is not None and after_per == below:
                powers[base] = powers.get(base, 0) + (-1 if below else 1)
                after_per = False
            else:
                return None
        unit = Unit.make(powers)
        return unit if unit.powers and not after_per else None

    def print_unit(self, unit: Unit, language: Language, number: Fraction | None = None) -> str:
        """A unit as text, after a number where one is given, which decides its plural.

        >>> names = UnitNames.of(("person", "month", "year"), "yuan", "fen")
        >>> names.print_unit(Unit.of(year=1), Language.EN, Fraction(16))
        'years'
        >>> names.print_unit(Unit.of(yuan=1, month=-1, person=-1), Language.ZH)
        '元 每 人 每 月'
        """
        known = (*self.bases, self.minor)
        rest = [base for base, _ in unit.powers if base not in known]
        powers = [(base, unit.power(base)) for base in (*known, *rest)]
        over = [self._word(base, language, number) for base, power in powers for _ in range(power)]
        per = spelling("PER", language)
        below = [f"{per} {self._word(base, language, None)}" for base, power in powers for _ in range(-power)]
        return " ".join(over + below)

    def _word(self, base: str, language: Language, number: Fraction | None) -> str:
        if language is Language.ZH:
            word = self._chinese.get(base, base)
            return word if number is None else _COUNTED.get(word, word)
        if number is None or number == 1:
            return base
        return self._plural.get(base, base)
