"""A card: one stage of the line, with its switch, its state, its time and its knobs."""

from __future__ import annotations

import html
from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from tuner.app.session import Session
from tuner.app.tabling import layer_name
from tuner.core.param import params_of
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage
from tuner.gui import theme
from tuner.gui.card_header import HEADER, Dot, Header, differences
from tuner.gui.controls import icon_button, restyle
from tuner.gui.flow import Flow
from tuner.gui.knobs import Knob
from tuner.gui.labels import label_text
from tuner.gui.language import param_title, stage_title, tr
from tuner.gui.row import INDENT
from tuner.gui.tied_strip import TiedStrip
from tuner.gui.toggle import TRACK, Toggle
from tuner.measure.solvers import Solver


class Card(QFrame):
    """One stage of the rack."""

    message = Signal(str)
    solve_requested = Signal(object)
    pick_requested = Signal(object)
    look_asked = Signal(str)  # the picture behind the stage is wanted, or no longer
    expand_all = Signal(bool)
    made = Signal(object)  # a knob, when it is

    def __init__(self, session: Session, stage: Stage, solvers: Sequence[Solver], label_width: int) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._session, self.stage, self._solvers = session, stage, solvers
        self.params = params_of(stage.params)
        self._switch_path = f"{stage.name}.enabled"
        self._label_width = label_width
        self._knobs: dict[str, Knob] | None = None
        self._buttons: list[QPushButton] = []
        self._resolved: Recipe | None = None
        self.fitting = {p.name for p in self.params}  # the parameters that what is searched for is found in
        self._filtered = self._looking = False
        self.strip: TiedStrip | None = None
        self._layer = ""  # that the switch comes from
        self._expanded = False
        self.body = QWidget()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header())
        layout.addWidget(self.body)
        self.expanded = False

    # -- building

    def _header(self) -> QWidget:
        header = Header()
        header.setFixedHeight(HEADER)
        header.setToolTip("<p>" + html.escape(self.stage.doc.split("\n", 1)[0]) + "</p>")
        header.clicked.connect(self._fold)
        self.chevron = icon_button(
            "chevron_right", f"{stage_title(self.stage)}: " + tr("card", "show or hide the knobs"), 12
        )
        self.chevron.clicked.connect(lambda: self._fold(_shift()))
        self.toggle = Toggle()
        self.toggle.setAccessibleName(f"{stage_title(self.stage)}: " + tr("window", "on"))
        self.toggle.setToolTip("Switch the stage on or off.")
        self.toggle.clicked.connect(self._switch)
        space = QWidget()  # keeps the titles in one column
        space.setFixedWidth(TRACK.width() + 4)
        self.toggle.setVisible(self.stage.switchable)
        self.title, self.ms, self.dot = QLabel(stage_title(self.stage)), QLabel(), Dot()
        self.title.setObjectName("stage_title")
        self.ms.setObjectName("stage_ms")
        self.ms.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.ms.setToolTip(
            "Thread time in the last render, in ms. Stages that share a loop are given equal parts of its time."
        )
        self.eye = icon_button("eye", tr("card", "Picture behind {stage}").format(stage=stage_title(self.stage)), 14)
        self.eye.setToolTip("<p>The picture behind this stage in place of the processed one (T); again: back.</p>")
        self.eye.setCheckable(True)
        self.eye.clicked.connect(lambda: self.look_asked.emit(self.stage.name))
        self.reset = icon_button("reset", tr("history", "Reset {name}").format(name=stage_title(self.stage)), 14)
        self.reset.setToolTip("<p>Back to the defaults; with Ctrl to the loaded profile.</p>")
        self.reset.clicked.connect(self._reset)
        row = QHBoxLayout(header)
        row.setContentsMargins(4, 0, 6, 0)
        row.setSpacing(0)
        for widget, gap in (
            (self.chevron, 4),
            (self.toggle if self.stage.switchable else space, 6),
            (self.title, 3),
            (self.dot, 0),
        ):
            row.addWidget(widget)
            row.addSpacing(gap)
        row.addStretch(1)
        row.addWidget(self.ms)
        row.addSpacing(4)
        row.addWidget(self.eye)
        row.addWidget(self.reset)
        return header

    @property
    def knobs(self) -> dict[str, Knob]:
        """The knobs by name. They are made when first needed: most cards are closed, and the window is open sooner."""
        self.fill()
        assert self._knobs is not None
        return self._knobs

    @property
    def filled(self) -> Collection[Knob]:
        """The knobs, as far as they are made."""
        return (self._knobs or {}).values()

    @property
    def buttons(self) -> list[QPushButton]:
        """One for each solver."""
        self.fill()
        return self._buttons

    def fill(self) -> bool:
        """Make the knobs; False when they were there."""
        if self._knobs is not None:
            return False
        self._knobs = {p.name: Knob(self._session, self.stage, p, self._label_width) for p in self.params}
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 2, 7, 9)
        column.setSpacing(4)
        for knob in self._knobs.values():
            knob.message.connect(self.message)
            column.addWidget(knob)
        if self._solvers:
            row = QWidget()
            flow = Flow(row)
            flow.setContentsMargins(INDENT, 0, 0, 0)
            for solver in self._solvers:
                self._buttons.append(self._solver_button(solver))
                flow.addWidget(self._buttons[-1])
            column.addSpacing(3)
            column.addWidget(row)
        if not self._knobs and not self._solvers:
            note = QLabel(tr("card", "No parameters."))
            note.setObjectName("note")
            note.setContentsMargins(INDENT, 0, 0, 0)
            column.addWidget(note)
        self._adopt(holder)
        for knob in self._knobs.values():
            knob.refresh(self._resolved)
            self.made.emit(knob)
        return True

    def _adopt(self, holder: QWidget) -> None:
        """Put what was made into the body, and behind the header in the order of the Tab key."""
        chain, widget = [], holder.nextInFocusChain()
        while widget is not None and widget is not holder:
            chain.append(widget)
            widget = widget.nextInFocusChain()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(holder)
        before: QWidget = self.strip or self.reset
        for widget in chain:
            QWidget.setTabOrder(before, widget)
            before = widget

    def _solver_button(self, solver: Solver) -> QPushButton:
        button = QPushButton(tr("solvers", solver.title) + ("…" if solver.takes_region else ""))
        button.setToolTip(f"<p>{html.escape(solver.help)}</p>")
        button.setAccessibleName(f"{stage_title(self.stage)}: {tr('solvers', solver.title)}")
        signal = self.pick_requested if solver.takes_region else self.solve_requested
        button.clicked.connect(lambda: signal.emit(solver))
        return button

    # -- open and closed, found and hidden

    @property
    def expanded(self) -> bool:
        """Whether the knobs are shown (a search may show them all the same)."""
        return self._expanded

    @expanded.setter
    def expanded(self, on: bool) -> None:
        self._expanded = on
        self._show_body()

    def _show_body(self) -> None:
        on = self._expanded or self._filtered
        if on:
            self.fill()
        self.body.setVisible(on)
        self.chevron.setIcon(theme.icon("chevron_down" if on else "chevron_right", theme.TEXT_DIM))

    def _fold(self, every: bool) -> None:
        self.expanded = not self._expanded
        if every:
            self.expand_all.emit(self._expanded)

    def search(self, words: list[str]) -> bool:
        """Show what every word is found in: the stage, or single knobs. True when anything is."""
        stage = f"{self.stage.title} {stage_title(self.stage)} {self.stage.name}".lower()
        whole = all(word in stage for word in words)
        own = {p.name: param_title(self.stage, label_text(p)) for p in self.params}
        texts = {p.name: f"{stage} {p.name} {own[p.name]} {label_text(p)} {p.help}".lower() for p in self.params}
        self.fitting = {name for name, text in texts.items() if whole or all(word in text for word in words)}
        found = bool(self.fitting)
        if self._knobs is not None or (found and not whole):
            for name, knob in self.knobs.items():
                knob.setVisible(name in self.fitting)
        named = any(all(word in title.lower() for word in words) for title in own.values())
        self._filtered = (
            bool(words) and found and (named or not whole)
        )  # a knob of that name is shown, not its stage alone
        self.setVisible(found or whole)
        self._show_body()
        return found or whole

    # -- showing

    def refresh(self, resolved: Recipe | None) -> None:
        """Show the session's values of this stage."""
        setting = self._session.recipe[self.stage.name]
        self._resolved = resolved
        self.toggle.show_value(setting.enabled)
        restyle(self.title, off=not setting.enabled)
        for knob in self.filled:
            knob.refresh(resolved)
        self._show_knots()
        lines = differences(self._session, self.stage)
        self.dot.show_differences(lines)
        self.reset.setEnabled(
            setting.params != self.stage.params() or setting.enabled != self.stage.enabled or bool(lines)
        )

    def _show_knots(self) -> None:
        """The knots of the switch, while it is a table over conditions, and the layer it comes from."""
        if not self.stage.switchable:
            return
        layer = layer_name(self._session, self._switch_path)
        if layer != self._layer:  # a card is shown anew with every tick of its sliders
            self._layer = layer
            origin = f"<p>From the layer “{html.escape(layer)}”.</p>" if layer else ""
            self.toggle.setToolTip("<p>Switch the stage on or off.</p>" + origin)
        if self.strip is None:
            if self._session.tuning.table(self._switch_path) is None:
                return
            self.strip = TiedStrip(self._session, self._switch_path, stage_title(self.stage))
            self.strip.said.connect(lambda words: self.message.emit(f"{stage_title(self.stage)}: {words}"))
            row = QHBoxLayout()
            row.setContentsMargins(INDENT, 0, 7, 5)
            row.addWidget(self.strip)
            column = self.layout()
            assert isinstance(column, QVBoxLayout)
            column.insertLayout(1, row)
            QWidget.setTabOrder(self.reset, self.strip)
        self.strip.follow()

    def show_look(self, on: bool) -> None:
        """Whether the picture behind this stage is on screen."""
        self.eye.setChecked(on)
        if on != self._looking:
            self._looking = on
            self.eye.setIcon(theme.icon("eye", theme.ACCENT if on else theme.TEXT_DIM))

    def show_ms(self, ms: float | None) -> None:
        """Show the stage's time in the last render."""
        self.ms.setMinimumWidth(self.ms.fontMetrics().horizontalAdvance("0000"))  # so that no digit moves the rack
        self.ms.setText("" if ms is None else f"{ms:.1f}" if ms < 99.95 else f"{ms:.0f}")

    # -- what the user does

    def _switch(self, on: bool) -> None:
        self._session.change({self._switch_path: on}, label=f"{self.stage.title} · {'On' if on else 'Off'}")

    def _reset(self) -> None:
        ctrl = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        self._session.reset(self.stage.name, to_baseline=ctrl)


def _shift() -> bool:
    return bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
