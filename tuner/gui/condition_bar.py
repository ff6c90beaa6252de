"""The condition bar: ISO, colour temperature and brightness in force, and where each comes from.

A value typed in takes the place of the file's until it is cleared; the profile's tables are read, and edited, there.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QMenu, QToolButton, QWidget

from tuner.app.session import Event, Session
from tuner.app.tabling import go, known, source
from tuner.core.chain import build
from tuner.core.condition import AXES, UNKNOWN, Condition
from tuner.core.scene import ESTIMATED, light_of
from tuner.gui import theme
from tuner.gui.elided import Elided
from tuner.gui.field import NumberField
from tuner.gui.language import say, tr

_HELP = {
    "iso": "Sensitivity: tables over ISO are read here.",
    "cct": "Colour temperature of the light: tables over CCT are read here.",
    "lux": "Illuminance of the scene; a file's is estimated from its exposure.",
}


class ConditionBar(QWidget):
    """Three fields with what they are from under them, and a menu. `message` carries a sentence."""

    message = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setAccessibleName(tr("window", "Condition"))
        self._shown: tuple[Condition, ...] = ()
        self.fields: dict[str, NumberField] = {}
        self.captions: dict[str, Elided] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(4, 0, 7, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(1)
        for column, axis in enumerate(AXES.values()):
            grid.addWidget(self._label(axis.name), 0, 2 * column, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self._field(axis.name), 0, 2 * column + 1)
            grid.addWidget(self._caption(axis.name), 1, 2 * column, 1, 2)
            grid.setColumnStretch(2 * column + 1, 1)
        self.menu_button = QToolButton()
        self.menu_button.setText("⋯")
        self.menu_button.setStyleSheet("padding: 1px 4px;")
        self.menu_button.setAccessibleName(tr("window", "Condition") + ": " + tr("window", "menu"))
        self.menu_button.setToolTip(
            "<p>The file's condition again, the light of the balance, the profile's default.</p>"
        )
        self.menu_button.clicked.connect(self._pop)
        grid.addWidget(self.menu_button, 0, 6)
        told = self._told
        session.listen(told)
        self.destroyed.connect(lambda: session.ignore(told))
        self.refresh()

    # -- building

    def _label(self, name: str) -> QLabel:
        label = QLabel(tr("window", AXES[name].title))
        label.setObjectName("knob")
        return label

    def _field(self, name: str) -> NumberField:
        axis = AXES[name]
        field = NumberField((axis.minimum, axis.maximum), 1.0)
        field.setAccessibleName(tr("window", axis.title))
        field.setToolTip(f"<p>{_HELP[name]}</p><p>Cleared, it is the file's again.</p>")
        field.setMinimumWidth(44)
        field.setStyleSheet("padding: 2px 3px;")
        field.committed.connect(lambda value: go(self._session, name, value))
        field.refused.connect(lambda typed: self._refused(name, typed))
        self.fields[name] = field
        return field

    def _caption(self, name: str) -> Elided:
        caption = Elided(Qt.TextElideMode.ElideRight)
        caption.setAlignment(Qt.AlignmentFlag.AlignRight)
        caption.setObjectName("note")
        self.captions[name] = caption
        return caption

    # -- showing

    def _told(self, event: Event) -> None:
        now = (self._session.override, self._session.file_condition, self._session.tuning.condition)
        if now != self._shown:  # not at every tick of a drag
            self.refresh()

    def refresh(self) -> None:
        """Show the condition in force."""
        here = known(self._session)
        self._shown = (self._session.override, self._session.file_condition, self._session.tuning.condition)
        for name, value in here:
            assert value is not None
            self.fields[name].show_value(float(f"{value:.3g}") if value < 100 else float(round(value)))
            origin = source(self._session, name)
            words = {
                "set": tr("condition", "set"),
                "file": tr("condition", "estimated") if name in ESTIMATED else tr("condition", "file"),
                "default": tr("condition", "default"),
            }[origin]
            own = self._session.file_condition[name]
            caption = self.captions[name]
            if origin == "set" and own is not None:
                words = tr("condition", "file") + f" {own:.4g}"  # that it is not in force, the colour says
            tip = "" if own is None else f"The file says {AXES[name].text(own)}."
            unit = "" if AXES[name].unit == "1" else f"{AXES[name].unit} · "
            caption.say(words if origin == "set" else unit + words, tip)
            caption.setStyleSheet(f"color: {theme.ACCENT.name()};" if origin == "set" else "")

    def focus(self) -> None:
        """Put the cursor into the first field."""
        self.fields["iso"].setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.fields["iso"].selectAll()

    # -- what the user does

    def _refused(self, name: str, typed: str) -> None:
        if typed.strip():
            axis = AXES[name]
            limits = f"{axis.minimum:.10g} – {axis.maximum:.10g} {axis.unit if axis.unit != '1' else ''}".strip()
            self.message.emit(say("{name} takes a number of {limits}.", name=tr("window", axis.title), limits=limits))
        else:
            go(self._session, name, None)
            self.fields[name].setModified(False)
        self.refresh()

    def to_file(self) -> None:
        """The file's own condition again."""
        self._session.look_under(UNKNOWN)

    def to_light(self) -> None:
        """The light that the white balance in force takes for white, e.g. as a solver found it."""
        frame = self._session.frame
        light = None if frame is None else light_of(build(self._session.recipe, frame.facts).resolved, frame.facts)
        if light is None:
            self.message.emit(say("Open a raw first: its balance says which light it is for."))
        else:
            go(self._session, "cct", round(light))

    def to_default(self) -> None:
        """State the condition in force as the profile's default."""
        self._session.change_default(known(self._session))

    def menu(self) -> QMenu:
        """What can be done with the condition."""
        menu = QMenu(self)
        menu.setAccessibleName(tr("window", "Condition"))
        back = menu.addAction(tr("condition", "Back to the file's"), self.to_file)
        back.setEnabled(self._session.override != UNKNOWN)
        light = menu.addAction(tr("condition", "Temperature of the balance in force"), self.to_light)
        light.setEnabled(self._session.frame is not None)
        menu.addSeparator()
        keep = menu.addAction(tr("condition", "Keep as the profile's default"), self.to_default)
        keep.setEnabled(known(self._session) != self._session.tuning.condition)
        return menu

    def _pop(self) -> None:
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))
