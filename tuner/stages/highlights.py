"""Highlights: blown areas become neutral at one level.

    clip  = smallest saturation of R, Gr, Gb, B (each already multiplied by its white balance gain)
    v_c   = min(camera_c, clip)
    w     = smoothstep((min_c v - (1 - knee) clip) / (knee / 2 clip))
    out_c = (1 - w) v_c + w max_c v

Behind white balance a blown area has the colour of the gains (magenta), because each channel stopped at its own level.
Cutting all of them at the lowest of those levels makes it neutral, if the levels are right. The level that a file tags
is often a few per cent too high (a GoPRO HERO6 tagged 16383 stops at R 16364, G 15583, B 15118), which leaves a tint;
so where even the smallest channel comes within `knee` of the clip level, the pixel fades to the grey of its largest
channel. It is grey from half the knee on. A saturated colour, with one channel clipped and another low, keeps its hue.

Behind this stage white is the clip level (about 1: the smallest saturation times the smallest gain); the picture is not
rescaled.

Source: Coffin, D. (2018), dcraw manual page, option -H 0, "clip all highlights to solid white"; the fade is our own.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.jit import kernel
from tuner.core.param import Choice, Range, StageParams
from tuner.core.stage import Context, Stage

f32 = np.float32

NO_CLIP = 1e38
"""A clip level above any value: the kernel then changes nothing."""


class Params(StageParams):
    """What to do where the sensor stopped counting."""

    method: Annotated[
        Literal["clip", "off"], Choice(help="clip: blown areas become neutral white. off: leave each channel where it stopped.")
    ] = "clip"
    knee: Annotated[
        float,
        Range(
            0,
            0.5,
            unit="1",
            step=0.01,
            soft=(0, 0.3),
            when=("method", "clip"),
            help="How far below the clip level a pixel begins to fade to neutral; 0 trusts the file's level.",
        ),
    ] = 0.12


def clip_level(params: Params, context: Context) -> float:
    """The level at which every channel is cut."""
    return min(context.saturation) if params.method == "clip" else NO_CLIP


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(3,) float32: clip level, where the fade begins, 1 / its width."""
    clip = clip_level(params, context)
    width = max(params.knee / 2 * clip, 1e-6)
    return np.array([clip, (1 - params.knee) * clip, 1 / width], np.float32)


def carry(params: Params, context: Context) -> Context:
    """Behind the clip all channels saturate at one level."""
    if params.method == "off":
        return context
    return replace(context, saturation=(min(context.saturation),) * 4)


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    clip, begin, slope = plan[0], plan[1], plan[2]
    h, w = out.shape[1], out.shape[2]
    r = (src.shape[1] - h) // 2
    for y in range(h):
        s0, s1, s2 = src[0, y + r][r : r + w], src[1, y + r][r : r + w], src[2, y + r][r : r + w]
        o0, o1, o2 = out[0, y], out[1, y], out[2, y]
        for x in range(w):
            a, b, c = min(s0[x], clip), min(s1[x], clip), min(s2[x], clip)
            t = min(max((min(min(a, b), c) - begin) * slope, f32(0)), f32(1))
            fade = t * t * (f32(3) - f32(2) * t)
            keep = f32(1) - fade
            grey = fade * max(max(a, b), c)
            o0[x] = keep * a + grey
            o1[x] = keep * b + grey
            o2[x] = keep * c + grey


STAGE = Stage(
    name="highlights",
    title="Highlights",
    params=Params,
    reads=Domain.CAMERA,
    writes=Domain.CAMERA,
    after="demosaic",
    prepare=prepare,
    carry=carry,
    run=_run,
    neutral={"method": "off"},
)
