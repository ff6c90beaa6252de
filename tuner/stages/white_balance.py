"""White balance: one gain a colour, so that the light of the scene becomes grey.

    out_c = gain_c in_c            for c in R, Gr, Gb, B, the gains scaled so that the smallest is 1

Gains come from the file (as shot, or its daylight where the camera's own are unusable), from the knobs, or from a
temperature and a tint through the camera's calibration; the knobs of the other two ways show the equivalents. Nothing
is clipped: a gain below 1 would pull clipped samples under white, so no gain is, and the level at which each colour
saturates travels on for `highlights`.

Source: Adobe (2023), Digital Negative Specification 1.7.1, chapter 6, "Translating white balance xy coordinates to
camera neutral coordinates".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.camera_colour import COLDEST, FARTHEST, WARMEST, CameraColour
from tuner.core.domain import Domain
from tuner.core.facts import Facts, Three
from tuner.core.jit import kernel
from tuner.core.param import Choice, Range, StageParams
from tuner.core.stage import Context, Stage

SMALLEST, LARGEST = 0.1, 16.0


def _gain(help: str) -> Range:
    return Range(SMALLEST, LARGEST, unit="1", step=0.001, soft=(0.5, 4), when=("mode", "gains"), help=help)


def _light(minimum: float, maximum: float, unit: str, step: float, soft: tuple[float, float], help: str) -> Range:
    return Range(minimum, maximum, unit=unit, step=step, soft=soft, when=("mode", "temperature"), help=help)


class Params(StageParams):
    """Where the gains come from, and the knobs of each way."""

    mode: Annotated[
        Literal["file", "gains", "temperature"],
        Choice(help="Balance as shot, by gains, or by the light's temperature and tint."),
    ] = "file"
    red: Annotated[float, _gain("Gain of red; green is 1.")] = 1.0
    blue: Annotated[float, _gain("Gain of blue; green is 1.")] = 1.0
    temperature: Annotated[
        float, _light(COLDEST, WARMEST, "K", 10, (2500, 10000), "Correlated colour temperature of the scene's light.")
    ] = 5500.0
    tint: Annotated[
        float,
        _light(
            -FARTHEST, FARTHEST, "1", 0.5, (-60, 60), "-3000 Duv of the light: below 0 it is greenish, above 0 magenta."
        ),
    ] = 0.0


def _of_file(facts: Facts) -> tuple[float, float]:
    """As-shot red and blue gains with G = 1; the file's daylight where the camera's are missing."""
    red, green, blue = facts.camera_gains or facts.daylight_gains
    return red / green, blue / green


def _held(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def resolve(params: Params, context: Context) -> Params:
    """All four knobs: those of the mode in force, and what they amount to in the other terms."""
    camera = CameraColour.of(context.facts)
    red, blue = params.red, params.blue
    if params.mode == "temperature":
        red, _, blue = camera.gains(params.temperature, params.tint)
    elif params.mode == "file":
        red, blue = _of_file(context.facts)
    known = {"red": _held(red, SMALLEST, LARGEST), "blue": _held(blue, SMALLEST, LARGEST)}
    if params.mode != "temperature":
        temperature, tint = camera.temperature_tint((known["red"], 1.0, known["blue"]))
        known |= {"temperature": _held(temperature, COLDEST, WARMEST), "tint": _held(tint, -FARTHEST, FARTHEST)}
    return params.model_copy(update=known)


def gains(params: Params) -> Three:
    """R, G, B gains of resolved parameters, the smallest 1."""
    least = min(params.red, 1.0, params.blue)
    return params.red / least, 1.0 / least, params.blue / least


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(4,) float32: the gains of R, Gr, Gb, B."""
    red, green, blue = gains(params)
    return np.array([red, green, green, blue], np.float32)


def carry(params: Params, context: Context) -> Context:
    """The gains, and the saturation levels behind them."""
    red, green, blue = gains(params)
    r, g_r, g_b, b = context.saturation
    return replace(context, gains=(red, green, blue), saturation=(r * red, g_r * green, g_b * green, b * blue))


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    r = (src.shape[1] - out.shape[1]) // 2
    for p in range(4):
        gain = plan[p]
        for y in range(out.shape[1]):
            s, o = src[p, y + r][r : r + out.shape[2]], out[p, y]
            for x in range(out.shape[2]):
                o[x] = gain * s[x]


STAGE = Stage(
    name="white_balance",
    title="White balance",
    params=Params,
    reads=Domain.MOSAIC,
    filters="colour",
    writes=Domain.MOSAIC,
    after="lens_shading",
    resolve=resolve,
    prepare=prepare,
    carry=carry,
    run=_run,
    neutral={"mode": "gains", "red": 1.0, "blue": 1.0},
)
