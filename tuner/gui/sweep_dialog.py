"""The sweep's dialog: what to sweep at the top, the tiles as they come, and how far it is at the bottom.

It asks for work and shows what comes of it; the work itself is `sweep_work`'s. It does not block the window: tuning
goes on beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColorTransform
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tuner.app.sweep import METRICS, Axis, Sweep, SweepError, Tile
from tuner.app.sweep_sheet import headline
from tuner.core.orient import Rect
from tuner.core.param import ParamError
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.files.errors import shown_name
from tuner.gui import theme
from tuner.gui.elided import Elided
from tuner.gui.language import heading, say, tr
from tuner.gui.progress import ProgressLine
from tuner.gui.sweep_axis import AxisRow
from tuner.gui.sweep_tiles import TileGrid
from tuner.gui.view import View

CROPS: tuple[tuple[str, tuple[int, int] | None], ...] = (
    ("320 × 240 in the middle", (320, 240)),
    ("480 × 360 in the middle", (480, 360)),
    ("960 × 720 in the middle", (960, 720)),
    ("all that is seen", None),
)
"""Parts of what is seen, as the dialog names them; None is all of it."""
_DEFAULT_CROP = 0
WHOLE, FLAT, REGION = "whole", "flat", "region "
"""Where noise is measured: in the crop's fine detail, in its flattest patch, in a region (with its name behind)."""
_WRONG = "#d06a5f"


