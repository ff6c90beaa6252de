"""The raw histogram: how many samples of each CFA plane stand at each DN, as the sensor delivered them.

Nothing is subtracted, normalised or averaged before it is counted. For display the DN are put together to bins of
whole DN each, so that no bin is fuller than its neighbour because it happens to hold one DN more.

Source: direct counting; Freedman, D., Pisani, R., Purves, R. (2007), Statistics, 4th ed., chapter 3 (bins of equal
width).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.core.frame import Frame
from tuner.core.jit import kernel
from tuner.core.orient import Rect

LEVELS = 65536


@dataclass(frozen=True, eq=False)
class RawHistogram:
    """Samples at each DN.

    Attributes
    ----------
    counts : (4, 65536) int64: R, Gr, Gb, B; (1, 65536) of a sensor without filters
    area : the counted rectangle, unrotated active-area pixels
    """

    counts: NDArray[np.int64]
    area: Rect

    def binned(self, bins: int, top: int) -> tuple[NDArray[np.int64], int]:
        """Counts in at most `bins` bins of equal width from DN 0 to at least `top`.

        Returns
        -------
        (4 or 1, n) int64, and the DN a bin spans; what lies above the last bin is in the last bin
        """
        width = max(1, -(-(top + 1) // bins))
        n = -(-(top + 1) // width)
        padded = np.zeros((len(self.counts), n * width), np.int64)
        cut = min(n * width, LEVELS)
        padded[:, :cut] = self.counts[:, :cut]
        summed = padded.reshape(-1, n, width).sum(axis=2)
        summed[:, -1] += self.counts[:, cut:].sum(axis=1)
        return summed, width


@kernel
def _samples(mosaic, top, left, h, w, counts):  # type: ignore[no-untyped-def]
    """`top`, `left` are grid positions; `counts` (4, 2 * 65536) uint32: two histograms a plane, in turn."""
    for y in range(h):
        row = mosaic[top + y][left : left + w]
        first = counts[2 * ((top + y) & 1) + (left & 1)]
        second = counts[2 * ((top + y) & 1) + 1 - (left & 1)]
        other = np.uint64(65536)
        for i in range(w // 4):
            first[row[4 * i]] += np.uint32(1)
            second[row[4 * i + 1]] += np.uint32(1)
            first[np.uint64(row[4 * i + 2]) + other] += np.uint32(1)
            second[np.uint64(row[4 * i + 3]) + other] += np.uint32(1)
        for x in range(w // 4 * 4, w):
            if x & 1:
                second[row[x]] += np.uint32(1)
            else:
                first[row[x]] += np.uint32(1)


def raw_histogram(frame: Frame, area: Rect | None = None) -> RawHistogram:
    """Count the samples of each plane, or all of them where the sensor has no filters.

    Parameters
    ----------
    area : unrotated active-area pixels; None is the whole frame

    Raises
    ------
    ValueError : the area is empty or does not lie inside the frame
    """
    facts = frame.facts
    area = area or Rect(0, 0, facts.width, facts.height)
    if (
        min(area.x, area.y, area.w - 1, area.h - 1) < 0
        or area.x + area.w > facts.width
        or area.y + area.h > facts.height
    ):
        size = f"{facts.width} x {facts.height}"
        raise ValueError(f"the area {area.x},{area.y},{area.w},{area.h} does not lie inside {size} pixels")
    oy, ox = frame.origin
    counts = np.zeros((4, 2 * LEVELS), np.uint32)
    _samples(frame.mosaic, oy + area.y, ox + area.x, area.h, area.w, counts)
    planes = counts.reshape(1 if facts.mono else 4, -1, LEVELS)
    return RawHistogram(planes.sum(axis=1, dtype=np.int64), area)
