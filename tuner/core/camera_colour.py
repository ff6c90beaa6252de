"""A camera's colour: what its calibration says of lights, white balance gains and the way to the output primaries.

    camera neutral  = AnalogBalance CameraCalibration ColorMatrix(T) XYZ(white)            gains = green / neutral
    to XYZ D50      = ForwardMatrix(T) D (AnalogBalance CameraCalibration)^-1              where there is a ForwardMatrix
    to XYZ(white)   = (AnalogBalance CameraCalibration ColorMatrix(T))^-1                  elsewhere, then Bradford

Matrices under several illuminants are interpolated in reciprocal temperature; beyond the outermost, it is held.

Source: Adobe (2023), Digital Negative Specification 1.7.1, chapter 6, "Mapping camera color space to CIE XYZ space".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from tuner.core.colour import (
    D50,
    D65,
    XY,
    Array,
    adaptation,
    rgb_to_xyz,
    temperature_tint,
    xy_of_temperature,
    xy_to_xyz,
    xyz_to_rgb,
    xyz_to_xy,
)
from tuner.core.facts import Calibration, Facts, Three
from tuner.core.param import Matrix3

COLDEST, WARMEST = 2000.0, 15000.0
"""Temperatures a white balance may name, K; a light beyond them counts as the nearest."""
FARTHEST = 150.0
"""Largest tint, either way."""
FAINTEST = 1e-3
"""Smallest camera neutral, relative to the largest channel: matrices may put saturated lights at or below zero."""
_PASSES = 60


@dataclass(frozen=True)
class CameraColour:
    """The calibrations of a camera, sorted by temperature, and its analogue balance.

    Everything is computed in float64 and cached, since a line asks again at every render.
    """

    calibrations: tuple[Calibration, ...]
    analog_balance: Three = (1.0, 1.0, 1.0)

    @classmethod
    def of(cls, facts: Facts) -> CameraColour:
        """The camera of a file; a calibration that cannot be inverted is passed over.

        A file without calibrations is taken for a camera that sees Rec.709 primaries once it is balanced, and whose
        daylight gains suit D65: temperatures then turn the right way, and its colours stay as they are.
        """
        usable = tuple(c for c in facts.calibrations if _invertible(c))
        if usable and min(facts.analog_balance) > 0:
            return cls(tuple(sorted(usable, key=lambda c: c.temperature)), facts.analog_balance)
        return cls((_uncalibrated(facts.daylight_gains),))

    def xyz_to_camera(self, temperature: float) -> Array:
        """(3, 3) float64: XYZ under a light of that temperature -> camera RGB."""
        return self._body(temperature) @ self._mixed("color_matrix", temperature)

    def neutral(self, white: XY) -> Three:
        """Camera RGB of a chromaticity, its largest channel 1, none below `FAINTEST`."""
        found = self.xyz_to_camera(temperature_tint(white)[0]) @ xy_to_xyz(white)
        return _three(np.maximum(found / found.max(), FAINTEST))

    def white(self, neutral: Three) -> XY:
        """The chromaticity whose camera RGB is proportional to `neutral`.

        Notes
        -----
        The matrix depends on the temperature sought: the specification's iteration, from D50. Passes beyond the tenth
        are averaged with the one before, which settles the two-point oscillation that steep calibrations fall into.
        """
        white = D50
        for i in range(_PASSES):
            matrix = self.xyz_to_camera(temperature_tint(white)[0])
            found = xyz_to_xy(np.linalg.solve(matrix, np.array(neutral)))
            if i >= 10:
                found = ((found[0] + white[0]) / 2, (found[1] + white[1]) / 2)
            done = abs(found[0] - white[0]) + abs(found[1] - white[1]) < 1e-10
            white = found
            if done:
                break
        return white

    def gains(self, temperature: float, tint: float) -> Three:
        """White balance gains, green 1, for a light of that temperature (K) and tint."""
        return _gains(self, temperature, tint)

    def temperature_tint(self, gains: Three) -> tuple[float, float]:
        """(K, tint) of the light that these gains balance; may lie outside what a knob can name."""
        return _temperature_tint(self, gains)

    def to_output(self, gains: Three, primaries: str) -> Matrix3:
        """White-balanced camera RGB -> linear RGB of the named primaries, D65.

        Parameters
        ----------
        gains : the white balance in force; its light decides the calibration (and the adaptation)

        Returns
        -------
        3 rows of 3, each row summing to 1: white-balanced white maps to white
        """
        return _to_output(self, gains, primaries)

    def _between(self, temperature: float) -> tuple[Calibration, Calibration, float]:
        """The neighbours of a temperature and the share of the second."""
        first, last = self.calibrations[0], self.calibrations[-1]
        if temperature <= first.temperature:
            return first, first, 0.0
        for low, high in pairwise(self.calibrations):
            if low.temperature < temperature <= high.temperature:
                share = (1 / low.temperature - 1 / temperature) / (1 / low.temperature - 1 / high.temperature)
                return low, high, share
        return last, last, 0.0

    def _mixed(self, matrix: str, temperature: float) -> Array:
        low, high, share = self._between(temperature)
        a, b = np.array(getattr(low, matrix)), np.array(getattr(high, matrix))
        return np.asarray((1 - share) * a + share * b)

    def _body(self, temperature: float) -> Array:
        """AnalogBalance CameraCalibration: the reference camera's RGB -> this one's."""
        return np.asarray(np.diag(self.analog_balance) @ self._mixed("camera_calibration", temperature))

    def _forward(self, temperature: float) -> Array | None:
        """ForwardMatrix; where only one of two illuminants states it, that one serves for both."""
        low, high, share = self._between(temperature)
        a, b = low.forward_matrix or high.forward_matrix, high.forward_matrix or low.forward_matrix
        return None if a is None or b is None else np.asarray((1 - share) * np.array(a) + share * np.array(b))

    def _balanced_to_xyz_d65(self, white: XY) -> Array:
        """White-balanced camera RGB -> XYZ under D65, up to a scale."""
        temperature = temperature_tint(white)[0]
        neutral = np.array(self.neutral(white))
        forward = self._forward(temperature)
        if forward is None:
            to_xyz = np.linalg.inv(self.xyz_to_camera(temperature))
            return np.asarray(adaptation(white, D65) @ to_xyz * neutral)
        to_reference = np.linalg.inv(self._body(temperature))
        balance = np.diag(1 / (to_reference @ neutral))
        return np.asarray(adaptation(D50, D65) @ forward @ balance @ to_reference * neutral)


@lru_cache(256)
def _gains(camera: CameraColour, temperature: float, tint: float) -> Three:
    red, green, blue = camera.neutral(xy_of_temperature(temperature, tint))
    return green / red, 1.0, green / blue


@lru_cache(256)
def _temperature_tint(camera: CameraColour, gains: Three) -> tuple[float, float]:
    return temperature_tint(camera.white(_three(1 / np.array(gains))))


@lru_cache(256)
def _to_output(camera: CameraColour, gains: Three, primaries: str) -> Matrix3:
    temperature, tint = _temperature_tint(camera, gains)
    held = min(max(temperature, COLDEST), WARMEST), min(max(tint, -FARTHEST), FARTHEST)
    matrix = xyz_to_rgb(primaries) @ camera._balanced_to_xyz_d65(xy_of_temperature(*held))
    rows = matrix / matrix.sum(axis=1, keepdims=True)
    return _three(rows[0]), _three(rows[1]), _three(rows[2])


@lru_cache(16)
def _uncalibrated(daylight: Three) -> Calibration:
    to_xyz = rgb_to_xyz("rec709")
    color = np.diag(1 / np.array(daylight)) @ xyz_to_rgb("rec709")
    forward = adaptation(D65, D50) @ to_xyz
    a, b = ((_three(m[0]), _three(m[1]), _three(m[2])) for m in (color, forward))
    return Calibration(temperature_tint(D65)[0], a, b)


@lru_cache(16)
def _invertible(calibration: Calibration) -> bool:
    matrices = np.array([calibration.color_matrix, calibration.camera_calibration])
    return bool(np.all(np.abs(np.linalg.det(matrices)) > 1e-6)) and calibration.temperature > 0


def _three(values: Array) -> Three:
    a, b, c = values.tolist()
    return a, b, c
