"""The report as one page of HTML that needs nothing beside itself: no server, no network, no other file.

Everything that came from a file's name or contents is escaped, and the page forbids itself to load anything.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Sequence
from html import escape
from itertools import chain

from tuner import __version__
from tuner.app.report import WHOLE, Cell, Column, Row, Wall, region_name
from tuner.app.report_style import SCRIPT, STYLE
from tuner.app.tuned import tuning_digest
from tuner.compare.metrics import METRICS, SIGNED, UNITS
from tuner.core.condition import AXES, Condition
from tuner.core.orient import Rect
from tuner.core.param import Value
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.core.scene import ESTIMATED, of_file
from tuner.core.tabled import Tabled

SHORT = 12  # hex digits of a hash that are shown; the whole one is its tooltip
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
_UNDER_A_CROP = ("de2000_mean", "flip_mean", "ssim", "de2000_p95", "noise_change", "edge_change")
_NAMES = {
    "de2000_mean": "DE2000 mean", "de2000_p95": "DE2000 p95", "de2000_max": "DE2000 max", "flip_mean": "FLIP mean",
    "flip_p95": "FLIP p95", "histogram": "Histogram", "edge_change": "Edges", "noise_change": "Noise", "psnr": "PSNR",
    "ssim": "SSIM",
}  # fmt: skip
_LONG = 48  # characters of a value that are shown
_NOTE = 400  # characters of a profile's note that are shown


def page(wall: Wall) -> str:
    """The whole document."""
    title = f"Compare wall: {_count(wall.columns, 'profile')}, {_count(wall.rows, 'raw')}"
    parts = [
        "<!DOCTYPE html>", '<html lang="en">', "<head>", '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width">', f"<title>{escape(title)}</title>",
        f"<style>\n{STYLE}</style>", "</head>", "<body>", f"<h1>{escape(title)}</h1>", _introduction(wall),
        _profiles(wall.columns), _bar(wall.columns), *(_raw(row, wall.given) for row in wall.rows),
        _parameters(wall), _versions(wall),
        f"<script>\n{SCRIPT}</script>", "</body>", "</html>",
    ]  # fmt: skip
    return "\n".join(parts) + "\n"


def _count(things: Sequence[object], word: str) -> str:
    return f"{len(things)} {word}{'' if len(things) == 1 else 's'}"


def _introduction(wall: Wall) -> str:
    first = escape(wall.columns[0].title)
    text = f"Made by ISP Tuner {__version__}. Crops are pixels of the exported pictures, one to one."
    if len(wall.columns) > 1:
        text += (
            f" Figures compare each profile with A ({first}). Move the pointer over a crop to wipe the reference over it; "
            "with the keyboard: Tab, then the arrows, or space for all of it."
        )
    return f"<p>{text}</p>"


def _profiles(columns: Sequence[Column]) -> str:
    rows = [(c.letter, escape(c.title), _hash(tuning_digest(c.profile)), _note(c.profile.note)) for c in columns]
    noted = any(c.profile.note for c in columns)
    head = ("", "Profile", "Tuning, SHA-256", "Note")
    return _table(head if noted else head[:3], rows if noted else [row[:3] for row in rows], kind="words")


def _note(text: str) -> str:
    return f'<td class="long" title="{escape(text[:2000])}">{escape(_cut(text, _NOTE))}</td>'


def _bar(columns: Sequence[Column]) -> str:
    zooms = "".join(
        f'<button data-zoom="{n}" aria-pressed="{"true" if n == 1 else "false"}">{n}:1</button> ' for n in (1, 2, 4)
    )
    options = "".join(f'<option value="{c.letter}">{c.letter} · {escape(c.title)}</option>' for c in columns)
    wipe = f'<label><span>Wipe with</span><select aria-label="Reference of the wipe">{options}</select></label>'
    return f"<nav><div><span>Zoom</span>{zooms}</div>{wipe if len(columns) > 1 else ''}</nav>"


def _raw(row: Row, given: Condition) -> str:
    facts = f"{row.size[0]} × {row.size[1]} pixels{_shot(row, given)} · SHA-256 {_hash(row.sha256)}"
    regions = "".join(
        f'<rect class="{kind}" x="{r.x}" y="{r.y}" width="{r.w}" height="{r.h}"/>'
        for kind in ("under", "over")
        for r in row.regions
    )
    view = f'<svg viewBox="0 0 {row.size[0]} {row.size[1]}" preserveAspectRatio="none">{regions}</svg>'
    whole = f'<div class="map"><img alt="{escape(row.name)}, whole" src="{_data(row.overview, "jpeg")}">{view}</div>'
    walls = "".join(_wall(row, n, region) for n, region in enumerate(row.regions))
    head = f"<h2>{escape(row.name)}</h2><p>{facts}</p>{whole}"
    return f"<section>{head}{walls}{_figures(row) if len(row.cells) > 1 else ''}</section>"


def _shot(row: Row, given: Condition) -> str:
    """Camera, exposure, and the condition that tables were read under; what stands in for what the file does not say only
    where a table asks for it, and where the profiles agree in it. What was given stands before what the file says."""
    facts, own = row.facts, of_file(row.facts)
    iso = _given("iso", given, own) or (facts.iso and f"ISO {facts.iso:g}")
    said = [facts.camera, iso, facts.exposure_s and _seconds(facts.exposure_s)]
    said.append(facts.aperture and f"f/{facts.aperture:g}")
    tunings = [cell.column.profile.tuning for cell in row.cells]
    asked = {name for tuning in tunings for _, table in tuning.tables for name, _ in table.axes}
    for axis, value in own:
        defaults = {tuning.condition[axis] for tuning in tunings}
        if given[axis] is not None:
            said.append(_given(axis, given, own) if axis != "iso" else None)
        elif value is not None and axis != "iso":
            said.append(AXES[axis].text(value) + (" (estimated)" if axis in ESTIMATED else ""))
        elif value is None and axis in asked and len(defaults) == 1 and (default := defaults.pop()) is not None:
            said.append(f"{AXES[axis].text(default)} (profile's default)")
    return "".join(f" · {escape(str(text))}" for text in said if text)


def _given(axis: str, given: Condition, own: Condition) -> str | None:
    """'ISO 800 (given; the file says ISO 200)'; None where nothing was given."""
    value, found = given[axis], own[axis]
    if value is None:
        return None
    return f"{AXES[axis].text(value)} (given{'' if found is None else f'; the file says {AXES[axis].text(found)}'})"


def _seconds(time: float) -> str:
    return f"1/{1 / time:.0f} s" if time < 0.3 else f"{time:g} s"


def _wall(row: Row, n: int, region: Rect) -> str:
    place = f"Region {region.x}, {region.y} · {region.w} × {region.h}"
    crops = "".join(_crop(cell, n, region) for cell in row.cells)
    return f'<h3>{place}</h3><div class="wall">{crops}</div>'


def _crop(cell: Cell, n: int, region: Rect) -> str:
    column, size = cell.column, f'data-w="{region.w}" data-h="{region.h}" width="{region.w}" height="{region.h}"'
    title = f"{column.letter} · {escape(column.title)}"
    own = f'<img alt="{title}" {size} src="{_data(cell.crops[n], "png")}">'
    before = f'<img class="before" alt="" {size}>'
    tags = f'<span class="tag left"></span><span class="tag right">{column.letter}</span>'
    found = cell.figures.get(region_name(region))
    figures = "reference" if found is None else _short(found)
    return (
        f'<figure><div class="crop" tabindex="0" data-letter="{column.letter}" aria-label="{title}">{own}{before}{tags}</div>'
        f"<figcaption><b>{title}</b><br>{figures}</figcaption></figure>"
    )


def _short(figures: dict[str, float | None]) -> str:
    words = (f"<span>{_NAMES[name]} <i>{_number(name, figures[name])}</i></span>" for name in _UNDER_A_CROP)
    return f'<div class="figures">{"".join(words)}</div>'


def _figures(row: Row) -> str:
    """All figures of a raw, region by region."""
    head = ["Region", "Profile", *(f"{_NAMES[n]}{f', {UNITS[n]}' if n in UNITS else ''}" for n in METRICS)]
    lines = []
    for where in (WHOLE, *map(region_name, row.regions)):
        for cell in row.cells[1:]:
            values = cell.figures[where]
            lines.append((where, f"{cell.column.letter} · {escape(cell.column.title)}",
                          *(_number(name, values[name], unit=False) for name in METRICS)))  # fmt: skip
    return f"<h3>Figures against A</h3>{_table(head, lines, kind='named')}"


def _parameters(wall: Wall) -> str:
    """The parameters in which the profiles differ on any of the raws."""
    if len(wall.columns) < 2:
        return ""
    seen: set[tuple[Recipe, ...]] = set()
    tables = []
    for row in wall.rows:
        recipes = tuple(cell.recipe for cell in row.cells)
        if recipes in seen:
            continue
        seen.add(recipes)
        tables.append((row.name, recipes))
    named = len(tables) > 1  # a profile may mean another recipe for another raw
    blocks = [_differences(wall.columns, recipes, f" on {escape(name)}" if named else "") for name, recipes in tables]
    return "".join(blocks)


def _versions(wall: Wall) -> str:
    """The program's and each stage's version."""
    stages = ", ".join(f"{stage.name} {stage.version}" for stage in wall.rows[0].cells[0].recipe.rack)
    return f"<h2>Versions</h2><p>ISP Tuner {__version__}; stages: {escape(stages)}</p>"


def _differences(columns: Sequence[Column], recipes: Sequence[Recipe], where: str) -> str:
    head = f"<h2>Parameters that differ{where}</h2>"
    paths = list(dict.fromkeys(chain.from_iterable(recipes[0].differences(other) for other in recipes[1:])))
    paths.sort(key=lambda path: recipes[0].rack.names.index(path.partition(".")[0]))
    if not paths:
        return f"{head}<p>None: all profiles mean the same.</p>"
    lines = []
    for path in paths:
        values = [recipe.value(path) for recipe in recipes]
        tables = [column.profile.tuning.table(path) for column in columns]
        cells = [
            _value(recipes[0].rack, path, value, table, changed=value != values[0])
            for value, table in zip(values, tables, strict=True)
        ]
        lines.append((escape(path), *cells))
    titles = (f"{column.letter} · {escape(column.title)}" for column in columns)
    return head + _table(("Parameter", *titles), lines)


def _value(rack: Rack, path: str, value: Value, table: Tabled | None, *, changed: bool) -> str:
    """A value as a cell's content; marked where it is not the first profile's, and where a table gave it."""
    from tuner.app.sweep_sheet import value_text

    text = value_text(rack, path, value) if not isinstance(value, tuple) else _tuple(value)
    short, over = escape(_cut(text, _LONG)), ""
    if table is not None:
        over = f", of a table over {', '.join(name for name, _ in table.axes)}"
        short += " <small>(table)</small>"
    return f'<td class="long{" changed" if changed else ""}" title="{escape(text[:2000] + over)}">{short}</td>'


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _tuple(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_tuple, value)) + "]"
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _number(name: str, value: float | None, *, unit: bool = True) -> str:
    if value is None:
        return "none"
    if math.isinf(value):
        return "identical"
    digits = 4 if name in ("ssim", "flip_mean", "flip_p95") else 2
    text = f"{value:+.{digits}f}" if name in SIGNED else f"{value:.{digits}f}"
    return f"{text} {UNITS[name]}" if unit and name in UNITS else text


def _table(head: Iterable[str], rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """A table of escaped texts; a text that is a cell already stays what it is."""
    titles = "".join(f"<th>{text}</th>" for text in head)
    lines = "".join(
        "<tr>" + "".join(c if c.startswith("<td") else f"<td>{c}</td>" for c in row) + "</tr>" for row in rows
    )
    return f'<div class="scroll"><table class="{kind}"><tr>{titles}</tr>{lines}</table></div>'


def _hash(digest: str) -> str:
    return f'<code title="{escape(digest)}">{escape(digest[:SHORT])}</code>' if digest else "none"


def _data(data: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"
