"""A natural-looking scene: sky, hills, a tree, grass, a brick wall, cloth, faces and fruit, of published reflectances.

It has what charts lack: fine texture of low contrast beside hard edges, soft gradients, speculars beyond white, and
memory colours (skin, foliage, sky, fruit). Lengths follow the picture's height.

Source: BabelColor (2012), Preferred Memory Color chart, and Ohta (1997), ColorChecker: reflectances; Burton, Moorhead
(1987), Color and spatial structure in natural scenes, Appl. Opt. 26(1), 157-170 (amplitudes fall as 1/f, as the octaves of
the textures do).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.lab.ellipses import Ellipses
from tuner.lab.page import Ball, Bounds, Page, Polygon, Texture, box_sides, rectangle
from tuner.lab.spectra import chart_reflectances, memory_reflectances
from tuner.lab.tables import wavelengths

SKINS = ("Caucasian", "Oriental", "South Asian", "African")
TANGENTS = 40  # of an outline
BLADES = 9000  # of grass in the frame
BEYOND = 0.25  # of each side: what a camera that moves or a lens that bends sees around the frame
FRUIT = ("Orange", "Green Apple", "Banana", "Carrot", "Purple Cabbage")


def natural(width: int, height: int, seed: int) -> Page:
    """The scene."""
    page = Page(width, height)
    rng = np.random.default_rng([seed, 31])
    page.background = page.grey(0.3)
    _sky(page, seed)
    _hills(page, seed)
    _meadow(page, rng)
    _wall(page, rng)
    _tree(page, rng)
    _table(page, seed)
    _people(page, rng)
    _fruit(page)
    return page


def _mixed(
    page: Page, one: NDArray[np.float64], two: NDArray[np.float64] | float, share: float, level: float = 1
) -> int:
    """A material that is `share` of the first and the rest of the second, times a level."""
    other = np.full(len(wavelengths()), two) if isinstance(two, float) else two
    return page.material(level * (share * one + (1 - share) * other))


def _band(page: Page, top: float, bottom: float) -> tuple[tuple[tuple[float, float, float], ...], Bounds]:
    """The full width between two shares of the height, and some beyond the picture."""
    w, h = page.width, page.height
    x, y, wide, high = -BEYOND * w, top * h, (1 + 2 * BEYOND) * w, (bottom - top) * h
    return box_sides(x + wide / 2, y + high / 2, wide, high), (x, y, x + wide, y + high)


def _round(cx: float, cy: float, a: float, b: float) -> tuple[tuple[tuple[float, float, float], ...], Bounds]:
    """An ellipse as a polygon of tangents."""
    sides = []
    for t in np.linspace(0, 2 * np.pi, TANGENTS, endpoint=False):
        nx, ny = np.array([np.cos(t) / a, np.sin(t) / b]) / np.hypot(np.cos(t) / a, np.sin(t) / b)
        sides.append((float(-nx), float(-ny), float(np.hypot(a * nx, b * ny) + nx * cx + ny * cy)))
    return tuple(sides), (cx - 1.1 * a, cy - 1.1 * b, cx + 1.1 * a, cy + 1.1 * b)


def _sky(page: Page, seed: int) -> None:
    h = page.height
    blue = memory_reflectances()["Blue Sky"]
    deep, pale = _mixed(page, blue, 0.5, 1.0, 1.5), _mixed(page, blue, 0.75, 0.35, 1.15)
    sides, bounds = _band(page, -BEYOND, 0.0)
    page.add(Polygon(sides, deep, bounds))
    page.add(Texture(*_band(page, -0.05, 0.42), "gradient", (h, 0.47 * h), deep, pale))
    page.add(Texture(*_band(page, -BEYOND, 0.36), "veil", (0.5 * h, 0.13 * h), pale, page.grey(0.95), 7, seed, 0.5))


def _hills(page: Page, seed: int) -> None:
    w, h = page.width, page.height
    green, haze = chart_reflectances()[3], memory_reflectances()["Blue Sky"]
    for n, (cx, a, b, share) in enumerate(((0.2, 0.55, 0.13, 0.35), (0.75, 0.5, 0.10, 0.6), (0.45, 0.7, 0.055, 0.85))):
        sides, bounds = _round(cx * w, 0.42 * h, a * h, b * h)
        one, two = _mixed(page, green, haze, share, 0.55), _mixed(page, green, haze, share, 1.3)
        page.add(Texture(sides, bounds, "clouds", (0.05 * h, 0.02 * h), one, two, 6, seed + 10 + n, 0.6))


def _meadow(page: Page, rng: np.random.Generator) -> None:
    w, h = page.width, page.height
    grass = memory_reflectances()["Summer Grass"]
    dark, light = _mixed(page, grass, 0.1, 0.8, 0.5), _mixed(page, grass, 0.3, 0.85, 1.0)
    page.add(Texture(*_band(page, 0.41, 1 + BEYOND), "clouds", (0.12 * h, 0.03 * h), dark, light, 6, 77, 0.8))
    blades = [_mixed(page, grass, chart_reflectances()[10], s, v) for s in (0.6, 0.8, 1.0) for v in (0.7, 1.0, 1.4)]
    x, depth = rng.uniform(0, w, BLADES), rng.uniform(0, 1, BLADES) ** 1.5  # 0 at the horizon
    more_x, more_depth = _around(page)
    x, depth = np.append(x, more_x), np.append(depth, more_depth)
    order, n = np.argsort(depth), len(depth)
    x, depth = x[order], depth[order]
    length = h * (0.004 + 0.028 * depth) * rng.uniform(0.6, 1.3, n)
    angle = np.pi / 2 + rng.normal(0, 0.3, n)
    shapes = np.stack([x, h * (0.42 + 0.58 * depth), length, np.full(n, 0.09), np.cos(angle), np.sin(angle)], axis=1)
    _scatter(page, shapes, blades, rng, 0.4)


def _around(page: Page) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where blades stand around the frame, as densely as in it: x and depth."""
    rng, w, deepest = np.random.default_rng(33), page.width, 1 + BEYOND / 0.58
    n = round(BLADES * (1 + 2 * BEYOND) * deepest ** (1 / 1.5))
    x, depth = rng.uniform(-BEYOND * w, (1 + BEYOND) * w, n), deepest * rng.uniform(0, 1, n) ** 1.5
    outside = (x < 0) | (x > w) | (depth > 1)
    return x[outside], depth[outside]


