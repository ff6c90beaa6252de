"""The truth beside a shot, as a JSON document: what an ideal measurement of the raw would find.

Values of patches are those before shading, glare, movement and clipping, which have places of their own in the document.
XYZ and camera RGB are those under the mean light, `raw` those under the light that falls on the patch.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tuner import __version__
from tuner.lab.lights import right_share
from tuner.lab.sensor import defects_of
from tuner.lab.tables import FIRST, LAST, STEP

if TYPE_CHECKING:
    from tuner.lab.order import Order
    from tuner.lab.shoot import Studio
    from tuner.lab.spectra import Scene

FREQUENCIES = tuple(round(0.05 * i, 2) for i in range(11))  # cycles a pixel
NEWTON = 20  # rounds after which a position is found to a millionth of a pixel


def truth_of(studio: Studio, frame: int) -> dict[str, Any]:
    """Everything that is known of one frame; plain lists and numbers."""
    order, k, camera, scene = studio.order, studio.order.knobs, studio.camera, studio.scene
    pose = studio.poses[frame]
    return {
        "format": "isp-tuner virtual shot",
        "version": 1,
        "program": __version__,
        "order": ordered(order),
        "frame": frame,
        "illuminant": {
            "name": order.illuminant,
            "cct_K": scene.temperature,
            "xyz": scene.white_xyz.tolist(),
            "lux": k.lux,
            "wavelengths_nm": [FIRST, LAST, STEP],
            "spectrum_W_m2_nm_lux": scene.light.tolist(),
            "sides": [_side(side, name) for side, name in zip(studio.scenes, order.sides, strict=True)]
            if len(studio.scenes) == 2
            else [],
        },
        "camera": {
            **{f.name: getattr(camera, f.name) for f in dataclasses.fields(camera)},
            "white": camera.white,
            "sensitivities": camera.sensitivities.tolist(),
            "camera_white": scene.white.tolist(),
            "color_matrix": scene.color_matrix(),
            "defects": defects_of(camera, order.height, order.width) if k.noise else {},
        },
        "exposure": {
            "seconds": studio.seconds,
            "iso": k.iso,
            "gain_DN_e": camera.gain(k.iso),
            "electrons_at_saturation": studio.full,
            "white_over_saturation": studio.level(scene),
        },
        "noise": dict(zip(("a", "b"), camera.noise(k.iso, camera.dark_current * studio.seconds), strict=True))
        if k.noise
        else {"a": 0.0, "b": 0.0},
        "lens": {
            **dataclasses.asdict(order.lens),
            "mtf_middle": [FREQUENCIES, order.lens.mtf(np.array(FREQUENCIES)).tolist()],
            "mtf_corner": [FREQUENCIES, order.lens.mtf(np.array(FREQUENCIES), rr=1.0).tolist()],
            "shading_corner": order.lens.shading(np.array(1.0)).tolist(),
            "fine_cells": order.lens.cells,
        },
        "pose": dataclasses.asdict(pose),
        **_page(studio, frame),
    }


def ordered(order: Order) -> dict[str, Any]:
    """What was ordered; the same words give the same shot."""
    size = {"width": order.width, "height": order.height}
    return {**order.knobs.model_dump(), "illuminant": order.illuminant, **size}


def _side(scene: Scene, name: str) -> dict[str, Any]:
    """One of two lights; the right one's share of a column is 3 x^2 - 2 x^3, x from 0 at the left to 1."""
    return {"name": name, "xyz": scene.white_xyz.tolist(), "spectrum_W_m2_nm_lux": scene.light.tolist()}


def _page(studio: Studio, frame: int) -> dict[str, Any]:
    """What the page says, with colours for its materials and, for charts, where the sensor sees their corners."""
    told = dict(studio.page.truth)
    reflectances = studio.page.reflectances
    rgb, xyz = studio.scene.response(reflectances), studio.scene.xyz(reflectances)
    lit = [side.response(reflectances) * studio.level(side) for side in studio.scenes]
    charts = []
    for chart in told.pop("charts", []):
        patches = [
            {
                **{key: value for key, value in patch.items() if key != "material"},
                "xyz": xyz[patch["material"]].tolist(),
                "camera": rgb[patch["material"]].tolist(),
                "raw": _raw(studio, frame, patch, [side[patch["material"]] for side in lit]),
            }
            for patch in chart["patches"]
        ]
        seen = [seen_at(studio, frame, x, y) for x, y in chart["corners"]]
        charts.append({**chart, "patches": patches, "corners": seen})
    for leaves in told.get("leaves", []):
        leaves["camera_variance"] = rgb[leaves["materials"]].var(axis=0).tolist()
    return {"charts": charts, **told}


def _raw(studio: Studio, frame: int, patch: dict[str, Any], lit: list[NDArray[np.float64]]) -> list[float]:
    """A patch's share of saturation, under the light or, of two, under what falls on its middle."""
    if len(lit) == 1:
        return list(map(float, lit[0]))
    x, _ = seen_at(studio, frame, patch["x"] + patch["w"] / 2, patch["y"] + patch["h"] / 2)
    right = right_share(np.clip(x / studio.order.width, 0, 1))
    return list(map(float, (1 - right) * lit[0] + right * lit[1]))


def seen_at(studio: Studio, frame: int, x: float, y: float, channel: int = 1) -> tuple[float, float]:
    """Where the sensor sees a place of the page, in pixels: movement and distortion undone by iteration."""
    order, pose = studio.order, studio.poses[frame]
    corner = float(np.hypot(order.width, order.height)) / 2
    u, v = x + pose.dx - order.width / 2, y + pose.dy - order.height / 2
    turn = np.radians(pose.degrees)
    u, v = float(np.cos(turn) * u - np.sin(turn) * v), float(np.sin(turn) * u + np.cos(turn) * v)
    p, q = u, v
    for _ in range(NEWTON):
        scale = float(order.lens.scale(channel, (p * p + q * q) / corner**2, corner))
        p, q = u / scale, v / scale
    return p + order.width / 2, q + order.height / 2
