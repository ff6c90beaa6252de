"""Written: modules the program writes for itself, so that numba can cache what it compiles of them.

They lie in our private kernel cache (mode 0700) and are put together from registry names only; nothing of a user's file
ever enters one.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType

from tuner.core.compiler import compiler
from tuner.core.jit import kept, private_folder


def written(text: str) -> ModuleType:
    """The module of that text.

    Raises
    ------
    OSError : there is no place to write it to
    """
    path = _place(text)
    if not path.exists() or path.read_text() != text:
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(text)
        beside.replace(path)
    spec = importlib.util.spec_from_file_location(f"isp_tuner_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def remember(text: str, types: str) -> None:
    """Note, for later processes too, that the module of that text is compiled for those types of arguments."""
    mark = _mark(text, types)
    if mark is not None:
        with suppress(OSError):
            mark.touch()


def remembered(text: str, types: str) -> bool:
    """Whether it was compiled for those types before, so that it need only be loaded."""
    mark = _mark(text, types)
    return mark is not None and mark.exists()


def _place(text: str) -> Path:
    return private_folder() / f"drive_{_digest(text)}.py"


def _mark(text: str, types: str) -> Path | None:
    """Beside what was compiled, so that both go together."""
    try:
        folder = kept().folder(_place(text), compiler().__version__)
    except OSError:
        return None
    return folder and folder / f"{_digest(types)}.done"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
