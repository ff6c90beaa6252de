"""An on/off switch drawn by hand: the same on every system."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from tuner.gui import theme

TRACK = QSize(24, 13)


class Toggle(QAbstractButton):
    """A checkable button that looks like a switch; Space and Enter turn it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pale = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(TRACK.width() + 4, 21)

    def show_value(self, on: bool) -> None:
        """Show a position; emits nothing."""
        if on != self.isChecked():
            self.blockSignals(True)
            self.setChecked(on)
            self.blockSignals(False)
            self.update()

    def set_pale(self, pale: bool) -> None:
        """Draw it as not in force; it can still be turned."""
        if pale != self._pale:
            self._pale = pale
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()  # not every system lets Enter press a button
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        track = QRectF(
            (self.width() - TRACK.width()) / 2, (self.height() - TRACK.height()) / 2, TRACK.width(), TRACK.height()
        )
        on, live = self.isChecked(), self.isEnabled() and not self._pale
        painter.setPen(QColor(theme.ACCENT) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#757575" if live else "#505050") if on else theme.WELL)
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        x = track.right() - track.height() / 2 if on else track.left() + track.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("#ededed" if live and on else "#7d7d7d"))
        painter.drawEllipse(QPointF(x, track.center().y()), 4.5, 4.5)
