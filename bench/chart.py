"""Draws measured ratios as charts of bars, in SVG: beside what they are to be at most, and beside peers."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from board import Board, Row

DOCS = Path(__file__).parents[1] / "docs"
WIDTH, LABEL, LINE = 760, 340, 26
AGAINST_PEERS = {
    "One household, peers": "performance-peers",
    "Batch, columns in memory": "performance-batch",
    "Batch, Parquet to Parquet": "performance-files",
}
MINE, OVER, OTHERS = "#4477aa", "#cc6677", "#bbbbbb"


def draw(board: Board) -> None:
    """Draw every chart for which there are figures."""
    if limited := [row for row in board.rows if row.target is not None and row.ratio is not None]:
        most = max(max(row.ratio or 0, row.target or 0) for row in limited)
        _write("performance", "times the floor (line: the most that it is to be)", limited, lambda ratio: ratio / most)
    for part, name in AGAINST_PEERS.items():
        rows = sorted((row for row in board.of(part) if row.ratio), key=lambda row: row.ratio or 0)
        if rows:
            ends = [math.log10(row.ratio or 1) for row in rows]
            low, high = min(0, *ends) - 0.3, max(ends)
            title = f"times {rows[0].against}, on a scale of factors"
            _write(name, title, rows, lambda ratio, a=low, b=high: (math.log10(ratio) - a) / (b - a))


def _write(name: str, title: str, rows: Iterable[Row], scale: Callable[[float], float]) -> None:
    shown, room = list(rows), WIDTH - LABEL - 110
    height = LINE * len(shown) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif" '
        'font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        f'<text x="10" y="20">{escape(title)}</text>',
    ]
    for index, row in enumerate(shown):
        ratio, y = row.ratio or 0, 32 + index * LINE
        end = LABEL + scale(ratio) * room
        parts += [
            f'<text x="10" y="{y + 15}">{escape(row.what)}</text>',
            f'<rect x="{LABEL}" y="{y + 3}" width="{end - LABEL:.1f}" height="16" fill="{_colour(row)}"/>',
        ]
        text = f"{ratio:,.3g}"
        if row.target is not None:
            limit = LABEL + scale(row.target) * room
            parts.append(f'<line x1="{limit:.1f}" x2="{limit:.1f}" y1="{y}" y2="{y + 22}" stroke="black"/>')
            end, text = max(end, limit), f"{text} of {row.target:g}"
        parts.append(f'<text x="{end + 6:.1f}" y="{y + 15}">{text}</text>')
    (DOCS / f"{name}.svg").write_text("\n".join([*parts, "</svg>", ""]), "utf-8")


def _colour(row: Row) -> str:
    if row.target is not None:
        return MINE if row.ratio is not None and row.ratio <= row.target else OVER
    return MINE if row.what.startswith("elig") else OTHERS
