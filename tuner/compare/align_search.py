"""Where in one picture the other lies, roughly: scale by trial, shift by phase correlation, on small copies of both.

Small copies are high-passed, so that shading common to most pictures does not pass for likeness. For each scale the
peaks of the phase correlation are proposals; what counts is the correlation of what then lies on each other, weighed
by how much that is.

References
----------
Kuglin, Hines (1975), The phase correlation image alignment method, Proc. IEEE Conf. Cybernetics and Society 163-165.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.compare.resample import resampled

Plane = NDArray[np.float32]

WIDEST = 8.0
"""Largest scale between two pictures that is looked for."""
FINE, COARSE = 420, 160  # longest side of the copies on which shifts and scales are tried
LEAST_SIDE = 12  # pixels of a copy
_SURE = 0.9  # correlation at which no other scale is tried
_MOST = 0.6  # of the smaller picture: where less lies on the other, turns are tried
_STEP = 1.03  # between two scales that are tried
_LESS_WIDE, _LONG_STEP = 4.0, 1.05  # the largest scale and the step where many stretches are tried as well
_BEST = 4  # scales that are looked at closer
_PEAKS = 3  # of a phase correlation that are looked at
_TURNED = 0.7  # correlation at which a turned or mirrored picture is taken for one
_LEAST_SHARE = 0.08  # of the smaller picture that must lie on the other


@dataclass(frozen=True)
class Guess:
    """x_b = scale * x_a + shift, in pixel edges.

    Attributes
    ----------
    correlation : of the high-passed copies, -1..1
    worth : its statistical weight, for guesses on copies of one size
    share : how much of the smaller picture lies on the other, 0..1
    """

    scale: float
    shift: tuple[float, float]
    correlation: float
    worth: float
    share: float

    @property
    def sure(self) -> bool:
        """Whether nothing else needs to be tried."""
        return self.correlation > _SURE and self.share > _MOST


def search(a: Plane, b: Plane) -> Guess | None:
    """The likeliest place of picture a in picture b; None where nothing in them can be compared.

    Parameters
    ----------
    a, b : (h, w) float32 luma
    """
    pair = _Copies(a), _Copies(b)
    best = _best(_try(*pair, _likely(a, b), FINE), 1)
    if best and best[0].correlation > _SURE:
        return best[0]
    steps = math.ceil(math.log(WIDEST) / math.log(_STEP))
    rough = _best(_try(*pair, (_STEP**n for n in range(-steps, steps + 1)), COARSE), _BEST)
    near = (guess.scale * _STEP ** (n / 3) for guess in rough for n in range(-3, 4))
    found = _best([*best, *_try(*pair, near, FINE)], 1)
    return found[0] if found else None


def nearby(a: Plane, b: Plane) -> Guess | None:
    """The likeliest place of a in b at one of the likely scales; None where nothing in them can be compared."""
    found = _best(_try(_Copies(a), _Copies(b), _likely(a, b), FINE), 1)
    return found[0] if found else None


def rough(a: Plane, b: Plane) -> Guess | None:
    """The likeliest place of a in b at scales up to `_LESS_WIDE`, on the smallest copies alone; None where nothing in them
    can be compared."""
    steps = math.ceil(math.log(_LESS_WIDE) / math.log(_LONG_STEP))
    found = _best(_try(_Copies(a), _Copies(b), (_LONG_STEP**n for n in range(-steps, steps + 1)), COARSE), 1)
    return found[0] if found else None


def close_to(a: Plane, b: Plane, scale: float) -> Guess | None:
    """The likeliest place of a in b at scales near one that was found by `rough`."""
    near = (scale * _LONG_STEP ** (n / 4) for n in range(-4, 5))
    found = _best(_try(_Copies(a), _Copies(b), near, FINE), 1)
    return found[0] if found else None


def likeness(a: Plane, b: Plane) -> float:
    """Correlation of the finest detail of small copies of two pictures of one size, as they lie on each other; -1..1."""
    step = max(1.0, max(a.shape) / FINE)
    return correlation(_Copies(a).copy(step), _Copies(b).copy(step))


def lies_turned(a: Plane, b: Plane, guess: Guess | None) -> bool:
    """Whether b, turned or mirrored, is likelier to lie on a than by the guess, at a likely scale."""
    least = 0.0 if guess is None else guess.correlation * math.sqrt(guess.share)
    small = _Copies(a)
    for turned in (b[:, ::-1], b[::-1], b[::-1, ::-1], b.T, b.T[:, ::-1], b.T[::-1], b.T[::-1, ::-1]):
        for found in _best(_try(small, _Copies(turned), _likely(a, turned), COARSE), 1):
            if found.correlation > _TURNED and found.correlation * math.sqrt(found.share) > least:
                return True
    return False


def _likely(a: Plane, b: Plane) -> list[float]:
    return [1.0, b.shape[1] / a.shape[1], b.shape[0] / a.shape[0]]


def _best(guesses: Iterable[Guess], count: int) -> list[Guess]:
    return sorted(guesses, key=lambda guess: guess.worth, reverse=True)[:count]


class _Copies:
    """Small copies of one picture, made from halves of halves, which are made once."""

    def __init__(self, plane: Plane) -> None:
        self.shape = plane.shape
        self._halves = [plane]

    def copy(self, step: float) -> Plane:
        """The picture with pixels of `step` of its own, high-passed."""
        from scipy.ndimage import gaussian_filter

        level = max(0, int(math.log2(step)))
        while len(self._halves) <= level and min(self._halves[-1].shape) > 1:
            self._halves.append(binned(self._halves[-1], 2))
        level = min(level, len(self._halves) - 1)
        size = (int(self.shape[1] / step), int(self.shape[0] / step))
        if min(size) < LEAST_SIDE:
            return np.zeros((1, 1), np.float32)
        rest = step / 2**level
        small = self._halves[level] if rest == 1 else resampled(self._halves[level], (rest, rest), (0.0, 0.0), size)
        return np.asarray(gaussian_filter(small, 0.7) - gaussian_filter(small, 4.0), np.float32)


def binned(plane: Plane, factor: int) -> Plane:
    """Averages of factor x factor pixels; what is left over at the right and below is left out."""
    if factor == 1:
        return plane
    h, w = plane.shape[0] // factor, plane.shape[1] // factor
    total = np.zeros((h, w), np.float32)
    for y in range(factor):
        for x in range(factor):
            total += plane[y : h * factor : factor, x : w * factor : factor]
    return np.asarray(total / np.float32(factor * factor))


def _try(a: _Copies, b: _Copies, scales: Iterable[float], side: int) -> Iterator[Guess]:
    """The best guess at each scale; both copies are as coarse as the coarser picture of the two, or coarser."""
    for scale in dict.fromkeys(scales):
        if not 1 / WIDEST <= scale <= WIDEST:
            continue
        # a pixel of a copy is `step` pixels of a, and `scale * step` of b
        step = max(1.0, 1 / scale, max(a.shape) / side, max(b.shape) / scale / side)
        small_a, small_b = a.copy(step), b.copy(step * scale)
        if min(*small_a.shape, *small_b.shape) < LEAST_SIDE:
            continue
        for dy, dx in _peaks(small_a, small_b):
            correlation, worth, share = _likeness(small_a, small_b, dy, dx)
            if worth > 0:
                yield Guess(scale, (dx * step * scale, dy * step * scale), correlation, worth, share)


def _peaks(a: Plane, b: Plane) -> Iterator[tuple[int, int]]:
    """(down, across) shifts at which a may lie in b, the likeliest first."""
    from scipy.fft import irfft2, next_fast_len, rfft2

    shape = [next_fast_len(m + n, real=True) for m, n in zip(a.shape, b.shape, strict=True)]
    cross = rfft2(b * _fading(b.shape), shape) * np.conj(rfft2(a * _fading(a.shape), shape))
    surface = irfft2(cross / np.maximum(np.abs(cross), 1e-12 * np.abs(cross).max() + 1e-30), shape)
    for _ in range(_PEAKS):
        y, x = np.unravel_index(int(surface.argmax()), surface.shape)
        down, across = int(y), int(x)
        surface[max(0, down - 2) : down + 3, max(0, across - 2) : across + 3] = -np.inf
        yield down - shape[0] * (down >= b.shape[0]), across - shape[1] * (across >= b.shape[1])


def _fading(shape: tuple[int, ...]) -> Plane:
    """A window that falls to zero in the outer tenth of each side."""
    from scipy.signal.windows import tukey

    return np.outer(tukey(shape[0], 0.2), tukey(shape[1], 0.2)).astype(np.float32)


def _likeness(a: Plane, b: Plane, dy: int, dx: int) -> tuple[float, float, float]:
    """Correlation of what lies on each other when a's corner is at (dy, dx) of b, its statistical weight, and how much
    of the smaller one that is."""
    h, w = min(a.shape[0], b.shape[0] - dy), min(a.shape[1], b.shape[1] - dx)
    top, left = max(0, -dy), max(0, -dx)
    if h - top < LEAST_SIDE or w - left < LEAST_SIDE:
        return 0.0, 0.0, 0.0
    count = (h - top) * (w - left)
    share = count / min(a.size, b.size)
    if share < _LEAST_SHARE:
        return 0.0, 0.0, share
    found = correlation(a[top:h, left:w], b[top + dy : h + dy, left + dx : w + dx])
    return found, math.atanh(min(max(found, 0.0), 0.999)) * math.sqrt(count), share


def correlation(a: Plane, b: Plane) -> float:
    """Pearson's correlation coefficient of two planes; 0 where one of them is flat."""
    one, two = a - a.mean(dtype=np.float64), b - b.mean(dtype=np.float64)
    size = math.sqrt(float((one * one).sum()) * float((two * two).sum()))
    return float((one * two).sum()) / size if size else 0.0
