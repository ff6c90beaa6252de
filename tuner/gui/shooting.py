"""Virtual shots of one window: from the dialog to files, the first of which is then open."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tuner.core.engine import Cancel
from tuner.files.errors import FileError, one_line, shown_name
from tuner.gui.dialogs import Ask, with_suffix
from tuner.gui.lab_dialog import LabDialog
from tuner.gui.language import heading, say
from tuner.gui.progress import stoppable
from tuner.gui.turns import Turns
from tuner.lab.lights import LabError
from tuner.lab.order import Order

if TYPE_CHECKING:
    from tuner.gui.window import MainWindow

DNG_KIND, RAW_KIND = "DNG (*.dng)", "Bare samples (*.raw)"


class Shooting(QObject):
    """Asks for a shot, takes it off the window's thread, opens it.

    Attributes
    ----------
    dialog : made when it is first asked for
    """

    def __init__(self, window: MainWindow, ask: Ask) -> None:
        super().__init__(window)
        self._window, self._ask = window, ask
        self._turns = Turns(window.bridge, window.status, window.say_error)
        self.dialog: LabDialog | None = None

    def ask(self) -> None:
        """Open the dialog."""
        if self.dialog is None:
            self.dialog = LabDialog(self._window)
            self.dialog.asked.connect(self._place)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _place(self, order: Order) -> None:
        """Ask where it goes, and shoot."""
        suggested = self._window.files.folder / f"{order.knobs.chart}.dng"
        chosen = self._ask.save(heading("Shoot in the virtual lab…"), suggested, f"{DNG_KIND};;{RAW_KIND}")
        if chosen is not None:
            linear = self.dialog is not None and self.dialog.linear.isChecked()
            self.shoot(order, with_suffix(chosen, ".raw" if chosen.kind == RAW_KIND else ".dng"), linear)

    def shoot(self, order: Order, path: Path, linear: bool = False) -> None:
        """Take the shots, write them (with the noise-free picture of each, if that is wanted), and open the first."""
        from tuner.lab.write import check_places, check_shot_name

        try:
            check_shot_name(path)
            check_places(path, order, _linears(path, order) if linear else ())
        except FileError as error:
            self._window.say_error(error)
            return
        if self.dialog is not None:
            self.dialog.hide()
        threads = self._window.bridge.engine.workers
        written: list[Path] = []
        ticket = self._window.files.next_ticket()  # what is opened from here on stays open when the shot is done
        stoppable(
            self._window.film.progress, self._turns.take, say("shooting {name}", name=shown_name(path)),
            lambda cancel: shoot_to(order, path, threads, cancel, written, linear),
            lambda first: self._window.files.open_raw(first, ticket=ticket), self._refuse,
            lambda: self._window.message.say(_stopped(path, written, order.knobs.frames)),
        )  # fmt: skip

    def _refuse(self, error: Exception) -> None:
        if isinstance(error, LabError):
            self._window.message.say(one_line(str(error)), wrong=True)
        else:
            self._window.say_error(error)


def _stopped(path: Path, written: Sequence[Path], frames: int) -> str:
    """What is said of a shot or a burst that was stopped."""
    if not written:
        return say("Stopped: {name} was not written.", name=shown_name(path))
    known = {"frames": frames, "first": shown_name(written[0]), "folder": shown_name(path.absolute().parent)}
    if len(written) == 1:
        return say("Stopped: 1 of {frames} frames was written, {first} in {folder}.", **known)
    known |= {"count": len(written), "last": shown_name(written[-1])}
    return say("Stopped: {count} of {frames} frames were written, {first} to {last} in {folder}.", **known)


def _linears(path: Path, order: Order) -> list[Path]:
    """Where the noise-free picture of every frame goes."""
    from tuner.lab.write import frame_path

    frames = order.knobs.frames
    return [frame_path(path, n, frames).with_suffix(".linear.tif") for n in range(frames)]


def shoot_to(order: Order, path: Path, threads: int, cancel: Cancel, written: list[Path], linear: bool = False) -> Path:
    """Write every frame and its truth; gives the first one's path.

    Parameters
    ----------
    written : gets every frame's path once all of it is on the disk
    linear : also write the noise-free camera RGB, as NAME.linear.tif

    Raises
    ------
    LabError, FileError, Cancelled
    """
    from tuner.lab.shoot import shots
    from tuner.lab.write import frame_path, write_linear, write_shot

    def still_wanted(share: float) -> bool:
        cancel.check()
        return True

    frames, linears = order.knobs.frames, _linears(path, order)
    for n, shot in enumerate(shots(order, threads, still_wanted)):
        write_shot(frame_path(path, n, frames), shot, threads)
        if linear:
            write_linear(linears[n], shot.linear)
        written.append(frame_path(path, n, frames))
    return frame_path(path, 0, frames)
