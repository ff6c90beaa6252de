"""Where words go: the answer to stdout, everything else to stderr."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from typing import Any


class UsageError(ValueError):
    """The command cannot be carried out as given; the message says why, in one line."""


def answer(text: str) -> None:
    """The command's result, for people."""
    print(text)


def answer_json(document: Any) -> None:
    """The command's result as exactly one JSON document; numbers JSON does not know become null."""
    print(json.dumps(plain(document), indent=2, allow_nan=False))


def note(text: str) -> None:
    """A message beside the result: what was written, what was left out, how long it took."""
    print(text, file=sys.stderr)


def fail(text: str) -> int:
    """Say what is wrong, on one line; returns exit code 2."""
    note(f"tuner: error: {' '.join(text.split())}")
    return 2


def note_if_cold() -> None:
    """Say that the first render after an installation or an update takes longer, where this is one."""
    from tuner.core.jit import is_cold
    from tuner.stages import RACK

    # the stages every picture of a sensor with colour filters goes through, whatever is tuned
    if is_cold(s.kernel(s.params()) for s in RACK if not s.switchable and s.filters != "none"):
        note("note: compiling kernels, once; the next render does not wait for it")


def plain(value: Any) -> Any:
    """A value as JSON knows it: tuples as lists, NaN and infinity as null."""
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows as text in aligned columns; the last column is not padded."""
    if not rows:
        return ""
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)


def short(value: Any, limit: int = 40) -> str:
    """A parameter's value in a table: numbers without noise, long tables cut."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.6g}"
    text = str(plain(value)) if isinstance(value, tuple) else str(value)
    return text if len(text) <= limit else text[: limit - 3] + "..."
