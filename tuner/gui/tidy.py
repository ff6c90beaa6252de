"""Garbage of Python is collected between Qt's events, by the window's own thread, and at no other moment.

Left to itself the collector runs wherever an object is made: in a worker thread, which then takes widgets apart that
belong to the window's, or within an event, when Qt may be half-way through destroying the same ones; either can crash.
It would also stop a drag for some milliseconds whenever it likes. Here a timer asks how much has gathered, as the
collector would, and lets the hand finish first.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

EVERY_MS = 1000
PATIENCE = 30  # times that a pressed button puts it off


class Tidy(QObject):
    """Collects garbage from `begin` to `end`; belongs to the window's thread."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._tick)
        self._put_off, self._was = 0, True

    def begin(self) -> None:
        """From now on nobody else collects."""
        self._was = gc.isenabled()
        gc.disable()
        self._timer.start()

    def end(self) -> None:
        """Python collects by itself again, if it did before."""
        self._timer.stop()
        if self._was:
            gc.enable()

    def _tick(self) -> None:
        held = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if held and self._put_off < PATIENCE:
            self._put_off += 1
            return
        self._put_off = 0
        generation = due(gc.get_count(), gc.get_threshold())
        if generation is not None:
            gc.collect(generation)


def due(count: tuple[int, int, int], limits: tuple[int, int, int]) -> int | None:
    """The oldest generation of which enough has gathered; None: of none.

    Parameters
    ----------
    count, limits : as `gc.get_count` and `gc.get_threshold` tell them; a limit of 0 is none
    """
    if not limits[0] or count[0] <= limits[0]:
        return None
    older = [n for n in (2, 1) if limits[n] and all(count[k] > limits[k] for k in range(1, n + 1))]
    return older[0] if older else 0
