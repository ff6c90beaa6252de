"""Demosaic: the mosaic's four planes to three full-resolution camera RGB planes.

    bilinear   every missing colour is the mean of its 2 or 4 nearest samples
    malvar     bilinear plus a gain on the Laplacian of the colour that was measured there (5 x 5 taps)
    gradient   the colour differences R - G and B - G estimated along the rows and along the columns, and mixed: the
               direction in which they change less weighs more; the missing colours are then means of differences

`domain = root` works on signed square roots, sign(x) sqrt|x|, and squares the result. There an edge overshoots less and
photon noise has the same size everywhere, so the directions are weighed alike in shadow and light. Measured samples
pass through untouched in both domains, nothing is clipped, and negative values survive.

`gradient`, with R the red samples and G the greens of one row (of one column for C_v; blue likewise):

    C_h  = 9/16 R_0 + 7/32 (R_-2 + R_2) - 7/16 (G_-1 + G_1) - 1/16 (G_-3 + G_3)
    h    = sum over 5 x 5 pixels of |C_h - C_h of the next site in the row|,   v likewise along the columns
    C    = (v^2 C_h + h^2 C_v) / (v^2 + h^2)                    inverse squares as weights, as Pekkucuksen and Altunbasak
    G    = R - C at red;  R = G + the mean of the 2 or 4 nearest C elsewhere

The 5 x 5 sum is Menon's (3 on the site's own line, 1 on the others); the weights are soft where his decision is hard,
which draws fine texture without the maze of single wrong decisions. C_h is Hamilton and Adams' difference smoothed by
(1, 2, 1) / 4 along the row, as in the 2013 paper, i.e. R_0 / 2 + (R_-2 + R_2) / 4 less the same greens, but for the
gain on the Laplacian of R, 7/8 of theirs: chosen on twelve binned crops of nine raws, where it brought 0.1 dB.

Source: Malvar, H. S., He, L.-W., Cutler, R. (2004), High-quality linear interpolation for demosaicing of Bayer-patterned
color images, Proc. IEEE ICASSP, vol. 3, pp. 485-488, fig. 2; Pekkucuksen, I., Altunbasak, Y. (2010), Gradient based
threshold free color filter array interpolation, Proc. IEEE ICIP, pp. 137-140, and (2013), Multiscale gradients-based
color filter array interpolation, IEEE Trans. Image Process. 22(1), pp. 157-165; Menon, D., Andriani, S., Calvagno, G.
(2007), Demosaicing with directional filtering and a posteriori decision, IEEE Trans. Image Process. 16(1), pp. 132-141,
section II; Hamilton, J. F., Adams, J. E. (1997), US patent 5,629,734.
"""

from __future__ import annotations

from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.jit import kernel
from tuner.core.param import Choice, StageParams
from tuner.core.stage import Context, Stage

f32 = np.float32

HALO = {"bilinear": 1, "malvar": 1, "gradient": 3}  # quads each method reaches beyond its own
ALL = 0x7FFFFFFF  # the mask of a row number where all rows are at hand, rather than the last 8 in a ring
STRIP = 640  # widest strip of quads `gradient` takes at once: its scratch stays in the cache, each part below 128 KiB
LEAST = 1e-12  # added to the squared gradients: where nothing changes in either direction, their mean

# what the passes of `gradient` write and read, a ring of the last 4 quad rows each; B stands 4 behind R
CH, CV, DH, DV = 0, 1, 2, 3  # differences along rows, along columns; their absolute steps to the right, from above
BLUE, MIXED = 4, 8  # of the first two colours' 8 planes the second half; C, of red and of blue


class Params(StageParams):
    """How, and on which scale."""

    method: Annotated[
        Literal["bilinear", "malvar", "gradient"],
        Choice(help="bilinear: soft. malvar: sharp, quick. gradient: follows edges."),
    ] = "gradient"
    domain: Annotated[Literal["linear", "root"], Choice(help="Interpolate light, or its square root: cleaner edges.")] = "root"


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(2,) float32: 1 for the square-root domain, else 0; the gain on malvar's Laplacian."""
    return np.array([params.domain == "root", params.method == "malvar"], np.float32)


def _choose(params: Params) -> str:
    gradient = "gradient_root" if params.domain == "root" else "gradient"  # one kernel for both took a quarter longer
    return gradient if params.method == "gradient" else "near"


