"""The theme: bundled font, icons, data found wherever the program is installed."""

from __future__ import annotations

import gc
import re
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontInfo, QFontMetrics, QIcon
from PySide6.QtWidgets import QApplication

from tuner.gui import theme

ICONS = sorted(p.stem for p in theme.resource("icons").glob("*.svg"))


def test_the_bundled_font_is_the_one_drawn_with(qapp: QApplication) -> None:
    """Not a system's replacement, so that screenshots agree between machines."""
    theme.apply(qapp)
    info = QFontInfo(qapp.font())
    assert (info.family(), info.pixelSize()) == ("Inter", theme.FONT_PX)


def test_figures_are_tabular(qapp: QApplication) -> None:
    """1 and 8 take the same room, so a value does not jitter while it changes."""
    metrics = QFontMetrics(theme.font())
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_the_style_sheet_names_only_colours_and_icons_there_are(qapp: QApplication) -> None:
    """Nothing is left unreplaced."""
    theme.apply(qapp)
    assert not re.search(r"@\w", qapp.styleSheet())
    for path in re.findall(r'url\("(.+?)"\)', qapp.styleSheet()):
        assert Path(path).is_file()


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_is_drawn_sharp_and_paler_when_disabled(qapp: QApplication, name: str) -> None:
    """At both usual scales, with more than nothing on it."""
    icon = theme.icon(name)
    for scale in (1.0, 2.0):
        image = icon.pixmap(QSize(20, 20), scale).toImage()
        assert image.width() == 20 * scale
        assert any(image.pixelColor(x, y).alpha() for y in range(image.height()) for x in range(image.width()))
    if name != "app":
        assert "#dedede" in theme.resource(f"icons/{name}.svg").read_text()
        assert icon.pixmap(20, 20).toImage() != icon.pixmap(20, 20, QIcon.Mode.Disabled).toImage()


def test_an_icon_may_be_changed_behind_a_copy(qapp: QApplication) -> None:
    """Qt then makes the copy a drawing of its own, which must outlive what Python knows of it."""
    plain = theme.icon("open")
    copies = [QIcon(plain) for _ in range(20)]
    for copy in copies:
        copy.setIsMask(True)
    gc.collect()
    assert all(copy.pixmap(20, 20).toImage() == plain.pixmap(20, 20).toImage() for copy in copies)


def test_data_is_found_in_an_installed_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel carries resources/ and icons/ below the package, not beside it."""
    package = tmp_path / "tuner"
    shutil.copytree(theme.resource("icons"), package / "_data" / "icons")
    (package / "gui").mkdir()
    monkeypatch.setattr(theme, "__file__", str(package / "gui" / "theme.py"))
    assert theme.resource("icons/app.svg") == package / "_data" / "icons" / "app.svg"
    with pytest.raises(FileNotFoundError, match=r"resources/theme\.qss is missing"):
        theme.resource("resources/theme.qss")


def test_the_font_carries_its_licence() -> None:
    """The OFL asks for it."""
    assert "SIL OPEN FONT LICENSE" in theme.resource("resources/fonts/OFL.txt").read_text()


def test_text_can_be_read() -> None:
    """WCAG contrast of at least 4.5 on panel and card, 3 for the faintest."""

    def light(colour: object) -> float:
        parts = [getattr(colour, part)() for part in ("redF", "greenF", "blueF")]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for ground in (theme.PANEL, theme.CARD, theme.WELL):
        for text, least in ((theme.TEXT, 7.0), (theme.TEXT_DIM, 4.5), (theme.TEXT_FAINT, 3.0)):
            assert (light(text) + 0.05) / (light(ground) + 0.05) >= least
