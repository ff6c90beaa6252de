"""What a batch does to one raw, in whatever process: render, measure, write, compare. Never fatal: a fault is a row.

A task holds all there is to know as plain values, so that it can be sent anywhere; a worker finds the files by the same
names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from tuner import __version__
from tuner.core.condition import UNKNOWN, Condition
from tuner.files.errors import FileError, one_line
from tuner.files.results import Columns
from tuner.files.runs import Stamp, stamp_of

if TYPE_CHECKING:
    from tuner.core.engine import Depth, Rendered
    from tuner.core.frame import Frame
    from tuner.files.picture import Picture
    from tuner.files.profile import Profile

MEASURED: Columns = {
    "luma_mean": "number", "luma_p1": "number", "luma_p50": "number", "luma_p99": "number", "black_percent": "number",
    "white_percent": "number", "noise": "number",
}  # fmt: skip
"""Of the finished picture's codes: luma in 8-bit codes (mean and percentiles), the share of pixels with a channel at its
smallest and at its largest code, and the noise of `compare.texture.robust_noise` in 8-bit codes."""
TAKEN: Columns = {
    "width": "whole", "height": "whole", "camera": "text", "iso": "number", "cct": "number", "lux": "number",
    "exposure_s": "number", "aperture": "number",
}  # fmt: skip


Told = dict[str, Any] | None


@dataclass(frozen=True)
class Task:
    """One raw of a batch.

    Attributes
    ----------
    raw : path of the file
    profile : the profile's canonical text, and `profile_name` what it is called
    picture : path of the picture to write; None writes none
    depth : bits a channel of the picture
    against : the text of a profile to compare with; or None
    beside : path of a picture to compare with; or None
    given : the condition under which the profiles are read, where that is not the raw's
    program : the version that asks
    """

    raw: str
    profile: str
    picture: str | None = None
    depth: Depth = 8
    against: str | None = None
    beside: str | None = None
    given: Condition = UNKNOWN
    program: str = __version__


@dataclass(frozen=True)
class Outcome:
    """What became of a task: a row of figures, or a fault in one sentence.

    Attributes
    ----------
    row : {column: value}, empty where there is a fault
    sha256 : of the raw
    stamp : of the raw before it was read
    told : what sidecar and name said of a dump's layout before it was read, as `told_of`
    """

    row: dict[str, Any]
    fault: str = ""
    sha256: str = ""
    stamp: Stamp = ()
    told: Told = None


def carry_out(task: Task) -> Outcome:
    """Do it."""
    from tuner.compare.metrics import CompareError
    from tuner.core.chain import StageError
    from tuner.core.param import ParamError

    if task.program != __version__:
        return Outcome({}, f"the worker runs ISP Tuner {__version__}, and {task.program} asks; install one version")
    try:
        return _carried_out(task)
    except (FileError, StageError, CompareError, ParamError) as error:
        return Outcome({}, str(error))
    except MemoryError:
        return Outcome({}, str(FileError(task.raw, "it does not fit in memory", "use fewer jobs, or close programs")))
    except Exception as error:  # one file's fault never stops the rest
        return Outcome(
            {}, one_line(f"{Path(task.raw).name}: the program itself failed ({type(error).__name__}: {error})")
        )


def _carried_out(task: Task) -> Outcome:
    from tuner.app.side import picture_of
    from tuner.app.tuned import recipe_for
    from tuner.core.engine import Request
    from tuner.files.source import STATED, open_source

    raw = Path(task.raw)
    stamp, told = stamp_of(raw), told_of(raw)
    frame, profile = open_source(raw, STATED), _profile(task.profile)
    request = Request(depth=task.depth)
    rendered = _engine().render(frame, recipe_for(profile, frame, task.given), request)
    picture = picture_of(rendered)
    row = _taken(frame) | measured(picture)
    if task.against is not None or task.beside is not None:
        row |= _compared(task, frame, picture)
    if task.picture is not None:
        row["bytes"] = _write(Path(task.picture), frame, profile, rendered, task.given)
    return Outcome(row, sha256=frame.sha256, stamp=stamp, told=told)


def told_of(raw: Path) -> Told:
    """What sidecar and name say of a dump's layout, which its bytes do not hold; None where that is nothing one can use."""
    from tuner.files.layout_told import given_by

    try:
        return given_by(raw).stated or None
    except FileError:  # a dump's fault, which opening it names; of no account beside a camera's raw
        return None


@cache
def _profile(text: str) -> Profile:
    from tuner.files.profile import parse_profile

    return parse_profile(text, Path("the profile"))


@cache
def _engine() -> Any:
    """One of a process; workers share the processors already, so it takes no threads and pins nothing."""
    from tuner.core.engine import Engine

    return Engine(composed="kept")


def _taken(frame: Frame) -> dict[str, Any]:
    from tuner.core.orient import oriented_size
    from tuner.core.scene import of_file

    facts, condition = frame.facts, of_file(frame.facts)
    width, height = oriented_size(facts.width, facts.height, facts.orientation)
    return {
        "width": width, "height": height, "camera": facts.camera, "iso": facts.iso, "cct": condition.cct,
        "lux": condition.lux, "exposure_s": facts.exposure_s, "aperture": facts.aperture,
    }  # fmt: skip


def measured(picture: Picture) -> dict[str, Any]:
    """The figures of `MEASURED`."""
    from tuner.compare.texture import luma_of, robust_noise

    pixels = picture.pixels
    y, top = luma_of(pixels), np.iinfo(pixels.dtype).max
    p1, p50, p99 = (float(v) * 255 for v in np.percentile(y, (1, 50, 99)))
    return {
        "luma_mean": float(y.mean(dtype=np.float64)) * 255, "luma_p1": p1, "luma_p50": p50, "luma_p99": p99,
        "black_percent": 100 * float((pixels == 0).any(axis=2).mean()),
        "white_percent": 100 * float((pixels == top).any(axis=2).mean()),
        "noise": robust_noise(y),
    }  # fmt: skip


def _compared(task: Task, frame: Frame, picture: Picture) -> dict[str, Any]:
    from tuner.app.side import picture_of
    from tuner.app.tuned import recipe_for
    from tuner.compare.metrics import compare_pictures
    from tuner.core.engine import Request
    from tuner.files.picture import read_picture

    if task.beside is not None:
        other = read_picture(Path(task.beside))
    else:
        profile = _profile(task.against or "")
        recipe = recipe_for(profile, frame, task.given)
        other = picture_of(_engine().render(frame, recipe, Request(depth=task.depth)))
    return dict(compare_pictures(other, picture).figures())


def _write(path: Path, frame: Frame, profile: Profile, rendered: Rendered, given: Condition) -> int:
    """Write the picture; its size in bytes."""
    from tuner.app.export import write_rendered

    write_rendered(path, frame, profile, rendered, condition=given)
    return path.stat().st_size
