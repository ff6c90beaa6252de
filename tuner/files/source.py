"""Whatever holds raw frames, opened in one way: a camera's raw, a bare sensor dump, a file of several frames, a folder.

A camera's raw says itself what it is. A dump's layout is looked for in what the caller gives, in its sidecar, in its
name, and at last guessed, which the frame's notices say. A sequence is one source with numbered frames: a dump that
holds several, or a folder of raws in the order people count in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tuner.core.facts import Facts
from tuner.core.frame import Frame
from tuner.files.atomic import reading
from tuner.files.diagnose import known_head
from tuner.files.dump import frames_in, read_samples
from tuner.files.errors import FileError
from tuner.files.folder import RAW_SUFFIXES, list_raws
from tuner.files.guess import guess_file
from tuner.files.guess_evidence import depth_and_alignment, levels
from tuner.files.layout import Given, Layout
from tuner.files.layout_faults import ANY_LAYOUT, FLAGS, GEOMETRY, LayoutFault, UnknownLayout
from tuner.files.layout_told import given_by
from tuner.files.raw import open_raw, sha256_of
from tuner.fronts import Quad, to_line

UNKNOWN = Given()
CAMERA_SUFFIXES = RAW_SUFFIXES - {".raw"}
"""Endings that a camera's own files have: without a head such a file is broken, and no dump unless that is said."""
HEAD = 4096  # bytes that tell a raw container, a picture or a text from a bare dump


@dataclass(frozen=True)
class Opening:
    """How a source is opened; nothing of it counts for a camera's raw but `quad`.

    Attributes
    ----------
    given : what is known of a dump's layout
    frame : number of the frame in a sequence; 0 is the first
    quad : how a quad-Bayer mosaic becomes a Bayer one
    guess : whether a layout that nobody states is guessed, rather than refused
    """

    given: Given = UNKNOWN
    frame: int = 0
    quad: Quad = "remosaic"
    guess: bool = True


STATED = Opening(guess=False)
"""For work that nobody watches: a dump's layout comes from its sidecar or its name, and is never guessed."""


def open_source(path: Path, opening: Opening = Opening()) -> Frame:
    """One frame of a source, ready for the line.

    Raises
    ------
    FileError : it cannot be used; names the file, the fault and the way out
    """
    path, opening = frame_of_folder(Path(path), opening)
    if not is_dump(path, opening.given):
        return _camera_frame(path, opening)
    mosaic, facts = read_dump(path, opening)
    active, facts = to_line(mosaic, facts, opening.quad)
    return Frame.from_active(active, facts, name=path.name, sha256=_digest(path, opening.frame))


def _digest(path: Path, frame: int) -> str:
    """SHA-256 of a dump; that of a sequence is the same in all its frames and taken once, as a second a gigabyte for
    every frame would hold up the slider."""
    try:
        status = path.stat() if frame else None
    except OSError:
        status = None  # taking it will say why
    if status is None:
        return sha256_of(path)
    return _digest_kept(path, status.st_ino, status.st_size, status.st_mtime_ns)


@lru_cache(maxsize=4)
def _digest_kept(path: Path, *state: int) -> str:
    return sha256_of(path)


def frames_of(path: Path, opening: Opening = Opening()) -> int:
    """How many frames a source holds.

    Raises
    ------
    FileError : it cannot be used
    """
    path = Path(path)
    if path.is_dir():
        return len(list_raws(path))
    if not is_dump(path, opening.given):
        return 1
    return frames_in(path, layout_of(path, opening)[0])


def is_dump(path: Path, given: Given = Given()) -> bool:
    """Whether a file is a bare dump: nothing in its head says otherwise, or its head is that of no raw that can be read
    while its layout is stated.

    Raises
    ------
    FileError : missing, unreadable or empty
    """
    with reading(path, "a raw file") as file:
        head = file.read(HEAD)
    if not head:
        raise FileError(path, "is empty (0 bytes)", "copy it again from the card or camera")
    if path.suffix.lower() in (".jpg", ".jpeg", ".png", ".mp4", ".mov", ".heic"):
        return False
    camera = path.suffix.lower() in CAMERA_SUFFIXES
    if not known_head(head) and not camera:
        return not _is_of_another_kind(head)
    try:
        told = given.over(given_by(path))  # two bytes of a dump may happen to be a container's head
    except FileError:
        if _opens(path):
            return False  # a camera's raw: a file beside it and its own name tell nothing of it
        raise
    return bool(told.width and told.height) and not _opens(path)


