"""The window's sweeps: from the dialog to a thread that renders, and back tile by tile.

One sweep at a time, on a thread of its own; the tiles share the window's render threads and its cuts. Taking a tile is
one entry of the history.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from tuner.app.session import Event
from tuner.app.sweep import Axis, CompareError, Metric, Sweep, SweepError, Tile, plan, tiles
from tuner.app.sweep_sheet import as_csv, sheet, title_of
from tuner.core.chain import StageError
from tuner.core.engine import Cancel, Cancelled, Engine, RequestError
from tuner.core.orient import Rect
from tuner.core.param import ParamError
from tuner.files.errors import FileError, one_line, shown_name
from tuner.gui.dialogs import Ask, with_suffix
from tuner.gui.language import say, tr
from tuner.gui.sweep_dialog import FLAT, REGION, SweepDialog, crop_around, crop_of
from tuner.measure.regions import to_export

if TYPE_CHECKING:
    from tuner.files.picture import Picture
    from tuner.gui.window import MainWindow

_SHEET_KINDS = "PNG (*.png)"
_PICTURE_KINDS = "Pictures (*.png *.jpg *.jpeg *.tif *.tiff)"
_FIRST = "exposure.ev"  # what a sweep begins with where nothing is named
_SENTENCES = (SweepError, ParamError, FileError, RequestError, StageError, CompareError)


class Sweeping(QObject):
    """Sweeps of one window.

    Attributes
    ----------
    dialog : made when it is first asked for
    """

    _came = Signal(object, object)  # the sweep's ticket, and a tile, an exception, or None at the end

    def __init__(self, window: MainWindow, ask: Ask) -> None:
        super().__init__(window)
        self._window, self._ask, self._session = window, ask, window.session
        self.dialog: SweepDialog | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._running: Cancel | None = None  # the ticket of the sweep that is shown
        self._sweep: Sweep | None = None
        self._tiles: list[Tile] = []
        self._reference: tuple[Path, Picture] | None = None
        self._came.connect(self._take_in, Qt.ConnectionType.QueuedConnection)
        self._session.listen(self._session_changed)

    @property
    def idle(self) -> bool:
        """Whether no sweep is running."""
        return self._running is None

    # -- the dialog

    def ask(self, stage: str = "", parameter: str = "") -> None:
        """Open the dialog, on a parameter where one is named: what `sweep_asked(stage, parameter)` is connected to."""
        if self._session.frame is None:
            self._window.message.say(say("Open a raw first: there is nothing to sweep."))
            return
        first = self.dialog is None
        if self.dialog is None:
            self.dialog = self._made()
        path = f"{stage}.{parameter}" if stage else _FIRST if first else ""
        self.dialog.choose(path, self._session.recipe)
        self._show_regions()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _made(self) -> SweepDialog:
        dialog = SweepDialog(self._session.rack, self._window)
        dialog.asked.connect(self.start)
        dialog.stopped.connect(self.stop)
        dialog.taken.connect(self.take)
        dialog.saved.connect(self.save)
        dialog.reference_asked.connect(self._ask_reference)
        self._window.dock.regions.changed.connect(self._show_regions)
        return dialog

    def _regions(self) -> dict[str, Rect]:
        """The named regions of the open raw, in the picture as exported."""
        frame = self._session.frame
        return {r.name: to_export(r.rect, frame.facts) for r in self._window.dock.regions.items} if frame else {}

    def _show_regions(self) -> None:
        if self.dialog is not None:
            self.dialog.show_regions(list(self._regions()))

    def _session_changed(self, event: Event) -> None:
        if self.dialog is None:
            return
        if event == "frame":
            self.stop()
            self._running, self._sweep, self._tiles = None, None, []
            self.dialog.end()
            self.dialog.clear()
        elif event == "recipe":
            self.dialog.show_recipe(self._session.recipe)

    # -- a sweep

    def start(self, axes: tuple[Axis, ...], size: tuple[int, int] | None, metric: Metric, where: str) -> None:
        """Sweep the present picture; noise is measured `where` the dialog says."""
        frame, recipe, dialog = self._session.frame, self._session.recipe, self.dialog
        if frame is None or dialog is None:
            return
        reference = self._reference[1] if self._reference is not None and metric == "de2000" else None
        view, region = self._window.viewer.view, None
        if metric == "noise" and where.startswith(REGION):
            region = self._regions().get(where.removeprefix(REGION))
        crop = crop_of(view, size) if region is None else crop_around(region, size, view.picture)
        sweep = Sweep(axes, crop, metric, region, flat=where == FLAT, reference=reference)
        try:
            plan(sweep, recipe)
        except (SweepError, ParamError) as error:
            dialog.say(str(error), wrong=True)
            return
        self.stop()
        ticket = self._running = Cancel()
        self._sweep, self._tiles = sweep, []
        shared = self._window.bridge.engine
        # stage by stage: on so few small tiles a compiled loop saves less than can be measured (nine of 320 x 240 or of
        # 960 x 720 pixels take the same processor time either way), and each variant of the line would need its own
        engine = Engine(shared.executor, shared.workers, composed="never", cuts=shared.cuts)

        def work() -> None:
            try:
                for tile in tiles(sweep, frame, recipe, engine, ticket):
                    self._came.emit(ticket, tile)
                self._came.emit(ticket, None)
            except Cancelled:
                self._came.emit(ticket, None)
            except Exception as error:
                self._came.emit(ticket, error)

        dialog.begin(sweep, self._window.pictures.screen.transform("rec709", "srgb"))
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="tuner-sweep")
        self._pool.submit(work)

    def stop(self) -> None:
        """Stop the running sweep; the tiles that came stay."""
        if self._running is not None:
            self._running.set()

    def _take_in(self, ticket: Cancel, came: Any) -> None:
        dialog = self.dialog
        if ticket is not self._running or dialog is None or self._sweep is None:
            return  # of a sweep that is no longer shown
        if isinstance(came, Tile):
            self._tiles.append(came)
            dialog.add(came, self._sweep.size)
            return
        self._running = None
        dialog.end()
        if isinstance(came, Exception):
            known = isinstance(came, _SENTENCES)
            dialog.say(one_line(str(came) if known else f"{type(came).__name__}: {came}"), wrong=True)

    # -- what comes of it

    def take(self, tile: Tile) -> None:
        """Tune as a tile was made: its swept values, whatever else was changed since; one entry of the history."""
        shown = self._window.pictures.shown
        resolved = shown.rendered.resolved if shown is not None and shown.frame is self._session.frame else None
        try:
            changed = self._session.recipe.turned(tile.values, resolved)
        except ParamError as error:
            self._window.say_error(error)
            return
        names = " × ".join(title_of(self._session.rack, path) for path in tile.values)
        self._session.replace(changed, f"Sweep {names}")

    def save(self) -> None:
        """Ask where, and write the sheet, and its numbers beside it."""
        frame, sweep = self._session.frame, self._sweep
        if frame is None or sweep is None or not self._tiles:
            return
        raw = self._session.raw_path
        near = raw.with_name(f"{raw.stem}_sweep.png") if raw else Path.home() / "sweep.png"
        chosen = self._ask.save(tr("sweep", "Save sheet…").rstrip("…"), near, _SHEET_KINDS)
        if chosen is not None:
            self.save_to(with_suffix(chosen, ".png"))

    def save_to(self, path: Path) -> None:
        """Write the sheet, and its numbers beside it under the same name with the ending .csv."""
        frame, sweep, made, dialog = self._session.frame, self._sweep, list(self._tiles), self.dialog
        if frame is None or sweep is None or dialog is None:
            return
        rack, name = self._session.rack, frame.name

        def work() -> Path:
            from tuner.files.atomic import write_atomic
            from tuner.files.picture import write_picture

            write_picture(path, sheet(made, sweep, rack, name), state=None)
            write_atomic(path.with_suffix(".csv"), as_csv(made, sweep))
            return path

        def done(path: Path) -> None:
            other = shown_name(path.with_suffix(".csv"))
            dialog.say(say("Saved {name} and {other}.", name=shown_name(path), other=other))

        self._window.bridge.in_turn(work, done, lambda error: dialog.say(one_line(str(error)), wrong=True))

    def _ask_reference(self) -> None:
        """Choose the picture that tiles are compared with; choosing none goes back to the present picture."""
        dialog, near = self.dialog, self._session.raw_path
        assert dialog is not None
        path = self._ask.open(tr("sweep", "Reference"), near.parent if near else Path.home(), _PICTURE_KINDS)
        if path is None:
            self._reference = None
            dialog.show_reference(None)
            return

        def work() -> Picture:
            from tuner.files.picture import read_picture

            return read_picture(path)

        def done(picture: Picture) -> None:
            self._reference = path, picture
            dialog.show_reference(path)

        self._window.bridge.in_turn(work, done, lambda error: dialog.say(one_line(str(error)), wrong=True))

    def close(self) -> None:
        """Stop, and end the thread."""
        self.stop()
        self._session.ignore(self._session_changed)
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
        if self.dialog is not None:
            self.dialog.hide()
