"""Facts of a raw file: what the camera wrote down, never tuning.

They ride beside the pixels and reach a stage through its context. A profile holds none of them, so one file's black
level is never carried to another raw.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from tuner.core.param import Grid, Matrix3

Three = tuple[float, float, float]
Four = tuple[float, float, float, float]

MONO = "M"
"""What stands for the filter array of a sensor without one."""

IDENTITY: Matrix3 = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def planes_of(cfa: str) -> tuple[int, ...]:
    """Which of R, Gr, Gb, B (0..3) stands at each site of a square filter array, row by row; Gr shares red's rows."""
    side = math.isqrt(len(cfa))
    rows = [cfa[y * side : (y + 1) * side] for y in range(side)]
    return tuple({"R": 0, "G": 1 if "R" in row else 2, "B": 3}.get(colour, 0) for row in rows for colour in row)


@dataclass(frozen=True)
class Calibration:
    """The colour calibration under one illuminant (DNG 1.7, chapter 6; or LibRaw's matrix, taken as D65)."""

    temperature: float  # CCT of the illuminant, K
    color_matrix: Matrix3  # XYZ -> camera
    forward_matrix: Matrix3 | None = None  # white-balanced camera -> XYZ D50
    camera_calibration: Matrix3 = IDENTITY  # reference camera -> this camera


@dataclass(frozen=True)
class Shading:
    """Lens shading gains of the file: planes R, Gr, Gb, B on an even grid that spans the active area edge to edge."""

    gains: Grid  # 4 planes x rows x columns, dimensionless
    top: float = 0.0  # position of the first and last node, as fractions of the active height and width
    left: float = 0.0
    bottom: float = 1.0
    right: float = 1.0


@dataclass(frozen=True)
class Facts:
    """What the file says. Four values are in the order R, Gr, Gb, B; levels in DN."""

    width: int  # active area, pixels, unrotated
    height: int
    cfa: str  # colours of the active area's first 2x2, e.g. "RGGB"; of a quad-Bayer sensor's first 4x4; "M": no filters
    black: Four
    white: float
    saturation: Four  # DN at which each plane clips; the white tag unless something better is known
    raw_width: int = 0
    raw_height: int = 0
    bits: int = 16
    orientation: int = 1  # Exif 1..8
    camera_gains: Three | None = None  # as-shot white balance R, G, B with G = 1; None when unusable
    daylight_gains: Three = (1.0, 1.0, 1.0)
    calibrations: tuple[Calibration, ...] = ()  # sorted by temperature; one or two (DNG may state more)
    analog_balance: Three = (1.0, 1.0, 1.0)
    noise: tuple[tuple[float, float], ...] = ()  # (a, b) a plane: sigma^2 = a x + b on 0..1 data; empty: unknown
    baseline_exposure: float = 0.0  # EV
    shading: Shading | None = None
    iso: float | None = None
    exposure_s: float | None = None
    aperture: float | None = None  # f-number
    focal_mm: float | None = None
    make: str = ""
    model: str = ""
    lens: str = ""
    notices: tuple[str, ...] = field(default=())  # one sentence each: what was missing or not applied

    @property
    def mono(self) -> bool:
        """Whether the sensor has no colour filters."""
        return self.cfa == MONO

    @property
    def array(self) -> str:
        """The filter array as it is told to people: its colours, or MONO."""
        return "MONO" if self.mono else self.cfa

    @property
    def phase(self) -> tuple[int, int]:
        """(row, column) of the red sample in the active area's first 2x2; (0, 0) without filters."""
        return (0, 0) if self.mono else divmod(self.cfa.index("R"), 2)

    @property
    def planes(self) -> tuple[int, ...]:
        """`planes_of` the filter array."""
        return planes_of(self.cfa)

    @property
    def camera(self) -> str:
        """Make and model without the make said twice ("NIKON CORPORATION", "NIKON D1" is a NIKON D1)."""
        first = self.make.split(" ")[0].lower()
        return self.model if first and self.model.lower().startswith(first) else f"{self.make} {self.model}".strip()
