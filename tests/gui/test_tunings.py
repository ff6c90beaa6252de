"""Parameters of a snapshot, a profile or the baseline come into the present tuning through the table that shows them."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.gui.bench import opened, small, until_exact
from tuner.gui.paste_dialog import PasteDialog


def test_a_snapshot_s_parameters_are_pasted_from_the_table_of_differences(qtbot) -> None:
    with opened(qtbot, small()) as window:
        session = window.session
        session.change({"exposure.ev": 0.5, "sharpen.amount": 1.25})
        until_exact(qtbot, window)
        window.desk.take()
        qtbot.waitUntil(lambda: "A" in window.desk.snapshots)
        session.change({"exposure.ev": 0.0, "sharpen.amount": 0.5})
        window.desk.show_differences("A")
        dialog = window.desk.dialog
        assert dialog is not None
        assert (dialog.paste.text(), dialog.paste.isEnabled()) == ("Paste from Snapshot A…", True)
        dialog.paste.click()
        offered = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PasteDialog) and w.isVisible())
        assert offered.table.rowCount() == 2
        offered.table.item(0, 0).setCheckState(offered.table.item(0, 0).checkState().Unchecked)  # type: ignore[union-attr]
        offered.accept()
        assert (session.recipe.value("exposure.ev"), session.recipe.value("sharpen.amount")) == (0.0, 1.25)
        assert window.message.text == "Pasted 1 parameter from Snapshot A."
        assert dialog.table.rowCount() == 1  # the present tuning is the one of now
        dialog.one.setCurrentText("Present")
        assert not dialog.paste.isEnabled()  # both are
        dialog.close()
        session.change({"exposure.ev": 0.25})
        assert dialog.table.rowCount() == 0  # closed, it listens no more
