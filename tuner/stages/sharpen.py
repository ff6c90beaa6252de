"""Sharpen: unsharp mask on luma with a threshold and an overshoot clamp.

    D     = Y - G(sigma) * Y
    core  = sign(D) max(|D| - threshold, 0)
    out_Y = clamp(Y + amount core, local min - overshoot, local max + overshoot)      over the 3 x 3 neighbourhood

The clamp acts on luma only; chroma passes through.

Source: Petrou, M., Petrou, C. (2010), Image Processing: The Fundamentals, 2nd ed., Wiley, p. 357 (unsharp masking).
"""

from __future__ import annotations

from math import ceil
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.jit import kernel
from tuner.core.param import Range, StageParams
from tuner.core.stage import Context, Stage

f32 = np.float32
U0, U1, U2, U3, U4 = np.uint64(0), np.uint64(1), np.uint64(2), np.uint64(3), np.uint64(4)
"""Indices of planes and taps, unsigned like all others in the loops over pixels."""


class Params(StageParams):
    """How much, how wide, and where to stop."""

    amount: Annotated[float, Range(0, 4, unit="1", step=0.01, soft=(0, 2), help="Gain of the detail signal; 0 is off.")] = 0.5
    sigma: Annotated[float, Range(0.3, 4, unit="px", step=0.05, soft=(0.3, 3), help="Blur radius at full resolution.")] = 0.8
    threshold: Annotated[float, Range(0, 0.1, unit="1", step=0.001, soft=(0, 0.05), help="Detail below this is noise, not edge.")] = 0.008
    overshoot: Annotated[float, Range(0, 0.2, unit="1", step=0.005, help="How far beyond its neighbours a pixel may go.")] = 0.02


def halo(params: Params) -> int:
    """Taps of the blur on each side; two at least, which the kernel takes in one pass."""
    return max(2, ceil(2.5 * params.sigma))


def prepare(params: Params, context: Context) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Amount, threshold, overshoot; and one half of the normalised Gaussian, centre first."""
    x = np.arange(halo(params) + 1)
    taps = np.exp(-0.5 * (x / params.sigma) ** 2)
    taps /= taps[0] + 2 * taps[1:].sum()
    return np.array([params.amount, params.threshold, params.overshoot], np.float32), taps.astype(np.float32)


@kernel
def _five_rows(src, i, left, taps, column, top, low):  # type: ignore[no-untyped-def]
    """Row i of luma blurred vertically over five rows, and the extremes of the middle three.

    Unsigned indices into whole arrays: nothing to wrap, and no reference to count for every row.
    """
    t0, t1, t2 = taps[0], taps[1], taps[2]
    for x in range(np.uint64(column.shape[0])):
        k = x + left
        a, b, c, d, e = src[U0, i - U2, k], src[U0, i - U1, k], src[U0, i, k], src[U0, i + U1, k], src[U0, i + U2, k]
        column[x] = t0 * c + t1 * (b + d) + t2 * (a + e)
        top[x] = max(max(b, d), c)
        low[x] = min(min(b, d), c)


@kernel
def _five_columns(column, top, low, src, i, m, taps, numbers, out, y):  # type: ignore[no-untyped-def]
    """The same horizontally, and the sharpened row; column, top and low are two wider on each side."""
    amount, threshold, overshoot = numbers[0], numbers[1], numbers[2]
    t0, t1, t2 = taps[0], taps[1], taps[2]
    for x in range(np.uint64(out.shape[2])):
        a, b, c, d = x + U1, x + U2, x + U3, x + U4
        v = src[U0, i, x + m]
        detail = v - (t0 * column[b] + t1 * (column[a] + column[c]) + t2 * (column[x] + column[d]))
        core = detail - min(max(detail, -threshold), threshold)
        highest = max(max(top[a], top[c]), top[b]) + overshoot
        lowest = min(min(low[a], low[c]), low[b]) - overshoot
        out[U0, y, x] = min(max(v + amount * core, lowest), highest)


@kernel
def _wide(column, top, low, c, taps, numbers, o, blur):  # type: ignore[no-untyped-def]
    """`_five_columns` for more taps than five."""
    amount, threshold, overshoot = numbers[0], numbers[1], numbers[2]
    w, reach = o.shape[0], taps.shape[0] - 1
    at, t = column[reach : reach + w], taps[0]
    for x in range(w):
        blur[x] = t * at[x]
    for k in range(1, reach + 1):
        a, e, t = column[reach - k : reach - k + w], column[reach + k : reach + k + w], taps[k]
        for x in range(w):
            blur[x] += t * (a[x] + e[x])
    hi, lo = top[reach - 1 : reach + w + 1], low[reach - 1 : reach + w + 1]
    for x in range(w):
        detail = c[x] - blur[x]
        core = detail - min(max(detail, -threshold), threshold)
        highest = max(max(hi[x], hi[x + 2]), hi[x + 1]) + overshoot
        lowest = min(min(lo[x], lo[x + 2]), lo[x + 1]) - overshoot
        o[x] = min(max(c[x] + amount * core, lowest), highest)


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    numbers, taps = plan
    h, w = out.shape[1], out.shape[2]
    m, reach = (src.shape[1] - h) // 2, taps.shape[0] - 1
    left, n = m - reach, w + 2 * reach
    column, top, low, blur = np.empty(n, f32), np.empty(n, f32), np.empty(n, f32), np.empty(w, f32)
    luma = src[0]
    for y in range(h):
        i = y + m
        row, to, margin = np.uint64(i), np.uint64(y), np.uint64(m)
        _five_rows(src, row, np.uint64(left), taps, column, top, low)
        if reach == 2:
            _five_columns(column, top, low, src, row, margin, taps, numbers, out, to)
        else:
            for k in range(3, reach + 1):
                a, e, t = luma[i - k][left : left + n], luma[i + k][left : left + n], taps[k]
                for x in range(n):
                    column[x] += t * (a[x] + e[x])
            _wide(column, top, low, luma[i][m : m + w], taps, numbers, out[0, y], blur)


STAGE = Stage(
    name="sharpen",
    title="Sharpen",
    params=Params,
    reads=Domain.YCC,
    writes=Domain.YCC,
    after="chroma_denoise",
    halo=halo,
    prepare=prepare,
    run=_run,
    keeps=(1, 2),
    neutral={"amount": 0.0},
)
