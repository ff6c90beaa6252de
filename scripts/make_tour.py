"""Write the pictures of docs/tour.md and README.md anew: `python scripts/make_tour.py [NAME ...]`.

Each is the real window on the bundled sample, off screen, brought to what it shows by its own actions; times, which
vary, are left out. Packed as JPEG without subsampling of colour: the pictures show the window, not the last bit of it.
"""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_SCALE_FACTOR"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from PIL import Image
from PySide6.QtCore import QEventLoop, QPoint, QRect
from PySide6.QtWidgets import QApplication, QWidget

from tuner.app.sources import Source
from tuner.core.orient import Rect
from tuner.files.dng_write import write_dng
from tuner.files.raw import open_raw
from tuner.gui import theme
from tuner.gui.language import use
from tuner.gui.latency import NoQuestions
from tuner.gui.picture import as_rgb
from tuner.gui.window import MainWindow

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "images"
WAIT_S = 300.0
QUALITY = 86
WIDE, USUAL = (1600, 1000), (1280, 800)
REGIONS = (
    ("white", Rect(120, 610, 100, 100)),
    ("black", Rect(945, 610, 100, 100)),
    ("edge", Rect(1290, 500, 120, 120)),
)
STAR = (390.0, 1140.0)  # its middle, pixels of the sample
Shot = QRect | None  # the part of what is grabbed; None is all of it


class Guide:
    """Leads one window from picture to picture."""

    def __init__(self, raw: Path, size: tuple[int, int]) -> None:
        self.window = MainWindow(ask=NoQuestions(), timed=False)
        self.window.resize(*size)
        self.window.show()
        self.window.files.open_raw(raw)
        self.settle()

    def settle(self) -> None:
        """Until everything asked for is on screen and measured."""
        window, give_up, quiet = self.window, time.monotonic() + WAIT_S, 0
        while quiet < 8:  # what comes may ask for more
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            time.sleep(0.005)
            ready = window.pictures.shown and window.pictures.exact and window.bridge.idle
            quiet = quiet + 1 if ready and window.desk.idle and window.dock.idle and window.sweeping.idle else 0
            if time.monotonic() > give_up:
                raise SystemExit(f"the picture was not ready after {WAIT_S:.0f} s: {window.message.text}")

    def act(self, *names: str) -> None:
        """Carry out actions by name, one after the other."""
        for name in names:
            self.window.actions_by_name[name].trigger()
            self.settle()

    def change(self, **values: object) -> None:
        """Change parameters, 'stage__name=value'."""
        self.window.session.change({path.replace("__", "."): value for path, value in values.items()})
        self.settle()

    def point(self, x: float, y: float) -> None:
        """Point at a place of the last pane's picture, 0 to 1."""
        pane = self.window.viewer.seen[-1]
        (left, top), (wide, tall) = pane.view.origin, pane.view.shown
        pane.pointed.emit((left + wide * x, top + tall * y))
        self.settle()

    def snapshot(self, letter: str, note: str) -> None:
        """Keep what is shown, with a note."""
        self.act("snapshot")
        self.window.desk.snapshots.annotate(letter, note)

    def part(self, *widgets: QWidget) -> QRect:
        """The part of the window that some widgets cover."""
        found = QRect()
        for widget in widgets:
            found = found.united(QRect(widget.mapTo(self.window, QPoint(0, 0)), widget.size()))
        return found


def tuned(guide: Guide) -> None:
    """A tuning that differs visibly from the defaults, and two snapshots."""
    guide.snapshot("A", "as it opened")
    guide.change(exposure__ev=0.35, color_adjust__saturation=1.25)
    guide.snapshot("B", "+0.35 EV")
    guide.change(tone_curve__contrast=0.3, sharpen__amount=1.2)


def window_(guide: Guide) -> Shot:
    tuned(guide)
    for name, rect in REGIONS:
        guide.window.dock.regions.add_region(rect, name)
    guide.point(0.72, 0.67)
    return None


def wipe(guide: Guide) -> Shot:
    tuned(guide)
    guide.window.desk.compare.compare_with(Source("snapshot", "A"))
    guide.act("wipe")
    return None


def difference(guide: Guide) -> Shot:
    tuned(guide)
    guide.act("difference")
    while guide.window.desk.compare.kind != "de2000":
        guide.act("difference_kind")
    return guide.part(guide.window.viewer)


def four(guide: Guide) -> Shot:
    tuned(guide)
    guide.act("four")
    return guide.part(guide.window.viewer)


def stages(guide: Guide) -> Shot:
    guide.act("stages")
    return guide.part(guide.window.viewer)


def change_of_stage(guide: Guide) -> Shot:
    guide.act("one_to_one")
    guide.change(sharpen__amount=1.2)
    guide.act("change_of_stage")
    return guide.part(guide.window.viewer)


def scopes(guide: Guide) -> Shot:
    guide.window.dock.scopes.show_kind("vectorscope")
    guide.settle()
    return guide.part(guide.window.dock)


