"""What is wrong with a file, in one sentence."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any


class FileError(Exception):
    """A file cannot be used; `str()` is one line that names it, the fault and the way out.

    Parameters
    ----------
    path : the file; only its last component is shown
    fault : what is wrong, e.g. "the file ends before its pixels do"
    way_out : what the user can do, e.g. "copy it again from the card"
    """

    def __init__(self, path: Path | str, fault: str, way_out: str) -> None:
        self.path = Path(path)
        self.fault = one_line(fault)
        self.way_out = one_line(way_out)
        super().__init__(f"{shown_name(path)}: {self.fault.rstrip('.')}; {self.way_out.rstrip('.')}.")

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.path, self.fault, self.way_out)  # three arguments, where Exception would pass one


def shown_name(path: Path | str) -> str:
    """The file's name as it may stand in a message: no folder, no control characters, no broken surrogates."""
    name = os.path.basename(os.path.normpath(str(path))) or str(path)
    return one_line(name.encode("utf-8", "replace").decode("utf-8"))


def one_line(text: str) -> str:
    """The text with everything that would break or disguise a line shown as '?'."""
    return "".join(c if c.isprintable() else " " if c in "\t\n\r" else "?" for c in text).strip()
