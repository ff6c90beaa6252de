"""The ground of curves: the levels of a stage's input behind the knots, counted off the window's thread while shown.

A change only sets a mark; what follows is done a few times a second at most, and only for a curve that is on screen.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QTimer

from tuner.app.input_levels import input_levels
from tuner.app.session import Event, Session
from tuner.core.chain import StageError
from tuner.core.engine import Cancel
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.gui.curve import CurveControl
from tuner.gui.knobs import Knob
from tuner.gui.rack import RackPanel
from tuner.gui.scope_worker import ScopeWorker, Work

EVERY_MS = 400
"""Least time between two counts."""

Counted = tuple[Frame, tuple[object, ...]]


class CurveGrounds(QObject):
    """Feeds the curves of one rack."""

    def __init__(self, session: Session, rack: RackPanel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._rack = session, rack
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="tuner-curves")
        self._worker = ScopeWorker(self._executor, self._count, self)
        self._worker.done.connect(self._take)
        self._knobs: list[Knob] = []
        self._counted: dict[str, Counted] = {}  # of what the ground of each parameter is
        self._cancel, self._closed = Cancel(), False
        self._rest = QTimer(self, singleShot=True, interval=EVERY_MS)
        self._rest.timeout.connect(self._worker.stir)
        for made in (rack.favourites.made, *(card.made for card in rack.cards.values())):
            made.connect(self._adopt)
        session.listen(self._session_changed)

    @property
    def idle(self) -> bool:
        """Whether nothing is being counted."""
        return self._worker.idle and not self._rest.isActive()

    def close(self) -> None:
        """Count nothing any more, and end the thread."""
        self._closed = True  # a curve may still be made, or painted
        self._rest.stop()
        self._worker.close()
        self._cancel.set()
        self._executor.shutdown(wait=True, cancel_futures=True)

    def _adopt(self, knob: Knob) -> None:
        if isinstance(knob.control, CurveControl):
            self._knobs.append(knob)
            knob.control.graph.installEventFilter(self)
            knob.destroyed.connect(lambda: self._knobs.remove(knob))
            self._counted.pop(knob.path, None)  # the new one has no ground yet
            self._soon()

    def _session_changed(self, event: Event) -> None:
        if event in ("frame", "recipe"):
            self._soon()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:  # also one that was scrolled into sight
            self._soon()
        return False

    def _soon(self) -> None:
        if self._knobs and not self._closed and not self._rest.isActive():
            self._rest.start()

    # -- counting

    def _count(self) -> Work | None:
        """What is to be counted: the first curve on screen whose ground is old."""
        frame, recipe = self._session.frame, self._session.recipe
        if frame is None:
            return None
        for knob in self._knobs:
            path, stage, control = knob.path, knob.stage.name, knob.control
            if not isinstance(control, CurveControl) or control.graph.visibleRegion().isEmpty():
                continue
            made_of: Counted = frame, recipe.settings[: recipe.rack.names.index(stage)]
            kept = self._counted.get(path)
            if kept is None or kept[0] is not frame or kept[1] != made_of[1]:
                cancel = self._cancel
                return lambda: (path, made_of, _levels(frame, recipe, stage, cancel))
        return None

    def _take(self, counted: tuple[str, Counted, NDArray[np.int64] | None]) -> None:
        path, made_of, counts = counted
        self._counted[path] = made_of
        self._rack.show_histogram(path, None if counts is None else counts.tolist())
        self._soon()  # there may be another one


def _levels(frame: Frame, recipe: Recipe, stage: str, cancel: Cancel) -> NDArray[np.int64] | None:
    try:
        return input_levels(frame, recipe, stage, cancel)
    except (StageError, ValueError):  # said where the picture is made; the ground is left empty
        return None
