"""DNG tags: area and phase, levels, colour, noise, orientation, opcodes; on files made tag by tag."""

from __future__ import annotations

import io
import math
import struct
from pathlib import Path

import numpy as np
import pytest
import rawpy
import tifffile

from tests.files.tiny_dng import DN, SHAPE, block, coloured, dng, pattern, ramp
from tuner.core.camera_colour import CameraColour
from tuner.core.colour import xy_of_temperature
from tuner.core.frame import CFA_PATTERNS
from tuner.files.cfa import QUAD, shifted
from tuner.files.dng import Area, active_area
from tuner.files.errors import FileError
from tuner.files.raw import FLIPS, open_raw
from tuner.files.tags import Ifd, Tags


@pytest.mark.parametrize("cfa", CFA_PATTERNS)
@pytest.mark.parametrize("area", [(0, 0, 32, 64), (1, 0, 32, 64), (0, 1, 31, 64), (3, 5, 30, 62), (2, 2, 31, 63)])
def test_every_phase_survives_every_margin(opened, cfa: str, area: tuple[int, int, int, int]):
    """No visible pixel is lost to an odd margin, and each plane holds its own colour."""
    top, left, bottom, right = area
    tags = {33422: pattern(cfa), 50829: ("I", 4, area)}
    frame = opened(dng(coloured(cfa, top, left), tags))
    assert (frame.facts.height, frame.facts.width) == (bottom - top, right - left)
    assert (frame.facts.raw_height, frame.facts.raw_width) == SHAPE
    assert frame.facts.cfa == cfa
    planes = [frame.mosaic[y::2, x::2] for y in range(2) for x in range(2)]
    assert [set(p.ravel().tolist()) for p in planes] == [{DN["R"]}, {DN["G"]}, {DN["G"]}, {DN["B"]}]


def test_visible_pixels_are_exactly_the_active_area(opened):
    frame = opened(dng(tags={50829: ("I", 4, (3, 5, 30, 38))}))
    assert np.array_equal(frame.active, ramp()[3:30, 5:38])


def test_default_crop_is_ignored(opened):
    frame = opened(dng(tags={50719: ("H", 2, (4, 4)), 50720: ("H", 2, (20, 20))}))
    assert frame.active.shape == SHAPE


def test_impossible_active_area_shows_everything_and_says_so():
    for values in ((4, 4, 4000, 4000), (20, 20, 10, 10), (-1, 0, 9, 9), (0, 0, math.nan, 9), (0, 0, 9)):
        notices: list[str] = []
        tags = Tags(Ifd({50829: (4, values)}), None, {})
        assert active_area(tags, *SHAPE, notices) == Area(0, 0, *SHAPE)
        assert "ActiveArea" in notices[0]


def test_the_raw_pixels_may_lie_in_a_sub_directory(tmp_path: Path):
    """IFD 0 is an RGB preview with the colour tags; the mosaic and its tags are one level below."""
    path = tmp_path / "sub.dng"
    colour = [
        (50706, "B", 4, bytes([1, 4, 0, 0]), False),
        (50728, "2I", 3, (1, 2, 1, 1, 2, 3), False),
        (274, "H", 1, 6, False),
    ]
    inner = [(33421, "H", 2, (2, 2), False), (33422, "B", 4, bytes([2, 1, 1, 0]), False), (50717, "H", 1, 1000, False)]
    with tifffile.TiffWriter(path) as file:
        file.write(
            np.zeros((8, 8, 3), np.uint8), photometric="rgb", subifds=1, subfiletype=1, extratags=colour, metadata=None
        )
        file.write(coloured("BGGR", 0, 0), photometric=32803, extratags=inner, metadata=None)
    facts = open_raw(path).facts
    assert (facts.cfa, facts.white, facts.orientation, facts.camera_gains) == ("BGGR", 1000, 6, (2.0, 1.0, 1.5))


