"""The virtual lab in the window: every option has its field, a shot is taken, written and opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit

from tests.gui.bench import opened, small
from tuner.core.param import params_of
from tuner.files.picture import read_picture
from tuner.gui.dialogs import Chosen
from tuner.gui.lab_dialog import GROUPS, LabDialog
from tuner.lab.lights import LabError
from tuner.lab.order import Knobs, Order


def test_every_option_has_one_place(qtbot) -> None:
    dialog = LabDialog()
    qtbot.addWidget(dialog)
    placed = [name for group in GROUPS for name in group]
    assert sorted(placed) == sorted([*(p.name for p in params_of(Knobs)), "illuminant", "size"])
    assert dialog.order() == Order(Knobs(), "D65", *dialog_size(dialog))


def dialog_size(dialog: LabDialog) -> tuple[int, int]:
    order = dialog.order()
    return order.width, order.height


def test_a_light_that_does_not_exist_is_said_and_nothing_asked(qtbot) -> None:
    dialog = LabDialog()
    qtbot.addWidget(dialog)
    light = dialog.fields["illuminant"]
    assert isinstance(light, QComboBox)
    light.setCurrentText("D66")
    with pytest.raises(LabError, match="D66"):
        dialog.order()
    with qtbot.assertNotEmitted(dialog.asked):
        dialog.shoot.click()
    assert "D66" in dialog.said.whole


def test_a_shot_is_written_and_opened(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(qtbot, small()) as window:
        window.shooting.ask()
        dialog = window.shooting.dialog
        size, seed = dialog.fields["size"], dialog.fields["seed"]
        assert isinstance(size, QComboBox)
        assert isinstance(seed, QLineEdit)
        size.setCurrentText("96x64")
        seed.selectAll()
        QTest.keyClicks(seed, "3")
        QTest.keyClick(seed, Qt.Key.Key_Return)
        monkeypatch.setattr(
            window.shooting._ask, "save", lambda *_: Chosen(tmp_path / "shot", "DNG (*.dng)"), raising=False
        )
        assert dialog.order().knobs.seed == 3
        dialog.linear.setChecked(True)
        dialog.shoot.click()
        qtbot.waitUntil(lambda: window.session.raw_path == tmp_path / "shot.dng", timeout=120_000)
        assert (window.session.frame.facts.width, window.session.frame.facts.height) == (96, 64)
        assert window.session.frame.facts.model == "Virtual Nikon D5100"
        assert (tmp_path / "shot.truth.json").is_file()
        assert read_picture(tmp_path / "shot.linear.tif").pixels.shape == (64, 96, 3)


def test_bare_quad_samples_open_by_their_sidecar(qtbot, tmp_path: Path) -> None:
    with opened(qtbot, small()) as window:
        order = Order(Knobs(chart="flat", cfa="quad"), "D65", 96, 64)
        window.shooting.shoot(order, tmp_path / "quad.raw")
        qtbot.waitUntil(lambda: window.session.raw_path == tmp_path / "quad.raw", timeout=120_000)
        assert window.dumps.dialog is None
        assert window.session.frame.facts.camera_gains is not None


def test_a_raw_that_is_opened_while_a_shot_is_taken_stays_open(qtbot, tmp_path: Path) -> None:
    with opened(qtbot, small()) as window:
        window.shooting.shoot(Order(Knobs(chart="flat"), "D65", 96, 64), tmp_path / "first.dng")
        qtbot.waitUntil(lambda: window.session.raw_path == tmp_path / "first.dng", timeout=120_000)
        window.shooting.shoot(Order(Knobs(chart="flat"), "D65", 128, 96), tmp_path / "later.dng")
        window.files.open_raw(tmp_path / "first.dng")
        qtbot.waitUntil(lambda: (tmp_path / "later.dng").exists() and window.files.turns.idle, timeout=120_000)
        qtbot.waitUntil(lambda: window.shooting._turns.idle, timeout=120_000)
        qtbot.wait(200)
        assert window.session.raw_path == tmp_path / "first.dng"


@pytest.mark.parametrize(
    ("frames", "told"),
    [
        (0, "Stopped: burst.dng was not written."),
        (1, "Stopped: 1 of 4 frames was written, burst_000.dng in {folder}."),
        (2, "Stopped: 2 of 4 frames were written, burst_000.dng to burst_001.dng in {folder}."),
    ],
)
def test_a_stopped_burst_says_what_of_it_is_there(
    qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frames: int, told: str
) -> None:
    from tuner.lab import write

    with opened(qtbot, small()) as window:
        before, real = window.session.raw_path, write.write_shot

        def stop_behind(path: Path, *rest: object) -> None:
            real(path, *rest)
            if len(list(tmp_path.glob("*.dng"))) == frames:
                window.film.progress._cancel()

        monkeypatch.setattr(write, "write_shot", stop_behind)
        window.shooting.shoot(Order(Knobs(chart="flat", frames=4, pan_x=1.0), "D65", 96, 64), tmp_path / "burst.dng")
        if not frames:
            window.film.progress.cancel()
        qtbot.waitUntil(lambda: "Stopped" in window.message.text, timeout=120_000)
        assert window.message.text == told.format(folder=tmp_path.name)
        assert len(list(tmp_path.glob("*.dng"))) == len(list(tmp_path.glob("*.truth.json"))) == frames
        assert window.session.raw_path == before


def test_a_truth_that_cannot_be_written_is_said_before_the_shot(qtbot, tmp_path: Path) -> None:
    (tmp_path / "shot.truth.json").mkdir()
    with opened(qtbot, small()) as window:
        window.shooting.shoot(Order(Knobs(chart="flat"), "D65", 96, 64), tmp_path / "shot.dng")
        assert window.message.text == "shot.truth.json: it is a folder; give the name of a file."
        assert window.shooting._turns.idle
    assert not (tmp_path / "shot.dng").exists()


def test_too_little_light_is_said_in_plain_words(qtbot, tmp_path: Path) -> None:
    with opened(qtbot, small()) as window:
        window.shooting.shoot(Order(Knobs(chart="flat", lux=0.01), "D65", 96, 64), tmp_path / "dark.dng")
        qtbot.waitUntil(lambda: "raise lux or ISO" in window.message.text, timeout=120_000)
        assert window.message.text.startswith("0.01 lux at ISO 100 need")
        assert not (tmp_path / "dark.dng").exists()
