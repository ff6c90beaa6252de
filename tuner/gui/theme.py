"""The look: one neutral grey theme, one bundled font, icons drawn as single-colour SVG.

Colours stand here once; `resources/theme.qss` names them as `@panel`, `@text` and so on. The font is bundled so that
screenshots do not vary by machine, and its figures are tabular so that numbers do not jitter while a slider moves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

SURROUND = QColor("#3c3c3c")
PANEL = QColor("#2e2e2e")
CARD = QColor("#383838")
RAISED = QColor("#454545")
WELL = QColor("#262626")
LINE = QColor("#1f1f1f")
TEXT = QColor("#dedede")
TEXT_DIM = QColor("#a9a9a9")
TEXT_FAINT = QColor("#858585")
ACCENT = QColor("#d98e3f")
DISABLED = QColor("#666666")

FONT_FAMILY = "Inter"
FONT_PX = 13
RADIUS = 5
_APP_SIZES = (16, 20, 24, 32, 40, 48, 64, 96, 128, 256)  # for task bars

SURROUNDS = {
    "dark": QColor(SURROUND),
    "grey": QColor("#777777"),
    "white": QColor("#ffffff"),
    "black": QColor("#000000"),
}
"""What may surround a picture while it is judged: the window's own grey; middle grey, L* 50; white; black."""

_more_families: list[str] = []  # asked for characters that the bundled font does not have
_COLOURS = {
    "surround": SURROUND,
    "panel": PANEL,
    "card": CARD,
    "raised": RAISED,
    "well": WELL,
    "line": LINE,
    "text": TEXT,
    "dim": TEXT_DIM,
    "faint": TEXT_FAINT,
    "accent": ACCENT,
    "disabled": DISABLED,
}


def resource(relative: str) -> Path:
    """A file of `resources/` or `icons/`, given as 'resources/theme.qss'.

    Raises
    ------
    FileNotFoundError : neither the repository nor the installed package has it
    """
    package = Path(__file__).resolve().parents[1]
    for root in (package / "_data", package.parent):
        if (root / relative).exists():
            return root / relative
    raise FileNotFoundError(f"{relative} is missing from the program's data; install it again")


def apply(app: QApplication) -> None:
    """Give the application its font, palette and style sheet; a second time does nothing."""
    sheet = _sheet()
    if app.styleSheet() == sheet:
        return  # a new sheet has every widget look at it again
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(font())
    app.setPalette(_palette())
    app.setStyleSheet(sheet)


@contextmanager
def unstyled() -> Iterator[None]:
    """What is put together meanwhile gets the style sheet at the end, at once.

    Under a style sheet Qt looks at a whole branch of widgets anew whenever it is given a parent, so that a window put
    together from the inside out pays for each widget as often as it is deep.
    """
    app = QApplication.instance()
    sheet = app.styleSheet() if isinstance(app, QApplication) else ""
    if not isinstance(app, QApplication) or not sheet:
        yield
        return
    app.setStyleSheet("")
    try:
        yield
    finally:
        app.setStyleSheet(sheet)


def use_surround(name: str) -> None:
    """Have panes painted from now on surround their pictures in another grey (a word of `SURROUNDS`)."""
    global SURROUND
    SURROUND = SURROUNDS[name]


def _sheet() -> str:
    """`resources/theme.qss` with its names replaced by colours and files."""
    sheet = resource("resources/theme.qss").read_text(encoding="utf-8")
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.S)
    sheet = re.sub(r"@icon\((\w+)\)", lambda m: f'url("{resource(f"icons/{m[1]}.svg").as_posix()}")', sheet)
    return re.sub(r"@(\w+)", lambda m: _COLOURS[m[1]].name(), sheet)