@kernel
def _roots(src, y, left, q):  # type: ignore[no-untyped-def]
    """A quad row of the four planes into the ring of signed roots."""
    for p in range(4):
        s, o = src[p, y][left : left + q.shape[2]], q[p, y & 7]
        for x in range(o.shape[0]):
            v = np.sqrt(abs(s[x]))
            o[x] = v if s[x] >= f32(0) else -v


@kernel
def _zip(a, b, o, root_a, root_b):  # type: ignore[no-untyped-def]  # each is squared if it holds signed roots
    for x in range(a.shape[0]):
        o[2 * x] = a[x] * abs(a[x]) if root_a else a[x]
        o[2 * x + 1] = b[x] * abs(b[x]) if root_b else b[x]


@kernel
def _leave(src, y, left, t, out, row, column, root):  # type: ignore[no-untyped-def]
    """The measured samples of a quad row and the eight missing (G, B at R; R, B at Gr; R, B at Gb; R, G at B), out."""
    w, start, stop = t.shape[1], 2 * column, 2 * (column + t.shape[1])
    _zip(src[0, y][left : left + w], t[2], out[0, 2 * row][start:stop], False, root)
    _zip(t[0], src[1, y][left : left + w], out[1, 2 * row][start:stop], root, False)
    _zip(t[1], t[3], out[2, 2 * row][start:stop], root, root)
    _zip(t[4], t[6], out[0, 2 * row + 1][start:stop], root, root)
    _zip(src[2, y][left : left + w], t[7], out[1, 2 * row + 1][start:stop], False, root)
    _zip(t[5], src[3, y][left : left + w], out[2, 2 * row + 1][start:stop], root, False)


@kernel
def _near_row(q, i, mask, left, gain, t):  # type: ignore[no-untyped-def]
    """The eight missing rows of quad row i: the nearest samples' mean, plus `gain` times malvar's Laplacian."""
    w, u, m, d = t.shape[1], (i - 1) & mask, i & mask, (i + 1) & mask
    r0, r1, r2 = q[0, u][left:], q[0, m][left:], q[0, d][left:]
    g0, g1, g2 = q[1, u][left:], q[1, m][left:], q[1, d][left:]
    k0, k1, k2 = q[2, u][left:], q[2, m][left:], q[2, d][left:]
    b0, b1, b2 = q[3, u][left:], q[3, m][left:], q[3, d][left:]
    t0, t1, t2, t3, t4, t5, t6, t7 = t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7]
    half, eighth, sixteenth = f32(0.5) * gain, f32(0.125) * gain, f32(0.0625) * gain
    most, least, strong = f32(0.75) * gain, f32(0.1875) * gain, f32(0.625) * gain
    for x in range(w):  # at R
        r, far = r1[x + 1], (r0[x + 1] + r2[x + 1]) + (r1[x] + r1[x + 2])
        t0[x] = half * r + f32(0.25) * ((g1[x] + g1[x + 1]) + (k0[x + 1] + k1[x + 1])) - eighth * far
        t1[x] = most * r + f32(0.25) * ((b0[x] + b0[x + 1]) + (b1[x] + b1[x + 1])) - least * far
    for x in range(w):  # at Gr
        g, v, h = g1[x + 1], g0[x + 1] + g2[x + 1], g1[x] + g1[x + 2]
        near = (k0[x + 1] + k0[x + 2]) + (k1[x + 1] + k1[x + 2])
        t2[x] = strong * g + f32(0.5) * (r1[x + 1] + r1[x + 2]) - eighth * (near + h) + sixteenth * v
        t3[x] = strong * g + f32(0.5) * (b0[x + 1] + b1[x + 1]) - eighth * (near + v) + sixteenth * h
    for x in range(w):  # at Gb
        k, v, h = k1[x + 1], k0[x + 1] + k2[x + 1], k1[x] + k1[x + 2]
        near = (g1[x] + g1[x + 1]) + (g2[x] + g2[x + 1])
        t4[x] = strong * k + f32(0.5) * (r1[x + 1] + r2[x + 1]) - eighth * (near + v) + sixteenth * h
        t5[x] = strong * k + f32(0.5) * (b1[x] + b1[x + 1]) - eighth * (near + h) + sixteenth * v
    for x in range(w):  # at B
        b, far = b1[x + 1], (b0[x + 1] + b2[x + 1]) + (b1[x] + b1[x + 2])
        t6[x] = most * b + f32(0.25) * ((r1[x + 1] + r1[x + 2]) + (r2[x + 1] + r2[x + 2])) - least * far
        t7[x] = half * b + f32(0.25) * ((k1[x + 1] + k1[x + 2]) + (g1[x + 1] + g2[x + 1])) - eighth * far


