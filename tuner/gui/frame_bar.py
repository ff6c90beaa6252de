"""The frame slider: which frame of a sequence is open. Hidden unless there is more than one."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

from tuner.gui import theme
from tuner.gui.language import tr


class FrameBar(QWidget):
    """A slider over frames.

    Signals
    -------
    chosen : the frame the user went to; 0 is the first
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider, self.words = QSlider(Qt.Orientation.Horizontal), QLabel()
        self.slider.setAccessibleName(tr("window", "Frame"))
        self.slider.setPageStep(10)
        self.words.setStyleSheet(f"color: {theme.TEXT_DIM.name()};")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.setSpacing(10)
        row.addWidget(self.words)
        row.addWidget(self.slider, 1)
        self.slider.valueChanged.connect(self._moved)
        self.hide()

    def show_frame(self, frame: int, count: int) -> None:
        """The open frame, and how many there are."""
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(count - 1, 0))
            self.slider.setValue(frame)
        self._say(frame)
        self.setVisible(count > 1)

    def _moved(self, frame: int) -> None:
        self._say(frame)
        self.chosen.emit(frame)

    def _say(self, frame: int) -> None:
        count = self.slider.maximum() + 1
        self.words.setText(tr("window", "frame {number} of {count}").format(number=frame + 1, count=count))
        widest = tr("window", "frame {number} of {count}").format(number=count, count=count)
        self.words.setMinimumWidth(self.words.fontMetrics().horizontalAdvance(widest))
