"""Draws measured ratios and the most that they are to be as a chart of bars, in SVG."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import escape

PLACE = Path(__file__).parents[1] / "docs" / "performance.svg"
WIDTH, LABEL, LINE = 760, 320, 26


def write(ratios: Mapping[str, float], targets: Mapping[str, object]) -> None:
    """Write the chart of what has a target."""
    shown = {what: (ratio, float(str(targets[what]))) for what, ratio in ratios.items() if what in targets}
    most = max(max(pair) for pair in shown.values())
    scale = (WIDTH - LABEL - 90) / most
    height = LINE * len(shown) + 40
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" font-family="sans-serif" '
        'font-size="12">',
        f'<rect width="{WIDTH}" height="{height}" fill="white"/>',
        '<text x="10" y="20">times the floor (line: the most that it is to be)</text>',
    ]
    for index, (what, (ratio, target)) in enumerate(shown.items()):
        y = 32 + index * LINE
        end = LABEL + target * scale
        parts += [
            f'<text x="10" y="{y + 15}">{escape(what)}</text>',
            f'<rect x="{LABEL}" y="{y + 3}" width="{ratio * scale:.1f}" height="16" '
            f'fill="{"#4477aa" if ratio <= target else "#cc6677"}"/>',
            f'<line x1="{end:.1f}" x2="{end:.1f}" y1="{y}" y2="{y + 22}" stroke="black"/>',
            f'<text x="{LABEL + max(ratio, target) * scale + 6:.1f}" y="{y + 15}">{ratio:g} of {target:g}</text>',
        ]
    PLACE.write_text("\n".join([*parts, "</svg>", ""]), "utf-8")
