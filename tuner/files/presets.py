"""The presets: profiles that come with the program, each a starting point for one purpose."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tuner.core.param import ParamError, nearest
from tuner.files.profile import Profile, load_profile

_PACKAGE = Path(__file__).resolve().parents[1]
_PLACES = tuple(root / "resources" / "presets" for root in (_PACKAGE / "_data", _PACKAGE.parent))
"""Where an installed program and a checked-out one have them."""


@cache
def presets() -> dict[str, Profile]:
    """{file name without its ending: profile}, by name; empty where the program came without them."""
    folder = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
    return {path.stem: load_profile(path) for path in sorted(folder.glob("*.toml"))}


def load_preset(name: str) -> Profile:
    """The preset of that name, without layers.

    Raises
    ------
    ParamError : there is none; names the nearest
    """
    found = presets()
    if name not in found:
        raise ParamError(f"'{name[:40]}' is not a preset ({', '.join(found)}){nearest(name, found)}")
    return found[name].flat()
