"""Numbers as CSV."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

from tests.support import noisy_frame
from tuner.core.orient import Rect
from tuner.measure.edges import across
from tuner.measure.regions import output_statistics, raw_statistics
from tuner.measure.regions_table import RegionResult, profile_csv, regions_csv


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_every_number_is_there_under_its_heading():
    rect = Rect(2, 4, 20, 10)
    raw = raw_statistics(noisy_frame(), rect)
    out = output_statistics(np.random.default_rng(0).integers(0, 65536, (10, 20, 3), dtype=np.uint16))
    rows = read(regions_csv([RegionResult('a "b", c', rect, "Raw", raw), RegionResult("d", rect, "Processed", out)]))
    assert [row["region"] for row in rows] == ['a "b", c'] * 4 + ["d"] * 4
    assert [rows[0][key] for key in "xywh"] == ["2", "4", "20", "10"]
    assert [row["channel"] for row in rows] == ["R", "Gr", "Gb", "B", "R", "G", "B", "Y"]
    assert [row["unit"] for row in rows] == ["DN"] * 4 + ["code16"] * 4
    assert float(rows[2]["mean"]) == pytest.approx(raw.mean[2], rel=1e-6)
    assert float(rows[3]["SNR dB"]) == pytest.approx(raw.snr_db[3], rel=1e-6)
    assert float(rows[3]["normalised"]) == pytest.approx(raw.normalised[3], rel=1e-6)
    assert float(rows[0]["R/G"]) == pytest.approx(raw.r_g, rel=1e-6)
    assert float(rows[7]["sigma"]) == pytest.approx(out.sigma[3], rel=1e-6)
    assert float(rows[7]["B/G"]) == pytest.approx(out.b_g, rel=1e-6)
    assert rows[7]["count"] == ""


def test_what_has_no_value_is_empty():
    rect = Rect(0, 0, 1, 1)
    rows = read(regions_csv([RegionResult("dot", rect, "Raw", raw_statistics(noisy_frame(), rect))]))
    assert (rows[1]["mean"], rows[0]["R/G"], rows[0]["SNR dB"]) == ("", "", "inf")


def test_a_profile_is_a_row_a_position():
    picture = np.random.default_rng(0).integers(0, 65536, (9, 12, 4)).astype(float)
    profile = across(picture, Rect(0, 0, 12, 9))
    rows = read(profile_csv(profile, ("R", "G", "B", "Y"), "code16", "Processed"))
    assert len(rows) == 12
    assert float(rows[7]["position px"]) == 7
    assert float(rows[7]["Processed Y code16"]) == pytest.approx(picture[:, 7, 3].mean(), rel=1e-6)


def test_no_name_is_a_formula_in_a_spreadsheet():
    """A sidecar may be a stranger's, and so may a picture's name; a negative number stays a number."""
    rect, bad = Rect(0, 0, 4, 4), '=HYPERLINK("x")'
    frame = noisy_frame()
    (row, *_) = read(regions_csv([RegionResult(bad, rect, "@b.png", raw_statistics(frame, rect))]))
    assert (row["region"], row["picture"]) == (f"'{bad}", "'@b.png")
    profile = across(np.full((9, 12, 4), -2.5), Rect(0, 0, 12, 9))
    (row, *_) = read(profile_csv(profile, ("R", "G", "B", "Y"), "code16", "+b.png"))
    assert row["'+b.png R code16"] == "-2.5"
