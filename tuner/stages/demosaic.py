"""Demosaic: the mosaic's four planes to three full-resolution camera RGB planes.

    bilinear   every missing colour is the mean of its 2 or 4 nearest samples
    malvar     bilinear plus a gain on the Laplacian of the colour that was measured there (5 x 5 taps)
    menon      green along the rows and along the columns; each site keeps the direction in which the colour differences
               R - G and B - G change less; then R and B from the differences; then one refining pass

`domain = root` works on signed square roots, sign(x) sqrt|x|, and squares the result. There an edge overshoots less and
photon noise has the same size everywhere, so the direction is judged alike in shadow and light. Measured samples pass
through untouched in both domains, nothing is clipped, and negative values survive.

Menon et al. state their method on pixels. Here it is written in the colour differences C = R - G (or B - G) alone:

    C_h  = R / 2 + (R_left + R_right) / 4 - (G_left + G_right) / 2,   C_v likewise     (their eq. 1 and 2, as R - G)
    C    = C_h where the gradients of C_h do not exceed those of C_v, else C_v         (a posteriori decision, 5 x 5)
    C'   = (4 C + C_before + C_after) / 6 along the chosen direction                   (refined green: G = R - C')

Source: Malvar, H. S., He, L.-W., Cutler, R. (2004), High-quality linear interpolation for demosaicing of Bayer-patterned
color images, Proc. IEEE ICASSP, vol. 3, pp. 485-488, fig. 2; Menon, D., Andriani, S., Calvagno, G. (2007), Demosaicing
with directional filtering and a posteriori decision, IEEE Trans. Image Process. 16(1), pp. 132-141, sections II and III.
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

HALO = {"bilinear": 1, "malvar": 1, "menon": 4}  # quads each method reaches beyond its own
ALL = 0x7FFFFFFF  # the mask of a row number where all rows are at hand, rather than the last 8 in a ring
STRIP = 288  # widest strip of quads menon takes at once: its scratch stays in the cache, and small for the allocator

# what menon's passes write and read, a ring of the last 4 quad rows each
CH_R, CV_R, CH_B, CV_B = 0, 1, 2, 3  # colour differences along rows and along columns, at the R and the B sites
DH_R, DV_R, DH_B, DV_B = 4, 5, 6, 7  # their absolute steps to the next site
C_R, C_B, S_R, S_B = 8, 9, 10, 11  # the chosen difference; >= 0 where the rows were chosen
N_R, N_B, T_R, T_B = 12, 13, 14, 15  # refined difference C'; its blend with C that R - B is averaged from
Y_R, Y_B = 16, 17  # R - B at the greens of the red rows and of the blue rows, already weighted


class Params(StageParams):
    """How, and on which scale."""

    method: Annotated[
        Literal["bilinear", "malvar", "menon"], Choice(help="bilinear: soft. malvar: sharp, quick. menon: follows edges.")
    ] = "menon"
    domain: Annotated[Literal["linear", "root"], Choice(help="Interpolate light, or its square root: cleaner edges.")] = "root"


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(2,) float32: 1 for the square-root domain, else 0; the gain on malvar's Laplacian."""
    return np.array([params.domain == "root", params.method == "malvar"], np.float32)


