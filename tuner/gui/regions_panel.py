"""The panel of regions: a table with raw and output statistics of each, and a profile across the selected one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from tuner.app.preview import Shown
from tuner.app.session import Session
from tuner.core.display import LUMA
from tuner.core.engine import Cancel, Engine, Request
from tuner.core.frame import Frame
from tuner.core.orient import Rect, oriented_size
from tuner.core.recipe import Recipe
from tuner.gui import theme
from tuner.gui.elided import Elided
from tuner.gui.regions import Regions
from tuner.gui.regions_plot import ProfilePlot
from tuner.gui.regions_view import RegionsTable
from tuner.gui.scope_worker import ScopeWorker
from tuner.measure.edges import LineProfile, across
from tuner.measure.regions import RawStatistics, fits, output_statistics, raw_statistics, to_export
from tuner.measure.regions_table import RegionResult, profile_csv, regions_csv

Render16 = Callable[[Frame, Recipe, Rect, Cancel], NDArray[np.uint16]]


def render_alone(frame: Frame, recipe: Recipe, crop: Rect, cancel: Cancel) -> NDArray[np.uint16]:
    """A rectangle of the picture as exported, at 16 bits, in the caller's thread: the export's own pixels."""
    return np.asarray(Engine().render(frame, recipe, Request(crop=crop, depth=16), cancel).pixels)


@dataclass(frozen=True, eq=False)
class _Answer:
    results: list[RegionResult]
    profile: LineProfile | None
    name: str


class RegionsPanel(QWidget):
    """Table and profile.

    Parameters
    ----------
    shown : the picture that is on screen, whole and exact; None while there is none
    render : renders a rectangle at 16 bits, on the executor's thread

    Signals
    -------
    draw_asked : the user wants to draw a region on a pane
    message : one sentence
    failed : the exception of a measurement
    """

    draw_asked = Signal()
    message = Signal(str)
    failed = Signal(object)

    def __init__(
        self,
        session: Session,
        regions: Regions,
        executor: Executor,
        shown: Callable[[], Shown | None],
        render: Render16 = render_alone,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._regions, self._shown, self._render = session, regions, shown, render
        self.results: list[RegionResult] = []
        self._raw: dict[Rect, RawStatistics] = {}  # of the open frame; the raw does not change
        self._raw_of: Frame | None = None
        self._cancel = Cancel()
        self.upright = False
        self.worker = ScopeWorker(executor, self._snapshot, self)
        self.worker.done.connect(self._take)
        self.worker.failed.connect(self.failed)
        self.table, self.plot = RegionsTable(), ProfilePlot()
        self.table.typed.connect(self._typed)
        self.table.chosen.connect(lambda row: self._regions.select(row if row >= 0 else None))
        self.table.added.connect(self.add_in_the_middle)
        self.table.deleted.connect(self.delete)
        self.table.copied.connect(self.copy)
        self.plot.hide()
        self.caption = Elided(Qt.TextElideMode.ElideRight, 24)
        self.caption.setStyleSheet(f"color: {theme.TEXT_FAINT.name()}; font-size: 12px;")
        self.caption.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.table)
        split.addWidget(self.plot)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 2, 10, 8)
        column.setSpacing(4)
        column.addLayout(self._make_head())
        column.addWidget(split, 1)
        regions.changed.connect(self._fill)
        self._fill()

    def _make_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        self.profile_button, self.way_button = QToolButton(), QToolButton()
        for button, text, tip, act in (
            (QToolButton(), "Draw", "Draw a region on a picture", self.draw_asked.emit),
            (QToolButton(), "Add", "Add a region in the middle of the picture (Insert)", self.add_in_the_middle),
            (QToolButton(), "Delete", "Delete the selected region (Delete)", self.delete),
            (QToolButton(), "Copy", "Copy all numbers as CSV (Ctrl+C)", self.copy),
            (self.profile_button, "Profile", "Codes across the selected region", self._toggle_profile),
            (self.way_button, "↔", "The profile's direction", self.turn),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setStyleSheet("padding: 1px 7px; font-size: 12px;")
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
        self.profile_button.setCheckable(True)
        self.way_button.hide()
        row.addSpacing(6)
        row.addWidget(self.caption, 1)
        return row

    # -- what the user does

    def add_in_the_middle(self) -> None:
        """A region of a tenth of the picture's sides in its middle; its place is then typed or drawn."""
        frame = self._session.frame
        if frame is None:
            self.message.emit("Open a raw first: there is nothing to measure.")
            return
        width, height = oriented_size(frame.facts.width, frame.facts.height, frame.facts.orientation)
        w, h = max(width // 10, 1), max(height // 10, 1)
        self._regions.add_region(Rect((width - w) // 2, (height - h) // 2, w, h))

    def delete(self) -> None:
        """Remove the selected region."""
        if self._regions.selected is not None:
            self._regions.delete(self._regions.selected)

    def copy(self) -> None:
        """The statistics of every region to the clipboard; with a profile on show, that follows."""
        text = regions_csv(self.results)
        if self.plot.isVisible() and self.plot.profile is not None:
            text += "\n" + profile_csv(self.plot.profile)
        QGuiApplication.clipboard().setText(text)
        self.message.emit(f"Copied the numbers of {len(self.results)} regions as CSV.")

    def turn(self) -> None:
        """The profile from left to right, or from top to bottom."""
        self.upright = not self.upright
        self.way_button.setText("↕" if self.upright else "↔")
        self.stir()

    def _toggle_profile(self) -> None:
        self.plot.setVisible(self.profile_button.isChecked())
        self.way_button.setVisible(self.profile_button.isChecked())
        self.stir()

    def _typed(self, row: int, column: int, text: str) -> None:
        if row >= len(self._regions.items):
            return
        region = self._regions.items[row]
        if column == 0:
            done = self._regions.rename(row, text)
        else:
            place = list(region.rect)
            place[column - 1] = int(text) if text.strip().isdecimal() and len(text) < 9 else -1
            done = self._regions.move(row, Rect(*place))
        if not done:
            what = "a name" if column == 0 else "a place inside the picture"
            self.message.emit(f"'{text[:40]}' is not {what}; {region.name} stays as it was.")
            self._fill()

    # -- measuring

    def stir(self) -> None:
        """What is shown is another picture now."""
        if self.isVisible():
            self.worker.stir()

    def close_work(self) -> None:
        """Measure nothing any more; the render that runs is cancelled."""
        self._cancel.set()
        self.worker.close()

    def _snapshot(self) -> Callable[[], _Answer] | None:
        frame, shown, regions = self._session.frame, self._shown(), self._regions.items
        if frame is None or not regions or not self.isVisible():
            return None
        if self._raw_of is not frame:
            self._raw, self._raw_of = {}, frame
        recipe = shown.recipe if shown is not None and shown.frame is frame else None
        standard = shown.rendered.context.standard if shown is not None else "709"
        raw, cancel, render = self._raw, self._cancel, self._render
        wanted, upright = (self._regions.selected if self.plot.isVisible() else None), self.upright

        def work() -> _Answer:
            results, profile, name = [], None, ""
            for i, region in enumerate(regions):
                rect = region.rect
                if not fits(rect, frame.facts):
                    continue
                if rect not in raw:
                    raw[rect] = raw_statistics(frame, rect)
                codes = None if recipe is None else render(frame, recipe, to_export(rect, frame.facts), cancel)
                output = None if codes is None else output_statistics(codes, standard)
                results.append(RegionResult(region.name, rect, raw[rect], output))
                if i == wanted and codes is not None:
                    with_luma = np.concatenate([codes, (codes @ np.array(LUMA[standard]))[..., None]], axis=2)
                    profile, name = across(with_luma, Rect(0, 0, *codes.shape[1::-1]), upright), region.name
            return _Answer(results, profile, name)

        return work

    def _take(self, answer: _Answer) -> None:
        self.results = answer.results
        self.plot.show_profile(answer.profile, answer.name)
        self._show_numbers()

    # -- showing

    def _fill(self) -> None:
        """Rows as the regions are; the numbers come after."""
        items = self._regions.items
        self.table.show_regions(items, self._regions.selected)
        places = {(region.name, region.rect) for region in items}
        self.results = [r for r in self.results if (r.name, r.rect) in places]
        self._show_numbers()
        facts = "raw in DN · output codes of 8 bit, measured at 16 bit · every pixel"
        self.caption.say(facts if items else "Draw a region on a picture, or add one.")
        self.stir()

    def _show_numbers(self) -> None:
        known = {(r.name, r.rect): r for r in self.results}
        self.table.show_numbers([known.get((region.name, region.rect)) for region in self._regions.items])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.stir()
