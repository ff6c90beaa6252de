"""Written: modules the program writes for itself, so that numba can cache what it compiles of them.

They lie in our private kernel cache (mode 0700) and are put together from registry names only; nothing of a user's file
ever enters one.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from types import ModuleType

from tuner.core.jit import private_folder


def written(text: str) -> ModuleType:
    """The module of that text.

    Raises
    ------
    OSError : there is no place to write it to
    """
    folder = private_folder()
    name = f"drive_{hashlib.sha256(text.encode()).hexdigest()[:16]}"
    path = folder / f"{name}.py"
    if not path.exists() or path.read_text() != text:
        beside = path.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(text)
        beside.replace(path)
    spec = importlib.util.spec_from_file_location(f"isp_tuner_{name}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
