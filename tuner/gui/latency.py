"""From a slider to the screen: how long a value takes until it is painted, in the real window, off screen.

Ticks come every 16 ms, as from a hand that drags. A tick's latency ends when the processed pane has been painted with
that value or a newer one: values that were overtaken count as shown when the newer one is. Garbage is collected as it
always is, for a hand feels that too.

`time_start` times the start of a process instead; `tuner.gui.timed_start` runs it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from tuner.app.bench_frames import AT_WORK, awake, counting, everyday, known, running
from tuner.core.frame import Frame
from tuner.core.param import Param, Value, params_of
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage
from tuner.gui.dialogs import Chosen
from tuner.gui.launch import WAIT_S, WindowError, application
from tuner.gui.window import MainWindow

TICK_MS = 16
TICKS = 40
SIZE = (1600, 1000)
LAST = 4  # stages at the end of the line that have a bar of their own
_SWEEP = (0.55, 0.9)  # part of the slider's range that the ticks go over: never the middle, where many are neutral

Table = dict[str, dict[str, float]]


class NoQuestions:
    """Nobody is there to be asked: changes may be lost, nothing is opened or saved."""

    def open(self, title: str, folder: Path, kinds: str) -> Path | None:
        return None

    def save(self, title: str, suggested: Path, kinds: str) -> Chosen | None:
        return None

    def unsaved(self, name: str) -> str:
        return "discard"

    def changed(self, name: str, rows: list[str], readable: bool) -> str:
        return "cancel"

    def left_behind(self, name: str, changes: int) -> str:
        return "later"

    def choose(self, title: str, names: list[str]) -> str | None:
        return None


class AfterPaint(QObject):
    """Tells when widgets have just been painted: it has Qt's paint event carried out, and then speaks."""

    def __init__(self, told: Callable[[QWidget], None], *widgets: QWidget) -> None:
        super().__init__()
        self._told, self._widgets = told, widgets
        for widget in widgets:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Paint or not isinstance(watched, QWidget):
            return False
        watched.event(event)
        self._told(watched)
        return True

    def stop(self) -> None:
        """Let go of the widgets."""
        for widget in self._widgets:
            widget.removeEventFilter(self)


def measure_latency(
    frame: Frame, threads: int, ticks: int = TICKS, names: Collection[str] | None = None
) -> dict[str, Any]:
    """Slider-to-painted latency of every stage's first slider.

    Parameters
    ----------
    threads : workers of the window's render
    ticks : values a slider is moved through
    names : only these stages; None is all

    Returns
    -------
    `latency_ms` (at fit) and `latency_ms_one_to_one`: `{stage: {p50, p95, max}}`; `latency_worst_p95_ms`: at fit, the
    worst p95 of the everyday stages and of the last four stages of the line

    Raises
    ------
    WindowError : the window cannot be made, or a picture does not come
    StageError : a picture could not be made
    """
    application(offscreen=True)
    window = MainWindow(ask=NoQuestions(), workers=threads)
    window.bridge.show_no_drafts()  # what is timed is the exact picture
    try:
        window.resize(*SIZE)
        window.show()
        window.session.show(frame)
        _until_exact(window)
        stages = [stage for stage in window.session.rack if names is None or stage.name in names]
        fit = _table(window, stages, frame, ticks)
        window.zoom_to(1.0)
        _until_exact(window)
        one_to_one = _table(window, stages, frame, ticks)
    finally:
        window.close()
        window.deleteLater()
    worst = worst_p95(fit, window.session.rack)
    return {"latency_ms": fit, "latency_ms_one_to_one": one_to_one, "latency_worst_p95_ms": worst}


def worst_p95(table: Table, rack: Rack) -> dict[str, float]:
    """The worst p95 of the everyday stages, and of the last four stages of the line."""
    groups = {"everyday": [s.name for s in rack if s.enabled], "last_four": list(rack.names[-LAST:])}
    found = {group: [table[n]["p95"] for n in members if n in table] for group, members in groups.items()}
    return {group: max(values) for group, values in found.items() if values}


def first_slider(stage: Stage) -> Param | None:
    """The stage's first number, None when it has only choices and switches."""
    return next((p for p in params_of(stage.params) if p.kind in ("number", "integer")), None)


def sweep(param: Param, ticks: int) -> list[Value]:
    """Values over the upper part of the slider; no two neighbours are equal."""
    low, high = param.soft or (param.minimum or 0.0, param.maximum or 1.0)
    steps = [_SWEEP[0] + (_SWEEP[1] - _SWEEP[0]) * (i + 0.5) / ticks for i in range(ticks)]
    if param.kind == "number":
        return [low + (high - low) * step for step in steps]
    span = max(int(high - low), 1)
    return [int(low) + (i % (span + 1)) for i in range(ticks)]


def start_of_drag(stage: Stage, param: Param, rack: Rack, frame: Frame) -> Recipe:
    """The everyday recipe with the stage on, its slider counting, and the stage with something to do."""
    recipe = known(everyday(rack), {path: v for path, v in AT_WORK.items() if path.startswith(f"{stage.name}.")})
    recipe = recipe.with_values(counting(stage, param))
    return recipe if stage.name in running(recipe, frame) else awake(recipe, stage)


