"""Measure what the engine costs, beside yardsticks.

Everything is timed in one process, in rounds that take each job in turn; the figures are medians. On a machine that
does other work at the same time trust the ratios, not the milliseconds.
"""

from __future__ import annotations

import argparse
import importlib.util
import math
from collections.abc import Callable
from typing import Any, Literal

from tuner.cli.say import UsageError, answer, answer_json, note

SMALLEST, LARGEST = 0.01, 200.0  # megapixels
MOST_THREADS, MOST_ROUNDS = 256, 1000
START_RUNS = 3


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("--json", action="store_true", help="one JSON document instead of tables")
    parser.add_argument(
        "--megapixels", type=_megapixels, default=12.0, metavar="MP", help="size of the frame (%(default)g)"
    )
    parser.add_argument(
        "--threads", type=_whole(MOST_THREADS), default=2, metavar="N", help="threads of a render (%(default)s)"
    )
    parser.add_argument(
        "--rounds", type=_whole(MOST_ROUNDS), default=15, metavar="N", help="how often each is timed (%(default)s)"
    )
    parser.add_argument(
        "--sizes", type=_sizes, default=None, metavar="MP,MP,...", help="sizes of the scaling test (1,3,12,24,50)"
    )
    parser.add_argument("--stepwise", action="store_true", help="call the kernels one by one, without compiled drivers")
    parser.add_argument("--gui", action="store_true", help="also time sliders in the window, off screen")
    parser.add_argument("--cold", action="store_true", help="also start with an empty kernel cache (slow)")
    parser.add_argument("--no-start-up", action="store_true", help="leave out the start of fresh processes")
    parser.add_argument("--markdown", action="store_true", help="the tables as Markdown, for docs/performance.md")


def execute(args: argparse.Namespace) -> int:
    """Measure, and print."""
    if args.gui and args.measure_latency is None:
        raise UsageError("there is no window here to measure; leave out --gui")
    if args.json and args.markdown:
        raise UsageError("--json and --markdown are two ways to print; choose one")
    if importlib.util.find_spec("cv2") is None:
        raise UsageError("the yardsticks need OpenCV; install it with: pip install 'isp-tuner[bench]'")
    document = measured(args)
    if args.json:
        answer_json(document)
    else:
        from tuner.app.bench_report import markdown, text

        answer(markdown(document) if args.markdown else text(document))
    return 0


def measured(args: argparse.Namespace) -> dict[str, Any]:
    """The whole document."""
    from tuner.app.bench import SIZES, Options, measure
    from tuner.app.bench_frames import sample_path, tiled
    from tuner.app.bench_start import StartError, start_up
    from tuner.files.raw import open_raw
    from tuner.stages import RACK

    sample = open_raw(sample_path())
    composed: Literal["now", "never"] = "never" if args.stepwise else "now"
    options = Options(args.megapixels, args.threads, args.rounds, args.sizes or SIZES, composed)
    latency: dict[str, Any] = {}
    if args.gui:  # first, so that a window that cannot be made is said at once
        note("sliders in the window")
        latency = args.measure_latency(tiled(sample, args.megapixels), args.threads)
    document = measure(sample, RACK, options, note) | latency
    if not args.no_start_up:
        note("start-up")
        try:
            document["start_up"] = start_up(args.start_window, min(args.rounds, START_RUNS), cold=args.cold)
        except StartError as error:  # the rest took minutes and stands
            note(f"start-up is left out: {error}")
    return document


def _megapixels(text: str) -> float:
    """A frame's size (for argparse)."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not SMALLEST <= value <= LARGEST:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of megapixels from {SMALLEST:g} to {LARGEST:g}")
    return value


def _sizes(text: str) -> tuple[float, ...]:
    """Several sizes, with commas (for argparse)."""
    return tuple(_megapixels(part) for part in text.split(","))


def _whole(most: int) -> Callable[[str], int]:
    """A whole number from 1 (for argparse)."""

    def parse(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 to {most}")
        return int(text)

    return parse
