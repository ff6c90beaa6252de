"""Kernels: numba functions that are compiled when first needed, cached in a folder of our own.

Declaring a kernel imports no numba, so that a rack is built in milliseconds. The flags are the measured ones: `nogil`
(a kernel without it stalls the window), float32 without bounds checks, and only those fast-math rules under which NaN
still behaves (`nnan` let NaN pass a clamp) and a tile gives the bits of the whole (`reassoc` summed a row's vector
part and its tail in different orders).

A kernel may call other kernels of its own file only. The cache folder is named after a digest of every kernel's
source, so an edited helper can never leave a stale caller behind. Numba's cache is pickle: the folder is private to
the user (mode 0700) and never at a fixed name in a shared place.
"""

from __future__ import annotations

import atexit
import hashlib
import importlib
import os
import shutil
import sys
import tempfile
import threading
import types
from collections.abc import Callable
from pathlib import Path
from typing import Any

_KEEP_FOLDERS = 3  # caches of older sources kept, so that switching between two versions does not recompile
_lock = threading.RLock()
_ready = False


flags: dict[str, Any] = {
    "nogil": True,
    "boundscheck": False,
    "error_model": "numpy",
    "fastmath": {"contract", "nsz", "arcp"},
}
"""How every kernel is compiled; whether it is cached is decided when the first one is."""


def njit(**options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """numba.njit, imported now, with our cache folder set up."""
    import numba

    decorate: Callable[[Callable[..., Any]], Callable[..., Any]] = numba.njit(cache=_prepare_cache(), **options)
    return decorate


class LazyKernel:
    """A kernel that compiles at its first call (or at `dispatcher`)."""

    def __init__(self, py_func: Callable[..., Any]) -> None:
        self.py_func = py_func
        self.__name__ = py_func.__name__
        self.__module__ = py_func.__module__
        self.__doc__ = py_func.__doc__
        self._dispatcher: Callable[..., Any] | None = None

    def __call__(self, *args: Any) -> Any:
        return (self._dispatcher or self.dispatcher())(*args)

    def dispatcher(self) -> Callable[..., Any]:
        """The numba dispatcher; imports numba at the first use in the process."""
        with _lock:
            if self._dispatcher is None:
                self._dispatcher = njit(**flags)(self._linked())
            return self._dispatcher

    def _linked(self) -> Callable[..., Any]:
        """The Python function with the kernels it names replaced by their dispatchers, which numba can type."""
        found = self.py_func.__globals__
        names = {n: found[n] for n in self.py_func.__code__.co_names if isinstance(found.get(n), LazyKernel)}
        foreign = [n for n, k in names.items() if k.__module__ != self.__module__]
        if foreign:
            raise RuntimeError(f"{self.__module__}.{self.__name__} calls {foreign[0]} of another file")
        linked = types.FunctionType(
            self.py_func.__code__, {**found, **{n: k.dispatcher() for n, k in names.items()}}, self.__name__
        )
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


def __getattr__(name: str) -> Any:
    """`ticks`, made at its first use: importing this module must not import numba."""
    if name != "ticks":
        raise AttributeError(name)
    made = _make_ticks()
    globals()["ticks"] = made
    return made


def _make_ticks() -> Any:
    """An intrinsic that reads the processor's cycle counter (0 where it has none)."""
    from llvmlite import ir
    from numba.core import types as numba_types
    from numba.extending import intrinsic

    def ticks(typing_context: Any) -> Any:
        def generate(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            word = ir.IntType(64)
            counter = builder.module.declare_intrinsic("llvm.readcyclecounter", fnty=ir.FunctionType(word, ()))
            return builder.call(counter, ())

        return numba_types.int64(), generate

    return intrinsic(ticks)


def private_folder() -> Path:
    """The folder of compiled kernels (mode 0700): the one place outside `files` that is written."""
    _prepare_cache()
    if _folder is None:
        raise OSError("no folder can be written to keep compiled kernels in")
    return _folder


def sources_digest(folder: Path) -> str:
    """Digest of every Python file under `folder` and of the interpreter."""
    digest = hashlib.sha256(sys.version.encode())
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def cache_folder() -> Path | None:
    """Where compiled kernels are kept: the user's cache, else a private temporary folder, else nowhere."""
    import numba
    import platformdirs

    package = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256((sources_digest(package) + numba.__version__).encode())
    base = os.environ.get("TUNER_CACHE_DIR") or platformdirs.user_cache_dir("isp-tuner", appauthor=False)
    folder = Path(base) / "kernels" / digest.hexdigest()[:16]
    try:
        folder.mkdir(parents=True, mode=0o700, exist_ok=True)
        if not _is_ours(folder):
            raise PermissionError(folder)
    except OSError:
        return _temporary()
    folder.touch()
    _prune(folder)
    return folder


def _is_ours(folder: Path) -> bool:
    """Whether only this user can put files there (what is read from it is unpickled)."""
    status = folder.stat()
    mine = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
    return mine and not status.st_mode & 0o022 and os.access(folder, os.W_OK)


def _temporary() -> Path | None:
    """A private folder that goes with this process."""
    try:
        folder = tempfile.mkdtemp(prefix="isp-tuner-kernels-")
    except OSError:
        return None
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _prune(current: Path) -> None:
    """Drop the caches of older sources, newest kept."""
    try:
        others = sorted((p for p in current.parent.iterdir() if p != current), key=lambda p: p.stat().st_mtime)
        for old in others[:-_KEEP_FOLDERS]:
            shutil.rmtree(old, ignore_errors=True)
    except OSError:
        return  # another process prunes at the same moment; its result is as good


def is_cold() -> bool:
    """Whether no earlier run left compiled kernels, so that the first picture has to wait for them."""
    with _lock:
        if not _prepare_cache():
            return True
        import numba

        return next(Path(numba.config.CACHE_DIR).rglob("*.nbi"), None) is None


def _prepare_cache() -> bool:
    """Point numba at our folder, once; False when nothing is writable (then nothing is cached)."""
    global _ready, _folder
    with _lock:
        if not _ready:
            import numba

            _folder = cache_folder()
            if _folder is not None:
                numba.config.CACHE_DIR = str(_folder)
            _ready = True
    return _folder is not None


_folder: Path | None = None
