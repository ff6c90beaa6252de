"""Knots of a curve: as text, and moved so that x keeps rising."""

from __future__ import annotations

import re

from tuner.core.param import Knots
from tuner.gui.field import parsed

APART = 0.001
"""Knots are dragged no nearer to each other than this."""


def knots_text(knots: Knots) -> str:
    """Knots as they are typed: '0 0, 0.5 0.6, 1 1'."""
    return ", ".join(f"{x:.10g} {y:.10g}" for x, y in knots)


def parsed_knots(text: str) -> Knots | None:
    """The knots a user typed, or None where a number is missing or is none."""
    text = re.sub(r"\]\s*,\s*\[|\)\s*,\s*\(", ";", text)
    if ";" in text:
        pairs = [
            re.split(r"\s*,\s*|\s+", pair.strip("[]() \t\n,")) for pair in text.split(";") if pair.strip("[]() \n,")
        ]
    else:
        pairs = [pair.split() for pair in text.split(",") if pair.strip()]
    numbers = [[parsed(word) for word in pair] for pair in pairs]
    if not numbers or any(len(pair) != 2 or None in pair for pair in numbers):
        return None
    return tuple((x, y) for x, y in numbers if x is not None and y is not None)


def moved(knots: Knots, index: int, to: tuple[float, float], limits: tuple[float, float]) -> Knots:
    """The knots with one of them moved as far as its neighbours and the limits let it: x keeps rising."""
    left = knots[index - 1][0] + APART if index else 0.0
    right = knots[index + 1][0] - APART if index + 1 < len(knots) else 1.0
    x = round(min(max(to[0], left), right), 6) if left <= right else knots[index][0]
    y = round(min(max(to[1], limits[0]), limits[1]), 6)
    return (*knots[:index], (x, y), *knots[index + 1 :])


def shown_range(knots: Knots, limits: tuple[float, float]) -> tuple[float, float]:
    """The range of y a graph shows: 0 to 1 inside the limits, and as much more as the knots need."""
    low, high = max(limits[0], 0.0), min(limits[1], 1.0)
    if low >= high:
        return limits
    return min(low, *(y for _, y in knots)), max(high, *(y for _, y in knots))