def font(pixels: int = FONT_PX, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The bundled font with tabular figures."""
    _load_fonts()
    made = QFont([FONT_FAMILY, *_more_families])
    made.setPixelSize(pixels)
    made.setWeight(weight)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if hasattr(made, "setFeature"):  # Qt 6.7
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def use_fonts(families: Sequence[str]) -> None:
    """Ask these families of the system for what the bundled font does not have; before `apply`."""
    _more_families[:] = families


@cache
def _load_fonts() -> None:
    for file in sorted(resource("resources/fonts").glob("*.otf")):
        QFontDatabase.addApplicationFontFromData(QByteArray(file.read_bytes()))


def _palette() -> QPalette:
    roles = {
        QPalette.ColorRole.Window: PANEL,
        QPalette.ColorRole.WindowText: TEXT,
        QPalette.ColorRole.Base: WELL,
        QPalette.ColorRole.AlternateBase: PANEL,
        QPalette.ColorRole.Text: TEXT,
        QPalette.ColorRole.PlaceholderText: TEXT_FAINT,
        QPalette.ColorRole.Button: CARD,
        QPalette.ColorRole.ButtonText: TEXT,
        QPalette.ColorRole.BrightText: TEXT,
        QPalette.ColorRole.ToolTipBase: WELL,
        QPalette.ColorRole.ToolTipText: TEXT,
        QPalette.ColorRole.Highlight: QColor("#5a5a5a"),
        QPalette.ColorRole.HighlightedText: TEXT,
        QPalette.ColorRole.Link: TEXT,
        QPalette.ColorRole.Light: RAISED,
        QPalette.ColorRole.Mid: LINE,
        QPalette.ColorRole.Dark: LINE,
        QPalette.ColorRole.Shadow: LINE,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, colour)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, TEXT_FAINT)
    return palette


def icon(name: str, colour: QColor = TEXT) -> QIcon:
    """The icon `icons/NAME.svg`, drawn for whatever size and scale it is shown at; paler when disabled."""
    return _icon(name, colour.name())


@cache
def _icon(name: str, colour: str) -> QIcon:
    if name != "app":
        return QIcon(_Drawing(name, colour, {}))
    made = QIcon()
    for size in _APP_SIZES:  # a task bar takes one of those that are there
        made.addPixmap(_drawn(_renderer(name, colour), size))
    return made


_clones: list[QIconEngine] = []  # of icons that were changed behind a copy; hardly ever one


class _Drawing(QIconEngine):
    """Draws an icon at the sizes that are asked for, at the first time each."""

    def __init__(self, name: str, colour: str, drawn: dict[tuple[int, QIcon.Mode], QPixmap]) -> None:
        super().__init__()
        self._name, self._colour, self._drawn = name, colour, drawn

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        key = (min(size.width(), size.height()), mode)
        if key not in self._drawn:
            shade = DISABLED.name() if mode == QIcon.Mode.Disabled else self._colour
            self._drawn[key] = _drawn(_renderer(self._name, shade), key[0])
        return self._drawn[key]

    def actualSize(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QSize:
        side = min(size.width(), size.height())
        return QSize(side, side)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.drawPixmap(rect, self.pixmap(rect.size() * painter.device().devicePixelRatioF(), mode, state))

    def clone(self) -> QIconEngine:
        made = _Drawing(self._name, self._colour, self._drawn)
        _clones.append(made)  # Qt takes it over, but PySide does not know
        return made


def pixmap(name: str, size: int, scale: float, colour: QColor = TEXT) -> QPixmap:
    """An icon in any colour, for widgets that paint themselves; `scale` is the device pixel ratio."""
    made = _drawn(_renderer(name, colour.name()), round(size * scale))
    made.setDevicePixelRatio(scale)
    return made


def _renderer(name: str, colour: str) -> QSvgRenderer:
    source = resource(f"icons/{name}.svg").read_bytes()
    return QSvgRenderer(QByteArray(source.replace(b"#dedede", colour.encode())))


def _drawn(renderer: QSvgRenderer, size: int) -> QPixmap:
    made = QPixmap(size, size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return made
