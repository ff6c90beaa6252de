"""The raw histogram: every sample of each plane, whatever the phase."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import noisy_frame
from tuner.core.frame import CFA_PATTERNS
from tuner.core.orient import Rect
from tuner.measure.raw_histogram import raw_histogram


def planes(frame, area):
    """Samples of R, Gr, Gb, B in the area, picked one by one by their letter."""
    x, y, w, h = area
    cfa, red_row = frame.facts.cfa, frame.facts.cfa.index("R") // 2
    found = [[], [], [], []]
    for j in range(y, y + h):
        for i in range(x, x + w):
            letter = cfa[2 * (j % 2) + i % 2]
            p = {"R": 0, "B": 3}.get(letter, 1 if j % 2 == red_row else 2)
            found[p].append(frame.active[j, i])
    return found


@pytest.mark.parametrize("cfa", CFA_PATTERNS)
@pytest.mark.parametrize("area", [Rect(0, 0, 64, 48), Rect(3, 5, 21, 8), Rect(2, 7, 7, 1), Rect(63, 47, 1, 1)])
def test_counts_are_numpy_s(cfa, area):
    frame = noisy_frame(cfa=cfa)
    found = raw_histogram(frame, area)
    for counts, samples in zip(found.counts, planes(frame, area), strict=True):
        assert np.array_equal(counts, np.bincount(np.array(samples, np.int64), minlength=65536))
    assert found.counts.sum() == area.w * area.h


@pytest.mark.parametrize("area", [Rect(0, 0, 64, 48), Rect(3, 5, 21, 8), Rect(63, 47, 1, 1)])
def test_without_filters_all_samples_are_one_plane(area):
    frame = noisy_frame(cfa="M")
    found = raw_histogram(frame, area)
    samples = frame.active[area.y : area.y + area.h, area.x : area.x + area.w]
    assert np.array_equal(found.counts, [np.bincount(samples.reshape(-1), minlength=65536)])
    summed, _ = found.binned(100, 4095)
    assert (len(summed), summed.sum()) == (1, area.w * area.h)


def test_bins_are_equally_wide_and_lose_nothing():
    found = raw_histogram(noisy_frame())
    for bins, top in ((100, 4095), (256, 4095), (7, 3000), (5000, 4095), (300, 65535)):
        summed, width = found.binned(bins, top)
        assert summed.shape[1] <= bins
        assert summed.shape[1] * width > top
        assert summed.sum() == 64 * 48
        assert np.array_equal(summed[:, 0], found.counts[:, :width].sum(axis=1))


@pytest.mark.parametrize("area", [Rect(0, 0, 65, 1), Rect(0, -1, 2, 2), Rect(0, 0, 0, 4)])
def test_an_area_outside_is_refused(area):
    with pytest.raises(ValueError, match="inside 64 x 48"):
        raw_histogram(noisy_frame(), area)
