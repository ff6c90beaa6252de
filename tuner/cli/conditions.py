"""The condition on the command line: --iso, --cct, --lux, and what stands in where they are not given."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from tuner.core.condition import AXES, UNKNOWN, Condition
from tuner.core.param import ParamError

if TYPE_CHECKING:
    from tuner.core.frame import Frame
    from tuner.files.profile import Profile

OF_THE_RAW = "the raw file's, or the profile's default"
"""What an axis is without its option, where a raw is rendered."""
_HELP = {
    "iso": "sensitivity",
    "cct": "colour temperature of the light, K",
    "lux": "illuminance of the scene, lx",
}


def add_condition(parser: argparse.ArgumentParser, otherwise: str = OF_THE_RAW) -> None:
    """Let a command take a condition.

    Parameters
    ----------
    otherwise : what an axis is without its option, for the help
    """
    for name, text in _HELP.items():
        parser.add_argument(
            f"--{name}", type=_on_axis(name), metavar=name.upper(), help=f"{text}; otherwise {otherwise}"
        )


def _on_axis(name: str) -> Any:
    def value(text: str) -> float:
        try:
            return AXES[name].checked(float(text))
        except ParamError as error:
            raise argparse.ArgumentTypeError(str(error)) from None

    value.__name__ = "number"  # argparse names it where the text is none
    return value


def condition_in(args: argparse.Namespace) -> Condition:
    """What the options say."""
    return Condition(args.iso, args.cct, args.lux)


def condition_on(frame: Frame, args: argparse.Namespace) -> Condition:
    """What the options say, and of the rest what the file does."""
    from tuner.app.tuned import condition_for

    return condition_for(frame, condition_in(args))


def condition_text(profile: Profile, condition: Condition, own: Condition = UNKNOWN) -> str:
    """'ISO 800 · 4000 K (default) · 300 lx (estimated)': every axis, with where it comes from unless it was given.

    Parameters
    ----------
    own : what the file says
    """
    from tuner.core.scene import ESTIMATED

    parts = []
    for name, value in condition.over(profile.tuning.condition):
        if value is None:
            continue
        mark = ""
        if condition[name] is None:
            mark = " (profile's default)"
        elif condition[name] == own[name] and name in ESTIMATED:
            mark = " (estimated)"
        parts.append(AXES[name].text(value) + mark)
    return " · ".join(parts)
