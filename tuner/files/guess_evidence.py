"""What the bytes of a dump give away: how smooth they are in one reading or another, which filters, which levels.

A right reading is smooth: a sample is like the next one of its own colour, in its row and in the row below of the same
colours. With a wrong stride the rows shear, with a wrong packing neighbours are unlike. Differences are taken between
square roots, so that light and dark parts count alike, and told as a share of the difference of samples far apart.

Which of the two colours beside green is red cannot be measured, only judged: saturated reds, oranges and skin are more
common in front of a camera than saturated blues, so log(R / G) has the longer upper tail; and most light is poorer in
blue than in red, as the sensor sees it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tuner.files.packing import DEPTHS, Samples

MONO_RATIO = 1.04  # a sample's difference to its neighbour over that to the next but one, at most, without filters
MONO_MEANS = 0.025  # spread of the four planes' means, at most
QUAD_RATIO = 0.7  # differences inside a block over those across its edge, at most, for quad-Bayer
ALIKE_BITS = 1.2  # entropy: two bytes of a sample differ by more, two neighbouring bytes of 8-bit samples by less
SMOOTH_LOW = 0.5  # a low byte as smooth as this is no low byte
SKEW_WEIGHT, WARMTH_WEIGHT = 1.0, 0.35  # of the two hints at red; chosen on sixteen raws, of which they tell fourteen
FEWEST = 64  # bytes that are judged as pairs or single ones
BLOCK = 4  # quads a side that are averaged before colours are compared
DARKEST = 0.125  # of the range: a darkest sample above this is not black


@dataclass(frozen=True)
class Smoothness:
    """How a block of samples fits together; 0 is perfectly smooth, 1 is noise.

    Attributes
    ----------
    kind : "bayer", "quad" or "mono", by which neighbours are alike
    along : difference to the next sample of the same colour in the row
    down : the same, to the row below
    """

    kind: str
    along: float
    down: float

    @property
    def score(self) -> float:
        """Both together."""
        return self.along + self.down


def smoothness(samples: Samples) -> Smoothness:
    """Of bands of rows in one reading.

    Parameters
    ----------
    samples : (bands, rows, columns) uint16; at least nine rows a band
    """
    x = np.sqrt(samples.astype(np.float32))
    flat = x.reshape(-1)
    far = float(np.abs(flat - np.roll(flat, flat.size // 3 + 1)).mean()) or 1e-9
    even, odd = (float(np.abs(x[..., at + 1 :: 2] - x[..., at : x.shape[2] - 1 : 2]).mean()) for at in (0, 1))
    two, four = (float(np.abs(x[..., by:] - x[..., :-by]).mean()) for by in (2, 4))
    kind, along, lag = "bayer", two, 2
    if min(even, odd) < QUAD_RATIO * max(even, odd) and four < 0.95 * two:
        kind, along, lag = "quad", four, 4
    elif max(even, odd) < MONO_RATIO * two and _alike(samples):
        kind, along, lag = "mono", (even + odd) / 2, 1
    down = float(np.abs(x[:, lag:] - x[:, :-lag]).mean())
    return Smoothness(kind, along / far, down / far)


def _alike(samples: Samples) -> bool:
    """Whether the four planes of 2x2 have one mean, above the darkest sample."""
    base = float(np.percentile(samples, 0.1))
    means = [float(samples[:, y::2, x::2].mean()) - base for y in (0, 1) for x in (0, 1)]
    return max(means) - min(means) < MONO_MEANS * max(max(means), 1e-9) and max(means) > 4


def two_bytes(block: NDArray[np.uint8]) -> bool:
    """Whether the bytes of a block belong together in pairs: one of each pair is another sort than its neighbour."""
    if block.size < FEWEST:
        return False
    pairs = block[: block.size // 2 * 2].reshape(-1, 2)
    bits = [_entropy(pairs[:, i]) for i in (0, 1)]
    rough = [_roughness(pairs[:, i]) for i in (0, 1)]
    return abs(bits[0] - bits[1]) > ALIKE_BITS or max(rough) > max(SMOOTH_LOW, 3 * min(rough))


def wrong_way_round(samples: Samples) -> bool:
    """Whether two-byte samples look as if read in the wrong byte order: the low byte says less than the high one, and
    not because low bits are left unused."""
    flat = samples.reshape(-1)
    low, high = (_entropy((flat >> np.uint16(by) & np.uint16(255)).astype(np.uint8)) for by in (0, 8))
    return low < high - ALIKE_BITS and _unused(flat) < 2


def _unused(samples: Samples) -> int:
    """Low bits that no sample uses."""
    used = int(np.bitwise_or.reduce(samples, axis=None))
    return (used & -used).bit_length() - 1 if used else 0


def _entropy(values: NDArray[np.uint8]) -> float:
    """Bits a value."""
    shares = np.bincount(values, minlength=256) / max(values.size, 1)
    shares = shares[shares > 0]
    return float(-(shares * np.log2(shares)).sum())


def _roughness(values: NDArray[np.uint8]) -> float:
    """Difference to the next value but one, over that to one far away."""
    x = values.astype(np.float32)
    far = float(np.abs(x - np.roll(x, x.size // 3 + 1)).mean())
    return float(np.abs(x[2:] - x[:-2]).mean()) / far if far else 1.0


def depth_and_alignment(samples: Samples) -> tuple[int, bool]:
    """Significant bits of two-byte samples, and whether they stand in the high bits."""
    most, zeros = int(samples.max()), _unused(samples)
    if most >> 15 and zeros >= 2:
        return next(d for d in DEPTHS if d >= 16 - zeros), True
    return next(d for d in DEPTHS if d >= most.bit_length()), False


def phases(samples: Samples, kind: str, black: float) -> list[tuple[str, float]]:
    """Bayer patterns of the first 2x2 (of the first 4x4, in blocks, for quad-Bayer) and how well each fits, best first.

    Returns
    -------
    (pattern, share of belief) pairs; the shares add up to 1
    """
    if kind == "quad":
        samples = _blocks(samples)
    rows, columns = (n // (2 * BLOCK) * 2 * BLOCK for n in samples.shape)
    if not rows or not columns:
        return [(cfa, 0.25) for cfa in ("RGGB", "BGGR", "GRBG", "GBRG")]
    planes = [_averaged(samples[y:rows:2, x:columns:2]) - black for y in (0, 1) for x in (0, 1)]
    main, other = _unlike(planes[0], planes[3]), _unlike(planes[1], planes[2])
    on_main = other / (main + other) if main + other > 0 else 0.5  # belief that green stands at 0 and 3
    on_main = on_main**3 / (on_main**3 + (1 - on_main) ** 3)
    found = {}
    for greens, (a, b), names, share in (
        ((1, 2), (0, 3), ("RGGB", "BGGR"), 1 - on_main),
        ((0, 3), (1, 2), ("GRBG", "GBRG"), on_main),
    ):
        first = _first_is_red(planes[a], (planes[greens[0]] + planes[greens[1]]) / 2, planes[b])
        found[names[0]], found[names[1]] = share * first, share * (1 - first)
    return sorted(found.items(), key=lambda pair: -pair[1])


def _blocks(samples: Samples) -> Samples:
    """Means of 2x2 blocks of one colour; the quad-Bayer array is taken to begin with a whole block."""
    rows, columns = (n // 2 * 2 for n in samples.shape)
    means = samples[:rows, :columns].reshape(rows // 2, 2, columns // 2, 2).mean(axis=(1, 3))
    return np.asarray(means, np.uint16)


def _averaged(plane: Samples) -> NDArray[np.float64]:
    rows, columns = (n // BLOCK for n in plane.shape)
    blocks = plane[: rows * BLOCK, : columns * BLOCK].reshape(rows, BLOCK, columns, BLOCK)
    return np.asarray(blocks.mean(axis=(1, 3)), np.float64)


def _unlike(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Mean difference of two planes, as a share of their level; the two greens have the smaller one."""
    return float(np.abs(a - b).mean() / max(float((a + b).mean()), 1e-9))


