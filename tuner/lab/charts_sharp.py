"""Charts of sharpness: slanted edges, the slanted star, the Siemens star, dead leaves.

Source: ISO 12233:2023 (slanted edge about 5 degrees off the axis, slanted star, sinusoidal Siemens star of 144 cycles);
Lee, Mumford, Huang (2001), Occlusion models for natural images, Int. J. Comput. Vision 41, 35-59 (radii ~ r^-3).
"""

from __future__ import annotations

import numpy as np

from tuner.lab.leaves import Leaves, scattered
from tuner.lab.page import Page, Star, rectangle, turned
from tuner.lab.spectra import chart_reflectances

SURROUND = 0.22
ANGLES = (5.0, 10.0, -5.0, 15.0)  # degrees off the axis, a row of squares each
CONTRASTS = ((0.1, 0.4), (0.2, 0.4), (0.05, 0.8))  # dark and light reflectance; 4:1 as ISO 12233, 2:1, 16:1
CYCLES = 144
BEYOND = 0.2  # of the height: leaves lie around the frame too, for a camera that moves or a lens that bends
STAR_TONES = (0.06, 0.6)


def edges(width: int, height: int, seed: int) -> Page:
    """Dark squares on light fields, turned by several angles, in several contrasts: four edges each."""
    page = Page(width, height)
    page.background = page.grey(SURROUND)
    columns, rows = len(ANGLES), len(CONTRASTS)
    cell = min(width / columns, height / rows)
    left, top = (width - columns * cell) / 2, (height - rows * cell) / 2
    for j, contrast in enumerate(CONTRASTS):
        for i, angle in enumerate(ANGLES):
            add_square(page, left + (i + 0.5) * cell, top + (j + 0.5) * cell, cell, angle, contrast)
    return page


def add_square(page: Page, cx: float, cy: float, cell: float, angle: float, contrast: tuple[float, float]) -> None:
    """One dark square on a light field of `cell` pixels; notes its four edges in the truth."""
    dark, light = contrast
    side = 0.52 * cell
    page.add(rectangle(cx - 0.48 * cell, cy - 0.48 * cell, 0.96 * cell, 0.96 * cell, page.grey(light)))
    page.add(turned(cx, cy, side, side, angle, page.grey(dark)))
    turn = np.radians(angle)
    for name, way in (("right", 0.0), ("bottom", 90.0), ("left", 180.0), ("top", 270.0)):
        n = np.array([np.cos(turn + np.radians(way)), np.sin(turn + np.radians(way))])
        page.truth.setdefault("edges", []).append({
            "side": name, "x": cx + n[0] * side / 2, "y": cy + n[1] * side / 2, "length": side,
            "angle": angle, "dark": dark, "light": light,
        })  # fmt: skip


def star(width: int, height: int, seed: int) -> Page:
    """The slanted star: four dark wedges, whose eight edges stand 5 degrees off the axes and diagonals."""
    page = Page(width, height)
    page.background = page.grey(SURROUND)
    radius = 0.45 * min(width, height)
    page.add(Star(width / 2, height / 2, radius, 4, 5.0, False, page.grey(0.1), page.grey(0.4)))
    page.truth["star"] = {"x": width / 2, "y": height / 2, "radius": radius, "cycles": 4, "turn": 5.0, "sine": False}
    return page


def siemens(width: int, height: int, seed: int) -> Page:
    """The sinusoidal Siemens star: at a distance r the spatial frequency is cycles / (2 pi r)."""
    page = Page(width, height)
    page.background = page.grey(SURROUND)
    radius = 0.45 * min(width, height)
    add_siemens(page, width / 2, height / 2, radius, CYCLES)
    return page


def add_siemens(page: Page, cx: float, cy: float, radius: float, cycles: int) -> None:
    """One sinusoidal star about a middle."""
    dark, light = STAR_TONES
    page.add(Star(cx, cy, radius, cycles, 0.0, True, page.grey(dark), page.grey(light)))
    page.truth.setdefault("stars", []).append({
        "x": cx, "y": cy, "radius": radius, "cycles": cycles, "sine": True, "dark": dark, "light": light,
    })  # fmt: skip


def leaves(width: int, height: int, seed: int) -> Page:
    """Dead leaves all over, each colour of equal chance, of a spectrum known in closed form (see `leaves`)."""
    page = Page(width, height)
    law = Leaves(3.0, max(12.0, height / 16))
    add_leaves(page, (0.0, 0.0, float(width), float(height)), law, seed, coloured=True, beyond=BEYOND * height)
    return page


def add_leaves(
    page: Page,
    bounds: tuple[float, float, float, float],
    law: Leaves,
    seed: int,
    *,
    coloured: bool,
    beyond: float = 0.0,
) -> None:
    """Dead leaves in a rectangle, and so many pixels beyond it."""
    rng = np.random.default_rng([seed, 23])
    levels = np.linspace(0.08, 0.72, 64)
    materials = [page.grey(round(float(v), 4)) for v in levels]
    if coloured:
        chromatic = chart_reflectances()[:18]
        materials = []
        for level in levels:
            mix, colour = rng.uniform(0, 0.7), chromatic[rng.integers(0, 18)]
            materials.append(page.material(mix * colour + (1 - mix) * level))
    left, top, right, bottom = bounds
    page.add(scattered((left - beyond, top - beyond, right + beyond, bottom + beyond), law, materials, rng))
    page.truth.setdefault("leaves", []).append({
        "bounds": bounds, "smallest": law.smallest, "largest": law.largest, "materials": materials,
    })  # fmt: skip
