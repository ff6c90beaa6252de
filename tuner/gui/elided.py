"""A label that gives way: what does not fit is left out with an ellipsis, and the tooltip has the whole."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class Elided(QLabel):
    """One line of plain text, as wide as its text where there is room.

    Parameters
    ----------
    mode : where the ellipsis stands
    least : width it does not go below if its text is wider, pixels
    """

    def __init__(
        self, mode: Qt.TextElideMode = Qt.TextElideMode.ElideMiddle, least: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._mode, self.least = mode, least
        self._whole = self._tip = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)

    @property
    def whole(self) -> str:
        """The text, unshortened."""
        return self._whole

    @property
    def cut(self) -> bool:
        """Whether some of the text is left out."""
        return self.text() != self._whole

    def say(self, text: str, tip: str = "") -> None:
        """Show another text; `tip` is what the tooltip says besides."""
        if (text, tip) != (self._whole, self._tip):
            self._whole, self._tip = text, tip
            self.updateGeometry()
            self._elide()

    def width_of(self, text: str) -> int:
        """Width the label needs for a text, pixels."""
        self.ensurePolished()  # else the style sheet's font is not known yet
        margins = self.contentsMargins()
        return self.fontMetrics().horizontalAdvance(text) + 2 + margins.left() + margins.right() if text else 0

    def sizeHint(self) -> QSize:
        return QSize(self.width_of(self._whole), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.width_of(self._whole), self.least), super().minimumSizeHint().height())

    def _elide(self) -> None:
        shown = self._whole
        if self.width_of(shown) > self.width():
            shown = self.fontMetrics().elidedText(shown, self._mode, max(self.contentsRect().width() - 2, 0))
        self.setText(shown)
        self.setToolTip("\n".join(part for part in (self._whole if self.cut else "", self._tip) if part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_whole"):
            self._elide()
