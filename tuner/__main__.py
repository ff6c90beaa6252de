"""The program: the command line, and the window where it is asked for.

The only module that knows both; the window's room is imported when a window is wanted, so that a render on a server
needs no Qt.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tuner import start

_START = ("-m", "tuner.gui.timed_start")


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command line; returns the exit code."""
    from tuner.cli.main import main as command_line

    start.over()
    return command_line(argv, window=_window, screenshot=_screenshot, latency=_latency, start=_START)


def run() -> None:
    """Entry of the installed commands."""
    start.begin()
    for stream in (sys.stdout, sys.stderr):  # a name the terminal cannot show must not stop the program
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(main())


def _window(raw: Path | None, profile: Path | None, language: str) -> int:
    from tuner.gui.launch import run_window

    start.begin()
    try:
        return run_window(raw, profile, language, start.over)
    finally:
        start.over()


def _screenshot(raw: Path, out: Path, profile: Path | None, size: tuple[int, int], view: str, regions: bool) -> None:
    from tuner.cli.say import UsageError
    from tuner.gui.launch import WindowError, screenshot

    try:
        screenshot(raw, out, profile, size, view, regions)
    except WindowError as error:
        raise UsageError(str(error)) from error


def _latency(frame: Any, threads: int) -> dict[str, Any]:
    from tuner.cli.say import UsageError
    from tuner.gui.latency import measure_latency
    from tuner.gui.launch import WindowError

    try:
        return measure_latency(frame, threads)
    except WindowError as error:
        raise UsageError(str(error)) from error


if __name__ == "__main__":
    run()