@kernel
def _near(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w, root, gain = out.shape[1] // 2, out.shape[2] // 2, plan[0] > f32(0), plan[1]
    r = (src.shape[1] - h) // 2
    t, q = np.empty((8, w), f32), np.empty((4, 8, w + 2 if root else 1), f32)
    if root:
        for y in range(r - 1, r + h + 1):
            _roots(src, y, r - 1, q)
            if y > r:
                _near_row(q, y - 1, 7, 0, gain, t)
                _leave(src, y - 1, r, t, out, y - 1 - r, 0, True)
    else:
        for y in range(r, r + h):
            _near_row(src, y, ALL, r - 1, gain, t)
            _leave(src, y, r, t, out, y - r, 0, False)


@kernel
def _steps(c, i, first):  # type: ignore[no-untyped-def]
    """Absolute steps of the differences of quad row i: to the right, and down from row i - 1."""
    u, m = (i - 1) & 3, i & 3
    ch, cv, above, dh, dv = c[first + CH, m], c[first + CV, m], c[first + CV, u], c[first + DH, m], c[first + DV, m]
    for x in range(c.shape[2] - 1):
        dh[x] = abs(ch[x] - ch[x + 1])
    for x in range(c.shape[2]):
        dv[x] = abs(above[x] - cv[x])


@kernel
def _red(q, c, i, mask, left):  # type: ignore[no-untyped-def]
    """R - G of quad row i along rows and columns, from one quad before the first of the strip; `left` is two before that."""
    v, u, m, d = (i - 2) & mask, (i - 1) & mask, i & mask, (i + 1) & mask
    r0, r1, r2, g = q[0, u][left:], q[0, m][left:], q[0, d][left:], q[1, m][left:]
    k0, k1, k2, k3 = q[2, v][left:], q[2, u][left:], q[2, m][left:], q[2, d][left:]
    ch, cv = c[CH, i & 3], c[CV, i & 3]
    for x in range(c.shape[2]):
        r, f = f32(9 / 16) * r1[x + 2], f32(7 / 32) * (r1[x + 1] + r1[x + 3])
        ch[x] = (r + f) - (f32(7 / 16) * (g[x + 1] + g[x + 2]) + f32(1 / 16) * (g[x] + g[x + 3]))
        f = f32(7 / 32) * (r0[x + 2] + r2[x + 2])
        cv[x] = (r + f) - (f32(7 / 16) * (k1[x + 2] + k2[x + 2]) + f32(1 / 16) * (k0[x + 2] + k3[x + 2]))
    _steps(c, i, 0)


@kernel
def _blue(q, c, i, mask, left):  # type: ignore[no-untyped-def]
    """B - G of quad row i along rows and columns, from two quads before the first of the strip; `left` is one before that."""
    u, m, d, e = (i - 1) & mask, i & mask, (i + 1) & mask, (i + 2) & mask
    b0, b1, b2, k = q[3, u][left:], q[3, m][left:], q[3, d][left:], q[2, m][left:]
    g0, g1, g2, g3 = q[1, u][left:], q[1, m][left:], q[1, d][left:], q[1, e][left:]
    ch, cv = c[BLUE + CH, i & 3], c[BLUE + CV, i & 3]
    for x in range(c.shape[2]):
        b, f = f32(9 / 16) * b1[x + 1], f32(7 / 32) * (b1[x] + b1[x + 2])
        ch[x] = (b + f) - (f32(7 / 16) * (k[x + 1] + k[x + 2]) + f32(1 / 16) * (k[x] + k[x + 3]))
        f = f32(7 / 32) * (b0[x + 1] + b2[x + 1])
        cv[x] = (b + f) - (f32(7 / 16) * (g1[x + 1] + g2[x + 1]) + f32(1 / 16) * (g0[x + 1] + g3[x + 1]))
    _steps(c, i, BLUE)


@kernel
def _mix(c, i, blue, v, f):  # type: ignore[no-untyped-def]
    """C of quad row i: both differences, weighted by the steps over the 5 x 5 pixels around the site."""
    own, other = (BLUE, 0) if blue else (0, BLUE)
    u, m, d, n = (i - 1) & 3, i & 3, (i + 1) & 3, c.shape[2] - 2
    a0, a1, a2, e0, e1 = c[own + DH, u], c[own + DH, m], c[own + DH, d], c[own + DV, m], c[own + DV, d]
    for x in range(n + 1):
        v[x] = f32(3) * a1[x] + (a0[x] + a2[x])
    for x in range(n + 2):
        f[x] = e0[x] + e1[x]
    # the steps of the other colour in between: of the rows above and below, of the columns left and right
    near = 0 if blue else 1
    h0 = c[other + DH, m if blue else u][near:]
    h1 = c[other + DH, d if blue else m][near:]
    side = c[other + DV, d if blue else m][near:]
    ch, cv, o = c[own + CH, m][1:], c[own + CV, m][1:], c[MIXED + (1 if blue else 0), m]
    for x in range(n):
        h = (v[x] + v[x + 1]) + (h0[x] + h1[x])
        e = (f32(3) * f[x + 1] + (f[x] + f[x + 2])) + (side[x] + side[x + 1])
        h, e = h * h + f32(LEAST), e * e + f32(LEAST)
        o[x] = (e * ch[x] + h * cv[x]) / (e + h)


@kernel
def _gradient_row(q, c, i, mask, left, t):  # type: ignore[no-untyped-def]
    """The eight missing rows of quad row i; C of red begins at the strip's first quad, C of blue one before it."""
    u, m, d, s = (i - 1) & 3, i & 3, (i + 1) & 3, i & mask
    r, g, k, b = q[0, s][left:], q[1, s][left:], q[2, s][left:], q[3, s][left:]
    r1, r2, b0, b1 = c[MIXED, m], c[MIXED, d], c[MIXED + 1, u], c[MIXED + 1, m]
    t0, t1, t2, t3, t4, t5, t6, t7 = t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7]
    for x in range(t.shape[1]):
        green = r[x] - r1[x]
        t0[x] = green
        t1[x] = green + f32(0.25) * ((b0[x] + b0[x + 1]) + (b1[x] + b1[x + 1]))
        t2[x] = g[x] + f32(0.5) * (r1[x] + r1[x + 1])
        t3[x] = g[x] + f32(0.5) * (b0[x + 1] + b1[x + 1])
    for x in range(t.shape[1]):
        green = b[x] - b1[x + 1]
        t4[x] = k[x] + f32(0.5) * (r1[x] + r2[x])
        t5[x] = k[x] + f32(0.5) * (b1[x] + b1[x + 1])
        t6[x] = green + f32(0.25) * ((r1[x] + r1[x + 1]) + (r2[x] + r2[x + 1]))
        t7[x] = green


