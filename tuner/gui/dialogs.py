"""What is asked of the user before a file is read or written. The window takes these as arguments, so that tests (and
other front ends) can answer in their place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from tuner.core.engine import Depth
from tuner.files.picture import SUFFIXES
from tuner.gui.language import say, tr

OPEN_KINDS = (
    f"Raw files, profiles, pictures (*);;Profiles (*.toml);;Pictures ({' '.join('*' + suffix for suffix in SUFFIXES)})"
)
ICC_KINDS = "ICC profiles (*.icc *.icm)"
PROFILE_KINDS = "Profiles (*.toml)"
PICTURE_KINDS: dict[str, tuple[str, Depth]] = {
    "PNG, 8 bit (*.png)": (".png", 8),
    "PNG, 16 bit (*.png)": (".png", 16),
    "TIFF, 8 bit (*.tif *.tiff)": (".tif", 8),
    "TIFF, 16 bit (*.tif *.tiff)": (".tif", 16),
    "TIFF, 32 bit float (*.tif *.tiff)": (".tif", 32),
    "JPEG (*.jpg *.jpeg)": (".jpg", 8),
}
"""Kind as the dialog shows it -> (suffix, depth)."""


ANSWERS = ("Merge", "Reload", "Overwrite", "Save as…", "Cancel", "Give back", "Discard", "Later")
"""Buttons of the questions asked here; translated."""


@dataclass(frozen=True)
class Chosen:
    """A path to write to, and the kind that was picked for it."""

    path: Path
    kind: str


class Ask(Protocol):
    """The questions."""

    def open(self, title: str, folder: Path, kinds: str) -> Path | None:
        """A file to read, or None."""

    def save(self, title: str, suggested: Path, kinds: str) -> Chosen | None:
        """A file to write, or None."""

    def unsaved(self, name: str) -> str:
        """'save', 'discard' or 'cancel'."""

    def changed(self, name: str, rows: list[str], readable: bool) -> str:
        """A profile changed on disk meanwhile: 'merge', 'overwrite', 'reload', 'save_as' or 'cancel'."""

    def left_behind(self, name: str, changes: int) -> str:
        """A program ended without saving: 'give_back', 'discard' or 'later'."""

    def choose(self, title: str, names: list[str]) -> str | None:
        """One of several, or None."""


class AskUser:
    """Asks in dialogs."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def open(self, title: str, folder: Path, kinds: str) -> Path | None:
        path, _ = QFileDialog.getOpenFileName(self._parent, title, str(folder), ";;".join(shown_kinds(kinds)))
        return Path(path) if path else None

    def save(self, title: str, suggested: Path, kinds: str) -> Chosen | None:
        shown = shown_kinds(kinds)
        path, kind = QFileDialog.getSaveFileName(self._parent, title, str(suggested), ";;".join(shown))
        return Chosen(Path(path), shown.get(kind, kind)) if path else None

    def unsaved(self, name: str) -> str:
        buttons = QMessageBox.StandardButton
        box = QMessageBox(self._parent)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("window", "Unsaved changes"))
        box.setText(say("The profile “{name}” has changes that are not saved.", name=name))
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        answer = buttons(box.exec())
        return {buttons.Save: "save", buttons.Discard: "discard"}.get(answer, "cancel")

    def changed(self, name: str, rows: list[str], readable: bool) -> str:
        text = say("“{name}” changed on disk since it was read.", name=name)
        more = "\n".join([tr("window", "On disk → here:"), *rows] if rows else [tr("window", "Nothing differs.")])
        role = QMessageBox.ButtonRole
        answers = {"Overwrite": role.DestructiveRole, "Save as…": role.ActionRole, "Cancel": role.RejectRole}
        if readable:
            answers = {"Merge": role.AcceptRole, "Reload": role.ActionRole} | answers
        words = _asked(_box(self._parent, tr("window", "Changed on disk"), text, more), answers, "Merge", "Cancel")
        return {"Save as…": "save_as"}.get(words, words.lower())

    def left_behind(self, name: str, changes: int) -> str:
        text = say("ISP Tuner ended without saving “{name}”.", name=name)
        more = say("Changes that can be given back: {count}", count=changes)
        role = QMessageBox.ButtonRole
        answers = {"Give back": role.AcceptRole, "Discard": role.DestructiveRole, "Later": role.RejectRole}
        words = _asked(_box(self._parent, tr("window", "Unsaved work"), text, more), answers, "Give back", "Later")
        return {"Give back": "give_back"}.get(words, words.lower())

    def choose(self, title: str, names: list[str]) -> str | None:
        chosen, sure = QInputDialog.getItem(self._parent, title, "", names, 0, False)
        return chosen if sure else None


def _box(parent: QWidget, title: str, text: str, more: str = "") -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Question)
    box.setWindowTitle(title)
    box.setText(text)
    box.setInformativeText(more)
    return box


def _asked(box: QMessageBox, answers: dict[str, QMessageBox.ButtonRole], default: str, otherwise: str) -> str:
    """Show a question whose buttons are named in the window's language; `otherwise` is the answer of Escape."""
    buttons = {box.addButton(tr("window", words), role): words for words, role in answers.items()}
    for button, words in buttons.items():
        if words == default:
            box.setDefaultButton(button)
    box.exec()
    return next((words for button, words in buttons.items() if button is box.clickedButton()), otherwise)


def shown_kinds(kinds: str) -> dict[str, str]:
    """{kind in the language in force: kind}: what stands before the endings is translated."""
    return {" (".join((tr("kinds", k.split(" (")[0]), k.split(" (", 1)[1])): k for k in kinds.split(";;")}


def with_suffix(chosen: Chosen, suffix: str) -> Path:
    """The path with the kind's suffix, where the user typed none."""
    return chosen.path if chosen.path.suffix else chosen.path.with_name(chosen.path.name + suffix)
