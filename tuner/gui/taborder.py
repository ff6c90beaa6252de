"""Tab follows the eye: part by part of the window, and within each from the top and from the left."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def follow(*parts: QWidget) -> None:
    """Have Tab walk through these parts of one window in this order; within a part, in the order it was built.

    A part is built in the order it is read, so that what is added to it later falls into its place.
    """
    chains = [list(focusable(part)) for part in parts]
    flat = [widget for chain in chains for widget in chain]
    for left, right in pairwise(flat):
        QWidget.setTabOrder(left, right)


def focusable(part: QWidget) -> Iterator[QWidget]:
    """The widgets of a part that Tab reaches when they are shown, in the order of the focus chain.

    A chain runs through the whole window; those of the part are taken from it, `part` itself first.
    """
    inside = {part, *part.findChildren(QWidget)}
    at: QWidget | None = part
    while at is not None:
        if at in inside and at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.focusProxy() is None:
            yield at
        at = at.nextInFocusChain()
        if at is part:
            return
