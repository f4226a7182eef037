"""National identity numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elig.facts.identity import (
    birth_day,
    check_certificate,
    check_character,
    check_citizen,
    sex_code,
)

GOOD = (
    "34052419800101001X",
    "52230119800101001X",
    "522731195701010025",
    "610923201509010016",
    "451103200802290034",
)


@pytest.mark.parametrize("number", GOOD)
def test_numbers_that_fit(number: str) -> None:
    assert check_citizen(number).problem == ""
    assert check_citizen(number.lower()).text == number


@given(st.sampled_from(GOOD), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_wrong_character_is_always_found(number: str, place: int, other: str) -> None:
    changed = number[:place] + other + number[place + 1 :]
    assert (check_citizen(changed).problem == "") == (changed == number)


@given(st.sampled_from(GOOD), st.integers(0, 16))
def test_two_neighbours_swapped_are_always_found(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert (check_citizen(swapped).problem == "") == (swapped == number)


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("340524800101001", "identity_old"),
        ("52230119800101001", "identity_form"),
        ("5223011980010100１X", "identity_form"),
        ("52230119800101001Ⅹ", "identity_form"),
        ("022301198001010019", "identity_form"),
        (" 52230119800101001X", "identity_form"),
        ("52230119800101001X\n", "identity_form"),
        ("", "identity_form"),
        ("522301198002300012", "identity_day"),
        ("522301198013010012", "identity_day"),
        ("522301000001010012", "identity_day"),
        ("522301198001010011", "identity_check"),
    ],
)
def test_numbers_that_do_not_fit(number: str, problem: str) -> None:
    assert check_citizen(number).problem == problem


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        (f"{GOOD[0]}11", ""),
        (f"{GOOD[2]}74B1", ""),
        (f"{GOOD[2]}74b12", ""),
        (f"{GOOD[2]}84", "certificate_form"),
        (f"{GOOD[2]}75", "certificate_form"),
        (f"{GOOD[2]}74B", "certificate_form"),
        (f"{GOOD[2]}7", "certificate_form"),
        ("52230119800101001142", "identity_check"),
    ],
)
def test_certificates(number: str, problem: str) -> None:
    assert check_certificate(number).problem == problem


def test_what_a_number_tells() -> None:
    assert birth_day("451103200802290034") == date(2008, 2, 29)
    assert [sex_code(number) for number in GOOD] == ["1", "1", "2", "1", "1"]
    assert check_character("11010519491231002") == "X"
