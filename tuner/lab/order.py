"""What a virtual shot is ordered by: every option once, with range, unit and help.

The command line's flags and the window's dialog are made from these declarations.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import Annotated, Literal

from tuner.core.param import Choice, Range, StageParams, Switch
from tuner.lab.lens import Lens
from tuner.lab.lights import LabError, sides_of

MOST_PIXELS = 200_000_000
SMALLEST = 24  # pixels a side, a multiple of 4; LibRaw opens no raw below 22
_SIZE = re.compile(r"(\d{1,9})x(\d{1,9})", re.I)
_MEGA = re.compile(r"(\d+(?:\.\d+)?)\s*MP", re.I)

ILLUMINANT_HELP = (
    "a CIE illuminant (D65, A, FL11, LED-B3), a light source (TL84), a blackbody (2700K), daylight (D5000K), a mixture "
    "(A:0.3+D65:0.7), or two sides (A|D65)"
)
SIZE_HELP = "the picture's size, as 12MP (4:3) or 4000x3000"


class Knobs(StageParams):
    """Everything but the light's name and the size."""

    chart: Annotated[
        Literal[
            "colorchecker",
            "sg",
            "oecf",
            "edges",
            "star",
            "siemens",
            "leaves",
            "flat",
            "dark",
            "dots",
            "scene",
            "natural",
        ],
        Choice(help="What stands before the camera."),
    ] = "colorchecker"
    camera: Annotated[
        Literal["nikon5100", "sigma_merrill", "phone"], Choice(help="Whose sensitivities and electronics.")
    ] = "nikon5100"
    cfa: Annotated[
        Literal["RGGB", "BGGR", "GRBG", "GBRG", "quad"],
        Choice(help="The mosaic; quad: 2 x 2 of one colour."),
    ] = "RGGB"
    lux: Annotated[float, Range(0.01, 200000, unit="lx", step=10, soft=(1, 10000), help="Light on the scene.")] = 800.0
    iso: Annotated[float, Range(25, 102400, unit="1", step=100, soft=(50, 12800), help="Gain, as a rating.")] = 100.0
    exposure: Annotated[
        float, Range(0, 30, unit="s", step=0.001, help="Exposure time; 0: so that white reaches `level`.")
    ] = 0.0
    level: Annotated[
        float,
        Range(
            0.01,
            4,
            unit="1",
            step=0.01,
            soft=(0.1, 1),
            help="Perfect white over saturation, when the time is automatic.",
        ),
    ] = 0.5
    seed: Annotated[int, Range(0, 2**31 - 1, unit="1", step=1, soft=(0, 100), help="Same seed, same bytes.")] = 7
    noise: Annotated[bool, Switch(help="Shot, read, row and pattern noise, and bad pixels.")] = True
    psf: Annotated[Literal["gaussian", "disc"], Choice(help="The lens' spread: in focus, or a defocused disc.")] = (
        "gaussian"
    )
    blur: Annotated[
        float,
        Range(0, 8, unit="px", step=0.05, soft=(0, 3), help="Standard deviation of the Gaussian, radius of the disc."),
    ] = 0.5
    blur_corner: Annotated[
        float, Range(1, 6, unit="1", step=0.1, soft=(1, 3), help="Blur in the corner over blur in the middle.")
    ] = 1.0
    falloff: Annotated[float, Range(0, 0.95, unit="1", step=0.01, help="Share of light lost in the corner.")] = 0.0
    falloff_red: Annotated[
        float, Range(-0.5, 0.5, unit="1", step=0.01, soft=(-0.2, 0.2), help="Share of red lost beside that.")
    ] = 0.0
    falloff_blue: Annotated[
        float, Range(-0.5, 0.5, unit="1", step=0.01, soft=(-0.2, 0.2), help="Share of blue lost beside that.")
    ] = 0.0
    gain_map: Annotated[bool, Switch(help="State that shading in the file, as gain maps.")] = True
    lateral_ca: Annotated[
        float,
        Range(-10, 10, unit="px", step=0.1, soft=(-3, 3), help="Red farther out, blue farther in, in the corner."),
    ] = 0.0
    distortion: Annotated[
        float, Range(-0.3, 0.3, unit="1", step=0.005, soft=(-0.1, 0.1), help="In the corner; negative: a barrel.")
    ] = 0.0
    flare: Annotated[
        float, Range(0, 0.5, unit="1", step=0.005, soft=(0, 0.1), help="Veiling glare, a share of the mean light.")
    ] = 0.0
    frames: Annotated[int, Range(1, 300, unit="1", step=1, soft=(1, 16), help="Shots of a burst, one file each.")] = 1
    fps: Annotated[float, Range(1, 1000, unit="1/s", step=1, soft=(1, 60), help="Frames a second of a burst.")] = 30.0
    shake: Annotated[
        float, Range(0, 100, unit="px", step=0.1, soft=(0, 10), help="Hand shake: rms step from frame to frame.")
    ] = 0.0
    pan_x: Annotated[
        float, Range(-200, 200, unit="px", step=0.5, soft=(-20, 20), help="Movement a frame, to the right.")
    ] = 0.0
    pan_y: Annotated[
        float, Range(-200, 200, unit="px", step=0.5, soft=(-20, 20), help="Movement a frame, downwards.")
    ] = 0.0
    flicker: Annotated[float, Range(0, 1, unit="1", step=0.01, help="Depth of the lamp's flicker.")] = 0.0
    flicker_hz: Annotated[float, Range(1, 10000, unit="Hz", step=1, soft=(50, 400), help="Its frequency.")] = 100.0
    readout: Annotated[
        float, Range(0, 1, unit="s", step=0.001, soft=(0, 0.05), help="From the first row's reading to the last one's.")
    ] = 0.016


