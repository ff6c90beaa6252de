"""Lights by name, as spectral irradiance of 1 lux.

    D65, A, FL11, LED-B3 ...      CIE illuminants
    TL84, CWF, Phosphor LED YAG   light sources of colour-science, and two short names
    2700K                         a blackbody
    D5000K                        CIE daylight of a temperature, 4000 to 25000 K
    A+D65   A:0.3+D65:0.7         mixed everywhere, by share of the illuminance
    A|D65                         mixed light: the first at the left of the picture, the last at the right

Source: CIE 015:2018 (illuminants; daylight, eq. 4.7); Planck (1901); colour-science for the tables.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.param import nearest
from tuner.lab.shelf import looked_up
from tuner.lab.tables import EFFICACY, STEP, colour_science, observer, resampled_once, wavelengths

ALIASES = {"tl84": "Philips TL-84", "cwf": "FL2", "led": "LED-B3", "tungsten": "A", "daylight": "D65"}
COLDEST, HOTTEST = 1000.0, 40000.0  # K, of a blackbody
DAYLIGHT = (4000.0, 25000.0)  # K, for which CIE daylight is defined
C2 = 1.438776877e-2  # m K, second radiation constant (CODATA 2018)
_KELVIN = re.compile(r"(d?)(\d{3,5})\s*k", re.I)


class LabError(ValueError):
    """A virtual shot cannot be taken as asked; one sentence."""


def sides_of(text: str) -> tuple[str, ...]:
    """The one or two lights of a text: `A|D65` lights the left and the right differently.

    Raises
    ------
    LabError : more than two, or a name that is not known
    """
    sides = tuple(part.strip() for part in text.split("|"))
    if len(sides) > 2:
        raise LabError(f"the light '{text}' has more than two sides; give LEFT|RIGHT")
    for side in sides:
        spectrum_of(side)
    return sides


def right_share(x: NDArray[np.float64]) -> NDArray[np.float64]:
    """How much of the right one of two lights falls on a column: 3 x^2 - 2 x^3 of its place, 0 left to 1 right."""
    return np.asarray(x * x * (3 - 2 * x))


@cache
def spectrum_of(text: str) -> NDArray[np.float64]:
    """(n,) spectral irradiance of 1 lux, W/m2/nm, of a light or of several mixed everywhere; read-only.

    Raises
    ------
    LabError : the name is not known, a share is no positive number, a temperature is out of range
    """
    total = np.zeros(len(wavelengths()))
    for part in text.split("+"):
        name, _, share = part.partition(":")
        try:
            weight = float(share) if share else 1.0
        except ValueError:
            weight = 0.0
        if not 0 < weight < 1e6:
            raise LabError(f"'{share}' is no share of the light '{text}'; give a positive number, as in A:0.3+D65:0.7")
        total += weight * _one_lux(_relative(name.strip()))
    found = _one_lux(total)
    found.setflags(write=False)
    return found


def mean_of(sides: Sequence[str]) -> str:
    """The light that is equal parts of others, whatever these are mixed of, as `spectrum_of` names it."""
    return "+".join(side if _is_plain(side) else _normalised(side) for side in sides)


def _is_plain(side: str) -> bool:
    return "+" not in side and ":" not in side


def _normalised(side: str) -> str:
    """The same mixture by shares that are 1 together."""
    parts = [part.partition(":") for part in side.split("+")]
    shares = [float(share) if share else 1.0 for _, _, share in parts]
    return "+".join(f"{name}:{share / sum(shares)!r}" for (name, _, _), share in zip(parts, shares, strict=True))


def _one_lux(relative: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(relative / (EFFICACY * float(relative @ observer()[:, 1]) * STEP))


def _relative(name: str) -> NDArray[np.float64]:
    """(n,) relative spectral power of one light."""
    kelvin = _KELVIN.fullmatch(name)
    if kelvin is not None:
        return _daylight(float(kelvin[2])) if kelvin[1] else _blackbody(float(kelvin[2]))
    names = {known.lower(): known for known in light_names()}
    wanted = ALIASES.get(name.lower(), name).lower()
    if wanted not in names:
        raise LabError(
            f"no light is called '{name}' (CIE names as D65, A, FL2, LED-B3; 2700K is a blackbody, D5000K daylight)"
            f"{nearest(name, list(names.values()))}"
        )
    return resampled_once(f"light {wanted}", lambda: _tables()[names[wanted]])


def _tables() -> dict[str, Any]:
    colour = colour_science()
    return {**colour.SDS_ILLUMINANTS, **colour.SDS_LIGHT_SOURCES}


@cache
def light_names() -> tuple[str, ...]:
    """Names of the tabulated lights, CIE illuminants first."""
    return tuple(looked_up("lights", lambda: list(_tables())))


def _blackbody(kelvin: float) -> NDArray[np.float64]:
    if not COLDEST <= kelvin <= HOTTEST:
        raise LabError(f"a blackbody of {kelvin:g} K is outside {COLDEST:g} to {HOTTEST:g} K")
    metres = wavelengths() * 1e-9
    return np.asarray((wavelengths() / 560.0) ** -5.0 / np.expm1(C2 / (metres * kelvin)))


def _daylight(kelvin: float) -> NDArray[np.float64]:
    if not DAYLIGHT[0] <= kelvin <= DAYLIGHT[1]:
        raise LabError(
            f"CIE daylight of {kelvin:g} K is outside {DAYLIGHT[0]:g} to {DAYLIGHT[1]:g} K; D4000K is the lowest"
        )

    def look() -> Any:
        colour = colour_science()
        return colour.sd_CIE_illuminant_D_series(colour.temperature.CCT_to_xy_CIE_D(kelvin))

    return resampled_once(f"daylight {kelvin!r}", look)
