"""Charts of flat patches: ColorChecker, an SG-like grid, grey steps, flat, dark, dots.

Every chart is a function of the picture's size and the seed to a page; lengths follow the picture's height.

Source: McCamy, Marcus, Davidson (1976), A color-rendition chart, J. Appl. Photogr. Eng. 2(3), 95-99; ISO 14524:2009
(grey steps); ISO 17850:2015 (dot grid).
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tuner.lab.ellipses import Ellipses
from tuner.lab.page import Page, rectangle
from tuner.lab.spectra import chart_reflectances, memory_reflectances

WALL = 0.22  # reflectance of what surrounds a chart
FRAME = 0.03  # of a chart's black frame
GAP = 0.09  # between patches, as a share of a patch
STEPS = 20  # of the OECF chart
STEP_DENSITY = 0.1  # log10 between two steps
BRIGHTEST = 0.9


def colorchecker(width: int, height: int, seed: int) -> Page:
    """The 24 patches of the ColorChecker, dark skin first."""
    page = Page(width, height)
    page.background = page.grey(WALL)
    patch = min(0.9 * width / 6, 0.9 * height / 4) / (1 + GAP)
    add_checker(page, width / 2, height / 2, patch)
    return page


def add_checker(page: Page, cx: float, cy: float, patch: float) -> None:
    """A ColorChecker about a middle, patches `patch` pixels wide; notes its patches and corners in the truth."""
    names = [f"patch {i + 1}" for i in range(24)]
    materials = [page.material(r) for r in chart_reflectances()]
    add_grid(page, "colorchecker", cx, cy, patch, 6, materials, names)


def add_grid(
    page: Page, name: str, cx: float, cy: float, patch: float, columns: int, materials: list[int], names: list[str]
) -> None:
    """Patches in rows, on a black frame."""
    pitch, rows = patch * (1 + GAP), -(-len(materials) // columns)
    left, top = cx - columns * pitch / 2, cy - rows * pitch / 2
    edge = GAP * patch
    page.add(rectangle(left - edge / 2, top - edge / 2, columns * pitch + edge, rows * pitch + edge, page.grey(FRAME)))
    patches = []
    for i, (material, label) in enumerate(zip(materials, names, strict=True)):
        row, column = divmod(i, columns)
        x, y = left + column * pitch + edge / 2, top + row * pitch + edge / 2
        page.add(rectangle(x, y, patch, patch, material))
        patches.append({"name": label, "material": material, "x": x, "y": y, "w": patch, "h": patch})
    page.truth.setdefault("charts", []).append({
        "name": name,
        "columns": columns,
        "corners": _corners(patches, columns),
        "patches": patches,
    })  # fmt: skip


def _corners(patches: list[dict[str, Any]], columns: int) -> list[tuple[float, float]]:
    """Middles of the first, the last of the first row, the last, and the first of the last row."""
    chosen = (0, columns - 1, len(patches) - 1, len(patches) - columns)
    return [(patches[i]["x"] + patches[i]["w"] / 2, patches[i]["y"] + patches[i]["h"] / 2) for i in chosen]


def sg(width: int, height: int, seed: int) -> Page:
    """140 patches in 14 columns: a border of white, grey and black, then chart and memory colours and their tints."""
    page = Page(width, height)
    page.background = page.grey(WALL)
    rng = np.random.default_rng([seed, 11])
    base = [*chart_reflectances(), *memory_reflectances().values()]
    border = (BRIGHTEST, 0.18, 0.035)
    materials: list[int] = []
    for i in range(140):
        row, column = divmod(i, 14)
        if row in (0, 9) or column in (0, 13):
            materials.append(page.grey(border[(row + column) % 3]))
        elif len(materials) and (row - 1) * 12 + column - 1 < len(base):
            materials.append(page.material(base[(row - 1) * 12 + column - 1]))
        else:
            one, two = rng.choice(len(base), 2, replace=False)
            mix = rng.uniform(0.3, 0.7)
            materials.append(page.material(mix * base[one] + (1 - mix) * base[two]))
    names = [f"{'ABCDEFGHIJKLMN'[i % 14]}{i // 14 + 1}" for i in range(140)]
    patch = min(0.92 * width / 14, 0.92 * height / 10) / (1 + GAP)
    add_grid(page, "sg", width / 2, height / 2, patch, 14, materials, names)
    return page


def oecf(width: int, height: int, seed: int) -> Page:
    """Grey steps of 0.1 in density from the brightest to 1 % of it, in a ring-less grid of 5 columns."""
    page = Page(width, height)
    page.background = page.grey(WALL)
    levels = [BRIGHTEST * 10 ** (-STEP_DENSITY * i) for i in range(STEPS)]
    names = [f"density {i * STEP_DENSITY:.1f}" for i in range(STEPS)]
    patch = min(0.9 * width / 5, 0.9 * height / 4) / (1 + GAP)
    add_grid(page, "oecf", width / 2, height / 2, patch, 5, [page.grey(v) for v in levels], names)
    return page


def flat(width: int, height: int, seed: int) -> Page:
    """An even white that reflects 90 %."""
    page = Page(width, height)
    page.background = page.grey(BRIGHTEST)
    return page


def dark(width: int, height: int, seed: int) -> Page:
    """No light at all: the lens is covered."""
    page = Page(width, height)
    page.background = page.grey(0.0)
    return page


def dots(width: int, height: int, seed: int) -> Page:
    """Black dots on white, on a square grid with one in the middle of the picture."""
    page = Page(width, height)
    page.background = page.grey(BRIGHTEST)
    pitch = height / 12
    across, down = int(width / 2 / pitch - 0.4), int(height / 2 / pitch - 0.4)
    at = [
        (width / 2 + i * pitch, height / 2 + j * pitch)
        for j in range(-down, down + 1)
        for i in range(-across, across + 1)
    ]
    shapes = np.array([(x, y, pitch / 5, 1.0, 1.0, 0.0) for x, y in at])
    n = len(at)
    black = page.grey(0.04)
    page.add(
        Ellipses(
            shapes, np.full(n, black, np.int64), np.tile(np.array([1, 0], np.float32), (n, 1)), (0, 0, width, height)
        )
    )
    page.truth["dots"] = {
        "pitch": pitch,
        "radius": pitch / 5,
        "columns": 2 * across + 1,
        "rows": 2 * down + 1,
        "middles": at,
    }
    return page