def _scatter(
    page: Page, shapes: NDArray[np.float64], materials: list[int], rng: np.random.Generator, dim: float
) -> None:
    """Ellipses of random materials and a little random brightness, darker on their far side."""
    n = len(shapes)
    colours = np.array(materials, np.int64)[rng.integers(0, len(materials), n)]
    shades = np.stack([rng.uniform(0.75, 1.2, n), np.full(n, dim)], axis=1).astype(np.float32)
    # a cell of a thin one is touched from a little way off its end; where none is near, none is looked for
    reach = shapes[:, 2] + 1 + 0.5 / shapes[:, 3]
    left, top = (shapes[:, :2].T - reach).min(axis=1).tolist()
    right, bottom = (shapes[:, :2].T + reach).max(axis=1).tolist()
    page.add(Ellipses(shapes, colours, shades, (left, top, right, bottom)))


def _tree(page: Page, rng: np.random.Generator) -> None:
    """A trunk, and a crown of leaves: the deep ones dark, those at the upper left in the light."""
    w, h = page.width, page.height
    bark = chart_reflectances()[0]
    left, top, wide, high = 0.13 * w - 0.018 * h, 0.3 * h, 0.036 * h, 0.34 * h
    sides = box_sides(left + wide / 2, top + high / 2, wide, high)
    bounds = (left, top, left + wide, top + high)
    page.add(
        Texture(
            sides, bounds, "clouds", (0.008 * h, 0.06 * h), _mixed(page, bark, 0.0, 1.0, 0.4), page.material(bark), 5, 5
        )
    )
    foliage = chart_reflectances()[3]
    for level, count, size in ((0.35, 2500, 0.012), (0.8, 2500, 0.010), (1.5, 1800, 0.008)):
        leaves = [_mixed(page, foliage, memory_reflectances()["Yellow Green"], s, level) for s in (0.6, 0.8, 1.0)]
        turn, out = rng.uniform(0, 2 * np.pi, count), np.sqrt(rng.uniform(0, 1, count))
        lift = 0.02 * (level - 0.35) * h
        x = 0.13 * w - lift + 0.17 * h * out * np.cos(turn) * (1 + 0.12 * np.sin(5 * turn))
        y = 0.27 * h - lift + 0.17 * h * out * np.sin(turn) * (1 + 0.12 * np.sin(7 * turn))
        angle = rng.uniform(0, np.pi, count)
        length = h * size * rng.uniform(0.6, 1.4, count)
        shapes = np.stack([x, y, length, np.full(count, 0.45), np.cos(angle), np.sin(angle)], axis=1)
        _scatter(page, shapes, leaves, rng, 0.5)


