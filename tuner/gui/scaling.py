"""Sizes in device pixels, and the scale factor that Qt is started with. Imports no Qt: it is asked before."""

from __future__ import annotations

import math


def logical(size: tuple[int, int], ratio: float) -> tuple[int, int]:
    """The window's own size that fills so many device pixels, or a part of one more."""
    width, height = (math.ceil(side / ratio - 1e-6) for side in size)
    return width, height


def factor_of(asked: str) -> str:
    """A scale factor that Qt takes and a picture can be made at; "1" for what is none."""
    try:
        return asked if 0.5 <= float(asked) <= 4 else "1"
    except ValueError:
        return "1"
