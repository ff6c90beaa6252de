"""The compiler, numba, without the user's settings, and without what a cached kernel does not need.

Its import and the first kernel's loading are a third of the time to the first picture. Left out:

- the user's settings for other programs. They could switch it off, change the code it makes (and hence the picture), or send its cache
  elsewhere. Variables of the environment are taken out of this process; the settings file of the current folder does
  not count;
- getting ready to compile before a kernel is loaded: some hundred modules, a third of the loading. It is done when a
  kernel is not in the cache;
- the search for linear algebra, which imports scipy.linalg. No kernel multiplies matrices through BLAS; one that does
  is refused when it is compiled.

The last two replace functions inside numba; where a version has none of that name, it does as it always did.
"""

from __future__ import annotations

import importlib
import os
import sys
import threading
from typing import Any

_lock = threading.RLock()


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
    """Have the cache look for a kernel before the compiler gets ready to make it."""
    from numba.core.caching import FunctionCache
    from numba.core.runtime import rtsys

    as_always = getattr(FunctionCache, "load_overload", None)
    if as_always is None or not hasattr(FunctionCache, "_load_overload"):
        _without_blas()
        return

    def load_overload(self: Any, sig: Any, context: Any) -> Any:
        rtsys.initialize(context)  # memory for arrays that a kernel makes
        with self._guard_against_spurious_io_errors():
            found = self._load_overload(sig, context)
            if found is not None:
                return found
        _without_blas()
        return None

    FunctionCache.load_overload = load_overload


def _without_blas() -> None:
    """Have numba find no linear algebra, whether it is there or not."""

    def none() -> None:
        raise ImportError("kernels do without BLAS")

    from numba.np import linalg

    look = getattr(linalg, "ensure_blas", none)
    linalg.ensure_blas = none
    importlib.import_module("numba.np.arraymath")  # asks, once
    linalg.ensure_blas = look
