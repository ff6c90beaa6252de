"""Write a DNG from a bare sensor dump, or from any raw that opens: the same samples, in a file that says what it is.

A quad-Bayer dump keeps its 4x4 filters (a raw of such a sensor is remosaiced or binned, as everywhere). Levels, filters,
exposure and what else is known become tags; the preview is the default tuning's, with grey-world white balance where
none is known.
"""

from __future__ import annotations

import argparse

from tuner.cli.opening import configure_opening, opening_of
from tuner.cli.say import note
from tuner.cli.words import check_output, file_name


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("dump", type=file_name, metavar="DUMP", help="the sensor dump, or a raw")
    parser.add_argument("-o", "--output", type=file_name, required=True, metavar="OUT", help="the DNG to write")
    parser.add_argument("--plain", action="store_true", help="16-bit samples as they are, not lossless JPEG")
    configure_opening(parser)


def execute(args: argparse.Namespace) -> int:
    """Read and write."""
    from tuner.app.convert import convert_to_dng
    from tuner.cli.say import UsageError
    from tuner.files.folder import list_raws
    from tuner.files.source import frame_of_folder

    if args.output.suffix.lower() != ".dng":
        raise UsageError(f"{args.output.name}: a DNG's name ends in .dng")
    read = {"the dump itself": args.dump}
    opening = opening_of(args)
    if args.dump.is_dir():
        read = {f"frame {i} of the folder": raw for i, raw in enumerate(list_raws(args.dump), 1)}
        note(f"note: frame {args.frame} of {len(read)}: {frame_of_folder(args.dump, opening)[0].name}")
    check_output(args.output, read)
    facts = convert_to_dng(args.dump, args.output, opening, compress=not args.plain)
    for notice in facts.notices:
        note(f"note: {notice}")
    note(f"wrote {args.output}")
    return 0
