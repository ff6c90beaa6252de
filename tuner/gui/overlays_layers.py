"""Layers over a pane: a see-through child that paints overlays and region marks through the pane's own view.

It lets hand and keyboard through, and is repainted whenever the pane under it is, so that it never lags behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QWidget

from tuner.gui.hand import Wipe
from tuner.gui.overlays import Overlays
from tuner.gui.overlays_masks import Layer
from tuner.gui.pane import Pane
from tuner.gui.view import View
from tuner.gui.viewer import Viewer


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
    """What a pane must have: the view through which its picture is seen, the picture, and what lies over a part of it."""

    view: View
    picture: object | None
    over: object | None
    wipe: Wipe | None
    names: Sequence[QRectF]

    def edge(self) -> float:
        """Where the wipe's edge lies, device pixels."""
        ...


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
        painter.setClipRegion(beside(self.rect(), pane.names))  # what lies on a picture leaves its name readable
        scale = self.devicePixelRatioF()
        painter.scale(1 / scale, 1 / scale)
        own = own_part(pane)
        for layer in self._layers:
            painter.save()
            if isinstance(layer, Layer):  # masks of the pane's own picture; marks lie on whatever is seen there
                painter.setClipRect(own, Qt.ClipOperation.IntersectClip)
            if not (own.isEmpty() and isinstance(layer, Layer)):
                layer.paint(painter, pane.view)
            painter.restore()
        painter.end()


def beside(area: QRect, names: Sequence[QRectF]) -> QRegion:
    """An area without the places of names."""
    region = QRegion(area)
    for name in names:
        region -= QRegion(name.toAlignedRect())
    return region


def own_part(pane: Paned) -> QRectF:
    """Where a pane shows its own picture, device pixels: what a wipe or a flicker leaves of it."""
    (width, height), wipe = pane.view.pane, pane.wipe
    if pane.over is None or wipe is None:
        return QRectF(0, 0, width, height)
    edge = pane.edge()
    return QRectF(edge, 0, width - edge, height) if wipe.upright else QRectF(0, edge, width, height - edge)


class Cover:
    """The layers of every pane: marks on all, the overlays on the raw and the processed picture.

    Parameters
    ----------
    marks : what is painted on every picture
    """

    def __init__(self, viewer: Viewer, overlays: Overlays, marks: Sequence[Paints]) -> None:
        self._viewer, self._overlays, self._marks = viewer, overlays, marks
        self.layers: dict[Pane, Layers] = {}
        self.renew()

    def renew(self) -> None:
        """There may be other panes."""
        viewer, over = self._viewer, self._overlays
        own = {viewer.raw: (over.raw,), viewer.processed: (over.processed,)}
        panes = viewer.panes
        if set(panes) != set(self.layers):
            self.layers = {p: self.layers.get(p) or Layers(p, (*own.get(p, ()), *self._marks)) for p in panes}

    def show_changes(self) -> None:
        """A layer is another one now."""
        for layers in self.layers.values():
            layers.show_changes()
