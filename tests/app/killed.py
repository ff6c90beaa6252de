"""A program that edits until it is killed, over and over: `python -m tests.app.killed FOLDER TRIALS SEED`.

Imported once, it forks a process a trial. The child changes a parameter every few milliseconds, noting the number and
the time of each edit before it is made; the parent kills it with SIGKILL at a random moment and reads the journal as a
next start does. One JSON line a trial: the edits, when it was killed, and the number of the edit that came back.

A second process, which has nothing of ours in it, does all the while what a journal has to do: it rests as long, writes a
line and has the disk take it. The last line says when it began each time: where it was late, the machine was.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import struct
import sys
import time
from pathlib import Path
from typing import NoReturn

from tuner.app.journaling import BEHIND_S, Journaling, left_behind
from tuner.app.session import Session

NOTE, BEAT = struct.Struct("<qd"), struct.Struct("<d")
LONGEST_S = 0.4
"""Longer than it takes to write several times."""
LONG = 17
"""One trial of so many goes on for longer than the second that may be lost."""
PATIENCE_S = 60.0
"""For a journal that is waited for; who never gets one loses all edits, which is seen."""


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


def beat_until_killed(folder: Path, notes: int) -> NoReturn:
    """What the machine lets a process do that writes as a journal does."""
    with (folder / "witness").open("wb") as file:
        while True:
            os.write(notes, BEAT.pack(time.monotonic()))
            time.sleep(BEHIND_S)
            file.write(b"x" * 200)
            file.flush()
            os.fsync(file.fileno())


def forked(work: object, *args: object) -> tuple[int, int]:
    """A process that does `work(folder, notes, ...)`, and where to read its notes."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        folder, *rest = args
        work(folder, writing, *rest)  # type: ignore[operator]
    os.close(writing)
    return child, reading


def ended(child: int, reading: int) -> bytes:
    """Kill a process; all that it noted."""
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    noted = b""
    while piece := os.read(reading, 65536):
        noted += piece
    os.close(reading)
    return noted


def trial(folder: Path, number: int, chance: random.Random) -> dict[str, object]:
    """One process, killed.

    The moment is counted from the first edit, however long the machine took to come there; in two of three trials from
    the first thing written, so that there is something to give back.
    """
    child, reading = forked(edit_until_killed, folder, number)
    select.select([reading], [], [], PATIENCE_S)
    is_long = number % LONG == 0
    if number % 3 and not is_long:
        given_up = time.monotonic() + PATIENCE_S
        while not list(folder.glob("*.journal")) and time.monotonic() < given_up:
            time.sleep(0.005)
    time.sleep(chance.random() * LONGEST_S + (1.05 if is_long else 0.0))
    killed_at = time.monotonic()  # it dies a little later: what was due is due all the more
    noted = ended(child, reading)
    works, faults = left_behind(folder)
    assert not faults, faults
    back = 0
    if works:
        back = round(float(works[0].found.steps[-1].tuning.recipe.value("exposure.ev")) * 1e6)  # type: ignore[arg-type]
        works[0].drop()
    return {"edits": list(NOTE.iter_unpack(noted)), "killed_at": killed_at, "back": back, "long": is_long}


if __name__ == "__main__":
    place, trials, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    moments, witness = random.Random(seed), forked(beat_until_killed, place)
    for n in range(trials):
        print(json.dumps(trial(place / str(n), n, moments)), flush=True)
    print(json.dumps([at for (at,) in BEAT.iter_unpack(ended(*witness))]))
