"""A shot on disk: DNG or bare samples, and its truth beside it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from tuner.core.facts import Facts
from tuner.files.atomic import write_atomic
from tuner.files.dng_write import write_dng
from tuner.files.errors import FileError
from tuner.files.layout import Given, name_of
from tuner.files.layout_told import write_layout
from tuner.files.picture import write_picture
from tuner.lab.page import Floats
from tuner.lab.preview import preview_of
from tuner.lab.shoot import Shot

SUFFIXES = (".dng", ".raw")


def check_shot_name(path: Path) -> None:
    """Refuse, before any work, a name that does not fit.

    Raises
    ------
    FileError : neither .dng nor .raw
    """
    if path.suffix.lower() not in SUFFIXES:
        fault = f"a shot is not written as '{path.suffix}'" if path.suffix else "its name has no ending"
        raise FileError(path, fault, "end the name in .dng or .raw")


def frame_path(path: Path, frame: int, frames: int) -> Path:
    """The name of one frame of a burst; that of a single shot is as given."""
    return path if frames == 1 else path.with_name(f"{path.stem}_{frame:03d}{path.suffix}")


def truth_path(path: Path) -> Path:
    """Where the truth of a shot lies: `shot.dng` -> `shot.truth.json`."""
    return path.with_name(f"{path.stem}.truth.json")


def write_shot(path: Path, shot: Shot, threads: int = 1) -> None:
    """Write the raw with a preview, then its truth; bare samples with a sidecar that says their layout.

    Parameters
    ----------
    threads : that average and compress it; their number changes no byte

    Raises
    ------
    FileError : it cannot be written
    """
    if path.suffix.lower() == ".raw":
        write_atomic(path, np.ascontiguousarray(shot.mosaic, "<u2").tobytes())
        write_layout(path, layout_of(shot.facts))
    else:
        preview = preview_of(shot.mosaic, shot.facts, threads)
        write_dng(path, shot.mosaic, shot.facts, preview=preview, threads=threads)
    write_atomic(truth_path(path), (json.dumps(shot.truth, indent=1, allow_nan=False) + "\n").encode())


def layout_of(facts: Facts) -> Given:
    """What the sidecar of bare 16-bit samples says of them."""
    return Given(
        width=facts.width, height=facts.height, cfa=name_of(facts.cfa), packing="u16", bits=facts.bits, black=facts.black,
        white=facts.white, wb=facts.camera_gains, iso=facts.iso, exposure_s=facts.exposure_s, make=facts.make,
        model=facts.model,
    )  # fmt: skip


def write_linear(path: Path, linear: Floats) -> None:
    """Write the noise-free camera RGB as a 32-bit TIFF, saturation at 1."""
    write_picture(path, np.moveaxis(linear, 0, 2), state=None, primaries=None, transfer=None)
