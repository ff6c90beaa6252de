"""What is said on a picture: whose it is, and in which colours."""

from __future__ import annotations

from tuner.app.shown import Shown
from tuner.core.frame import Frame
from tuner.core.rawview import Mode
from tuner.files.icc import PRIMARIES_TITLES, TRANSFER_TITLES
from tuner.gui.actions import ACTIONS
from tuner.gui.bottom import shortened
from tuner.gui.keymap import title
from tuner.gui.language import say, tr

_MODES = {a.argument: a for a in ACTIONS if a.choice == "mode"}


def still_of_another(shown: Frame | None, frame: Frame | None) -> str:
    """What to call a picture that is still of the file before; "" when it is of the open one."""
    return say("still {name}", name=shortened(shown.name)) if shown is not None and shown is not frame else ""


def raw_caption(mode: Mode, bits: int, ev: float) -> str:
    """What the raw pane shows: which samples, of how many bits, and the display gain."""
    depth = tr("captions", "{bits} bit").format(bits=bits)
    return f"{title(_MODES[mode])} · {depth}" + (f" · {ev:+.1f} EV" if ev else "")


def processed_caption(shown: Shown, *, averaged: bool, draft: bool, without: str) -> str:
    """What the processed pane shows: behind which stage, in which colours, and how it was made smaller.

    Parameters
    ----------
    without : title of a stage that is bypassed, or ""
    """
    context, how = shown.rendered.context, ""
    if draft:
        how = " · DRAFT"
    elif averaged:
        how = " · " + (tr("captions", "linear light averaged") if shown.linear else tr("captions", "codes averaged"))
    left_out = tr("captions", "without {stage}").format(stage=tr("stages", without)) + " · " if without else ""
    return f"{left_out}{tr('captions', 'after Output')} · {colour_names(context.primaries, context.transfer)}{how}"


def colour_names(primaries: str, transfer: str) -> str:
    """'sRGB', or the names of primaries and curve."""
    if (primaries, transfer) == ("rec709", "srgb"):
        return "sRGB"
    return f"{PRIMARIES_TITLES.get(primaries, primaries)}, {TRANSFER_TITLES.get(transfer, transfer)}"
