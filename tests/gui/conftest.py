"""The window's tests run off screen, whatever display there is, and leave no thumbnails in the user's cache."""

import os
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from tests.gui.bench import PATIENCE_MS
from tests.gui.jitter import HUNT_MS, SEED, _jitter, lingers  # noqa: F401 - a fixture of every test here, where it is asked for


@pytest.fixture(autouse=True)
def _own_thumbnails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuner.files.thumbnail_cache.private_cache", lambda name: None)


class PatientBot(QtBot):
    """Waits that end as soon as they are met, and never because the machine is busy with something else."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=HUNT_MS if SEED else max(timeout, PATIENCE_MS))
        if SEED and (more := lingers()):
            self.wait(more)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    return PatientBot(request)
