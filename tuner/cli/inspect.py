"""Show what a raw file says of itself.

Sizes, levels and the CFA are those of the unrotated active area; black levels stand in the order R, Gr, Gb, B.
"""

from __future__ import annotations

import argparse
from typing import Any

from tuner.cli.opening import configure_opening, opening_of
from tuner.cli.say import answer, answer_json, note, short, table
from tuner.cli.words import file_name
from tuner.core.facts import Calibration
from tuner.core.frame import Frame
from tuner.files.lights import D65_KELVIN


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("raw", type=file_name, metavar="RAW", help="the raw file")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    configure_opening(parser)


def execute(args: argparse.Namespace) -> int:
    """Read the file and show its facts."""
    from tuner.files.source import frames_of, open_source

    opening = opening_of(args)
    facts = described(open_source(args.raw, opening)) | {"frames": frames_of(args.raw, opening)}
    if args.json:
        answer_json(facts)
        return 0
    notices = facts.pop("notices")
    answer(table([(name, _shown(value)) for name, value in facts.items()]))
    for notice in notices:
        note(f"note: {notice}")
    return 0


def described(frame: Frame) -> dict[str, Any]:
    """A frame's facts as plain data.

    `wb` are the as-shot gains R, G, B with G = 1, or the file's daylight when those cannot be used (`wb_source`);
    `noise` is (a, b) of sigma^2 = a x + b for R, Gr, Gb, B; `shading` the rows and columns of the file's gain maps;
    `matrix` is XYZ -> camera of the calibration nearest D65, or None.
    """
    facts = frame.facts
    nearest = min(facts.calibrations, key=_distance, default=None)
    return {
        "camera": facts.camera,
        "width": facts.width,
        "height": facts.height,
        "cfa": facts.array,
        "raw_width": facts.raw_width or facts.width,
        "raw_height": facts.raw_height or facts.height,
        "orientation": facts.orientation,
        "bits": facts.bits,
        "black": list(facts.black),
        "white": facts.white,
        "saturation": list(facts.saturation),
        "wb": list(facts.camera_gains or facts.daylight_gains),
        "wb_source": "camera" if facts.camera_gains else "daylight",
        "iso": facts.iso,
        "exposure_s": facts.exposure_s,
        "aperture": facts.aperture,
        "focal_mm": facts.focal_mm,
        "lens": facts.lens,
        "baseline_exposure": facts.baseline_exposure,
        "noise": None if not facts.noise else [list(pair) for pair in facts.noise],
        "shading": None if facts.shading is None else [len(facts.shading.gains[0]), len(facts.shading.gains[0][0])],
        "matrix": None if nearest is None else [list(row) for row in nearest.color_matrix],
        "matrix_temperature": None if nearest is None else nearest.temperature,
        "sha256": frame.sha256,
        "notices": list(facts.notices),
    }


def _distance(calibration: Calibration) -> float:
    """From D65, in reciprocal temperature, which is how eyes and matrices count."""
    return abs(1 / calibration.temperature - 1 / D65_KELVIN)


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "not stated"
    if isinstance(value, list) and value and isinstance(value[0], list):
        small = max(abs(v) for row in value for v in row) < 0.01
        return " / ".join(" ".join(f"{v:.3g}" if small else f"{v:.4f}" for v in row) for row in value)
    return "  ".join(short(v) for v in value) if isinstance(value, list) else short(value, 80)
