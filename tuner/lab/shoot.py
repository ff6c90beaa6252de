"""A virtual shot: from an order to a mosaic, the facts its DNG states, the noise-free picture and the truth.

light of a pixel = page's camera RGB (white's largest is 1) x exposure
exposure         = lux x seconds x electrons a lux second / electrons at saturation
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import Calibration, Facts, Shading
from tuner.files.cfa import QUAD as QUAD_FILTERS
from tuner.files.lights import A_KELVIN, D65_KELVIN
from tuner.lab.cameras import CAMERAS, Camera
from tuner.lab.catalogue import CHARTS
from tuner.lab.expose import Pose, Progress, light_on_sensor
from tuner.lab.lights import LabError, mean_of, right_share
from tuner.lab.order import Order
from tuner.lab.page import Floats, Page
from tuner.lab.sensor import QUAD, Exposure, expose, shaded
from tuner.lab.spectra import Scene

CALIBRATED = (("A", A_KELVIN), ("D65", D65_KELVIN))  # DNG's usual pair of calibration illuminants, CCT in K
LONGEST = 30.0  # s
MAKE = "ISP Tuner"
SMEAR = 0.5  # px between two of the positions that make up a moving exposure
MOST_SMEAR = 32


@dataclass(frozen=True, eq=False)
class Shot:
    """One frame.

    Attributes
    ----------
    mosaic : (height, width) uint16 DN
    linear : (3, height, width) float32 camera RGB without noise, 0 black, 1 saturation, spread, shading and flare included
    """

    mosaic: NDArray[np.uint16]
    linear: Floats
    facts: Facts
    truth: dict[str, Any]


class Studio:
    """What all frames of one order share."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self.camera: Camera = CAMERAS[order.knobs.camera]
        self.scenes = [Scene(side, self.camera) for side in order.sides]

    @cached_property
    def page(self) -> Page:
        """What stands before the camera."""
        k = self.order.knobs
        return CHARTS[k.chart](self.order.width, self.order.height, k.seed)

    @cached_property
    def scene(self) -> Scene:
        """The mean light, by which the file states its white balance."""
        return self.scenes[0] if len(self.scenes) == 1 else Scene(mean_of(self.order.sides), self.camera)

    @cached_property
    def full(self) -> float:
        """Electrons at saturation at this ISO."""
        return (self.camera.white - self.camera.black) / self.camera.gain(self.order.knobs.iso)

    @cached_property
    def seconds(self) -> float:
        """Exposure time.

        Raises
        ------
        LabError : so little light that the automatic time is more than half a minute
        """
        k = self.order.knobs
        if k.exposure:
            return k.exposure
        seconds = k.level * self.full / (k.lux * self.scene.electrons_per_lux_second)
        if seconds > LONGEST:
            raise LabError(
                f"{k.lux:g} lux at ISO {k.iso:g} need {seconds:.0f} s to reach the level {k.level:g}; raise lux or ISO, "
                "lower the level, or give the exposure"
            )
        return seconds

    def level(self, scene: Scene) -> float:
        """Perfect white in the most sensitive colour over saturation."""
        return self.order.knobs.lux * self.seconds * scene.electrons_per_lux_second / self.full

    @cached_property
    def poses(self) -> list[Pose]:
        """How the camera is held in every frame: a random walk, and the steady movement."""
        k = self.order.knobs
        steps = np.random.default_rng([k.seed, 41]).normal(0, 1, (k.frames, 3)) * k.shake
        steps[0] = 0
        corner = math.hypot(self.order.width, self.order.height) / 2
        walk = np.cumsum(steps, axis=0)
        return [
            Pose(float(x + k.pan_x * i), float(y + k.pan_y * i), math.degrees(float(r) / corner / 2))
            for i, (x, y, r) in enumerate(walk)
        ]

    def light(self, frame: int, threads: int, progress: Progress | None) -> Floats:
        """(3, h, w) share of saturation, spread, shading and flare included."""
        k, start = self.order.knobs, self.poses[frame]
        moved = (k.pan_x * self.seconds * k.fps, k.pan_y * self.seconds * k.fps)
        n = min(MOST_SMEAR, 1 + math.ceil(math.hypot(*moved) / SMEAR)) if any(moved) else 1
        poses = [Pose(start.dx + moved[0] * (i / n), start.dy + moved[1] * (i / n), start.degrees) for i in range(n)]
        total: Floats | None = None
        for i, (scene, pose) in enumerate((s, p) for s in self.scenes for p in poses):
            rgb = scene.response(self.page.reflectances) * (self.level(scene) / n)
            part = light_on_sensor(
                self.page, rgb, self.order.lens, pose, threads, _nth(progress, i, n * len(self.scenes))
            )
            if len(self.scenes) == 2:
                part *= self._share(scene is self.scenes[1])
            total = part if total is None else np.add(total, part, out=total)
        assert total is not None
        shaded(total, self.order.lens, threads)
        return total

    def _share(self, right: bool) -> Floats:
        """(width,) how much of the left or right light falls on each column."""
        smooth = right_share((np.arange(self.order.width) + 0.5) / self.order.width)
        return np.asarray(smooth if right else 1 - smooth, np.float32)

    def line_gain(self, frame: int) -> NDArray[np.float64] | None:
        """(height,) the lamp's light over its mean while each row was exposed; None without flicker.

        Notes
        -----
        The mean of 1 + d cos(2 pi f t) over T seconds about t is 1 + d sinc(f T) cos(2 pi f t).
        """
        k = self.order.knobs
        if not k.flicker:
            return None
        middle = frame / k.fps + k.readout * np.arange(self.order.height) / self.order.height + self.seconds / 2
        swing = k.flicker * np.sinc(k.flicker_hz * self.seconds)
        return np.asarray(1 + swing * np.cos(2 * math.pi * k.flicker_hz * middle))

    def facts(self) -> Facts:
        """What the DNG states: all of it true by construction."""
        k, camera = self.order.knobs, self.camera
        red, green, blue = (1 / self.scene.white).tolist()
        noise = camera.noise(k.iso, camera.dark_current * self.seconds) if k.noise else None
        return Facts(
            self.order.width,
            self.order.height,
            QUAD_FILTERS if k.cfa == QUAD else k.cfa,
            black=(camera.black,) * 4,
            white=camera.white,
            saturation=(camera.white,) * 4,
            raw_width=self.order.width,
            raw_height=self.order.height,
            bits=camera.bits,
            camera_gains=(red / green, 1.0, blue / green),
            calibrations=tuple(Calibration(kelvin, Scene(n, camera).color_matrix()) for n, kelvin in CALIBRATED),
            noise=() if noise is None else (noise,) * 4,
            shading=self._shading(),
            iso=k.iso,
            exposure_s=self.seconds,
            aperture=camera.aperture,
            focal_mm=camera.focal_mm,
            make=MAKE,
            model=f"Virtual {camera.title.removeprefix('Virtual ')}",
            lens=f"Virtual {camera.focal_mm:g} mm f/{camera.aperture:g}",
        )

    def _shading(self) -> Shading | None:
        """The lens' shading as the file states it."""
        order = self.order
        if not (order.knobs.gain_map and order.lens.shades):
            return None
        red, green, blue = order.lens.gains(order.width, order.height).tolist()
        return Shading(tuple(tuple(map(tuple, plane)) for plane in (red, green, green, blue)))


def shots(order: Order, threads: int = 1, progress: Progress | None = None) -> Iterator[Shot]:
    """The frames of an order, one after the other.

    Parameters
    ----------
    threads : that work on each; their number changes no byte
    progress : told the share that is done; False breaks off

    Raises
    ------
    LabError : the order cannot be carried out
    Cancelled : `progress` said so
    """
    from tuner.lab.truth import truth_of

    studio, k = Studio(order), order.knobs
    still: Floats | None = None
    for frame in range(k.frames):
        if still is None or k.shake or k.pan_x or k.pan_y:
            still = studio.light(frame, threads, _nth(progress, frame, k.frames))
        # later frames draw other noise, the first one that of the seed itself
        seed = k.seed + (frame << 32)
        shot = Exposure(k.iso, studio.seconds, seed, k.cfa, k.noise, studio.line_gain(frame))
        mosaic = expose(still, studio.camera, shot, threads)
        yield Shot(mosaic, still, studio.facts(), truth_of(studio, frame))


def _nth(progress: Progress | None, part: int, parts: int) -> Progress | None:
    """Progress of one part of several."""
    return None if progress is None else lambda share: progress((part + share) / parts)
