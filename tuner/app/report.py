"""The compare wall: profiles beside each other on several raws, at fixed regions, as figures and as pixels.

The first profile is what the others are compared with. Each raw is rendered whole with each profile, so that a crop is
what the export shows there; figures of a region are those of `compare`, FLIP seen in the whole picture.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tuner.app.side import picture_of
from tuner.app.tuned import given_columns, given_row, recipe_for, tuning_digest
from tuner.compare.metrics import METRICS, Comparison, compare_pictures, compare_region
from tuner.core.condition import UNKNOWN, Condition
from tuner.core.engine import Cancel, Engine, Request
from tuner.core.facts import Facts
from tuner.core.frame import Frame
from tuner.core.orient import Rect, oriented_size
from tuner.core.recipe import Recipe
from tuner.files.errors import one_line
from tuner.files.picture import Picture
from tuner.files.profile import Profile
from tuner.files.results import Columns
from tuner.files.source import STATED, open_source

WIDE, HIGH = 480, 360
"""Pixels of the region in the middle that is taken where none is named."""
OVERVIEW = 560  # pixels of the longest side of a whole picture in small
MOST_PIXELS = 120_000_000  # of all crops together
WHOLE = "whole"

Told = Callable[[int, int, str], None]
"""Told how many pictures are rendered, how many there are, and which is the next."""


class ReportError(ValueError):
    """The report cannot be made as asked; one sentence that says why."""


@dataclass(frozen=True)
class Column:
    """A profile of the wall: its letter, what it is called, and the tuning."""

    letter: str
    title: str
    profile: Profile


@dataclass(frozen=True, eq=False)
class Cell:
    """One profile's picture of one raw.

    Attributes
    ----------
    column : which profile
    crops : PNG bytes of each region, with the ICC profile of the picture
    figures : {region, or "whole": figures against the first profile}; empty for the first
    """

    column: Column
    recipe: Recipe
    crops: tuple[bytes, ...]
    figures: dict[str, dict[str, float | None]]


@dataclass(frozen=True, eq=False)
class Row:
    """One raw: what it is, its picture by the first profile in small (JPEG bytes), and a cell for each profile."""

    name: str
    sha256: str
    facts: Facts
    size: tuple[int, int]
    overview: bytes
    regions: tuple[Rect, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True, eq=False)
class Wall:
    """All of it; `given` is what was asked for of the condition, which the raws' own then do not decide."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    given: Condition = UNKNOWN


def columns_of(profiles: Sequence[tuple[Path | None, Profile]]) -> tuple[Column, ...]:
    """Letters and titles: the profile's own name where it has one that no other has, else its file's.

    Raises
    ------
    ReportError : none, or more than there are letters
    """
    if not 1 <= len(profiles) <= 26:
        raise ReportError(f"a report compares up to 26 profiles, not {len(profiles)}")
    names = [profile.name for _, profile in profiles]
    titles = [
        name if name and names.count(name) == 1 else one_line(path.name) if path else name or "Default"
        for (path, _), name in zip(profiles, names, strict=True)
    ]
    return tuple(Column(chr(65 + n), titles[n], profile) for n, (_, profile) in enumerate(profiles))


def region_name(region: Rect) -> str:
    """'X,Y,W,H'."""
    return ",".join(map(str, region))


def build(
    raws: Sequence[Path], columns: Sequence[Column], regions: Sequence[Rect], engine: Engine,
    told: Told | None = None, cancel: Cancel | None = None, given: Condition = UNKNOWN,
) -> Wall:  # fmt: skip
    """Render and compare everything.

    Parameters
    ----------
    regions : in pixels of the picture as exported; none takes one from the middle of each picture
    given : the condition under which profiles are read, where that is not to be each raw's

    Raises
    ------
    ReportError : a region does not lie inside a picture, or there would be too many pixels
    FileError, StageError, Cancelled : as `open_source` and `Engine.render`
    """
    area = sum(r.w * r.h for r in regions) or WIDE * HIGH
    if area * len(raws) * len(columns) > MOST_PIXELS:
        raise ReportError(
            f"{len(columns)} profiles on {len(raws)} raws at these regions are more than a page can hold; "
            "take smaller or fewer regions"
        )
    if len(raws) > 1:  # the last raw's fault is not to be found when all others are rendered
        for path in raws:
            _places(open_source(path, STATED), regions)
    rows, total = [], len(raws) * len(columns)
    for n, path in enumerate(raws):
        rows.append(_row(path, columns, regions, engine, cancel, _counting(told, n * len(columns), total), given))
    return Wall(tuple(columns), tuple(rows), given)


