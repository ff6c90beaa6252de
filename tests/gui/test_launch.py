"""Starting the window without a screen."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support import facts, noisy_mosaic
from tuner.files.dng_write import write_dng
from tuner.files.errors import FileError
from tuner.files.picture import read_picture
from tuner.files.sidecar import Region, Sidecar, save_sidecar
from tuner.gui import launch, libraries
from tuner.gui.launch import WindowError, run_window, screenshot


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    path = tmp_path / "scene.dng"
    write_dng(path, noisy_mosaic(64, 48), facts(64, 48))
    return path


def test_a_screenshot_is_the_window_at_the_size_asked_with_its_state(qapp, raw, tmp_path):
    out = tmp_path / "shot.png"
    screenshot(raw, out, None, (1000, 640), "processed")
    picture = read_picture(out)
    assert picture.pixels.shape == (640, 1000, 3)
    assert picture.state is not None
    assert picture.state.raw_name == "scene.dng"


def test_the_same_screenshot_twice_gives_the_same_bytes(qapp, raw, tmp_path, monkeypatch):
    """Also where the second render took much longer."""
    from tuner.core.engine import Engine

    screenshot(raw, tmp_path / "a.png", None, (900, 600))
    render = Engine.render

    def slower(*args, **known):
        rendered = render(*args, **known)
        took = {name: ms + 4321.0 for name, ms in rendered.stage_ms.items()}
        return replace(rendered, stage_ms=took, elapsed_ms=rendered.elapsed_ms + 4321.0)

    monkeypatch.setattr(Engine, "render", slower)
    save_sidecar(raw, "", Sidecar(region=(Region(name="mine", x=4, y=4, w=20, h=20),)))  # a user's own
    screenshot(raw, tmp_path / "b.png", None, (900, 600))
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    screenshot(raw, tmp_path / "c.png", None, (900, 600), regions=True)
    assert (read_picture(tmp_path / "c.png").pixels != read_picture(tmp_path / "b.png").pixels).any()


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"raw": Path("missing.dng")}, FileError, "missing.dng"),
        ({"profile": Path("missing.toml")}, FileError, "missing.toml"),
        ({"out": Path("shot.bmp")}, FileError, "shot.bmp"),
        ({"size": (100000, 10)}, WindowError, "100000x10"),
        ({"view": "cube"}, WindowError, "cube"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(qapp, raw, tmp_path, change, error, words):
    asked = {"raw": raw, "out": tmp_path / "shot.png", "profile": None, "size": (900, 600), "view": "side"} | change
    with pytest.raises(error, match=words):
        screenshot(**asked)
    assert not list(tmp_path.glob("shot*"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be without a display server")
def test_without_a_display_the_window_is_written_to_a_file(qapp, raw, tmp_path, monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    assert run_window(raw, None) == 0
    assert (tmp_path / "out" / "tuner.png").exists()
    said = capsys.readouterr().out
    assert said.count("\n") == 1
    assert "out/tuner.png" in said
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert run_window(tmp_path / "no.dng", None) == 2


def test_missing_system_libraries_are_named_in_one_sentence(raw, monkeypatch, capsys):
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(libraries, "_loads", lambda name: name != "libEGL.so.1")
    monkeypatch.setattr(sys, "platform", "linux")
    assert run_window(raw, None) == 2
    said = capsys.readouterr().err
    assert "libegl1" in said
    assert said.count("\n") == 1


def test_the_scale_factor_holds_and_the_size_written_is_the_one_asked(tmp_path):
    """Qt reads it once, so a program of its own has to tell."""
    code = (
        "from tuner.gui.launch import application; from tuner.gui.scaling import logical; app = application(offscreen=True)\n"
        "from PySide6.QtWidgets import QWidget; w = QWidget(); r = w.devicePixelRatioF()\n"
        "w.resize(*logical((801, 601), r)); i = w.grab().toImage().copy(0, 0, 801, 601)\n"
        "print(r, w.width(), i.width(), i.height(), i.pixelColor(800, 600).alpha())"
    )
    for asked, said in (("2", "2.0 401 801 601 255"), ("1.5", "1.5 534 801 601 255"), ("big", "1.0 801 801 601 255")):
        told = os.environ | {"QT_SCALE_FACTOR": asked}
        ran = subprocess.run([sys.executable, "-c", code], env=told, capture_output=True, text=True, check=True)
        assert ran.stdout.strip() == said


def test_while_the_window_stands_python_collects_nothing_by_itself(tmp_path):
    """A worker that collected would take widgets apart; see `tidy`."""
    code = (
        "import gc; from tuner import start; start.begin()\n"
        "from tuner.gui.launch import run_window\n"
        "from PySide6.QtCore import QTimer; from PySide6.QtWidgets import QApplication\n"
        "def look(): print(gc.isenabled()); QApplication.instance().quit()\n"
        "def stands(): start.over(); print(gc.isenabled()); QTimer.singleShot(50, look)\n"
        "run_window(None, None, '', stands)"
    )
    told = os.environ | {"QT_QPA_PLATFORM": "offscreen", "TUNER_STATE_DIR": str(tmp_path), "HOME": str(tmp_path)}
    told |= {"XDG_CONFIG_HOME": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "-c", code], env=told, capture_output=True, text=True, check=True, timeout=240
    )
    assert ran.stdout.split() == ["True", "False"]


def test_nor_while_a_screenshot_is_made(qapp, raw, tmp_path, monkeypatch):
    seen, write = [], launch._write
    monkeypatch.setattr(launch, "_write", lambda *given: (seen.append(gc.isenabled()), write(*given)))
    was = gc.isenabled()
    gc.enable()
    try:
        screenshot(raw, tmp_path / "shot.png", None, (640, 480))
        assert (seen, gc.isenabled()) == ([False], True)
    finally:
        (gc.enable if was else gc.disable)()
