"""Starting the window, on a screen or without one. Qt is imported only when it is known that it can be."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from tuner import start
from tuner.gui.libraries import missing_libraries
from tuner.gui.scaling import factor_of, logical

if TYPE_CHECKING:
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from tuner.gui.window import MainWindow

WAIT_S = 300.0  # for the exact picture of an off-screen window: kernels may have to be compiled first
SMALLEST, LARGEST = 320, 16384  # pixels a side of a screenshot


class WindowError(Exception):
    """The window cannot be shown; `str()` is one sentence that says why and what to do."""


def run_window(
    raw: Path | None, profile: Path | None, language: str = "", stands: Callable[[], None] = lambda: None
) -> int:
    """Show the window until it is closed; with no display, write it to out/tuner.png.

    Parameters
    ----------
    language : en, fi or zh_CN; "" is the one of the preferences
    stands : called when the window is shown

    Returns
    -------
    the exit code: 0, or 2 when the window cannot be shown (said in one sentence on stderr)
    """
    try:
        if not _has_display():
            return _without_display(raw, profile)
        app = application(offscreen=False)
        settings, notice = _speak(app, language)
    except WindowError as error:
        print(error, file=sys.stderr)
        return 2
    import signal

    from PySide6.QtCore import QTimer

    from tuner.files.journal import journal_folder
    from tuner.gui.tidy import Tidy
    from tuner.gui.window import MainWindow

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl+C in the terminal ends the program
    window = MainWindow(settings=settings, journals=journal_folder())
    if notice:
        window.message.say(notice)
    sys.excepthook = _say_on(window)
    window.show()
    for path in (profile, raw):
        if path is not None:
            window.files.open_path(path)
    if window.keeping is not None:
        QTimer.singleShot(0, window.keeping.offer)  # the window stands before it asks
    QTimer.singleShot(0, stands)
    QTimer.singleShot(0, Tidy(app).begin)
    return int(app.exec())


def screenshot(
    raw: Path,
    out: Path,
    profile: Path | None,
    size: tuple[int, int] = (1600, 1000),
    view: str = "side",
    regions: bool = False,
) -> None:
    """Write the real window, rendered off screen, with the exact picture in it and the state that made it.

    The same raw, profile, size, view and QT_SCALE_FACTOR give the same bytes: times, which vary, are left out, and so
    are the regions that a user keeps with the raw, unless they are asked for.

    Parameters
    ----------
    out : a .png, .jpg or .tif
    size : (width, height) of the picture, pixels; at a scale of 2 the window has half as many of its own
    view : an arrangement of `compare.MODES`; "scopes" is side by side with the scopes in half of the window
    regions : draw those kept with the raw

    Raises
    ------
    FileError : a file cannot be read or written
    StageError : the picture cannot be made
    WindowError : Qt cannot start, or the size or the view is none
    """
    if not all(SMALLEST <= side <= LARGEST for side in size):
        raise WindowError(
            f"A window of {size[0]}x{size[1]} pixels cannot be shown; ask for {SMALLEST} to {LARGEST} a side."
        )
    from tuner.files.picture import check_format
    from tuner.files.profile import load_profile

    check_format(out, 8)
    if profile is not None:
        load_profile(profile)  # a fault is said before anything is started
    app = application(offscreen=True)
    from tuner.gui.compare import MODES
    from tuner.gui.tidy import Tidy
    from tuner.gui.window import MainWindow

    views = (*MODES, "scopes")
    if view not in views:
        raise WindowError(f"'{view}' is not a view; it is one of {', '.join(views)}.")
    tidy = Tidy(app)
    tidy.begin()
    window, refused = MainWindow(timed=False), list[Exception]()
    window.files.refused.connect(refused.append)
    window.dumps.ask_user, window.dock.regions.kept_with_raw = False, regions
    try:
        window.setMinimumSize(1, 1)
        window.resize(*logical(size, window.devicePixelRatioF()))
        window.show()
        if profile is not None:
            window.files.open_path(profile)
        window.files.open_raw(raw)
        _wait_until_exact(window, refused)
        if view == "scopes":
            _enlarge_scopes(window)
        window.desk.compare_with_defaults()  # the baseline is the profile itself
        window.desk.compare.show(view if view in MODES else "side")
        _wait_until_exact(window, refused)
        _write(window, out, size)
    finally:
        window.close()
        window.deleteLater()
        tidy.end()


def _enlarge_scopes(window: MainWindow) -> None:
    from PySide6.QtWidgets import QSplitter

    if not window.dock.scopes_open:
        window.dock.turn("scopes")
    split = window.dock.parentWidget()
    if isinstance(split, QSplitter):
        split.setSizes([split.height() // 2] * 2)


def _say_on(window: MainWindow) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """An exception that nobody caught is a sentence in the window; its traceback is for those who ask for it."""

    def say(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if os.environ.get("TUNER_DEBUG"):
            sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            window.say_error(error)

    return say


def _has_display() -> bool:
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application(*, offscreen: bool) -> QApplication:
    """The application in our look; raises WindowError where Qt cannot start."""
    if offscreen:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        os.environ["QT_SCALE_FACTOR"] = factor_of(os.environ.get("QT_SCALE_FACTOR", ""))
    x11 = not os.environ.get("QT_QPA_PLATFORM") and not os.environ.get("WAYLAND_DISPLAY")
    missing = missing_libraries(x11)
    if missing:
        raise WindowError(
            f"The window needs system libraries that are missing; install them: apt-get install {' '.join(missing)}"
        )
    try:
        from PySide6.QtWidgets import QApplication

        start.plain_imports()
        from tuner.gui import theme
    except ImportError as error:
        raise WindowError(
            f"Qt cannot be loaded ({error}); install the program again, or the library it names."
        ) from error
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        if not offscreen:
            _scale()
        app = QApplication(sys.argv[:1])
        app.setApplicationName("ISP Tuner")
        app.setDesktopFileName("isp-tuner")
    if not app.property("themed"):
        theme.apply(app)
        app.setProperty("themed", True)
    return app


def _settings() -> QSettings:
    from PySide6.QtCore import QSettings

    return QSettings("isp-tuner", "isp-tuner")


def _scale() -> None:
    """The size of text and controls the user chose; Qt asks for it once, before there is an application."""
    from tuner.gui.preferences import read

    scale = read(_settings())[0].scale
    if scale:
        os.environ.setdefault("QT_SCALE_FACTOR", f"{scale / 100:g}")


def _speak(app: QApplication, language: str) -> tuple[QSettings, str]:
    """Put the language in force; returns the settings, and a notice where it cannot be shown."""
    from tuner.gui.language import use
    from tuner.gui.preferences import read

    settings = _settings()
    return settings, use(app, language or read(settings)[0].language)


def _without_display(raw: Path | None, profile: Path | None) -> int:
    """The same window, off screen, to out/tuner.png."""
    from tuner.core.chain import StageError
    from tuner.files.errors import FileError

    out = Path("out") / "tuner.png"
    try:
        out.parent.mkdir(exist_ok=True)
        screenshot(raw or _sample(), out, profile)
    except (FileError, StageError) as error:
        print(error, file=sys.stderr)
        return 2
    except OSError as error:
        print(f"{out} cannot be written: {error.strerror}.", file=sys.stderr)
        return 2
    print(f"No display: the window was rendered off screen to {out}.")
    return 0


def _sample() -> Path:
    from tuner.gui import theme

    return theme.resource("resources/sample.dng")


def _wait_until_exact(window: MainWindow, refused: list[Exception]) -> None:
    """Run the event loop until what is asked for is on screen; raises what kept it from it."""
    from PySide6.QtCore import QEventLoop

    app, give_up = application(offscreen=True), time.monotonic() + WAIT_S
    while not (window.pictures.exact and window.pictures.shown and window.desk.idle and window.dock.idle):
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.002)
        error = refused[0] if refused else window.pictures.error or window.pictures.raw_error
        if error is not None:
            raise error
        if time.monotonic() > give_up:
            raise WindowError(f"The picture was not ready after {WAIT_S:.0f} s; try again, or a smaller file.")
    app.processEvents()


def _write(window: MainWindow, out: Path, size: tuple[int, int]) -> None:
    from tuner.app.export import write_rendered
    from tuner.gui.picture import as_rgb

    shown = window.pictures.shown
    assert shown is not None
    pixels = as_rgb(window.grab().toImage().copy(0, 0, *size))
    write_rendered(out, shown.frame, window.session.profile, shown.rendered, pixels=pixels)
