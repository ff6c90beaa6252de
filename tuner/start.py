"""A quick start: what Python does meanwhile that brings nothing.

Importing makes some hundred thousand objects that stay; the collector goes through them again and again and finds no
garbage (a tenth of the time to import the window). pydantic looks through every installed package for plug-ins of
itself (some 50 ms), of which we use none.
"""

from __future__ import annotations

import gc
import os

_waits = False


def begin() -> None:
    """Collect no garbage until `over`."""
    global _waits
    _waits = _waits or gc.isenabled()
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")


def over() -> None:
    """Collect garbage again as before `begin`; what is there by now is not looked through any more."""
    global _waits
    if _waits:
        _waits = False
        gc.freeze()
        gc.enable()
