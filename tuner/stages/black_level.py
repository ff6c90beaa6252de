"""Black level: DN to linear light, 0 at black and 1 at white.

    out_c = (DN - black_c) / (white - black_c)        for c in R, Gr, Gb, B

Values below black stay negative and values above white stay above 1: clipping either here would tint shadows and hide
where the sensor saturates. The level at which each plane really clips (often below the white tag) travels on in the
context for `highlights`.

Source: Adobe (2023), Digital Negative Specification 1.7.1, chapter 5, "Mapping raw values to linear reference values".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.intrinsics import fetch
from tuner.core.jit import kernel
from tuner.core.param import Choice, Range, StageParams
from tuner.core.stage import Context, Stage

f32 = np.float32
AHEAD = 4
"""Rows of quads that the mosaic, which comes from far memory, is asked for before they are needed."""
MANUAL = ("source", "manual")
MEASURED = ("saturation", "manual")


def _level(help: str, when: tuple[str, str] = MANUAL) -> Range:
    return Range(0, 65535, unit="DN", step=1, soft=(0, 4096) if when == MANUAL else None, help=help, when=when)


class Params(StageParams):
    """Levels, from the file or by hand."""

    source: Annotated[Literal["file", "manual"], Choice(help="Take black and white from the file, or from the knobs.")] = "file"
    red: Annotated[float, _level("Black level of the red plane.")] = 0.0
    green_r: Annotated[float, _level("Black level of the green plane in the red rows.")] = 0.0
    green_b: Annotated[float, _level("Black level of the green plane in the blue rows.")] = 0.0
    blue: Annotated[float, _level("Black level of the blue plane.")] = 0.0
    white: Annotated[float, Range(1, 65535, unit="DN", step=1, when=MANUAL, help="The level that becomes 1.")] = 65535.0
    saturation: Annotated[Literal["file", "manual"], Choice(help="Take the clipping levels from the file, or from the knobs.")] = "file"
    saturation_red: Annotated[float, _level("Level at which red clips.", MEASURED)] = 65535.0
    saturation_green: Annotated[float, _level("Level at which green clips.", MEASURED)] = 65535.0
    saturation_blue: Annotated[float, _level("Level at which blue clips.", MEASURED)] = 65535.0


def resolve(params: Params, context: Context) -> Params:
    """The levels in force: the file's wherever the file is the source."""
    facts = context.facts
    known: dict[str, float] = {}
    if params.source == "file":
        known |= dict(zip(("red", "green_r", "green_b", "blue"), facts.black, strict=True), white=facts.white)
    if params.saturation == "file":
        red, green_r, green_b, blue = facts.saturation
        known |= {"saturation_red": red, "saturation_green": min(green_r, green_b), "saturation_blue": blue}
    return params.model_copy(update=known)


def _blacks(params: Params) -> NDArray[np.float64]:
    return np.array([params.red, params.green_r, params.green_b, params.blue])


def _scales(params: Params) -> NDArray[np.float64]:
    """1 / (white - black) a plane; a white at or below black counts as one DN above it."""
    return 1 / np.maximum(params.white - _blacks(params), 1)


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(2, 4) float32: black level in DN, and the scale, of R, Gr, Gb, B."""
    return np.stack([_blacks(params), _scales(params)]).astype(np.float32)


def carry(params: Params, context: Context) -> Context:
    """Saturation on the 0..1 scale."""
    green = params.saturation_green
    levels = np.array([params.saturation_red, green, green, params.saturation_blue])
    red, green_r, green_b, blue = ((levels - _blacks(params)) * _scales(params)).tolist()
    return replace(context, saturation=(red, green_r, green_b, blue))


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    for y in range(out.shape[1]):
        for row in range(2):
            if y + AHEAD < out.shape[1]:
                fetch(src[oy + 2 * (y + AHEAD) + row], ox, 2 * out.shape[2])
            s = src[oy + 2 * y + row][ox : ox + 2 * out.shape[2]]
            b0, b1 = plan[0, 2 * row], plan[0, 2 * row + 1]
            k0, k1 = plan[1, 2 * row], plan[1, 2 * row + 1]
            o0, o1 = out[2 * row, y], out[2 * row + 1, y]
            for x in range(out.shape[2]):
                o0[x] = (f32(s[2 * x]) - b0) * k0
                o1[x] = (f32(s[2 * x + 1]) - b1) * k1


STAGE = Stage(
    name="black_level",
    title="Black level",
    params=Params,
    reads=Domain.SENSOR,
    writes=Domain.MOSAIC,
    resolve=resolve,
    prepare=prepare,
    carry=carry,
    run=_run,
)
