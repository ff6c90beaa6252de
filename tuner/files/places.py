"""Where the program keeps what is not the user's own file: one state folder.

Source: XDG Base Directory Specification 0.8 (state folder).
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER_VARIABLE = "TUNER_STATE_DIR"
"""Environment variable that names another state folder."""


def state_folder() -> Path:
    """The user's state folder of this program; it need not exist."""
    import platformdirs

    return Path(os.environ.get(FOLDER_VARIABLE) or platformdirs.user_state_dir("isp-tuner", appauthor=False))