@dataclass(frozen=True)
class Order:
    """One virtual shot, or a burst."""

    knobs: Knobs = field(default_factory=Knobs)
    illuminant: str = "D65"
    width: int = 4000
    height: int = 3000

    def __post_init__(self) -> None:
        if min(self.width, self.height) < SMALLEST or self.width * self.height > MOST_PIXELS:
            raise LabError(
                f"{self.width} x {self.height} pixels is not a size from {SMALLEST} x {SMALLEST} to "
                f"{MOST_PIXELS // 1_000_000} MP"
            )
        if self.knobs.cfa == "quad" and (self.width % 4 or self.height % 4):
            raise LabError(f"a quad mosaic needs sides that are multiples of 4, not {self.width} x {self.height}")

    @property
    def sides(self) -> tuple[str, ...]:
        """The light, or the left and the right one."""
        return sides_of(self.illuminant)

    @property
    def lens(self) -> Lens:
        """The lens."""
        k = self.knobs
        return Lens(
            k.psf, k.blur, k.blur_corner, k.falloff, k.falloff_red, k.falloff_blue, k.lateral_ca, k.distortion, k.flare
        )


def size_of(text: str) -> tuple[int, int]:
    """Width and height of `12MP` (4:3, sides multiples of 4) or `4000x3000`.

    Raises
    ------
    LabError : it is neither
    """
    exact, mega = _SIZE.fullmatch(text.strip()), _MEGA.fullmatch(text.strip())
    if exact:
        return int(exact[1]), int(exact[2])
    if not mega:
        raise LabError(f"'{text}' is no size; give 12MP or 4000x3000")
    pixels = float(mega[1]) * 1e6
    if not 1e3 <= pixels <= MOST_PIXELS:
        raise LabError(f"{text} is not a size from 0.001MP to {MOST_PIXELS // 1_000_000}MP")
    height = 4 * round(math.sqrt(pixels * 3 / 4) / 4)
    return 4 * round(pixels / height / 4), height
