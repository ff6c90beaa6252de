"""DNG out: what we write, LibRaw and tifffile read back, pixel for pixel and tag for tag."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rawpy
import tifffile

from tests.support import facts, noisy_mosaic
from tuner.core.facts import Calibration
from tuner.files.dng_write import write_dng

MATRIX = ((0.9, -0.3, -0.1), (-0.4, 1.2, 0.2), (-0.1, 0.2, 0.6))


@pytest.mark.parametrize("cfa", ["RGGB", "BGGR", "GRBG", "GBRG"])
@pytest.mark.parametrize("compress", [True, False])
def test_libraw_reads_every_pixel_back(tmp_path: Path, cfa: str, compress: bool) -> None:
    mosaic = noisy_mosaic(62, 46)
    path = tmp_path / "shot.dng"
    write_dng(path, mosaic, facts(62, 46, cfa), compress=compress)
    with rawpy.imread(str(path)) as raw:
        np.testing.assert_array_equal(raw.raw_image_visible, mosaic)
        letters = "".join("RGBG"[i] for i in raw.raw_pattern.reshape(-1))
        assert letters == cfa
        assert raw.white_level == 4095
        assert raw.black_level_per_channel == [64, 64, 64, 64]
        np.testing.assert_allclose(
            np.array(raw.camera_whitebalance[:3]) / raw.camera_whitebalance[1], (2, 1, 1.5), rtol=1e-4
        )


def test_every_fact_is_a_tag(tmp_path: Path) -> None:
    stated = replace(
        facts(62, 46, "GBRG"),
        black=(60.25, 61.0, 62.5, 63.0),
        baseline_exposure=-0.35,
        orientation=6,
        noise=((1e-4, 1e-7), (2e-4, 2e-7), (2e-4, 2e-7), (3e-4, 3e-7)),
        calibrations=(Calibration(2856.0, MATRIX), Calibration(6504.0, MATRIX, forward_matrix=MATRIX)),
        iso=400.0,
        exposure_s=0.01,
        aperture=1.8,
        make="Maker",
        model="Model",
        lens="A lens",
    )
    path = tmp_path / "shot.dng"
    write_dng(path, noisy_mosaic(62, 46), stated)
    with tifffile.TiffFile(path) as tif:
        tags = {tag.code: tag.value for tag in tif.pages[0].tags}  # type: ignore[union-attr]
    assert tags[274] == 6
    # GBRG: the 2x2 reads Gb, B / R, Gr, so the black levels follow that order
    assert np.reshape(tags[50714], (4, 2))[:, 0] / np.reshape(tags[50714], (4, 2))[:, 1] == pytest.approx(
        [62.5, 63, 60.25, 61]
    )
    assert tags[50730][0] / tags[50730][1] == pytest.approx(-0.35)
    assert (tags[50778], tags[50779]) == (17, 21)
    assert np.reshape(tags[50721], (9, 2))[:, 0] / np.reshape(tags[50721], (9, 2))[:, 1] == pytest.approx(
        np.ravel(MATRIX)
    )
    assert tags[51041] == pytest.approx((1e-4, 1e-7, 2e-4, 2e-7, 3e-4, 3e-7))
    assert tags[34665]["ISOSpeedRatings"] == 400
    assert tags[34665]["ExposureTime"] == (1, 100)
    assert (tags[271], tags[272], tags[34665]["LensModel"]) == ("Maker", "Model", "A lens")


def test_a_size_that_is_not_the_facts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="62 x 46"):
        write_dng(tmp_path / "shot.dng", noisy_mosaic(60, 46), facts(62, 46))
    assert not list(tmp_path.iterdir())