@pytest.mark.parametrize("cfa", CFA_PATTERNS)
def test_fractional_black_levels_reach_their_planes(opened, cfa: str):
    """Rationals, 2x2 from the active area's corner; LibRaw alone would truncate them."""
    levels = {site: 64.25 + site for site in range(4)}
    rational = [n for level in levels.values() for n in (int(level * 4), 4)]
    facts = opened(dng(tags={33422: pattern(cfa), 50713: ("H", 2, (2, 2)), 50714: ("2I", 4, rational)})).facts
    red = cfa.index("R")
    green_r = red + 1 if red % 2 == 0 else red - 1
    green_b = next(i for i in range(4) if cfa[i] == "G" and i != green_r)
    assert facts.black == tuple(levels[i] for i in (red, green_r, green_b, cfa.index("B")))


def test_missing_repeat_means_one_level(opened):
    assert opened(dng(tags={50714: ("H", 1, 256)})).facts.black == (256,) * 4


def test_missing_black_is_zero(opened):
    assert opened(dng()).facts.black == (0,) * 4


def test_long_repeat_is_averaged_per_site_and_said(opened):
    """1x4: columns 0 and 2 share a colour."""
    facts = opened(dng(tags={50713: ("H", 2, (1, 4)), 50714: ("H", 4, (10, 20, 30, 40))})).facts
    assert facts.black == (20, 30, 20, 30)
    assert any("2x2" in n for n in facts.notices)


def test_black_variation_is_named(opened):
    facts = opened(dng(tags={50715: ("2i", SHAPE[1], (1, 2) * SHAPE[1])})).facts
    assert any("variation is not applied" in n for n in facts.notices)


def test_white_defaults_to_the_sample_depth(opened):
    facts = opened(dng(tags={50717: None})).facts
    assert (facts.white, facts.bits, facts.saturation) == (65535, 16, (65535,) * 4)


def test_white_below_black_is_not_believed(opened):
    facts = opened(dng(tags={50714: ("H", 1, 500), 50717: ("H", 1, 400)})).facts
    assert facts.white == 2047
    assert any("white level" in n for n in facts.notices)


def test_as_shot_neutral_becomes_gains(opened):
    assert opened(dng()).facts.camera_gains == (2.0, 1.0, 1.5)


@pytest.mark.parametrize("neutral", [None, (0, 1, 1, 1, 1, 2), (1, 0, 1, 1, 1, 2), (1, 1, 1, 1, 1, 1)])
def test_unusable_neutral_is_none_and_said(opened, neutral):
    facts = opened(dng(tags={50728: ("2I", 3, neutral) if neutral else None})).facts
    assert facts.camera_gains is None
    assert any("as-shot" in n for n in facts.notices)


def test_as_shot_white_point_goes_through_the_matrices(opened):
    """With an identity matrix the neutral of xy is its XYZ, so the gains are Y/X and Y/Z."""
    x, y = 0.40, 0.39
    facts = opened(dng(tags={50728: None, 50729: ("2I", 2, (40, 100, 39, 100))})).facts
    assert facts.camera_gains == pytest.approx((y / x, 1.0, y / (1 - x - y)))


def test_daylight_is_the_neutral_of_d65_with_balance_and_calibration(opened):
    tags = {
        50727: ("2I", 3, (2, 1, 1, 1, 1, 1)),
        50723: ("2i", 9, (1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 4, 1)),
    }
    facts = opened(dng(tags=tags)).facts
    assert facts.daylight_gains == pytest.approx((1 / (2 * 0.9504559), 1.0, 1 / (4 * 1.0890578)), rel=1e-6)
    assert facts.analog_balance == (2.0, 1.0, 1.0)
    assert facts.calibrations[0].camera_calibration[2] == (0.0, 0.0, 4.0)


def test_calibration_of_another_camera_is_not_used(opened):
    """CameraCalibration counts only where the two signatures agree."""
    unit = ("2i", 9, (3, 1, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 3, 1))
    facts = opened(dng(tags={50723: unit, 50931: ("s", 0, "ours"), 50932: ("s", 0, "theirs")})).facts
    assert facts.calibrations[0].camera_calibration[0][0] == 1.0


def _scaled(value: int) -> tuple[str, int, tuple[int, ...]]:
    return ("2i", 9, (value, 100, 0, 1, 0, 1, 0, 1, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1))


