"""Render a raw file to a picture: the same pixels the window shows.

The profile is taken first, then --set, --off, and what the solvers of --auto propose. The picture carries its ICC
profile and the recipe that made it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterable, Mapping, Sequence
from textwrap import fill, indent
from typing import TYPE_CHECKING

from tuner.cli.conditions import add_condition, condition_on, condition_text
from tuner.cli.opening import configure_opening, opening_of
from tuner.cli.say import UsageError, note, note_if_cold, short, table
from tuner.cli.tuning import add_set, tuning, with_assignments
from tuner.cli.words import PROFILE_HELP, check_output, file_name, rect, spread
from tuner.core.chain import build
from tuner.core.condition import Condition
from tuner.core.frame import Frame
from tuner.core.orient import Rect, oriented_size, to_sensor
from tuner.core.recipe import Recipe
from tuner.core.scene import light_of, of_file
from tuner.files.profile import Profile
from tuner.stages import RACK

if TYPE_CHECKING:
    from tuner.core.engine import Depth


DEPTHS = (8, 16, 32)
"""Bits a channel that a picture may have."""
DUMP_DEPTHS = (10, 12, 14)
"""Bits that no picture has, so that --bits can only mean the dump."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    from tuner.measure.solvers import SOLVERS

    parser.add_argument("raw", type=file_name, metavar="RAW", help="the raw file")
    parser.add_argument(
        "-o", "--output", type=file_name, required=True, metavar="OUT", help="the picture to write: .png, .jpg or .tif"
    )
    parser.add_argument("-p", "--profile", type=file_name, metavar="PROFILE", help=PROFILE_HELP)
    add_set(
        parser,
        "change a parameter; the value in TOML syntax; a parameter that counts only with some mode sets that mode "
        "(white_balance.temperature=3000 also sets white_balance.mode), and the others of that mode keep the values in "
        "force on the file",
    )
    parser.add_argument(
        "--off", action="append", default=[], metavar="STAGE", help="switch a stage off; may be repeated"
    )
    parser.add_argument(
        "--auto", action="append", default=[], metavar="STAGE=SOLVER", help="let a solver propose a stage's values"
    )
    parser.add_argument("--tap", metavar="STAGE", help="the picture behind this stage; its own values with --bits 32")
    parser.add_argument(
        "--crop", type=rect, metavar="X,Y,W,H", help="only this part of the picture as exported, in pixels"
    )
    parser.add_argument(
        "--bits",
        type=int,
        choices=(*DEPTHS, *DUMP_DEPTHS),
        action="append",
        default=[],
        help="bits a channel of the picture (8); 32 is float. 10, 12 and 14 are a dump's depth, as --raw-bits",
    )
    add_condition(parser)
    configure_opening(parser, "--raw-bits")
    solvers = indent(table([(s.usage, s.help) for s in SOLVERS]), "  ")
    stages = fill(", ".join(RACK.names), 100, initial_indent="  ", subsequent_indent="  ")
    parser.epilog = f"stages ('tuner stages' lists their parameters):\n{stages}\n\nsolvers of --auto:\n{solvers}"


def spread_words(words: Sequence[str]) -> list[str]:
    """`--set`, `--off` and `--auto` may take several values."""
    return spread(words, ("--set", "--auto"), {"--off": RACK.names, "--auto": RACK.names})


def execute(args: argparse.Namespace) -> int:
    """Render and write."""
    from tuner.app.export import export_picture
    from tuner.app.pool import render_pool
    from tuner.core.engine import Engine, Request
    from tuner.files.picture import check_format
    from tuner.files.source import open_source

    begin = time.perf_counter()
    bits = _split_bits(args)
    opening = opening_of(args)
    check_format(args.output, bits)
    check_output(args.output, {"the raw file itself": args.raw, "the file that holds the tuning": args.profile})
    if args.tap is not None:
        RACK[args.tap]  # an unknown name is refused before the file is read
    profile = tuning(args.profile)
    _check_autos(args.auto, _tuned(profile.recipe, args))  # wrong words are refused before the file is read
    frame = open_source(args.raw, opening)
    for notice in frame.facts.notices:
        note(f"note: {notice}")
    note_if_cold()
    recipe, condition = _recipe(frame, profile, args)
    request = Request(args.crop, bits, args.tap, own_values=args.tap is not None and bits == 32)
    executor, workers = render_pool()
    with executor:
        export_picture(
            frame, recipe, profile, args.output, Engine(executor, workers, composed="kept"), request, None, condition
        )
    note(f"wrote {args.output} in {time.perf_counter() - begin:.1f} s")
    return 0


