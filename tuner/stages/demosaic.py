"""Demosaic: the mosaic's four planes to three full-resolution camera RGB planes.

    bilinear   every missing colour is the mean of its 2 or 4 nearest samples
    malvar     bilinear plus a gain on the Laplacian of the colour that was measured there (5 x 5 taps)
    gradient   the colour differences R - G and B - G along the rows and along the columns, mixed: the direction in which
               they change less weighs more; missing colours are means of differences, of like greens above all

`domain = root` works on signed square roots, sign(x) sqrt|x|, and squares the result. There an edge overshoots less and
photon noise has the same size everywhere, so the directions are weighed alike in shadow and light. Measured samples
pass through untouched in both domains, nothing is clipped, and negative values survive.

`gradient`, with R the red samples and G the greens of one row (of one column for C_v; blue likewise):

    C_h  = 9/16 R_0 + 7/32 (R_-2 + R_2) - 7/16 (G_-1 + G_1) - 1/16 (G_-3 + G_3)
    h    = sum over 5 x 5 pixels of |C_h - C_h of the next site in the row|,   v likewise along the columns
    C    = (v^2 C_h + h^2 C_v) / (v^2 + h^2)                    inverse squares as weights, as Pekkucuksen and Altunbasak
    G    = R - C at red;  R = G + sum w_i C_i / sum w_i elsewhere,  w_i = 1 / (|G_i - G| + e) of the 2 or 4 nearest C

The 5 x 5 sum is Menon's (3 on the site's own line, 1 on the others); soft weights draw fine texture without the maze of
single wrong decisions. C_h is Hamilton and Adams' difference smoothed by (1, 2, 1) / 4 as in the 2013 paper, with 7/8 of
their gain on the Laplacian of R: best on twelve binned crops of nine raws. The w_i (a range weight as in bilateral
filters) keep colour from running over edges: 1.2 to 1.5 dB on scenes of known truth, docs/quality.md; squared differences
let noise decide on real ones. e grows by the standard deviation of the file's noise.

Source: Malvar, H. S., He, L.-W., Cutler, R. (2004), High-quality linear interpolation for demosaicing of Bayer-patterned
color images, Proc. IEEE ICASSP, vol. 3, pp. 485-488, fig. 2; Pekkucuksen, I., Altunbasak, Y. (2010), Gradient based
threshold free color filter array interpolation, Proc. IEEE ICIP, pp. 137-140, and (2013), Multiscale gradients-based
color filter array interpolation, IEEE Trans. Image Process. 22(1), pp. 157-165; Menon, D., Andriani, S., Calvagno, G.
(2007), Demosaicing with directional filtering and a posteriori decision, IEEE Trans. Image Process. 16(1), pp. 132-141,
section II; Hamilton, J. F., Adams, J. E. (1997), US patent 5,629,734; Tomasi, C., Manduchi, R. (1998), Bilateral
filtering for gray and color images, Proc. IEEE ICCV, pp. 839-846.
"""

from __future__ import annotations

from math import sqrt
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.jit import kernel
from tuner.core.param import Choice, StageParams
from tuner.core.stage import Context, Stage

f32 = np.float32

HALO = {"bilinear": 1, "malvar": 1, "gradient": 3}  # quads each method reaches beyond its own
U0, U1, U2, U3, U4, U5, U6, U7 = (np.uint64(i) for i in range(8))
"""Indices, unsigned like all in the loops over quads: nothing to wrap, and no slices, each as dear as ten quads."""
ALL = np.uint64(0x7FFFFFFF)  # the mask of a row number where all rows are at hand, rather than the last 8 in a ring
STRIP = 640  # widest strip of quads `gradient` takes at once: its scratch stays in the cache, each part below 128 KiB
SPARE = 16  # quads that a row of scratch is longer than what is worked out in it
ALIKE = 0.01  # e without noise: greens that differ by less count as the same
GREY = 0.18
LEAST = 1e-12  # added to the squared gradients: where nothing changes in either direction, their mean

# what the passes of `gradient` write and read, a ring of the last 4 quad rows each; B stands 4 behind R
CH, CV, DH, DV = U0, U1, U2, U3  # differences along rows, along columns; their absolute steps to the right, from above
BLUE, MIXED, GREEN = U4, np.uint64(8), np.uint64(10)  # of the first 8 planes blue's half; C and G, at red and at blue


