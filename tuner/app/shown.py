"""What a view is handed to be painted: exact pixels, what lies under them, and drafts. Frozen, from thread to thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.core.engine import Rendered
from tuner.core.frame import Frame
from tuner.core.orient import Rect
from tuner.core.recipe import Recipe
from tuner.core.region import Region

Size = tuple[int, int]


@dataclass(frozen=True)
class Look:
    """How a picture is looked at.

    Attributes
    ----------
    size : the device size to which the picture is averaged; None at 1:1 and closer
    visible : what is on screen, in pixels of the picture as exported
    linear : whether linear light is averaged, rather than the output codes
    """

    size: Size | None
    visible: Rect
    linear: bool = False

    @property
    def centre(self) -> tuple[float, float]:
        """The middle of what is on screen."""
        return self.visible.x + self.visible.w / 2, self.visible.y + self.visible.h / 2


@dataclass(frozen=True, eq=False)
class Layer:
    """A picture of an earlier recipe.

    Attributes
    ----------
    pixels : (h, w, 4) uint8 of the whole picture, of which only what is `covered` means something
    """

    pixels: NDArray[np.uint8]
    covered: Region


@dataclass(frozen=True, eq=False)
class Shown:
    """A view of the exact picture, finished as far as it is `covered`.

    Attributes
    ----------
    rendered : the full-resolution picture and what is known of it; where it is not covered, its pixels mean nothing
    fitted : (h, w, 4) uint8 B, G, R, 255 at the asked device size; None at 1:1 and closer
    linear : whether `fitted` averages linear light; else the output codes
    covered : where the picture is of this recipe
    under : what is seen elsewhere, until it is covered: earlier pictures of the same frame, the last one first
    """

    frame: Frame
    recipe: Recipe
    rendered: Rendered
    covered: Region
    fitted: NDArray[np.uint8] | None = None
    linear: bool = False
    under: tuple[Layer, ...] = ()

    @property
    def whole(self) -> Rect:
        """All of the picture as exported."""
        return Rect(0, 0, self.rendered.pixels.shape[1], self.rendered.pixels.shape[0])

    @property
    def complete(self) -> bool:
        """Whether all of the picture is of this recipe."""
        return self.covered.covers(self.whole)

    @property
    def layers(self) -> tuple[Layer, ...]:
        """All that can be seen, the top one first."""
        return Layer(self.rendered.pixels, self.covered), *self.under


@dataclass(frozen=True, eq=False)
class Draft:
    """A picture in small, shown while a hand moves faster than the exact one can follow. Nobody reads numbers from it.

    Attributes
    ----------
    pixels : (h, w, 4) uint8 B, G, R, 255
    area : what they show, in pixels of the picture as exported; may reach a little beyond it
    """

    frame: Frame
    recipe: Recipe
    pixels: NDArray[np.uint8]
    area: Rect


@dataclass(frozen=True, eq=False)
class RawShown:
    """The raw pane's picture: full resolution, and averaged when below 1:1."""

    frame: Frame
    full: NDArray[np.uint8]
    fitted: NDArray[np.uint8] | None