@kernel
def _rows(q, c, y, first, mask, left, v, f):  # type: ignore[no-untyped-def]
    """What quad row y, the last one read, completes; row `first` is the strip's first.

    Each pass trails the one before, so that its neighbours above and below are ready.
    """
    if y >= first:
        _red(q, c, y - 1, mask, left)
        _blue(q, c, y - 2, mask, left)
    if y >= first + 2:
        _mix(c, y - 2, False, v, f)
        _mix(c, y - 3, True, v, f)


@kernel
def _gradient(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w = out.shape[1] // 2, out.shape[2] // 2
    r = (src.shape[1] - h) // 2
    n = -(-w // -(-w // STRIP))
    c, v, f, t = np.empty((10, 4, n + 3), f32), np.empty(n + 3, f32), np.empty(n + 3, f32), np.empty((8, n), f32)
    for start in range(0, w, n):
        x = min(start, w - n)  # the last strip may repeat a few columns
        for y in range(r, r + h + 3):
            _rows(src, c, y, r, ALL, r - 3 + x, v, f)
            if y >= r + 3:
                _gradient_row(src, c, y - 3, ALL, r + x, t)
                _leave(src, y - 3, r + x, t, out, y - 3 - r, x, False)


@kernel
def _gradient_root(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w = out.shape[1] // 2, out.shape[2] // 2
    r = (src.shape[1] - h) // 2
    n = -(-w // -(-w // STRIP))
    c, v, f, t = np.empty((10, 4, n + 3), f32), np.empty(n + 3, f32), np.empty(n + 3, f32), np.empty((8, n), f32)
    q = np.empty((4, 8, n + 6), f32)
    for start in range(0, w, n):
        x = min(start, w - n)
        for y in range(r - 3, r + h + 3):
            _roots(src, y, r - 3 + x, q)
            _rows(q, c, y, r, 7, 0, v, f)
            if y >= r + 3:
                _gradient_row(q, c, y - 3, 7, 3, t)
                _leave(src, y - 3, r + x, t, out, y - 3 - r, x, True)


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
    run={"near": _near, "gradient": _gradient, "gradient_root": _gradient_root},
    choose=_choose,
    version=2,
)
