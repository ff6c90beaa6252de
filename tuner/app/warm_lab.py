"""Warming up the virtual lab: small shots that run every kernel of it, and what it asks colour-science."""

from __future__ import annotations

from typing import Any

import numpy as np

from tuner.app.warm import Part
from tuner.core.engine import Cancel
from tuner.core.rack import Rack

_SIDE = 48  # pixels
_SHOTS: tuple[dict[str, Any], ...] = (
    {"chart": "scene"},
    {"chart": "star", "noise": False},
    {"chart": "natural", "distortion": -0.1},  # noise where rows of cells do not keep their height
    {"chart": "edges", "psf": "disc", "falloff": 0.3},
)


def shots(rack: Rack) -> list[Part]:
    """One part: what it compiles lies in few files, which no other part touches."""
    return [Part("virtual lab", _shoot)]


def _shoot(cancel: Cancel) -> None:
    from tuner.lab.expose import light_on_sensor
    from tuner.lab.order import Knobs, Order
    from tuner.lab.page import Page, Texture, box_sides
    from tuner.lab.preview import preview_of
    from tuner.lab.shoot import shots

    for options in _SHOTS:
        cancel.check()
        for shot in shots(Order(Knobs(**options), width=_SIDE, height=_SIDE)):
            preview_of(shot.mosaic, shot.facts)
    page, half = Page(_SIDE, _SIDE), _SIDE / 2
    bounds = (-half, -half, 3 * half, 3 * half)
    page.add(Texture(box_sides(half, half, 4 * half, 4 * half), bounds, "gradient", (half, half), 0, 0))
    light_on_sensor(page, np.ones((1, 3)))  # nothing fine: a sample a pixel
