"""A program that edits until it is killed, over and over: `python -m tests.app.killed FOLDER TRIALS SEED`.

Imported once, it forks a process a trial. The child changes a parameter every few milliseconds, noting the number and
the time of each edit before it is made; the parent kills it with SIGKILL at a random moment and reads the journal as a
next start does. One JSON line a trial: the edits, when it was killed, and the number of the edit that came back.
"""

from __future__ import annotations

import json
import os
import random
import signal
import struct
import sys
import time
from pathlib import Path
from typing import NoReturn

from tuner.app.journaling import Journaling, left_behind
from tuner.app.session import Session

NOTE = struct.Struct("<qd")
LONGEST_S = 0.6
"""Longer than it takes to write several times, and for a few trials longer than the second that may be lost."""


def edit_until_killed(folder: Path, notes: int, seed: int) -> NoReturn:
    """Edit number n sets exposure to n millionths of a stop."""
    session, chance = Session(), random.Random(seed)
    journal = Journaling(session, folder)
    assert journal.path is None
    number = 0
    while True:
        number += 1
        os.write(notes, NOTE.pack(number, time.monotonic()))
        gesture = session.gesture() if chance.random() < 0.3 else "drag"
        session.change({"exposure.ev": number * 1e-6}, gesture=gesture)
        time.sleep(chance.random() * 0.01)


def trial(folder: Path, number: int, chance: random.Random) -> dict[str, object]:
    """One process, killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        edit_until_killed(folder, writing, number)
    os.close(writing)
    time.sleep(chance.random() * (LONGEST_S if number % 10 else 3 * LONGEST_S))
    os.kill(child, signal.SIGKILL)
    killed_at = time.monotonic()
    os.waitpid(child, 0)
    noted = b""
    while piece := os.read(reading, 65536):
        noted += piece
    os.close(reading)
    works, faults = left_behind(folder)
    assert not faults, faults
    back = 0
    if works:
        back = round(float(works[0].found.steps[-1].tuning.recipe.value("exposure.ev")) * 1e6)  # type: ignore[arg-type]
        works[0].drop()
    return {"edits": list(NOTE.iter_unpack(noted)), "killed_at": killed_at, "back": back}


if __name__ == "__main__":
    place, trials, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    moments = random.Random(seed)
    for n in range(trials):
        print(json.dumps(trial(place / str(n), n, moments)), flush=True)
