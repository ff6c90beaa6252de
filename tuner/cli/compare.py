"""Compare two pictures, or raws as profiles render them: in colour, to the eye, in codes, in edges and noise.

The pictures must be of one size, or aligned. Each is read through the ICC profile it carries (sRGB where it has none).
A limit holds for the whole picture and for every region.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tuner.cli.conditions import add_condition, condition_in
from tuner.cli.differ import Row, changes, untold
from tuner.cli.limits import configure_limits, figure_text, limits_of, spread_limits
from tuner.cli.say import UsageError, answer, answer_json, note, note_if_cold, table
from tuner.cli.tuning import tuning
from tuner.cli.words import PROFILE_HELP, check_output, file_name, rect
from tuner.core.condition import UNKNOWN
from tuner.core.orient import Rect

if TYPE_CHECKING:
    from tuner.app.side import Side
    from tuner.compare.align import Alignment
    from tuner.compare.metrics import Comparison
    from tuner.files.picture import Picture

MAPS = ("de2000", "flip", "absolute", "signed")
GAIN = 8  # of absolute and signed maps

spread_words = spread_limits
_FAILED = 1


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("a", type=file_name, metavar="A", help="a PNG, JPEG or TIFF picture, or a raw file")
    parser.add_argument("b", type=file_name, metavar="B", help="the picture or raw to compare it with")
    for side in "ab":
        parser.add_argument(
            f"--profile-{side}", type=file_name, metavar="PROFILE",
            help=f"the tuning that {side.upper()}, a raw, is rendered with; {PROFILE_HELP}",
        )  # fmt: skip
    parser.add_argument(
        "--align", action="store_true",
        help="pictures that differ by shift, scale, crop or a small turn: find it, say it, and compare what both show",
    )  # fmt: skip
    parser.add_argument(
        "--region", dest="regions", type=rect, action="append", default=[], metavar="X,Y,W,H",
        help="figures of this part as well, in pixels of A; may be repeated",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout; psnr is null when identical")
    parser.add_argument(
        "--map", type=file_name, metavar="OUT.png", help="write the difference of each pixel as a picture"
    )
    parser.add_argument(
        "--map-of", choices=MAPS,
        help=f"what the map shows ({MAPS[0]}); absolute and signed ones are amplified {GAIN} times",
    )  # fmt: skip
    configure_limits(parser)
    add_condition(parser)


@dataclass(frozen=True, eq=False)
class _Part:
    """A region of A, where it lies in what is compared, and its figures."""

    asked: Rect
    compared: Rect
    found: Comparison


def execute(args: argparse.Namespace) -> int:
    """Compare, show, and judge."""
    from tuner.app.pool import render_pool
    from tuner.app.side import load_sides
    from tuner.compare.metrics import compare_pictures
    from tuner.core.engine import Engine
    from tuner.files.picture import check_format, write_picture

    limits = limits_of(args)
    asked = _asked(args)
    if args.map is None and args.map_of is not None:
        raise UsageError(f"--map-of {args.map_of} says what the map shows; add --map OUT.png, which names it")
    if args.map is not None:
        check_format(args.map, 8)
        check_output(args.map, {"the first picture to compare": args.a, "the second picture to compare": args.b})
    if any(side.is_raw for side in asked):
        note_if_cold()
    elif condition_in(args) != UNKNOWN:
        raise UsageError(
            "--iso, --cct and --lux say under what a raw is rendered, and neither A nor B is one; leave them out"
        )
    executor, workers = render_pool()
    with executor:
        sides = load_sides(asked, Engine(executor, workers, composed="kept"))
        a, b, place = _aligned(args, *(side.picture for side in sides))
        found = compare_pictures(a, b, executor)
    parts = [_part(region, a, b, place, found) for region in args.regions]
    failed = limits.failures(found.figures())
    for part in parts:
        failed += limits.failures(part.found.figures(), f" of region {','.join(map(str, part.asked))}")
    if args.map is not None:
        write_picture(args.map, _map(args.map_of or MAPS[0], found, a, b), state=None)
    _show(args, sides, place, found, parts, failed)
    return _FAILED if failed else 0


def _asked(args: argparse.Namespace) -> list[Any]:
    from tuner.app.side import Asked

    made = []
    for path, profile in ((args.a, args.profile_a), (args.b, args.profile_b)):
        if path.is_dir():
            raise UsageError(
                f"{path.name} is a folder; name a picture or a raw, or compare all of them: "
                "tuner batch FOLDER -o OUT --against FOLDER"
            )
        made.append(Asked(path, None if profile is None else tuning(profile), condition_in(args)))
    return made


def _aligned(args: argparse.Namespace, a: Picture, b: Picture) -> tuple[Picture, Picture, Alignment | None]:
    from tuner.compare.align import align

    if args.align:
        return align(a, b)
    (height, width), other = a.pixels.shape[:2], b.pixels.shape[:2]
    if other != (height, width):
        raise UsageError(
            f"the pictures differ in size: {width} x {height} and {other[1]} x {other[0]}; render them alike, or add --align"
        )
    return a, b, None


def _part(region: Rect, a: Picture, b: Picture, place: Alignment | None, whole: Comparison) -> _Part:
    from tuner.compare.metrics import compare_region

    seen = region if place is None else place.region(region, (whole.width, whole.height))
    if seen is None:
        raise UsageError(f"the region {','.join(map(str, region))} does not lie in what both pictures show")
    return _Part(region, seen, compare_region(a, b, seen, whole))


def _map(kind: str, found: Comparison, a: Picture, b: Picture) -> NDArray[np.uint8]:
    from tuner.compare.heat import difference_map, likeness_map
    from tuner.compare.maps import difference, eight_bits, packed

    if kind == "de2000":
        return difference_map(found.de2000)
    if kind == "flip":
        assert found.flip is not None
        return likeness_map(found.flip)
    one, two = (packed(eight_bits(picture.pixels)) for picture in (a, b))
    return difference(one, two, "signed" if kind == "signed" else "absolute", GAIN)[..., 2::-1]


def _show(
    args: argparse.Namespace,
    sides: Sequence[Side],
    place: Alignment | None,
    found: Comparison,
    parts: Sequence[_Part],
    failed: list[str],
) -> None:
    one, two = (side.recipe for side in sides)
    if args.json:
        answer_json({
            "a": str(args.a),
            "b": str(args.b),
            "width": found.width,
            "height": found.height,
            "aligned": None if place is None else _placed(place),
            **found.figures(),
            "identical": found.identical,
            "regions": [
                {"region": list(p.asked), "compared": list(p.compared), **p.found.figures()} for p in parts
            ],
            "parameters": None if one is None or two is None else {
                path: {"a": first, "b": second} for path, (first, second) in one.differences(two).items()
            },
            "conditions": {
                name: dict(side.condition) if side.condition.complete else None
                for name, side in zip("ab", sides, strict=True)
            },
            "given": {
                name: [axis for axis, value in side.given if value is not None]
                for name, side in zip("ab", sides, strict=True)
            },
            "tabled": {name: side.tabled for name, side in zip("ab", sides, strict=True)},
            "failed": failed,
            "notices": found.notices,
        })  # fmt: skip
    else:
        heads = ["", "whole", *(",".join(map(str, p.asked)) for p in parts)]
        every = [found.figures(), *(p.found.figures() for p in parts)]
        rows = [[name, *(figure_text(name, figures[name]) for figures in every)] for name in every[0]]
        answer(table([heads, *rows] if parts else rows))
        differing = _differing(*sides)
        if differing:
            answer("\n" + table([(f"{where}:", p, "->" if q else "", q) for where, p, q in differing]))
    for text in [*(notice for side in sides for notice in side.notices), *found.notices, *_of_tables(args, sides)]:
        note(f"note: {text}")
    if place is not None:
        note(place.words)
    if args.map is not None:
        note(f"wrote {args.map}")
    for failure in failed:
        note(f"failed: {failure}")


def _differing(a: Side, b: Side) -> list[Row]:
    """Condition and parameters in which the sides differ; a condition that was given stands there in any case."""
    from tuner.app.tuned import given_text

    rows: list[Row] = []
    known = a.condition.complete and b.condition.complete
    if a.given != UNKNOWN or b.given != UNKNOWN or (known and str(a.condition) != str(b.condition)):
        one, two = (given_text(side.condition, side.given) or "not known" for side in (a, b))
        rows.append(("condition", one, two))
    if a.recipe is not None and b.recipe is not None:
        rows += changes(a.recipe, b.recipe, (a.tabled or (), b.tabled or ()))
    return rows


def _of_tables(args: argparse.Namespace, sides: Sequence[Side]) -> list[str]:
    """What the parameters that are listed do not say of tables over conditions."""
    one, two = sides
    if one.recipe is None or two.recipe is None:
        return []
    notes = [untold(path.name) for path, side in ((args.a, one), (args.b, two)) if side.tabled is None]
    if one.tuning is not None and two.tuning is not None:
        here, everywhere = one.recipe.differences(two.recipe), one.tuning.differences(two.tuning)
        others = [path for path in everywhere if path not in here and not path.startswith("condition.")]
        if others:
            notes.append(
                f"under other conditions the tunings differ in {', '.join(others[:4])}"
                f"{f' and {len(others) - 4} more' if len(others) > 4 else ''} as well; 'tuner profile diff' lists it"
            )
    return notes


def _placed(place: Alignment) -> dict[str, Any]:
    return {
        "scale": [float(v) for v in place.scale],
        "shift": [float(v) for v in place.shift],
        "turn": place.turn,
        "correlation": place.correlation,
        "first": list(place.first),
        "second": list(place.second),
        "grid": place.grid,
    }