class Params(StageParams):
    """How, and on which scale."""

    method: Annotated[
        Literal["bilinear", "malvar", "gradient"],
        Choice(help="bilinear: soft. malvar: sharp, quick. gradient: follows edges."),
    ] = "gradient"
    domain: Annotated[Literal["linear", "root"], Choice(help="Interpolate light, or its square root: cleaner edges.")] = "root"


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(3,) float32: 1 for the square-root domain, else 0; the gain on malvar's Laplacian; e of `gradient`."""
    a, b = context.facts.noise[len(context.facts.noise) // 3] if context.facts.noise else (0.0, 0.0)
    gain = context.gains[1]
    spread = max(gain * (a * GREY + gain * b), 0.0)  # variance of mid grey's green; of its root a quarter by its level
    like = min(ALIKE + sqrt(spread / (4 * GREY) if params.domain == "root" else spread), 1.0)
    return np.array([params.domain == "root", params.method == "malvar", like], np.float32)


def _choose(params: Params) -> str:
    return "gradient" if params.method == "gradient" else "near"


@kernel
def _ring(src, y, left, q, n, root):  # type: ignore[no-untyped-def]
    """n quads of row y of the four planes, from column `left` on, into a ring of 8 rows, as signed roots or as they are."""
    to = y & U7
    for p in range(U4):
        if root:
            for x in range(n):
                v = src[p, y, x + left]
                even = np.sqrt(abs(v))
                q[p, to, x] = even if v >= f32(0) else -even
        else:
            for x in range(n):
                q[p, to, x] = src[p, y, x + left]


@kernel
def _zip(a, i, begin, roots_a, b, j, start, roots_b, n, o, row, column):  # type: ignore[no-untyped-def]
    """Samples of row i of a and row j of b in turn into a row of plane o; those that are signed roots are squared."""
    for x in range(n):
        k, v, w = column + U2 * x, a[i, begin + x], b[j, start + x]
        o[row, k] = v * abs(v) if roots_a else v
        o[row, k + U1] = w * abs(w) if roots_b else w


@kernel
def _leave(src, y, left, t, n, out, row, column, root):  # type: ignore[no-untyped-def]
    """The n measured samples of a quad row and the eight missing (G, B at R; R, B at Gr; R, B at Gb; R, G at B), out."""
    low = row + U1
    _zip(src[U0], y, left, False, t, U2, U0, root, n, out[U0], row, column)
    _zip(t, U0, U0, root, src[U1], y, left, False, n, out[U1], row, column)
    _zip(t, U1, U0, root, t, U3, U0, root, n, out[U2], row, column)
    _zip(t, U4, U0, root, t, U6, U0, root, n, out[U0], low, column)
    _zip(src[U2], y, left, False, t, U7, U0, root, n, out[U1], low, column)
    _zip(t, U5, U0, root, src[U3], y, left, False, n, out[U2], low, column)


@kernel
def _near_row(q, i, mask, left, gain, t, n):  # type: ignore[no-untyped-def]
    """The eight missing rows of quad row i: the nearest samples' mean, plus `gain` times malvar's Laplacian."""
    u, m, d = (i - U1) & mask, i & mask, (i + U1) & mask
    half, eighth, sixteenth = f32(0.5) * gain, f32(0.125) * gain, f32(0.0625) * gain
    most, least, strong = f32(0.75) * gain, f32(0.1875) * gain, f32(0.625) * gain
    for x in range(n):  # at R
        k, j, e = x + left, x + left + U1, x + left + U2
        r, far = q[U0, m, j], (q[U0, u, j] + q[U0, d, j]) + (q[U0, m, k] + q[U0, m, e])
        t[U0, x] = half * r + f32(0.25) * ((q[U1, m, k] + q[U1, m, j]) + (q[U2, u, j] + q[U2, m, j])) - eighth * far
        t[U1, x] = most * r + f32(0.25) * ((q[U3, u, k] + q[U3, u, j]) + (q[U3, m, k] + q[U3, m, j])) - least * far
    for x in range(n):  # at Gr
        k, j, e = x + left, x + left + U1, x + left + U2
        g, v, h = q[U1, m, j], q[U1, u, j] + q[U1, d, j], q[U1, m, k] + q[U1, m, e]
        near = (q[U2, u, j] + q[U2, u, e]) + (q[U2, m, j] + q[U2, m, e])
        t[U2, x] = strong * g + f32(0.5) * (q[U0, m, j] + q[U0, m, e]) - eighth * (near + h) + sixteenth * v
        t[U3, x] = strong * g + f32(0.5) * (q[U3, u, j] + q[U3, m, j]) - eighth * (near + v) + sixteenth * h
    for x in range(n):  # at Gb
        k, j, e = x + left, x + left + U1, x + left + U2
        g, v, h = q[U2, m, j], q[U2, u, j] + q[U2, d, j], q[U2, m, k] + q[U2, m, e]
        near = (q[U1, m, k] + q[U1, m, j]) + (q[U1, d, k] + q[U1, d, j])
        t[U4, x] = strong * g + f32(0.5) * (q[U0, m, j] + q[U0, d, j]) - eighth * (near + v) + sixteenth * h
        t[U5, x] = strong * g + f32(0.5) * (q[U3, m, k] + q[U3, m, j]) - eighth * (near + h) + sixteenth * v
    for x in range(n):  # at B
        k, j, e = x + left, x + left + U1, x + left + U2
        b, far = q[U3, m, j], (q[U3, u, j] + q[U3, d, j]) + (q[U3, m, k] + q[U3, m, e])
        t[U6, x] = most * b + f32(0.25) * ((q[U0, m, j] + q[U0, m, e]) + (q[U0, d, j] + q[U0, d, e])) - least * far
        t[U7, x] = half * b + f32(0.25) * ((q[U2, m, j] + q[U2, m, e]) + (q[U1, m, j] + q[U1, d, j])) - eighth * far


@kernel
def _near(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w, root, gain = out.shape[1] // 2, out.shape[2] // 2, plan[0] > f32(0), plan[1]
    r, n = (src.shape[1] - h) // 2, np.uint64(w)
    t, q = np.empty((8, w), f32), np.empty((4, 8, w + 2 if root else 1), f32)
    margin, left = np.uint64(r), np.uint64(r - 1)
    if root:
        for y in range(r - 1, r + h + 1):
            row = np.uint64(y)
            _ring(src, row, left, q, n + U2, True)
            if y > r:
                _near_row(q, row - U1, U7, U0, gain, t, n)
                _leave(src, row - U1, margin, t, n, out, U2 * (row - U1 - margin), U0, True)
    else:
        for y in range(r, r + h):
            row = np.uint64(y)
            _near_row(src, row, ALL, left, gain, t, n)
            _leave(src, row, margin, t, n, out, U2 * (row - margin), U0, False)


@kernel
def _differences(q, c, i, n, blue):  # type: ignore[no-untyped-def]
    """R - G (`blue` 0) or B - G (1) of quad row i along rows and columns, and their steps to the right and from above.

    From one quad before the first of the strip on for red, from two for blue; the ring begins three before it.
    """
    own, along, down = (U3, U2, U1) if blue else (U0, U1, U2)  # planes: samples, greens of their row and their column
    first, site, top = BLUE * blue, U2 - blue, i - (U1 - blue)
    u, m, d = (i - U1) & U7, i & U7, (i + U1) & U7
    g0, g1, g2, g3 = (top - U1) & U7, top & U7, (top + U1) & U7, (top + U2) & U7
    ch, cv, dh, dv, now, before = first + CH, first + CV, first + DH, first + DV, i & U3, (i - U1) & U3
    for x in range(n):
        e = x + site
        r, f = f32(9 / 16) * q[own, m, e], f32(7 / 32) * (q[own, m, e - U1] + q[own, m, e + U1])
        g = f32(7 / 16) * (q[along, m, x + U1] + q[along, m, x + U2])
        c[ch, now, x] = (r + f) - (g + f32(1 / 16) * (q[along, m, x] + q[along, m, x + U3]))
        f = f32(7 / 32) * (q[own, u, e] + q[own, d, e])
        g = f32(7 / 16) * (q[down, g1, e] + q[down, g2, e])
        c[cv, now, x] = (r + f) - (g + f32(1 / 16) * (q[down, g0, e] + q[down, g3, e]))
    for x in range(n):
        c[dh, now, x] = abs(c[ch, now, x] - c[ch, now, x + U1])
    for x in range(n):
        c[dv, now, x] = abs(c[cv, before, x] - c[cv, now, x])


@kernel
def _mix(q, c, i, blue, v, f, n):  # type: ignore[no-untyped-def]
    """C and G of quad row i of red (`blue` 0) or blue (1): both differences, weighted by the steps over 5 x 5 pixels."""
    own, other = BLUE * blue, BLUE * (U1 - blue)
    u, m, d = (i - U1) & U3, i & U3, (i + U1) & U3
    ch, cv, to = own + CH, own + CV, MIXED + blue
    h, e = own + DH, own + DV
    for x in range(n):
        v[x], f[x] = f32(3) * c[h, m, x] + (c[h, u, x] + c[h, d, x]), c[e, m, x] + c[e, d, x]
    # the steps of the other colour in between: of the rows above and below, of the columns left and right
    near, above, below = U1 - blue, m if blue else u, d if blue else m
    h, e = other + DH, other + DV
    for x in range(n):
        k, j = x + near, x + U1
        along = (v[x] + v[j]) + (c[h, above, k] + c[h, below, k])
        across = (f32(3) * f[j] + (f[x] + f[x + U2])) + (c[e, below, k] + c[e, below, k + U1])
        along, across = along * along + f32(LEAST), across * across + f32(LEAST)
        c[to, m, x] = (across * c[ch, m, j] + along * c[cv, m, j]) / (across + along)
    for x in range(n):
        c[GREEN + blue, m, x] = q[U3 * blue, i & U7, x + (U3 - blue)] - c[to, m, x]


@kernel
def _of_two(alike, g, a, b, ga, gb):  # type: ignore[no-untyped-def]
    """The mean of two differences, weighted by how near the greens there are to g."""
    p, q = abs(ga - g) + alike, abs(gb - g) + alike
    return (a * q + b * p) / (p + q)


@kernel
def _of_four(alike, g, a, b, c, d, ga, gb, gc, gd):  # type: ignore[no-untyped-def]
    """The same of four, with one division."""
    p, q, r, s = abs(ga - g) + alike, abs(gb - g) + alike, abs(gc - g) + alike, abs(gd - g) + alike
    pq, rs = p * q, r * s
    return ((a * q + b * p) * rs + (c * s + d * r) * pq) / ((p + q) * rs + (r + s) * pq)


@kernel
def _gradient_row(q, c, alike, i, t, n):  # type: ignore[no-untyped-def]
    """The eight missing rows of quad row i; C and G of red begin at the strip's first quad, of blue one before it."""
    u, m, d, s = (i - U1) & U3, i & U3, (i + U1) & U3, i & U7
    red, blue, at_r, at_b = MIXED, MIXED + U1, GREEN, GREEN + U1
    for x in range(n):  # at R
        j, g = x + U1, c[at_r, m, x]
        t[U0, x] = g
        b = c[blue, u, x], c[blue, m, j], c[blue, u, j], c[blue, m, x]
        t[U1, x] = g + _of_four(alike, g, *b, c[at_b, u, x], c[at_b, m, j], c[at_b, u, j], c[at_b, m, x])
    for x in range(n):  # at Gr
        j, g = x + U1, q[U1, s, x + U3]
        t[U2, x] = g + _of_two(alike, g, c[red, m, x], c[red, m, j], c[at_r, m, x], c[at_r, m, j])
        t[U3, x] = g + _of_two(alike, g, c[blue, u, j], c[blue, m, j], c[at_b, u, j], c[at_b, m, j])
    for x in range(n):  # at Gb
        j, g = x + U1, q[U2, s, x + U3]
        t[U4, x] = g + _of_two(alike, g, c[red, m, x], c[red, d, x], c[at_r, m, x], c[at_r, d, x])
        t[U5, x] = g + _of_two(alike, g, c[blue, m, x], c[blue, m, j], c[at_b, m, x], c[at_b, m, j])
    for x in range(n):  # at B
        j, g = x + U1, c[at_b, m, x + U1]
        r = c[red, m, x], c[red, d, j], c[red, m, j], c[red, d, x]
        t[U6, x] = g + _of_four(alike, g, *r, c[at_r, m, x], c[at_r, d, j], c[at_r, m, j], c[at_r, d, x])
        t[U7, x] = g


@kernel
def _gradient(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w, root = out.shape[1] // 2, out.shape[2] // 2, plan[0] > f32(0)
    r = (src.shape[1] - h) // 2
    n = -(-w // -(-w // STRIP))
    # the passes work on whole vectors, for what is left of a row is slow, and read a little beyond
    padded = (n + 3 + SPARE - 1) // SPARE * SPARE
    c, q = np.zeros((12, 4, padded + SPARE), f32), np.zeros((4, 8, padded + SPARE), f32)
    v, f, t = np.zeros(padded + SPARE, f32), np.zeros(padded + SPARE, f32), np.empty((8, padded), f32)
    width, size, margin = np.uint64(n), np.uint64(padded), np.uint64(r)
    for start in range(0, w, n):
        x = np.uint64(min(start, w - n))  # the last strip may repeat a few columns
        for y in range(r - 3, r + h + 3):
            row = np.uint64(y)
            _ring(src, row, margin - U3 + x, q, width + U6, root)
            # each pass trails the one before, so that its neighbours above and below are ready
            if y >= r:
                _differences(q, c, row - U1, size, U0)
                _differences(q, c, row - U2, size, U1)
            if y >= r + 2:
                _mix(q, c, row - U2, U0, v, f, size)
                _mix(q, c, row - U3, U1, v, f, size)
            if y >= r + 3:
                _gradient_row(q, c, plan[2], row - U3, t, size)
                _leave(src, row - U3, margin + x, t, width, out, U2 * (row - U3 - margin), U2 * x, root)


STAGE = Stage(
    name="demosaic",
    title="Demosaic",
    params=Params,
    reads=Domain.MOSAIC,
    filters="colour",
    writes=Domain.CAMERA,
    after="white_balance",
    halo=lambda params: HALO[params.method],
    prepare=prepare,
    run={"near": _near, "gradient": _gradient},
    choose=_choose,
    version=3,
)
