"""Take what the window looks like now as approved: `python scripts/approve_views.py [VIEW ...]`. Look at what it wrote."""

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from PIL import Image

from tests.gui.approving import APPROVED, VIEWS, picture_of


def main(views: list[str]) -> None:
    """Render the views and put them in the approved ones' place."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TUNER_STATE_DIR"] = folder
        for view in views or VIEWS:
            APPROVED.mkdir(exist_ok=True)
            out = APPROVED / f"{view}.png"
            with Image.open(picture_of(view, Path(folder))) as made:
                Image.fromarray(np.asarray(made.convert("RGB"))).save(
                    out, optimize=True
                )  # the pixels alone, packed well
            print(f"{out.name}: {out.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
