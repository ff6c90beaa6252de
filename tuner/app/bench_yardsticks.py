"""Yardsticks: what others, and the bare memory, cost on the same mosaic in the same rounds.

Each is given the same threads and a preallocated target, and is called as its own documentation says. They are there
to be divided by: a machine at half its clock slows them as it slows us.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.frame import Frame
from tuner.core.jit import kernel
from tuner.files.dng_write import write_dng

NLM_TEMPLATE, NLM_SEARCH, NLM_H = 3, 9, 6.0
"""Sides of the patch and of the search window in pixels, as our own; OpenCV's cost does not depend on h."""


@kernel
def copy_rows(src, dst, top, bottom):  # type: ignore[no-untyped-def]
    """Rows of a uint16 mosaic into 4-byte words: the least a renderer could do."""
    for y in range(top, bottom):
        s, o = src[y], dst[y]
        for x in range(o.shape[0]):
            o[x] = np.uint32(s[x]) | np.uint32(0xFF000000)


class Copy:
    """The copy limit: uint16 in, RGBX out, on our own pool."""

    def __init__(self, mosaic: NDArray[np.uint16], executor: Executor, workers: int) -> None:
        self._src, self._executor = np.array(mosaic), executor
        self._dst = np.empty(mosaic.shape, np.uint32)
        edges = np.linspace(0, mosaic.shape[0], workers + 1).astype(int).tolist()
        self._shares = list(pairwise(edges))

    def __call__(self) -> NDArray[np.uint32]:
        for waiting in [self._executor.submit(copy_rows, self._src, self._dst, *share) for share in self._shares]:
            waiting.result()
        return self._dst


class EdgeAware:
    """OpenCV's edge-aware demosaic alone: uint16 mosaic to uint16 RGB."""

    def __init__(self, mosaic: NDArray[np.uint16]) -> None:
        import cv2

        self._src, self._dst = np.array(mosaic), np.empty((*mosaic.shape, 3), np.uint16)
        self._convert: Callable[..., Any] = cv2.cvtColor
        self._code: int = cv2.COLOR_BayerBG2RGB_EA

    def __call__(self) -> NDArray[np.uint16]:
        self._convert(self._src, self._code, dst=self._dst)
        return self._dst


class NonLocalMeans:
    """OpenCV's fast non-local means on 8-bit luma."""

    def __init__(self, luma: NDArray[np.uint8]) -> None:
        import cv2

        self._src, self._dst = luma, np.empty_like(luma)
        self._denoise: Callable[..., Any] = cv2.fastNlMeansDenoising

    def __call__(self) -> NDArray[np.uint8]:
        self._denoise(self._src, self._dst, NLM_H, NLM_TEMPLATE, NLM_SEARCH)
        return self._dst


def luma_of(bgrx: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(h, w) uint8 luma of a rendered picture."""
    import cv2

    luma: NDArray[np.uint8] = cv2.cvtColor(np.ascontiguousarray(bgrx[..., :3]), cv2.COLOR_BGR2GRAY)
    return luma


@contextmanager
def libraw_ahd(frame: Frame) -> Iterator[Callable[[], object]]:
    """LibRaw's whole development with AHD, of the same mosaic written as a DNG and already decoded.

    Automatic brightening is off, for it is a second pass over the picture; 8 bits out.
    """
    import rawpy

    with tempfile.TemporaryDirectory(prefix="isp-tuner-bench-") as folder:
        path = Path(folder) / "bench.dng"
        write_dng(path, frame.active, frame.facts, compress=False)
        with rawpy.imread(str(path)) as raw:
            params = {"demosaic_algorithm": rawpy.DemosaicAlgorithm.AHD, "no_auto_bright": True, "output_bps": 8}
            yield lambda: raw.postprocess(use_camera_wb=True, **params)


@contextmanager
def opencv_threads(count: int) -> Iterator[None]:
    """OpenCV on that many threads; what it used before comes back."""
    import cv2

    before = cv2.getNumThreads()
    cv2.setNumThreads(count)
    try:
        yield
    finally:
        cv2.setNumThreads(before)
