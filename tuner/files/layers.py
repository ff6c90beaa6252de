"""Layers of profiles: where a profile finds the one it extends.

A profile comes from a stranger: what it extends is read only if it lies beside it or below its folder, links followed.
"""

from __future__ import annotations

import os
from pathlib import Path, PureWindowsPath

from tuner.files.errors import FileError, one_line

MAX_LAYERS = 8
"""Most profiles on top of each other: sensor, module, product, scene and some to spare."""


def base_path(path: Path, extends: str) -> Path:
    """The file that a profile at `path` extends.

    Parameters
    ----------
    extends : relative to the profile's folder, with / between folders

    Raises
    ------
    FileError : it is no name of a profile, or would lead out of the folder
    """
    shown = one_line(extends)[:80]
    way_out = "name a profile beside it or in a folder below"
    named = PureWindowsPath(extends)  # reads / and \ alike, and sees drives
    if "\0" in extends or named.suffix.lower() != ".toml":
        raise FileError(path, f"it extends '{shown}', which is no profile's name", "name a file that ends in .toml")
    if named.drive or named.root or ".." in named.parts or "\\" in extends:
        raise FileError(path, f"it extends '{shown}', which leads out of its folder", way_out)
    folder = Path(os.path.realpath(path)).parent
    found = Path(os.path.realpath(folder / extends))
    if not found.is_relative_to(folder):
        raise FileError(path, f"it extends '{shown}', which leads out of its folder", way_out)
    return found


def check_layers(path: Path, above: tuple[Path, ...]) -> tuple[Path, ...]:
    """`above`, the profiles that led here, and this one.

    Raises
    ------
    FileError : the profile is one of them already, or there are too many
    """
    real = Path(os.path.realpath(path))
    if real in above:
        circle = " -> ".join(one_line(layer.name) for layer in (*above[above.index(real) :], real))
        raise FileError(above[0], f"the layers go round in a circle ({circle})", "let one of them extend nothing")
    if len(above) >= MAX_LAYERS:
        raise FileError(above[0], f"the layers are more than {MAX_LAYERS}", "let one of them extend nothing")
    return (*above, real)