def _counting(told: Told | None, before: int, total: int) -> Callable[[int, str], None]:
    return (lambda n, name: None) if told is None else (lambda n, name: told(before + n, total, name))


def _row(
    path: Path, columns: Sequence[Column], regions: Sequence[Rect], engine: Engine, cancel: Cancel | None,
    told: Callable[[int, str], None], given: Condition,
) -> Row:  # fmt: skip
    frame = open_source(path, STATED)
    size, places = _places(frame, regions)
    cells: list[Cell] = []
    first: Picture | None = None
    for n, column in enumerate(columns):
        told(n, f"{frame.name} by {column.title}")
        recipe = recipe_for(column.profile, frame, given)
        picture = picture_of(engine.render(frame, recipe, Request(), cancel))
        figures = {} if first is None else _figures(first, picture, places, engine)
        first = first or picture
        cells.append(Cell(column, recipe, tuple(_png(picture, region) for region in places), figures))
    assert first is not None
    return Row(frame.name, frame.sha256, frame.facts, size, _small(first), places, tuple(cells))


def _places(frame: Frame, regions: Sequence[Rect]) -> tuple[tuple[int, int], tuple[Rect, ...]]:
    """Size of a raw's picture, and the regions in it; raises ReportError where one does not lie inside."""
    facts = frame.facts
    size = oriented_size(facts.width, facts.height, facts.orientation)
    places = tuple(regions) or (_middle(*size),)
    for region in places:
        if region.x + region.w > size[0] or region.y + region.h > size[1]:
            raise ReportError(
                f"the region {region_name(region)} does not lie inside {frame.name}, which has {size[0]} x {size[1]} pixels"
            )
    return size, places


def _middle(width: int, height: int) -> Rect:
    w, h = min(WIDE, width), min(HIGH, height)
    return Rect((width - w) // 2, (height - h) // 2, w, h)


def _figures(
    first: Picture, picture: Picture, regions: Sequence[Rect], engine: Engine
) -> dict[str, dict[str, float | None]]:
    whole = compare_pictures(first, picture, engine.executor)
    found: dict[str, Comparison] = {WHOLE: whole}
    for region in regions:
        found[region_name(region)] = compare_region(first, picture, region, whole)
    return {name: comparison.figures() for name, comparison in found.items()}


def _png(picture: Picture, region: Rect) -> bytes:
    from tuner.files.picture_png import write_png

    file, (x, y, w, h) = io.BytesIO(), region
    write_png(file, np.ascontiguousarray(picture.pixels[y : y + h, x : x + w]), picture.icc, None)
    return file.getvalue()


def _small(picture: Picture) -> bytes:
    """The whole picture in small, as a JPEG with the picture's profile."""
    from PIL import Image

    whole = Image.fromarray(picture.pixels)
    share = min(1.0, OVERVIEW / max(whole.size))
    small = whole.resize(
        (max(1, round(whole.width * share)), max(1, round(whole.height * share))), Image.Resampling.BOX
    )
    file = io.BytesIO()
    small.save(file, "JPEG", quality=88, icc_profile=picture.icc)
    return file.getvalue()


TABLE: Columns = {
    "raw": "text", "region": "text", "profile": "text", "letter": "text", **dict.fromkeys(METRICS, "number"),
    "raw_sha256": "text", "tuning": "text", "program": "text",
}  # fmt: skip
"""Columns of the table; the first profile has no figures, as it is what the others are compared with."""


def table_columns(wall: Wall) -> Columns:
    """`TABLE`, with what was given of the condition."""
    return {**TABLE, **given_columns(wall.given)}


def table(wall: Wall) -> Iterator[dict[str, Any]]:
    """One row for each raw, region (and the whole) and profile."""
    from tuner import __version__

    for row in wall.rows:
        for where in (WHOLE, *map(region_name, row.regions)):
            for cell in row.cells:
                yield {
                    "raw": row.name, "region": where, "profile": cell.column.title, "letter": cell.column.letter,
                    **cell.figures.get(where, {}), "raw_sha256": row.sha256, "tuning": tuning_digest(cell.column.profile),
                    "program": __version__, **given_row(wall.given),
                }  # fmt: skip
