"""Small raws on disk, and the program run in this process."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.support import facts, noisy_mosaic
from tuner.__main__ import main
from tuner.core.facts import Calibration
from tuner.files.dng_write import write_dng

WIDTH, HEIGHT = 61, 43
MATRIX = ((0.9, -0.3, -0.1), (-0.4, 1.3, 0.1), (-0.1, 0.2, 0.6))


def write_raw(path: Path, **known: Any) -> Path:
    """A small odd-sized Bayer DNG."""
    base = {
        "calibrations": (Calibration(6504.0, MATRIX),),
        "make": "Maker",
        "model": "Tiny",
        "iso": 200.0,
        "exposure_s": 0.01,
    }
    said = facts(WIDTH, HEIGHT, **(base | known))
    write_dng(path, noisy_mosaic(WIDTH, HEIGHT), said)
    return path


@pytest.fixture(scope="session")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_raw(tmp_path_factory.mktemp("raws") / "tiny.dng")


@dataclass(frozen=True)
class Ran:
    """What a command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """stdout as the one document it must be; anything else on it raises."""

        def refuse(word: str) -> None:
            raise ValueError(f"{word} is not JSON")

        return json.loads(self.out, parse_constant=refuse)


@pytest.fixture
def tuner(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Runs `tuner WORDS...`; faults of the program raise."""
    monkeypatch.setenv("TUNER_TRACEBACK", "1")

    def run(*words: object) -> Ran:
        capsys.readouterr()
        code = main([str(word) for word in words])
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def refused(tuner: Callable[..., Ran]) -> Callable[..., str]:
    """Runs a command line that must fail with code 2, nothing on stdout and one line on stderr; returns that line."""

    def run(*words: object) -> str:
        ran = tuner(*words)
        assert ran.code == 2, ran
        assert ran.out == ""
        lines = [line for line in ran.err.splitlines() if not line.startswith("note:")]
        assert len(lines) == 1, ran.err
        assert "Traceback" not in ran.err
        return lines[0]

    return run
