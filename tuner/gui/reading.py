"""Reading a message in full: one that its line cuts short, or of which it says only the first of several."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout

from tuner.gui import theme
from tuner.gui.bottom import MessageLine
from tuner.gui.language import tr

_WIDEST = 720


class Reading(QObject):
    """Opens all of a message above its line: by a click on it, or by a key. Escape, or a click beside it, closes it."""

    def __init__(self, line: MessageLine) -> None:
        super().__init__(line)
        self._line = line
        self.sheet: QDialog | None = None
        label = line.findChild(QLabel)
        assert isinstance(label, QLabel)
        self._label = label
        label.installEventFilter(self)

    @property
    def text(self) -> str:
        """All there is to read: more than the line's own text where that names only the first of several."""
        return self._label.toolTip() or self._line.text

    @property
    def cut(self) -> bool:
        """Whether the line shows less than that."""
        return bool(self.text) and self._label.text() != self.text

    def show(self) -> None:
        """Open what there is to read, if there is any."""
        if self.sheet is not None:
            self.sheet.close()
        if not self.text:
            return
        sheet = self.sheet = QDialog(self._line, Qt.WindowType.Popup)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.setAccessibleName(tr("window", "Message"))
        sheet.destroyed.connect(self._closed)
        sheet.setObjectName("reading")
        sheet.setStyleSheet(f"#reading {{ background: {theme.CARD.name()}; border: 1px solid {theme.RAISED.name()}; }}")
        words = QLabel(self.text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setStyleSheet(f"color: {theme.TEXT.name()};")
        flags = Qt.TextInteractionFlag
        words.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(words)
        width = min(_WIDEST, self._line.width())
        words.ensurePolished()
        sheet.setFixedSize(width, column.heightForWidth(width))
        sheet.move(self._line.mapToGlobal(QPoint(0, -sheet.height())))
        sheet.show()
        words.setFocus()

    def _closed(self) -> None:
        self.sheet = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self._label.setCursor(Qt.CursorShape.PointingHandCursor if self.cut else Qt.CursorShape.ArrowCursor)
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease and self.cut:
            self.show()
        return False
