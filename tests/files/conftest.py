"""A DNG's bytes, opened as a raw file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tuner.core.frame import Frame
from tuner.files.raw import open_raw


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[bytes], Frame]:
    """Writes the bytes to a file and opens it."""

    def open_bytes(data: bytes) -> Frame:
        path = tmp_path / "tiny.dng"
        path.write_bytes(data)
        return open_raw(path)

    return open_bytes
