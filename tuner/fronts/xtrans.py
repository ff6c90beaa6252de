"""X-Trans: the 6x6 mosaic is binned, colour by colour, to a Bayer mosaic of 2/3 of the width and height.

Nine samples (3x3: five green, two red, two blue) become one Bayer quad. The sample at each Bayer site is a mean of the
samples of its colour within 2.5 px, weighted by a tent; the weights are corrected so that they add up to 1 and have
their centre at the site, so that a ramp stays a ramp and colours do not shift against each other:

    w_i = t_i (a + b dx_i + c dy_i),   sum w = 1,   sum w dx = sum w dy = 0

This is no demosaic of X-Trans: detail beyond 2/3 of the sensor's resolution is given up for true colour.

Source: Savitzky, A., Golay, M. (1964), Anal. Chem. 36(8), 1627-1639 (weights that keep a polynomial, here of degree 1).
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import Facts

Mosaic = NDArray[np.uint16]

PERIOD, PITCH = 6, 1.5  # of the array, and of the Bayer sites, px
SITES = 4  # Bayer sites to a period
REACH = 2.5  # px; at least two samples of every colour lie within it
RIM = 6  # the mosaic is continued by whole periods


def front(mosaic: Mosaic, facts: Facts, _quad: str = "") -> tuple[Mosaic, Facts]:
    """The Bayer mosaic of 2/3 of the size, and its facts."""
    height, width = 2 * (facts.height // 3), 2 * (facts.width // 3)
    padded = _continued(_continued(mosaic, 0), 1).astype(np.float32)
    out = np.empty((height, width), np.uint16)
    powers = []
    for sy in range(SITES):
        for sx in range(SITES):
            colour = "RGGB"[sy % 2 * 2 + sx % 2]
            taps = _taps(facts.cfa, colour, sy, sx)
            powers.append(sum(w * w for _, _, w in taps))
            sites = out[sy::SITES, sx::SITES]
            total = np.zeros(sites.shape, np.float32)
            for y, x, weight in taps:
                total += (
                    np.float32(weight)
                    * padded[RIM + y :: PERIOD, RIM + x :: PERIOD][: sites.shape[0], : sites.shape[1]]
                )
            sites[...] = np.clip(total + 0.5, 0, 65535)
    notice = f"X-Trans: binned from {facts.width} x {facts.height} to {width} x {height}, in which it is shown."
    share = float(np.mean(powers))  # of the variance that is left
    return out, replace(
        facts, width=width, height=height, cfa="RGGB", noise=tuple((share * a, share * b) for a, b in facts.noise),
        notices=(notice, *facts.notices),
    )  # fmt: skip


def _continued(mosaic: Mosaic, axis: int) -> Mosaic:
    """The mosaic with a rim that repeats its first and last period, in which every filter finds itself; what is
    smaller than a period is repeated as often as it takes."""
    length = mosaic.shape[axis]
    at = np.arange(-RIM, length + RIM)
    at = np.where(at < 0, at + PERIOD, np.where(at >= length, at - PERIOD, at))
    return np.take(mosaic, np.clip(at, 0, length - 1), axis=axis)


def _taps(cfa: str, colour: str, sy: int, sx: int) -> list[tuple[int, int, float]]:
    """(row, column, weight) of the samples that a Bayer site is made of, relative to the period's first sample."""
    cy, cx = (PITCH * (site + 0.5) - 0.5 for site in (sy, sx))
    reach = range(-RIM + 2, PERIOD + RIM - 2)
    near = [
        (y, x, y - cy, x - cx)
        for y in reach
        for x in reach
        if max(abs(y - cy), abs(x - cx)) < REACH and cfa[y % PERIOD * PERIOD + x % PERIOD] == colour
    ]
    dy, dx = (np.array([tap[i] for tap in near]) for i in (2, 3))
    tent = (1 - np.abs(dy) / REACH) * (1 - np.abs(dx) / REACH)
    basis = np.stack([np.ones_like(dy), dy, dx])
    normal = (basis * tent) @ basis.T
    weights = tent * (basis.T @ np.linalg.lstsq(normal, np.array([1.0, 0.0, 0.0]), rcond=None)[0])
    return [(y, x, float(w)) for (y, x, _, _), w in zip(near, weights, strict=True)]
