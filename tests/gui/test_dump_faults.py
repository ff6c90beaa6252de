"""A dump's wrong layout in the window: it is mended in the dialog, in the words of its fields."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.bench import opened
from tests.gui.test_dumps import HEIGHT, WIDTH, until, written
from tuner.files.errors import FileError
from tuner.files.layout import Given
from tuner.files.layout_told import read_layout, sidecar_of
from tuner.files.source import open_source
from tuner.gui import theme
from tuner.gui.dump_dialog import DumpDialog


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    theme.apply(qapp)


def test_a_sidecar_that_contradicts_itself_is_mended_in_the_dialog_in_the_words_of_its_fields(qtbot, tmp_path):
    path = written(tmp_path / "x.raw", 1)
    sidecar_of(path).write_text(f'width = {WIDTH}\nheight = {HEIGHT}\ncfa = "GRBG"\npacking = "mipi10"\nbits = 12\n')
    with pytest.raises(FileError, match="give --raw-bits 10 or another --packing"):
        open_source(path)
    with opened(qtbot) as window:
        window.files.open_raw(path)
        until(qtbot, lambda: window.dumps.dialog is not None)
        dialog = window.dumps.dialog
        until(qtbot, lambda: not dialog._guessing)
        dialog.fields.packing.setCurrentText("u16")
        dialog.fields.packing.setCurrentText("mipi10")
        until(qtbot, lambda: dialog.open_button.isEnabled())
        dialog.keep.setChecked(True)
        dialog.accept()
        until(qtbot, lambda: window.session.frame is not None)
        assert read_layout(sidecar_of(path)).bits == 10


def test_what_does_not_fit_is_said_in_the_words_of_the_fields(qtbot, tmp_path):
    path = written(tmp_path / "x.raw", 1)
    dialog = DumpDialog(path, Given(width=WIDTH, height=HEIGHT, cfa="GRBG", packing="mipi10"))
    qtbot.addWidget(dialog)
    until(qtbot, lambda: dialog.candidates.count() > 0)
    until(qtbot, lambda: dialog.open_button.isEnabled())
    dialog.fields.stride._take(100.0)
    until(qtbot, lambda: dialog.said.text().endswith("; give Stride 120 or more, or set it to 0."))
    dialog.fields.stride._take(0.0)
    dialog.fields.black._take(1023.0)
    until(qtbot, lambda: dialog.said.text().endswith("; correct Black or White."))
    dialog.fields.black._take(0.0)
    dialog.fields.rows._take(HEIGHT + 4.0)
    until(qtbot, lambda: dialog.said.text().endswith("correct the layout, or take one of the candidates."))
    dialog.reject()
