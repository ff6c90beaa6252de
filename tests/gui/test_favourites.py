"""Favourites, folded groups, what the rack remembers, and histograms behind its curves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from tuner.app.session import Session
from tuner.gui import theme
from tuner.gui.rack import OPEN_FIRST, RackPanel
from tuner.stages import RACK

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def session() -> Session:
    return Session()


@pytest.fixture
def panel(qapp: QApplication, session: Session) -> Iterator[RackPanel]:
    theme.apply(qapp)
    panel = RackPanel(session)
    panel.resize(320, 700)
    panel.show()
    panel.activateWindow()
    yield panel
    delete(panel)  # at once: a thousand widgets a test would add up


def settings_at(folder: Path) -> QSettings:
    return QSettings(str(folder / "rack.ini"), QSettings.Format.IniFormat)


def test_a_click_on_the_star_makes_a_favourite(panel: RackPanel, session: Session) -> None:
    """It stands at the top and turns the same parameter, as one undo entry; a second click takes it away."""
    panel.expand(RACK.names)
    knob = panel.cards["sharpen"].knobs["amount"]
    assert not panel.favourites.isVisibleTo(panel)
    QTest.mouseClick(knob, LEFT, pos=QPoint(4, knob.height() // 2))
    assert knob.favourite
    assert list(panel.favourites.knobs) == ["sharpen.amount"]
    assert panel.favourites.isVisibleTo(panel)
    twin = panel.favourites.knobs["sharpen.amount"]
    twin.control.slider.setFocus()
    QTest.keyClick(twin.control.slider, Qt.Key.Key_Right)
    assert session.recipe.value("sharpen.amount") == knob.value == twin.value == 0.51
    assert session.history.position == 1
    session.undo()
    assert twin.control.slider.value == 0.5
    QTest.mouseClick(twin, LEFT, pos=QPoint(4, twin.height() // 2))
    assert not knob.favourite
    assert not panel.favourites.isVisibleTo(panel)


def test_favourites_stand_in_line_order_and_show_the_numbers_in_force(panel: RackPanel, session: Session) -> None:
    for path in ("sharpen.amount", "black_level.red", "sharpen.sigma"):
        panel.star(path, True)
    assert list(panel.favourites.knobs) == ["black_level.red", "sharpen.amount", "sharpen.sigma"]
    panel.show_resolved(session.recipe.with_value("black_level.red", 512.0))
    assert panel.favourites.knobs["black_level.red"].value == 512.0
    said: list[str] = []
    panel.message.connect(said.append)
    panel.favourites.knobs["sharpen.amount"].paste("99")
    assert len(said) == 1


def test_a_search_looks_into_favourites_and_folded_groups(panel: RackPanel) -> None:
    panel.star("sharpen.amount", True)
    panel.star("exposure.ev", True)
    heading = next(h for h, cards in panel._headings if panel.cards["sharpen"] in cards)
    QTest.mouseClick(heading, LEFT)
    assert not panel.cards["sharpen"].isVisibleTo(panel)
    panel.search_field.setText("sharpen amount")
    assert panel.cards["sharpen"].isVisibleTo(panel)
    assert [p for p, k in panel.favourites.knobs.items() if k.isVisibleTo(panel)] == ["sharpen.amount"]
    panel.search_field.setText("overshoot")
    assert not panel.favourites.isVisibleTo(panel)
    panel.search_field.clear()
    assert not panel.cards["sharpen"].isVisibleTo(panel)
    assert all(k.isVisibleTo(panel) for k in panel.favourites.knobs.values())


def test_a_group_folds_by_key_and_says_so(panel: RackPanel) -> None:
    heading, cards = panel._headings[0]
    cards = [card for card in cards if panel._serves(card)]  # those of other sensors are never shown
    heading.setFocus()
    for on in (True, False):
        QTest.keyClick(heading, Qt.Key.Key_Space)
        assert heading.folded is on
        assert heading.accessibleName().endswith("folded" if on else "shown")
        assert all(card.isVisibleTo(panel) is not on for card in cards)


def test_ctrl_f_goes_to_the_search(panel: RackPanel) -> None:
    panel.cards["sharpen"].toggle.setFocus()
    QTest.keyClick(panel, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert panel.search_field.hasFocus()


def test_the_rack_remembers(panel: RackPanel, session: Session, tmp_path: Path) -> None:
    """Favourites at once, the rest when the window closes; names that are gone are left out."""
    panel.remember(settings_at(tmp_path))
    assert panel.expanded() == list(OPEN_FIRST)  # nothing was kept
    panel.star("exposure.ev", True)
    panel.star("sharpen.amount", True)
    panel.expand(["defects", "output"])
    QTest.mouseClick(panel._headings[1][0], LEFT)
    panel.hide()
    kept = settings_at(tmp_path)
    kept.setValue("rack/favourites", str(kept.value("rack/favourites")) + ";gone.away;sharpen.gone")
    other = RackPanel(session)
    other.remember(kept)
    assert list(other.favourites.knobs) == ["exposure.ev", "sharpen.amount"]
    assert other.cards["exposure"].knobs["ev"].favourite
    assert other.expanded() == ["defects", "output"]
    assert [h.folded for h, _ in other._headings] == [h.folded for h, _ in panel._headings]
    assert other._headings[1][0].folded
    delete(other)


@pytest.mark.parametrize("text", ["", ";;;", "x" * 10**6, "12", "\x00"])
def test_strange_settings_do_no_harm(panel: RackPanel, tmp_path: Path, text: str) -> None:
    settings = settings_at(tmp_path)
    for key in ("rack/favourites", "rack/open", "rack/folded"):
        settings.setValue(key, text)
    panel.remember(settings)
    assert not panel.favourites.knobs
    assert panel.expanded() == []


@pytest.mark.parametrize("width", [300, 338, 480])
def test_nothing_is_cut_among_favourites(panel: RackPanel, width: int) -> None:
    """Every kind of knob, at the least width too."""
    for path in (
        "color_matrix.matrix",
        "linearization.curve",
        "lens_shading.gains",
        "demosaic.method",
        "sharpen.amount",
    ):
        panel.star(path, True)
    panel.favourites.knobs["color_matrix.matrix"].control.lock.click()
    panel.resize(width, 700)
    QApplication.processEvents()
    for child in panel.favourites.findChildren(QWidget):
        if child.isVisible():
            assert child.mapTo(panel.area.widget(), QPoint(child.width(), 0)).x() <= panel.area.viewport().width()


def test_a_histogram_stands_behind_the_curve_and_its_favourite(panel: RackPanel) -> None:
    """A parameter that is no curve takes none."""
    panel.expand(["linearization"])
    panel.star("linearization.curve", True)
    QApplication.processEvents()
    graphs = [k.control.graph for k in (panel.cards["linearization"].knobs["curve"], *panel.favourites.knobs.values())]
    before = [graph.grab().toImage() for graph in graphs]
    panel.show_histogram("linearization.curve", [1, 4, 9])
    panel.show_histogram("sharpen.amount", [1, 4, 9])
    assert all(graph.grab().toImage() != image for graph, image in zip(graphs, before, strict=True))
    panel.show_histogram("linearization.curve", None)
    assert [graph.grab().toImage() for graph in graphs] == before
