"""The bundled sample: the composed chart shot by the virtual sensor, as a DNG with its true facts."""

from __future__ import annotations

from pathlib import Path

from tuner.core.facts import Calibration, Facts
from tuner.files.dng_write import write_dng
from tuner.files.lights import A_KELVIN, D65_KELVIN
from tuner.lab.chart import HEIGHT, WIDTH, compose
from tuner.lab.sensor import Sensor
from tuner.lab.spectra import Scene

SEED = 7
LIGHT = "D55"
CALIBRATED = (("A", A_KELVIN), ("D65", D65_KELVIN))  # DNG's usual pair of calibration illuminants, CCT in K


def sample_facts(sensor: Sensor = Sensor()) -> Facts:
    """What the sample's DNG states: all of it true by construction."""
    scene = Scene(LIGHT)
    red, green, blue = (1 / scene.white).tolist()
    calibrations = tuple(Calibration(kelvin, Scene(name).color_matrix()) for name, kelvin in CALIBRATED)
    return Facts(
        WIDTH,
        HEIGHT,
        sensor.cfa,
        black=(sensor.black,) * 4,
        white=sensor.white,
        saturation=(sensor.white,) * 4,
        raw_width=WIDTH,
        raw_height=HEIGHT,
        bits=12,
        camera_gains=(red / green, 1.0, blue / green),
        calibrations=calibrations,
        noise=(sensor.noise,) * 4,
        iso=100.0,
        exposure_s=1 / 125,
        aperture=2.0,
        focal_mm=5.0,
        make="ISP Tuner",
        model="Virtual camera",
        lens="Virtual 5 mm f/2",
    )


def write_sample(path: Path) -> None:
    """Write the sample; the same bytes every time."""
    sensor = Sensor()
    mosaic = sensor.expose(compose(Scene(LIGHT), SEED), SEED)
    write_dng(path, mosaic, sample_facts(sensor))
