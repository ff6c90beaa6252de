"""List the stages of the line and their parameters.

Everything shown is the stages' own declaration.
"""

from __future__ import annotations

import argparse
import textwrap
from typing import Any

from tuner.cli.say import answer, answer_json, short, table
from tuner.core.param import Param, limit, params_of
from tuner.core.stage import Stage
from tuner.stages import RACK


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("names", nargs="*", metavar="STAGE", help="only these stages, with what they do")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")


def execute(args: argparse.Namespace) -> int:
    """List all stages, or some in full."""
    chosen = [RACK[name] for name in args.names] or list(RACK)
    if args.json:
        answer_json([described(stage) for stage in chosen])
    elif args.names:
        answer("\n\n".join(_in_full(stage) for stage in chosen))
    else:
        answer("\n\n".join(_in_short(stage) for stage in chosen))
    return 0


def described(stage: Stage) -> dict[str, Any]:
    """A stage as plain data."""
    return {
        "name": stage.name,
        "title": stage.title,
        "reads": str(stage.reads),
        "writes": str(stage.writes),
        "switchable": stage.switchable,
        "enabled": stage.enabled,
        "source": stage.source,
        "params": [_param(param) for param in params_of(stage.params)],
    }


def _param(param: Param) -> dict[str, Any]:
    return {
        "name": param.name,
        "kind": param.kind,
        "default": param.default,
        "minimum": param.minimum,
        "maximum": param.maximum,
        "step": param.step,
        "unit": param.unit,
        "help": param.help,
        "choices": list(param.choices),
    }


def _in_short(stage: Stage) -> str:
    rows = [
        (f"  {stage.name}.{p.name}", short(p.default), "" if p.unit == "1" else p.unit, _range(p))
        for p in params_of(stage.params)
    ]
    switch = "" if stage.switchable else ", always on"
    return f"{stage.title} ({stage.reads} to {stage.writes}{switch})\n" + table(rows)


def _in_full(stage: Stage) -> str:
    knobs = [
        f"{stage.name}.{p.name} = {short(p.default)}\n"
        + textwrap.indent(textwrap.fill(f"{p.help} {_long(p)}", 100), "    ")
        for p in params_of(stage.params)
    ]
    return "\n\n".join([f"{stage.name}: {stage.reads} to {stage.writes}", stage.doc, *knobs])


def _range(param: Param) -> str:
    if param.choices:
        return " | ".join(param.choices)
    if param.kind in ("number", "integer"):
        return f"{limit(param.minimum)} .. {limit(param.maximum)}"
    return "true | false" if param.kind == "switch" else param.kind


def _long(param: Param) -> str:
    return f"[{param.expects}]"
