"""The overlays' switches, and a small card with their thresholds and what each colour says."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QToolButton,
    QWidget,
)

from tuner.gui import theme
from tuner.gui.language import tr
from tuner.gui.overlays import Overlays
from tuner.gui.overlays_masks import LEGEND

SWITCHES = {
    "overlay_raw": "Raw clip", "overlay_output": "Clip", "overlay_zebra": "Zebra", "overlay_focus": "Focus",
    "overlay_defects": "Defects", "overlay_noise": "Noise",
}  # fmt: skip
"""The window's actions that turn overlays, and the short names on their switches."""

GIVE_WAY = ("overlay_noise", "overlay_defects", "overlay_focus", "overlay_zebra", "overlay_output", "overlay_raw")
"""Switches for which a narrow bar has no room, first to last; their keys and the menu stay."""
_CHIP = "padding: 1px 7px; font-size: 12px;"


class OverlaysBar(QWidget):
    """One switch an overlay, and a button for the thresholds."""

    def __init__(self, overlays: Overlays, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self.chips: dict[str, QToolButton] = {}
        for name, short in SWITCHES.items():
            actions[name].setIconText(tr("dock", short))
            chip = QToolButton()
            chip.setDefaultAction(actions[name])
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            chip.setStyleSheet(_CHIP)
            chip.setAccessibleName(actions[name].text())
            self.chips[name] = chip
            row.addWidget(chip)
        self.card = ThresholdsCard(overlays, self)
        self.more = QToolButton()
        self.more.setIcon(theme.icon("more"))
        self.more.setIconSize(QSize(14, 14))
        self.more.setStyleSheet("padding: 2px;")
        self.more.setToolTip("Thresholds and colours of the overlays")
        self.more.setAccessibleName(tr("dock", "Thresholds and colours of the overlays"))
        self.more.clicked.connect(self._show_card)
        row.addWidget(self.more)

    def make_room(self, many: int) -> None:
        """Leave out the first so many switches of `GIVE_WAY`."""
        for at, name in enumerate(GIVE_WAY):
            self.chips[name].setHidden(at < many)

    def _show_card(self) -> None:
        self.card.adjustSize()
        corner = self.more.mapToGlobal(QPoint(self.more.width(), 0))
        self.card.move(corner - QPoint(self.card.width(), self.card.height() + 4))
        self.card.show()


class ThresholdsCard(QFrame):
    """Closes by a click beside it or Escape; every change is in force at once."""

    def __init__(self, overlays: Overlays, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("thresholds")
        self.setStyleSheet(
            f"#thresholds {{ background: {theme.PANEL.name()}; border: 1px solid {theme.RAISED.name()}; }}"
            "QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: 0; }"
        )
        self.setAccessibleName(tr("dock", "Thresholds of the overlays"))
        w = overlays.wanted
        self.fields: dict[str, QSpinBox | QDoubleSpinBox] = {
            "near": _decimal(w.near * 100, 1, 100, 0.5, "≥ ", " %"),
            "high": _whole(w.high, 1, 255, "≥ "),
            "low": _whole(w.low, 0, 254, "≤ "),
            "bright": _whole(w.bright, 1, 255, "≥ "),
            "times": _decimal(w.times, 1, 100, 0.5, "> ", " σ"),
        }
        tips = {
            "near": "Raw clipping: share of the way from black to saturation.",
            "high": "Output clipping: codes from here on count as clipped.",
            "low": "Output clipping: codes up to here count as clipped.",
            "bright": "Zebra: from this Y′ code on.",
            "times": "Focus: how many deviations of the noise an edge stands out.",
        }
        rows = (
            ("Raw clipping", "raw", ("near",)), ("Output clipping", "output", ("high", "low")),
            ("Zebra", "zebra", ("bright",)), ("Focus peaking", "focus", ("times",)),
            ("Defect map", "defects", ()), ("Noise map", "noise", ()),
        )  # fmt: skip
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 12, 14, 12)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for row, (title, name, fields) in enumerate(rows):
            grid.addWidget(QLabel(tr("actions", title)), row, 0)
            cell = QHBoxLayout()
            cell.setSpacing(6)
            for field in fields:
                box = self.fields[field]
                box.setAccessibleName(tips[field])
                box.setToolTip(tips[field])
                box.valueChanged.connect(lambda value, field=field: _want(overlays, field, value))
                cell.addWidget(box)
            cell.addStretch(1)
            grid.addLayout(cell, row, 1)
            grid.addLayout(_legend(name), row, 2)


def _want(overlays: Overlays, field: str, value: float) -> None:
    overlays.want(**{field: value / 100 if field == "near" else value})


def _legend(name: str) -> QGridLayout:
    """A square of each colour with its meaning, three a line."""
    grid = QGridLayout()
    grid.setVerticalSpacing(2)
    grid.setHorizontalSpacing(5)
    for i, (colour, text) in enumerate(LEGEND[name]):
        square, label = QLabel(), QLabel(tr("dock", text))
        square.setFixedSize(11, 11)
        square.setStyleSheet(f"background: {colour.name()}; border-radius: 2px;")
        label.setStyleSheet(f"color: {theme.TEXT_DIM.name()}; font-size: 12px;")
        label.ensurePolished()  # else the font is not known yet, by which the card is sized
        label.setMinimumWidth(max(48, label.sizeHint().width() + 4))
        row, column = divmod(i, 3)
        grid.addWidget(square, row, 2 * column)
        grid.addWidget(label, row, 2 * column + 1)
    grid.setColumnStretch(6, 1)
    return grid


def _whole(value: int, low: int, high: int, prefix: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(low, high)
    box.setValue(value)
    box.setPrefix(prefix)
    box.setFixedWidth(68)
    return box


def _decimal(value: float, low: float, high: float, step: float, prefix: str, suffix: str) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setDecimals(1)
    box.setRange(low, high)
    box.setSingleStep(step)
    box.setSuffix(suffix)
    box.setValue(value)
    box.setPrefix(prefix)
    box.setFixedWidth(68)
    return box