def test_three_calibrations_are_sorted_by_temperature(opened):
    tags = {50778: ("H", 1, 21), 50721: _scaled(65), 50779: ("H", 1, 17), 50722: _scaled(28)}
    tags |= {52529: ("H", 1, 23), 52531: _scaled(50), 50965: _scaled(99)}
    known = opened(dng(tags=tags)).facts.calibrations
    assert [(c.temperature, c.color_matrix[0][0]) for c in known] == [(2856, 0.28), (5003, 0.50), (6504, 0.65)]
    assert known[0].forward_matrix is not None
    assert known[0].forward_matrix[0][0] == 0.99
    assert known[2].forward_matrix is None


def test_a_white_point_is_the_light_that_the_knobs_name(opened):
    """Temperature and interpolation are the line's own: the stated light comes back, far off the locus too."""
    x, y = xy_of_temperature(3500.0, -45.0)
    white = ("2I", 2, (round(x * 1e9), 10**9, round(y * 1e9), 10**9))
    tags = {
        50728: None,
        50729: white,
        50778: ("H", 1, 17),
        50721: _scaled(95),
        50779: ("H", 1, 21),
        50722: _scaled(105),
    }
    facts = opened(dng(tags=tags)).facts
    assert facts.camera_gains is not None
    found = CameraColour.of(facts).temperature_tint(facts.camera_gains)
    assert found == (pytest.approx(3500, abs=0.01), pytest.approx(-45, abs=0.01))


def test_custom_illuminant_is_read_from_its_chromaticity(opened):
    data = struct.pack("<H4I", 0, 4476, 10000, 4074, 10000)  # CIE A
    tags = {50778: ("H", 1, 255), 52533: block(data)}
    assert opened(dng(tags=tags)).facts.calibrations[0].temperature == pytest.approx(2856, abs=2)


@pytest.mark.parametrize("data", [b"", b"\0", struct.pack("<H4I", 1, 1, 1, 1, 1), struct.pack("<H4I", 0, 1, 0, 1, 0)])
def test_unknown_illuminant_is_taken_as_d65_and_said(opened, data: bytes):
    facts = opened(dng(tags={50778: ("H", 1, 255), **({52533: block(data)} if data else {})})).facts
    assert facts.calibrations[0].temperature == 6504
    assert any("illuminant" in n for n in facts.notices)


def test_singular_matrix_is_ignored_and_said(opened):
    facts = opened(dng(tags={50721: ("2i", 9, (1, 1) * 9)})).facts
    assert facts.calibrations == ()
    assert any("ColorMatrix1" in n for n in facts.notices)


def test_noise_of_one_pair_and_of_three(opened):
    one = opened(dng(tags={51041: ("d", 2, (1e-4, 1e-8))})).facts.noise
    assert one == ((1e-4, 1e-8),) * 4
    three = opened(dng(tags={51041: ("d", 6, (1e-4, 1e-8, 2e-4, 2e-8, 3e-4, 3e-8))})).facts.noise
    assert three == ((1e-4, 1e-8), (2e-4, 2e-8), (2e-4, 2e-8), (3e-4, 3e-8))


@pytest.mark.parametrize("values", [(float("nan"), 0.0), (-1e-4, 0.0), (0.0, 0.0), (1e-4, 1e-8, 1e-4, 1e-8)])
def test_unusable_noise_is_ignored_and_said(opened, values: tuple[float, ...]):
    facts = opened(dng(tags={51041: ("d", len(values), values)})).facts
    assert facts.noise == ()
    assert any("NoiseProfile" in n for n in facts.notices)


@pytest.mark.parametrize(("rational", "ev"), [((-3, 4), -0.75), ((0, 0), 0.0), ((1000, 1), 0.0)])
def test_baseline_exposure(opened, rational: tuple[int, int], ev: float):
    assert opened(dng(tags={50730: ("2i", 1, rational)})).facts.baseline_exposure == ev


@pytest.mark.parametrize("orientation", range(1, 9))
def test_all_eight_orientations(opened, orientation: int):
    """From the tag; and LibRaw's flip means the same, for the files that have no TIFF tags."""
    data = dng(tags={274: ("H", 1, orientation)})
    assert opened(data).facts.orientation == orientation
    with rawpy.imread(io.BytesIO(data)) as raw:
        assert FLIPS[raw.sizes.flip] == orientation


