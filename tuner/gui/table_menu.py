"""What a parameter's menu offers about conditions and layers."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tuner.app.session import Session
from tuner.app.tabling import add_knot, back_to_layer, known, layer_name, remove_knot, turn_axis
from tuner.core.condition import AXES
from tuner.core.param import ParamError
from tuner.core.tabled import Tabled
from tuner.core.tuning import param_at
from tuner.files.exchange import entry_text
from tuner.gui.language import tr
from tuner.gui.over_axis import OverAxis


def add_tabling(menu: QMenu, session: Session, path: str, title: str, parent: QWidget) -> None:
    """The entries: what it depends on, its knots, its curve, its text, its layer."""
    table = session.tuning.table(path)
    depends = menu.addMenu(tr("knob menu", "Depends on"))
    for name, axis in AXES.items():
        entry = depends.addAction(tr("window", axis.title))
        entry.setCheckable(True)
        entry.setChecked(table is not None and bool(table.knots(name)))
        entry.triggered.connect(partial(turn_axis, session, path, name))
    if table is not None:
        _add_knots(menu, session, path, table)
        menu.addAction(
            tr("knob menu", "Curve over the condition…"), lambda: OverAxis(session, path, title, parent).show()
        )
        copy = menu.addAction(tr("knob menu", "Copy table"), lambda: _copy(session, path))
        copy.setEnabled(_text(session, path) is not None)
    layer = layer_name(session, path)
    if layer:
        menu.addAction(tr("knob menu", "From the layer “{name}”").format(name=layer)).setEnabled(False)
        back = menu.addAction(tr("knob menu", "Back to the layer below"), lambda: back_to_layer(session, path))
        back.setEnabled(path in session.current_profile().own)


def _add_knots(menu: QMenu, session: Session, path: str, table: Tabled) -> None:
    here = known(session)
    new = menu.addAction(tr("knob menu", "New knot here"), lambda: add_knot(session, path))
    new.setEnabled(table.knot_at(here) is None)
    for name, knots in table.axes:
        value = here[name]
        at = any(value is not None and AXES[name].same(knot, value) for knot in knots)
        if at and len(knots) > 1 and value is not None:
            words = tr("knob menu", "Remove the knot at {place}").format(place=AXES[name].text(value))
            menu.addAction(words, partial(remove_knot, session, path, name))


def _text(session: Session, path: str) -> str | None:
    """The table as CSV; None where a page has too few dimensions for it."""
    try:
        return entry_text(param_at(session.rack, path), session.tuning.entry(path))
    except ParamError:
        return None


def _copy(session: Session, path: str) -> None:
    text = _text(session, path)
    if text is not None:
        QApplication.clipboard().setText(text)
