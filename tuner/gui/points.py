"""Inspection points: eight places of a raw that the loupe returns to at a key, kept in the raw's sidecar.

One that lies in a region is called as the region is.
"""

from __future__ import annotations

from collections.abc import Callable

from tuner.app.session import Session
from tuner.core.orient import point_to_export, point_to_sensor
from tuner.files.sidecar import Point
from tuner.gui.language import say
from tuner.gui.loupe import Loupe
from tuner.gui.regions import Regions
from tuner.gui.viewer import Viewer


class Points:
    """Stores and recalls them; places are unrotated active-area pixels, as regions are."""

    def __init__(
        self, session: Session, viewer: Viewer, loupe: Loupe, regions: Regions, tell: Callable[[str], None]
    ) -> None:
        self._session, self._viewer, self._loupe, self._regions, self._tell = session, viewer, loupe, regions, tell

    def store(self, key: int) -> None:
        """Keep where the loupe looks; with no loupe on screen, the middle of the view."""
        frame = self._session.frame
        if frame is None:
            self._tell(say("Open a raw first: there is nothing to keep."))
            return
        facts, seen = frame.facts, self._loupe.isVisible()
        x, y = self._loupe.centre if seen else self._viewer.view.centre
        wide, tall = self._viewer.view.picture
        at = min(max(int(x), 0), wide - 1), min(max(int(y), 0), tall - 1)
        sx, sy = point_to_sensor(*at, facts.width, facts.height, facts.orientation)
        self._regions.keep_point(Point(key=key, x=sx, y=sy, zoom=self._loupe.zoom))
        self._tell(say("Inspection point {key} is kept with this raw.", key=key))

    def recall(self, key: int) -> None:
        """Pin the loupe to a point."""
        frame, point = self._session.frame, self._regions.point(key)
        if frame is None or point is None:
            self._tell(say("No inspection point {key} is kept with this raw; Ctrl+{key} keeps one.", key=key))
            return
        facts = frame.facts
        x, y = point_to_export(point.x, point.y, facts.width, facts.height, facts.orientation)
        self._loupe.pin(key, x + 0.5, y + 0.5, point.zoom, self._name(point))

    def _name(self, point: Point) -> str:
        """That of the region it lies in, "" outside of all; the one drawn last counts."""
        inside = (r for r in reversed(self._regions.items) if 0 <= point.x - r.x < r.w and 0 <= point.y - r.y < r.h)
        return next((region.name for region in inside), "")
