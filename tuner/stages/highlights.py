"""Highlights: blown areas become neutral at one level, or are rebuilt from the channels that still count.

    clip  = smallest saturation of R, Gr, Gb, B (each already multiplied by its white balance gain)
    v_c   = min(camera_c, clip)
    w     = smoothstep((min_c v - (1 - knee) clip) / (knee / 2 clip))
    out_c = (1 - w) v_c + w max_c v

Behind white balance a blown area has the colour of the gains (magenta), because each channel stopped at its own level.
Cutting all of them at the lowest of those levels makes it neutral, if the levels are right. The level that a file tags
is often a few per cent too high (a GoPRO HERO6 tagged 16383 stops at R 16364, G 15583, B 15118), which leaves a tint;
so where even the smallest channel comes within `knee` of the clip level, the pixel fades to the grey of its largest
channel. It is grey from half the knee on. A saturated colour, with one channel clipped and another low, keeps its hue.

`reconstruct` keeps what the unclipped channels recorded. With u_c = 1 below (1 - knee) of channel c's own saturation,
falling to 0 half the knee higher, a clipped channel is read off the line through a colour S that fits the others best. S
is the mean colour of the pixels up to 9 px away, grey where there are none. Those at the rim of a clipped area do not
count, as the demosaic mixed clipped samples into them; dark ones hardly do, as they are of another thing, mostly:

    S     = sum n^2 prod_k u_k v + grey,    n = max_k v_k / saturation_k, at most 1
    line  = sum_k u_k v_k S_k / sum_k u_k S_k^2
    est_c = t S_c line + (1 - t) max v,    t = max u                  (nothing left: the grey of the largest channel)
    out_c = u_c v_c + (1 - u_c) max(v_c, min(est_c, 2^limit saturation_c))

Behind `clip` white is the clip level (about 1: the smallest saturation times the smallest gain); the picture is not
rescaled.

Source: Coffin, D. (2018), dcraw manual page, option -H 0, "clip all highlights to solid white"; the fade is our own.
Elboher, E., Werman, M. (2010), Recovering color and details of clipped image regions, Proc. CGVCVIP (clipped channels
from the unclipped ones along a local colour line; lines through black, and the fades, are our own).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.intrinsics import fma
from tuner.core.jit import kernel
from tuner.core.param import Choice, Range, StageParams
from tuner.core.pixel import pixel
from tuner.core.stage import Context, Stage

f32 = np.float32

NO_CLIP = 1e38
"""A clip level above any value: the kernel then changes nothing."""

REACH, STEP = 9, 3
"""How far around a clipped pixel its colour is looked for, and every how many pixels."""
RIM = 2
"""Pixels about a clipped one whose colours the demosaic may have mixed with it."""
GREY = 0.25
"""Weight of grey in that colour, in pixels: it decides only where hardly any pixel nearby is unclipped."""


class Params(StageParams):
    """What to do where the sensor stopped counting."""

    method: Annotated[
        Literal["clip", "reconstruct", "off"],
        Choice(
            help="clip: neutral white. reconstruct: from the channels that still count. off: as the sensor stopped."
        ),
    ] = "clip"
    knee: Annotated[
        float,
        Range(
            0,
            0.5,
            unit="1",
            step=0.01,
            soft=(0, 0.3),
            help="How far below the clip level a pixel begins to fade; 0 trusts the file's level.",
        ),
    ] = 0.12
    limit: Annotated[
        float,
        Range(
            0,
            4,
            unit="EV",
            step=0.05,
            when=("method", "reconstruct"),
            help="How far above its saturation a channel may be rebuilt.",
        ),
    ] = 1.0


def clip_level(params: Params, context: Context) -> float:
    """The level at which every channel is cut."""
    return min(context.saturation) if params.method == "clip" else NO_CLIP


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """float32: clip level, where the fade begins, 1 / its width; for reconstruct (5, 3) rows of R, G, B.

    The rows are where the fade begins, 1 / its width, the highest value rebuilt, the weight of grey in S, and
    1 / saturation.
    """
    if params.method == "reconstruct":
        red, green_r, green_b, blue = context.saturation
        levels = np.maximum([red, min(green_r, green_b), blue], 1e-6)
        widths = np.maximum(params.knee / 2 * levels, 1e-6)
        grey = GREY * levels.min() * np.ones(3)
        rows = [(1 - params.knee) * levels, 1 / widths, levels * 2.0**params.limit, grey, 1 / levels]
        return np.array(rows, np.float32)
    clip = clip_level(params, context)
    width = max(params.knee / 2 * clip, 1e-6)
    return np.array([clip, (1 - params.knee) * clip, 1 / width], np.float32)


def carry(params: Params, context: Context) -> Context:
    """Behind the clip all channels saturate at one level; rebuilt, at the highest."""
    if params.method == "off":
        return context
    level = min(context.saturation) if params.method == "clip" else max(context.saturation)
    return replace(context, saturation=(level,) * 4)


@pixel
def _clip(r, g, b, clip, begin, slope):  # type: ignore[no-untyped-def]
    r, g, b = min(r, clip), min(g, clip), min(b, clip)
    t = min(max((min(min(r, g), b) - begin) * slope, f32(0)), f32(1))
    fade = t * t * (f32(3) - f32(2) * t)
    keep, grey = f32(1) - fade, fade * max(max(r, g), b)
    return fma(keep, r, grey), fma(keep, g, grey), fma(keep, b, grey)


@kernel
def _counts(v, begin, slope):  # type: ignore[no-untyped-def]
    """1 where a channel still counts light, 0 where it is clipped."""
    t = min(max((v - begin) * slope, f32(0)), f32(1))
    return f32(1) - t * t * (f32(3) - f32(2) * t)


@kernel
def _stops(src, y, x, plan):  # type: ignore[no-untyped-def]
    """Whether any channel is near its saturation."""
    return (src[0, y, x] > plan[0, 0]) | (src[1, y, x] > plan[0, 1]) | (src[2, y, x] > plan[0, 2])


@kernel
def _at_rim(src, y, x, plan):  # type: ignore[no-untyped-def]
    """Whether a pixel stands beside a clipped one."""
    beside = _stops(src, y - RIM, x, plan) | _stops(src, y + RIM, x, plan)
    return beside | _stops(src, y, x - RIM, plan) | _stops(src, y, x + RIM, plan)


@kernel
def _rebuilt(src, out, y, x, row, column, plan):  # type: ignore[no-untyped-def]
    """Pixel (y, x) of src into (row, column) of out."""
    s0, s1, s2 = plan[3, 0], plan[3, 1], plan[3, 2]
    for dy in range(-REACH, REACH + 1, STEP):
        for dx in range(-REACH, REACH + 1, STEP):
            a, b, c = src[0, y + dy, x + dx], src[1, y + dy, x + dx], src[2, y + dy, x + dx]
            u = (
                _counts(a, plan[0, 0], plan[1, 0])
                * _counts(b, plan[0, 1], plan[1, 1])
                * _counts(c, plan[0, 2], plan[1, 2])
            )
            if u == f32(0) or _at_rim(src, y + dy, x + dx, plan):
                continue
            near = min(max(max(max(a * plan[4, 0], b * plan[4, 1]), c * plan[4, 2]), f32(0)), f32(1))
            u *= near * near
            s0 += u * max(a, f32(0))
            s1 += u * max(b, f32(0))
            s2 += u * max(c, f32(0))
    a, b, c = src[0, y, x], src[1, y, x], src[2, y, x]
    u0, u1, u2 = (
        _counts(a, plan[0, 0], plan[1, 0]),
        _counts(b, plan[0, 1], plan[1, 1]),
        _counts(c, plan[0, 2], plan[1, 2]),
    )
    line = (u0 * a * s0 + u1 * b * s1 + u2 * c * s2) / (u0 * s0 * s0 + u1 * s1 * s1 + u2 * s2 * s2 + f32(1e-12))
    t, top = max(max(u0, u1), u2), max(max(a, b), c)
    line, grey = t * line, (f32(1) - t) * top
    out[0, row, column] = u0 * a + (f32(1) - u0) * max(a, min(s0 * line + grey, plan[2, 0]))
    out[1, row, column] = u1 * b + (f32(1) - u1) * max(b, min(s1 * line + grey, plan[2, 1]))
    out[2, row, column] = u2 * c + (f32(1) - u2) * max(c, min(s2 * line + grey, plan[2, 2]))


@kernel
def _reconstruct(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w = out.shape[1], out.shape[2]
    r = (src.shape[1] - h) // 2
    begin0, begin1, begin2 = plan[0, 0], plan[0, 1], plan[0, 2]
    flags = np.zeros((w + 7) // 8 * 8, np.uint8)
    eights = flags.view(np.uint64)
    for y in range(h):
        s0, s1, s2 = src[0, y + r][r : r + w], src[1, y + r][r : r + w], src[2, y + r][r : r + w]
        o0, o1, o2 = out[0, y], out[1, y], out[2, y]
        for x in range(w):
            o0[x] = s0[x]
            o1[x] = s1[x]
            o2[x] = s2[x]
            flags[x] = (s0[x] > begin0) | (s1[x] > begin1) | (s2[x] > begin2)
        for e in range(eights.shape[0]):
            if eights[e]:
                for x in range(8 * e, 8 * e + 8):
                    if flags[x]:
                        _rebuilt(src, out, y + r, x + r, y, x, plan)


STAGE = Stage(
    name="highlights",
    title="Highlights",
    params=Params,
    reads=Domain.CAMERA,
    writes=Domain.CAMERA,
    after="demosaic",
    prepare=prepare,
    halo=lambda params: REACH + RIM if params.method == "reconstruct" else 0,
    carry=carry,
    run={"clip": _clip, "reconstruct": _reconstruct},
    choose=lambda params: "reconstruct" if params.method == "reconstruct" else "clip",
    neutral={"method": "off"},
)
