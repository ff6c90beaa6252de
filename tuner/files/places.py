"""Where the program keeps what is not the user's own file: one state folder; and how paths stand in what it keeps.

Source: XDG Base Directory Specification 0.8 (state folder).
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

FOLDER_VARIABLE = "TUNER_STATE_DIR"
"""Environment variable that names another state folder."""


def state_folder() -> Path:
    """The user's state folder of this program; it need not exist."""
    import platformdirs

    return Path(os.environ.get(FOLDER_VARIABLE) or platformdirs.user_state_dir("isp-tuner", appauthor=False))


def path_text(path: Path | None) -> str:
    """A path as JSON keeps it: bytes that are no UTF-8 are lone surrogates, which its escapes carry."""
    return "" if path is None else str(path.absolute())


def path_of(text: Any) -> Path | None:
    """The inverse of `path_text`; None where a stranger wrote what can be the name of no file."""
    try:
        return Path(text) if isinstance(text, str) and text and b"\0" not in os.fsencode(text) else None
    except UnicodeEncodeError:
        return None
