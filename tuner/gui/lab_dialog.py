"""The dialog of a virtual shot: one field for every option that `tuner lab shoot` has, made from the same declarations."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGroupBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tuner.core.param import Param, params_of
from tuner.gui.elided import Elided
from tuner.gui.field import NumberField
from tuner.gui.language import heading, tr
from tuner.lab.lights import LabError
from tuner.lab.order import ILLUMINANT_HELP, SIZE_HELP, Knobs, Order, size_of

LIGHTS = ("D65", "D55", "D50", "A", "TL84", "CWF", "LED-B3", "2700K", "A|D65")
SIZES = ("1MP", "3MP", "12MP", "24MP")
GROUPS = (
    ("chart", "illuminant", "lux", "level", "flicker", "flicker_hz"),
    ("camera", "size", "cfa", "iso", "exposure", "noise", "seed"),
    (
        "psf",
        "blur",
        "blur_corner",
        "falloff",
        "falloff_red",
        "falloff_blue",
        "gain_map",
        "lateral_ca",
        "distortion",
        "flare",
    ),
    ("frames", "fps", "shake", "pan_x", "pan_y", "readout"),
)
"""Which options stand together; every one has its place (a test holds it)."""
ABBREVIATED = {
    "Psf": "PSF",
    "Cfa": "CFA",
    "Iso": "ISO",
    "ca": "CA",
    "hz": "Hz",
    "Fps": "Frames a second",
    "x": "X",
    "y": "Y",
}
_WIDTH = 118  # of a field
_WRONG = "#d06a5f"


class LabDialog(QDialog):
    """Asks what is to be shot.

    Signals
    -------
    asked : the order

    Attributes
    ----------
    linear : whether the noise-free picture is wanted too
    """

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading("Shoot in the virtual lab…"))
        self.fields: dict[str, QWidget] = {
            "illuminant": _words(LIGHTS, "D65", ILLUMINANT_HELP),
            "size": _words(SIZES, "3MP", SIZE_HELP),
        }
        self._params = {p.name: p for p in params_of(Knobs)}
        self.fields |= {name: _field(param) for name, param in self._params.items()}
        self.linear = QCheckBox(tr("window", "Noise-free picture as well"))
        self.linear.setToolTip("The linear camera RGB without noise, 32 bit, beside the shot as NAME.linear.tif.")
        self.said = Elided(Qt.TextElideMode.ElideRight, 80)
        self.said.setAccessibleName(tr("window", "Message"))
        self.said.setStyleSheet(f"color: {_WRONG};")
        shoot, close = QPushButton(tr("window", "Shoot…")), QPushButton(tr("window", "Close"))
        shoot.setDefault(True)
        close.setAutoDefault(False)
        shoot.clicked.connect(self._ask)
        close.clicked.connect(self.reject)
        self.shoot = shoot
        self._lay_out(shoot, close)

    def _lay_out(self, shoot: QPushButton, close: QPushButton) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(14)
        titles = tr("window", "Scene"), tr("window", "Camera"), tr("window", "Lens"), tr("window", "Burst")
        for title, names in zip(titles, GROUPS, strict=True):
            box = QGroupBox(title)
            form = QFormLayout(box)
            form.setContentsMargins(12, 10, 12, 10)
            form.setHorizontalSpacing(14)
            form.setVerticalSpacing(6)
            for name in names:
                field, text = self.fields[name], tr("lab", option_title(name))
                field.setAccessibleName(text)
                field.setFixedWidth(_WIDTH)
                label = QLabel(text)
                label.setToolTip(field.toolTip())
                form.addRow(label, field)
            columns.addWidget(box)
        row = QHBoxLayout()
        row.addWidget(self.linear)
        row.addWidget(self.said, 1)
        row.addWidget(shoot)
        row.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 14, 16, 12)
        whole.setSpacing(12)
        whole.addLayout(columns)
        whole.addLayout(row)

    def order(self) -> Order:
        """What the fields say.

        Raises
        ------
        LabError : the light or the size cannot be
        """
        values = {name: _value(self.fields[name]) for name in self._params}
        order = Order(Knobs(**values), _value(self.fields["illuminant"]), *size_of(_value(self.fields["size"])))
        _ = order.sides  # an unknown light is said now
        return order

    def _ask(self) -> None:
        try:
            order = self.order()
        except LabError as error:
            self.said.say(str(error))
            return
        self.said.say("")
        self.asked.emit(order)


def option_title(name: str) -> str:
    """An option's name as English words; abbreviations in capitals."""
    return " ".join(ABBREVIATED.get(word, word) for word in name.capitalize().split("_"))


class _Number(NumberField):
    """The number of one option; arrow keys step it."""

    def __init__(self, param: Param) -> None:
        self._range = float(param.minimum or 0), float(param.maximum or 0)
        self._by, self._integer = param.step or 0.01, param.kind == "integer"
        super().__init__(self._range, self._by, param.unit, self._integer)
        self.value: float | int = 0
        self.put(float(str(param.default)))
        self.committed.connect(self.put)
        self.stepped.connect(lambda steps, factor: self.put(self.value + steps * factor * self._by))

    def put(self, value: float) -> None:
        """Take a value over, inside the range."""
        inside = min(max(value, self._range[0]), self._range[1])
        self.value = round(inside) if self._integer else inside
        self.show_value(self.value)


def _words(words: tuple[str, ...], chosen: str, tip: str) -> QComboBox:
    """Words to choose from or to write."""
    box = QComboBox()
    box.setEditable(True)
    box.addItems(words)
    box.setCurrentText(chosen)
    box.setToolTip(tip[0].upper() + tip[1:])
    return box


def _field(param: Param) -> QWidget:
    """The field of one option, at its default."""
    field: QWidget
    if param.kind == "choice":
        field = QComboBox()
        field.addItems(param.choices)
        field.setCurrentText(str(param.default))
    elif param.kind == "switch":
        field = QCheckBox()
        field.setChecked(bool(param.default))
    else:
        field = _Number(param)
    field.setToolTip(param.help)
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return field


def _value(field: QWidget) -> Any:
    if isinstance(field, QComboBox):
        return field.currentText()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    assert isinstance(field, _Number)
    return field.value
