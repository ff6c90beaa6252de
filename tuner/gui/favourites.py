"""The knobs a user turns most, at the top of the rack: second knobs of the same parameters, stage by stage."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tuner.app.session import Session
from tuner.core.recipe import Recipe
from tuner.gui.heading import Heading
from tuner.gui.knobs import Knob
from tuner.gui.language import stage_title
from tuner.gui.row import INDENT

HEADING = ("Favourites", "of all stages")


class Favourites(QWidget):
    """The group of favourites; not there while there is none.

    `made` carries each knob that is made, so that its menu and messages are tied like those of the cards; `turned` tells
    that the group was folded or unfolded.
    """

    made = Signal(object)
    turned = Signal()

    def __init__(self, session: Session, label_width: int) -> None:
        super().__init__()
        self._session, self._width = session, label_width
        self._resolved: Recipe | None = None
        self._words: list[str] = []
        self.knobs: dict[str, Knob] = {}
        self._stages: list[tuple[QLabel, list[Knob]]] = []
        self.heading = Heading(*HEADING)
        self.heading.turned.connect(self._show)
        self.heading.turned.connect(self.turned)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(self.heading)
        self._card: QFrame | None = None
        self.hide()

    def show_paths(self, paths: Iterable[str]) -> None:
        """Show these parameters, in line order; paths that name none are left out."""
        wanted = set(paths)
        column = self.layout()
        if self._card is not None and column is not None:
            column.removeWidget(self._card)
            self._card.setParent(None)
            self._card.deleteLater()
        self._card, self._stages, self.knobs = QFrame(), [], {}
        self._card.setObjectName("card")
        self._card.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        rows = QVBoxLayout(self._card)
        rows.setContentsMargins(0, 5, 7, 9)
        rows.setSpacing(4)
        for stage in self._session.rack:
            names = [name for name in stage.params.model_fields if f"{stage.name}.{name}" in wanted]
            if names:
                title = QLabel(stage_title(stage))
                title.setObjectName("note")
                title.setContentsMargins(INDENT, 2, 0, 0)
                rows.addWidget(title)
                knobs = [Knob(self._session, stage, stage.param(name), self._width) for name in names]
                self._stages.append((title, knobs))
                for knob in knobs:
                    rows.addWidget(knob)
                    self.knobs[knob.path] = knob
                    knob.show_favourite(True)
                    self.made.emit(knob)
        if column is not None:
            column.addWidget(self._card)
        self.refresh(self._resolved)
        self._show()

    def refresh(self, resolved: Recipe | None, stage: str = "") -> None:
        """Show the session's values, of one stage or of all; `resolved` holds the numbers in force."""
        self._resolved = resolved
        for knob in self.knobs.values():
            if knob.stage.name == stage or not stage:
                knob.refresh(resolved)

    def search(self, words: list[str], fits: set[str]) -> None:
        """Show, while words are searched for, only the parameters `fits` names by path."""
        self._words = words
        for title, knobs in self._stages:
            for knob in knobs:
                knob.setVisible(not words or knob.path in fits)
            title.setVisible(not words or any(knob.path in fits for knob in knobs))
        self._show()
        if words and not fits.intersection(self.knobs):
            self.hide()

    def _show(self) -> None:
        self.setVisible(bool(self.knobs))
        if self._card is not None:
            self._card.setVisible(bool(self._words) or not self.heading.folded)
