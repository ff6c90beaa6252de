"""Sources: what a file's compiled code can depend on, so that a cache is as old as that and no older.

Compiled code holds constants of other modules and, in a driver, other modules' kernels. What it can depend on is
therefore its own file and every module of this package that the file names, and what those name in turn. A name found
in the text counts, in an import or in a string (`dispatcher_of("tuner.stages.encode", ...)`): too much is harmless, and
looking for words in the forty files that hold or feed kernels takes six milliseconds, parsing them eighty.
"""

from __future__ import annotations

import hashlib
import re
import sys
import time
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The package's folder."""

# both begin with plain letters, which the search skips to; a word boundary in front costs six times the time
_NAMED = re.compile(rf"{ROOT.name}(?:\.\w+)+")
_FROM = re.compile(rf"from\s+({ROOT.name}(?:\.\w+)*)\s+import\s*(\([^)]*\)|[^\n]*)")
_BEGUN = time.time()


def closure(file: Path) -> frozenset[Path]:
    """The file and every file of this package that it names, directly or through others."""
    found = {file}
    waiting = [file]
    while waiting:
        new = _named(waiting.pop()) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


def digest_of(file: Path, *beside: str) -> str:
    """Digest of what a file's compiled code can depend on, of the interpreter, and of what is told beside it."""
    parts = sorted((path.name, hashlib.sha256(_bytes(path)).hexdigest()) for path in closure(file))
    return hashlib.sha256(repr((sys.version, beside, parts)).encode()).hexdigest()[:16]


def edited_meanwhile(file: Path) -> bool:
    """Whether a source was changed while this process ran, so that its code in memory may be older than the file."""
    now = time.time()  # a time in the future comes of a wrong clock, and says nothing
    return any(_BEGUN < path.stat().st_mtime <= now for path in closure(file) if path.is_relative_to(ROOT))


@cache
def _bytes(path: Path) -> bytes:
    return path.read_bytes()


@cache
def _named(file: Path) -> frozenset[Path]:
    """Files of the package's modules that a file names."""
    text = _bytes(file).decode()
    names = set(_NAMED.findall(text))
    for package, words in _FROM.findall(text):
        names |= {f"{package}.{word}" for word in re.findall(r"\w+", words)}
    return frozenset(path for name in names if (path := _file_of(name)) is not None)


@cache
def _file_of(name: str) -> Path | None:
    """The file of the module that a dotted name begins with; a package's own file where no module of it is named."""
    parts = name.split(".")[1:]
    for n in range(len(parts), 0, -1):
        base = ROOT.joinpath(*parts[:n])
        for path in (base.with_suffix(".py"), base / "__init__.py"):
            if path.is_file():
                return path
    return None
