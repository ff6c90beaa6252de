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
def _across(column, taps, blur):  # type: ignore[no-untyped-def]
    """Horizontal taps: blur[x] from column[x : x + 2 reach + 1]."""
    w, reach = blur.shape[0], taps.shape[0] - 1
    a, b, c = column[reach - 2 : reach - 2 + w], column[reach - 1 : reach - 1 + w], column[reach : reach + w]
    d, e = column[reach + 1 : reach + 1 + w], column[reach + 2 : reach + 2 + w]
    for x in range(w):
        blur[x] = taps[0] * c[x] + taps[1] * (b[x] + d[x]) + taps[2] * (a[x] + e[x])
    for k in range(3, reach + 1):
        a, e, t = column[reach - k : reach - k + w], column[reach + k : reach + k + w], taps[k]
        for x in range(w):
            blur[x] += t * (a[x] + e[x])


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    numbers, taps = plan
    amount, threshold, overshoot = numbers[0], numbers[1], numbers[2]
    h, w = out.shape[1], out.shape[2]
    m, reach = (src.shape[1] - h) // 2, taps.shape[0] - 1
    n = w + 2 * reach
    column, top, low, blur = np.empty(n, f32), np.empty(n, f32), np.empty(n, f32), np.empty(w, f32)
    for y in range(h):
        left = m - reach
        a, b = src[0, y + m - 2][left : left + n], src[0, y + m - 1][left : left + n]
        c = src[0, y + m][left : left + n]
        d, e = src[0, y + m + 1][left : left + n], src[0, y + m + 2][left : left + n]
        for x in range(n):
            column[x] = taps[0] * c[x] + taps[1] * (b[x] + d[x]) + taps[2] * (a[x] + e[x])
            top[x] = max(max(b[x], d[x]), c[x])
            low[x] = min(min(b[x], d[x]), c[x])
        for k in range(3, reach + 1):
            a, e, t = src[0, y + m - k][left : left + n], src[0, y + m + k][left : left + n], taps[k]
            for x in range(n):
                column[x] += t * (a[x] + e[x])
        _across(column, taps, blur)
        v, hi, lo, o = c[reach : reach + w], top[reach - 1 : reach + w + 1], low[reach - 1 : reach + w + 1], out[0, y]
        for x in range(w):
            detail = v[x] - blur[x]
            detail = max(detail - threshold, f32(0)) + min(detail + threshold, f32(0))
            highest = max(max(hi[x], hi[x + 2]), hi[x + 1]) + overshoot
            lowest = min(min(lo[x], lo[x + 2]), lo[x + 1]) - overshoot
            o[x] = min(max(v[x] + amount * detail, lowest), highest)
    for p in range(1, 3):
        for y in range(h):
            s, o = src[p, y + m][m : m + w], out[p, y]
            for x in range(w):
                o[x] = s[x]


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
    neutral={"amount": 0.0},
)
