"""The regions of the open raw: named rectangles that stay with it, kept in its sidecar as they change.

A region's place is in unrotated active-area pixels, so that it stays on the same samples however the picture lies.
Files are read and written off the window's thread. A sidecar that was refused is not written over, nor is what another
window on the same raw has written.

From one raw of a folder to the next, which has no marks of its own, they are seen on: they are kept with that one too as
soon as one of them is changed there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from tuner.app.session import Event, Session
from tuner.core.frame import Frame
from tuner.core.orient import Rect, to_sensor
from tuner.files.errors import one_line
from tuner.files.sidecar import MAX_NAME, MAX_REGIONS, Point, Region, Sidecar
from tuner.files.sidecar_kept import Kept
from tuner.gui import theme
from tuner.gui.language import tr
from tuner.gui.view import View
from tuner.measure.regions import fits, to_export

InTurn = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]], None]


class Regions(QObject):
    """The list, and which of it is selected.

    Parameters
    ----------
    in_turn : does file work off the window's thread: `Bridge.in_turn`

    Signals
    -------
    changed : a region was added, moved, renamed, deleted or selected, or another raw was opened
    refused : a FileError: what is kept cannot be read, or not be written
    foreign : what is kept was marked on another raw of this name; with a function that adds it to this one's
    """

    changed = Signal()
    refused = Signal(object)
    foreign = Signal(object)

    def __init__(self, session: Session, in_turn: InTurn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._in_turn = session, in_turn
        self.kept_with_raw = True  # False: nothing is read from the raw's sidecar, and nothing written
        self._sidecar = Sidecar()
        self._file: Kept | None = None  # None: changes are not written, before it was read or when it was refused
        self._carried: tuple[Path | None, Sidecar] = (None, Sidecar())  # the folder, and the marks on its raw before
        self._taken: Sidecar | None = None  # what was written with another window's changes, and is shown since
        self.selected: int | None = None
        session.listen(self._session_changed)

    @property
    def items(self) -> tuple[Region, ...]:
        """All regions, in the order in which they were made."""
        return self._sidecar.region

    @property
    def current(self) -> Region | None:
        """The selected one."""
        return None if self.selected is None else self.items[self.selected]

    # -- changing

    def add_region(self, rect: Rect, name: str = "") -> Region | None:
        """Add a region and select it.

        Parameters
        ----------
        rect : rectangle of the picture as exported, e.g. as drawn on a pane; what lies outside is cut off
        name : "" finds a free one

        Returns
        -------
        the region; None when there is no raw, nothing of the rectangle is inside, or there are too many
        """
        frame = self._session.frame
        if frame is None or len(self.items) >= MAX_REGIONS:
            return None
        facts = frame.facts
        inside = _cut(to_sensor(rect, facts.width, facts.height, facts.orientation), facts.width, facts.height)
        if inside is None:
            return None
        made = Region(name=self._free(one_line(name)[:MAX_NAME]), x=inside.x, y=inside.y, w=inside.w, h=inside.h)
        self.selected = len(self.items)
        self._replace((*self.items, made))
        return made

    def rename(self, index: int, name: str) -> bool:
        """Give a region another name; False (nothing changes) when the name is none."""
        return self._alter(index, name=one_line(name))

    def move(self, index: int, rect: Rect) -> bool:
        """Put a region elsewhere (unrotated pixels); False (nothing changes) when it would leave the frame."""
        frame = self._session.frame
        if frame is None or not fits(rect, frame.facts):
            return False
        return self._alter(index, x=rect.x, y=rect.y, w=rect.w, h=rect.h)

    def delete(self, index: int) -> None:
        """Remove a region."""
        left = self.items[:index] + self.items[index + 1 :]
        self.selected = min(index, len(left) - 1) if left else None
        self._replace(left)

    def select(self, index: int | None) -> None:
        """Select another region, or none."""
        if index is not None and not 0 <= index < len(self.items):
            index = None
        if index != self.selected:
            self.selected = index
            self.changed.emit()

    def _alter(self, index: int, **values: Any) -> bool:
        try:
            made = Region(**(self.items[index].model_dump() | values))
        except ValidationError:
            return False
        if made != self.items[index]:
            self._replace((*self.items[:index], made, *self.items[index + 1 :]))
        return True

    def _free(self, name: str) -> str:
        """The name, or the name with the first number that is free; "" is 'patch 1', 'patch 2', ..."""
        taken = {region.name for region in self.items}
        if name and name not in taken:
            return name
        name = name or tr("dock", "patch")  # what says "region" in front of it says it once
        number = next(n for n in range(1, MAX_REGIONS + 2) if f"{name[: MAX_NAME - 4]} {n}" not in taken)
        return f"{name[: MAX_NAME - 4]} {number}"

    def _replace(self, items: tuple[Region, ...]) -> None:
        self._sidecar = self._sidecar.model_copy(update={"region": items})
        self._save()
        self.changed.emit()

    def keep_point(self, point: Point) -> None:
        """Keep an inspection point, in place of the one of its key."""
        others = [p for p in self._sidecar.point if p.key != point.key]
        points = tuple(sorted([*others, point], key=lambda p: p.key))
        self._sidecar = self._sidecar.model_copy(update={"point": points})
        self._save()
        self.changed.emit()

    def point(self, key: int) -> Point | None:
        """The inspection point of a key."""
        return next((p for p in self._sidecar.point if p.key == key), None)

    # -- keeping

    def _session_changed(self, event: Event) -> None:
        frame = self._session.frame
        if event != "frame" or frame is None:
            return
        sha, raw = frame.sha256, self._session.raw_path
        file, carried = Kept(raw, sha), self._carry_to(raw)
        self._sidecar, self.selected, self._file, self._taken = Sidecar(raw=sha), None, None, None
        self.changed.emit()

        def done(found: Sidecar) -> None:
            if self._session.frame is not frame:
                return
            own = found.region or found.point or file.foreign is not None
            marks = found if own else carried
            ours = tuple(region for region in marks.region if fits(region.rect, frame.facts))
            meanwhile = self.items  # drawn before the file was read
            points = self._sidecar.point or tuple(p for p in marks.point if fits(Rect(p.x, p.y, 1, 1), frame.facts))
            self._sidecar = found.model_copy(update={"region": ours + meanwhile, "point": points, "raw": sha})
            self._file = file
            if meanwhile:
                self._save()
            self.changed.emit()
            if file.foreign is not None and (file.foreign.region or file.foreign.point):
                self.foreign.emit(partial(self._take_over, frame, file.foreign))

        def failed(error: Exception) -> None:
            if self._session.frame is frame:
                self.refused.emit(error)

        if self.kept_with_raw:
            self._in_turn(file.load, done, failed)

    def _carry_to(self, raw: Path | None) -> Sidecar:
        """What was marked on the raw before, where that lies in the same folder; also past raws that were stepped over."""
        folder, marks = self._carried
        if self._file is not None:
            marks = self._sidecar
        before, folder = folder, raw.parent if raw is not None else None
        self._carried = folder, marks if before == folder and folder is not None else Sidecar()
        return self._carried[1]

    def _take_over(self, frame: Frame, other: Sidecar) -> None:
        """Add what was marked on another raw, as far as it lies inside this one, while this one is still open."""
        if self._session.frame is not frame:
            return
        for region in other.region:
            if fits(region.rect, frame.facts) and len(self.items) < MAX_REGIONS:
                added = region.model_copy(update={"name": self._free(region.name)})
                self._sidecar = self._sidecar.model_copy(update={"region": (*self.items, added)})
        points = {p.key: p for p in other.point if fits(Rect(p.x, p.y, 1, 1), frame.facts)}
        points |= {p.key: p for p in self._sidecar.point}
        self._sidecar = self._sidecar.model_copy(update={"point": tuple(points[key] for key in sorted(points))})
        self._save()
        self.changed.emit()

    def _save(self) -> None:
        file, ours, taken = self._file, self._sidecar, self._taken
        if file is None:
            return
        self._taken = None

        def done(written: Sidecar) -> None:
            if self._file is file and self._sidecar is ours and written != ours:  # another window's changes are in it
                current = self.current
                self._sidecar = self._taken = written
                self.selected = self.items.index(current) if current in self.items else None
                self.changed.emit()

        self._in_turn(lambda: file.save(ours, taken), done, self.refused.emit)


class RegionMarks:
    """Paints the regions over a pane: a rectangle with its name, the selected one brighter."""

    def __init__(self, session: Session, regions: Regions) -> None:
        self._session, self._regions = session, regions

    @property
    def empty(self) -> bool:
        """Whether there is nothing to paint."""
        return not self._regions.items or self._session.frame is None

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint what the view shows; the painter counts device pixels."""
        frame = self._session.frame
        if frame is None:
            return
        scale = painter.device().devicePixelRatioF()
        font = theme.font(round(11 * scale))
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for i, region in enumerate(self._regions.items):
            x, y, w, h = to_export(region.rect, frame.facts)
            box = QRectF(QPointF(*view.to_pane(x, y)), QPointF(*view.to_pane(x + w, y + h)))
            chosen = i == self._regions.selected
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width in (
                (QColor(0, 0, 0, 150), 3 * scale),
                (theme.TEXT if chosen else QColor(222, 222, 222, 150), scale),
            ):
                painter.setPen(QPen(colour, width))
                painter.drawRect(box)
            chip = QRectF(
                box.left(), box.top() - 18 * scale, metrics.horizontalAdvance(region.name) + 10 * scale, 16 * scale
            )
            painter.fillRect(chip, QColor(38, 38, 38, 225))
            painter.setPen(theme.TEXT if chosen else theme.TEXT_DIM)
            painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, region.name)


def _cut(rect: Rect, width: int, height: int) -> Rect | None:
    left, top = max(rect.x, 0), max(rect.y, 0)
    right, bottom = min(rect.x + rect.w, width), min(rect.y + rect.h, height)
    return Rect(left, top, right - left, bottom - top) if right > left and bottom > top else None
