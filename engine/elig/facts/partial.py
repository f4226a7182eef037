"""What partly known facts share: `{"at_least": …, "at_most": …}` and `{"one_of": […]}`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from elig.facts.refusal import Finding, Refusal, refuse
from elig.facts.shown import shown
from elig.input_errors import nearest
from elig.values import MAX_POINTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_LONGEST_KEY = 40


def check_keys(raw: Mapping[object, object], known: Sequence[str]) -> None:
    """Refuse keys that a partly known fact of this kind does not have."""
    wrong = [key for key in raw if key not in known][:MAX_POINTS]
    if wrong:
        raise Refusal([_wrong_key(key, known) for key in wrong])


def listed(raw: object) -> Sequence[object]:
    """The items of a `one_of`: a list of 1 to 64."""
    if not isinstance(raw, list | tuple):
        refuse("list", given=shown(raw))
    if not raw:
        refuse("one_of_empty")
    if len(raw) > MAX_POINTS:
        refuse("one_of_too_many", given=str(len(raw)), limit=str(MAX_POINTS))
    items: Sequence[object] = raw
    return items


def refuse_partial(raw: Mapping[object, object]) -> NoReturn:
    """Refuse a partly known value where the kind of fact has none yet."""
    refuse("partial_not_available", given=", ".join(shown(key) for key in list(raw)[:3]) or "{}")


def _wrong_key(key: object, known: Sequence[str]) -> Finding:
    values = [("given", shown(key)), ("keys", ", ".join(known))]
    guess = nearest(key, known) if isinstance(key, str) and len(key) <= _LONGEST_KEY else None
    if guess is None:
        return Finding("partial_key", tuple(values))
    return Finding("partial_key_near", (*values, ("nearest", guess)))
