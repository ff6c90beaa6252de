"""Difference pictures for the screen: absolute, signed, and DE2000 by colour, from two pictures of one size.

    absolute   |a - b| * gain                   black where equal
    signed     128 + (a - b) * gain             mid grey where equal; lighter where `a` has more
    DE2000     the scale of `heat`              dark where equal

The gain acts on 8-bit codes; what exceeds the range is clipped. Every picture is computed at full resolution from the
codes that are shown or exported, never from an averaged view.
"""

from __future__ import annotations

from concurrent.futures import Executor
from itertools import pairwise
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from tuner.compare.delta_e import delta_e_2000, lab_of_linear
from tuner.compare.encoding import Encoding, srgb
from tuner.compare.heat import colours, position
from tuner.core.jit import kernel

Kind = Literal["absolute", "signed", "de2000"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Encodings = tuple[Encoding, Encoding]

_ROWS = 64  # rows of a strip: its float64 planes stay in cache


@kernel
def _absolute(a, b, out, gain, first, last):  # type: ignore[no-untyped-def]
    for y in range(first, last):
        p, q, o = a[y].reshape(-1), b[y].reshape(-1), out[y].reshape(-1)
        for x in range(o.shape[0]):
            d = np.int32(p[x]) - np.int32(q[x])
            o[x] = np.uint8(min(max(d, -d) * gain, np.int32(255)))
        for x in range(3, o.shape[0], 4):
            o[x] = np.uint8(255)


@kernel
def _signed(a, b, out, gain, first, last):  # type: ignore[no-untyped-def]
    for y in range(first, last):
        p, q, o = a[y].reshape(-1), b[y].reshape(-1), out[y].reshape(-1)
        for x in range(o.shape[0]):
            d = np.int32(128) + (np.int32(p[x]) - np.int32(q[x])) * gain
            o[x] = np.uint8(min(max(d, np.int32(0)), np.int32(255)))
        for x in range(3, o.shape[0], 4):
            o[x] = np.uint8(255)


def difference(
    a: NDArray[np.uint8],
    b: NDArray[np.uint8],
    kind: Kind,
    gain: int = 8,
    encodings: Encodings | None = None,
    executor: Executor | None = None,
    workers: int = 1,
) -> NDArray[np.uint8]:
    """The difference of two pictures as a picture.

    Parameters
    ----------
    a, b : (h, w, 4) uint8 B, G, R, any
    gain : of absolute and signed differences, in code values; 1 or more
    encodings : what the codes of both mean, for DE2000; None is sRGB
    executor, workers : share the rows out; None does all in the caller's thread

    Returns
    -------
    (h, w, 4) uint8 B, G, R, 255

    Raises
    ------
    ValueError : the sizes differ, or the gain is below 1
    """
    if a.shape != b.shape:
        raise ValueError(f"{a.shape[1]} x {a.shape[0]} and {b.shape[1]} x {b.shape[0]} pixels cannot be subtracted")
    if gain < 1:
        raise ValueError("the gain of a difference is 1 or more")
    a, b, out = np.ascontiguousarray(a), np.ascontiguousarray(b), np.empty_like(a, order="C")

    def rows(first: int, last: int) -> None:
        if kind == "de2000":
            _coloured(a, b, out, encodings or (srgb(), srgb()), first, last)
        else:
            {"absolute": _absolute, "signed": _signed}[kind](a, b, out, np.int32(gain), first, last)

    if executor is None:
        rows(0, len(a))
        return out
    bounds = [len(a) * i // workers for i in range(workers + 1)]
    for share in [executor.submit(rows, *pair) for pair in pairwise(bounds)]:
        share.result()
    return out


def eight_bits(pixels: NDArray[Any]) -> NDArray[np.uint8]:
    """(h, w, 3) uint8 of codes of 8 or 16 bits, or float ones 0..1."""
    if pixels.dtype == np.uint16:
        return ((pixels.astype(np.uint32) * 255 + 32767) // 65535).astype(np.uint8)
    if pixels.dtype != np.uint8:
        return np.asarray((np.clip(pixels, 0, 1) * 255 + 0.5).astype(np.uint8))
    return pixels


def packed(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(h, w, 4) B, G, R, 255 of (h, w, 3) R, G, B."""
    pixels = np.full((*rgb.shape[:2], 4), 255, np.uint8)
    pixels[..., 2::-1] = rgb
    return pixels


def delta_e_codes(a: NDArray[np.uint8], b: NDArray[np.uint8], encodings: Encodings) -> NDArray[np.float32]:
    """(h, w) DE2000 of two pictures of 8-bit codes, (h, w, 4) B, G, R, any."""
    return delta_e_2000(*(lab_of_codes(pixels, encoding) for pixels, encoding in zip((a, b), encodings, strict=True)))


def lab_of_codes(pixels: NDArray[np.uint8], encoding: Encoding) -> NDArray[np.float64]:
    """(3, h, w) CIE L*a*b* under D65 of 8-bit codes, (h, w, 4) B, G, R, any."""
    codes = np.arange(256) / 255
    linear = [curve(codes)[pixels[..., 2 - channel]] for channel, curve in enumerate(encoding.curves)]
    return lab_of_linear(np.stack(linear), encoding.to_xyz)


def _coloured(
    a: NDArray[np.uint8], b: NDArray[np.uint8], out: NDArray[np.uint8], encodings: Encodings, first: int, last: int
) -> None:
    table = np.full((256, 4), 255, np.uint8)
    table[:, :3] = colours()[:, ::-1]
    for top in range(first, last, _ROWS):
        strip = slice(top, min(top + _ROWS, last))
        level = position(delta_e_codes(a[strip], b[strip], encodings))
        out[strip] = table[np.rint(level * 255).astype(np.uint8)]
