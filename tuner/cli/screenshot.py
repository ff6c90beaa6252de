"""Picture the real window, rendered off screen.

The picture is complete when the window's own render is: it shows the exact pixels, not a draft.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tuner.cli.say import UsageError, note
from tuner.cli.words import same_file, size

SIZE = "1600x1000"
VIEWS = {"side": "raw and processed", "raw": "the raw alone", "processed": "the processed picture alone"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("raw", type=Path, metavar="RAW", help="the raw file to show")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png", help="the picture to write")
    parser.add_argument("-p", "--profile", type=Path, metavar="PROFILE", help="the profile to show it with")
    parser.add_argument(
        "--size", type=size, default=SIZE, metavar="WxH", help="the window's size in pixels (%(default)s)"
    )
    parser.add_argument(
        "--view",
        choices=VIEWS,
        default="side",
        help="what the window shows (%(default)s): " + ", ".join(f"{word} = {text}" for word, text in VIEWS.items()),
    )


def execute(args: argparse.Namespace) -> int:
    """Hand over to the window's room."""
    if args.take_screenshot is None:
        raise UsageError("there is no window here to take a picture of")
    if same_file(args.output, args.raw):
        raise UsageError(f"{args.output.name} is the raw file itself; choose another name to write to")
    args.take_screenshot(args.raw, args.output, args.profile, args.size, args.view)
    note(f"wrote {args.output}")
    return 0
