"""What is dropped on the window: files that are opened one after the other, or two pictures that are compared."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tuner.app.sources import Source
from tuner.core.param import ParamError
from tuner.core.recipe import Recipe
from tuner.files.picture import SUFFIXES, PictureState, read_state, restore

if TYPE_CHECKING:
    from tuner.gui.window import MainWindow

States = tuple[PictureState | None, ...]


def take(window: MainWindow, paths: Sequence[Path]) -> None:
    """Open what was dropped.

    Of two pictures that were saved here the first one's state is restored, the second is what it is compared with, and
    a table shows the parameters in which they differ and the condition each was made under. Where the second was made of the same raw it is rendered anew by
    its own recipe, so that a screenshot of the panes is compared pixel by pixel as well; else its file is shown.
    """
    if len(paths) == 2 and all(path.suffix.lower() in SUFFIXES for path in paths):
        window.bridge.in_turn(
            lambda: tuple(read_state(path) for path in paths),
            lambda states: _compare(window, paths, states),
            window.say_error,
        )
        return
    window.files.open_together(paths)


def _compare(window: MainWindow, paths: Sequence[Path], states: States) -> None:
    if states[0] is None and states[1] is not None:  # the one that tells is restored
        paths, states = paths[::-1], states[::-1]
    (one, two), recipes = paths, [_recipe(window, state) for state in states]
    window.files.open_together(paths if states[0] is None else [one])
    if states[0] is None:
        return
    same = states[1] is not None and states[1].raw_sha256 == states[0].raw_sha256
    if recipes[1] is not None and same:
        window.desk.others.recipes[str(two)] = recipes[1]
        window.desk.compare.compare_with(Source("profile", str(two)))
    else:
        window.desk.compare.compare_with_picture(two)
    if recipes[0] is not None and recipes[1] is not None:
        from tuner.gui.differences import DifferencesDialog, Origin

        names = [path.name if one.name != two.name else f"{path.parent.name}/{path.name}" for path in (one, two)]
        tunings = {names[0]: recipes[0], names[1]: recipes[1]}
        origins = {
            name: Origin(state.condition, None if state.tabled is None else frozenset(state.tabled))
            for name, state in zip(names, states, strict=True)
            if state is not None
        }
        window.desk.dialog = DifferencesDialog(tunings, names[0], names[1], window, origins)
        window.desk.dialog.show()


def _recipe(window: MainWindow, state: PictureState | None) -> Recipe | None:
    """What a state was rendered by; None where it does not tell, or not to this program."""
    if state is None:
        return None
    try:
        return restore(state, window.session.rack)
    except ParamError:
        return None
