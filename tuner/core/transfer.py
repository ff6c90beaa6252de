"""The numbers of the output transfer curves: linear light to codes and back, each written once.

Source: IEC 61966-2-1:1999, item 5.2 (sRGB); ITU-R BT.709-6 (2015), item 1.2 (Rec.709).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

CURVES: dict[str, tuple[float, float, float, float]] = {
    "srgb": (0.0031308, 12.92, 0.055, 1 / 2.4),
    "rec709": (0.018, 4.5, 0.099, 0.45),
    "gamma22": (0.0, 0.0, 0.0, 1 / 2.2),
    "linear": (0.0, 0.0, 0.0, 1.0),
}
"""(end of the linear part, its slope, a, g): light above the end becomes the code (1 + a) x^g - a."""


def decoding(transfer: str) -> tuple[float, ...]:
    """The way back, code -> light, as an ICC parametric curve counts it.

    Returns
    -------
    (g,) for x^g; (g, a, b, c, d) for (a x + b)^g from d on, and c x below

    Raises
    ------
    KeyError : no curve of that name
    """
    end, slope, a, g = CURVES[transfer]
    return (1 / g, 1 / (1 + a), a / (1 + a), 1 / slope, end * slope) if slope else (1 / g,)


def decoded(codes: NDArray[np.float64], transfer: str) -> NDArray[np.float64]:
    """Codes 0..1 -> the light they stand for, 0..1."""
    g, *rest = decoding(transfer)
    if not rest:
        return np.asarray(codes**g, np.float64)
    a, b, c, d = rest
    return np.where(codes >= d, (a * codes + b) ** g, c * codes)


def coded(light: NDArray[np.float64], transfer: str) -> NDArray[np.float64]:
    """Light -> codes, both 0..1; what lies outside is clipped."""
    end, slope, a, g = CURVES[transfer]
    x = np.clip(light, 0, 1)
    return np.asarray(np.where(x <= end, slope * x, (1 + a) * x**g - a) if slope else x**g, np.float64)
