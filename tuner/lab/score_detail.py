"""Halo: how far the default line leaves an edge's two plateaus, beside scikit-image's unsharp mask of the same size."""

from __future__ import annotations

import numpy as np

from tuner.core.display import LUMA
from tuner.lab.bench import Bench, Picture, Row
from tuner.lab.rivals import unsharp
from tuner.measure.edges import edge, line_profile

REACH = 14.0  # pixels of a profile on either side
LINES = 9  # beside one another, averaged


def halo(bench: Bench) -> list[Row]:
    """Overshoot and undershoot of luma as shares of the step, and the 10 to 90 % distance; means over edges."""
    shot = bench.shot(chart="edges", noise=False, camera="nikon5100", blur=0.5)
    plain = bench.render(shot, off=("sharpen",))
    found: dict[str, Picture] = {"no sharpening": plain, "ours, default profile": bench.render(shot)}
    for amount in (1.0, 2.0):
        found[f"ours, sharpen {amount:g}"] = bench.render(shot, {"sharpen.amount": amount})
    for name, run in bench.rivals({"scikit-image unsharp mask": unsharp()}).items():
        for amount in (0.5, 1.0, 2.0):
            found[f"{name} {amount:g}"] = run(plain, 0.8, amount)
    rows = []
    for name, picture in found.items():
        edges = [_edge(picture, e) for e in shot.truth["edges"]]
        for k, figure in enumerate(("overshoot", "undershoot")):
            rows.append(Row(name, "", figure, float(np.mean([e[k] for e in edges])) * 100, "%", 1))
        rows.append(Row(name, "", "rise", float(np.mean([e[2] for e in edges])), "px"))
    return rows


def _edge(picture: Picture, known: dict[str, float]) -> tuple[float, float, float]:
    """Overshoot, undershoot and rise across one edge, along its normal."""
    way = {"right": 0.0, "bottom": 90.0, "left": 180.0, "top": 270.0}[str(known["side"])]
    turn = np.radians(known["angle"] + way)
    nx, ny = float(np.cos(turn)) * REACH, float(np.sin(turn)) * REACH
    y = picture @ np.array(LUMA["709"])
    start, end = (known["x"] - nx, known["y"] - ny), (known["x"] + nx, known["y"] + ny)
    found = edge(line_profile(y, start, end, LINES).values[:, 0])
    return found.overshoot, found.undershoot, found.rise