def _wall(page: Page, rng: np.random.Generator) -> None:
    """A brick wall with a window in which the sky is seen."""
    w, h = page.width, page.height
    left, top, right, bottom = 0.72 * w, 0.16 * h, 0.97 * w, 0.66 * h
    page.add(rectangle(left, top, right - left, bottom - top, page.grey(0.42)))
    red, tan = chart_reflectances()[8], chart_reflectances()[11]
    bricks = [_mixed(page, red, tan, s, v) for s in (0.55, 0.7, 0.85) for v in (0.55, 0.75, 0.95)]
    pitch_x, pitch_y, gap = 0.042 * h, 0.0165 * h, 0.0022 * h
    for row in range(int((bottom - top) / pitch_y)):
        y = top + row * pitch_y + gap
        start = left - (row % 2) * pitch_x / 2
        for n in range(int((right - start) / pitch_x) + 1):
            x = start + n * pitch_x
            x0, x1 = max(x + gap, left), min(x + pitch_x, right)
            if x1 > x0:
                page.add(rectangle(x0, y, x1 - x0, pitch_y - gap, bricks[rng.integers(0, len(bricks))]))
    cx, cy, a, b = (left + right) / 2, 0.34 * h, 0.075 * h, 0.1 * h
    page.add(rectangle(cx - a, cy - b, 2 * a, 2 * b, page.grey(0.85)))
    glass = box_sides(cx, cy, 1.8 * a, 1.85 * b)
    bounds = (cx - a, cy - b, cx + a, cy + b)
    sky = memory_reflectances()["Blue Sky"]
    page.add(Texture(glass, bounds, "gradient", (h, 2 * b), _mixed(page, sky, 0.4, 0.6, 1.2), page.grey(0.06)))
    bar = 0.006 * h
    page.add(rectangle(cx - bar / 2, cy - b, bar, 2 * b, page.grey(0.85)))
    page.add(rectangle(cx - a, cy - bar / 2, 2 * a, bar, page.grey(0.85)))
    page.add(
        rectangle(
            left - 0.02 * h, top - 0.03 * h, right - left + 0.04 * h, 0.035 * h, _mixed(page, red, 0.05, 0.7, 0.6)
        )
    )


def _table(page: Page, seed: int) -> None:
    """Cloth of two weaves, one of them at the limit of the sensor's resolution."""
    w, h = page.width, page.height
    blue, red, white = chart_reflectances()[12], chart_reflectances()[14], page.grey(0.8)
    for x0, x1, pitch, one, two in (
        (0.26, 0.5, 5.3, page.material(0.5 * blue), _mixed(page, blue, 0.6, 0.6)),
        (0.5, 0.74, 2.6, _mixed(page, red, 0.1, 0.8), white),
    ):
        x, y, wide, high = x0 * w, 0.78 * h, (x1 - x0) * w, 0.3 * h
        sides = box_sides(x + wide / 2, y + high / 2, wide, high)
        page.add(Texture(sides, (x, y, x + wide, y + high), "weave", (pitch, pitch), one, two, 1, seed, 0.8))


def _people(page: Page, rng: np.random.Generator) -> None:
    """Four faces of four skins, each with hair of fine strands."""
    w, h = page.width, page.height
    white, hair = (
        page.grey(1.0),
        [page.grey(v) for v in (0.02, 0.04, 0.08)] + [_mixed(page, chart_reflectances()[0], 0.0, 1.0, 0.6)],
    )
    cloth = (5, 15, 17, 9)
    for i, skin in enumerate(SKINS):
        cx, cy, r = (0.31 + 0.115 * i) * w, (0.56 + 0.015 * (i % 2)) * h, 0.062 * h
        shoulders, bounds = _round(cx, cy + 2.1 * r, 1.5 * r, 1.25 * r)
        garment = chart_reflectances()[cloth[i]]
        one, two = _mixed(page, garment, 0.0, 1.0, 0.5), _mixed(page, garment, 0.0, 1.0, 1.0)
        page.add(Texture(shoulders, bounds, "weave", (3.7 + i, 3.7 + i), one, two, 1, i, 0.6))
        material = page.material(memory_reflectances()[skin])
        page.add(Ball(cx, cy + 0.75 * r, 0.45 * r, material, white, 0.0, 1.0, 0.25, 0.8))
        page.add(Ball(cx, cy, r, material, white, 0.35, 25.0, 0.3, 1.05))
        n = 700
        turn = rng.uniform(np.pi * 0.98, np.pi * 2.02, n)
        out = r * rng.uniform(0.82, 1.12, n)
        angle = turn + np.pi / 2 + rng.normal(0, 0.2, n)
        x, y = cx + out * np.cos(turn), cy + 0.05 * r + out * np.sin(turn)
        strands = np.stack([x, y, r * rng.uniform(0.1, 0.3, n), np.full(n, 0.06), np.cos(angle), np.sin(angle)], axis=1)
        _scatter(page, strands, [hair[i], hair[(i + 1) % 4]], rng, 0.3)


def _fruit(page: Page) -> None:
    """Glossy fruit, and two metal balls whose highlights are far beyond white."""
    w, h = page.width, page.height
    white = page.grey(1.0)
    for i, name in enumerate(FRUIT):
        r = (0.045, 0.042, 0.034, 0.03, 0.046)[i] * h
        material = page.material(memory_reflectances()[name])
        page.add(Ball((0.31 + 0.075 * i) * w, 0.86 * h - r, r, material, white, 1.6, 70.0, 0.2, 1.2))
    for x, r, gloss in ((0.675, 0.03, 8.0), (0.71, 0.02, 16.0)):
        page.add(Ball(x * w, 0.86 * h - r * h, r * h, page.grey(0.3), white, gloss, 120.0, 0.35, 0.9))
