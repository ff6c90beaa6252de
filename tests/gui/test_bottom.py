"""The status line: what gives way, and that the probe does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import opened, small
from tests.support import facts
from tuner.gui import theme
from tuner.gui.bottom import StatusLine

_PROBE = "4031, 3023   Gr 16383 DN  -0.0055   RGB 255 255 255"


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


@pytest.fixture
def line(qtbot) -> StatusLine:
    """A status line that has all there is to say."""
    made = StatusLine()
    qtbot.addWidget(made)
    made.resize(1600, 28)
    made.show()
    known = facts(4032, 3024, white=16383.0, bits=14, iso=200.0, exposure_s=0.004, aperture=5.6)
    made.show_facts("magiclantern_kissx4_colorchecker_at_dusk.dng", known)
    for name, text in (("zoom", "fit 13 %"), ("time", "1234 ms"), ("size", "12.2 MP"), ("screen", "display sRGB")):
        made.set_text(name, text)
    made.show_cache(312_000_000, 4_000_000_000)
    made.show_badge("EXACT")
    made.set_text("probe", _PROBE)
    return made


def _shown(line: StatusLine) -> list[str]:
    return [name for name, label in line._labels.items() if label.isVisible()]


@pytest.mark.parametrize("width", [880, 900, 1100, 1280, 1600])
def test_the_probe_is_whole_and_what_is_cut_says_so(line, width):
    line.resize(width, 28)
    QApplication.processEvents()
    assert line._labels["probe"].text() == _PROBE
    for name in _shown(line):
        label = line._labels[name]
        assert label.width() >= label.width_of(label.text()), name
        assert label.geometry().right() < width
        if label.cut:
            assert "…" in label.text()
            assert label.whole in label.toolTip()
    left_out = [name for name in line.GIVES_WAY if name not in _shown(line)]
    assert left_out == list(line.GIVES_WAY[: len(left_out)])
    assert all(line.text(name) in line.toolTip() for name in left_out)


def test_the_screen_s_profile_stays_named_while_anything_is_left_out_that_can_be_read_elsewhere(line):
    """The picture's size is that of the format, and the cache is nobody's first question."""
    width = next(w for w in range(1600, 800, -10) if line.resize(w, 28) or len(_shown(line)) < len(line._labels) - 2)
    assert width > 900
    assert line._labels["screen"].isVisible()
    assert not line._labels["size"].isVisible()


def test_every_part_is_there_where_there_is_room(line):
    assert set(line.GIVES_WAY) <= set(_shown(line))
    assert line.toolTip() == ""


def test_nothing_moves_with_the_pointer(line):
    line.resize(1000, 28)
    QApplication.processEvents()
    places = {name: label.geometry() for name, label in line._labels.items()}
    for text in ("", "0, 0   R 0 DN  0.0000", _PROBE):
        line.set_text("probe", text)
        QApplication.processEvents()
        assert {name: label.geometry() for name, label in line._labels.items()} == places


def test_below_the_smallest_window_the_probe_ends_with_an_ellipsis(line):
    line.resize(320, 28)
    QApplication.processEvents()
    probe = line._labels["probe"]
    assert probe.cut == ("…" in probe.text())


@pytest.mark.parametrize("size", [(880, 520), (900, 600), (1100, 700), (1280, 800)])
def test_a_long_file_name_is_shortened_in_the_window(qtbot, size):
    frame = replace(small(iso=200.0, exposure_s=0.004), name="indoor_tungsten_2800K_with_the_long_lens_v3.dng")
    with opened(qtbot, frame, size) as window:
        window._point((63, 47))
        assert window.status._labels["probe"].text() == window.status.text("probe") != ""
        assert window.width() == size[0]
        assert window.status.width() == size[0]
