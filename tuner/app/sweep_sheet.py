"""The contact sheet of a sweep as one picture, and its figures as a table.

The window and the command line write the same sheet: tiles at full resolution, each with its values and its figure
below, on the window's neutral grey. It is an sRGB picture.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from math import ceil, isclose, sqrt
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tuner.app.sweep import METRICS, Sweep, Tile
from tuner.core.param import Value
from tuner.core.rack import Rack
from tuner.files.errors import one_line

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

GROUND, TEXT, DIM = (60, 60, 60), (222, 222, 222), (169, 169, 169)
GAP = 12
SIZE = 14  # of the letters, pixels
LINE = 20
LEAST_CELL = 150  # pixels of width, for the caption's sake
HEAD = 2 * LINE + GAP


def columns_of(sweep: Sweep) -> int:
    """Tiles in a row: the first of two axes; of a single one, as many as make the sheet about as wide as high."""
    if len(sweep.axes) == 2:
        return len(sweep.axes[0].values)
    shape = max(sweep.crop.w, LEAST_CELL) / (sweep.crop.h + 2 * LINE)
    return min(sweep.size, max(1, ceil(sqrt(sweep.size * 1.4 / shape))))


def value_text(rack: Rack, path: str, value: Value) -> str:
    """A value with its unit: '0.8 px', 'malvar', 'on'."""
    if isinstance(value, bool):
        return "on" if value else "off"
    stage, name = rack.split(path)
    unit = "" if name == "enabled" else stage.param(name).unit
    text = f"{value:g}" if isinstance(value, int | float) else str(value)
    return text if unit in ("", "1") else f"{text} {unit}"


def title_of(rack: Rack, path: str) -> str:
    """'Sharpen · Amount'; a unit in it has the unit's own spelling ('Exposure · EV')."""
    stage, name = rack.split(path)
    if name == "enabled":
        return f"{stage.title} · On"
    param = stage.param(name)
    return f"{stage.title} · " + re.sub(rf"\b{re.escape(param.unit)}\b", param.unit, param.title, flags=re.IGNORECASE)


def _as_fine_as_its_step(rack: Rack, path: str, value: Value) -> Value:
    """A number with the decimals of its parameter's step, or two more if they tell it: a range gives endless ones."""
    stage, name = rack.split(path)
    step = None if name == "enabled" else stage.param(name).step
    if not isinstance(value, float) or step is None:
        return value
    least = max(-int(Decimal(str(step)).normalize().as_tuple().exponent), 0)
    exact = (n for n in range(least, least + 3) if isclose(round(value, n), value, rel_tol=1e-9, abs_tol=1e-9))
    return round(value, next(exact, least))


def setting_text(rack: Rack, values: dict[str, Value]) -> str:
    """What a tile was made with: 'Amount 0.5 · Sigma 0.8 px'; a title that is its unit stands once ('-3 EV')."""
    parts = []
    for path, value in values.items():
        name, text = (
            title_of(rack, path).rpartition(" · ")[2],
            value_text(rack, path, _as_fine_as_its_step(rack, path, value)),
        )
        parts.append(text if text.endswith(f" {name}") else f"{name} {text}")
    return " · ".join(parts)


def figure_text(sweep: Sweep, figure: float | None) -> str:
    """The metric of a tile: 'Noise 1.83 codes'."""
    title, unit = METRICS[sweep.metric]
    return f"{title} {'none' if figure is None else f'{figure:.2f}'}" + (
        f" {unit}" if unit and figure is not None else ""
    )


def headline(sweep: Sweep, rack: Rack) -> tuple[str, str]:
    """What is swept, and where the figures are taken."""
    crop = "{},{} {} × {}".format(*sweep.crop)
    where = {
        "noise": "fine detail of the whole crop (MAD)",
        "overshoot": "strongest edge of the crop",
        "de2000": "mean to the " + ("present picture" if sweep.reference is None else "reference"),
    }[sweep.metric]
    if sweep.metric == "noise" and (sweep.region is not None or sweep.flat):
        where = "region {},{} {} × {}".format(*sweep.region) if sweep.region is not None else "flattest patch"
    title = METRICS[sweep.metric][0]
    return " × ".join(title_of(rack, axis.path) for axis in sweep.axes), f"crop {crop} · {title}: {where}"


def sheet(tiles: Sequence[Tile], sweep: Sweep, rack: Rack, name: str = "") -> NDArray[np.uint8]:
    """The contact sheet.

    Parameters
    ----------
    tiles : some or all of the sweep's, in any order; a missing one leaves its place empty
    name : of the raw

    Returns
    -------
    (h, w, 3) uint8 sRGB
    """
    from PIL import Image, ImageDraw

    columns = columns_of(sweep)
    rows = -(-sweep.size // columns)
    cell = (max(sweep.crop.w, LEAST_CELL), sweep.crop.h + 2 * LINE)
    width, height = GAP + columns * (cell[0] + GAP), HEAD + GAP + rows * (cell[1] + GAP)
    picture = Image.new("RGB", (width, height), GROUND)
    draw = ImageDraw.Draw(picture)
    first, second = headline(sweep, rack)
    _write(draw, (GAP, GAP), f"{one_line(name)}  {first}" if name else first, TEXT, width - 2 * GAP)
    _write(draw, (GAP, GAP + LINE), second, DIM, width - 2 * GAP)
    for tile in tiles:
        row, column = divmod(tile.index, columns)
        x, y = GAP + column * (cell[0] + GAP), HEAD + GAP + row * (cell[1] + GAP)
        picture.paste(Image.fromarray(tile.pixels), (x, y))
        _write(draw, (x, y + sweep.crop.h + 3), setting_text(rack, tile.values), TEXT, cell[0])
        _write(draw, (x, y + sweep.crop.h + 3 + LINE), figure_text(sweep, tile.figure), DIM, cell[0])
    return np.asarray(picture)


def table(tiles: Sequence[Tile], sweep: Sweep) -> list[dict[str, Any]]:
    """One row a tile: the values by path, and the figure by the metric's name."""
    return [{**tile.values, sweep.metric: tile.figure} for tile in sorted(tiles, key=lambda tile: tile.index)]


def as_csv(tiles: Sequence[Tile], sweep: Sweep) -> bytes:
    """The table as RFC 4180 text; the head names the parameters, the metric and its unit."""
    title = sweep.metric + (f" [{METRICS[sweep.metric][1]}]" if METRICS[sweep.metric][1] else "")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*(axis.path for axis in sweep.axes), title])
    for row in table(tiles, sweep):
        writer.writerow(["" if value is None else _plain(value) for value in row.values()])
    return out.getvalue().encode("utf-8")


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _write(draw: Any, at: tuple[int, int], text: str, colour: tuple[int, int, int], room: int) -> None:
    """A line of text, shortened to its room."""
    font = _font()
    while len(text) > 1 and draw.textlength(text, font=font) > room:
        text = text[:-2].rstrip() + "…"
    draw.text(at, text, font=font, fill=colour)


@cache
def _font() -> FreeTypeFont:
    """The bundled font, so that sheets do not vary by machine."""
    from PIL import ImageFont

    package = Path(__file__).resolve().parents[1]
    for root in (package / "_data", package.parent):
        path = root / "resources" / "fonts" / "Inter-Regular.otf"
        if path.exists():
            return ImageFont.truetype(io.BytesIO(path.read_bytes()), SIZE)
    raise FileNotFoundError("resources/fonts is missing from the program's data; install it again")
