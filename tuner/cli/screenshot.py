"""Picture the real window, rendered off screen.

The picture is complete when the window's own render is: it shows the exact pixels, not a draft.
"""

from __future__ import annotations

import argparse
import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tuner.cli.say import UsageError, note, note_if_cold
from tuner.cli.tuning import is_picture, tuning
from tuner.cli.words import PROFILE_HELP, check_output, file_name, size
from tuner.files.profile import save_profile

SIZE = "1600x1000"
VIEWS = {
    "side": "raw and processed", "raw": "the raw alone", "processed": "the processed picture alone",
    "pair": "the defaults' picture beside the profile's", "four": "these with the raw and their difference",
    "wipe": "the profile's picture wiped by the defaults'", "difference": "their difference",
    "stages": "the picture behind four stages", "scopes": "raw and processed with large scopes under them",
}  # fmt: skip


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("raw", type=file_name, metavar="RAW", help="the raw file to show")
    parser.add_argument("-o", "--output", type=file_name, required=True, metavar="OUT.png", help="the picture to write")
    parser.add_argument("-p", "--profile", type=file_name, metavar="PROFILE", help=PROFILE_HELP)
    parser.add_argument(
        "--size", type=size, default=SIZE, metavar="WxH", help="the picture's size in pixels (%(default)s)"
    )
    parser.add_argument(
        "--view",
        choices=VIEWS,
        default="side",
        help="what the window shows (%(default)s): " + ", ".join(f"{word} = {text}" for word, text in VIEWS.items()),
    )
    parser.add_argument(
        "--regions", action="store_true", help="draw the regions kept with the raw too; without it none, so that "
        "everybody's picture of a raw is the same",
    )  # fmt: skip


def execute(args: argparse.Namespace) -> int:
    """Hand over to the window's room."""
    if args.take_screenshot is None:
        raise UsageError("there is no window here to take a picture of")
    check_output(args.output, {"the raw file itself": args.raw, "the file that holds the tuning": args.profile})
    with _as_profile(args.profile) as profile:
        note_if_cold()
        args.take_screenshot(args.raw, args.output, profile, args.size, args.view, args.regions)
    note(f"wrote {args.output}")
    return 0


@contextlib.contextmanager
def _as_profile(path: Path | None) -> Iterator[Path | None]:
    """The profile's own file; for a picture that carries its tuning, a profile of it that goes afterwards."""
    if path is None or not is_picture(path):
        yield path
        return
    profile = tuning(path)
    with tempfile.TemporaryDirectory(prefix="isp-tuner-") as folder:
        restored = Path(folder) / f"{path.stem}.toml"
        save_profile(restored, profile)
        yield restored
