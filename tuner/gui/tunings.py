"""The tunings a window knows, beside each other: the present one, the baseline, snapshots, profiles compared with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tuner.app.session import Event
from tuner.core.recipe import Recipe
from tuner.gui.differences import DifferencesDialog
from tuner.gui.language import say, tr
from tuner.gui.paste import offer_recipe

if TYPE_CHECKING:
    from tuner.gui.window import MainWindow


def show_tunings(window: MainWindow, letter: str = "") -> DifferencesDialog:
    """Show in what a snapshot (without a letter: the baseline) and the present tuning differ.

    Any other two can be chosen, and what differs can be pasted into the present one, through the table that shows it.
    """
    session, desk = window.session, window.desk
    present, baseline = tr("window", "Present"), tr("captions", "Baseline")
    tunings: dict[str, Recipe] = {present: session.recipe, baseline: session.baseline}
    tunings |= {say("Snapshot {name}", name=s.letter): s.recipe for s in desk.snapshots}
    tunings |= {Path(path).name: recipe for path, recipe in desk.others.recipes.items()}
    marked = say("Snapshot {name}", name=letter) if letter else baseline
    dialog = DifferencesDialog(tunings, marked, present, window)
    dialog.show_present(present, session.recipe)

    def told(event: Event) -> None:
        if event == "recipe":
            dialog.show_present(present, session.recipe)

    def paste(name: str) -> None:
        offer_recipe(session, tunings[name], name, dialog, window.message.say)

    session.listen(told)
    dialog.finished.connect(lambda _: session.ignore(told))
    dialog.paste_asked.connect(paste)
    dialog.show()
    return dialog
