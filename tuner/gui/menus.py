"""The menus of the rack: of a knob, and of a card."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QMenu, QWidget

from tuner.app.session import Session
from tuner.core.stage import Stage
from tuner.gui.knobs import Knob
from tuner.gui.language import stage_title, tr
from tuner.gui.paste import Say, copy_parameters, paste_parameters, paths_of
from tuner.gui.table_menu import add_tabling
from tuner.gui.values import short

_MAX = 36  # characters of a value in a menu


def knob_menu(knob: Knob, sweep: Callable[[], object] | None = None) -> QMenu:
    """What can be done with one parameter.

    Parameters
    ----------
    sweep : shows the picture over a range of the parameter; None leaves the entry out
    """
    menu = QMenu(knob)
    menu.setAccessibleName(knob.title)
    if knob.param.kind not in ("switch", "choice"):
        menu.addAction(tr("knob menu", "Type a value"), knob.enter)
    menu.addAction(tr("knob menu", "Copy value"), knob.copy)
    paste = menu.addAction(tr("knob menu", "Paste value"), lambda: knob.paste(QApplication.clipboard().text()))
    paste.setEnabled(bool(QApplication.clipboard().text().strip()))
    menu.addSeparator()
    default, baseline = knob.param.default, knob.baseline
    reset = menu.addAction(tr("knob menu", "Reset to default") + _value(knob, default), lambda: knob.reset())
    reset.setEnabled(knob.stored != default)
    back = menu.addAction(
        tr("knob menu", "Set to the profile's value") + _value(knob, baseline), lambda: knob.reset(to_baseline=True)
    )
    back.setEnabled(knob.stored != baseline)
    menu.addSeparator()
    add_tabling(menu, knob.session, knob.path, knob.shown_title, knob)
    menu.addSeparator()
    favourite = menu.addAction(tr("knob menu", "Favourite"), lambda: knob.starred.emit(not knob.favourite))
    favourite.setCheckable(True)
    favourite.setChecked(knob.favourite)
    if sweep is not None:
        menu.addAction(tr("knob menu", "Sweep this…"), sweep)
    return menu


def card_menu(session: Session, stage: Stage, parent: QWidget, say: Say) -> QMenu:
    """What can be done with one stage."""
    menu = QMenu(parent)
    menu.setAccessibleName(stage.title)
    recipe, paths = session.recipe, paths_of(session.rack, stage.name)
    changed = [path for path in paths if recipe.value(path) != session.baseline.value(path)]
    menu.addAction(tr("card menu", "Copy parameters"), lambda: copy_parameters(recipe, paths))
    only = menu.addAction(tr("card menu", "Copy changed parameters"), lambda: copy_parameters(recipe, changed))
    only.setEnabled(bool(changed))
    menu.addAction(tr("card menu", "Paste parameters…"), lambda: paste_parameters(session, parent, say))
    into = tr("card menu", "Paste into {name}…").format(name=stage_title(stage))
    menu.addAction(into, lambda: paste_parameters(session, parent, say, stage.name))
    menu.addSeparator()
    if stage.switchable:
        switch = menu.addMenu(tr("card menu", "The switch"))
        title = f"{stage_title(stage)} · {tr('paste', 'On')}"
        add_tabling(switch, session, f"{stage.name}.enabled", title, parent)
        menu.addSeparator()
    menu.addAction(tr("card menu", "Reset to the defaults"), lambda: session.reset(stage.name))
    back = menu.addAction(
        tr("card menu", "Back to the loaded profile"), lambda: session.reset(stage.name, to_baseline=True)
    )
    back.setEnabled(bool(changed))
    return menu


def _value(knob: Knob, value: object) -> str:
    text = short(knob.param, value)
    return f": {text}" if len(text) <= _MAX else ""
