"""`--fail-above` and `--fail-below`: which figures may be limited which way, and what fails."""

from __future__ import annotations

import argparse
import math
from collections.abc import Iterable, Sequence
from typing import Any

from tuner.cli.say import UsageError
from tuner.cli.words import assignment, spread
from tuner.compare.limits import Limits, Pairs
from tuner.core.param import nearest


def configure_limits(parser: argparse.ArgumentParser) -> None:
    """The two options."""
    from tuner.compare.metrics import DIFFERENCES, LIKENESSES

    limit: dict[str, Any] = {"type": assignment, "action": "append", "default": [], "metavar": "METRIC=VALUE"}
    parser.add_argument(
        "--fail-above", help=f"exit 1 when a difference is above the value: {', '.join(DIFFERENCES)}", **limit
    )
    parser.add_argument(
        "--fail-below", help=f"exit 1 when a likeness is below the value: {', '.join(LIKENESSES)}", **limit
    )


def spread_limits(words: Sequence[str]) -> list[str]:
    """`--fail-above` and `--fail-below` may take several values."""
    return spread(words, ("--fail-above", "--fail-below"), {})


def limits_of(args: argparse.Namespace) -> Limits:
    """The limits asked for.

    Raises
    ------
    UsageError : an unknown figure, the wrong direction, or no finite number
    """
    from tuner.compare.metrics import DIFFERENCES, LIKENESSES

    return Limits(
        _limits(args.fail_above, DIFFERENCES, LIKENESSES, "--fail-above", "--fail-below"),
        _limits(args.fail_below, LIKENESSES, DIFFERENCES, "--fail-below", "--fail-above"),
    )


def _limits(
    pairs: Iterable[tuple[str, str]], right: Sequence[str], wrong: Sequence[str], option: str, other: str
) -> Pairs:
    limits = []
    for name, text in pairs:
        if name in wrong:
            better = "higher" if name in ("psnr", "ssim") else "lower"
            raise UsageError(f"{option} {name}: a better picture has a {better} {name}; use {other} {name}={text}")
        if name not in right:
            raise UsageError(f"{option}: '{name}' is not one of {', '.join(right)}{nearest(name, right)}")
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            raise UsageError(f"{option} {name}: '{text}' is not a finite number")
        limits.append((name, value))
    return tuple(limits)


def figure_text(name: str, value: float | None) -> str:
    """A figure with its unit."""
    from tuner.compare.metrics import SIGNED, UNITS

    if value is None:
        return "not defined"
    if math.isinf(value):
        return "infinite (identical)"
    number = f"{value:+.4f}" if name in SIGNED else f"{value:.4f}"
    return f"{number} {UNITS.get(name, '')}".rstrip()
