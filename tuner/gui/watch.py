"""Watching the open files: tells when another program changed one, and not when we did."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

Stamp = tuple[int, int] | None


def _stamp(path: Path) -> Stamp:
    """Time and size of a file; None when it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


class Watch(QObject):
    """Watches a few files by name: one that is replaced (renamed onto) is still the one we mean.

    Signals
    -------
    changed : the path of a file that is now another one; a file that vanished is no news until it is back
    """

    changed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._look)
        self._watcher.directoryChanged.connect(self._look)
        self._stamps: dict[str, tuple[Path, Stamp]] = {}

    def keep(self, role: str, path: Path | None) -> None:
        """Watch this file in that role ("raw", "profile"), as it is now, in place of the last one; None: no file."""
        self._stamps.pop(role, None)
        if path is not None:
            self._stamps[role] = (path, _stamp(path))
        self._follow()

    def end(self) -> None:
        """Watch nothing any more."""
        self._stamps.clear()
        self._follow()

    def _follow(self) -> None:
        """Files are watched for writes, their folders for files that take their place."""
        wanted = {str(p) for path, _ in self._stamps.values() for p in (path, path.parent) if p.exists()}
        watched = {*self._watcher.files(), *self._watcher.directories()}
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))

    def _look(self) -> None:
        for role, (path, known) in list(self._stamps.items()):
            now = _stamp(path)
            if now is not None and now != known:
                self._stamps[role] = (path, now)
                self.changed.emit(path)
        self._follow()
