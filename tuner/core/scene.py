"""The scene's condition, as far as a file or a recipe tells: ISO, colour temperature, illuminance.

    illuminance = C N^2 / (t S)        C = 250 lx s, f-number N, exposure time t, ISO speed S

The illuminance is an estimate: it is that of a scene which the exposure suits, and says nothing of a picture that was
exposed on purpose otherwise.

Source: ISO 2720:1974, table 1: the constant C of an incident-light meter with a flat receptor, 250 where its range is
240 to 400.
"""

from __future__ import annotations

from tuner.core.camera_colour import COLDEST, WARMEST, CameraColour
from tuner.core.condition import AXES, Condition
from tuner.core.facts import Facts
from tuner.core.recipe import Recipe

INCIDENT = 250.0
"""Constant C, lx s."""
ESTIMATED = ("lux",)
"""Axes on which a file's value is an estimate."""


def of_file(facts: Facts) -> Condition:
    """What a file says; None on every axis it is silent about."""
    cct = None
    if facts.camera_gains is not None:
        cct = _held("cct", CameraColour.of(facts).temperature_tint(facts.camera_gains)[0], COLDEST, WARMEST)
    return Condition(_held("iso", facts.iso), cct, _held("lux", _lux(facts)))


def light_of(resolved: Recipe, facts: Facts) -> float | None:
    """CCT (K) of the light that the white balance in force takes for white: what a solver found, once it is accepted.

    Parameters
    ----------
    resolved : a recipe with the numbers in force; a line without a white balance has none
    """
    if "white_balance" not in resolved.rack:
        return None
    red, blue = (resolved.value(f"white_balance.{name}") for name in ("red", "blue"))
    assert isinstance(red, float)
    assert isinstance(blue, float)
    return _held("cct", CameraColour.of(facts).temperature_tint((red, 1.0, blue))[0], COLDEST, WARMEST)


def _lux(facts: Facts) -> float | None:
    if not (facts.iso and facts.exposure_s and facts.aperture):
        return None
    return INCIDENT * facts.aperture**2 / (facts.exposure_s * facts.iso)


def _held(axis: str, value: float | None, low: float = 0.0, high: float = float("inf")) -> float | None:
    """The value inside the axis' range, so that a strange file never stops anything."""
    if value is None or not value > 0:
        return None
    return min(max(value, AXES[axis].minimum, low), AXES[axis].maximum, high)
