"""A walk through the real program in a real X11 window: open, drag a slider, wipe, snapshot, screenshot, save, quit.

Xvfb is the screen; the hands are xdotool, whose events come through the window system (without it: Qt's test events).
What is seen is asked of a witness inside the program (`tests/gui/witness.py`) and read from the files it writes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.support import facts, noisy_mosaic
from tuner.core.engine import Engine
from tuner.files.dng_write import write_dng
from tuner.files.picture import read_picture
from tuner.files.profile import load_profile
from tuner.files.raw import open_raw
from tuner.gui.libraries import missing_libraries

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 240.0  # kernels may have to be compiled first
TYPED_S = 15.0  # a path is typed by then, or spoilt
SCREEN = (1600, 1000)

pytestmark = pytest.mark.skipif(
    shutil.which("Xvfb") is None or bool(missing_libraries(x11=True)),
    reason="a walk through an X11 window needs Xvfb and Qt's X11 libraries (`make test` installs them on Debian)",
)


@contextmanager
def screen() -> Iterator[str]:
    """A virtual X11 screen; gives its name."""
    reading, writing = os.pipe()
    size = f"{SCREEN[0]}x{SCREEN[1]}x24"
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", size, "-nolisten", "tcp", "-dpi", "96"]
    server = subprocess.Popen(command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        assert number, "Xvfb did not start"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(30)


class Program:
    """The program on a screen, and what its witness says."""

    def __init__(self, display: str, home: Path) -> None:
        self.env = os.environ | {
            "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XDG_CONFIG_HOME": str(home), "TUNER_STATE_DIR": str(home),
            "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        for name in ("WAYLAND_DISPLAY", "QT_SCALE_FACTOR", "QT_QPA_PLATFORMTHEME", "XDG_CURRENT_DESKTOP"):
            self.env.pop(name, None)
        self.failed = home / "failed.png"
        self.errors = (home / "stderr.txt").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.gui.witness"], cwd=ROOT, env=self.env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.errors,
        )  # fmt: skip

    def ask(self, do: str, **known: Any) -> dict[str, Any]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps({"do": do, **known}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, f"the program ended: {self.said()}"
        return dict(json.loads(answer))

    def until(self, holds: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        give_up = time.monotonic() + PATIENCE_S
        while True:
            seen = self.ask("see")
            if seen and holds(seen):
                return seen
            if time.monotonic() > give_up:
                self.ask("grab", path=str(self.failed))
                pytest.fail(f"waited in vain until {what} ({self.failed} shows the screen): {seen}")
            time.sleep(0.02)

    def said(self) -> str:
        """What it wrote to stderr."""
        self.errors.seek(0)
        return self.errors.read()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(30)
        for stream in (self.process.stdin, self.process.stdout, self.errors):
            assert stream is not None
            stream.close()


class XHands:
    """Events of the window system itself."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def _tool(self, *words: object) -> None:
        subprocess.run(["xdotool", *map(str, words)], env=self._program.env, check=True, timeout=60)

    def focus(self, window: int) -> None:
        """There is no window manager to give it."""
        self._tool("windowfocus", window)

    def press(self, x: int, y: int) -> None:
        self._tool("mousemove", x, y, "mousedown", 1)

    def move(self, x: int, y: int) -> None:
        self._tool("mousemove", x, y)

    def release(self, x: int, y: int) -> None:
        self._tool("mousemove", x, y, "mouseup", 1)

    def key(self, keys: str) -> None:
        *held, last = keys.split("+")
        self._tool("key", "+".join([*(word.lower() for word in held), last.lower() if len(last) == 1 else last]))

    def type(self, text: str) -> None:
        self._tool("type", "--delay", 2, text)


class QtHands:
    """Qt's test events, sent to the real window."""

    def __init__(self, program: Program) -> None:
        self._ask = program.ask

    def focus(self, window: int) -> None:
        self._ask("focus")

    def press(self, x: int, y: int) -> None:
        self._ask("press", x=x, y=y)

    def move(self, x: int, y: int) -> None:
        self._ask("move", x=x, y=y)

    def release(self, x: int, y: int) -> None:
        self._ask("release", x=x, y=y)

    def key(self, keys: str) -> None:
        self._ask("key", keys=keys)

    def type(self, text: str) -> None:
        self._ask("type", text=text)


Hands = XHands | QtHands


def drag(hands: Hands, start: tuple[int, int], end: tuple[int, int], steps: int = 6) -> None:
    """Press, move in steps, let go."""
    hands.press(*start)
    for i in range(1, steps + 1):
        hands.move(*(round(a + (b - a) * i / steps) for a, b in zip(start, end, strict=True)))
    hands.release(*end)


def type_path(program: Program, hands: Hands, path: Path) -> None:
    """Qt's dialog completes while one types; on a machine that is busy it may do so in the middle of the path, which is
    then typed again, as a user would."""
    give_up = time.monotonic() + PATIENCE_S
    while True:
        hands.key("Ctrl+A")
        hands.type(str(path))
        settled = time.monotonic() + TYPED_S
        while time.monotonic() < settled:
            if program.ask("see")["typing"] == str(path):
                return
            time.sleep(0.02)
        assert time.monotonic() < give_up, "the path cannot be typed"


