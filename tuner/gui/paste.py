"""Copying parameters and pasting them: between stages, profiles, snapshots and windows.

What is copied is the TOML of a part of a recipe, on the clipboard. What is pasted is shown first: a row for every
parameter that would change, with its value now and then; what is the same already is counted, what has no place is named.
Nothing is left out in silence. Pasting is one undo entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from tuner.app.session import Session
from tuner.core.param import ParamError, Value, params_of
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.files.errors import FileError
from tuner.files.part import parse_part, part_text
from tuner.gui.language import tr
from tuner.gui.sentences import said

if TYPE_CHECKING:
    from tuner.gui.paste_dialog import PasteDialog

CLIPBOARD = "The clipboard"
PASTED = "Paste parameters"  # in the history
Say = Callable[[str], object]


def paths_of(rack: Rack, stage: str | None = None) -> list[str]:
    """Every parameter and switch of a stage, or of the whole line, in line order."""
    stages = [rack[stage]] if stage else list(rack)
    return [
        f"{s.name}.{name}" for s in stages for name in (*(("enabled",) if s.switchable else ()), *s.params.model_fields)
    ]


def copy_parameters(recipe: Recipe, paths: Iterable[str] | None = None) -> str:
    """Put parameters on the clipboard (None: all of them).

    Returns
    -------
    the text that was put there
    """
    text = part_text(recipe, paths_of(recipe.rack) if paths is None else paths)
    QApplication.clipboard().setText(text)
    return text


def paste_parameters(session: Session, parent: QWidget, say: Say, into: str = "") -> PasteDialog | None:
    """Offer the clipboard's parameters.

    Parameters
    ----------
    say : takes one sentence, where the clipboard holds nothing that can be pasted
    into : a stage that takes the parameters of another one by their names; "" pastes them where they came from

    Returns
    -------
    the open dialog, or None where there was nothing to offer
    """
    try:
        values = parse_part(QApplication.clipboard().text(), CLIPBOARD, session.rack)
        values, without = moved_into(values, into, session.rack) if into else (values, [])
    except (FileError, ParamError) as error:
        say(said(error))
        return None
    return offer_values(session, values, tr("paste", "the clipboard"), parent, say, without)


def offer_values(
    session: Session,
    values: Mapping[str, Value],
    source: str,
    parent: QWidget,
    say: Say,
    without: Iterable[str] = (),
) -> PasteDialog | None:
    """Show what would change, and change it when the user agrees.

    Parameters
    ----------
    values : {stage.parameter: value}, e.g. `snapshot.recipe.differences(...)` or a profile's recipe
    source : what the values come from, as in 'Paste from the clipboard'
    without : what has no place here, for the dialog to name
    """
    if not any(session.recipe.value(path) != value for path, value in values.items()) and not list(without):
        say(tr("messages", "Nothing to paste: all of these parameters have these values already."))
        return None
    from tuner.gui.paste_dialog import PasteDialog

    dialog = PasteDialog(session.recipe, values, source, list(without), parent)

    def apply() -> None:
        chosen = dialog.chosen()
        try:
            session.change(chosen, label=PASTED)
        except ParamError as error:
            say(said(error))
            return
        one = tr("messages", "Pasted 1 parameter from {source}.")
        many = tr("messages", "Pasted {count} parameters from {source}.")
        say((one if len(chosen) == 1 else many).format(count=len(chosen), source=source))

    dialog.accepted.connect(apply)
    dialog.open()
    return dialog


def offer_recipe(session: Session, recipe: Recipe, source: str, parent: QWidget, say: Say) -> PasteDialog | None:
    """Offer every parameter of another recipe: a snapshot's, a profile's."""
    return offer_values(session, {path: recipe.value(path) for path in paths_of(recipe.rack)}, source, parent, say)


def moved_into(values: Mapping[str, Value], into: str, rack: Rack) -> tuple[dict[str, Value], list[str]]:
    """The parameters of one stage as another stage's: those of the same name and kind; and the paths that have no place.

    Raises
    ------
    ParamError : the values are of several stages, of which none is the one asked for; or none of them fits
    """
    own = {path: value for path, value in values.items() if path.partition(".")[0] == into}
    if own:
        return own, [path for path in values if path not in own]
    stages = sorted({path.partition(".")[0] for path in values})
    if len(stages) != 1:
        raise ParamError(f"{CLIPBOARD} holds parameters of {len(stages)} stages; copy those of one stage")
    here, there = ({p.name: p.kind for p in params_of(rack[name].params)} for name in (into, stages[0]))
    if rack[into].switchable:
        here["enabled"] = there["enabled"] = "switch"
    found = {f"{into}.{name}": value for path, value in values.items() if here.get(name := path.partition(".")[2]) == there.get(name)}  # fmt: skip
    if not found:
        raise ParamError(f"{rack[into].title} has no parameter with a name of {rack[stages[0]].title}'s")
    return found, [path for path in values if f"{into}.{path.partition('.')[2]}" not in found]
