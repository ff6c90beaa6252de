"""A raw frame in memory: the padded mosaic and the file's facts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import MARGIN, UNIT, round_up
from tuner.core.facts import MONO, Facts

CFA_PATTERNS = ("RGGB", "BGGR", "GRBG", "GBRG")


@dataclass(frozen=True, eq=False)
class Frame:
    """A decoded raw: facts, the mosaic with its reflected margin, and where it came from.

    Attributes
    ----------
    mosaic : (H, W) uint16, read-only, DN; active pixel (y, x) stands at `origin` + (y, x)
    masked : (n, m) uint16 or None; optically black pixels at the left, rows aligned with the active area's phase
    name : what to call the frame in titles and messages
    sha256 : hex digest of the file's bytes, "" for a frame that never was a file
    """

    facts: Facts
    mosaic: NDArray[np.uint16]
    name: str = "untitled"
    sha256: str = ""
    masked: NDArray[np.uint16] | None = None
    masked_cfa: str = ""

    @classmethod
    def from_active(
        cls,
        active: NDArray[np.uint16],
        facts: Facts,
        *,
        name: str = "untitled",
        sha256: str = "",
        masked: NDArray[np.uint16] | None = None,
        masked_cfa: str = "",
    ) -> Frame:
        """A frame from the visible pixels.

        Parameters
        ----------
        active : (height, width) uint16, DN, in the CFA order that `facts.cfa` names (2x2, or none)

        Raises
        ------
        ValueError : the size is not what the facts say, is below 2 x 2, or there are filters that are no Bayer pattern
        """
        if active.shape != (facts.height, facts.width) or min(active.shape) < 2:
            raise ValueError(f"a Bayer frame of {facts.width} x {facts.height} pixels was promised, got {active.shape}")
        if facts.cfa not in (*CFA_PATTERNS, MONO):
            raise ValueError(f"'{facts.cfa}' is not a 2x2 Bayer pattern")
        mosaic = pad(active, facts.phase)
        mosaic.setflags(write=False)
        return cls(facts, mosaic, name, sha256, masked, masked_cfa)

    @property
    def origin(self) -> tuple[int, int]:
        """Grid position of active pixel (0, 0)."""
        py, px = self.facts.phase
        return MARGIN + py, MARGIN + px

    @property
    def active(self) -> NDArray[np.uint16]:
        """(height, width) view of the visible pixels, DN."""
        oy, ox = self.origin
        return self.mosaic[oy : oy + self.facts.height, ox : ox + self.facts.width]


def pad(active: NDArray[np.uint16], phase: tuple[int, int]) -> NDArray[np.uint16]:
    """The mosaic with a margin that continues it by reflection about its edge samples.

    Reflection without repeating the edge moves a sample by an even number of pixels, so the CFA phase is kept, also
    after several bounces (a frame smaller than the margin).
    """
    rows = _reflected(active.shape[0], phase[0])
    columns = _reflected(active.shape[1], phase[1])
    height, width = active.shape
    top, left = MARGIN + phase[0], MARGIN + phase[1]
    bottom, right = top + height, left + width
    padded = np.empty((len(rows), len(columns)), np.uint16)
    middle = padded[top:bottom]
    middle[:, left:right] = active
    middle[:, :left] = active[:, columns[:left]]
    middle[:, right:] = active[:, columns[right:]]
    padded[:top] = middle[rows[:top]]
    padded[bottom:] = middle[rows[bottom:]]
    return padded


def _reflected(length: int, phase: int) -> NDArray[np.intp]:
    """Source index of every padded position of one axis."""
    before = MARGIN + phase
    after = round_up(before + length, UNIT) + MARGIN
    bounce = np.abs(np.arange(-before, after - before)) % (2 * (length - 1))
    return np.where(bounce >= length, 2 * (length - 1) - bounce, bounce)