def _split_bits(args: argparse.Namespace) -> Depth:
    """The picture's depth; a dump's among --bits goes where --raw-bits goes."""
    raw = [bits for bits in args.bits if bits in DUMP_DEPTHS]
    if args.raw_bits is None and raw:
        args.raw_bits = raw[-1]
    depth: Depth = next((bits for bits in reversed(args.bits) if bits in DEPTHS), 8)
    return depth


def _recipe(frame: Frame, profile: Profile, args: argparse.Namespace) -> tuple[Recipe, Condition]:
    """The recipe under the picture's condition, with what --set, --off and --auto change; and that condition.

    Where a solver found the balance and tables lie over the light's temperature, that temperature is the solved one.
    """
    condition = condition_on(frame, args)
    recipe, found = _under(condition, frame, profile, args)
    over_light = any(table.knots("cct") for _, table in profile.tuning.tables)
    if over_light and args.cct is None and any(text.startswith("white_balance") for text in args.auto):
        light = light_of(build(recipe, frame.facts).resolved, frame.facts)
        condition = Condition(cct=light).over(condition)
        recipe, found = _under(
            condition, frame, profile, args
        )  # what is found under that light is what counts, and is said
    for text in found:
        note(text)
    if profile.tuning.tables:
        note(f"under {condition_text(profile, condition, of_file(frame.facts))}")
    return recipe, condition


def _under(condition: Condition, frame: Frame, profile: Profile, args: argparse.Namespace) -> tuple[Recipe, list[str]]:
    """The recipe under a condition, and what the solvers have to say."""
    resolved = profile.resolve(condition)
    recipe = _tuned(resolved, args, build(resolved, frame.facts).resolved)
    return _solved(frame, recipe, args.auto, _decided(args.values))


def _tuned(recipe: Recipe, args: argparse.Namespace, shown: Recipe | None = None) -> Recipe:
    """The recipe behind --set and --off; `shown` holds the numbers in force on the file."""
    changed = with_assignments(recipe, args.values, shown)
    for name in args.off:
        path = f"{RACK[name].name}.enabled"
        if any(set_path == path for set_path, _ in args.values) and changed.value(path):
            raise UsageError(f"--set {path}=true and --off {name} contradict each other; leave one of them out")
    return changed.with_values({f"{RACK[name].name}.enabled": False for name in args.off})


def _decided(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What --set decides: {path: the path as asked}, with the modes that the parameters wait for."""
    found: dict[str, str] = {}
    for path, _ in pairs:
        stage, name = RACK.split(path)
        when = None if name == "enabled" else stage.param(name).when
        found |= {path: path} | ({f"{stage.name}.{when[0]}": path} if when else {})
    return found


def _check_autos(autos: Iterable[str], recipe: Recipe) -> None:
    """Refuse solvers that do not exist, or whose proposal would change nothing as the stage is off."""
    from tuner.measure.solvers import parse_auto

    for text in autos:
        stage = parse_auto(text)[0].stage
        if not recipe[stage].enabled:
            raise UsageError(f"--auto {text}: {stage} is switched off; leave --auto out or switch the stage on")


def _solved(frame: Frame, recipe: Recipe, autos: Iterable[str], decided: Mapping[str, str]) -> tuple[Recipe, list[str]]:
    """The recipe with the solvers' proposals, asked in line order, as a later stage's depends on the earlier ones; and
    what each proposed, in a line.

    Raises
    ------
    UsageError : a proposal would undo what --set decided
    """
    from tuner.measure.solvers import parse_auto

    said = list[str]()
    asked = sorted((parse_auto(text) for text in autos), key=lambda pair: RACK.names.index(pair[0].stage))
    for solver, region in asked:
        found = solver.solve(frame, recipe, None if region is None else _on_sensor(frame, region))
        for path, proposed in found.items():
            if path in decided and recipe.value(path) != proposed:
                raise UsageError(
                    f"--auto {solver.stage}={solver.name} proposes {path}, and --set {decided[path]} decides it as well; "
                    "leave one of them out"
                )
        recipe = recipe.with_values(found)
        said.append(
            f"{solver.title.lower()}: " + ", ".join(f"{path} = {short(value)}" for path, value in found.items())
        )
    return recipe, said


def _on_sensor(frame: Frame, region: Rect) -> Rect:
    """A region of the picture as exported, in unrotated active-area pixels."""
    facts = frame.facts
    width, height = oriented_size(facts.width, facts.height, facts.orientation)
    if region.x + region.w > width or region.y + region.h > height:
        raise UsageError(
            f"the region {region.x},{region.y},{region.w},{region.h} does not lie inside {width} x {height} pixels"
        )
    return to_sensor(region, facts.width, facts.height, facts.orientation)
