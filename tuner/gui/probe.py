"""The probe: the numbers under the pointer, read from the exact buffers and never from what is painted."""

from __future__ import annotations

from dataclasses import dataclass

from tuner.app.shown import Shown
from tuner.core.frame import Frame
from tuner.core.orient import point_to_sensor
from tuner.core.rawview import PLANES


@dataclass(frozen=True)
class Probe:
    """One pixel.

    Attributes
    ----------
    x, y : position in the picture as exported
    plane : R, Gr, Gb or B
    dn : the sample as read
    normalised : (dn - black) / (white - black) of that plane, by the file's levels
    rgb : output codes of the exact picture, or None while there are none
    """

    x: int
    y: int
    plane: str
    dn: int
    normalised: float
    rgb: tuple[int, int, int] | None

    @property
    def text(self) -> str:
        """One line."""
        text = f"{self.x}, {self.y}   {self.plane} {self.dn} DN  {self.normalised:.4f}"
        return text + (f"   RGB {' '.join(str(code) for code in self.rgb)}" if self.rgb else "")


def probe(frame: Frame, x: int, y: int, shown: Shown | None) -> Probe:
    """The numbers at pixel (x, y) of the picture as exported.

    Parameters
    ----------
    shown : the picture of this frame; its codes are left out where it is not finished, or None
    """
    facts = frame.facts
    sx, sy = point_to_sensor(x, y, facts.width, facts.height, facts.orientation)
    oy, ox = frame.origin
    plane = 2 * ((oy + sy) & 1) + ((ox + sx) & 1)
    dn = int(frame.active[sy, sx])
    black = facts.black[plane]
    rgb = None
    if shown is not None and shown.covered.holds(x, y):
        r, g, b = shown.rendered.rgb[y, x].tolist()
        rgb = (r, g, b)
    return Probe(x, y, "M" if facts.mono else PLANES[plane], dn, (dn - black) / max(facts.white - black, 1.0), rgb)
