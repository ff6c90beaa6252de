"""The composed chart: everything a tuning is first looked at with, on one page.

ColorChecker, grey steps and a grey ramp, two slanted edges, a Siemens star, shaded balls with speculars, dead leaves.
Each part is a function of position; it is sampled 4 x 4 times a pixel and averaged, so edges are exact.

Source: ISO 12233:2023 (slanted edge, Siemens star), ISO 14524:2009 (grey steps); Lee, Mumford, Huang (2001), Occlusion
models for natural images, Int. J. Comput. Vision 41, 35-59 (dead leaves: radii with density ~ r^-3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.lab.spectra import Scene

Rgb = NDArray[np.float64]
Part = Callable[[NDArray[np.float64], NDArray[np.float64]], Rgb]

WIDTH, HEIGHT = 2048, 1536
WALL = 0.22  # reflectance of the background
SAMPLES = 4  # a side of a pixel
EDGE_TILT = np.tan(np.deg2rad(5.0))  # ISO 12233: an edge about 5 degrees off the axis


@dataclass(frozen=True)
class Box:
    """Where a part lies: left, top, width, height in pixels."""

    x: int
    y: int
    w: int
    h: int


CHECKER = Box(80, 80, 1000, 668)
STEPS = Box(1160, 80, 808, 180)
RAMP = Box(1160, 276, 808, 90)
EDGE_V = Box(1160, 420, 380, 328)
EDGE_H = Box(1588, 420, 380, 328)
STAR = Box(80, 836, 620, 620)
BALLS = Box(760, 836, 560, 620)
LEAVES = Box(1380, 836, 588, 620)

STEP_REFLECTANCES = 0.9 * 10 ** (-np.arange(12) * 0.16)
EDGE_DARK, EDGE_LIGHT = 0.12, 0.60
STAR_CYCLES = 36
PATCH, GAP = 150, 14  # pixels of a ColorChecker patch and of the black between two


def compose(scene: Scene, seed: int) -> NDArray[np.float32]:
    """The chart as noise-free camera RGB.

    Returns
    -------
    (HEIGHT, WIDTH, 3) float32, linear, `scene.white` is a reflectance of 1; speculars reach several times that
    """
    page = np.empty((HEIGHT, WIDTH, 3), np.float32)
    page[:] = WALL * scene.white
    for box, part in (
        (CHECKER, _checker(scene)),
        (STEPS, _steps(scene)),
        (RAMP, lambda x, y: _grey(scene, 0.9 * 10 ** (-1.9 * x / RAMP.w))),
        (EDGE_V, lambda x, y: _edge(scene, x - EDGE_V.w / 2 + EDGE_TILT * (y - EDGE_V.h / 2))),
        (EDGE_H, lambda x, y: _edge(scene, y - EDGE_H.h / 2 + EDGE_TILT * (x - EDGE_H.w / 2))),
        (STAR, _star(scene)),
        (BALLS, _balls(scene)),
        (LEAVES, _leaves(scene, np.random.default_rng(seed))),
    ):
        page[box.y : box.y + box.h, box.x : box.x + box.w] = _sampled(part, box)
    return page


def _sampled(part: Part, box: Box) -> Rgb:
    """The part averaged over the area of every pixel."""
    y, x = np.mgrid[0 : box.h, 0 : box.w].astype(float)
    total = np.zeros((box.h, box.w, 3))
    offsets = (np.arange(SAMPLES) + 0.5) / SAMPLES
    for dy in offsets:
        for dx in offsets:
            total += part(x + dx, y + dy)
    return total / SAMPLES**2


def _grey(scene: Scene, reflectance: NDArray[np.float64]) -> Rgb:
    return np.asarray(reflectance)[..., None] * scene.white


def patch_box(index: int) -> Box:
    """The inner part of ColorChecker patch 0..23 on the page (a margin of 20 px left out)."""
    row, column = divmod(index, 6)
    pitch = PATCH + GAP
    return Box(CHECKER.x + GAP + column * pitch + 20, CHECKER.y + GAP + row * pitch + 20, PATCH - 40, PATCH - 40)


def _checker(scene: Scene) -> Part:
    def part(x: NDArray[np.float64], y: NDArray[np.float64]) -> Rgb:
        pitch = PATCH + GAP
        column, row = (x - GAP) // pitch, (y - GAP) // pitch
        inside = ((x - GAP) % pitch < PATCH) & ((y - GAP) % pitch < PATCH)
        inside &= (column >= 0) & (column < 6) & (row >= 0) & (row < 4)
        index = np.clip(row * 6 + column, 0, 23).astype(int)
        return np.where(inside[..., None], scene.patches[index], 0.03 * scene.white)

    return part


def _steps(scene: Scene) -> Part:
    def part(x: NDArray[np.float64], y: NDArray[np.float64]) -> Rgb:
        index = np.clip(x * len(STEP_REFLECTANCES) / STEPS.w, 0, len(STEP_REFLECTANCES) - 1).astype(int)
        return _grey(scene, STEP_REFLECTANCES[index])

    return part


def _edge(scene: Scene, distance: NDArray[np.float64]) -> Rgb:
    return _grey(scene, np.where(distance < 0, EDGE_DARK, EDGE_LIGHT))


def _star(scene: Scene) -> Part:
    radius = STAR.w / 2

    def part(x: NDArray[np.float64], y: NDArray[np.float64]) -> Rgb:
        u, v = x - radius, y - radius
        wave = np.where(np.sin(STAR_CYCLES * np.arctan2(v, u)) < 0, 0.08, 0.8)
        return _grey(scene, np.where(np.hypot(u, v) < radius - 6, wave, WALL))

    return part


def _balls(scene: Scene) -> Part:
    """Four matt balls with a glossy spot, lit from the upper left, before a soft backdrop."""
    light = np.array([-0.5, -0.6, 0.62])
    towards = light + np.array([0, 0, 1])  # halfway between the light and the eye
    half = towards / np.linalg.norm(towards)
    balls = [(150, 190, 118, 14), (402, 170, 100, 12), (180, 452, 112, 13), (420, 430, 104, 1)]

    def part(x: NDArray[np.float64], y: NDArray[np.float64]) -> Rgb:
        rgb = _grey(scene, 0.55 - 0.42 * y / BALLS.h)
        for cx, cy, radius, patch in balls:
            u, v = (x - cx) / radius, (y - cy) / radius
            inside = u * u + v * v < 1
            w = np.sqrt(np.maximum(1 - u * u - v * v, 0))
            shade = 0.12 + 0.95 * np.maximum(u * light[0] + v * light[1] + w * light[2], 0)
            gloss = 2.5 * np.maximum(u * half[0] + v * half[1] + w * half[2], 0) ** 90
            ball = shade[..., None] * 1.6 * scene.patches[patch] + _grey(scene, gloss)
            rgb = np.where(inside[..., None], ball, rgb)
        return rgb

    return part


def _leaves(scene: Scene, rng: np.random.Generator) -> Part:
    """Opaque discs, painted back to front on a fine grid, in the chart's colours mixed with grey."""
    fine = SAMPLES
    canvas = np.zeros((LEAVES.h * fine, LEAVES.w * fine, 3), np.float32)
    canvas[:] = 0.3 * scene.white
    low, high = 2.0, 60.0  # radii in pixels
    for _ in range(9000):
        radius = fine / np.sqrt(rng.uniform(1 / high**2, 1 / low**2))  # inverse of the r^-3 law's cumulative
        cx, cy = rng.uniform(0, LEAVES.w * fine), rng.uniform(0, LEAVES.h * fine)
        mix = rng.uniform(0, 0.6)
        colour = mix * scene.patches[rng.integers(0, 18)] + (1 - mix) * rng.uniform(0.05, 0.8) * scene.white
        top, left = max(0, int(cy - radius)), max(0, int(cx - radius))
        y, x = np.ogrid[top : int(cy + radius) + 2, left : int(cx + radius) + 2]
        view = canvas[top : int(cy + radius) + 2, left : int(cx + radius) + 2]
        disc = (x - cx) ** 2 + (y - cy) ** 2 < radius**2
        view[disc[: view.shape[0], : view.shape[1]]] = colour

    def part(x: NDArray[np.float64], y: NDArray[np.float64]) -> Rgb:
        return np.asarray(canvas[(y * fine).astype(int), (x * fine).astype(int)], float)

    return part
