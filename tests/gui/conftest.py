"""The window's tests run off screen, whatever display there is, and leave no thumbnails in the user's cache."""

import os

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"


@pytest.fixture(autouse=True)
def _own_thumbnails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tuner.files.thumbnail_cache.private_cache", lambda name: None)
