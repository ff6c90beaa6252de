"""The virtual lab: raws whose truth is known, and how well our line does on them.

shoot takes one virtual shot, ladder one scene over ISO, light and lux, score measures our line against truth and against
other programs. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import TYPE_CHECKING, Any

from tuner.cli.say import UsageError, answer, answer_json, note, short, table
from tuner.cli.words import check_output, file_name
from tuner.core.param import Param, ParamError, checked, limit, params_of
from tuner.files.errors import FileError

if TYPE_CHECKING:
    from tuner.lab.order import Order

_TASKS = {
    "shoot": "Take one virtual shot, or a burst, with its truth beside it.",
    "ladder": "Shoot one scene over a grid of ISO, light and lux.",
    "score": "Measure our line on virtual scenes, beside other programs.",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    tasks = parser.add_subparsers(dest="task", metavar="TASK", title="tasks", required=True)
    made = {
        name: tasks.add_parser(name, help=text, description=text, allow_abbrev=False) for name, text in _TASKS.items()
    }
    for name in ("shoot", "ladder"):
        _scene_arguments(made[name], name == "ladder")
    made["shoot"].add_argument(
        "-o", "--output", type=file_name, required=True, metavar="SHOT.dng",
        help="the file to write: .dng, or .raw for the bare samples (16 bit, little endian) and a sidecar of their layout; the "
        "truth goes beside it as SHOT.truth.json; a burst is numbered SHOT_000 and so on",
    )  # fmt: skip
    made["shoot"].add_argument(
        "--linear",
        type=file_name,
        metavar="TRUTH.tif",
        help="also write the noise-free camera RGB, 32 bit, saturation at 1",
    )
    made["ladder"].add_argument(
        "-o", "--output", type=file_name, required=True, metavar="FOLDER", help="the folder to write to; it is made"
    )
    made["score"].add_argument("--json", action="store_true", help="one JSON document on stdout")
    made["score"].add_argument(
        "--only", action="append", default=[], metavar="PART", help="a part of the score; may be repeated (all)"
    )


def _scene_arguments(parser: argparse.ArgumentParser, ladder: bool) -> None:
    """One flag for every option of a shot; a ladder takes lists of three of them."""
    from tuner.lab.order import ILLUMINANT_HELP, SIZE_HELP, Knobs

    lists = {"iso": "100,400,1600,6400", "lux": "10,100,1000"} if ladder else {}
    parser.add_argument(
        "--illuminant", default="A,TL84,D65" if ladder else "D65", metavar="LIGHT",
        help=ILLUMINANT_HELP + (", or several with commas between" if ladder else "") + " (%(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--size", default="3MP" if ladder else "12MP", metavar="SIZE", help=SIZE_HELP + " (%(default)s)"
    )
    for param in params_of(Knobs):
        flag = _flag(param)
        unit = "" if param.unit == "1" else f", {param.unit}"
        text = param.help.replace("%", "%%")
        if param.name in lists:
            parser.add_argument(
                flag,
                default=lists[param.name],
                metavar="N,N,...",
                help=f"{text} Several with commas between (%(default)s{unit})",
            )
        elif param.kind == "choice":
            parser.add_argument(flag, choices=param.choices, default=param.default, help=f"{text} (%(default)s)")
        elif param.kind == "switch":
            parser.add_argument(
                flag, choices=("on", "off"), default="on" if param.default else "off", help=f"{text} (%(default)s)"
            )
        elif not (ladder and param.name == "frames"):
            kind = int if param.kind == "integer" else float
            parser.add_argument(
                flag, type=kind, default=param.default, metavar="N",
                help=f"{text} {limit(param.minimum)} to {limit(param.maximum)} (%(default)s{unit})",
            )  # fmt: skip


def execute(args: argparse.Namespace) -> int:
    """Carry out one task."""
    return {"shoot": _shoot, "ladder": _ladder, "score": _score}[args.task](args)


def _order(args: argparse.Namespace, **changed: Any) -> Order:
    from tuner.lab.order import Knobs, Order, size_of

    values: dict[str, Any] = {}
    for param in params_of(Knobs):
        value = changed.get(param.name, getattr(args, param.name, param.default))
        values[param.name] = value == "on" if param.kind == "switch" else value
        _check(param, values[param.name])
    return Order(Knobs(**values), changed.get("illuminant", args.illuminant), *size_of(args.size))


def _check(param: Param, value: Any) -> None:
    """Refuse a value outside its range by the flag that was typed; a dialog and a profile have other names for it."""
    from tuner.lab.order import Knobs

    try:
        checked("lab", Knobs, {param.name: value})
    except ParamError:
        raise UsageError(f"{_flag(param)} {short(value)} is not {param.expects}") from None


def _flag(param: Param) -> str:
    return "--" + param.name.replace("_", "-")


def _shoot(args: argparse.Namespace) -> int:
    from tuner.app.pool import processors
    from tuner.lab.shoot import shots
    from tuner.lab.write import check_places, check_shot_name, frame_path, truth_path, write_linear, write_shot

    begin = time.perf_counter()
    order = _order(args)
    check_shot_name(args.output)
    check_output(args.output, {})
    if args.linear is not None:
        if args.linear.suffix.lower() not in (".tif", ".tiff"):
            raise FileError(args.linear, "the linear picture is 32 bit", "end the name in .tif")
        check_output(args.linear, {})
    frames = order.knobs.frames
    linears = [] if args.linear is None else [frame_path(args.linear, n, frames) for n in range(frames)]
    check_places(args.output, order, linears)
    threads = len(processors())
    for n, shot in enumerate(shots(order, threads, _progress())):
        path = frame_path(args.output, n, frames)
        write_shot(path, shot, threads)
        if linears:
            write_linear(linears[n], shot.linear)
        note(f"wrote {path} and {truth_path(path).name}")
    note(f"{order.width} x {order.height} in {time.perf_counter() - begin:.1f} s")
    return 0


def _ladder(args: argparse.Namespace) -> int:
    from tuner.app.pool import processors
    from tuner.lab.ladder import Ladder, write_ladder

    rungs = Ladder(
        _numbers("--iso", args.iso),
        tuple(part.strip() for part in args.illuminant.split(",")),
        _numbers("--lux", args.lux),
    )
    orders = [(rung, _order(args, iso=rung.iso, lux=rung.lux, illuminant=rung.illuminant)) for rung in rungs]
    for n, path in enumerate(write_ladder(args.output, orders, len(processors()))):
        note(f"{n + 1}/{len(orders)} {path.name}")
    answer(
        table([("file", "ISO", "light", "lux"), *((r.name, f"{r.iso:g}", r.illuminant, f"{r.lux:g}") for r in rungs)])
    )
    return 0


def _numbers(flag: str, text: str) -> tuple[float, ...]:
    try:
        return tuple(float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"{flag} {text}: give numbers with commas between, e.g. 100,400,1600") from None


def _score(args: argparse.Namespace) -> int:
    from tuner.app.pool import render_pool
    from tuner.core.engine import Engine
    from tuner.lab.score import PARTS, score

    if unknown := [name for name in args.only if name not in PARTS]:
        raise UsageError(f"--only {unknown[0]}: the parts are {', '.join(PARTS)}")
    executor, workers = render_pool()
    with executor:
        found = score(Engine(executor, workers), args.only or list(PARTS), lambda text: note(text))
    if args.json:
        answer_json(found.document())
        return 0
    answer(found.text())
    return 0


def _progress() -> Any:
    """A line on stderr that is written over, where there is someone to watch it."""
    if not sys.stderr.isatty():
        return None

    def show(share: float) -> bool:
        print(f"\r{share:4.0%}", end="\r" if share < 1 else "\r    \r", file=sys.stderr, flush=True)
        return True

    return show
