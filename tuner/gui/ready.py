"""The reference made ready while the window is idle, so that the first flick to it is as quick as all others.

One picture, which the reference keeps anyway once it was looked at. Nothing is made while a hand holds a button of the
mouse or anything else is being made, and what is being made ahead is broken off when anything else is asked for.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

from tuner.app.session import Session
from tuner.app.sources import BASELINE
from tuner.gui.bridge import Bridge
from tuner.gui.others import Others
from tuner.gui.pictures import Pictures
from tuner.gui.viewer import Viewer

REST_MS = 300
"""How long nothing has to happen first: between two moves of a slider there is less."""


class Ready(QObject):
    """Has the baseline made ahead, as long as it is the reference."""

    def __init__(self, session: Session, bridge: Bridge, pictures: Pictures, viewer: Viewer, others: Others) -> None:
        super().__init__(others)
        self._bridge, self._pictures, self._others = bridge, pictures, others
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._make)
        self._ended = False
        session.listen(lambda _: self._begin_again())
        viewer.view_changed.connect(self._begin_again)
        pictures.arrived.connect(self._rest_again)

    def end(self) -> None:
        """Make nothing ready any more."""
        self._ended = True
        self._rest.stop()

    def _begin_again(self) -> None:
        self._others.give_way()
        self._rest_again()

    def _rest_again(self, _: object = None) -> None:
        if not self._ended:
            self._rest.start()

    def _make(self) -> None:
        if self._others.pair[0] != BASELINE or self._pictures.shown is None or self._pictures.error is not None:
            return  # the next picture begins again
        held = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        if held or not (self._pictures.exact and self._bridge.idle and self._others.idle):
            self._rest.start()
        else:
            self._others.make_ahead(BASELINE)
