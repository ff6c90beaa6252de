"""A difference as a picture: dark where equal, through violet and orange to light yellow.

Lightness L* rises evenly along the scale, so that more difference always looks lighter, in grey prints and to colour
blind eyes too. The scale is logarithmic and fixed, so that two maps can be laid side by side.

References
----------
Rogowitz, Treinish (1998), IEEE Spectrum 35(12) 52-59: ordered data need a scale of monotonic lightness.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from tuner.core.colour import D65, xy_to_xyz, xyz_to_rgb
from tuner.core.display import srgb_code

FULL = 20.0
"""DE2000 at the light end of the scale; larger differences look the same."""
TICKS = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
BAR = 34
"""Rows of the bar with its figures below a small map."""

_LEVELS = 256
_KNEE = 1.0  # about linear below this difference, logarithmic above


def difference_map(de: NDArray[np.float32], *, bar: bool = True) -> NDArray[np.uint8]:
    """The map of a colour difference.

    Parameters
    ----------
    de : (h, w) float32 DE2000
    bar : whether the scale with its figures is added below

    Returns
    -------
    (h, w, 3), or (h + bar_height(w), w, 3) with the bar, uint8 sRGB; row y of the picture is row y of the map
    """
    levels = np.empty(de.shape, np.uint8)
    for top in range(0, len(de), 256):
        rows = slice(top, top + 256)
        levels[rows] = np.rint(position(de[rows]) * (_LEVELS - 1))
    shown = colours()[levels]
    if not bar:
        return shown
    width = de.shape[1]
    grow = bar_height(width) // BAR
    scale = _bar(-(-width // grow)).repeat(grow, axis=0).repeat(grow, axis=1)
    return np.concatenate([shown, scale[:, :width]])


def likeness_map(share: NDArray[np.float32]) -> NDArray[np.uint8]:
    """(h, w, 3) uint8 sRGB of (h, w) numbers 0 (dark) to 1 (light), such as FLIP, on an even scale."""
    return colours()[np.rint(np.clip(share, 0, 1) * (_LEVELS - 1)).astype(np.uint8)]


def bar_height(width: int) -> int:
    """Rows the bar adds below a map of some width: large pictures get a bar that is still seen when they are fitted."""
    return BAR * max(1, width // 1000)


def position(de: NDArray[np.float32]) -> NDArray[np.float64]:
    """Place on the scale, 0..1, of a DE2000."""
    return np.asarray(np.clip(np.log1p(np.asarray(de, np.float64) / _KNEE) / np.log1p(FULL / _KNEE), 0, 1))


@cache
def colours() -> NDArray[np.uint8]:
    """(256, 3) uint8 sRGB: L* evenly from 6 to 96, hue from blue-violet over red to yellow, as colourful as sRGB allows."""
    t = np.linspace(0, 1, _LEVELS)
    lightness = 6 + 90 * t
    hue = np.radians(-70 + 175 * t)
    chroma = 70 * np.sin(np.pi * (0.06 + 0.84 * t)) ** 0.8
    linear = _linear(lightness, chroma, hue)
    for _ in range(60):  # pull colours outside sRGB towards grey
        outside = (linear < 0).any(axis=1) | (linear > 1).any(axis=1)
        chroma = np.where(outside, chroma * 0.95, chroma)
        linear = _linear(lightness, chroma, hue)
    table = np.rint(srgb_code(linear.astype(np.float32)) * 255).astype(np.uint8)
    table.setflags(write=False)
    return table


def _linear(
    lightness: NDArray[np.float64], chroma: NDArray[np.float64], hue: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(n, 3) linear sRGB of CIE L*, C*, h. Source: CIE 015:2018, 8.2.1, inverted."""
    fy = (lightness + 16) / 116
    f = np.stack([fy + chroma * np.cos(hue) / 500, fy, fy - chroma * np.sin(hue) / 200], axis=1)
    relative = np.where(f > 6 / 29, f**3, 3 * (6 / 29) ** 2 * (f - 4 / 29))
    return np.asarray((relative * xy_to_xyz(D65)) @ xyz_to_rgb("rec709").T)


def _bar(width: int) -> NDArray[np.uint8]:
    """(34, width, 3) uint8: the scale, with figures where there is room."""
    from PIL import Image, ImageDraw

    left, right = (10, max(width - 30, 12)) if width >= 80 else (0, max(width, 2))
    strip = np.full((BAR, max(width, 2), 3), 30, np.uint8)
    ramp = np.rint(np.linspace(0, _LEVELS - 1, right - left)).astype(np.intp)
    strip[5:15, left:right] = colours()[ramp]
    picture = Image.fromarray(strip)
    draw = ImageDraw.Draw(picture)
    free = 0
    for tick, at in zip(TICKS, position(np.array(TICKS, np.float32)), strict=True):
        x = left + round(float(at) * (right - left - 1))
        label = f"{tick:g}" + (" DE2000" if tick == TICKS[-1] and width >= 500 else "")
        length = int(draw.textlength(label))
        x0 = min(max(x - length // 2, 0), width - length - 2)
        if width >= 80 and x0 >= free:
            draw.line([(x, 15), (x, 18)], fill=(169, 169, 169))
            draw.text((x0, 19), label, fill=(169, 169, 169))
            free = x0 + length + 6
    return np.asarray(picture)[:, :width]
