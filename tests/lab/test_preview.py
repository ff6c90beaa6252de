"""The preview in a shot's DNG."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tuner.core.camera_colour import CameraColour
from tuner.core.transfer import coded
from tuner.files.thumbnail import read_thumbnail
from tuner.lab.order import Knobs, Order
from tuner.lab.preview import SIDE, preview_of
from tuner.lab.shoot import Shot, shots
from tuner.lab.write import write_shot


def shot_of(width: int, height: int, **knobs: object) -> Shot:
    return next(shots(Order(Knobs(**knobs), "D65", width, height), 2))  # type: ignore[arg-type]


@pytest.mark.parametrize("cfa", ["RGGB", "GBRG", "quad"])
def test_it_is_the_linear_picture_averaged_balanced_and_coded(cfa: str) -> None:
    """Against float64 on the noise-free planes, away from edges, where every block sees one colour."""
    shot = shot_of(2400, 1600, cfa=cfa, noise=False)
    seen = preview_of(shot.mosaic, shot.facts)
    assert seen.shape == (400, 600, 3)  # blocks of 4 x 4
    block = shot.linear.reshape(3, 400, 4, 600, 4).astype(float)
    flat = np.ptp(block, axis=(2, 4)).max(axis=0) < 1e-4
    gains = np.array(shot.facts.camera_gains)
    balanced = np.minimum(block.mean(axis=(2, 4)) * (gains / gains.min())[:, None, None], 1)
    matrix = np.array(CameraColour.of(shot.facts).to_output(shot.facts.camera_gains or (1, 1, 1), "rec709"))
    expected = 255 * coded(np.clip(np.tensordot(matrix, balanced, 1), 0, 1), "srgb")
    assert flat.mean() > 0.5
    difference: NDArray[np.float64] = np.abs(np.moveaxis(expected, 0, 2)[flat] - seen[flat])
    assert difference.max() < 2  # the table's steps and the rounding of DN, in the dark


def test_threads_change_no_byte() -> None:
    shot = shot_of(640, 480, chart="scene")
    assert (preview_of(shot.mosaic, shot.facts, 1) == preview_of(shot.mosaic, shot.facts, 3)).all()


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((16, 16), (8, 8)),
        ((17, 21), (8, 10)),
        ((2049, 30), (512, 7)),
        ((16, 30000), (1, 1875)),
        ((3000, 2000), (750, 500)),
    ],
)
def test_any_size_has_one(size: tuple[int, int], expected: tuple[int, int]) -> None:
    """No longer than 1024 unless it is far longer than wide; samples that fill no block are left out."""
    width, height = size
    facts = replace(shot_of(64, 48).facts, width=width, height=height)
    seen = preview_of(np.full((height, width), facts.white, np.uint16), facts)
    assert seen.shape[1::-1] == expected
    assert max(seen.shape) <= SIDE or min(size) == 16
    assert (seen == 255).all()  # saturated is white, not the colour of its gains


def test_a_filmstrip_shows_it(tmp_path: Path) -> None:
    shot = shot_of(320, 240)
    write_shot(tmp_path / "shot.dng", shot)
    seen = read_thumbnail(tmp_path / "shot.dng")
    assert seen.shape == (120, 160, 3)
    # JPEG, with less colour at the patches' edges; a render of the mosaic would have a tone curve
    assert np.median(np.abs(seen.astype(int) - preview_of(shot.mosaic, shot.facts))) <= 2