def _choose(params: Params) -> str:
    menon = "menon_root" if params.domain == "root" else "menon"  # one kernel for both took a quarter longer
    return menon if params.method == "menon" else "near"


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
def _differences(q, c, i, mask, left):  # type: ignore[no-untyped-def]
    """Both candidate colour differences of quad row i, and their steps (down from row i - 1, right within row i)."""
    n, u, m, d = c.shape[2], (i - 1) & mask, i & mask, (i + 1) & mask
    r0, r1, r2, g1, g2 = q[0, u][left:], q[0, m][left:], q[0, d][left:], q[1, m][left:], q[1, d][left:]
    k0, k1, b0, b1, b2 = q[2, u][left:], q[2, m][left:], q[3, u][left:], q[3, m][left:], q[3, d][left:]
    u, m = (i - 1) & 3, i & 3
    ch, cv, above, dv = c[CH_R, m], c[CV_R, m], c[CV_R, u], c[DV_R, u]
    for x in range(n - 2):
        r = f32(0.5) * r1[x + 1]
        v = r + f32(0.25) * (r0[x + 1] + r2[x + 1]) - f32(0.5) * (k0[x + 1] + k1[x + 1])
        ch[x + 1] = r + f32(0.25) * (r1[x] + r1[x + 2]) - f32(0.5) * (g1[x] + g1[x + 1])
        dv[x + 1] = abs(above[x + 1] - v)
        cv[x + 1] = v
    ch, cv, above, dv = c[CH_B, m], c[CV_B, m], c[CV_B, u], c[DV_B, u]
    for x in range(n - 2):
        b = f32(0.5) * b1[x + 1]
        v = b + f32(0.25) * (b0[x + 1] + b2[x + 1]) - f32(0.5) * (g1[x + 1] + g2[x + 1])
        ch[x + 1] = b + f32(0.25) * (b1[x] + b1[x + 2]) - f32(0.5) * (k1[x + 1] + k1[x + 2])
        dv[x + 1] = abs(above[x + 1] - v)
        cv[x + 1] = v
    chr_, chb, dhr, dhb = c[CH_R, m], c[CH_B, m], c[DH_R, m], c[DH_B, m]
    for x in range(n - 2):  # the last one is not used
        dhr[x + 1], dhb[x + 1] = abs(chr_[x + 1] - chr_[x + 2]), abs(chb[x + 1] - chb[x + 2])


@kernel
def _decide(c, i, v, f):  # type: ignore[no-untyped-def]
    """The direction of quad row i: the one whose differences change less over the 5 x 5 neighbourhood."""
    n, u, m, d = c.shape[2], (i - 1) & 3, i & 3, (i + 1) & 3
    for s in range(2):
        a0, a1, a2 = c[DH_R + 2 * s, u], c[DH_R + 2 * s, m], c[DH_R + 2 * s, d]
        e0, e1 = c[DV_R + 2 * s, u], c[DV_R + 2 * s, m]
        for x in range(n - 2):
            v[x + 1] = f32(3) * a1[x + 1] + (a0[x + 1] + a2[x + 1])
            f[x + 1] = e0[x + 1] + e1[x + 1]
        # the steps of the other colour in between: its rows, its columns
        other = c[DH_B, u][1:] if s == 0 else c[DH_R, m][2:]
        below = c[DH_B, m][1:] if s == 0 else c[DH_R, d][2:]
        sides = c[DV_B, u][1:] if s == 0 else c[DV_R, m][2:]
        ch, cv, o, sign = c[CH_R + 2 * s, m], c[CV_R + 2 * s, m], c[C_R + s, m], c[S_R + s, m]
        for x in range(n - 4):
            h = (v[x + 1] + v[x + 2]) + (other[x] + below[x])
            e = (f32(3) * f[x + 2] + (f[x + 1] + f[x + 3])) + (sides[x] + sides[x + 1])
            a, b = ch[x + 2], cv[x + 2]
            sign[x + 2] = e - h
            o[x + 2] = a if e >= h else b


@kernel
def _refine(c, i):  # type: ignore[no-untyped-def]
    """C' of quad row i, and C' / 3 + C / 6."""
    n, u, m, d = c.shape[2], (i - 1) & 3, i & 3, (i + 1) & 3
    for s in range(2):
        c0, c1, c2, sign = c[C_R + s, u], c[C_R + s, m], c[C_R + s, d], c[S_R + s, m]
        fine, blend = c[N_R + s, m], c[T_R + s, m]
        for x in range(n - 6):
            a, b = c1[x + 2] + c1[x + 4], c0[x + 3] + c2[x + 3]
            v = f32(2 / 3) * c1[x + 3] + f32(1 / 6) * (a if sign[x + 3] >= f32(0) else b)
            fine[x + 3] = v
            blend[x + 3] = f32(1 / 3) * v + f32(1 / 6) * c1[x + 3]


@kernel
def _red_minus_blue(c, i):  # type: ignore[no-untyped-def]
    """R - B at the greens: of the red row of quad row i, and of the blue row of the quad row above."""
    n, u, m = c.shape[2], (i - 1) & 3, i & 3
    r0, r1, b0, b1, o, p = c[T_R, u], c[T_R, m], c[T_B, u], c[T_B, m], c[Y_R, m], c[Y_B, u]
    for x in range(n - 7):
        o[x + 3] = f32(0.5) * ((r1[x + 3] + r1[x + 4]) - (b0[x + 3] + b1[x + 3]))
        p[x + 4] = f32(0.5) * ((r0[x + 4] + r1[x + 4]) - (b0[x + 3] + b0[x + 4]))


