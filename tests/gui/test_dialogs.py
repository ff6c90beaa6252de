"""The dialogs' kinds of files are those that can be read and written."""

from __future__ import annotations

from tuner.files.picture import DEPTHS
from tuner.gui.dialogs import OPEN_KINDS, PICTURE_KINDS


def test_the_dialogs_offer_every_picture_that_can_be_written_and_read():
    assert {
        (suffix, depth) for suffix, depths in DEPTHS.items() for depth in depths if suffix in (".png", ".jpg", ".tif")
    } == set(PICTURE_KINDS.values())
    for suffix in DEPTHS:
        assert f"*{suffix}" in OPEN_KINDS
        assert any(f"*{suffix}" in kind for kind in PICTURE_KINDS)
