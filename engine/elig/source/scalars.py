"""Where in the file each character of a scalar stands, although YAML folds, indents and escapes."""

from __future__ import annotations

_BLANK = " \t\r\n"


def align(raw: str, start: int, end: int, value: str, style: str | None) -> tuple[int, ...]:
    """For each character of `value` its offset in `raw`, between `start` and `end`.

    Blanks that folding made stand where the blanks in the file begin; a character that an escape wrote stands at the
    backslash.

    >>> align("a: >\\n  x\\n  y", 3, 12, "x y", ">")
    (7, 8, 11)
    >>> align("'it''s'", 0, 7, "it's", "'")
    (1, 2, 3, 5)
    """
    position = _body_start(raw, start, end, style)
    if raw.startswith(value, position) and position + len(value) <= end and _is_plain(value, style):
        return tuple(range(position, position + len(value)))
    offsets: list[int] = []
    for character in value:
        if character in _BLANK:
            offsets.append(min(position, end))
            if position < end and raw[position] == character:
                position += 1
            continue
        while position < end and raw[position] in _BLANK:
            position += 1
        offsets.append(min(position, end))
        position = _after(raw, position, end, character, style)
    return tuple(offsets)


def _is_plain(value: str, style: str | None) -> bool:
    """Whether a text that stands in the file as it is read was written character by character."""
    return style not in ("'", '"') or not any(mark in value for mark in ("'", "\\"))


def _body_start(raw: str, start: int, end: int, style: str | None) -> int:
    if style in ("'", '"'):
        return start + 1
    if style in (">", "|"):
        line_end = raw.find("\n", start, end)
        return line_end + 1 if line_end >= 0 else end
    return start


def _after(raw: str, position: int, end: int, character: str, style: str | None) -> int:
    if style == "'" and raw.startswith("''", position):
        return position + 2
    if style == '"' and position < end and raw[position] == "\\" and character != "\\":
        return _after_escape(raw, position)
    if style == '"' and raw.startswith("\\\\", position):
        return position + 2
    return position + 1


def _after_escape(raw: str, position: int) -> int:
    widths = {"x": 4, "u": 6, "U": 10}
    kind = raw[position + 1 : position + 2]
    return position + widths.get(kind, 2)
