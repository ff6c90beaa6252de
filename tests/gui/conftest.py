"""The window's tests run off screen, whatever display there is, and leave no thumbnails in the user's cache."""

import gc
import os
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from tests.gui.bench import PATIENCE_MS
from tests.gui.jitter import HUNT_MS, SEED, _jitter, lingers  # noqa: F401 - a fixture of every test here, where it is asked for


@pytest.fixture(autouse=True)
def _own_thumbnails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuner.files.thumbnail_cache.private_cache", lambda name: None)


@pytest.fixture(scope="session", autouse=True)
def _garbage_waits() -> Iterator[None]:
    """As in the program (`tuner.gui.tidy`): Python never takes widgets apart while Qt is in the middle of an event."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    gc.enable()
    gc.unfreeze()


@pytest.fixture(autouse=True)
def _garbage_goes_between_tests(qapp: QApplication) -> Iterator[None]:
    yield
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


class PatientBot(QtBot):
    """Waits that end as soon as they are met, and never because the machine is busy with something else."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=HUNT_MS if SEED else max(timeout, PATIENCE_MS))
        if SEED and (more := lingers()):
            self.wait(more)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    return PatientBot(request)
