"""The stage rack: the line from top to bottom, one card a stage, derived from the declarations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from PySide6.QtCore import QMetaMethod, QPoint, QSettings, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from tuner.app.session import Event, Session
from tuner.core.param import params_of
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage
from tuner.gui.card import Card
from tuner.gui.card_header import HEADER
from tuner.gui.condition_bar import ConditionBar
from tuner.gui.curve import CurveControl
from tuner.gui.favourites import Favourites
from tuner.gui.filling import Filling
from tuner.gui.heading import Heading, group_of
from tuner.gui.knobs import Knob
from tuner.gui.labels import label_width
from tuner.gui.language import say
from tuner.gui.menus import card_menu, knob_menu
from tuner.gui.paste import copy_parameters, paste_parameters
from tuner.gui.rack_memory import FAVOURITES, FOLDED, OPEN, RackMemory
from tuner.gui.row import INDENT, asks_for_menu
from tuner.gui.scrolled import beside, upright
from tuner.gui.search import SearchField, nothing_called
from tuner.gui.under_condition import UnderCondition
from tuner.measure.solvers import SOLVERS

WIDTH, MINIMUM_WIDTH = 348, 300  # the second for short words: a language of long ones takes what it needs
_LEFT = 7

OPEN_FIRST = ("white_balance", "exposure", "sharpen")  # cards that are open at first: what nearly all begin with


class RackPanel(QWidget):
    """Every stage of the session's rack.

    `solve_requested` and `pick_requested` carry a `Solver`; the second needs a region of the picture first.
    `message` carries one sentence for the status bar. `sweep_asked` carries the names of a stage and a parameter; the
    knobs' menus offer it once something is connected to it.
    """

    solve_requested = Signal(object)
    pick_requested = Signal(object)
    message = Signal(str)
    sweep_asked = Signal(str, str)
    look_asked = Signal(str)
    _menu: QMenu | None = None

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rack")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Stages")
        self._session = session
        self._resolved: Recipe | None = None
        self._shown: dict[str, tuple[object, ...]] = {}
        self.cards: dict[str, Card] = {}
        self._filling, self._memory = Filling(self.cards, self), RackMemory(None)
        self._headings: list[tuple[Heading, list[Card]]] = []
        self.search_field = SearchField()
        self.search_field.textChanged.connect(self._search)
        self._none = QLabel()
        self._none.setObjectName("note")
        self._none.setWordWrap(True)
        self._none.hide()
        self.condition = ConditionBar(session)
        self.condition.message.connect(self.message)
        self.area = upright(self._content(), MINIMUM_WIDTH - _LEFT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_LEFT, 8, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.condition)
        layout.addLayout(beside(self.search_field))
        layout.addWidget(self.area, 1)
        QShortcut(QKeySequence.StandardKey.Find, self, self.focus_search)
        told = self._told
        session.listen(told)
        self.destroyed.connect(lambda: session.ignore(told))
        self._refresh()

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, 800)

    def end(self) -> None:
        """The window closes: make no more knobs."""
        self._filling.end()

    # -- building

    def _content(self) -> QWidget:
        content = QWidget()
        content.setObjectName("rack_content")
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 2, 0, 12)
        column.setSpacing(3)
        width = label_width([(stage, p) for stage in self._session.rack for p in params_of(stage.params)])
        self.favourites = Favourites(self._session, width)
        self.favourites.made.connect(self._adopt)
        self.favourites.made.connect(lambda knob: knob.message.connect(self.message))  # a card does it for its own
        column.addWidget(self.favourites)
        for (title, caption), stages in groupby(self._session.rack, group_of):
            heading = Heading(title, caption)
            heading.turned.connect(self._show_groups)
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
        card.look_asked.connect(self.look_asked)
        card.message.connect(self.message)
        card.expand_all.connect(self._expand_all)
        card.made.connect(self._adopt_own)
        card.expanded = stage.name in OPEN_FIRST
        card.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        card.customContextMenuRequested.connect(lambda at: self._show_card_menu(card, card.mapToGlobal(at)))
        self.cards[stage.name] = card
        return card

    def _adopt_own(self, knob: Knob) -> None:
        self._adopt(knob)
        knob.show_favourite(knob.path in self.favourites.knobs)

    def _adopt(self, knob: Knob) -> None:
        knob.menu_asked.connect(lambda at: self._show_knob_menu(knob, at))
        knob.starred.connect(lambda on: self.star(knob.path, on))

    # -- showing

    def show_times(self, times: Mapping[str, float]) -> None:
        """Show the ms of each stage in the last render; a stage without an entry shows none."""
        for name, card in self.cards.items():
            card.show_ms(times.get(name))

    def show_resolved(self, recipe: Recipe | None) -> None:
        """Take the numbers in force, which knobs that wait for another choice show."""
        self._resolved = recipe
        self._refresh()
        if recipe is not None:
            self._filling.begin()

    def show_histogram(self, path: str, counts: Sequence[float] | None) -> None:
        """Show, behind the curve of that parameter, how often each level of its stage's input occurs (0 to 1)."""
        stage, name = self._session.rack.split(path)
        for knob in (self.cards[stage.name].knobs[name], self.favourites.knobs.get(path)):
            if knob is not None and isinstance(knob.control, CurveControl):
                knob.control.set_histogram(counts)

    def _told(self, event: Event) -> None:
        if event == "frame":
            self._search(self.search_field.text())  # other cards serve another kind of sensor
        else:
            self._refresh()

    def _serves(self, card: Card) -> bool:
        """Whether a stage is part of the line for the open raw's sensor; without one, for sensors with filters."""
        frame = self._session.frame
        return card.stage.filters != "none" if frame is None else card.stage.serves(frame.facts)

    def _refresh(self) -> None:
        """Update the cards of the stages that changed, and only those."""
        recipe, baseline, resolved = self._session.recipe, self._session.baseline, self._resolved
        of_stages = zip(recipe.settings, baseline.settings, (resolved or recipe).settings, strict=True)
        for (name, card), settings in zip(self.cards.items(), of_stages, strict=True):
            now = (*settings, resolved is None, self._session.beyond(name))
            if self._shown.get(name) != now:
                self._shown[name] = now
                card.refresh(resolved)
                self.favourites.refresh(resolved, name)

    # -- searching, opening

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self.search_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_field.selectAll()

    def _search(self, text: str) -> None:
        words = text.lower().split()
        for heading, cards in self._headings:
            found = [card.search(words) and self._serves(card) for card in cards]
            for card in cards:
                card.setHidden(card.isHidden() or not self._serves(card))
            heading.setVisible(any(found))
        fits = {f"{stage}.{name}" for stage, card in self.cards.items() for name in card.fitting}
        self.favourites.search(words, fits)
        self._show_groups()
        self._none.setText(nothing_called(text))
        self._none.setVisible(bool(words) and not any(h.isVisibleTo(self) for h, _ in self._headings))

    def _show_groups(self) -> None:
        """Hide the cards of folded groups; a search looks into them all the same."""
        if not self.search_field.text().strip():
            for heading, cards in self._headings:
                for card in cards:
                    card.setVisible(not heading.folded and self._serves(card))

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

    # -- favourites, and what is remembered

    def remember(self, settings: QSettings | None) -> None:
        """Take over what was kept in the user's settings, and keep it there from now on."""
        self._memory = RackMemory(settings)
        self._star(self._memory.names(FAVOURITES) or [])
        opened = self._memory.names(OPEN)
        if opened is not None:
            self.expand(opened)
        folded = self._memory.names(FOLDED) or []
        for heading in (self.favourites.heading, *(heading for heading, _ in self._headings)):
            heading.fold(heading.title in folded)
        self._show_groups()
        self.favourites.search([], set())

    def star(self, path: str, on: bool) -> None:
        """Make a parameter a favourite, or no longer; remembered at once."""
        paths = [p for p in self.favourites.knobs if p != path]
        self._star([*paths, path] if on else paths)
        self._memory.keep(FAVOURITES, self.favourites.knobs)

    def _star(self, paths: Iterable[str]) -> None:
        self.favourites.show_paths(paths)
        for card in self.cards.values():
            for knob in card.filled:
                knob.show_favourite(knob.path in self.favourites.knobs)

    def hideEvent(self, event: QHideEvent) -> None:
        headings = (self.favourites.heading, *(heading for heading, _ in self._headings))
        self._memory.keep(OPEN, self.expanded())
        self._memory.keep(FOLDED, [heading.title for heading in headings if heading.folded])
        super().hideEvent(event)

    # -- menus, copying and pasting

    def copy_all(self) -> None:
        """Every parameter of the line, on the clipboard."""
        copy_parameters(self._session.recipe)
        self.message.emit(say("Copied every parameter; pasting shows what would change."))

    def paste(self) -> None:
        """Show what the clipboard's parameters would change."""
        paste_parameters(self._session, self, self.message.emit)

    def show_under(self) -> None:
        """Every value under the condition in force, and where it comes from."""
        self.under = UnderCondition(self._session, self)
        self.under.show()

    def _show_knob_menu(self, knob: Knob, at: QPoint) -> None:
        stage, name = knob.stage.name, knob.param.name
        known = self.isSignalConnected(QMetaMethod.fromSignal(self.sweep_asked))
        self._pop(knob_menu(knob, (lambda: self.sweep_asked.emit(stage, name)) if known else None), at)

    def _pop(self, menu: QMenu, at: QPoint) -> None:
        if self._menu is not None:  # a key may ask twice: by itself, and through the window system
            menu.deleteLater()
            return
        self._menu = menu
        menu.aboutToHide.connect(self._menu_closed)
        menu.popup(at)

    def _menu_closed(self) -> None:
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = None

    def _show_card_menu(self, card: Card, at: QPoint) -> None:
        self._pop(card_menu(self._session, card.stage, self, self.message.emit), at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = next((c for c in self.cards.values() if c.isAncestorOf(self.focusWidget() or self)), None)
        if asks_for_menu(event) and card is not None:
            self._show_card_menu(card, card.mapToGlobal(QPoint(INDENT, HEADER)))
        else:
            super().keyPressEvent(event)
