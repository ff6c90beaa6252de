"""The bundled sample: the composed scene shot by the virtual phone, as a DNG with its true facts.

Its shading is not stated in it: to find that is left to whoever tunes it.
"""

from __future__ import annotations

from pathlib import Path

from tuner.files.dng_write import write_dng
from tuner.lab.order import Knobs, Order
from tuner.lab.shoot import shots

ORDER = Order(
    Knobs(chart="scene", camera="phone", iso=100.0, level=0.5, blur=0.5, falloff=0.15, gain_map=False, seed=7),
    "D55",
    2048,
    1536,
)


def write_sample(path: Path, threads: int = 1) -> None:
    """Write the sample; the same bytes every time, however many threads work on it."""
    shot = next(shots(ORDER, threads))
    write_dng(path, shot.mosaic, shot.facts)
