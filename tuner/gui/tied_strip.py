"""A strip of knots that is tied to a parameter, or to a stage's switch, of a session."""

from __future__ import annotations

from PySide6.QtCore import Signal

from tuner.app.session import Session
from tuner.app.tabling import add_knot, go, known, remove_knot
from tuner.core.tuning import param_at
from tuner.gui.knot_strip import KnotStrip
from tuner.gui.language import tr
from tuner.gui.values import short
from tuner.gui.wording import on_off


class TiedStrip(KnotStrip):
    """Shows the table at a path, while there is one, and does with it what is asked.

    Signals
    -------
    said : why something was not done
    """

    said = Signal(str)

    def __init__(self, session: Session, path: str, title: str) -> None:
        super().__init__(title)
        self._session, self._path = session, path
        self._param = param_at(session.rack, path)
        self.went.connect(lambda axis, knot: go(session, axis, knot))
        self.asked.connect(self._ask)

    def follow(self) -> None:
        """Show what the session holds."""
        table, words = self._session.tuning.table(self._path), {}
        if table is not None:
            if len(table.axes) == 1:
                values = zip(table.axes[0][1], table.values, strict=True)
                words = {k: on_off(bool(v)) if self._param is None else short(self._param, v) for k, v in values}
            self.show_table(table, known(self._session), words)
        self.setVisible(table is not None)

    def _ask(self, what: str, axis: str) -> None:
        if what == "add":
            add_knot(self._session, self._path)
        elif not remove_knot(self._session, self._path, axis):
            self.said.emit(tr("knots", "there is no knot here that could be taken away"))
