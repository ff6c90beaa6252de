"""Statistics of a rectangle: what the sensor saw there in DN, and what leaves the line there in output codes.

    mean, sigma   over all samples of a plane or channel (population: divided by n)
    SNR           20 log10((mean - black) / sigma) dB at raw, 20 log10(mean / sigma) at output
    R/G, B/G      quotients of the means above black; at raw G is the mean of Gr and Gb

Behind a stage the domain's own numbers count, whose SNR is 20 log10(mean / sigma) too.

Sigma holds the scene's own texture too: on an even patch it is the noise. Output statistics are taken at 16 bits, so
that the rounding to 8 does not add noise of its own. Nothing is clipped, smoothed or left out.

Source: ISO 15739:2023, clause 6 (signal-to-noise ratio from mean and standard deviation of a patch).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.display import LUMA
from tuner.core.domain import Domain
from tuner.core.facts import MONO, Facts
from tuner.core.frame import Frame
from tuner.core.orient import Rect, point_to_export
from tuner.core.rawview import PLANES

FULL = 65535.0
"""Code of white at 16 bits."""


@dataclass(frozen=True)
class RawStatistics:
    """Of R, Gr, Gb, B, or of M, all samples of a sensor without filters.

    NaN where the rectangle holds no sample of a plane, or a quotient has no meaning. All but the quotients and `channels`
    hold a number a channel.

    Attributes
    ----------
    channels : their names
    count : samples
    mean, sigma : DN
    normalised : (mean - black) / (white - black) by the file's levels
    snr_db : dB; infinite where no two samples differ
    clipped : share of the samples at or above the plane's saturation, 0..1
    r_g, b_g : quotients above black
    """

    channels: tuple[str, ...]
    count: tuple[int, ...]
    mean: tuple[float, ...]
    sigma: tuple[float, ...]
    normalised: tuple[float, ...]
    snr_db: tuple[float, ...]
    clipped: tuple[float, ...]
    r_g: float
    b_g: float

    @property
    def lead(self) -> tuple[int, ...]:
        """The channels whose mean stands for all: the two greens, or M."""
        return (1, 2) if len(self.channels) == 4 else (0,)


@dataclass(frozen=True)
class Statistics:
    """Of the channels of a picture.

    Attributes
    ----------
    channels : their names
    unit : of mean and sigma: "code16" (0..65535), "1" (a domain's own numbers) or "DE2000"
    lead : the channels whose mean stands for all of them where there is room for one number
    mean, sigma, snr_db : a number a channel; SNR in dB, NaN where it has no meaning
    r_g, b_g : quotients of the means; NaN where the channels are no R, G, B
    """

    channels: tuple[str, ...]
    unit: str
    lead: tuple[int, ...]
    mean: tuple[float, ...]
    sigma: tuple[float, ...]
    snr_db: tuple[float, ...]
    r_g: float
    b_g: float


def raw_statistics(frame: Frame, rect: Rect) -> RawStatistics:
    """Statistics of the mosaic as read.

    Parameters
    ----------
    rect : unrotated active-area pixels, inside the frame

    Raises
    ------
    ValueError : the rectangle is empty or does not lie inside the frame
    """
    facts = frame.facts
    if not fits(rect, facts):
        raise ValueError(
            f"the region {', '.join(map(str, rect))} does not lie inside {facts.width} x {facts.height} pixels"
        )
    channels, planes = _planes(frame, rect)
    moments = [_moments(plane) for plane in planes]
    black, saturation = facts.black[: len(planes)], facts.saturation[: len(planes)]
    above = [mean - b for (mean, _), b in zip(moments, black, strict=True)]
    greens = [a for a, plane in zip(above[1:3], planes[1:3], strict=True) if plane.size]
    green = sum(greens) / len(greens) if greens else math.nan
    return RawStatistics(
        channels=channels,
        count=tuple(plane.size for plane in planes),
        mean=tuple(mean for mean, _ in moments),
        sigma=tuple(sigma for _, sigma in moments),
        normalised=tuple(a / max(facts.white - b, 1.0) for a, b in zip(above, black, strict=True)),
        snr_db=tuple(snr_db(a, sigma) for a, (_, sigma) in zip(above, moments, strict=True)),
        clipped=tuple(float(np.mean(p >= s)) if p.size else math.nan for p, s in zip(planes, saturation, strict=True)),
        r_g=_quotient(above[0], green),
        b_g=_quotient(above[-1], green),
    )


def _planes(frame: Frame, rect: Rect) -> tuple[tuple[str, ...], list[NDArray[np.uint16]]]:
    """The samples of each filter, or all of them where there are no filters, with the channels' names."""
    (oy, ox), (x, y, w, h) = frame.origin, rect
    if frame.facts.mono:
        return (MONO,), [frame.active[y : y + h, x : x + w].reshape(-1)]
    sites = [(((p >> 1) - oy - y) & 1, ((p & 1) - ox - x) & 1) for p in range(4)]
    return PLANES, [frame.active[y + top : y + h : 2, x + left : x + w : 2].reshape(-1) for top, left in sites]


def output_statistics(codes: NDArray[np.uint16], standard: str = "709") -> Statistics:
    """Statistics of a rendered rectangle: R, G, B and Y' in codes of 16 bits.

    Parameters
    ----------
    codes : (h, w, 3) uint16 R, G, B: the rectangle rendered at 16 bits
    standard : weights of Y'

    Raises
    ------
    ValueError : not such an array, or an empty one
    """
    if codes.dtype != np.uint16 or codes.ndim != 3 or codes.shape[2] != 3 or not codes.size:
        raise ValueError(f"output statistics need (h, w, 3) uint16 codes, not {codes.shape} {codes.dtype}")
    channels = [*np.moveaxis(codes, 2, 0), codes @ np.array(LUMA[standard])]
    return statistics(channels, ("R", "G", "B", "Y"), "code16", (3,))


def domain_statistics(values: NDArray[np.float32], domain: Domain, planes: Sequence[int] = ()) -> Statistics:
    """Statistics behind a stage, in the domain's own numbers.

    Parameters
    ----------
    values : (h, w, 3) float32, or (h, w, 1) for MOSAIC
    planes : for MOSAIC, the plane (0..3: R, Gr, Gb, B) of the samples at (0, 0), (0, 1), (1, 0) and (1, 1); none where
        the sensor has no filters
    """
    if domain is Domain.MOSAIC:
        if not planes:
            return statistics([values[..., 0]], (MONO,), "1", (0,))
        sites = {plane: values[i >> 1 :: 2, i & 1 :: 2, 0] for i, plane in enumerate(planes)}
        return statistics([sites[p] for p in range(4)], PLANES, "1", (1, 2))
    channels = list(np.moveaxis(values, 2, 0))
    if domain is Domain.YCC:
        return statistics(channels, ("Y", "Cb", "Cr"), "1", (0,))
    return statistics(channels, ("R", "G", "B"), "1", (1,))


def statistics(
    channels: Sequence[NDArray[Any]], names: tuple[str, ...], unit: str, lead: tuple[int, ...], *, noise: bool = True
) -> Statistics:
    """Statistics of any channels; R/G and B/G where they are named so (the mean of Gr and Gb counts as G).

    Parameters
    ----------
    noise : whether sigma is the noise of a signal, so that there is a signal-to-noise ratio; not of differences
    """
    moments = [_moments(channel) for channel in channels]
    known = dict(zip(names, (mean for mean, _ in moments), strict=True))
    greens = [known[name] for name in ("G", "Gr", "Gb") if not math.isnan(known.get(name, math.nan))]
    green = sum(greens) / len(greens) if greens and noise else math.nan
    return Statistics(
        channels=names,
        unit=unit,
        lead=lead,
        mean=tuple(mean for mean, _ in moments),
        sigma=tuple(sigma for _, sigma in moments),
        snr_db=tuple(snr_db(*both) if noise else math.nan for both in moments),
        r_g=_quotient(known.get("R", math.nan), green),
        b_g=_quotient(known.get("B", math.nan), green),
    )


def snr_db(signal: float, sigma: float) -> float:
    """20 log10(signal / sigma); infinite without noise, NaN without signal."""
    if not signal > 0 or math.isnan(sigma):
        return math.nan
    return 20 * math.log10(signal / sigma) if sigma > 0 else math.inf


def fits(rect: Rect, facts: Facts) -> bool:
    """Whether a rectangle of unrotated pixels is not empty and lies inside the active area."""
    inside = rect.x >= 0 and rect.y >= 0 and rect.x + rect.w <= facts.width and rect.y + rect.h <= facts.height
    return inside and rect.w > 0 and rect.h > 0


def to_export(rect: Rect, facts: Facts) -> Rect:
    """The rectangle of the picture as exported that shows an unrotated one (the inverse of `orient.to_sensor`)."""
    size = (facts.width, facts.height, facts.orientation)
    corners = (point_to_export(rect.x, rect.y, *size), point_to_export(rect.x + rect.w - 1, rect.y + rect.h - 1, *size))
    (x0, x1), (y0, y1) = (sorted(c) for c in zip(*corners, strict=True))
    return Rect(x0, y0, x1 - x0 + 1, y1 - y0 + 1)


def _moments(samples: NDArray[Any]) -> tuple[float, float]:
    """Mean and standard deviation, in float64 in two passes."""
    if not samples.size:
        return math.nan, math.nan
    return float(samples.mean(dtype=np.float64)), float(samples.std(dtype=np.float64))


def _quotient(a: float, b: float) -> float:
    return a / b if b > 0 else math.nan