def regions(guide: Guide) -> Shot:
    for name, rect in REGIONS:
        guide.window.dock.regions.add_region(rect, name)
    guide.act("regions", "probe")
    guide.point(0.5, 0.4)
    guide.act("pin_probe")
    guide.point(0.72, 0.67)
    return guide.part(guide.window.dock)


def overlays(guide: Guide) -> Shot:
    guide.change(exposure__ev=1.0)
    guide.act("overlay_output", "processed_only")
    return guide.part(guide.window.viewer)


def loupe(guide: Guide) -> Shot:
    guide.act("loupe")
    guide.point(0.46, 0.62)
    return guide.part(guide.window.viewer)


def knobs(guide: Guide) -> Shot:
    cards = guide.window.rack.cards
    guide.change(lens_shading__mode="grid")
    for name, card in cards.items():
        card.expanded = name in ("linearization", "lens_shading", "white_balance")
    guide.settle()
    return guide.part(*(card for name, card in cards.items() if card.y() <= cards["demosaic"].y()))


def sweep(guide: Guide) -> QWidget:
    guide.act("one_to_one")
    guide.window.viewer.look(replace(guide.window.viewer.view, centre=STAR))
    guide.settle()
    guide.window.sweeping.ask("sharpen", "amount")
    dialog = guide.window.sweeping.dialog
    assert dialog is not None
    dialog.run.click()
    guide.settle()
    return dialog


def history(guide: Guide) -> Shot:
    tuned(guide)
    guide.act("undo", "undo")
    guide.change(white_balance__mode="temperature", white_balance__tint=8.0)
    guide.window.files.open_path(guide.window.session.raw_path.parent)  # type: ignore[union-attr]
    guide.settle()
    guide.act("history")
    part = guide.part(guide.window.film.strip, guide.window.history)
    return part.adjusted(0, 0, 420, -230)


def palette(guide: Guide) -> Shot:
    guide.act("palette")
    guide.window.keys.palette.field.setText("snap")
    guide.settle()
    return guide.part(guide.window.viewer)


def keys(guide: Guide) -> Shot:
    guide.act("help")
    return None


def finnish(guide: Guide) -> Shot:
    guide.act("history")
    guide.change(exposure__ev=0.35)
    return QRect(0, 0, guide.window.width(), 500)


SHOTS: dict[str, tuple[Callable[[Guide], QWidget | Shot], tuple[int, int]]] = {
    "window": (window_, WIDE), "wipe": (wipe, USUAL), "difference": (difference, USUAL), "four": (four, USUAL),
    "stages": (stages, USUAL), "change": (change_of_stage, USUAL), "scopes": (scopes, USUAL), "regions": (regions, WIDE),
    "overlays": (overlays, USUAL), "loupe": (loupe, USUAL), "knobs": (knobs, (1280, 1400)), "sweep": (sweep, USUAL),
    "history": (history, USUAL), "palette": (palette, USUAL), "keys": (keys, USUAL), "finnish": (finnish, USUAL),
}  # fmt: skip
"""Name of the picture -> how the window comes to it, and the window's size."""


def take(name: str, folder: Path) -> Path:
    """Make one picture."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    use(app, "fi" if name == "finnish" else "en")
    do, size = SHOTS[name]
    guide = Guide(folder / "sample.dng", size)
    try:
        made = do(guide)
        guide.settle()
        grabbed = made.grab() if isinstance(made, QWidget) else guide.window.grab(made or guide.window.rect())
        pixels = np.ascontiguousarray(as_rgb(grabbed.toImage()))
        for other in app.topLevelWidgets():
            if other is not guide.window and other.isWindow():
                other.close()
    finally:
        guide.window.close()
        guide.window.deleteLater()
    out = FOLDER / f"{name}.jpg"
    Image.fromarray(pixels).save(out, quality=QUALITY, subsampling=0, optimize=True)
    return out


def main(names: list[str]) -> None:
    """Make the pictures named, or all."""
    app = QApplication([])
    theme.apply(app)
    with tempfile.TemporaryDirectory() as place:
        os.environ["TUNER_STATE_DIR"] = str(Path(place) / "state")
        for name in names or SHOTS:
            folder = Path(place) / name
            folder.mkdir()
            shutil.copy(ROOT / "resources" / "sample.dng", folder)
            if name == "history":
                _darker(folder / "sample.dng", folder / "sample_dark.dng")
            out = take(name, folder)
            print(f"{out.relative_to(ROOT)}: {out.stat().st_size / 1000:.0f} kB")


def _darker(raw: Path, out: Path) -> None:
    """Another raw for the filmstrip."""
    frame = open_raw(raw)
    black = int(frame.facts.black[0])
    write_dng(out, (black + (frame.active.astype(int) - black) // 3).clip(0).astype(np.uint16), frame.facts)


if __name__ == "__main__":
    main(sys.argv[1:])
