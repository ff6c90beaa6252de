"""How well our line does on scenes whose truth is known, beside independent implementations in the same run.

Every part is a function from a bench to rows of figures. Programs that are not installed are named and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tuner.core.engine import Engine
from tuner.lab import score_colour, score_demosaic, score_detail, score_noise
from tuner.lab.bench import Bench, Row

PARTS: dict[str, tuple[str, Callable[[Bench], list[Row]]]] = {
    "colour": ("Colour of the ColorChecker, default profile", score_colour.patches),
    "highlights": ("What is rebuilt where a channel clips", score_colour.highlights),
    "demosaic": ("Demosaic on sharp truth", score_demosaic.sharpness),
    "false_colour": ("False colour on a grey Siemens star", score_demosaic.false_colour),
    "noise": ("Noise reduction on dead leaves and a flat grey", score_noise.ladder),
    "halo": ("Halo at slanted edges", score_detail.halo),
}
"""Title, and what measures it."""


WIDEST = 8  # columns of a table


@dataclass(frozen=True)
class Score:
    """All rows, part by part, and what was left out."""

    parts: dict[str, list[Row]]
    missing: tuple[str, ...]

    def document(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "parts": {name: [vars(row) for row in rows] for name, rows in self.parts.items()},
            "missing": list(self.missing),
        }

    def text(self) -> str:
        """Tables in Markdown, one a part: a line for each method, a column for each scene and figure."""
        blocks = [f"## {PARTS[name][0]}\n\n{_table(rows)}" for name, rows in self.parts.items()]
        if self.missing:
            blocks.append(f"Not installed, so left out: {', '.join(self.missing)}.")
        return "\n\n".join(blocks)


def score(engine: Engine, names: Sequence[str], say: Callable[[str], object] = lambda text: None) -> Score:
    """Measure the named parts.

    Parameters
    ----------
    say : told what is being measured
    """
    bench = Bench(engine)
    parts = {}
    for name in names:
        say(f"{PARTS[name][0].lower()} ...")
        parts[name] = PARTS[name][1](bench)
    return Score(parts, tuple(sorted(bench.missing)))


def _table(rows: Sequence[Row]) -> str:
    """One table, or one a figure where that would be too wide to read."""
    if len({row.column for row in rows}) <= WIDEST:
        return _columns(rows, [row.column for row in rows])
    figures = dict.fromkeys((row.figure, row.unit) for row in rows)
    blocks = []
    for figure, unit in figures:
        part = [row for row in rows if row.figure == figure]
        title = f"{figure[0].upper()}{figure[1:]}" + (f", {unit}" if unit else "")
        blocks.append(f"{title}:\n\n{_columns(part, [row.scene for row in part])}")
    return "\n\n".join(blocks)


def _columns(rows: Sequence[Row], heads: Sequence[str]) -> str:
    methods, columns = dict.fromkeys(row.method for row in rows), dict.fromkeys(heads)
    cells = {(row.method, head): f"{row.value:.{row.digits}f}" for row, head in zip(rows, heads, strict=True)}
    lines = ["| | " + " | ".join(columns) + " |", "|---|" + "---:|" * len(columns)]
    lines += [f"| {m} | " + " | ".join(cells.get((m, column), "") for column in columns) + " |" for m in methods]
    return "\n".join(lines)
