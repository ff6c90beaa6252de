"""`tuner screenshot --view`: each arrangement looks as it was approved. If a change is meant:
`python scripts/approve_views.py`, and look at what it wrote."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.gui.approving import APPROVED, SIZE, VIEWS, approved, blocks, fault, picture_of, write_page
from tuner.cli.screenshot import VIEWS as OFFERED
from tuner.files.picture import read_picture

OUT = Path(__file__).resolve().parents[2] / "out" / "approved"
MOST_BYTES = 1_000_000  # all of them together


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("views")


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_looks_as_approved(qapp, folder, view, monkeypatch):
    assert view in OFFERED
    monkeypatch.setenv("TUNER_STATE_DIR", str(folder / "state"))
    got, want = np.asarray(read_picture(picture_of(view, folder)).pixels), approved(view)
    words = fault(got, want)
    if words:
        page = write_page(OUT, view, got, want, words)
        pytest.fail(f"{view} is not as approved: {words}; {page} shows both")


def test_no_two_views_look_the_same_and_all_are_small():
    pictures = [approved(view) for view in VIEWS]
    assert all(picture.shape == (SIZE[1], SIZE[0], 3) for picture in pictures)
    assert all(fault(a, b) for i, a in enumerate(pictures) for b in pictures[:i])
    assert sum(path.stat().st_size for path in APPROVED.iterdir()) < MOST_BYTES


def test_rounding_passes_and_what_an_eye_would_see_does_not(tmp_path):
    want = approved("side")
    rng = np.random.default_rng(0)
    rounded = np.clip(want.astype(int) + (rng.random(want.shape) < 0.2) * rng.choice((-1, 1), want.shape), 0, 255)
    assert fault(rounded.astype(np.uint8), want) == ""
    assert fault(np.roll(want, 1, axis=1), want)  # everything a pixel to the right
    word = want.copy()
    word[10:34, 20:64] = want[5, 5]  # the word on the first button
    assert "blocks differ" in fault(word, want)
    tinted = want.copy()
    tinted[100:300, 20:300, 0] += 30  # a picture with a cast
    assert fault(tinted, want)
    assert "approved is" in fault(want[:-1], want)
    assert blocks(want, want).max() == 0
    page = write_page(tmp_path, "side", word, want, "a word is missing").read_text()
    assert page.count("<img") == 3
    assert (tmp_path / "side_approved.png").exists()
