"""Defects: single hot and dead pixels, found frame by frame and replaced from their neighbours.

Among the eight neighbours of its own colour (two pixels away) a sample v is suspect when

    hot:  v   > max + threshold + relative |max|          cold:  v + threshold + relative |v| < min

A star, a glint or fine texture passes that test too. But light that was really there went through the lens, and spills
onto the touching samples of the other colours, while a defect stays alone. So a suspect is kept as detail when one of
the four touching samples rises above its own neighbours of the same colour by at least `protect` times as much as the
suspect does (for cold: falls below). What is left is replaced by the mean of the two neighbours in the flattest of the
four directions. Pairs of defects of one colour that touch hide each other and are not found.

The defaults were chosen on eleven real raws of 0.3 to 12 MP: a plain threshold of 0.08 took up to 3800 samples of real
detail from one picture (tinsel; 2200 from a sharp aerial view), these values take 0 to 47 from each, while 9 of 10
artificial hot pixels (0.1 to 0.6 above their surroundings) were still found.

Source: Yongji, L., Xiaojun, Y. (2020), A design of dynamic defective pixel correction for image sensor, Proc. IEEE
ICAIIS, doi 10.1109/ICAIIS49377.2020.9194921 (same-colour 3 x 3 test, mean along the direction of least gradient). The
cross-colour guard is our own.
"""

from __future__ import annotations

from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.jit import kernel
from tuner.core.param import Range, StageParams, Switch
from tuner.core.stage import Context, Stage

f32 = np.float32

NEVER = 1e30
"""A threshold that no sample exceeds."""


class Params(StageParams):
    """What counts as a defect."""

    hot: Annotated[bool, Switch(help="Replace pixels that are far too bright.")] = True
    cold: Annotated[bool, Switch(help="Replace pixels that are far too dark.")] = True
    threshold: Annotated[
        float,
        Range(0, 1, unit="1", step=0.005, soft=(0, 0.2), help="How far beyond its neighbours a defect stands; 1 is white."),
    ] = 0.02
    relative: Annotated[
        float, Range(0, 4, unit="1", step=0.05, soft=(0, 1), help="The same, as a fraction of the local level, on top.")
    ] = 0.25
    protect: Annotated[
        float,
        Range(
            0.01,
            1,
            unit="1",
            step=0.01,
            soft=(0.02, 0.5),
            help="Kept as real detail when a touching pixel of another colour rises by this fraction; small keeps more.",
        ),
    ] = 0.1


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(4,) float32: threshold of hot, of cold, relative, protect."""
    hot = params.threshold if params.hot else NEVER
    cold = params.threshold if params.cold else NEVER
    return np.array([hot, cold, params.relative, params.protect], np.float32)


@kernel
def _is_real(src, p, y, x, side, least):  # type: ignore[no-untyped-def]
    """Whether a touching sample of another colour rises (side 1) or falls (-1) by `least` as well."""
    row, column = src[p ^ 1], src[p ^ 2]  # the planes that touch it in its row and in its column
    left, top = x - 1 + p % 2, y - 1 + p // 2
    for k in range(2):
        a, b, c = side * row[y, left + k], side * row[y - 1, left + k], side * row[y + 1, left + k]
        if a - max(b, c) >= least:
            return True
        a, b, c = side * column[top + k, x], side * column[top + k, x - 1], side * column[top + k, x + 1]
        if a - max(b, c) >= least:
            return True
    return False


@kernel
def _flattest(s, y, x):  # type: ignore[no-untyped-def]
    """Mean of the two opposite neighbours that differ least."""
    best, mean = abs(s[y, x - 1] - s[y, x + 1]), s[y, x - 1] + s[y, x + 1]
    for k in range(-1, 2):
        a, b = s[y - 1, x + k], s[y + 1, x - k]
        if abs(a - b) < best:
            best, mean = abs(a - b), a + b
    return f32(0.5) * mean


@kernel
def _run(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    hot, cold, relative, protect = plan[0], plan[1], plan[2], plan[3]
    h, w = out.shape[1], out.shape[2]
    r = (src.shape[1] - h) // 2
    excess = np.empty(w, f32)
    for p in range(4):
        s = src[p]
        for y in range(h):
            u, m, d = s[y + r - 1][r - 1 : r + w + 1], s[y + r][r - 1 : r + w + 1], s[y + r + 1][r - 1 : r + w + 1]
            o = out[p, y]
            suspects = np.int32(0)
            for x in range(w):
                v = m[x + 1]
                hi = max(max(max(u[x], u[x + 1]), max(u[x + 2], m[x])), max(max(m[x + 2], d[x]), max(d[x + 1], d[x + 2])))
                lo = min(min(min(u[x], u[x + 1]), min(u[x + 2], m[x])), min(min(m[x + 2], d[x]), min(d[x + 1], d[x + 2])))
                bright = v - hi > hot + relative * abs(hi)
                dark = lo - v > cold + relative * abs(v)
                excess[x] = v - hi if bright else (v - lo if dark else f32(0))
                suspects += np.int32(bright | dark)
                o[x] = v
            if suspects == 0:
                continue
            for x in range(w):  # few: one sample in a thousand
                e = excess[x]
                side = f32(1) if e > f32(0) else f32(-1)
                if e != f32(0) and not _is_real(src, p, y + r, x + r, side, protect * abs(e)):
                    o[x] = _flattest(s, y + r, x + r)


STAGE = Stage(
    name="defects",
    title="Defects",
    params=Params,
    reads=Domain.MOSAIC,
    writes=Domain.MOSAIC,
    after="black_level",
    halo=lambda params: 1,
    prepare=prepare,
    run=_run,
    neutral={"hot": False, "cold": False},
)
