"""What is said on a picture: whose it is, and in which colours."""

from __future__ import annotations

from tuner.core.frame import Frame
from tuner.files.icc import PRIMARIES_TITLES, TRANSFER_TITLES
from tuner.gui.bottom import shortened


def still_of_another(shown: Frame | None, frame: Frame | None) -> str:
    """What to call a picture that is still of the file before; "" when it is of the open one."""
    return f"still {shortened(shown.name)}" if shown is not None and shown is not frame else ""


def colour_names(primaries: str, transfer: str) -> str:
    if (primaries, transfer) == ("rec709", "srgb"):
        return "sRGB"
    return f"{PRIMARIES_TITLES.get(primaries, primaries)}, {TRANSFER_TITLES.get(transfer, transfer)}"
