"""The view: which part of the picture is on screen, and how large. Frozen, without Qt, shared by both panes.

Positions on screen are device pixels of the pane; positions in the picture are pixels of the picture as exported.
`zoom` is device pixels per picture pixel, so 1:1 is 1:1 on a high-resolution screen too. The picture's left top corner
always lies on a whole device pixel; below 1:1 the picture has a whole number of device pixels, as the area average
that is painted there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, floor

from tuner.core.orient import Rect

Size = tuple[int, int]
Point = tuple[float, float]

MOST = 64.0
_LADDER_UP = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64)
_STEP_DOWN = 2**0.25  # four wheel steps below 1:1 halve the picture


@dataclass(frozen=True)
class View:
    """A picture seen through a pane.

    Attributes
    ----------
    picture : (width, height) of the picture as exported
    pane : (width, height) of the pane, device pixels
    zoom : device pixels per picture pixel
    centre : the picture position in the middle of the pane
    fitting : whether the zoom follows the pane's size
    """

    picture: Size = (1, 1)
    pane: Size = (1, 1)
    zoom: float = 1.0
    centre: Point = (0.5, 0.5)
    fitting: bool = True

    @cached_property
    def fit_zoom(self) -> float:
        """The zoom at which the whole picture is seen; whole when it enlarges, so that pixels stay squares."""
        zoom = min(self.pane[0] / self.picture[0], self.pane[1] / self.picture[1])
        return min(float(floor(zoom)), MOST) if zoom >= 1 else zoom

    @cached_property
    def shown(self) -> Size:
        """(width, height) of the whole picture at this zoom, device pixels."""
        w, h = (max(1, floor(side * self.zoom + 0.5)) for side in self.picture)
        return w, h

    @cached_property
    def averaged(self) -> Size | None:
        """The size to which the picture must be averaged; None at 1:1 and closer."""
        return self.shown if self.zoom < 1 else None

    @cached_property
    def origin(self) -> tuple[int, int]:
        """Device pixel of the pane at which the picture's left top corner lies."""
        x, y = (
            floor(pane / 2 - middle / side * shown + 0.5)
            for pane, middle, side, shown in zip(self.pane, self.centre, self.picture, self.shown, strict=True)
        )
        return x, y

    @cached_property
    def visible(self) -> Rect:
        """The pixels of the picture that are on screen, wholly or in part."""
        (x0, y0), (x1, y1) = self.to_picture(0, 0), self.to_picture(*self.pane)
        wide, tall = self.picture
        left, top = min(max(floor(x0), 0), wide - 1), min(max(floor(y0), 0), tall - 1)
        right, bottom = max(min(ceil(x1), wide), left + 1), max(min(ceil(y1), tall), top + 1)
        return Rect(left, top, right - left, bottom - top)

    def to_picture(self, x: float, y: float) -> Point:
        """The picture position under a device position of the pane."""
        (left, top), (w, h) = self.origin, self.shown
        return (x - left) * self.picture[0] / w, (y - top) * self.picture[1] / h

    def to_pane(self, x: float, y: float) -> Point:
        """The device position of the pane at which a picture position is seen."""
        (left, top), (w, h) = self.origin, self.shown
        return left + x * w / self.picture[0], top + y * h / self.picture[1]

    def pixel(self, x: float, y: float) -> tuple[int, int] | None:
        """The picture's pixel under a device position; None beside the picture."""
        px, py = (floor(v) for v in self.to_picture(x, y))
        return (px, py) if 0 <= px < self.picture[0] and 0 <= py < self.picture[1] else None

    # -- each of these makes a new view

    def fitted(self) -> View:
        """All of the picture."""
        middle = (self.picture[0] / 2, self.picture[1] / 2)
        return replace(self, zoom=self.fit_zoom, centre=middle, fitting=True)

    def zoomed(self, zoom: float, x: float | None = None, y: float | None = None) -> View:
        """Another zoom; the picture position under device position (x, y), else the centre, stays where it is."""
        zoom = min(max(zoom, min(self.fit_zoom, 1.0)), MOST)
        if x is None or y is None:
            return replace(self, zoom=zoom, fitting=False)._clamped()
        px, py = self.to_picture(x, y)
        centre = (px - (x - self.pane[0] / 2) / zoom, py - (y - self.pane[1] / 2) / zoom)
        return replace(self, zoom=zoom, centre=centre, fitting=False)._clamped()

    def stepped(self, steps: int, x: float | None = None, y: float | None = None) -> View:
        """Wheel steps in (positive) or out; 1:1 and fit are never stepped over, above 1:1 the zoom is whole."""
        zoom = self.zoom
        for _ in range(abs(steps)):
            zoom = self._next(zoom, steps > 0)
        if zoom <= self.fit_zoom < 1:
            return self.fitted()
        return self.zoomed(zoom, x, y)

    def _next(self, zoom: float, closer: bool) -> float:
        if closer and zoom >= 1:
            return float(next((z for z in _LADDER_UP if z > zoom), MOST))
        if closer:
            return min(zoom * _STEP_DOWN, 1.0)
        if zoom > 1:
            return float(max(z for z in _LADDER_UP if z < zoom))
        return max(zoom / _STEP_DOWN, min(self.fit_zoom, 1.0))

    def panned(self, dx: float, dy: float) -> View:
        """The picture moved by device pixels."""
        centre = (self.centre[0] - dx / self.zoom, self.centre[1] - dy / self.zoom)
        return replace(self, centre=centre)._clamped()

    def resized(self, pane: Size) -> View:
        """A pane of another size; the centre stays, a fitted view stays fitted."""
        moved = replace(self, pane=(max(pane[0], 1), max(pane[1], 1)))
        return moved.fitted() if self.fitting else moved._clamped()

    def of(self, picture: Size) -> View:
        """Another picture; one of the same size is seen at the same place."""
        if picture == self.picture:
            return self
        return replace(self, picture=picture).fitted()

    def _clamped(self) -> View:
        """No surround where the picture could be: a picture smaller than the pane is centred."""
        centre = []
        for middle, side, pane in zip(self.centre, self.picture, self.pane, strict=True):
            half = pane / 2 / self.zoom
            centre.append(side / 2 if 2 * half >= side else min(max(middle, half), side - half))
        return replace(self, centre=(centre[0], centre[1]))
