"""The store of compiled kernels: the one place outside `files` that is written.

Each file that holds kernels has a folder of its own, named after the file and a digest of what its compiled code can
depend on (see `sources`). An edit elsewhere leaves it as it is; an edited constant or helper makes another folder, so
that a stale caller cannot be found. What several versions of the program compiled stands side by side.

Numba's cache is pickle: the store is private to the user (mode 0700) and never at a fixed name in a shared place.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import CodeType

from tuner.core.sources import digest_of, edited_meanwhile

KEEP = 3  # folders of one file: switching between two versions does not recompile
UNUSED_S = 7 * 24 * 3600.0  # younger folders stay: a running program of another version may still add to them
DRIVERS, KEEP_DRIVERS = "drive_", 200  # the loops written for one list of kernels each


class Store:
    """Folders of compiled kernels, in the user's cache, else in a private temporary folder, else nowhere.

    Attributes
    ----------
    root : the folder of folders
    lasting : whether it is still there when this process has ended
    """

    def __init__(self) -> None:
        self.root, self.lasting = _chosen()
        self._folders: dict[Path, Path | None] = {}
        if self.root is not None:
            _prune(self.root)

    def folder(self, file: Path, compiler: str) -> Path | None:
        """Where the compiled kernels of a source file are kept; None: they cannot be.

        Parameters
        ----------
        compiler : its version
        """
        if file not in self._folders:
            if not file.is_file():
                return None  # it may be written yet
            self._folders[file] = self._made(file, compiler)
        return self._folders[file]

    def _made(self, file: Path, compiler: str) -> Path | None:
        if self.root is None or edited_meanwhile(file):
            return None
        folder = self.root / f"{file.stem}-{digest_of(file, compiler)}"
        try:
            folder.mkdir(mode=0o700, exist_ok=True)
            folder.touch()  # in use
        except OSError:
            return None
        return folder

    def holds(self, code: CodeType, compiler: str) -> bool:
        """Whether a function of a source file, as it is now, was compiled before."""
        folder = self.folder(Path(code.co_filename), compiler)
        return folder is not None and next(folder.glob(f"*/*.{code.co_name}-{code.co_firstlineno}.*"), None) is not None

    def count(self) -> int:
        """Functions compiled so far, by all versions of the program."""
        return 0 if self.root is None else sum(1 for _ in self.root.glob("*/*/*.nbi"))


def _chosen() -> tuple[Path | None, bool]:
    lasting = private_cache("compiled")
    return (lasting, True) if lasting is not None else (_temporary(), False)


def private_cache(name: str) -> Path | None:
    """A folder in the user's cache where only this user can put files; None where there can be none."""
    import platformdirs

    base = os.environ.get("TUNER_CACHE_DIR") or platformdirs.user_cache_dir("isp-tuner", appauthor=False)
    root = Path(base).absolute() / name
    try:
        root.mkdir(parents=True, mode=0o700, exist_ok=True)
        return root if _is_ours(root) else None
    except OSError:
        return None


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


def _prune(root: Path) -> None:
    """Drop what other versions left and nobody used for days: per file the newest stay, of drivers many."""
    kinds: dict[str, list[tuple[float, Path]]] = {}
    try:
        for path in filter(Path.is_dir, root.iterdir()):
            kind = DRIVERS if path.name.startswith(DRIVERS) else path.name.rpartition("-")[0]
            kinds.setdefault(kind, []).append((path.stat().st_mtime, path))
    except OSError:
        return  # another process prunes at the same moment; its result is as good
    before = time.time() - UNUSED_S
    for kind, found in kinds.items():
        for used, path in sorted(found)[: -(KEEP_DRIVERS if kind == DRIVERS else KEEP)]:
            if used >= before:
                continue
            shutil.rmtree(path, ignore_errors=True)
            if kind == DRIVERS:
                with suppress(OSError):
                    path.with_name(f"{path.name.rpartition('-')[0]}.py").unlink(missing_ok=True)
