"""How far apart two pictures are: colour difference, signal-to-noise, structural similarity.

| figure | of what | unit |
|---|---|---|
| de2000_mean, _p95, _max | CIE DE2000 of each pixel's colour, each picture read through its own ICC profile | 1 |
| psnr | 10 log10(L^2 / mean squared error) of the codes, all channels together | dB, infinite when equal |
| ssim | mean over R, G, B of the SSIM of the codes (7 x 7 windows of equal weight) | 1 |

Codes of different depths are brought to one scale first (8-bit v is 16-bit 257 v). The pictures are walked in strips,
so that memory stays at one DE2000 map, whatever their size; strips do not depend on the number of workers, nor do the
figures.

References
----------
Sharma, Wu, Dalal (2005), Color Res. Appl. 30(1) 21-30. Wang et al. (2004), IEEE Trans. Image Process. 13(4) 600-612.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.compare.delta_e import delta_e_2000, lab_of_linear
from tuner.compare.encoding import Array, Encoding, EncodingError, encoding_of, srgb
from tuner.compare.ssim import WINDOW, ssim_sum
from tuner.files.picture import Picture

DIFFERENCES = ("de2000_mean", "de2000_p95", "de2000_max")
"""Figures that grow as the pictures part: 0 is equal."""
LIKENESSES = ("psnr", "ssim")
"""Figures that fall as the pictures part."""
METRICS = DIFFERENCES + LIKENESSES

STRIP = 64  # rows a piece of work covers


class CompareError(ValueError):
    """The two pictures cannot be compared; one sentence that says why."""


@dataclass(frozen=True)
class Comparison:
    """The figures of a pair of pictures.

    Attributes
    ----------
    psnr : dB; infinite when all codes are equal
    ssim : None when a side is below 7 pixels
    identical : whether all codes are equal (brought to one depth)
    notices : one sentence each: what could not be taken into account
    de2000 : (h, w) float32, the colour difference pixel by pixel
    """

    width: int
    height: int
    de2000_mean: float
    de2000_p95: float
    de2000_max: float
    psnr: float
    ssim: float | None
    identical: bool
    notices: tuple[str, ...]
    de2000: NDArray[np.float32] = field(repr=False, compare=False)

    def figures(self) -> dict[str, float | None]:
        """The metrics by name, in the order they are shown."""
        return {name: getattr(self, name) for name in METRICS}


def compare_pictures(a: Picture, b: Picture, executor: Executor | None = None) -> Comparison:
    """Compare two pictures of one size.

    Parameters
    ----------
    a, b : (h, w, 3) pixels: uint8 or uint16 codes, or float32 codes 0..1
    executor : shares the strips; None works in the caller's thread. The figures are the same.

    Raises
    ------
    CompareError : the sizes differ, or a picture holds numbers that are not finite
    """
    height, width = a.pixels.shape[:2]
    if (height, width) != b.pixels.shape[:2]:
        other = f"{b.pixels.shape[1]} x {b.pixels.shape[0]}"
        raise CompareError(f"the pictures differ in size: {width} x {height} and {other}; crop or render them alike")
    notices: list[str] = []
    pair = _Pair(_side(a, "first", notices), _side(b, "second", notices), _scale(a.pixels, b.pixels))
    if not pair.a.encoding.same_as(pair.b.encoding):
        notices.append("the pictures have different ICC profiles: psnr and ssim compare their codes as they are stored")
    de = np.empty((height, width), np.float32)
    strips = range(0, height, STRIP)
    run = executor.map if executor else map
    sums = np.array(list(run(lambda top: pair.strip(top, de), strips)))
    squares, windows = sums.sum(axis=0).tolist()
    if min(height, width) < WINDOW:
        notices.append(f"ssim needs pictures of at least {WINDOW} x {WINDOW} pixels")
        ssim = None
    else:
        ssim = windows / (3 * (height - WINDOW + 1) * (width - WINDOW + 1))
    mse = squares / (3 * height * width)
    return Comparison(
        width,
        height,
        de2000_mean=float(de.mean(dtype=np.float64)),
        de2000_p95=float(np.percentile(de, 95)),
        de2000_max=float(de.max()),
        psnr=float(10 * np.log10(pair.top**2 / mse)) if mse else float("inf"),
        ssim=ssim,
        identical=mse == 0,
        notices=tuple(dict.fromkeys(notices)),
        de2000=de,
    )


@dataclass(frozen=True, eq=False)
class _Side:
    """One picture: its pixels and, per channel, how its codes become light."""

    pixels: NDArray[Any]
    encoding: Encoding
    tables: tuple[Array, ...]  # linear light of every whole-number code; empty for float codes

    def linear(self, rows: slice) -> Array:
        """(3, h, w) float64 linear RGB of some rows."""
        pixels = self.pixels[rows]
        linear = np.empty((3, *pixels.shape[:2]))
        for c in range(3):
            codes = pixels[..., c]
            if self.tables:
                np.take(self.tables[c], codes, out=linear[c])
            else:
                linear[c] = self.encoding.curves[c](np.clip(codes.astype(np.float64), 0, 1))
        return linear

    def codes(self, rows: slice, channel: int, factor: float) -> Array:
        """(h, w) float64 codes of one channel, on the common scale."""
        return np.asarray(self.pixels[rows, :, channel] * np.float64(factor))


@dataclass(frozen=True, eq=False)
class _Pair:
    """Two sides and the common scale of their codes: factors for each, and the largest code."""

    a: _Side
    b: _Side
    scale: tuple[float, float, float]

    @property
    def top(self) -> float:
        return self.scale[2]

    def strip(self, top: int, de: NDArray[np.float32]) -> tuple[float, float]:
        """Fill a strip of the map; the sum of squared code differences and of SSIM windows that begin in it."""
        rows = slice(top, top + STRIP)
        lab_a = lab_of_linear(self.a.linear(rows), self.a.encoding.to_xyz)
        lab_b = lab_of_linear(self.b.linear(rows), self.b.encoding.to_xyz)
        de[rows] = delta_e_2000(lab_a, lab_b)
        squares = windows = 0.0
        reach = slice(top, top + STRIP + WINDOW - 1)  # windows that begin in this strip end in the next
        for channel in range(3):
            one, two = self.a.codes(reach, channel, self.scale[0]), self.b.codes(reach, channel, self.scale[1])
            squares += float(np.sum((one[:STRIP] - two[:STRIP]) ** 2))
            if min(one.shape) >= WINDOW:
                windows += ssim_sum(one, two, self.top)
        return squares, windows


def _side(picture: Picture, which: str, notices: list[str]) -> _Side:
    pixels = picture.pixels
    notices += [f"the {which} picture: {notice}" for notice in picture.notices]
    if picture.icc is None and pixels.dtype.kind == "f":
        notices.append(f"the {which} picture states no colour space and is taken for sRGB codes")
    try:
        encoding = encoding_of(picture.icc)
    except EncodingError as error:
        notices.append(f"the {which} picture is taken for sRGB: {error}")
        encoding = srgb()
    if pixels.dtype.kind == "u":
        codes = np.linspace(0, 1, np.iinfo(pixels.dtype).max + 1)
        return _Side(pixels, encoding, tuple(curve(codes) for curve in encoding.curves))
    for rows in _strips(pixels):
        if not np.isfinite(rows).all():
            raise CompareError(f"the {which} picture holds numbers that are not finite")
    if any(rows.min() < 0 or rows.max() > 1 for rows in _strips(pixels)):
        notices.append(f"the {which} picture leaves 0..1: its colours are clipped for de2000, not for psnr and ssim")
    return _Side(pixels, encoding, ())


def _strips(pixels: NDArray[Any]) -> Iterable[NDArray[Any]]:
    return (pixels[top : top + STRIP] for top in range(0, len(pixels), STRIP))


def _scale(a: NDArray[Any], b: NDArray[Any]) -> tuple[float, float, float]:
    """Factors that bring the codes of both to one scale, and that scale's largest code."""
    tops = [float(np.iinfo(p.dtype).max) if p.dtype.kind == "u" else 1.0 for p in (a, b)]
    if 1.0 in tops:
        return 1 / tops[0], 1 / tops[1], 1.0
    top = max(tops)  # 65535 / 255 is whole
    return top / tops[0], top / tops[1], top
