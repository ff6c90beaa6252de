"""The composed scene: everything a tuning is first looked at with, on one page.

ColorChecker, grey steps and a wedge, slanted squares, the slanted star, a Siemens star, shaded balls with speculars, dead
leaves, and a dot in every corner. Drawn for 2048 x 1536 and scaled to the picture.

Source: as the charts it is made of; ISO 14524:2009 (grey steps).
"""

from __future__ import annotations

import numpy as np

from tuner.lab.charts import BRIGHTEST, WALL, add_checker
from tuner.lab.charts_sharp import add_leaves, add_siemens, add_square
from tuner.lab.ellipses import Ellipses
from tuner.lab.leaves import Leaves
from tuner.lab.page import Ball, Page, Polygon, Ramp, Star, Texture, box_sides, rectangle
from tuner.lab.spectra import chart_reflectances

WIDTH, HEIGHT = 2048, 1536
STEPS = 12
STEP_DENSITY = 0.16
WEDGE_DENSITY = 1.9
BALLS = ((150, 190, 118, 14), (402, 170, 100, 12), (180, 452, 112, 13), (420, 430, 104, 1))
"""Middle and radius of each ball in its field, and its ColorChecker patch."""


def scene(width: int, height: int, seed: int) -> Page:
    """The page, scaled to fit and in the middle of the picture."""
    page = Page(width, height)
    page.background = page.grey(WALL)
    at = _Place(min(width / WIDTH, height / HEIGHT), width, height)
    k = at.scale
    add_checker(page, *at(580, 414), 150 * k)
    _greys(page, at)
    add_square(page, *at(1340, 584), 328 * k, 5.0, (0.1, 0.4))
    x, y = at(1788, 584)
    page.add(Star(x, y, 164 * k, 4, 5.0, False, page.grey(0.1), page.grey(0.4)))
    add_siemens(page, *at(390, 1146), 310 * k, 72)
    _balls(page, at)
    left, top = at(1380, 836)
    law = Leaves(max(2.0 * k, 1.0), 60 * k)
    add_leaves(page, (left, top, left + 588 * k, top + 620 * k), law, seed, coloured=True)
    dots = np.array([(*at(x, y), 16 * k, 1.0, 1.0, 0.0) for x in (40, 2008) for y in (40, 1496)])
    shades = np.tile(np.array([1, 0], np.float32), (4, 1))
    page.add(Ellipses(dots, np.full(4, page.grey(0.03), np.int64), shades, (0, 0, width, height)))
    page.truth["dots"] = {"radius": 16 * k, "middles": dots[:, :2].tolist()}
    return page


class _Place:
    """From the drawing's pixels to the picture's."""

    def __init__(self, scale: float, width: int, height: int) -> None:
        self.scale = scale
        self.left, self.top = (width - WIDTH * scale) / 2, (height - HEIGHT * scale) / 2

    def __call__(self, x: float, y: float) -> tuple[float, float]:
        return self.left + x * self.scale, self.top + y * self.scale


def _greys(page: Page, at: _Place) -> None:
    k = at.scale
    steps = []
    for i in range(STEPS):
        x, y = at(1160 + i * 808 / STEPS, 80)
        level = BRIGHTEST * 10 ** (-STEP_DENSITY * i)
        page.add(rectangle(x, y, 808 / STEPS * k, 180 * k, page.grey(level)))
        steps.append({"reflectance": level, "x": x, "y": y, "w": 808 / STEPS * k, "h": 180 * k})
    page.truth["steps"] = steps
    left, top = at(1160, 276)
    page.add(Ramp((left, top, left + 808 * k, top + 90 * k), page.grey(BRIGHTEST), WEDGE_DENSITY))


def _balls(page: Page, at: _Place) -> None:
    """Four matt balls with a glossy spot, lit from the upper left, before a soft backdrop."""
    k = at.scale
    left, top = at(760, 836)
    w, h = 560 * k, 620 * k
    sides = box_sides(left + w / 2, top + h / 2, w, h)
    bounds = (left, top, left + w, top + h)
    page.add(Polygon(sides, page.grey(0.55), bounds))
    page.add(Texture(sides, bounds, "gradient", (h, h), page.grey(0.55), page.grey(0.13)))
    chart, white = chart_reflectances(), page.grey(1.0)
    for cx, cy, radius, patch in BALLS:
        page.add(Ball(left + cx * k, top + cy * k, radius * k, page.material(chart[patch]), white))
