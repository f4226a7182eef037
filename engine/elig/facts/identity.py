"""National identity numbers: of citizens (GB 11643), and certificates of disability (GB/T 26341).

A problem is a key of the catalogue; nothing here shows a number.
"""

from __future__ import annotations

import re
from datetime import date

from elig.records import Struct

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""What each of the first 17 digits counts in the check."""
CHECKS = "10X98765432"
"""The check character for each rest of the sum divided by 11."""
_CERTIFICATE = r"([0-9]{17}[0-9X])[1-7][1-4](?:B[0-9]{1,2})?"

CITIZEN_LENGTH = 18
"""The characters of a citizen's number."""
_OLD_LENGTH = 15


class Checked(Struct):
    """A number in its normal spelling, or the kind of what is wrong with it."""

    text: str
    problem: str = ""


def check_citizen(text: str) -> Checked:
    """Check a citizen's number: form, day of birth, check character (a small x is read as X).

    >>> check_citizen("52230119800101001x")
    Checked(text='52230119800101001X', problem='')
    >>> check_citizen("522301198001010011").problem
    'identity_check'
    """
    normal = text.upper() if text.isascii() else text
    if len(normal) == _OLD_LENGTH and _are_digits(normal):
        return Checked(normal, "identity_old")
    if len(normal) != CITIZEN_LENGTH or not _are_digits(normal[:-1]) or normal[-1] not in CHECKS:
        return Checked(normal, "identity_form")
    if birth_day(normal) is None:
        return Checked(normal, "identity_day")
    if normal[-1] != check_character(normal):
        return Checked(normal, "identity_check")
    return Checked(normal)


def _are_digits(text: str) -> bool:
    """Whether a text is digits that begin with no zero; compiling a pattern would take longer than reading a member."""
    return text.isascii() and text.isdecimal() and text[0] != "0"


def check_certificate(text: str) -> Checked:
    """Check a certificate: a citizen's number, category 1-7, grade 1-4, perhaps B and digits.

    >>> check_certificate("52230119800101001X42B1").problem
    ''
    """
    normal = text.upper() if text.isascii() else text
    match = re.fullmatch(_CERTIFICATE, normal)
    if match is None:
        return Checked(normal, "certificate_form")
    return Checked(normal, check_citizen(match.group(1)).problem)


def check_character(number: str) -> str:
    """The check character that belongs to the first 17 digits (ISO 7064 MOD 11-2).

    >>> check_character("34052419800101001")
    'X'
    """
    digits = zip(number[:17], WEIGHTS, strict=True)
    return CHECKS[sum(int(digit) * weight for digit, weight in digits) % 11]


def birth_day(number: str) -> date | None:
    """The day of birth in a citizen's number, or None where there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


MULTIPLE = "7"
"""The category of a certificate for several kinds of disability."""


def category_code(certificate: str) -> str:
    """The category of disability (1-7) in a certificate."""
    return certificate[CITIZEN_LENGTH]


def grade_of(certificate: str) -> int:
    """The grade of disability (1-4) in a certificate.

    >>> grade_of("52230119800101001X42B1")
    2
    """
    return int(certificate[CITIZEN_LENGTH + 1])


def sex_code(number: str) -> str:
    """The code of the sex in a citizen's number (GB/T 2261.1): `1` male, `2` female."""
    return "1" if int(number[16]) % 2 else "2"
