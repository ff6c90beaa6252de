"""A column of cards that scrolls upright and never sideways, and what stands above it as far as its bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QWidget

_GAP = 7  # between the cards and the bar, px


class Upright(QScrollArea):
    """Scrolls upright only, so it is never narrower than its content needs in the language in force.

    Parameters
    ----------
    least : width it does not go below anyway
    """

    def __init__(self, content: QWidget, least: int = 0) -> None:
        super().__init__()
        self._least, self._told, self._content = least, 0, content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def minimumSizeHint(self) -> QSize:
        return QSize(max(self._needs, self._least), super().minimumSizeHint().height())

    @property
    def _needs(self) -> int:
        return self._content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A scroll area watches its content already; what it needs may have become more."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self._content and self._needs != self._told:
            self._told = self._needs
            self.updateGeometry()
        return super().eventFilter(watched, event)


def upright(content: QWidget, least: int = 0) -> Upright:
    """The content in a scroll area whose bar is always there, so that nothing moves when cards open."""
    return Upright(content, least)


def beside(field: QWidget) -> QHBoxLayout:
    """A field as wide as the cards below it."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, _GAP, 0)
    row.addWidget(field)
    return row
