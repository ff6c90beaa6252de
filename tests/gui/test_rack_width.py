"""The rack in languages of long words: never narrower than its texts, and every row of buttons in sight."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QSplitter

from tests.gui.bench import opened
from tuner.gui import language, theme
from tuner.gui.rack import MINIMUM_WIDTH


@pytest.fixture(params=["fi", "en"])
def spoken(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    """A language in force."""
    theme.apply(qapp)
    language.use(qapp, request.param)
    yield request.param
    language.use(qapp, "en")


def test_at_its_minimum_width_nothing_of_the_rack_is_cut(qtbot, spoken):
    with opened(qtbot, size=(960, 540)) as window:
        rack = window.rack
        rack.expand(["black_level", "sharpen"])
        rack.show_times(dict.fromkeys(rack.cards, 88.8))
        (split,) = (s for s in window.findChildren(QSplitter) if s.isAncestorOf(rack))
        qtbot.waitUntil(lambda: all(rack.cards[name].filled for name in ("black_level", "sharpen")))
        split.setSizes([1 if split.widget(i) is rack else 9999 for i in range(split.count())])
        content, seen = rack.area.widget(), rack.area.viewport()
        qtbot.waitUntil(lambda: content.width() == seen.width() >= content.minimumSizeHint().width())
        assert rack.width() >= MINIMUM_WIDTH
        if spoken == "en":
            assert rack.width() == MINIMUM_WIDTH
        for card in rack.cards.values():
            for label in (card.title, card.ms):
                assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
        for knob in rack.cards["black_level"].knobs.values():
            label = knob.findChild(QLabel)
            assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width()
        rows = [button.parentWidget() for button in rack.cards["black_level"].buttons]
        qtbot.waitUntil(lambda: all(row.rect().contains(row.childrenRect()) for row in rows))


def test_the_time_of_a_stage_moves_nothing(qtbot, qapp):
    theme.apply(qapp)
    language.use(qapp, "en")
    with opened(qtbot) as window:
        card, needs = window.rack.cards["raw_denoise"], set()
        for ms in (1.0, 9.9, 10.0, 99.9, 1234.0):
            card.show_ms(ms)
            needs.add(card.minimumSizeHint().width())
        assert len(needs) == 1
