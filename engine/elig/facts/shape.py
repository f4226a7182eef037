"""The shape of a household's input as a pydantic model, made from a vocabulary.

Fields are numbered and bear the keys of the input as aliases, so that no fact's id meets a name
of pydantic's own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationError,
    create_model,
)

from elig.facts.direct import among
from elig.facts.household import Household, MemberRecord
from elig.facts.keys import MAX_ID, Keys, Level
from elig.facts.paths import Loc
from elig.facts.refusal import Finding, Refusal, refuse
from elig.facts.shown import shown
from elig.facts.value import read_value
from elig.facts.words import plain_text, read_boolean
from elig.values import Possible, Truth

_ID, _PARTS, _COMPLETE = "id_", "parts_", "complete_"
_CONFIG = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class HouseholdShape:
    """Reads the plain data of a household; made once per vocabulary, never changed."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        part = _model("Member", keys.part, {})
        self._model = _model("Household", keys.whole, _list_fields(keys, part))

    def read(self, raw: Mapping[str, object]) -> Household | Sequence[tuple[Loc, Finding]]:
        """The household, or everything that is wrong with the input and where."""
        try:
            instance = self._model.model_validate(_textual_keys(raw))
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
        else:
            return self._household(instance)
        return [
            (tuple(detail["loc"]), finding)
            for detail in details
            for finding in _findings(detail["type"], detail.get("ctx", {}))
        ]

    def _household(self, instance: BaseModel) -> Household:
        parts = cast(Sequence[BaseModel] | None, getattr(instance, _PARTS, None))
        complete = getattr(instance, _COMPLETE, None) is not Truth.FALSE
        listed = frozenset(cast(str, getattr(part, _ID)) for part in parts or ())
        return Household(
            cast(str, getattr(instance, _ID)),
            _facts(instance, self._keys.whole, listed),
            tuple(_member(part, self._keys.part, listed) for part in parts or ()),
            complete and (parts is not None or not self._keys.parts),
        )


def _member(instance: BaseModel, level: Level, listed: frozenset[str]) -> MemberRecord:
    return MemberRecord(cast(str, getattr(instance, _ID)), _facts(instance, level, listed))


def _facts(instance: BaseModel, level: Level, listed: frozenset[str]) -> Mapping[str, Possible]:
    read: Mapping[str, Possible | None] = vars(instance)
    told = ((id, form, read[_field(index)]) for index, (id, form) in enumerate(level.forms.items()))
    return {id: among(listed, form, value) for id, form, value in told if value is not None}


def _field(index: int) -> str:
    return f"fact_{index}_"


def _model(name: str, level: Level, others: Mapping[str, object]) -> type[BaseModel]:
    fields: dict[str, Any] = {_ID: _of(partial(plain_text, "id", MAX_ID), level.id, ...), **others}
    for index, (id, form) in enumerate(level.forms.items()):
        fields[_field(index)] = _of(partial(read_value, form), id, None)
    return create_model(name, __config__=_CONFIG, **fields)


def _of(read: Callable[[object], object], key: str, default: object) -> object:
    """A field of pydantic that a function reads; the function raises `Refusal`."""
    return Annotated[object, PlainValidator(read)], Field(default, alias=key)


def _list_fields(keys: Keys, part: type[BaseModel]) -> Mapping[str, object]:
    if not keys.parts:
        return {}
    item = BeforeValidator(_check_object)
    check = BeforeValidator(partial(_check_list, keys.max_parts))
    listed = Annotated[list[Annotated[part, item]] | None, check]  # type: ignore[valid-type]
    return {
        _PARTS: (listed, Field(None, alias=keys.parts)),
        _COMPLETE: _of(_complete, keys.complete, None),
    }


def _complete(raw: object) -> Truth | None:
    return None if raw is None else read_boolean(raw)


def _check_list(limit: int, raw: object) -> object:
    if raw is None:
        return None
    if not isinstance(raw, list | tuple):
        refuse("list", given=shown(raw))
    if len(raw) > limit:
        refuse("too_many_parts", given=str(len(raw)), limit=str(limit))
    return list(raw)


def _check_object(raw: object) -> Mapping[str, object]:
    if not isinstance(raw, Mapping):
        refuse("object", given=shown(raw))
    return _textual_keys(raw)


def _textual_keys(raw: Mapping[Any, object]) -> dict[str, object]:
    """An object with every key as text that can be printed; other keys become unknown keys."""
    return {key if isinstance(key, str) and key.isidentifier() else _key_text(key): item for key, item in raw.items()}


def _key_text(key: object) -> str:
    text = key if isinstance(key, str) else shown(key)
    return text.encode("utf-8", "backslashreplace").decode()


def _findings(kind: str, context: Mapping[str, object]) -> Sequence[Finding]:
    """What one error of pydantic says."""
    error = context.get("error")
    if isinstance(error, Refusal):
        return error.findings
    match kind:
        case "missing":
            return [Finding("id_missing")]
        case "extra_forbidden":
            return [Finding("unknown_key")]
        case _:
            return [Finding("unreadable")]
