"""The raw view: what the sensor saw, before any tuning.

    shown = code((DN - black) / (white - black) * 2^EV), clipped, sRGB-coded; never auto levels

As CFA colours every sample lights its own filter's channel; as grey all channels; as a plane only that plane's
samples are shown (below 1:1 alone, at 1:1 each sample fills its quad). Without filters all are grey. Below 1:1 each CFA colour is averaged by its
own count of samples.

Source: IEC 61966-2-1:1999 (sRGB transfer curve).
"""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from tuner.core.display import srgb_code
from tuner.core.frame import Frame
from tuner.core.jit import kernel
from tuner.core.orient import orient, oriented_size

Mode = Literal["cfa", "grey", "R", "Gr", "Gb", "B"]
MODES: tuple[Mode, ...] = get_args(Mode)
PLANES = ("R", "Gr", "Gb", "B")


@kernel
def _full(mosaic, oy, ox, codes, channel, mode, out):  # type: ignore[no-untyped-def]
    """mode: 0 CFA colours, 1 grey, 2 + p plane p. `codes` (4, 65536) uint8, `channel` (4,) the byte of each plane."""
    for y in range(out.shape[0]):
        for x in range(out.shape[1]):
            gy, gx = oy + y, ox + x
            p = 2 * (gy & 1) + (gx & 1)
            if mode >= 2:  # the quad's sample of that plane, wherever in the quad we are
                p = mode - 2
                gy, gx = gy - (gy & 1) + (p >> 1), gx - (gx & 1) + (p & 1)
            code = codes[p, mosaic[gy, gx]]
            o = out[y, x]
            o[0] = code if mode > 0 or channel[p] == 0 else 0
            o[1] = code if mode > 0 or channel[p] == 1 else 0
            o[2] = code if mode > 0 or channel[p] == 2 else 0
            o[3] = 255


@kernel
def _reduced(mosaic, oy, ox, tall, wide, codes, channel, mode, out):  # type: ignore[no-untyped-def]
    """As `_full`, averaged to out's size; every channel by the count (area) of the samples that feed it."""
    h, w = out.shape[0], out.shape[1]
    total = np.zeros((w, 3), np.int64)
    area = np.zeros((w, 3), np.int64)
    for i in range(h):
        total[:] = 0
        area[:] = 0
        lo, hi = i * tall, (i + 1) * tall
        for j in range(lo // h, (hi + h - 1) // h):
            wy = min(hi, (j + 1) * h) - max(lo, j * h)
            for k in range(w):
                left, right = k * wide, (k + 1) * wide
                for x in range(left // w, (right + w - 1) // w):
                    p = 2 * ((oy + j) & 1) + ((ox + x) & 1)
                    if mode >= 2 and p != mode - 2:
                        continue
                    share = wy * (min(right, (x + 1) * w) - max(left, x * w))
                    c = channel[p] if mode == 0 else 0
                    total[k, c] += share * np.int64(codes[p, mosaic[oy + j, ox + x]])
                    area[k, c] += share
        for k in range(w):
            for c in range(3):
                s = c if mode == 0 else 0
                n = area[k, s]
                out[i, k, c] = np.uint8((total[k, s] + n // 2) // n) if n > 0 else np.uint8(0)
            out[i, k, 3] = 255


def _full_by_tables(
    mosaic: NDArray[np.uint16],
    oy: int,
    ox: int,
    codes: NDArray[np.uint8],
    channel: NDArray[np.int_],
    mode: int,
    out: NDArray[np.uint8],
) -> None:
    """As `_full`, at half its speed, with nothing to compile or load: what a window shows first."""
    words = out.view(np.uint32)[..., 0]
    for y, x in ((0, 0), (0, 1), (1, 0), (1, 1)):
        seen = words[y::2, x::2]
        gy, gx = oy + y, ox + x
        p = 2 * (gy & 1) + (gx & 1)
        if mode >= 2:
            p = mode - 2
            gy, gx = gy - (gy & 1) + (p >> 1), gx - (gx & 1) + (p & 1)
        bytes_of = codes[p].astype("<u4")
        table = bytes_of << (8 * int(channel[p])) if mode == 0 else bytes_of * 0x010101
        seen[...] = (table | 0xFF000000)[mosaic[gy : gy + 2 * seen.shape[0] : 2, gx : gx + 2 * seen.shape[1] : 2]]


def raw_in_small(frame: Frame, mode: Mode = "cfa", ev: float = 0.0) -> NDArray[np.uint8] | None:
    """The raw view at half its size, each quad as one pixel, as long as the exact average would have to be compiled.

    Returns
    -------
    (h, w, 4) uint8 B, G, R, 255, oriented as exported; None when the exact one can be had at once
    """
    if _reduced.ready or min(frame.facts.height, frame.facts.width) < 4:
        return None
    oy, ox = (o + o % 2 for o in frame.origin)  # the first whole quad
    h, w = (frame.origin[0] + frame.facts.height - oy) // 2, (frame.origin[1] + frame.facts.width - ox) // 2
    codes = raw_codes(frame, ev)
    red, green_r, green_b, blue = (
        codes[p][frame.mosaic[oy + (p >> 1) :: 2, ox + (p & 1) :: 2][:h, :w]].astype(np.uint16) for p in range(4)
    )
    green = (green_r + green_b + 1) // 2
    channels = {"cfa": (blue, green, red), "grey": ((red + green_r + green_b + blue + 2) // 4,) * 3}
    planes = (
        channels.get("grey" if frame.facts.mono else mode) or ((red, green_r, green_b, blue)[PLANES.index(mode)],) * 3
    )
    out = np.full((h, w, 4), 255, np.uint8)
    for c, plane in enumerate(planes):
        out[..., c] = plane
    return np.asarray(orient(out, frame.facts.orientation), np.uint8)


def raw_codes(frame: Frame, ev: float = 0.0) -> NDArray[np.uint8]:
    """(4, 65536) uint8: the display code of every DN in R, Gr, Gb, B."""
    black = np.array(frame.facts.black)[:, None]
    linear = (np.arange(65536)[None] - black) / np.maximum(frame.facts.white - black, 1) * 2.0**ev
    return np.asarray(srgb_code(linear.astype(np.float32)) * 255 + 0.5, np.uint8)


def raw_view(
    frame: Frame, mode: Mode = "cfa", ev: float = 0.0, size: tuple[int, int] | None = None
) -> NDArray[np.uint8]:
    """The raw pane's picture, oriented as exported.

    Parameters
    ----------
    mode : CFA colours, grey, or one plane
    ev : display gain, EV; changes nothing but this view
    size : (width, height) in device pixels of the exported picture; None or the full size is 1:1

    Returns
    -------
    (h, w, 4) uint8 B, G, R, 255
    """
    facts = frame.facts
    transposed = facts.orientation >= 5
    full = oriented_size(facts.width, facts.height, facts.orientation)
    width, height = size or full
    codes, channel = raw_codes(frame, ev), np.array([2, 1, 1, 0])
    number = MODES.index("grey" if facts.mono else mode)
    rows, columns = (width, height) if transposed else (height, width)
    out = np.empty((rows, columns, 4), np.uint8)
    oy, ox = frame.origin
    if (width, height) == full:
        (_full if _full.ready else _full_by_tables)(frame.mosaic, oy, ox, codes, channel, number, out)
    else:
        _reduced(frame.mosaic, oy, ox, facts.height, facts.width, codes, channel, number, out)
    return np.asarray(orient(out, facts.orientation), np.uint8)
