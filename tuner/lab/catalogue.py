"""The charts by name."""

from __future__ import annotations

from collections.abc import Callable

from tuner.lab import chart_natural, chart_scene, charts, charts_sharp
from tuner.lab.page import Page

CHARTS: dict[str, Callable[[int, int, int], Page]] = {
    "colorchecker": charts.colorchecker,
    "sg": charts.sg,
    "oecf": charts.oecf,
    "edges": charts_sharp.edges,
    "star": charts_sharp.star,
    "siemens": charts_sharp.siemens,
    "leaves": charts_sharp.leaves,
    "flat": charts.flat,
    "dark": charts.dark,
    "dots": charts.dots,
    "scene": chart_scene.scene,
    "natural": chart_natural.natural,
}
"""(width, height, seed) -> page."""
