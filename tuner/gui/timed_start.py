"""Times the start of the window: `python -m tuner.gui.timed_start RAW SECONDS`.

SECONDS is the time of day at which the process was started; it prints one JSON object of milliseconds since then.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tuner import start


def main(raw: Path, begun: float) -> None:
    """Start as the program does, until the first exact picture is painted."""
    start.begin()
    from tuner.gui.launch import application

    application(offscreen=True)
    from tuner.gui.latency import time_start

    print(json.dumps(time_start(raw, begun, start.over)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
