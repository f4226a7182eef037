"""Whether what was told of members surely agrees; what is not sure is left to the full reader."""

from __future__ import annotations

from collections.abc import Callable

from elig.compile.cells import Cells, Layout
from elig.facts.cross_checks import BIRTH_DATE, SEX
from elig.facts.forms import Form, TextForm, WordForm
from elig.facts.identity import birth_day, sex_code
from elig.facts.keys import Level


def agreement(layout: Layout, level: Level) -> Callable[[list[Cells]], bool] | None:
    """Whether identity numbers surely agree with each other, birth date and sex; None without such a fact.

    Certificates, and several numbers of one member, are left to the full reader.
    """
    columns = layout.member
    numbers = [columns[id].index for id, form in level.forms.items() if _checks(form, "gb11643")]
    papers = [columns[id].index for id, form in level.forms.items() if _checks(form, "gb26341")]
    doubtful = [*numbers[1:], *papers]
    if not numbers:
        return None if not papers else lambda rows: all(cells[index] is None for cells in rows for index in papers)
    born = columns[BIRTH_DATE].index if BIRTH_DATE in columns else None
    sexes = level.forms.get(SEX)
    sex = columns[SEX].index if isinstance(sexes, WordForm) else None
    bits = {code: columns[SEX].mask([id]) for code, id in sexes.ids.items()} if isinstance(sexes, WordForm) else {}

    def fits(cells: Cells, number: str) -> bool:
        if born is not None and cells[born] is not None:
            day = birth_day(number)
            if day is None or cells[born] != day.toordinal():
                return False
        told, known = cells[sex] if sex is not None else None, bits.get(sex_code(number))
        return not isinstance(told, int) or known is None or bool(told & known)

    def agrees(rows: list[Cells]) -> bool:
        if any(cells[index] is not None for cells in rows for index in doubtful):
            return False
        told = [(cells, number) for cells in rows if isinstance(number := cells[numbers[0]], str)]
        return len({number for _, number in told}) == len(told) and all(fits(*one) for one in told)

    return agrees


def _checks(form: Form, check: str) -> bool:
    return isinstance(form, TextForm) and form.check == check
