"""One pixel, told in full: the sample as read, its value behind every stage, the code written, and its colour.

The numbers are those of the exact picture: the stages are run on the tile that holds the pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log2

import numpy as np

from tuner.compare.delta_e import lab_of_linear
from tuner.compare.encoding import named
from tuner.core.chain import build
from tuner.core.frame import Frame
from tuner.core.orient import point_to_sensor
from tuner.core.rawview import PLANES
from tuner.core.recipe import Recipe
from tuner.core.trace import Traced, trace


@dataclass(frozen=True)
class Pixel:
    """What is known of a pixel.

    Attributes
    ----------
    x, y : in the picture as exported
    plane : R, Gr, Gb or B
    dn : the sample as read
    below_clipping : EV by which the sample's light lies below its plane's saturation; None at or below black
    traced : its value behind every stage
    codes : output codes R, G, B at 16 bits
    lab : CIE L*a*b* under D65 of the output codes
    """

    x: int
    y: int
    plane: str
    dn: int
    below_clipping: float | None
    traced: tuple[Traced, ...]
    codes: tuple[int, int, int]
    lab: tuple[float, float, float]

    @property
    def codes8(self) -> tuple[int, int, int]:
        """Output codes at 8 bits: the same float, rounded once."""
        r, g, b = (_code(v, 255) for v in self.traced[-1].values)
        return r, g, b


def read_pixel(frame: Frame, recipe: Recipe, x: int, y: int) -> Pixel:
    """A pixel of the picture as exported.

    Raises
    ------
    ValueError : it lies outside the picture
    StageError : a stage failed
    """
    facts = frame.facts
    sx, sy = point_to_sensor(x, y, facts.width, facts.height, facts.orientation)
    traced = trace(frame, recipe, sx, sy)
    oy, ox = frame.origin
    plane = 2 * ((oy + sy) & 1) + ((ox + sx) & 1)
    dn, black, full = int(frame.active[sy, sx]), facts.black[plane], facts.saturation[plane]
    light = (dn - black) / max(full - black, 1.0)
    context = build(recipe, facts).context
    encoding = named(context.primaries, context.transfer)
    values = np.array(traced[-1].values)
    linear = np.stack([curve(values[i : i + 1]) for i, curve in enumerate(encoding.curves)])[:, :, None]
    lab = lab_of_linear(linear, encoding.to_xyz)[:, 0, 0]
    r, g, b = (_code(v, 65535) for v in traced[-1].values)
    below = -log2(light) if light > 0 else None
    return Pixel(
        x, y, "M" if facts.mono else PLANES[plane], dn, below, traced, (r, g, b), (float(lab[0]), float(lab[1]), float(lab[2]))
    )  # fmt: skip


def _code(value: float, top: int) -> int:
    """As `pack` rounds: in float32."""
    return int(np.float32(value) * np.float32(top) + np.float32(0.5))