def _first_is_red(a: NDArray[np.float64], green: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """Belief (0..1) that plane a is red and b is blue."""
    top = 0.9 * max(float(p.max()) for p in (a, green, b))
    seen = (green > np.percentile(green, 10)) & (np.maximum(np.maximum(a, green), b) < top)
    if np.count_nonzero(seen) < 64:
        return 0.5
    little = 0.01 * float(green.mean()) + 1e-6
    hints = []
    for plane in (a, b):
        ratio = np.log((np.maximum(plane, 0) + little) / (np.maximum(green, 0) + little))[seen]
        low, middle, high = np.percentile(ratio, [2, 50, 98])
        skew = (high + low - 2 * middle) / max(high - low, 1e-9)
        hints.append(SKEW_WEIGHT * skew + WARMTH_WEIGHT * middle)
    return float(1 / (1 + np.exp(-4 * (hints[0] - hints[1]))))


def levels(samples: Samples, bits: int) -> tuple[float, float]:
    """Black and white level: where the darkest samples lie, and where the brightest are cut off.

    A darkest sample near a level that sensors use (a power of two, or such a level and a half) means that level; where
    nothing is dark, 0.
    """
    full = 2.0**bits - 1
    darkest, most = float(np.percentile(samples, 0.05)), int(samples.max())
    cut = np.count_nonzero(samples == most) > 1e-3 * samples.size and most > 0.9 * full
    white = float(most) if cut else full
    if darkest > DARKEST * full or darkest < 2:
        return 0.0, white
    usual = [level for n in range(2, bits) for level in (2.0**n, 1.5 * 2.0**n)]
    near = min(usual, key=lambda level: abs(level - darkest))
    return (near if abs(near - darkest) <= 0.08 * near + 1 else float(int(darkest))), white
