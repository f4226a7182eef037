"""Identity numbers and certificates: what is surely right is staged, and never what the library would refuse."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import elig
from elig.batch.request import Request
from elig.batch.staging import Staging
from elig.batch.tables import Tables
from elig.errors import HouseholdError
from elig.facts.identity import check_character

DAY = date(2023, 6, 1)


def number(digits: str) -> str:
    """Seventeen digits with their check character."""
    return digits + check_character(digits)


MAN, WOMAN = number("52230119800101001"), number("52230119851231002")
BAD = MAN[:-1] + ("0" if MAN[-1] != "0" else "1")
RIGHT: dict[str, list[dict[str, Any]]] = {
    "a number": [{"person_id_no": MAN}],
    "the check character X": [{"person_id_no": number("34052419800101001")}],
    "two numbers": [{"person_id_no": MAN}, {"person_id_no": WOMAN}, {}],
    "birth and sex": [{"person_id_no": WOMAN, "birth_date": "1985-12-31", "sex": "female"}],
    "a certificate": [{"disability_cert_no": f"{MAN}42"}],
    "a certificate issued again": [{"disability_cert_no": f"{MAN}42B1", "disability_grade": 2}],
    "both": [{"person_id_no": MAN, "disability_cert_no": f"{MAN}42", "disability_grade": 2, "sex": "male"}],
    "no certificate": [{"disability_cert_no": "none", "disability_grade": "none", "person_id_no": MAN}],
    "a grade, and no number": [{"disability_grade": 3}, {"person_id_no": MAN}],
}
WRONG: dict[str, list[dict[str, Any]]] = {
    "the check": [{"person_id_no": BAD}],
    "no such day": [{"person_id_no": number("52230119800230001")}],
    "the year 0": [{"person_id_no": number("52230100000101001")}],
    "fifteen digits": [{"person_id_no": "522301800101001"}],
    "letters": [{"person_id_no": "五" * 18}],
    "a blank": [{"person_id_no": f"{MAN} "}],
    "another day of birth": [{"person_id_no": MAN, "birth_date": "1980-01-02"}],
    "another sex": [{"person_id_no": MAN, "sex": "female"}],
    "one person twice": [{"person_id_no": MAN}, {"person_id_no": MAN}],
    "one person twice, once in a certificate": [{"person_id_no": MAN}, {"disability_cert_no": f"{MAN}42"}],
    "the certificate of another": [{"person_id_no": MAN, "disability_cert_no": f"{WOMAN}42"}],
    "a certificate with no such kind": [{"disability_cert_no": f"{MAN}82"}],
    "a certificate with a wrong check": [{"disability_cert_no": f"{BAD}42"}],
    "another grade": [{"disability_cert_no": f"{MAN}42", "disability_grade": 3}],
    "no grade": [{"disability_cert_no": f"{MAN}42", "disability_grade": "none"}],
    "the birth in a certificate": [{"disability_cert_no": f"{MAN}42", "birth_date": "1990-01-01"}],
}


def household(name: str, members: list[dict[str, Any]]) -> dict[str, Any]:
    return {"household_id": name, "members": [{"id": f"m{at}", **one} for at, one in enumerate(members)]}


@pytest.fixture(scope="module")
def doubted(shipped: elig.Program, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Which households are left out of the staged tables."""
    folder = tmp_path_factory.mktemp("identity")
    keys = ("person_id_no", "disability_cert_no", "birth_date", "sex", "disability_grade")
    people = [",".join(["household_id", "id", *keys])]
    for name, members in (RIGHT | WRONG).items():
        people += [
            ",".join([f'"{name}"', f"m{at}", *(str(m.get(k, "")) for k in keys)]) for at, m in enumerate(members)
        ]
    (folder / "h.csv").write_text("\n".join(["household_id", *(f'"{name}"' for name in RIGHT | WRONG)]), "utf-8")
    (folder / "m.csv").write_text("\n".join(people), "utf-8")
    tables = Tables(Request(shipped, folder / "h.csv", folder / "o.csv", folder / "m.csv", DAY), folder)
    Staging(tables, None, DAY).piece(1, tables.last)
    found = tables.connection.execute("SELECT household_id FROM told_households JOIN doubted USING (row)").fetchall()
    tables.connection.close()
    return {name for (name,) in found}


@pytest.mark.parametrize("what", RIGHT)
def test_what_is_right_is_staged(shipped: elig.Program, doubted: set[str], what: str) -> None:
    shipped.read(household(what, RIGHT[what]))
    assert what not in doubted


@pytest.mark.parametrize("what", WRONG)
def test_what_the_library_refuses_is_left_to_it(shipped: elig.Program, doubted: set[str], what: str) -> None:
    with pytest.raises(HouseholdError):
        shipped.read(household(what, WRONG[what]))
    assert what in doubted