@kernel
def _menon_row(q, c, i, mask, left, t):  # type: ignore[no-untyped-def]
    w, u, m, d, s = t.shape[1], (i - 1) & 3, i & 3, (i + 1) & 3, i & mask
    r, g, k, b = q[0, s][left + 4 :], q[1, s][left + 4 :], q[2, s][left + 4 :], q[3, s][left + 4 :]
    r1, r2, b0, b1 = c[N_R, m][4:], c[N_R, d][4:], c[N_B, u][3:], c[N_B, m][3:]
    yr1, yr2, yb0, yb1, sr, sb = c[Y_R, m][3:], c[Y_R, d][4:], c[Y_B, u][4:], c[Y_B, m][4:], c[S_R, m][4:], c[S_B, m][4:]
    t0, t1, t2, t3, t4, t5, t6, t7 = t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7]
    for x in range(w):
        h, v = yr1[x] + yr1[x + 1], yb0[x] + yb1[x]
        t0[x] = r[x] - r1[x]
        t1[x] = r[x] - (h if sr[x] >= f32(0) else v)
    for x in range(w):
        t2[x] = g[x] + f32(0.5) * (r1[x] + r1[x + 1])
        t3[x] = g[x] + f32(0.5) * (b0[x + 1] + b1[x + 1])
        t4[x] = k[x] + f32(0.5) * (r1[x] + r2[x])
        t5[x] = k[x] + f32(0.5) * (b1[x] + b1[x + 1])
    for x in range(w):
        h, v = yb1[x] + yb1[x + 1], yr1[x + 1] + yr2[x]
        t6[x] = b[x] + (h if sb[x] >= f32(0) else v)
        t7[x] = b[x] - b1[x + 1]


@kernel
def _menon(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w = out.shape[1] // 2, out.shape[2] // 2
    r = (src.shape[1] - h) // 2
    n = min(w, STRIP)
    c = np.empty((18, 4, n + 8), f32)
    v, f, t = np.empty(n + 8, f32), np.empty(n + 8, f32), np.empty((8, n), f32)
    for start in range(0, w, n):
        x = min(start, w - n)
        left = r - 4 + x
        # each pass trails the one before by a row, so that its neighbours above and below are ready
        for y in range(r - 4, r + h + 4):
            if y >= r - 2:
                _differences(src, c, y - 1, ALL, left)
            if y >= r:
                _decide(c, y - 2, v, f)
            if y >= r + 2:
                _refine(c, y - 3)
            if y >= r + 3:
                _red_minus_blue(c, y - 3)
            if y >= r + 4:
                _menon_row(src, c, y - 4, ALL, left, t)
                _leave(src, y - 4, r + x, t, out, y - 4 - r, x, False)


@kernel
def _menon_root(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
    h, w = out.shape[1] // 2, out.shape[2] // 2
    r = (src.shape[1] - h) // 2
    n = min(w, STRIP)
    c, q = np.empty((18, 4, n + 8), f32), np.empty((4, 8, n + 8), f32)
    v, f, t = np.empty(n + 8, f32), np.empty(n + 8, f32), np.empty((8, n), f32)
    for start in range(0, w, n):
        x = min(start, w - n)
        for y in range(r - 4, r + h + 4):
            _roots(src, y, r - 4 + x, q)
            if y >= r - 2:
                _differences(q, c, y - 1, 7, 0)
            if y >= r:
                _decide(c, y - 2, v, f)
            if y >= r + 2:
                _refine(c, y - 3)
            if y >= r + 3:
                _red_minus_blue(c, y - 3)
            if y >= r + 4:
                _menon_row(q, c, y - 4, 7, 0, t)
                _leave(src, y - 4, r + x, t, out, y - 4 - r, x, True)


STAGE = Stage(
    name="demosaic",
    title="Demosaic",
    params=Params,
    reads=Domain.MOSAIC,
    writes=Domain.CAMERA,
    after="white_balance",
    halo=lambda params: HALO[params.method],
    prepare=prepare,
    run={"near": _near, "menon": _menon, "menon_root": _menon_root},
    choose=_choose,
)
