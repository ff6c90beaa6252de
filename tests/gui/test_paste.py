"""Pasting parameters: everything that would change is shown, what is checked is done, as one undo entry."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tuner.app.session import Session
from tuner.core.param import ParamError
from tuner.files.part import parse_part
from tuner.gui.paste import copy_parameters, moved_into, offer_recipe, paste_parameters, paths_of
from tuner.gui.paste_dialog import PasteDialog
from tuner.stages import RACK

SHIFTED = ((1.5, -0.5, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
THERE = {
    "sharpen.amount": 0.1 + 0.2,
    "sharpen.enabled": False,
    "color_matrix.matrix": SHIFTED,
    "linearization.curve": ((0.0, 0.0), (0.5, 0.6), (1.0, 1.0)),
}


class Bench:
    """A session, and what was said."""

    def __init__(self, qtbot: QtBot) -> None:
        self.session = Session()
        self.parent = QWidget()
        qtbot.addWidget(self.parent)
        self.parent.show()
        self.said: list[str] = []

    def paste(self, into: str = "") -> PasteDialog:
        dialog = paste_parameters(self.session, self.parent, self.said.append, into)
        assert dialog is not None
        return dialog


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    bench = Bench(qtbot)
    yield bench
    QApplication.processEvents()


def rows(dialog: PasteDialog) -> list[tuple[str, ...]]:
    return [
        tuple(dialog.table.item(row, column).text() for column in range(4))  # type: ignore[union-attr]
        for row in range(dialog.table.rowCount())
    ]


def test_copied_here_and_pasted_there(bench: Bench) -> None:
    """Every row says stage, parameter, now and then; one undo entry takes all of it back."""
    copy_parameters(bench.session.recipe.with_values(THERE))
    dialog = bench.paste()
    assert rows(dialog) == [
        ("Linearization", "Curve", "0\u00a00, 1\u00a01", "0\u00a00, 0.5\u00a00.6, 1\u00a01"),
        ("Colour matrix", "Matrix", "1  0  0\n0  1  0\n0  0  1", "1.5  -0.5  0\n0  1  0\n0  0  1"),
        ("Sharpen", "On", "on", "off"),
        ("Sharpen", "Amount", "0.5", "0.3"),
    ]
    same = len(paths_of(RACK)) - 4
    assert f"4 parameters change. {same} have their value already." in dialog.head.text()
    assert dialog.table.item(3, 3).toolTip() == repr(0.1 + 0.2)  # type: ignore[union-attr]
    dialog.paste.click()
    assert {path: bench.session.recipe.value(path) for path in THERE} == THERE
    assert bench.session.history.position == 1
    assert bench.session.history.entries[1].label == "Paste parameters"
    assert bench.said == ["Pasted 4 parameters from the clipboard."]
    bench.session.undo()
    assert bench.session.recipe == bench.session.baseline


def test_only_what_is_checked_is_pasted(bench: Bench) -> None:
    copy_parameters(bench.session.recipe.with_values(THERE))
    dialog = bench.paste()
    dialog.none.click()
    assert not dialog.paste.isEnabled()
    dialog.table.item(3, 0).setCheckState(Qt.CheckState.Checked)  # type: ignore[union-attr]
    assert dialog.paste.text() == "Paste 1"
    assert dialog.chosen() == {"sharpen.amount": 0.1 + 0.2}
    dialog.paste.click()
    assert bench.session.recipe.differences(bench.session.baseline).keys() == {"sharpen.amount"}


def test_cancel_changes_nothing(bench: Bench) -> None:
    copy_parameters(bench.session.recipe.with_values(THERE))
    bench.paste().reject()
    assert bench.session.history.position == 0


def test_a_part_holds_only_what_was_copied(bench: Bench) -> None:
    text = copy_parameters(bench.session.recipe, ["sharpen.amount"])
    assert QApplication.clipboard().text() == text
    assert parse_part(text) == {"sharpen.amount": 0.5}


def test_nothing_to_paste_is_said(bench: Bench) -> None:
    """No dialog for a strange clipboard, nor for what is the same."""
    for text, words in (
        ("hello", "The clipboard: it holds no parameters"),
        (copy_parameters(bench.session.recipe), "already"),
    ):
        QApplication.clipboard().setText(text)
        assert paste_parameters(bench.session, bench.parent, bench.said.append) is None
        assert words in bench.said[-1]


def test_from_a_snapshot_or_a_profile(bench: Bench) -> None:
    other = bench.session.recipe.with_values(THERE)
    dialog = offer_recipe(bench.session, other, "Snapshot B", bench.parent, bench.said.append)
    assert dialog is not None
    assert dialog.windowTitle() == "Paste from Snapshot B"
    dialog.accept()
    assert bench.session.recipe == other


def test_into_another_stage_by_name(bench: Bench) -> None:
    """Same name and kind; what has no place is named, not dropped in silence."""
    copy_parameters(bench.session.recipe.with_value("luma_denoise.enabled", True), paths_of(RACK, "luma_denoise"))
    values, without = moved_into(parse_part(QApplication.clipboard().text()), "chroma_denoise", RACK)
    here, there = RACK["chroma_denoise"].params.model_fields, RACK["luma_denoise"].params.model_fields
    assert set(values) == {f"chroma_denoise.{n}" for n in ("enabled", *here) if n in ("enabled", *there)}
    assert set(without) == {f"luma_denoise.{n}" for n in there if n not in here}
    bench.session.change({path: value for path, value in values.items() if path.endswith("enabled")})
    bench.session.change({"chroma_denoise.enabled": not values["chroma_denoise.enabled"]})
    dialog = bench.paste("chroma_denoise")
    assert rows(dialog)[0][:2] == ("Chroma denoise", "On")
    if without:
        assert "Without a place here: Luma denoise · " in dialog.head.text()


def test_into_another_stage_refused(bench: Bench) -> None:
    """Parameters of several stages, none of them the one asked for; or no name in common."""
    with pytest.raises(ParamError, match="2 stages"):
        moved_into({"sharpen.amount": 1.0, "exposure.ev": 0.0}, "tone_curve", RACK)
    with pytest.raises(ParamError, match="no parameter with a name"):
        moved_into({"sharpen.amount": 1.0}, "demosaic", RACK)
    own, rest = moved_into({"sharpen.amount": 1.0, "exposure.ev": 0.0}, "sharpen", RACK)
    assert (own, rest) == ({"sharpen.amount": 1.0}, ["exposure.ev"])


def test_names_and_keys(bench: Bench) -> None:
    """Space checks the row that has the focus; Return pastes."""
    copy_parameters(bench.session.recipe.with_values(THERE))
    dialog = bench.paste()
    assert dialog.table.accessibleName() == "What will be pasted"
    assert dialog.paste.isDefault()
