"""Spectral tables on one grid of wavelengths: the range that the tables of colour-science share."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.lab.shelf import looked_up

FIRST, LAST, STEP = 400, 700, 5  # nm
EFFICACY = 683.0  # lm/W at 555 nm (CIE 018:2019, K_m)


def wavelengths() -> NDArray[np.float64]:
    """(n,) nm."""
    return np.arange(FIRST, LAST + STEP, STEP).astype(float)


@cache
def colour_science() -> Any:
    """The package, imported now, without its words on plotting libraries that it does not find."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import colour
    return colour


def resampled(spectrum: Any) -> NDArray[np.float64]:
    """(n,) or (n, k) values of a colour-science spectrum, or several, on our wavelengths."""
    shape = colour_science().SpectralShape(FIRST, LAST, STEP)
    return np.asarray(spectrum.copy().align(shape).values, float)


def resampled_once(what: str, spectrum: Callable[[], Any]) -> NDArray[np.float64]:
    """The same of a spectrum that is only found where its values are not kept from an earlier start.

    Parameters
    ----------
    what : names it among all that the lab asks colour-science for
    """
    return np.array(looked_up(what, lambda: resampled(spectrum()).tolist()), float)


@cache
def observer() -> NDArray[np.float64]:
    """(n, 3) colour-matching functions of the CIE 1931 2 degree observer; the second is V(lambda)."""
    return resampled_once("observer", lambda: colour_science().MSDS_CMFS["CIE 1931 2 Degree Standard Observer"])
