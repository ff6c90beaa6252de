"""A quick start: what Python does meanwhile that brings nothing.

Importing makes some hundred thousand objects that stay; the collector goes through them again and again and finds no
garbage (a tenth of the time to import the window). pydantic looks through every installed package for plug-ins of
itself (some 50 ms), of which we use none. PySide6 puts itself in front of the import statement and reads the source of
every module imported after it, to find out which want its snake_case names; none of ours does (some 60 ms, and as much
again when the compiler is loaded).
"""

from __future__ import annotations

import builtins
import gc
import os

_waits = False


def begin() -> None:
    """Collect no garbage until `over`."""
    global _waits
    _waits = _waits or gc.isenabled()
    gc.disable()
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "1")


def plain_imports() -> None:
    """Python's own import statement again, once PySide6 is imported; does nothing where it is in force."""
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def over() -> None:
    """Collect garbage again as before `begin`; what is there by now is not looked through any more."""
    global _waits
    if _waits:
        _waits = False
        gc.freeze()
        gc.enable()