class SweepDialog(QDialog):
    """Asks for a sweep and shows it.

    Signals
    -------
    asked : the axes, the crop's size or None, the metric, and where noise is taken: WHOLE, FLAT, or a region's name
    taken : a tile that was chosen
    stopped : the running sweep is to end
    saved : the sheet is to be written
    reference_asked : a picture to compare with is to be chosen
    """

    asked = Signal(object, object, str, str)
    taken = Signal(object)
    stopped = Signal()
    saved = Signal()
    reference_asked = Signal()

    def __init__(self, rack: Rack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rack, self._recipe = rack, Recipe.default(rack)
        self.setWindowTitle(heading("Sweep…"))
        self.setModal(False)
        self.resize(1080, 760)
        self.axes = (
            AxisRow(rack, tr("sweep", "Across"), optional=False),
            AxisRow(rack, tr("sweep", "Down"), optional=True),
        )
        self.figure, self.crop = QComboBox(), QComboBox()
        for name, (title, _) in METRICS.items():
            self.figure.addItem(tr("sweep", title), name)
        for title, size in CROPS:
            self.crop.addItem(tr("sweep", title), size)
        self.crop.setCurrentIndex(_DEFAULT_CROP)
        self.where = QComboBox()
        self.where.addItem(tr("sweep", "fine detail of the crop"), WHOLE)
        self.where.addItem(tr("sweep", "in the flattest patch"), FLAT)
        self.where.setToolTip("Where noise is measured; the crop is moved so that a named region lies in it")
        self.where.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.reference = QPushButton()
        self.reference.setToolTip("The picture that each tile is compared with; click to choose a file")
        words = heading("Sweep…"), tr("sweep", "Save sheet…"), tr("window", "Close")
        self.run, self.export, self.done_button = (QPushButton(text) for text in words)
        self.grid, self.progress = TileGrid(rack), ProgressLine(keys=False)
        self.said = Elided(Qt.TextElideMode.ElideRight, 80)
        self.show_reference(None)
        self._name_them()
        self._lay_out()
        self._connect()
        self._metric_chosen()

    def _name_them(self) -> None:
        for box, name in (
            (self.figure, tr("sweep", "Figure")),
            (self.crop, tr("sweep", "Crop")),
            (self.where, tr("sweep", "Where noise is measured")),
        ):
            box.setAccessibleName(name)
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.said.setAccessibleName(tr("window", "Message"))
        self.run.setDefault(True)
        self.export.setAutoDefault(False)
        self.done_button.setAutoDefault(False)
        self.reference.setAutoDefault(False)

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setContentsMargins(14, 12, 14, 10)
        form.setHorizontalSpacing(10)
        form.setVerticalSpacing(7)
        last = QWidget()
        figure = QHBoxLayout(last)
        figure.setContentsMargins(0, 0, 0, 0)
        figure.setSpacing(10)
        for part in (self.figure, self.where, self.reference):
            figure.addWidget(part)
        figure.addSpacing(18)
        figure.addWidget(_label(tr("sweep", "Crop")))
        figure.addWidget(self.crop)
        figure.addStretch(1)
        figure.addWidget(self.run)
        titles = tr("sweep", "Across"), tr("sweep", "Down"), tr("sweep", "Figure")
        for row, (title, widget) in enumerate(zip(titles, (*self.axes, last), strict=True)):
            form.addWidget(_label(title), row, 0)
            form.addWidget(widget, row, 1)
        form.setColumnStretch(1, 1)
        bottom = QHBoxLayout()
        bottom.setContentsMargins(14, 8, 14, 10)
        bottom.setSpacing(8)
        bottom.addWidget(self.said, 1)
        for button in (self.progress, self.export, self.done_button):
            bottom.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(form)
        whole.addWidget(self.grid, 1)
        whole.addLayout(bottom)

    def _connect(self) -> None:
        self.run.clicked.connect(self._ask)
        self.export.clicked.connect(self.saved)
        self.done_button.clicked.connect(self.close)
        self.reference.clicked.connect(self.reference_asked)
        self.figure.currentIndexChanged.connect(lambda _: self._metric_chosen())
        self.grid.taken.connect(self.taken)
        self.export.setEnabled(False)

    # -- what is asked

    def choose(self, path: str, recipe: Recipe) -> None:
        """Begin with a parameter; "" leaves the choice as it is."""
        self.show_recipe(recipe)
        if path:
            self.axes[0].choose(path, recipe)

    def _ask(self) -> None:
        """What is chosen, if it can be swept."""
        try:
            chosen = [axis for axis in (row.axis() for row in self.axes) if axis is not None]
        except (SweepError, ParamError) as error:
            self.say(str(error), wrong=True)
            return
        axes: tuple[Axis, ...] = tuple(chosen)
        self.asked.emit(axes, self.crop.currentData(), str(self.figure.currentData()), self.where.currentData())

    def _metric_chosen(self) -> None:
        metric = self.figure.currentData()
        self.where.setVisible(metric == "noise")
        self.reference.setVisible(metric == "de2000")

    # -- what is shown

    def show_recipe(self, recipe: Recipe) -> None:
        """The present recipe: the tile that has its values is marked."""
        self._recipe = recipe
        self.grid.mark(recipe)

    def show_regions(self, names: Sequence[str]) -> None:
        """The raw's named regions, in which noise may be measured; the chosen one stays if it is still there."""
        chosen = self.where.currentData()
        while self.where.count() > 2:
            self.where.removeItem(2)
        for name in names:
            self.where.addItem(say("in {name}", name=name), f"{REGION}{name}")
        self.where.setCurrentIndex(max(self.where.findData(chosen), 0))

    def show_reference(self, path: Path | None) -> None:
        """What DE2000 is taken to."""
        name = None if path is None else shown_name(path)
        self.reference.setText(say("to the present picture") if name is None else say("to {name}", name=name))

    def begin(self, sweep: Sweep, colours: QColorTransform | None) -> None:
        """A sweep begins: no tile yet."""
        self.grid.begin(sweep, colours)
        self.say(headline(sweep, self._rack)[1])
        self.progress.begin(say("sweeping"), self.stopped.emit)
        self.progress.advance(0, sweep.size)
        self.run.setEnabled(False)
        self.export.setEnabled(False)

    def add(self, tile: Tile, total: int) -> None:
        """A tile has come."""
        self.grid.add(tile, self._recipe)
        self.progress.say(say("{count} of {total}", count=tile.index + 1, total=total))
        self.progress.advance(tile.index + 1, total)

    def end(self) -> None:
        """The sweep is over: done, stopped, or failed."""
        self.progress.end()
        self.run.setEnabled(True)
        self.export.setEnabled(bool(self.grid.views))

    def clear(self) -> None:
        """The tiles are of a picture that is no longer open."""
        self.grid.begin(None)
        self.export.setEnabled(False)
        self.say("")

    def say(self, text: str, *, wrong: bool = False) -> None:
        """One sentence."""
        self.said.setStyleSheet(f"color: {_WRONG if wrong else theme.TEXT_DIM.name()};")
        self.said.say(text)

    def reject(self) -> None:
        """Esc: the running sweep is stopped; only then does the dialog close."""
        if self.progress.busy:
            self.progress.cancel()
        else:
            super().reject()


def crop_around(region: Rect, size: tuple[int, int] | None, picture: tuple[int, int]) -> Rect:
    """A crop with a region in its middle, as far as the picture goes: of the size, or as large as the region."""
    sides = []
    for start, length, side, most in zip(region[:2], region[2:], picture, size or (0, 0), strict=True):
        wide = min(max(length, most), side)
        sides.append((min(max(start + (length - wide) // 2, 0), side - wide), wide))
    (x, w), (y, h) = sides
    return Rect(x, y, w, h)


def crop_of(view: View, size: tuple[int, int] | None) -> Rect:
    """The part of the picture that is seen, or as much of its middle as a size says.

    Returns
    -------
    a rectangle of whole pixels of the picture as exported, never empty
    """
    (x0, y0), (x1, y1) = view.to_picture(0, 0), view.to_picture(*view.pane)
    seen = []
    for low, high, side, most in zip((x0, y0), (x1, y1), view.picture, size or view.picture, strict=True):
        low, high = max(round(low), 0), min(round(high), side)
        length = max(min(high - low, most), 1)
        seen.append((min(max((low + high - length) // 2, 0), side - length), length))
    (x, w), (y, h) = seen
    return Rect(x, y, w, h)


def _label(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("knob")
    return label