def layout_of(path: Path, opening: Opening) -> tuple[Layout, tuple[str, ...]]:
    """The layout of a dump, and what was guessed of it, in a sentence each.

    Raises
    ------
    FileError : not all is known and nothing may be guessed, or nothing fits, or what is known contradicts itself
    """
    told = opening.given.over(given_by(path))
    notices: tuple[str, ...] = ()
    if told.missing == ("bits",):
        bits, _ = depth_and_alignment(read_samples(path, told.over(Given(bits=16)).layout(path)))
        told = told.over(Given(bits=bits))
        notices = (f"The depth is judged by the pixels: {bits} bits.",)
    if told.missing:
        if not opening.guess:
            flags = ", ".join(told.missing)
            raise UnknownLayout(path, f"is a sensor dump whose layout is not known ({flags})", ANY_LAYOUT)
        best = guess_file(path, told)[0]
        if not best.plausible and None in (told.width, told.height):
            fault = "has no header of a raw file, and looks like no sensor dump whose layout could be guessed"
            raise LayoutFault(path, fault, GEOMETRY)
        found = best.layout.stated
        beside = [name for name in ("stride", "offset") if name in found and name not in told.stated]
        words = ", ".join(f"{name} {found[name]}" for name in (*told.missing, *beside))
        notices = (f"Guessed, as neither flags, sidecar nor name say it ({best.share} sure): {words}.",)
        told = told.over(best.layout.model_copy(update={"black": None, "white": None}))
    layout = told.layout(path)
    if told.black is None or told.white is None:
        black, white = levels(read_samples(path, layout), layout.bits)
        told = told.over(Given(black=(min(black, layout.white - 1),) * 4, white=max(white, max(layout.black) + 1)))
        layout = told.layout(path)
        notices += (f"Levels are judged by the pixels: black {max(layout.black):g}, white {layout.white:g}.",)
    return layout, notices


def read_dump(path: Path, opening: Opening) -> tuple[NDArray[np.uint16], Facts]:
    """One frame of a dump as it lies in the file, whatever its filters, and its facts.

    Returns
    -------
    (height, width) uint16 DN, in the order `facts.cfa` names
    """
    layout, notices = layout_of(path, opening)
    count = frames_in(path, layout)
    if count > 1:
        notices += (f"The file holds {count} frames; this is frame {opening.frame + 1}.",)
    facts = layout.facts(notices)
    if facts.camera_gains is None and not facts.mono:
        facts = replace(facts, notices=(*notices, "A sensor dump states no white balance; gains of 1 are taken."))
    return read_samples(path, layout, opening.frame), facts


def frame_of_folder(path: Path, opening: Opening) -> tuple[Path, Opening]:
    """The file that a frame of a folder is; any other path is returned as it is.

    Raises
    ------
    FileError : no raw lies in the folder, or not so many
    """
    if not path.is_dir():
        return path, opening
    raws = list_raws(path)
    if not 0 <= opening.frame < len(raws):
        raise FileError(
            path, f"holds {len(raws)} raws, so there is no frame {opening.frame + 1}", "give a smaller number"
        )
    return raws[opening.frame], replace(opening, frame=0)


def _camera_frame(path: Path, opening: Opening) -> Frame:
    if opening.given.stated:
        flags = ", ".join(FLAGS.get(name, name) for name in opening.given.stated)
        raise FileError(
            path, f"is no bare dump and states its layout itself, so {flags} does not apply", "leave it out"
        )
    if opening.frame:
        raise FileError(path, f"holds 1 frame, so there is no frame {opening.frame + 1}", "leave the number out")
    return open_raw(path, opening.quad)


def _is_of_another_kind(head: bytes) -> bool:
    """Whether a head without a raw's mark is that of a picture, a film, an archive or a text."""
    from tuner.files.diagnose import PICTURES

    text = b"\n" in head and all(32 <= byte < 127 or byte in (9, 10, 13) for byte in head)
    return text or head[4:8] == b"ftyp" or head.startswith(tuple(mark for mark, _ in PICTURES if len(mark) > 2))


def _opens(path: Path) -> bool:
    """Whether LibRaw takes a file for a raw."""
    import rawpy

    raw = rawpy.RawPy()
    try:
        raw.open_file(str(path))
    except Exception:  # a stranger's bytes, in many ways
        return False
    finally:
        raw.close()
    return True
