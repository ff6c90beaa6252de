"""Why an action cannot act now, in one sentence: a key that does nothing never says nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuner.app.sources import PROCESSED
from tuner.core.condition import UNKNOWN
from tuner.gui.compare import GAINS
from tuner.gui.keymap import native
from tuner.gui.language import say
from tuner.gui.pictures import MOST_EV
from tuner.gui.view import MOST

if TYPE_CHECKING:
    from tuner.gui.actions import Action
    from tuner.gui.window import MainWindow

Reason = Callable[["MainWindow", "Action"], str]


def why_not(window: MainWindow, action: Action) -> str:
    """The sentence; "" where the action can act, or says itself why it cannot."""
    reason = _REASONS.get(action.name)
    return reason(window, action) if reason is not None else ""


def refuses(window: MainWindow, action: Action) -> bool:
    """Whether an action cannot act now, which is said then; or is done by what it acts in being seen again."""
    if window.desk.alone.answers(action):
        return True
    why = why_not(window, action)
    if why:
        window.message.say(why)
    return bool(why)


def _no_raw(window: MainWindow, _: Action) -> str:
    return "" if window.session.frame is not None else say("Open a raw first.")


def _unseen(window: MainWindow, action: Action) -> str:
    """What takes the place of the processed picture needs it on screen."""
    compare = window.desk.compare
    if compare.stage is not None or PROCESSED in compare.sources:
        return _no_raw(window, action)
    key = _key(window, "side_by_side")
    return _no_raw(window, action) or say("The processed picture is not on screen: {key} shows it.", key=key)


def _key(window: MainWindow, name: str) -> str:
    """The key in force of an action."""
    return native(window.commands.keymap.key(name))


def _no_step(window: MainWindow, _: Action) -> str:
    return "" if window.film.can_step else say("Open a raw or a folder first: there is none to step from.")


def _no_frame(window: MainWindow, action: Action) -> str:
    slider, by = window.dumps.bar.slider, int(action.argument or 0)
    if window.dumps.bar.isHidden():
        return say("No sequence is open: a dump of several frames is one, and so is a folder of raws.")
    if not 0 <= slider.value() + by <= slider.maximum():
        return say("This is the last frame.") if by > 0 else say("This is the first frame.")
    return ""


def _no_state(window: MainWindow, action: Action) -> str:
    history, by = window.session.history, int(action.argument or 0)
    if 0 <= history.here + by < len(history):
        return ""
    return say("No state was made after this one.") if by > 0 else say("No state was made before this one.")


def _no_undo(window: MainWindow, _: Action) -> str:
    return "" if window.session.history.can_undo else say("There is nothing to undo.")


def _no_redo(window: MainWindow, _: Action) -> str:
    return "" if window.session.history.can_redo else say("There is nothing to redo.")


def _no_zoom(window: MainWindow, action: Action) -> str:
    view, steps = window.viewer.view, int(action.argument or 0)
    if window.session.frame is None:
        return _no_raw(window, action)
    if steps > 0 and view.zoom >= MOST:
        return say("It goes no closer than {zoom}:1.", zoom=int(MOST))
    if steps < 0 and view.stepped(steps).zoom >= view.zoom:
        return say("All of the picture is on screen.")
    return ""


def _no_gain(window: MainWindow, action: Action) -> str:
    gain, by = window.desk.others.gain, int(action.argument or 0)
    if by > 0 and gain >= GAINS[-1]:
        return say("Differences are amplified {gain} times at the most.", gain=GAINS[-1])
    return say("Differences are not amplified any more.") if by < 0 and gain <= GAINS[0] else ""


def _no_light(window: MainWindow, action: Action) -> str:
    ev, by = window.pictures.ev, float(action.argument or 0)
    if abs(ev) >= MOST_EV and ev * by > 0:
        return say("The raw view goes no further than {ev} EV.", ev=f"{ev:+.0f}")
    return _no_raw(window, action)


def _no_condition(window: MainWindow, _: Action) -> str:
    return say("The file's own condition is in force.") if window.session.override == UNKNOWN else ""


def _no_pixel(window: MainWindow, action: Action) -> str:
    missing = "" if window.dock.probe.pointed else say("Point at a pixel of a picture first.")
    return _no_raw(window, action) or missing


def _linked(window: MainWindow, _: Action) -> str:
    return say("No pane was moved alone: all see the same place.") if window.viewer.linked else ""


def _no_loupe(window: MainWindow, action: Action) -> str:
    if not window.desk.loupe.isHidden():
        return _no_raw(window, action)
    return _no_raw(window, action) or say("The loupe is not on screen: {key} shows it.", key=_key(window, "loupe"))


def _no_message(window: MainWindow, _: Action) -> str:
    return "" if window.desk.reading.text else say("There is no message to read.")


_REASONS: dict[str, Reason] = {
    "undo": _no_undo, "redo": _no_redo, "earlier": _no_state, "later": _no_state,
    "reload": _no_raw, "export": _no_raw, "screenshot": _no_raw,
    "next_raw": _no_step, "previous_raw": _no_step, "next_frame": _no_frame, "previous_frame": _no_frame,
    "flicker": _no_raw, "bypass": _unseen, "behind_stage": _unseen, "change_of_stage": _unseen,
    "gain_up": _no_gain, "gain_down": _no_gain, "link": _linked,
    "fit": _no_raw, "one_to_one": _no_raw, "two_to_one": _no_raw, "zoom_in": _no_zoom, "zoom_out": _no_zoom,
    "brighter": _no_light, "darker": _no_light, "file_condition": _no_condition,
    "pin_probe": _no_pixel, "loupe": _no_raw, "loupe_zoom": _no_loupe, "read_message": _no_message,
}  # fmt: skip
