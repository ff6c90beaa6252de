"""How far apart two pictures are, whole and by region: in colour, to the eye, in codes, in edges and noise.

| figure | of what | unit |
|---|---|---|
| de2000_mean, _p95, _max | CIE DE2000 of each pixel's colour, each picture read through its own ICC profile | 1 |
| flip_mean, _p95 | FLIP of each pixel (`tuner.compare.flip`), colours clipped to sRGB | 1, 0..1 |
| histogram | earth mover's distance of the histograms, mean of R, G, B (`tuner.compare.texture`) | 8-bit codes |
| edge_change | slope of the strongest edges, second against first (signed) | % |
| noise_change | finest detail that is no edge, second less first (signed) | 8-bit codes |
| psnr | 10 log10(L^2 / mean squared error) of the codes, all channels together | dB, infinite when equal |
| ssim | mean over R, G, B of the SSIM of the codes (7 x 7 windows of equal weight) | 1 |

Codes of different depths are brought to one scale first (8-bit v is 16-bit 257 v). The pictures are walked in strips,
so that memory stays at a map of each kind and two of luma; strips do not depend on the number of workers, nor do the
figures. A region has the pixels of its rectangle; its FLIP is that of the whole picture there, for the eye sees the
surround as well.

References
----------
Sharma, Wu, Dalal (2005), Color Res. Appl. 30(1) 21-30. Wang et al. (2004), IEEE Trans. Image Process. 13(4) 600-612.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.compare.delta_e import delta_e_2000, lab_of_linear
from tuner.compare.encoding import Array, Encoding, EncodingError, encoding_of, srgb
from tuner.compare.flip import flip_map
from tuner.compare.ssim import WINDOW, ssim_sum
from tuner.compare.texture import edge_change, histogram_distance, luma_of, robust_noise
from tuner.core.colour import xyz_to_rgb
from tuner.core.orient import Rect
from tuner.files.picture import Picture

COLOURS = ("de2000_mean", "de2000_p95", "de2000_max")
SIGNED = ("edge_change", "noise_change")
"""Figures that say which way the second picture differs; a limit holds for either way."""
DIFFERENCES = (*COLOURS, "flip_mean", "flip_p95", "histogram", *SIGNED)
"""Figures that grow as the pictures part: 0 is equal."""
LIKENESSES = ("psnr", "ssim")
"""Figures that fall as the pictures part."""
METRICS = DIFFERENCES + LIKENESSES
UNITS = {"histogram": "codes", "edge_change": "%", "noise_change": "codes", "psnr": "dB"}
"""Units of the figures that have one."""

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
    edge_change : None where the first picture has no edge
    flip_mean to noise_change : None where they were not asked for
    identical : whether all codes are equal (brought to one depth)
    notices : one sentence each: what could not be taken into account
    de2000, flip : (h, w) float32, the colour difference and FLIP pixel by pixel; flip is None where not asked for
    """

    width: int
    height: int
    de2000_mean: float
    de2000_p95: float
    de2000_max: float
    flip_mean: float | None
    flip_p95: float | None
    histogram: float | None
    edge_change: float | None
    noise_change: float | None
    psnr: float
    ssim: float | None
    identical: bool
    notices: tuple[str, ...]
    de2000: NDArray[np.float32] = field(repr=False, compare=False)
    flip: NDArray[np.float32] | None = field(default=None, repr=False, compare=False)

    def figures(self) -> dict[str, float | None]:
        """The metrics by name, in the order they are shown."""
        return {name: getattr(self, name) for name in METRICS}


def compare_pictures(a: Picture, b: Picture, executor: Executor | None = None, *, full: bool = True) -> Comparison:
    """Compare two pictures of one size.

    Parameters
    ----------
    a, b : (h, w, 3) pixels: uint8 or uint16 codes, or float32 codes 0..1
    executor : shares the strips; None works in the caller's thread. The figures are the same.
    full : whether FLIP, histograms, edges and noise are wanted as well, which take most of the time

    Raises
    ------
    CompareError : the sizes differ, or a picture holds numbers that are not finite
    """
    pair, notices = _pair(a, b)
    flip = None
    if full:
        flip = flip_map(pair.a.srgb, pair.b.srgb, pair.shape, executor)
    return _compared(pair, notices, flip, executor, full)


