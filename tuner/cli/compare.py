"""Compare two pictures: colour difference, signal-to-noise, structural similarity.

The pictures must be of one size. Each is read through the ICC profile it carries (sRGB where it has none).
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tuner.cli.say import UsageError, answer, answer_json, note, table
from tuner.cli.words import assignment, check_output, file_name, spread
from tuner.core.param import nearest

if TYPE_CHECKING:
    from tuner.compare.metrics import Comparison

Limits = Iterable[tuple[str, float]]

_FAILED = 1
_UNITS = {"psnr": " dB"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    from tuner.compare.metrics import DIFFERENCES, LIKENESSES

    parser.add_argument("a", type=file_name, metavar="A", help="a PNG, JPEG or TIFF picture")
    parser.add_argument("b", type=file_name, metavar="B", help="the picture to compare it with")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout; psnr is null when identical")
    parser.add_argument("--map", type=file_name, metavar="OUT.png", help="write the DE2000 of each pixel as a picture")
    limit: dict[str, Any] = {"type": assignment, "action": "append", "default": [], "metavar": "METRIC=VALUE"}
    parser.add_argument(
        "--fail-above", help=f"exit 1 when a difference is above the value: {', '.join(DIFFERENCES)}", **limit
    )
    parser.add_argument(
        "--fail-below", help=f"exit 1 when a likeness is below the value: {', '.join(LIKENESSES)}", **limit
    )


def spread_words(words: Sequence[str]) -> list[str]:
    """`--fail-above` and `--fail-below` may take several values."""
    return spread(words, ("--fail-above", "--fail-below"), {})


def execute(args: argparse.Namespace) -> int:
    """Compare, show, and judge."""
    from tuner.app.pool import render_pool
    from tuner.compare.heat import difference_map
    from tuner.compare.metrics import DIFFERENCES, LIKENESSES, compare_pictures
    from tuner.files.picture import check_format, read_picture, write_picture

    above = _limits(args.fail_above, DIFFERENCES, LIKENESSES, "--fail-above", "--fail-below")
    below = _limits(args.fail_below, LIKENESSES, DIFFERENCES, "--fail-below", "--fail-above")
    if args.map is not None:
        check_format(args.map, 8)
        check_output(args.map, {"the first picture to compare": args.a, "the second picture to compare": args.b})
    a, b = read_picture(args.a), read_picture(args.b)
    executor, _ = render_pool()
    with executor:
        found = compare_pictures(a, b, executor)
    failed = _failures(found, above, below)
    if args.map is not None:
        write_picture(args.map, difference_map(found.de2000), state=None)
    _show(args, found, failed)
    return _FAILED if failed else 0


def _limits(
    pairs: Iterable[tuple[str, str]], right: Sequence[str], wrong: Sequence[str], option: str, other: str
) -> list[tuple[str, float]]:
    limits = []
    for name, text in pairs:
        if name in wrong:
            raise UsageError(f"{option} {name}: a better picture has {_better(name)} {name}; use {other} {name}={text}")
        if name not in right:
            raise UsageError(f"{option}: '{name}' is not one of {', '.join(right)}{nearest(name, right)}")
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise UsageError(f"{option} {name}: '{text}' is not a finite number")
        limits.append((name, value))
    return limits


def _better(name: str) -> str:
    return "a higher" if name in ("psnr", "ssim") else "a lower"


def _failures(found: Comparison, above: Limits, below: Limits) -> list[str]:
    """The thresholds that do not hold, in words."""
    figures = found.figures()
    failed = []
    for limits, word in ((above, "above"), (below, "below")):
        for name, limit in limits:
            value = figures[name]
            if value is None:
                raise UsageError(f"{name} has no value for pictures of {found.width} x {found.height} pixels")
            if value > limit if word == "above" else value < limit:
                failed.append(f"{name} {value:.6g} is {word} {limit:g}")
    return failed


def _show(args: argparse.Namespace, found: Comparison, failed: list[str]) -> None:
    if args.json:
        answer_json({
            "a": str(args.a),
            "b": str(args.b),
            "width": found.width,
            "height": found.height,
            **found.figures(),
            "identical": found.identical,
            "failed": failed,
            "notices": found.notices,
        })  # fmt: skip
    else:
        answer(table([(name, _figure(name, value)) for name, value in found.figures().items()]))
    for notice in found.notices:
        note(f"note: {notice}")
    if args.map is not None:
        note(f"wrote {args.map}")
    for failure in failed:
        note(f"failed: {failure}")


def _figure(name: str, value: float | None) -> str:
    if value is None:
        return "not defined"
    if math.isinf(value):
        return "infinite (identical)"
    return f"{value:.4f}{_UNITS.get(name, '')}"
