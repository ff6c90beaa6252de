"""A virtual sensor: light on it in, a mosaic in DN out, deterministic by seed.

    electrons = min(Poisson(light full (1 + PRNU) + dark), full well) + read noise + DSNU + row noise
    DN        = clip(round(black + gain electrons), 0, white)        then hot and dead pixels and clusters

Source: EMVA 1288 R4.0 (2021), section 2 (linear camera model: sigma^2 = K^2 (electrons + read^2) + quantisation).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from tuner.lab import noise
from tuner.lab.cameras import Camera
from tuner.lab.lens import Lens
from tuner.lab.page import Floats

COLOURS = {"R": 0, "G": 1, "B": 2}
QUAD = "quad"
STRIP = 64  # rows a thread takes at a time


def pattern_of(cfa: str) -> NDArray[np.int64]:
    """(4, 4) colour of each sample, 0..2 for R, G, B; `quad` repeats every sample of RGGB twice along both axes."""
    bayer = np.array([COLOURS[c] for c in ("RGGB" if cfa == QUAD else cfa)]).reshape(2, 2)
    return np.repeat(np.repeat(bayer, 2, 0), 2, 1) if cfa == QUAD else np.tile(bayer, (2, 2))


@dataclass(frozen=True, eq=False)
class Exposure:
    """How the sensor is read.

    Attributes
    ----------
    seconds : for the dark current
    line_gain : (height,) light of every row over the mean (flicker); None: all 1
    noisy : False leaves out shot, read, row and pattern noise and defects; saturation and rounding stay
    """

    iso: float
    seconds: float
    seed: int
    cfa: str = "RGGB"
    noisy: bool = True
    line_gain: NDArray[np.float64] | None = None


def shaded(planes: Floats, lens: Lens, threads: int = 1) -> None:
    """Shading and flare of the lens, in place; planes as `expose` takes them."""
    if not (lens.shades or lens.flare):
        return
    tangent = 1 / (1 - lens.falloff) ** 0.5 - 1
    kept = np.ones((3, 2), np.float32)
    kept[:, 0] -= lens.flare
    kept[:, 1] = lens.flare * planes.mean(axis=(1, 2), dtype=np.float64) if lens.flare else 0
    _in_strips(
        planes.shape[1],
        threads,
        lambda y, n: noise.shade(planes, y, n, tangent, lens.falloff_red, lens.falloff_blue, kept),
    )


def expose(planes: Floats, camera: Camera, shot: Exposure, threads: int = 1) -> NDArray[np.uint16]:
    """Read the sensor.

    Parameters
    ----------
    planes : (3, h, w) light as a share of what saturates at this ISO
    threads : that work on it; their number changes no byte

    Returns
    -------
    (h, w) uint16 DN
    """
    height, width = planes.shape[1:]
    gain = camera.gain(shot.iso)
    full = (camera.white - camera.black) / gain
    read = float(np.hypot(camera.read_noise, camera.late_noise * camera.base_iso / shot.iso))
    rows = np.random.default_rng([shot.seed, 1]).normal(0, camera.row_noise, height)
    dark = camera.dark_current * shot.seconds
    numbers = (full, dark, read, camera.prnu, camera.dsnu, gain, float(camera.black), camera.full_well * 1.05)
    lines = np.ones(height) if shot.line_gain is None else shot.line_gain
    dn = np.empty((height, width), np.float32)
    pattern = pattern_of(shot.cfa)

    def strip(first: int, count: int) -> None:
        noise.electrons(planes, first, count, pattern, lines, rows, numbers, shot.noisy, shot.seed, camera.serial, dn)

    _in_strips(height, threads, strip)
    if shot.noisy:
        _defects(dn, camera)
    codes = np.empty((height, width), np.uint16)
    _in_strips(height, threads, lambda y, n: noise.rounded(dn[y : y + n], camera.white, codes[y : y + n]))
    return codes


def defects_of(camera: Camera, height: int, width: int) -> dict[str, list[tuple[int, int]]]:
    """(row, column) of the sensor's bad pixels: hot, dead, and the left top pixels of 2 x 2 hot clusters."""
    rng = np.random.default_rng([camera.serial, height, width])
    millions = height * width / 1e6
    found = {}
    for name, share in (("hot", camera.hot), ("dead", camera.dead), ("clusters", camera.clusters)):
        n = round(share * millions)
        found[name] = list(
            zip(rng.integers(0, height - 1, n).tolist(), rng.integers(0, width - 1, n).tolist(), strict=True)
        )
    return found


def _defects(dn: Floats, camera: Camera) -> None:
    bad = defects_of(camera, *dn.shape)
    rng = np.random.default_rng(camera.serial)
    for y, x in bad["hot"]:
        dn[y, x] = rng.uniform(0.6, 1.0) * camera.white
    for y, x in bad["dead"]:
        dn[y, x] = camera.black
    for (y, x), (v, u) in product(bad["clusters"], product(range(2), range(2))):
        dn[y + v, x + u] = rng.uniform(0.6, 1.0) * camera.white


def _in_strips(height: int, threads: int, work: object) -> None:
    """Call work(first row, rows) for all rows."""
    assert callable(work)
    starts = range(0, height, STRIP)
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(lambda y: work(y, min(STRIP, height - y)), starts):
            pass
