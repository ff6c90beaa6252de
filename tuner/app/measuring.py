"""What a region holds in every picture on screen: the raw, the processed one, a baseline, a file, a difference ...

Numbers come from exact pixels at full resolution: the sensor's own samples; the region rendered again at 16 bits, as it
would be exported; behind a stage, the domain's own values; of a picture file, the file's own codes, in its own pixels
where it is of another size. Nothing is read from what is painted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.app.sources import Source, Still
from tuner.compare.delta_e import delta_e_2000, lab_of_linear
from tuner.compare.encoding import Encoding, named
from tuner.core.chain import build
from tuner.core.display import LUMA
from tuner.core.domain import Domain
from tuner.core.engine import Cancel, Engine, Rendered, Request
from tuner.core.frame import Frame
from tuner.core.orient import Rect, oriented_size, point_to_sensor
from tuner.core.recipe import Recipe
from tuner.measure.edges import LineProfile, across, across_green
from tuner.measure.regions import (
    RawStatistics,
    Statistics,
    domain_statistics,
    fits,
    output_statistics,
    raw_statistics,
    statistics,
    to_export,
)

FULL = 65535.0


@dataclass(frozen=True)
class Subject:
    """A picture as it is measured. Equal subjects have equal numbers.

    Attributes
    ----------
    source, title : which picture it is, and its name on screen
    frame, recipe : what it is rendered from; the raw has a frame alone, a picture file neither
    still : the picture file
    pair : the two pictures of which it is the difference: of kind `source.name` (a change of a stage: "signed")
    """

    source: Source
    title: str = field(compare=False)
    frame: Frame | None = None
    recipe: Recipe | None = None
    still: Still | None = None
    pair: tuple[Subject, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether there is something to measure, or the picture is still on its way."""
        if self.pair:
            return all(part.ready for part in self.pair)
        return self.source.kind == "raw" or self.still is not None or self.recipe is not None


@dataclass(frozen=True, eq=False)
class Measured:
    """What was found in a region of one picture.

    Attributes
    ----------
    profile : across the region, if that was asked for and the picture has one
    black, full : the values of the profile that are drawn as 0 and as 1
    """

    statistics: RawStatistics | Statistics
    profile: LineProfile | None = None
    black: float = 0.0
    full: float = FULL


def measure(subject: Subject, frame: Frame, rect: Rect, upright: bool | None, cancel: Cancel) -> Measured | None:
    """Measure a region of one picture, in the caller's thread.

    Parameters
    ----------
    frame : the open raw, on which the region lies
    rect : unrotated active-area pixels of it
    upright : the direction of the profile; None wants none

    Returns
    -------
    None while the picture is not ready, or where the region does not lie inside it

    Raises
    ------
    StageError, Cancelled : as `Engine.render`
    """
    if not (subject.ready and fits(rect, frame.facts)):
        return None
    if subject.source.kind == "raw":
        return _of_raw(frame, rect, upright)
    area = to_export(rect, frame.facts)
    if subject.pair:
        return _of_pair(subject, area, cancel)
    size = _size(frame)
    if subject.still is not None:
        codes = _own_codes(subject.still, area, size)
        return Measured(output_statistics(codes), _profile(codes, "709", upright))
    if subject.frame is None or subject.recipe is None or _size(subject.frame) != size:
        return None
    rendered = _rendered(subject, area, cancel)
    if rendered.domain is not Domain.PICTURE:
        return _behind(rendered, subject.frame, area, upright)
    standard = rendered.context.standard
    return Measured(output_statistics(rendered.pixels, standard), _profile(rendered.pixels, standard, upright))


def _size(frame: Frame) -> tuple[int, int]:
    return oriented_size(frame.facts.width, frame.facts.height, frame.facts.orientation)


def _of_raw(frame: Frame, rect: Rect, upright: bool | None) -> Measured:
    black = sum(frame.facts.black[1:3]) / 2
    profile = None if upright is None else across_green(frame, rect, upright)
    return Measured(raw_statistics(frame, rect), profile, black, max(frame.facts.white, black + 1))


