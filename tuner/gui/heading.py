"""The heading of a group of cards: it folds the group, and says what its stages read."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from tuner.core.domain import Domain
from tuner.core.stage import Stage
from tuner.gui import theme
from tuner.gui.language import tr

GROUPS: Mapping[Domain, tuple[str, str]] = {
    Domain.SENSOR: ("Sensor", "mosaic · linear"),
    Domain.MOSAIC: ("Sensor", "mosaic · linear"),
    Domain.CAMERA: ("Scene", "camera RGB · linear"),
    Domain.LINEAR: ("Display", "linear to coded RGB"),
    Domain.CODED: ("Display", "linear to coded RGB"),
    Domain.YCC: ("Luma · chroma", "Y′CbCr"),
    Domain.PICTURE: ("Picture", "coded RGB, 0 to 1"),
}
"""Heading and caption of the stages that read a domain."""


def group_of(stage: Stage) -> tuple[str, str]:
    """The heading and caption a stage stands under: its input's domain decides."""
    return GROUPS[stage.reads]


class Heading(QWidget):
    """A group's title and caption. `turned` tells that the user folded or unfolded it."""

    turned = Signal()

    def __init__(self, title: str, caption: str) -> None:
        super().__init__()
        self.title = title
        self.folded = False
        self.setObjectName("heading")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._mark, left, right = QLabel(), QLabel(tr("groups", title).upper()), QLabel(tr("groups", caption))
        self._mark.setFixedWidth(13)
        left.setObjectName("group")
        right.setObjectName("group_domain")
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 9, 5, 2)
        row.setSpacing(3)
        row.addWidget(self._mark)
        row.addWidget(left)
        row.addStretch(1)
        row.addWidget(right)
        self.fold(False)

    def fold(self, on: bool) -> None:
        """Show it as folded or not; emits nothing."""
        self.folded = on
        icon = theme.icon("chevron_right" if on else "chevron_down", theme.TEXT_DIM)
        self._mark.setPixmap(icon.pixmap(QSize(11, 11), self.devicePixelRatioF()))
        self.setAccessibleName(f"{self.title} stages, {'folded' if on else 'shown'}")
        self.setToolTip(f"<p>{'Show' if on else 'Hide'} these stages.</p>")

    def _turn(self) -> None:
        self.fold(not self.folded)
        self.turned.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._turn()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._turn()
        else:
            super().keyPressEvent(event)