def test_masked_columns_are_kept_in_the_phase_of_the_rows(opened):
    mosaic = coloured("GRBG", 3, 21)
    mosaic[:, :19] = 64 + np.arange(32, dtype=np.uint16)[:, None] % 2
    tags = {33422: pattern("GRBG"), 50829: ("I", 4, (3, 21, 31, 64)), 50714: ("H", 1, 64)}
    frame = opened(dng(mosaic, tags))
    assert frame.masked is not None
    assert np.array_equal(frame.masked, mosaic[3:31, :19])
    assert frame.masked_cfa == "RGGB"  # 21 columns left of GRBG: the other column phase


def test_stated_masked_area_wins(opened):
    mosaic = np.full(SHAPE, 2000, np.uint16)
    mosaic[:, 2:18] = 64
    tags = {50829: ("I", 4, (0, 20, 32, 64)), 50830: ("I", 4, (0, 2, 32, 18)), 50714: ("H", 1, 64)}
    frame = opened(dng(mosaic, tags))
    assert frame.masked is not None
    assert frame.masked.shape == (32, 16)
    assert (frame.masked == 64).all()


def test_bright_margin_is_not_taken_for_masked(opened):
    frame = opened(dng(np.full(SHAPE, 2000, np.uint16), {50829: ("I", 4, (0, 20, 32, 64)), 50714: ("H", 1, 64)}))
    assert frame.masked is None


@pytest.mark.parametrize(
    ("tags", "named"),
    [
        (
            {33421: ("H", 2, (4, 4)), 33422: ("B", 16, bytes([0, 0, 1, 1] * 2 + [1, 1, 2, 0] * 2))},
            "of the pattern RRGG",
        ),
        ({33421: ("H", 2, (4, 4)), 33422: ("B", 16, bytes([0, 6, 1, 6, 6, 0, 6, 1] * 2))}, "RGBW"),
        ({33421: ("H", 2, (6, 6)), 33422: ("B", 36, bytes([1] * 36))}, "the colours G"),
        ({33421: ("H", 2, (3, 3)), 33422: ("B", 9, bytes([0, 1, 2] * 3))}, "repeats over 3x3"),
        ({33422: ("B", 4, bytes([1, 4, 3, 5]))}, "GMCY"),
        ({33422: ("B", 4, bytes([0, 1, 2, 6]))}, "RGBW"),
        ({50711: ("H", 1, 3)}, "staggered"),
    ],
)
def test_other_mosaics_are_refused_by_name(opened, tags, named: str):
    with pytest.raises(FileError) as error:
        opened(dng(tags=tags))
    assert named in str(error.value)
    assert "not supported yet" in str(error.value)


@pytest.mark.parametrize(("dy", "dx"), [(0, 0), (1, 2), (3, 3)])
def test_quad_bayer_is_read_in_the_phase_of_its_active_area(opened, dy: int, dx: int):
    """The pattern's origin is ActiveArea's corner; blocks of one colour come out as that colour, at full size."""
    cfa = shifted(QUAD, dy, dx)
    y, x = np.mgrid[0:32, 0:64]
    colours = np.array([DN[c] for c in cfa], np.uint16).reshape(4, 4)[(y - 3) % 4, (x - 2) % 4]
    codes = bytes("RGB".index(c) for c in cfa)
    tags = {33421: ("H", 2, (4, 4)), 33422: ("B", 16, codes), 50829: ("I", 4, (3, 2, 32, 64)), 50714: ("H", 1, 0)}
    frame = opened(dng(colours, tags))
    assert frame.active.shape == (29, 62)
    for i, letter in enumerate(frame.facts.cfa):
        assert set(frame.active[i // 2 :: 2, i % 2 :: 2].ravel().tolist()) == {DN[letter]}


def test_floating_point_is_refused_by_name(opened):
    with pytest.raises(FileError, match="floating-point"):
        opened(dng(np.ones(SHAPE, np.float32)))  # type: ignore[arg-type]
