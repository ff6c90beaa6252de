"""Layers over a pane: a see-through child that paints overlays and region marks through the pane's own view.

It lets hand and keyboard through, and is repainted whenever the pane under it is, so that it never lags behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from tuner.gui.view import View


class Paints(Protocol):
    """Something to be painted over a picture."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to paint."""
        ...

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint what the view shows; the painter counts device pixels."""
        ...


class Paned(Protocol):
    """What a pane must have: the view through which its picture is seen, and the picture."""

    view: View
    picture: object | None


class Layers(QWidget):
    """Covers a pane; `show_changes` after a layer has become empty or is empty no more.

    Parameters
    ----------
    pane : a widget that is `Paned`
    """

    def __init__(self, pane: QWidget, layers: Sequence[Paints]) -> None:
        super().__init__(pane)
        self._pane, self._layers = pane, layers
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setGeometry(pane.rect())
        pane.installEventFilter(self)
        self.show_changes()

    def show_changes(self) -> None:
        """Paint anew; a child with nothing on it is hidden, and costs nothing."""
        self.setVisible(not all(layer.empty for layer in self._layers))
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._pane.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        pane: Paned = self._pane  # type: ignore[assignment]
        if pane.picture is None:
            return
        painter = QPainter(self)
        scale = self.devicePixelRatioF()
        painter.scale(1 / scale, 1 / scale)
        for layer in self._layers:
            painter.save()
            layer.paint(painter, pane.view)
            painter.restore()
        painter.end()
