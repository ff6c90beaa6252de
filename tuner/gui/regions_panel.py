"""The panel of regions: a table with the statistics of each in every picture on screen, and profiles across one."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from tuner.app.measuring import Measured, Subject, measure
from tuner.app.session import Session
from tuner.app.sources import Source
from tuner.core.engine import Cancel
from tuner.core.orient import Rect, oriented_size
from tuner.gui import theme
from tuner.gui.elided import Elided
from tuner.gui.language import say, tr
from tuner.gui.regions import Regions
from tuner.gui.regions_plot import ProfilePlot, channels_of
from tuner.gui.regions_view import RegionsTable
from tuner.gui.scope_worker import ScopeWorker
from tuner.measure.regions_table import RegionResult, profile_csv, regions_csv

Key = tuple[Subject, Rect, bool | None]
Place = tuple[str, Rect, Source]
"""A row of the table: a region's name and place, and the picture."""


@dataclass(frozen=True, eq=False)
class _Answer:
    subjects: tuple[Subject, ...]
    kept: dict[Key, Measured]
    found: dict[Place, Measured]
    profiles: list[tuple[str, Measured]]
    name: str


class RegionsPanel(QWidget):
    """Table and profile.

    Parameters
    ----------
    subjects : the pictures on screen, as they are measured

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
        subjects: Callable[[], tuple[Subject, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._regions, self._subjects = session, regions, subjects
        self.found: dict[Place, Measured] = {}
        self.pictures: tuple[Subject, ...] = ()  # of which the table has rows
        self._kept: dict[Key, Measured] = {}  # measured last: what stays the same is not measured again
        self._cancel = Cancel()
        self.upright = False
        self.worker = ScopeWorker(executor, self._snapshot, self)
        self.worker.done.connect(self._take)
        self.worker.failed.connect(self.failed)
        self.table, self.plot = RegionsTable(), ProfilePlot()
        self.table.typed.connect(self._typed)
        self.table.chosen.connect(lambda region: self._regions.select(region if region >= 0 else None))
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
            (QToolButton(), tr("dock", "Draw"), "Draw a region on a picture", self.draw_asked.emit),
            (
                QToolButton(),
                tr("dock", "Add"),
                "Add a region in the middle of the picture (Insert)",
                self.add_in_the_middle,
            ),
            (QToolButton(), tr("dock", "Delete"), "Delete the selected region (Delete)", self.delete),
            (QToolButton(), tr("dock", "Copy"), "Copy all numbers as CSV (Ctrl+C)", self.copy),
            (self.profile_button, tr("dock", "Profile"), "Codes across the selected region", self._toggle_profile),
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
            self.message.emit(say("Open a raw first: there is nothing to measure."))
            return
        width, height = oriented_size(frame.facts.width, frame.facts.height, frame.facts.orientation)
        w, h = max(width // 10, 1), max(height // 10, 1)
        self._regions.add_region(Rect((width - w) // 2, (height - h) // 2, w, h))

    def delete(self) -> None:
        """Remove the selected region."""
        if self._regions.selected is not None:
            self._regions.delete(self._regions.selected)

    @property
    def results(self) -> list[RegionResult]:
        """What has been measured, in the table's order."""
        rows = [(region, subject) for region in self._regions.items for subject in self.pictures]
        known = ((r, s, self.found.get((r.name, r.rect, s.source))) for r, s in rows)
        return [RegionResult(r.name, r.rect, s.title, m.statistics) for r, s, m in known if m is not None]

    def copy(self) -> None:
        """The statistics of every region in every picture to the clipboard; with a profile on show, that follows."""
        results = self.results
        text = regions_csv(results)
        for picture, measured in self.plot.profiles if self.plot.isVisible() else ():
            text += "\n" + profile_csv(measured.profile, *channels_of(measured), picture) if measured.profile else ""
        QGuiApplication.clipboard().setText(text)
        count, pictures = len({r.name for r in results}), len({r.picture for r in results})
        self.message.emit(
            say("Copied the numbers of {count} regions in {pictures} pictures as CSV.", count=count, pictures=pictures)
        )

    def turn(self) -> None:
        """The profile from left to right, or from top to bottom."""
        self.upright = not self.upright
        self.way_button.setText("↕" if self.upright else "↔")
        self.stir(asked=True)

    def _toggle_profile(self) -> None:
        self.plot.setVisible(self.profile_button.isChecked())
        self.way_button.setVisible(self.profile_button.isChecked())
        self.stir(asked=True)

    def _typed(self, index: int, column: int, text: str) -> None:
        if index >= len(self._regions.items):
            return
        region = self._regions.items[index]
        if column == 0:
            done = self._regions.rename(index, text)
        else:
            place = list(region.rect)
            place[column - 1] = int(text) if text.strip().isdecimal() and len(text) < 9 else -1
            done = self._regions.move(index, Rect(*place))
        if not done:
            known = {"text": text[:40], "region": region.name}
            if column:
                told = say("“{text}” is not a place inside the picture; {region} stays as it was.", **known)
            else:
                told = say("“{text}” is not a name; {region} stays as it was.", **known)
            self.message.emit(told)
            self._fill()

    # -- measuring

    def stir(self, *, asked: bool = False) -> None:
        """What is shown is another picture, or other pictures, now, or (`asked`) something else is wanted of them."""
        if self.isVisible():
            if [s.source for s in self._subjects()] != [s.source for s in self.pictures]:
                self._fill()
            self.worker.stir(asked=asked)

    def close_work(self) -> None:
        """Measure nothing any more; the render that runs is cancelled."""
        self._cancel.set()
        self.worker.close()

    def _snapshot(self) -> Callable[[], _Answer] | None:
        frame, regions, subjects = self._session.frame, self._regions.items, self._subjects()
        if frame is None or not regions or not self.isVisible():
            return None
        kept, cancel, upright = self._kept, self._cancel, self.upright
        chosen = self._regions.selected if self.plot.isVisible() else None

        def work() -> _Answer:
            answer = _Answer(subjects, {}, {}, [], regions[chosen].name if chosen is not None else "")
            for i, region in enumerate(regions):
                for subject in subjects:
                    key = (subject, region.rect, upright if i == chosen else None)
                    measured = kept.get(key) or measure(subject, frame, *key[1:], cancel)
                    if measured is None:
                        continue
                    answer.kept[key] = answer.found[region.name, region.rect, subject.source] = measured
                    if i == chosen and measured.profile is not None:
                        answer.profiles.append((subject.title, measured))
            return answer

        return work

    def _take(self, answer: _Answer) -> None:
        self._kept = answer.kept
        self.found |= answer.found
        self.plot.show_profiles(answer.profiles, answer.name)
        self._show_numbers()

    # -- showing

    def _fill(self) -> None:
        """Rows as the regions and the pictures are; the numbers come after."""
        items = self._regions.items
        self.pictures = self._subjects()
        self.table.show_regions(items, [s.title for s in self.pictures], self._regions.selected)
        places = {(region.name, region.rect, s.source) for region in items for s in self.pictures}
        self.found = {place: found for place, found in self.found.items() if place in places}
        self._show_numbers()
        facts = tr("dock", "raw in DN · output in codes of 8 bit, measured at 16 bit · every pixel")
        self.caption.say(facts if items else tr("dock", "Draw a region on a picture, or add one."))
        if self.isVisible():
            self.worker.stir(asked=True)

    def _show_numbers(self) -> None:
        rows = [(region.name, region.rect, s.source) for region in self._regions.items for s in self.pictures]
        self.table.show_numbers([None if (m := self.found.get(row)) is None else m.statistics for row in rows])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()
