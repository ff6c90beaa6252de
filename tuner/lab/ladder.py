"""A ladder: one scene over a grid of ISO, light and lux, as a tuning's tables need it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from tuner.files.atomic import check_place, made_folder, write_atomic
from tuner.lab.expose import Progress
from tuner.lab.lights import LabError
from tuner.lab.order import Order
from tuner.lab.shoot import Studio, shots
from tuner.lab.write import check_places, write_shot

MOST_RUNGS = 1000
INDEX = "ladder.json"


@dataclass(frozen=True)
class Rung:
    """One condition."""

    iso: float
    illuminant: str
    lux: float

    @property
    def name(self) -> str:
        """The file's name: ISO, light, lux."""
        light = re.sub(r"[^\w.-]+", "-", self.illuminant)
        return f"iso{self.iso:g}_{light}_{self.lux:g}lx.dng"


class Ladder(tuple[Rung, ...]):
    """Every combination, ISO by ISO.

    Raises
    ------
    LabError : more than a thousand, or two that would have one name
    """

    def __new__(cls, isos: Sequence[float], illuminants: Sequence[str], luxes: Sequence[float]) -> Ladder:
        rungs = tuple(Rung(*one) for one in product(isos, illuminants, luxes))
        if not 0 < len(rungs) <= MOST_RUNGS:
            raise LabError(f"a ladder has 1 to {MOST_RUNGS} shots, not {len(rungs)}")
        if len({rung.name for rung in rungs}) < len(rungs):
            raise LabError("two shots of the ladder are the same; name every ISO, light and lux once")
        return super().__new__(cls, rungs)


def write_ladder(
    folder: Path, orders: Sequence[tuple[Rung, Order]], threads: int = 1, progress: Progress | None = None
) -> Iterator[Path]:
    """Shoot and write every rung, then an index of them.

    Yields
    ------
    each raw's path once it is written

    Raises
    ------
    LabError : one of them cannot be shot, which is found out before the first is
    FileError : the folder cannot be made or written to
    """
    for _, order in orders:
        _ = Studio(order).seconds
    made_folder(folder)
    for rung, order in orders:
        check_places(folder / rung.name, order)
    check_place(folder / INDEX)
    index = []
    for n, (rung, order) in enumerate(orders):
        told = None if progress is None else lambda share, n=n: progress((n + share) / len(orders))
        shot = next(shots(order, threads, told))
        path = folder / rung.name
        write_shot(path, shot, threads)
        exposure = shot.truth["exposure"]
        index.append({
            "file": rung.name, "iso": rung.iso, "illuminant": rung.illuminant, "lux": rung.lux,
            "cct_K": shot.truth["illuminant"]["cct_K"], "seconds": exposure["seconds"],
        })  # fmt: skip
        yield path
    write_atomic(folder / INDEX, (json.dumps({"shots": index}, indent=1) + "\n").encode())
