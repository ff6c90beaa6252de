"""The flags that say how a source of raw frames is opened: the layout of a bare dump, the frame, the front stage.

Every command that reads a raw has the same ones; they are made from the fields of `tuner.files.layout.Given`.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, get_args

from tuner.cli.say import UsageError
from tuner.fronts import Quad

if TYPE_CHECKING:
    from tuner.files.source import Opening

_LAYOUT = ("width", "height", "cfa", "bits", "packing", "stride", "offset", "black", "white")


def configure_opening(parser: argparse.ArgumentParser, bits: str = "--bits", frame: bool = True) -> None:
    """The flags.

    Parameters
    ----------
    bits : the flag of a dump's depth; `--raw-bits` works everywhere
    frame : whether a frame is opened, so that it counts which one and how
    """
    from tuner.files.layout import CFAS
    from tuner.files.packing import DEPTHS, PACKINGS

    group = parser.add_argument_group(
        "bare sensor dumps and sequences",
        "What is left out is looked for in the sidecar DUMP.toml, in the file's name, and then guessed, which is told.",
    )
    group.add_argument("--width", type=int, metavar="N", help="samples of a row")
    group.add_argument("--height", type=int, metavar="N", help="rows")
    group.add_argument("--cfa", metavar="CFA", help=f"filters of the first pixels: {', '.join(CFAS)}")
    names = ["--raw-bits"] + ([bits] if bits != "--raw-bits" else [])
    group.add_argument(
        *names, dest="raw_bits", type=int, metavar="N", help=f"depth of a sample: {', '.join(map(str, DEPTHS))}"
    )
    group.add_argument("--packing", metavar="NAME", help=f"how samples lie in bytes: {', '.join(PACKINGS)}")
    group.add_argument("--stride", type=int, metavar="N", help="bytes from row to row, with padding")
    group.add_argument("--offset", type=int, metavar="N", help="bytes in front of the first row")
    group.add_argument("--black", type=_levels, metavar="N", help="black level, DN; or four, of R,Gr,Gb,B")
    group.add_argument("--white", type=float, metavar="N", help="white level, DN")
    if not frame:
        parser.set_defaults(frame=1, quad="remosaic")
        return
    if frame:
        group.add_argument(
            "--frame", type=int, default=1, metavar="N", help="frame of a sequence, from 1 on (%(default)s)"
        )
    group.add_argument(
        "--quad",
        choices=get_args(Quad),
        default="remosaic",
        help="quad-Bayer: full size, or blocks of 2x2 as one pixel",
    )


def opening_of(args: argparse.Namespace) -> Opening:
    """What the flags say.

    Raises
    ------
    UsageError : a value out of range; names the flag
    """
    from tuner.files.layout import given
    from tuner.files.source import Opening

    values = {name: getattr(args, "raw_bits" if name == "bits" else name) for name in _LAYOUT}
    try:
        known = given({name: value for name, value in values.items() if value is not None})
    except ValueError as error:
        raise UsageError(f"--{error}") from None
    if args.frame < 1:
        raise UsageError(f"--frame {args.frame}: frames are counted from 1")
    return Opening(known, args.frame - 1, args.quad)


def _levels(text: str) -> float | list[float]:
    """One level, or four with commas between."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in (1, 4):
        raise argparse.ArgumentTypeError(f"'{text}' is neither a level nor four of them, e.g. 64 or 64,64,64,64")
    return numbers[0] if len(numbers) == 1 else numbers
