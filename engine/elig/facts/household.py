"""A household as it was told: what each fact may be; what is unknown is absent here."""

from __future__ import annotations

from collections.abc import Mapping

from elig.records import Struct
from elig.values import Possible


class MemberRecord(Struct):
    """One listed member and what is known of them."""

    id: str
    facts: Mapping[str, Possible]


class Household(Struct):
    """A household and its members, in the order of the input.

    `complete` is false where more people may belong than are listed.
    """

    id: str
    facts: Mapping[str, Possible]
    members: tuple[MemberRecord, ...]
    complete: bool = True
