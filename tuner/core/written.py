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

_WRITTEN_S = 1.0
"""When every written file was changed last, by its own account."""


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
        # numba holds what it kept against this time: whoever writes the file, when and how often, it is the same file
        os.utime(beside, (_WRITTEN_S, _WRITTEN_S))
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
            beside = mark.with_suffix(f".{os.getpid()}.tmp")
            beside.write_text("".join(f"{size} {name}\n" for name, size in _compiled(mark.parent).items()))
            beside.replace(mark)


def remembered(text: str, types: str, entry: str) -> bool:
    """Whether it was compiled for those types before, and all of it is there still, so that it need only be loaded.

    Parameters
    ----------
    entry : the function of the module that is called
    """
    mark = _mark(text, types)
    try:
        lines = mark.read_text().splitlines() if mark is not None else []
        noted = {name: int(size) for size, name in (line.split(" ", 1) for line in lines)}
    except (OSError, ValueError):
        return False
    return (
        mark is not None
        and any(f".{entry}-" in name for name in noted)
        and noted.items() <= _compiled(mark.parent).items()
    )


def _compiled(folder: Path) -> dict[str, int]:
    """The files that numba keeps the module's functions in, and their sizes; an index grows with other arguments."""
    return {str(path.relative_to(folder)): path.stat().st_size for path in folder.glob("*/*.nbc")}


def _place(text: str) -> Path:
    return private_folder() / f"drive_{_digest(text)}.py"


def _mark(text: str, types: str) -> Path | None:
    """Beside what was compiled, so that both go together."""
    try:
        folder = kept().folder(_place(text), compiler().__version__)
    except OSError:
        return None
    return folder and folder / f"{_digest(f'{types} {processor()}')}.done"


def processor() -> str:
    """The kind of processor that is compiled for; what was compiled for another lies beside it."""
    from llvmlite import binding

    return f"{binding.get_process_triple()} {binding.get_host_cpu_name()}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
