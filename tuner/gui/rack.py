"""The stage rack: the line from top to bottom, one card a stage, derived from the declarations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from tuner.app.session import Event, Session
from tuner.core.domain import Domain
from tuner.core.param import params_of
from tuner.core.recipe import Recipe, Setting
from tuner.core.stage import Stage
from tuner.gui.card import Card
from tuner.gui.knobs import label_width
from tuner.measure.solvers import SOLVERS

WIDTH = 348
MINIMUM_WIDTH = 300

GROUPS: Mapping[Domain, tuple[str, str]] = {
    Domain.SENSOR: ("Sensor", "mosaic · linear"),
    Domain.MOSAIC: ("Sensor", "mosaic · linear"),
    Domain.CAMERA: ("Scene", "camera RGB · linear"),
    Domain.LINEAR: ("Display", "linear to coded RGB"),
    Domain.CODED: ("Display", "linear to coded RGB"),
    Domain.YCC: ("Luma · chroma", "Y′CbCr"),
    Domain.PICTURE: ("Picture", "coded RGB, 0 to 1"),
}
"""Heading and caption of the stages that read a domain."""

OPEN_FIRST = ("white_balance", "exposure", "sharpen")
"""Cards that are open in a new window: what nearly every session begins with."""


def group_of(stage: Stage) -> tuple[str, str]:
    """The heading and caption a stage stands under: its input's domain decides."""
    return GROUPS[stage.reads]


class _Search(QLineEdit):
    """The search field; Escape empties it, and gives the focus away when it is empty."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("find")
        self.setPlaceholderText("Find a parameter")
        self.setAccessibleName("Find a parameter")
        self.setToolTip("<p>Stage, parameter or words of its help. Press / to come here, Escape to see all again.</p>")
        hint = QLabel("/", self)
        hint.setObjectName("note")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 11, 0)
        row.addWidget(hint, 0, Qt.AlignmentFlag.AlignRight)
        self.textChanged.connect(lambda text: hint.setVisible(not text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.clearFocus()


class RackPanel(QWidget):
    """Every stage of the session's rack.

    `solve_requested` and `pick_requested` carry a `Solver`; the second needs a region of the picture first.
    `message` carries one sentence for the status bar.
    """

    solve_requested = Signal(object)
    pick_requested = Signal(object)
    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rack")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(MINIMUM_WIDTH)
        self.setAccessibleName("Stages")
        self._session = session
        self._resolved: Recipe | None = None
        self._shown: dict[str, tuple[Setting, Setting, Setting | None]] = {}
        self.cards: dict[str, Card] = {}
        self._headings: list[tuple[QWidget, list[Card]]] = []
        self.search_field = _Search()
        self.search_field.textChanged.connect(self._search)
        self._none = QLabel()
        self._none.setObjectName("note")
        self._none.setWordWrap(True)
        self._none.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(7, 8, 0, 0)
        layout.setSpacing(6)
        field_row = QHBoxLayout()
        field_row.setContentsMargins(0, 0, 7, 0)
        field_row.addWidget(self.search_field)
        layout.addLayout(field_row)
        layout.addWidget(self._scrolled(self._content()), 1)
        told = self._told
        session.listen(told)
        self.destroyed.connect(lambda: session.ignore(told))
        self._refresh()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 800)

    # -- building

    def _content(self) -> QWidget:
        content = QWidget()
        content.setObjectName("rack_content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 2, 0, 12)
        column.setSpacing(3)
        width = label_width([p for stage in self._session.rack for p in params_of(stage.params)])
        for (title, caption), stages in groupby(self._session.rack, group_of):
            heading = _heading(title, caption)
            column.addWidget(heading)
            cards = [self._card(stage, width) for stage in stages]
            for card in cards:
                column.addWidget(card)
            self._headings.append((heading, cards))
        column.addWidget(self._none)
        column.addStretch(1)
        return content

    def _card(self, stage: Stage, width: int) -> Card:
        card = Card(self._session, stage, [s for s in SOLVERS if s.stage == stage.name], width)
        card.solve_requested.connect(self.solve_requested)
        card.pick_requested.connect(self.pick_requested)
        card.message.connect(self.message)
        card.expand_all.connect(self._expand_all)
        card.expanded = stage.name in OPEN_FIRST
        self.cards[stage.name] = card
        return card

    def _scrolled(self, content: QWidget) -> QScrollArea:
        area = QScrollArea()
        area.setWidget(content)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # so that nothing moves when cards open
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area = area
        return area

    # -- showing

    def show_times(self, times: Mapping[str, float]) -> None:
        """Show the ms of each stage in the last render; a stage without an entry shows none."""
        for name, card in self.cards.items():
            card.show_ms(times.get(name))

    def show_resolved(self, recipe: Recipe | None) -> None:
        """Take the numbers in force, which knobs that wait for another choice show."""
        self._resolved = recipe
        self._refresh()

    def _told(self, event: Event) -> None:
        if event != "frame":
            self._refresh()

    def _refresh(self) -> None:
        """Update the cards of the stages that changed, and only those."""
        recipe, baseline, resolved = self._session.recipe, self._session.baseline, self._resolved
        for name, card in self.cards.items():
            now = (recipe[name], baseline[name], resolved[name] if resolved else None)
            if self._shown.get(name) != now:
                self._shown[name] = now
                card.refresh(resolved)

    # -- searching, opening

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def _search(self, text: str) -> None:
        words = text.lower().split()
        for heading, cards in self._headings:
            found = [card.search(words) for card in cards]
            heading.setVisible(any(found))
        self._none.setText(f"Nothing is called “{text.strip()}”. Press Escape to see every stage.")
        self._none.setVisible(bool(words) and not any(h.isVisibleTo(self) for h, _ in self._headings))

    def expanded(self) -> list[str]:
        """Names of the stages whose cards are open."""
        return [name for name, card in self.cards.items() if card.expanded]

    def expand(self, names: Iterable[str]) -> None:
        """Open these cards and close the others."""
        wanted = set(names)
        for name, card in self.cards.items():
            card.expanded = name in wanted

    def _expand_all(self, on: bool) -> None:
        self.expand(self.cards if on else ())


def _heading(title: str, caption: str) -> QWidget:
    heading = QWidget()
    row = QHBoxLayout(heading)
    row.setContentsMargins(4, 9, 5, 2)
    left, right = QLabel(title.upper()), QLabel(caption)
    left.setObjectName("group")
    right.setObjectName("group_domain")
    row.addWidget(left)
    row.addStretch(1)
    row.addWidget(right)
    return heading
