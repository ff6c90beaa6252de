"""Drawing a region: the next drag on any picture makes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from weakref import WeakSet

from PySide6.QtCore import QObject

from tuner.core.orient import Rect
from tuner.gui.language import say
from tuner.gui.pane import Pane
from tuner.gui.regions import Regions


class RegionDrawing(QObject):
    """Asks the panes for a rectangle, and makes a region of it.

    Parameters
    ----------
    say : shows one sentence
    """

    def __init__(self, regions: Regions, panes: Callable[[], Sequence[Pane]], say: Callable[[str], None]) -> None:
        super().__init__(regions)
        self._regions, self._panes, self._say = regions, panes, say
        self._asked: tuple[Pane, ...] = ()
        self._heard: WeakSet[Pane] = WeakSet()

    def ask(self) -> None:
        """Let the next drag on any pane make a region."""
        self._asked = tuple(pane for pane in self._panes() if pane.picture is not None)
        for pane in self._asked:
            if pane not in self._heard:  # panes come and go
                self._heard.add(pane)
                pane.region_chosen.connect(self._chosen)
                pane.region_dropped.connect(self._drop)
            pane.ask_region()
        if self._asked:
            self._say(say("Drag over a part of any picture to make a region of it. Esc leaves."))
        else:
            self._say(say("Open a raw first: there is nothing to measure."))

    def _chosen(self, rect: Rect) -> None:
        if not self._asked:
            return  # somebody else asked
        self._drop()
        made = self._regions.add_region(rect)
        if made is not None:
            self._say(say("Region {name}: {w} × {h} pixels.", name=made.name, w=made.w, h=made.h))

    def _drop(self) -> None:
        """No pane asks any more."""
        asked, self._asked = self._asked, ()
        here = self._panes()
        for pane in asked:
            if pane in here:  # it may have gone meanwhile
                pane.drop_region()