# -- in the window


def _table(window: MainWindow, stages: list[Stage], frame: Frame, ticks: int) -> Table:
    import numpy as np

    found: Table = {}
    for stage in stages:
        param = first_slider(stage)
        if param is None:
            continue
        recipe = start_of_drag(stage, param, window.session.rack, frame)
        if stage.name not in running(recipe, frame):
            continue  # it has nothing to do on this file, so its slider would time the others
        window.session.replace(recipe, "Bench")
        _until_exact(window)
        path = f"{stage.name}.{param.name}"
        Drag(window, path, sweep(param, 3)).run()  # kernels and drivers that this recipe is the first to need
        window.bridge.engine.settle(WAIT_S)  # and what is compiled in the background
        times = Drag(window, path, sweep(param, ticks)).run()
        p50, p95 = np.percentile(times, [50, 95]).tolist()
        found[stage.name] = {"p50": p50, "p95": p95, "max": max(times)}
    window.session.replace(window.session.baseline, "Bench")
    _until_exact(window)
    return found


class Drag:
    """One slider moved through values, a tick each; `run` answers with each tick's latency, ms."""

    def __init__(self, window: MainWindow, path: str, values: list[Value]) -> None:
        self._window, self._path, self._values = window, path, values
        self._gesture = window.session.gesture()
        self._recipes: list[Recipe] = []  # of each tick; kept, so that a recipe is known again by its identity
        self._begun: list[float] = []
        self._times: list[float] = []
        self._loop = QEventLoop()
        self._error: Exception | None = None

    def run(self) -> list[float]:
        """Drag until the last value is painted.

        Raises
        ------
        WindowError : it is not painted in time
        StageError : a picture could not be made
        """
        timer, give_up = QTimer(), QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(TICK_MS)
        timer.timeout.connect(lambda: self._tick(timer))
        give_up.setSingleShot(True)
        give_up.timeout.connect(self._loop.quit)
        painted = AfterPaint(self._painted, self._window.viewer.processed)
        self._window.pictures.failed.connect(self._fail)
        try:
            timer.start()
            give_up.start(round(WAIT_S * 1e3))
            self._loop.exec()
        finally:
            timer.stop()
            give_up.stop()
            painted.stop()
            self._window.pictures.failed.disconnect(self._fail)
        if self._error is not None:
            raise self._error
        if len(self._times) < len(self._values):
            raise WindowError(f"{self._path}: the picture was not painted in {WAIT_S:.0f} s; try a smaller frame.")
        return self._times

    def _tick(self, timer: QTimer) -> None:
        if len(self._begun) == len(self._values):
            timer.stop()
            return
        self._begun.append(time.perf_counter())
        self._window.session.change({self._path: self._values[len(self._begun) - 1]}, gesture=self._gesture)
        self._recipes.append(self._window.session.recipe)

    def _painted(self, pane: QWidget) -> None:
        shown, now = self._window.pictures.seen, time.perf_counter()
        newest = next((i for i, r in enumerate(self._recipes) if shown is not None and r is shown.recipe), -1)
        while len(self._times) <= newest:
            self._times.append((now - self._begun[len(self._times)]) * 1e3)
        if len(self._times) == len(self._values):
            self._loop.quit()

    def _fail(self, error: Exception) -> None:
        self._error = error
        self._loop.quit()


def _until_exact(window: MainWindow) -> None:
    """Run the event loop until everything asked for is on screen."""
    give_up = time.monotonic() + WAIT_S
    app = application(offscreen=True)
    while not window.pictures.exact or not window.bridge.idle:
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.001)
        if window.pictures.error is not None:
            raise window.pictures.error
        if time.monotonic() > give_up:
            raise WindowError(f"The picture was not ready after {WAIT_S:.0f} s; try a smaller frame.")
    app.processEvents()


# -- the start


def time_start(raw: Path, begun: float, stands: Callable[[], None]) -> dict[str, float]:
    """Open the window on a raw: ms since `begun` (time of day) until window, raw view and picture were painted.

    `stands` is called when the window is shown.
    """
    application(offscreen=True)
    window, found = MainWindow(ask=NoQuestions()), dict[str, float]()
    loop, errors = QEventLoop(), list[Exception]()

    def painted(widget: QWidget) -> None:
        now = (time.time() - begun) * 1e3
        found.setdefault("window", now)
        viewer, pictures = window.viewer, window.pictures
        if widget is viewer.raw and viewer.raw.picture is not None:
            found.setdefault("raw_view", now)
        if widget is viewer.processed and pictures.shown is not None and viewer.processed.exact:
            found.setdefault("picture", now)
        if len(found) == 3:
            loop.quit()

    def fail(error: Exception) -> None:
        errors.append(error)
        loop.quit()

    watch = AfterPaint(painted, window.viewer, *window.viewer.panes)
    window.pictures.failed.connect(fail)
    try:
        window.resize(*SIZE)
        window.show()
        window.files.open_raw(raw)
        QTimer.singleShot(0, stands)
        QTimer.singleShot(round(WAIT_S * 1e3), loop.quit)
        loop.exec()  # waits for events as the program does; asking for them again and again would slow the others
    finally:
        watch.stop()
        window.close()
    if errors:
        raise errors[0]
    return found