def compare_region(a: Picture, b: Picture, region: Rect, whole: Comparison) -> Comparison:
    """The figures of a rectangle of two pictures that were compared as a whole.

    Parameters
    ----------
    region : inside the pictures, in their pixels

    Raises
    ------
    CompareError : the region does not lie inside the pictures
    """
    x, y, w, h = region
    if x < 0 or y < 0 or x + w > whole.width or y + h > whole.height or w < 1 or h < 1:
        place = ",".join(map(str, region))
        raise CompareError(f"the region {place} does not lie inside {whole.width} x {whole.height} pixels")
    part = slice(y, y + h), slice(x, x + w)
    pair, notices = _pair(*(replace(picture, pixels=picture.pixels[part]) for picture in (a, b)))
    flip = None if whole.flip is None else whole.flip[part]
    return _compared(pair, notices, flip, None, flip is not None)


def _pair(a: Picture, b: Picture) -> tuple[_Pair, list[str]]:
    height, width = a.pixels.shape[:2]
    if (height, width) != b.pixels.shape[:2]:
        other = f"{b.pixels.shape[1]} x {b.pixels.shape[0]}"
        raise CompareError(f"the pictures differ in size: {width} x {height} and {other}; crop or render them alike")
    notices: list[str] = []
    pair = _Pair(_side(a, "first", notices), _side(b, "second", notices), _scale(a.pixels, b.pixels))
    if not pair.a.encoding.same_as(pair.b.encoding):
        notices.append(
            "the pictures have different ICC profiles: all but de2000 and flip compare their codes as they are stored"
        )
    return pair, notices


def _compared(
    pair: _Pair, notices: list[str], flip: NDArray[np.float32] | None, executor: Executor | None, full: bool
) -> Comparison:
    height, width = pair.shape
    de = np.empty((height, width), np.float32)
    run = executor.map if executor else map
    sums = np.array(list(run(lambda top: pair.strip(top, de), range(0, height, STRIP))))
    squares, windows = sums.sum(axis=0).tolist()
    if min(height, width) < WINDOW:
        notices.append(f"ssim needs at least {WINDOW} x {WINDOW} pixels")
        ssim = None
    else:
        ssim = windows / (3 * (height - WINDOW + 1) * (width - WINDOW + 1))
    mse = squares / (3 * height * width)
    more: dict[str, float | None] = dict.fromkeys(("histogram", *SIGNED))
    if full:
        luma = [luma_of(side.pixels) for side in (pair.a, pair.b)]
        more["histogram"] = histogram_distance(pair.a.pixels, pair.b.pixels)
        more["edge_change"] = edge_change(*luma)
        more["noise_change"] = robust_noise(luma[1]) - robust_noise(luma[0])
    return Comparison(
        width,
        height,
        de2000_mean=float(de.mean(dtype=np.float64)),
        de2000_p95=float(np.percentile(de, 95)),
        de2000_max=float(de.max()),
        flip_mean=None if flip is None else float(flip.mean(dtype=np.float64)),
        flip_p95=None if flip is None else float(np.percentile(flip, 95)),
        **more,
        psnr=float(10 * np.log10(pair.top**2 / mse)) if mse else float("inf"),
        ssim=ssim,
        identical=mse == 0,
        notices=tuple(dict.fromkeys(notices)),
        de2000=de,
        flip=flip,
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

    def srgb(self, rows: slice) -> Array:
        """(3, h, w) linear sRGB of some rows; colours outside it leave 0..1."""
        linear = self.linear(rows)
        if self.encoding.name == "rec709":
            return linear
        return np.asarray(np.tensordot(xyz_to_rgb("rec709") @ self.encoding.to_xyz, linear, 1))

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

    @property
    def shape(self) -> tuple[int, int]:
        height, width = self.a.pixels.shape[:2]
        return height, width

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
