"""Solvers in the window: run off its thread, on the whole frame or on a region chosen on the raw pane."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from tuner.app.session import Session
from tuner.core.orient import Rect, to_sensor
from tuner.core.param import ParamError, Value
from tuner.gui.bottom import MessageLine
from tuner.gui.bridge import Bridge
from tuner.gui.language import say, tr
from tuner.gui.viewer import Viewer
from tuner.measure.solvers import Solver


class Solving(QObject):
    """Carries out what the rack asks for.

    Parameters
    ----------
    refuse : told why a solver has no answer
    """

    def __init__(
        self,
        session: Session,
        bridge: Bridge,
        viewer: Viewer,
        message: MessageLine,
        refuse: Callable[[Exception], None],
    ) -> None:
        super().__init__(viewer)
        self._session, self._bridge, self._viewer = session, bridge, viewer
        self._message, self._refuse = message, refuse
        self._waiting: Solver | None = None  # for a region
        viewer.raw.region_chosen.connect(self._region_chosen)
        viewer.raw.region_dropped.connect(self._region_dropped)

    def solve(self, solver: Solver, region: Rect | None = None) -> None:
        """Let a solver look at the frame and take its proposal, as one undo step.

        Parameters
        ----------
        region : rectangle of the unrotated active area
        """
        frame, recipe = self._session.frame, self._session.recipe
        if frame is None:
            self._message.say(say("Open a raw first: there is nothing to measure."))
            return

        def done(proposal: dict[str, Value]) -> None:
            if self._session.frame is not frame:
                return
            try:
                self._session.change(proposal, label=solver.title)
            except ParamError as error:
                self._refuse(error)
            else:
                self._message.say(say("{solver}: done, and one step to undo.", solver=tr("solvers", solver.title)))

        self._bridge.in_turn(lambda: solver.solve(frame, recipe, region), done, self._refuse)

    def pick(self, solver: Solver) -> None:
        """Let the user choose a region on the raw pane for a solver."""
        if self._session.frame is None:
            self._message.say(say("Open a raw first: there is nothing to measure."))
            return
        if self._viewer.raw not in self._viewer.seen:
            self._viewer.both_asked.emit()
        self._waiting = solver
        self._viewer.raw.ask_region()
        name = tr("solvers", solver.title)
        self._message.say(say("{solver}: drag over a region of the raw picture, or click. Esc leaves.", solver=name))

    def _region_chosen(self, region: Rect) -> None:
        solver, self._waiting = self._waiting, None
        frame = self._session.frame
        if solver is not None and frame is not None:
            facts = frame.facts
            self.solve(solver, to_sensor(region, facts.width, facts.height, facts.orientation))

    def _region_dropped(self) -> None:
        self._waiting = None
        self._message.clear()
