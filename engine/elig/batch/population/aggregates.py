"""What is published of the five places: the shares that a made-up population follows, each with where it is stated.

The figures are those of the five source documents of the policies. Where a place states none, the figure of another
place is borrowed, and says so. A figure marked `plain` rests on no document: it only has to be plausible.
"""

from __future__ import annotations

from elig.records import Struct


class Figure(Struct):
    """A share (0 to 1) or an average, and where it is stated."""

    value: float
    says: str


class Aggregates(Struct):
    """One region.

    `people` is members per household; `registered`, `dibao`, `tekun` and `disabled` are shares of people; `employed` is
    the share of those able and of working age who are in work; `stable` is the share of work that is stable.
    `homes` are the division codes of the new homes, `origins` those of the places left.
    """

    homes: tuple[str, ...]
    origins: tuple[str, ...]
    people: Figure
    registered: Figure
    dibao: Figure
    tekun: Figure
    employed: Figure
    disabled: Figure
    stable: Figure
    pension: Figure


_QXN_PEOPLE = Figure(338_506 / 74_800, "Qianxinan 2020-11: 338,506 people in 74,800 households (7.48万)")
_QXN_REGISTERED = Figure(236_757 / 338_506, "Qianxinan 2020-11: 236,757 of 338,506 people registered poor")
_QXN_DIBAO = Figure(36_885 / 338_506, "Qianxinan 2020-11: 36,885 of 338,506 people on urban dibao (12,113 households)")
_LPS_EMPLOYED = Figure(0.9564, "Liupanshui 2023-11: rate of employment 95.64 %")
_LPS_PENSION = Figure(7.23 / 10.94, "Liupanshui 2023-11: 72,300 with a pension insurance, 109,400 with a medical one")
_HS_EMPLOYED = Figure(2_907 / 3_209, "Huishui: 2,907 in work of 3,209 with labour")
_HS_REGISTERED = Figure(118 / 156, "Huishui: 118 of 156 in poverty-relief workshops registered poor")
_NS_PEOPLE = Figure(22_000 / 8_113, "Ningshan 2020-05: 22,000 people in 8,113 households")
_NS_STABLE = Figure(0.6, "plain: Ningshan states 1,977 households in stable work, but not of how many")
_HZ_REGISTERED = Figure(1.0, "Hezhou 2023-12: the 61,620 who moved are all counted as registered poor")
_HZ_DIBAO = Figure(10_635 / 61_620, "Hezhou 2023-12: 10,635 of 61,620 people on urban dibao")
_HZ_TEKUN = Figure(894 / 61_620, "Hezhou 2023-12: 894 of 61,620 people on urban tekun")
_HZ_EMPLOYED = Figure(0.9438, "Hezhou 2023-12: 28,469 in work, 94.38 % of the labour")
_HZ_DISABLED = Figure(3_858 / 61_620, "Hezhou 2023-12: 3,858 of 61,620 people with a disability certificate")


def _borrowed(figure: Figure) -> Figure:
    return Figure(figure.value, f"borrowed, not stated for this place: {figure.says}")


AGGREGATES: dict[str, Aggregates] = {
    "qianxinan": Aggregates(
        homes=("522301", "522302", "522323", "522324", "522325", "522326", "522327", "522328"),
        origins=("522301", "522302", "522323", "522324", "522325", "522326", "522327", "522328"),
        people=_QXN_PEOPLE,
        registered=_QXN_REGISTERED,
        dibao=_QXN_DIBAO,
        tekun=_borrowed(_HZ_TEKUN),
        employed=_borrowed(_HS_EMPLOYED),
        disabled=_borrowed(_HZ_DISABLED),
        stable=_borrowed(_NS_STABLE),
        pension=_borrowed(_LPS_PENSION),
    ),
    "liupanshui": Aggregates(
        homes=("520201", "520203", "520204", "520281"),
        origins=("520201", "520203", "520204", "520281"),
        people=Figure(10.94 / 2.55, "Liupanshui 2023-11: 109,400 insured people; 25,500 households in work"),
        registered=_borrowed(_QXN_REGISTERED),
        dibao=Figure(3.29 / 10.94, "Liupanshui 2023-11: 32,900 people on dibao, 109,400 insured"),
        tekun=_borrowed(_HZ_TEKUN),
        employed=_LPS_EMPLOYED,
        disabled=_borrowed(_HZ_DISABLED),
        stable=_borrowed(_NS_STABLE),
        pension=_LPS_PENSION,
    ),
    "huishui": Aggregates(
        homes=("522731",),
        origins=("522731", "522728", "522729", "522727"),
        people=_borrowed(_QXN_PEOPLE),
        registered=_HS_REGISTERED,
        dibao=_borrowed(_QXN_DIBAO),
        tekun=_borrowed(_HZ_TEKUN),
        employed=_HS_EMPLOYED,
        disabled=_borrowed(_HZ_DISABLED),
        stable=_borrowed(_NS_STABLE),
        pension=_borrowed(_LPS_PENSION),
    ),
    "ningshan": Aggregates(
        homes=("610923",),
        origins=("610923", "610922", "610921"),
        people=_NS_PEOPLE,
        registered=_borrowed(_QXN_REGISTERED),
        dibao=_borrowed(_QXN_DIBAO),
        tekun=_borrowed(_HZ_TEKUN),
        employed=_borrowed(_HS_EMPLOYED),
        disabled=_borrowed(_HZ_DISABLED),
        stable=_NS_STABLE,
        pension=_borrowed(_LPS_PENSION),
    ),
    "hezhou": Aggregates(
        homes=("451102", "451103", "451121", "451122", "451123"),
        origins=("451102", "451103", "451121", "451122", "451123"),
        people=_borrowed(_QXN_PEOPLE),
        registered=_HZ_REGISTERED,
        dibao=_HZ_DIBAO,
        tekun=_HZ_TEKUN,
        employed=_HZ_EMPLOYED,
        disabled=_HZ_DISABLED,
        stable=_borrowed(_NS_STABLE),
        pension=_borrowed(_LPS_PENSION),
    ),
}
"""By the id of the region's policy."""
