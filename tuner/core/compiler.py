"""The compiler, numba, without the user's settings, and without what a cached kernel does not need.

Its import and the first kernel's loading are a third of the time to the first picture. Left out:

- the user's settings for other programs. They could switch it off, change the code it makes (and hence the picture), or send its cache
  elsewhere. Variables of the environment are taken out of this process; the settings file of the current folder does
  not count;
- getting ready to compile before a kernel is loaded: some hundred modules, a third of the loading. It is done when a
  kernel is not in the cache;
- the search for linear algebra, which imports scipy.linalg. No kernel multiplies matrices through BLAS; one that does
  is refused when it is compiled.

And what is kept of kernels is a help, never a need: a kept one that is torn is compiled anew, one that cannot be kept
(a full disk, a folder that is gone) is compiled for this process.

All but the first replace functions inside numba; where a version has none of that name, it does as it always did.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
from contextlib import suppress
from typing import Any

_lock = threading.RLock()
unkept: list[Exception] = []
"""Why the last kernel that could not be kept could not; at most one."""


def compiler() -> Any:
    """numba, imported at the first call; it reads its settings anew before each compilation, so they go at each."""
    for name in [name for name in os.environ if name.startswith("NUMBA_")]:
        os.environ.pop(name, None)
    with _lock:
        if "numba" in sys.modules:
            return sys.modules["numba"]
        numba = importlib.import_module("numba")
        settings = numba.core.config
        settings._config_fname = ""  # a file that is never there
        settings.reload_config()
        _load_first()
        return numba


def _load_first() -> None:
    """Have the cache look for a kernel before the compiler gets ready to make it, and never fail for what is kept."""
    from numba.core.caching import FunctionCache
    from numba.core.runtime import rtsys

    if not all(hasattr(FunctionCache, name) for name in ("_load_overload", "_save_overload", "flush")):
        _without_blas()
        return

    def load_overload(self: Any, sig: Any, context: Any) -> Any:
        rtsys.initialize(context)  # memory for arrays that a kernel makes
        try:
            found = self._load_overload(sig, context)
            # two processes that keep two kinds of arguments at one moment may give both the same file
            if found is not None and found.signature.args == tuple(sig):
                return found
        except Exception:  # torn: what is pickled may fail in any way
            with suppress(Exception):
                self.flush()  # so that the new one is found
        _without_blas()
        return None

    def save_overload(self: Any, sig: Any, data: Any) -> None:
        try:
            self._save_overload(sig, data)
        except Exception as error:
            unkept[:] = [error]

    FunctionCache.load_overload, FunctionCache.save_overload = load_overload, save_overload


def _without_blas() -> None:
    """Have numba find no linear algebra, whether it is there or not."""

    def none() -> None:
        raise ImportError("kernels do without BLAS")

    from numba.np import linalg

    look = getattr(linalg, "ensure_blas", none)
    linalg.ensure_blas = none
    importlib.import_module("numba.np.arraymath")  # asks, once
    linalg.ensure_blas = look
