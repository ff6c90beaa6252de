"""Demosaics, ours and others, on sharp scenes without noise: PSNR of the codes, and colour where there is none.

All start from the same balanced mosaic and are compared with what every pixel's three colours would have been.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tuner.lab.bench import Bench, Picture, Row, balanced, codes, inner, psnr, truth_balanced
from tuner.lab.rivals import demosaics
from tuner.lab.shoot import Shot

SCENES = {"leaves": "dead leaves", "siemens": "Siemens star", "natural": "natural scene"}
SHARP: dict[str, Any] = {"blur": 0.4, "noise": False, "camera": "nikon5100", "level": 0.5}
LINEAR_STAGES = ("defects", "green_balance", "raw_denoise", "lens_shading")
OURS = {
    "ours gradient (default)": ("gradient", "root"),
    "ours gradient, linear": ("gradient", "linear"),
    "ours malvar": ("malvar", "root"),
    "ours malvar, linear": ("malvar", "linear"),
    "ours bilinear, linear": ("bilinear", "linear"),
}


def methods(bench: Bench, shot: Shot) -> Iterator[tuple[str, Picture]]:
    """Every method's balanced linear camera RGB."""
    for name, (method, domain) in OURS.items():
        changes = {"demosaic.method": method, "demosaic.domain": domain}
        yield name, bench.render(shot, changes, "demosaic", LINEAR_STAGES)
    mosaic = balanced(shot)
    for name, run in bench.rivals(dict(demosaics())).items():
        yield name, run(mosaic, shot)


def sharpness(bench: Bench) -> list[Row]:
    """PSNR of the sRGB-coded balanced camera RGB."""
    rows = []
    for chart, scene in SCENES.items():
        shot = bench.shot(chart=chart, **SHARP)
        truth = codes(truth_balanced(shot))
        rows += [Row(name, scene, "PSNR", psnr(codes(rgb), truth), "dB") for name, rgb in methods(bench, shot)]
    return rows


def false_colour(bench: Bench) -> list[Row]:
    """Mean of the larger of |R - G| and |B - G| on the star, in 8-bit codes; the truth has none."""
    shot = bench.shot(chart="siemens", **SHARP)
    star = shot.truth["stars"][0]
    h, w = shot.mosaic.shape
    y, x = np.mgrid[0:h, 0:w] + 0.5
    r = np.hypot(x - star["x"], y - star["y"])
    # a tenth of a cycle a pixel and finer, up to where the pixels no longer tell light from dark
    fine = (r < star["cycles"] / (2 * np.pi * 0.1)) & (r > star["cycles"] / (2 * np.pi * 0.5))
    rows = []
    for name, rgb in methods(bench, shot):
        c = codes(rgb)
        apart = np.abs(c[..., ::2] - c[..., 1:2]).max(axis=2) * 255
        found = inner(np.where(fine, apart, np.nan))
        rows.append(Row(name, "", "mean", float(np.nanmean(found)), "codes"))
        rows.append(Row(name, "", "99th percentile", float(np.nanpercentile(found, 99)), "codes", 1))
    return rows
