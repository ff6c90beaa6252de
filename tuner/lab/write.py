"""A shot on disk: DNG or bare samples, and its truth beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from tuner.core.facts import Facts
from tuner.files.atomic import check_place, read_limited, write_atomic
from tuner.files.dng_write import write_dng
from tuner.files.errors import FileError, shown_name
from tuner.files.layout import Given, name_of
from tuner.files.layout_told import sidecar_of, write_layout
from tuner.files.picture import write_picture
from tuner.lab.order import Order
from tuner.lab.page import Floats
from tuner.lab.preview import preview_of
from tuner.lab.shoot import Shot
from tuner.lab.truth import ordered

SUFFIXES = (".dng", ".raw")
MAX_TRUTH = 256 << 20  # bytes


def check_shot_name(path: Path) -> None:
    """Refuse, before any work, a name that does not fit.

    Raises
    ------
    FileError : neither .dng nor .raw
    """
    if path.suffix.lower() not in SUFFIXES:
        fault = f"a shot is not written as '{path.suffix}'" if path.suffix else "its name has no ending"
        raise FileError(path, fault, "end the name in .dng or .raw")


def check_places(path: Path, order: Order, beside: Iterable[Path] = ()) -> None:
    """Refuse, before any work, what `write_shot` could not write, or should not, of any frame.

    Parameters
    ----------
    beside : what else will be written

    Raises
    ------
    FileError : a place cannot be written, or the truth there is that of another shot, which would be left without
    """
    frames = order.knobs.frames
    for n in range(frames):
        raw = frame_path(path, n, frames)
        check_place(raw)
        if raw.suffix.lower() == ".raw":
            check_place(sidecar_of(raw))
        check_place(truth_path(raw))
        _refuse_another(raw, order, n)
    for other in beside:
        check_place(other)


def _refuse_another(raw: Path, order: Order, frame: int) -> None:
    """Raise where `shot.raw` lies beside the `shot.dng` to be written and its truth is not the one to be written.

    One that is shot again under its own name is replaced together with its truth.
    """
    truth = truth_path(raw)
    endings = {case(suffix) for suffix in SUFFIXES for case in (str.lower, str.upper)}
    others = [o for o in map(raw.with_suffix, sorted(endings - {raw.suffix})) if o.exists() and not _same(o, raw)]
    if not others or not truth.exists():
        return
    try:
        told = json.loads(read_limited(truth, MAX_TRUTH, "a shot's truth"))
        same = (told["order"], told["frame"]) == (ordered(order), frame)
    except (ValueError, KeyError, TypeError, RecursionError):  # no truth of ours
        same = False
    if not same:
        fault = f"it belongs to {shown_name(others[0])}, which is another shot"
        raise FileError(truth, fault, "choose another name, or delete both")


def _same(a: Path, b: Path) -> bool:
    """Whether two names lead to one file, as they do where case does not count."""
    return b.exists() and a.samefile(b)


def frame_path(path: Path, frame: int, frames: int) -> Path:
    """The name of one frame of a burst; that of a single shot is as given."""
    return path if frames == 1 else path.with_name(f"{path.stem}_{frame:03d}{path.suffix}")


def truth_path(path: Path) -> Path:
    """Where the truth of a shot lies: `shot.dng` -> `shot.truth.json`."""
    return path.with_name(f"{path.stem}.truth.json")


def write_shot(path: Path, shot: Shot, threads: int = 1) -> None:
    """Write the raw with a preview, then its truth; bare samples with a sidecar that says their layout.

    Parameters
    ----------
    threads : that average and compress it; their number changes no byte

    Raises
    ------
    FileError : it cannot be written
    """
    if path.suffix.lower() == ".raw":
        write_atomic(path, np.ascontiguousarray(shot.mosaic, "<u2").tobytes())
        write_layout(path, layout_of(shot.facts))
    else:
        preview = preview_of(shot.mosaic, shot.facts, threads)
        write_dng(path, shot.mosaic, shot.facts, preview=preview, threads=threads)
    write_atomic(truth_path(path), (json.dumps(shot.truth, indent=1, allow_nan=False) + "\n").encode())


def layout_of(facts: Facts) -> Given:
    """What the sidecar of bare 16-bit samples says of them."""
    return Given(
        width=facts.width, height=facts.height, cfa=name_of(facts.cfa), packing="u16", bits=facts.bits, black=facts.black,
        white=facts.white, wb=facts.camera_gains, iso=facts.iso, exposure_s=facts.exposure_s, make=facts.make,
        model=facts.model,
    )  # fmt: skip


def write_linear(path: Path, linear: Floats) -> None:
    """Write the noise-free camera RGB as a 32-bit TIFF, saturation at 1."""
    write_picture(path, np.moveaxis(linear, 0, 2), state=None, primaries=None, transfer=None)
