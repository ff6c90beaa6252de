"""Kernels: numba functions that are compiled when first needed, cached in a folder of our own.

Declaring a kernel imports no numba, so that a rack is built in milliseconds. The flags are the measured ones: `nogil`
(a kernel without it stalls the window), float32 without bounds checks, and only those fast-math rules under which NaN
still behaves (`nnan` let NaN pass a clamp) and a tile gives the bits of the whole (`reassoc` summed a row's vector
part and its tail in different orders).

A kernel may call other kernels of its own file only. What is compiled is kept per source file (see `store`), in a
folder named after a digest of everything the compiled code can depend on, so an edited helper or constant can never
leave a stale caller behind, and an edit of the window recompiles nothing.
"""

from __future__ import annotations

import importlib
import threading
import types
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from tuner.core.compiler import compiler
from tuner.core.intrinsics import NAMED, made
from tuner.core.store import Store

lock = threading.RLock()
_store: Store | None = None


flags: dict[str, Any] = {
    "nogil": True,
    "boundscheck": False,
    "error_model": "numpy",
    "fastmath": {"contract", "nsz", "arcp"},
}
"""How every kernel is compiled; whether it is cached is decided when the first one is."""


def njit(**options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """numba.njit, imported now, with the cache folder of the function's own file."""

    def decorate(py_func: Callable[..., Any]) -> Callable[..., Any]:
        with lock:  # the cache's place is numba's global setting, read while a function is decorated
            numba = compiler()
            folder = kept().folder(Path(py_func.__code__.co_filename), numba.__version__)
            numba.config.CACHE_DIR = str(folder or "")
            compiled: Callable[..., Any] = numba.njit(cache=folder is not None, **options)(py_func)
            return compiled

    return decorate


class LazyKernel:
    """A kernel that compiles at its first call (or at `dispatcher`)."""

    def __init__(self, py_func: Callable[..., Any], options: dict[str, Any] | None = None) -> None:
        self.py_func = py_func
        self._options = flags if options is None else options
        self.__name__ = py_func.__name__
        self.__module__ = py_func.__module__
        self.__doc__ = py_func.__doc__
        self._dispatcher: Callable[..., Any] | None = None

    @property
    def ready(self) -> bool:
        """Whether it was compiled or loaded in this process, for some types of arguments."""
        return bool(getattr(self._dispatcher, "signatures", ()))

    def __call__(self, *args: Any) -> Any:
        return (self._dispatcher or self.dispatcher())(*args)

    def dispatcher(self) -> Callable[..., Any]:
        """The numba dispatcher; imports numba at the first use in the process."""
        with lock:
            if self._dispatcher is None:
                self._dispatcher = njit(**self._options)(self._linked())
            return self._dispatcher

    def _linked(self) -> Callable[..., Any]:
        """The Python function with the kernels it names replaced by their dispatchers, which numba can type."""
        compiler()
        found = self.py_func.__globals__
        names = {n: found[n] for n in self.py_func.__code__.co_names if isinstance(found.get(n), LazyKernel)}
        foreign = [n for n, k in names.items() if k.__module__ != self.__module__]
        if foreign:
            raise RuntimeError(f"{self.__module__}.{self.__name__} calls {foreign[0]} of another file")
        used: dict[str, Any] = {n: k.dispatcher() for n, k in names.items()}
        used |= {n: made(n) for n, named in NAMED.items() if found.get(n) is named}
        linked = types.FunctionType(self.py_func.__code__, {**found, **used}, self.__name__)
        linked.__module__, linked.__qualname__ = self.__module__, self.py_func.__qualname__
        return linked


def kernel(py_func: Callable[..., Any]) -> LazyKernel:
    """Declare a kernel (decorator)."""
    return LazyKernel(py_func)


def dispatcher_of(module: str, name: str) -> Callable[..., Any]:
    """The compiled form of the kernel of that module and name."""
    found = getattr(importlib.import_module(module), name)
    assert isinstance(found, LazyKernel)
    return found.dispatcher()


def kept() -> Store:
    """The store of compiled kernels."""
    global _store
    with lock:
        if _store is None:
            _store = Store()
        return _store


def private_folder() -> Path:
    """The folder of compiled kernels (mode 0700): the one place outside `files` that is written.

    Raises
    ------
    OSError : there is no place that can be written to
    """
    folder = kept().root
    if folder is None:
        raise OSError("no folder can be written to keep compiled kernels in")
    return folder


def is_cold(kernels: Iterable[Callable[..., Any]]) -> bool:
    """Whether one of these kernels, as it is now, was never compiled, so that a picture has to wait for it."""
    with lock:
        version = compiler().__version__
        return not all(kept().holds(k.py_func.__code__, version) for k in kernels if isinstance(k, LazyKernel))
