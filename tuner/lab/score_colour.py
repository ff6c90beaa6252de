"""Colour of patches, and what is rebuilt where a channel clips."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tuner.compare.delta_e import delta_e_2000, lab_of_linear
from tuner.core.colour import D65, adaptation, rgb_to_xyz, xyz_to_xy
from tuner.lab.bench import Bench, Picture, Row, truth_balanced
from tuner.lab.rivals import libraw
from tuner.lab.shoot import Shot

LIGHTS = ("D65", "A", "TL84", "LED-B3")
OVER = 1.6  # white over saturation in the shot that clips
MARGIN = 0.2  # of a patch's side that is left out at its rim
CLIPPED = 0.995
FLOOR = 0.02  # of saturation, below which a ratio means nothing


def patches(bench: Bench) -> list[Row]:
    """DE2000 of the 24 patches' linear light behind the colour matrix, brought to the white patch's luminance.

    The reference is the patches' XYZ under the shot's own light, adapted to D65 (Bradford).
    """
    import rawpy

    rows = []
    for light in LIGHTS:
        shot = bench.shot(light, 768, 576, chart="colorchecker", noise=False)
        white = np.array(shot.truth["illuminant"]["xyz"])
        xyz = np.array([p["xyz"] for p in shot.truth["charts"][0]["patches"]])
        reference = xyz @ adaptation(xyz_to_xy(white), D65).T
        ours = bench.render(shot, None, "color_matrix")
        theirs = libraw(shot, output_color=rawpy.ColorSpace.sRGB)
        for name, picture in (("ours, default profile", ours), ("LibRaw", theirs)):
            found = patch_means(shot, picture) @ rgb_to_xyz("rec709").T
            found *= reference[18, 1] / found[18, 1]
            de = distances(found, reference)
            rows += [
                Row(name, light, "mean", float(de.mean()), "DE2000"),
                Row(name, light, "max", float(de.max()), "DE2000"),
            ]
    return rows


def patch_means(shot: Shot, picture: Picture) -> NDArray[np.float64]:
    """(24, 3) means of the patches' inner parts."""
    means = []
    for p in shot.truth["charts"][0]["patches"]:
        x, y, side = p["x"] + MARGIN * p["w"], p["y"] + MARGIN * p["h"], (1 - 2 * MARGIN) * p["w"]
        means.append(picture[round(y) : round(y + side), round(x) : round(x + side)].mean(axis=(0, 1)))
    return np.array(means)


def distances(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.float32]:
    """(n,) DE2000 of XYZ under D65."""
    labs = [lab_of_linear(np.ascontiguousarray(v.T[:, None], np.float32), np.eye(3)) for v in (a, b)]
    return np.asarray(delta_e_2000(labs[0], labs[1])[0])


def highlights(bench: Bench) -> list[Row]:
    """Root mean square error in EV of the channels where some, but not all, of a pixel's channels clipped."""
    import rawpy

    rows = []
    for chart, scene in (("colorchecker", "ColorChecker"), ("natural", "natural scene")):
        shot = bench.shot(chart=chart, level=OVER, noise=False)
        truth, seen = truth_balanced(shot), np.moveaxis(shot.linear, 0, 2)
        clipped = (seen > CLIPPED).sum(axis=2)
        some = (clipped > 0) & (clipped < 3) & ~edges_of(clipped > 0)
        modes = {
            f"ours {m}": bench.render(shot, {"highlights.method": m}, "highlights")
            for m in ("clip", "reconstruct", "off")
        }
        blend, rebuild = rawpy.HighlightMode.Blend, rawpy.HighlightMode.Reconstruct(5)
        for name, mode in (
            ("LibRaw clip", rawpy.HighlightMode.Clip),
            ("LibRaw blend", blend),
            ("LibRaw reconstruct", rebuild),
        ):
            modes[name] = _to_scale(libraw(shot, highlight_mode=mode), truth, clipped == 0)
        for name, picture in modes.items():
            error = np.log2(np.maximum(picture[some], FLOOR) / np.maximum(truth[some], FLOOR))
            rows.append(Row(name, scene, "rms error", float(np.sqrt(np.mean(error**2))), "EV"))
    return rows


def _to_scale(picture: Picture, truth: Picture, sound: NDArray[np.bool_]) -> Picture:
    """LibRaw darkens when it keeps highlights: brought back to where the rest of the picture agrees."""
    ok = sound & (truth[..., 1] > 0.05)
    return picture * np.median(truth[ok][:, 1] / picture[ok][:, 1])


def edges_of(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Pixels within 3 of a border of the mask, where the demosaic mixes clipped and sound samples."""
    from scipy.ndimage import binary_dilation, binary_erosion

    return np.asarray(binary_dilation(mask, iterations=3) ^ binary_erosion(mask, iterations=3))
