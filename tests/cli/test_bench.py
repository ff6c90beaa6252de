"""`tuner bench`: one JSON document or tables, and words that cannot be measured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import Ran
from tuner.cli import main as cli

TINY = ("bench", "--megapixels", "0.02", "--rounds", "1", "--sizes", "0.01", "--stepwise", "--no-start-up")


def test_json_is_one_document(tuner: Callable[..., Ran]) -> None:
    ran = tuner(*TINY, "--json")
    assert ran.code == 0
    assert ran.json["ratios"]["classic_vs_opencv_ea"] > 0
    assert ran.json["options"]["rounds"] == 1
    assert "latency_ms" not in ran.json


def test_the_window_is_handed_in(capsys: pytest.CaptureFixture[str]) -> None:
    """What times the window is called with the frame of the size asked for, and its tables are in the document."""
    asked: list[tuple[int, int]] = []

    def latency(frame: Any, threads: int) -> dict[str, Any]:
        asked.append((frame.facts.width * frame.facts.height, threads))
        return {"latency_ms": {"sharpen": {"p50": 1.0, "p95": 2.0, "max": 3.0}}}

    assert cli.main([*TINY, "--gui", "--threads", "1"], latency=latency) == 0
    out, err = capsys.readouterr()
    assert "Slider to painted at fit" in out
    assert "classic line / memory copy" in out
    assert "lines and yardsticks" in err  # what is being measured is not part of the answer
    assert asked == [(pytest.approx(20_000, rel=0.02), 1)]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--megapixels", "0"], "megapixels from 0.01 to 200"),
        (["--megapixels", "nan"], "megapixels from 0.01 to 200"),
        (["--rounds", "0"], "whole number from 1"),
        (["--threads", "two"], "whole number from 1"),
        (["--sizes", "1,,3"], "megapixels from"),
        (["--json", "--markdown"], "choose one"),
    ],
)
def test_what_cannot_be_measured(refused: Callable[..., str], words: list[str], says: str) -> None:
    assert says in refused("bench", *words)


def test_no_window_to_measure(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["bench", "--gui"]) == 2
    assert "leave out --gui" in capsys.readouterr().err