def _rendered(subject: Subject, area: Rect, cancel: Cancel) -> Rendered:
    """The region at 16 bits; behind a stage, in the domain's own values."""
    assert subject.frame is not None
    assert subject.recipe is not None
    tap = subject.source.name if subject.source.kind == "stage" else None
    request = Request(crop=area, depth=16, tap=tap, own_values=tap is not None)
    if tap is not None and build(subject.recipe, subject.frame, tap).domain is Domain.PICTURE:
        request = Request(crop=area, depth=16)
    return Engine().render(subject.frame, subject.recipe, request, cancel)


def _behind(rendered: Rendered, frame: Frame, area: Rect, upright: bool | None) -> Measured:
    values, facts = rendered.pixels, frame.facts
    if rendered.domain is not Domain.MOSAIC:
        found = domain_statistics(values, rendered.domain)
        return Measured(found, None if upright is None else _across(values, upright), full=1.0)
    planes = []
    for i in range(0 if facts.mono else 4):
        x, y = point_to_sensor(area.x + (i & 1), area.y + (i >> 1), facts.width, facts.height, facts.orientation)
        planes.append(2 * ((frame.origin[0] + y) & 1) + ((frame.origin[1] + x) & 1))
    return Measured(domain_statistics(values, rendered.domain, planes), full=1.0)


def _profile(codes: NDArray[np.uint16], standard: str, upright: bool | None) -> LineProfile | None:
    """R, G, B and Y' across a rectangle of output codes."""
    if upright is None:
        return None
    return _across(np.concatenate([codes, (codes @ np.array(LUMA[standard]))[..., None]], axis=2), upright)


def _across(values: NDArray[Any], upright: bool) -> LineProfile:
    return across(values, Rect(0, 0, values.shape[1], values.shape[0]), upright)


# -- picture files


def _own_codes(still: Still, area: Rect, size: tuple[int, int]) -> NDArray[np.uint16]:
    """(h, w, 3) the file's own pixels under a rectangle of a picture of another size, at least one."""
    own = still.own if still.own is not None else still.pixels[..., 2::-1]
    (tall, wide), (width, height) = own.shape[:2], size
    left, top = math.floor(area.x * wide / width), math.floor(area.y * tall / height)
    right, bottom = math.ceil((area.x + area.w) * wide / width), math.ceil((area.y + area.h) * tall / height)
    return at_16_bits(own[top : max(bottom, top + 1), left : max(right, left + 1)])


def at_16_bits(codes: NDArray[Any]) -> NDArray[np.uint16]:
    """Codes of 8 or 16 bits, or 0..1, as codes of 16 bits."""
    if codes.dtype == np.uint8:
        return codes.astype(np.uint16) * np.uint16(257)
    if codes.dtype == np.uint16:
        return np.ascontiguousarray(codes)
    return np.asarray(np.clip(codes, 0, 1) * FULL + 0.5).astype(np.uint16)


# -- differences


def _of_pair(subject: Subject, area: Rect, cancel: Cancel) -> Measured:
    """The first minus the second, in codes of 16 bits, or DE2000: of the numbers, not of their colours on screen."""
    (one, first), (other, second) = (_codes(part, area, cancel) for part in subject.pair)
    if subject.source.name == "de2000":
        labs = [lab_of_linear(_linear(*pair), pair[1].to_xyz) for pair in ((one, first), (other, second))]
        return Measured(statistics([delta_e_2000(*labs)], ("DE2000",), "DE2000", (0,), noise=False))
    differing = one.astype(np.int32) - other.astype(np.int32)
    if subject.source.name == "absolute":
        differing = np.abs(differing)
    channels = list(np.moveaxis(differing, 2, 0))
    return Measured(statistics(channels, ("R", "G", "B"), "code16", (0, 1, 2), noise=False))


def _codes(part: Subject, area: Rect, cancel: Cancel) -> tuple[NDArray[np.uint16], Encoding]:
    """One side of a difference: (h, w, 3) codes of 16 bits and what they mean; a file as it lies under the other."""
    if part.still is not None:
        x, y, w, h = area
        return at_16_bits(part.still.pixels[y : y + h, x : x + w, 2::-1]), part.still.encoding
    rendered = _rendered(part, area, cancel)
    return rendered.pixels, named(rendered.context.primaries, rendered.context.transfer)


def _linear(codes: NDArray[np.uint16], encoding: Encoding) -> NDArray[np.float64]:
    """(3, h, w) light of each channel."""
    return np.stack([curve(codes[..., c] / FULL) for c, curve in enumerate(encoding.curves)])
