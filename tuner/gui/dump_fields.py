"""The fields of a dump's layout: one a word of the flags, in the same order."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from tuner.files.layout import CFAS, MAX_OFFSET, MAX_SIDE, Given
from tuner.files.packing import DEPTHS, PACKINGS
from tuner.gui.dump_words import titles
from tuner.gui.field import NumberField

_WIDTH = 118
_FULL = 65535.0  # DN, of 16 bits
_NUMBERS = ("width", "height", "stride", "offset", "black", "white")


class Number(NumberField):
    """A number in a well that keeps itself; the arrow keys step it."""

    changed = Signal()

    def __init__(self, low: float, high: float, unit: str = "1", step: float = 1.0) -> None:
        super().__init__((low, high), step, unit, whole=step == 1)
        self.value = low
        self._ends = low, high
        self.show_number(low)
        self.committed.connect(self._take)
        self.stepped.connect(lambda steps, by: self._take(self.value + steps * max(by, 1.0)))

    def show_number(self, value: float) -> None:
        """Show a number without telling of a change."""
        self.value = value
        self.show_value(value)

    def _take(self, value: float) -> None:
        low, high = self._ends
        self.show_number(min(max(value, low), high))
        self.changed.emit()


class DumpFields(QWidget):
    """Numbers and choices; `changed` when the user changed one of them."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns, self.rows = Number(2, MAX_SIDE, "px"), Number(2, MAX_SIDE, "px")
        self.packing, self.bits, self.cfa = _choice(PACKINGS), _choice(map(str, DEPTHS)), _choice(CFAS)
        self.stride, self.offset = Number(0, 1 << 24, "B"), Number(0, MAX_OFFSET - 1, "B")
        self.black, self.white = Number(0, _FULL, "DN", 0.5), Number(1, _FULL, "DN", 0.5)
        self.stride.setToolTip("Bytes from row to row; 0: rows without padding.")
        self.offset.setToolTip("Bytes in front of the first row.")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(7)
        for at, (title, field) in enumerate(self._titled()):
            label = QLabel(title)
            label.setBuddy(field)
            field.setAccessibleName(title)
            field.setFixedWidth(_WIDTH)
            grid.addWidget(label, at // 2, at % 2 * 3)
            grid.addWidget(field, at // 2, at % 2 * 3 + 1)
        grid.setColumnMinimumWidth(2, 8)
        self._by_hand: set[str] = set()
        for name, number in zip(_NUMBERS, self._numbers, strict=True):
            number.changed.connect(lambda name=name: self._set_by_hand(name))
        self.packing.currentTextChanged.connect(self._packing_chosen)
        self.bits.currentTextChanged.connect(self._bits_chosen)
        self.cfa.currentTextChanged.connect(lambda _: self._set_by_hand("cfa"))

    @property
    def _numbers(self) -> tuple[Number, ...]:
        return self.columns, self.rows, self.stride, self.offset, self.black, self.white

    def _titled(self) -> list[tuple[str, QWidget]]:
        fields: dict[str, QWidget] = {
            "width": self.columns,
            "height": self.rows,
            "packing": self.packing,
            "bits": self.bits,
            "stride": self.stride,
            "offset": self.offset,
            "black": self.black,
            "white": self.white,
            "cfa": self.cfa,
        }
        return [(title, fields[word]) for word, title in titles().items()]

    @property
    def given(self) -> Given:
        """What the fields say: a complete layout."""
        packing, width = self.packing.currentText(), int(self.columns.value)
        return Given(
            width=width,
            height=int(self.rows.value),
            cfa=self.cfa.currentText(),
            bits=int(self.bits.currentText()),
            packing=packing,
            stride=int(self.stride.value) or PACKINGS[packing].row_bytes(width),
            offset=int(self.offset.value),
            black=(self.black.value,) * 4,
            white=self.white.value,
        )

    @property
    def by_hand(self) -> Given:
        """What the user set, and nothing else."""
        unpadded = {"stride"} if not self.stride.value else set()
        return Given(**{name: v for name, v in self.given.stated.items() if name in self._by_hand - unpadded})

    def show_given(self, given: Given) -> None:
        """What is known, without telling of a change; what is not stays as it is."""
        blocked = [QSignalBlocker(box) for box in (self.packing, self.bits, self.cfa)]
        for choice, word in ((self.packing, given.packing), (self.bits, given.bits), (self.cfa, given.cfa)):
            if word is not None:
                choice.setCurrentText(str(word))
        self._fit_bits()
        del blocked
        for number, value in ((self.columns, given.width), (self.rows, given.height)):
            if value is not None:
                number.show_number(value)
        self.stride.show_number(given.stride or 0)
        self.offset.show_number(given.offset or 0)
        if given.black is not None:
            self.black.show_number(given.black[0])
        self.white.show_number(self._most if given.white is None else given.white)

    @property
    def _most(self) -> float:
        return 2.0 ** int(self.bits.currentText()) - 1

    def _packing_chosen(self) -> None:
        with QSignalBlocker(self.bits):
            self._fit_bits()
        self.white.show_number(self._most)
        self._set_by_hand("packing")

    def _bits_chosen(self) -> None:
        self.white.show_number(self._most)
        self._set_by_hand("bits")

    def _set_by_hand(self, name: str) -> None:
        self._by_hand.add(name)
        self.changed.emit()

    def _fit_bits(self) -> None:
        """A packing that decides the depth."""
        decided = PACKINGS[self.packing.currentText()].bits
        self.bits.setEnabled(not decided)
        if decided:
            self.bits.setCurrentText(str(decided))


def _choice(words: Iterable[str]) -> QComboBox:
    box = QComboBox()
    box.addItems(list(words))
    box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return box