def answer_dialog(program: Program, hands: Hands, keys: str, path: Path) -> None:
    """A key that opens a file dialog; the path typed into it, and Enter."""
    hands.key(keys)
    dialog = program.until(lambda s: s["dialog"], f"{keys} has opened a dialog")
    hands.focus(dialog["window"])
    program.until(lambda s: s["typing"] is not None, "its field has the focus")
    type_path(program, hands, path)
    hands.key("Return")
    window = program.until(lambda s: not s["dialog"], "the dialog is answered")
    hands.focus(window["window"])
    program.until(lambda s: s["active"], "the window has the focus again")


def test_a_walk_through_a_real_window(tmp_path: Path) -> None:
    home, raw = tmp_path / "home", tmp_path / "scene.dng"
    home.mkdir()
    write_dng(raw, noisy_mosaic(96, 64), facts(96, 64, model="Test"))
    with screen() as display:
        program = Program(display, home)
        try:
            walk(program, XHands(program) if shutil.which("xdotool") else QtHands(program), raw)
        finally:
            program.end()


def walk(program: Program, hands: Hands, raw: Path) -> None:
    hands.focus(program.until(bool, "the window is there")["window"])
    start = program.until(lambda s: s["active"], "it has the focus")
    assert start["platform"] == "xcb"
    assert start["raw"] == ""

    answer_dialog(program, hands, "Ctrl+O", raw)
    opened = program.until(lambda s: s["raw"] == raw.name and s["exact"] and s["badge"] == "EXACT", "the raw is open")
    assert opened["position"] == 0

    (x, y, _, h), at = opened["slider"], round(opened["thumb"])
    drag(hands, (x + at, y + h // 2), (x + at + 14, y + h // 2))
    # the hand's events come one by one: the picture of the first may be exact before the last has come
    dragged = program.until(
        lambda s: s["exact"] and s["position"] == 1 and abs(s["thumb"] - (at + 14)) < 1.5, "the slider has moved"
    )
    assert dragged["value"] > 0.2
    assert dragged["dirty"]

    hands.key("W")
    wiped = program.until(lambda s: s["mode"] == "wipe" and s["exact"], "the wipe is on")
    x, y, w, h = wiped["pane"]
    drag(hands, (x + w // 2, y + h // 2), (x + w // 4, y + h // 2))
    moved = program.until(lambda s: abs(s["edge"] - 0.25) < 0.01, "the wipe's edge follows the hand")
    assert moved["position"] == 1

    hands.key("S")
    program.until(lambda s: s["snapshots"] == ["A"] and "Snapshot A" in s["message"], "a snapshot is kept")
    if isinstance(hands, XHands):
        hands.move(x + w // 2, y - 20)  # away, so that no cross is in the picture

    shot, seen = raw.with_name("shot.png"), raw.with_name("screen.png")
    answer_dialog(program, hands, "Ctrl+Shift+S", shot)
    program.until(lambda s: "Saved shot.png" in s["message"], "the screenshot is written")
    assert program.ask("grab", path=str(seen))["kept"]

    profile = raw.with_name("mine.toml")
    answer_dialog(program, hands, "Ctrl+S", profile)
    saved = program.until(lambda s: not s["dirty"], "the profile is saved")
    assert load_profile(profile).recipe.value("exposure.ev") == saved["value"] == dragged["value"]

    check_pictures(saved, raw, profile, shot, seen)
    hands.key("Ctrl+Q")
    assert program.process.wait(60) == 0
    assert program.said() == ""


def check_pictures(seen: dict[str, Any], raw: Path, profile: Path, shot: Path, screen: Path) -> None:
    """The screen shows what the screenshot holds, and right of the wipe's edge that is the engine's picture."""
    x, y, w, h = seen["viewer"]
    on_screen, kept = read_picture(screen).pixels[y : y + h, x : x + w], read_picture(shot)
    assert kept.state is not None
    assert kept.state.raw_name == raw.name
    np.testing.assert_array_equal(on_screen, kept.pixels)
    rgb = Engine().render(open_raw(raw), load_profile(profile).recipe).rgb
    (left, top, wide, high), pane = seen["picture"], seen["pane"]
    zoom = wide // rgb.shape[1]
    assert (wide, high) == (zoom * rgb.shape[1], zoom * rgb.shape[0])
    painted = kept.pixels[pane[1] - y :, pane[0] - x :][max(top, 40) : top + high, left : left + wide]
    right = wide // 2  # well right of the edge
    wanted = rgb.repeat(zoom, axis=0).repeat(zoom, axis=1)[max(40 - top, 0) :]
    np.testing.assert_array_equal(painted[:, right:], wanted[:, right:])
    assert not np.array_equal(painted[:, : right // 4], wanted[:, : right // 4])  # the baseline, before the slider
