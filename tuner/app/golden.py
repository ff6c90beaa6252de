"""Golden screenshots: pictures of a tuning that was found good, and whether today's tuning still makes them.

A recorded picture is an export like any other: it carries the recipe that made it, so that a check can say not only
which figures moved but also which parameters did.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tuner.app.export import export_picture
from tuner.app.side import picture_of
from tuner.app.tuned import condition_for, recipe_for
from tuner.compare.limits import Limits
from tuner.compare.metrics import COLOURS, DIFFERENCES, LIKENESSES, CompareError, Comparison, compare_pictures
from tuner.core.chain import StageError
from tuner.core.condition import UNKNOWN, Condition
from tuner.core.engine import Cancel, Engine, Request, RequestError
from tuner.core.orient import Rect
from tuner.core.param import ParamError, Value
from tuner.files.atomic import writable
from tuner.files.errors import FileError
from tuner.files.folder import list_raws
from tuner.files.golden import NAME, Case, Golden, pictures_of, read_golden, write_golden
from tuner.files.picture import read_picture, restore
from tuner.files.profile import Profile, load_profile
from tuner.files.runs import sha256_of
from tuner.files.source import STATED, open_source

LIMITS = Limits(above=(("de2000_max", 1.0),))
"""What may move where nothing is said: no pixel by a difference that is just noticed. Equal pictures are promised on
one type of machine; another may round otherwise, which stays far below."""

Told = Callable[[int, int, str], None]
"""Told which case is next, how many there are, and the picture's name."""


@dataclass(frozen=True, eq=False)
class Checked:
    """What came of one case.

    Attributes
    ----------
    failed : limits that do not hold, in words
    fault : why it could not be checked, in one sentence; "" where it could
    found : the figures; None where it could not be checked
    parameters : {stage.parameter: (golden, now)}, where the golden picture still tells
    tabled : of golden and now, the parameters whose values tables over conditions gave; None where a picture does not tell
    """

    case: Case
    failed: tuple[str, ...] = ()
    fault: str = ""
    found: Comparison | None = None
    parameters: dict[str, tuple[Value, Value]] | None = None
    tabled: tuple[tuple[str, ...] | None, tuple[str, ...]] = (None, ())


def cases_for(
    folder: Path, raws: Sequence[Path], profiles: Sequence[Path], crop: Rect | None, given: Condition = UNKNOWN
) -> tuple[Case, ...]:
    """A case for each raw and profile; those of the folder where none are named.

    Parameters
    ----------
    crop, given : of every case

    Raises
    ------
    FileError : the folder holds no raw, or one cannot be read
    """
    found = list(raws) or list(list_raws(folder))
    tunings = list(profiles) or [path for path in sorted(folder.glob("*.toml")) if _is_profile(path)]
    tuned = [_from(folder, tuning) for tuning in tunings] or [""]
    pairs = [(raw, _from(folder, raw), tuning) for raw in found for tuning in tuned]
    names = pictures_of([(raw, profile) for _, raw, profile in pairs])
    return tuple(
        Case(raw, sha256_of(path), profile, name, crop, given)
        for (path, raw, profile), name in zip(pairs, names, strict=True)
    )  # fmt: skip


def _is_profile(path: Path) -> bool:
    """Whether a file is neither our list nor what stands beside another file: X.dng.tuner.toml, X.raw.toml."""
    beside = path.with_suffix("")
    return path.name != NAME and beside.suffix != ".tuner" and not beside.exists()


def _from(folder: Path, path: Path) -> str:
    """A path from the folder on, so that both can move together."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # on another drive
        return path.absolute().as_posix()


def record(folder: Path, golden: Golden, engine: Engine, told: Told, cancel: Cancel | None = None) -> Golden:
    """Render every case, then put the pictures in place, then the list; the raws' hashes are those of what was rendered.

    Raises
    ------
    FileError, StageError, RequestError, Cancelled : a case cannot be rendered or written; everything stays what it was
    """
    profiles = [_profile(folder, case) for case in golden.cases]  # before the first minute is spent
    cases = []
    with writable(folder), tempfile.TemporaryDirectory(prefix=".recording-", dir=folder) as made_in:
        for n, (case, profile) in enumerate(zip(golden.cases, profiles, strict=True)):
            told(n, len(golden.cases), case.picture)
            frame, request = open_source(folder / case.raw, STATED), Request(crop=case.crop)
            path = Path(made_in) / case.picture
            recipe = recipe_for(profile, frame, case.given)
            export_picture(frame, recipe, profile, path, engine, request, cancel, case.given)
            cases.append(replace(case, raw_sha256=frame.sha256))
        for case in cases:
            os.replace(Path(made_in) / case.picture, folder / case.picture)
    made = Golden(tuple(cases), golden.above, golden.below)
    write_golden(folder, made)
    return made


def limits_in(folder: Path, golden: Golden) -> Limits:
    """The limits that were recorded.

    Raises
    ------
    FileError : a figure that is not known, or limited the wrong way
    """
    for pairs, known in ((golden.above, DIFFERENCES), (golden.below, LIKENESSES)):
        for name, _ in pairs:
            if name not in known:
                raise FileError(folder / NAME, f"'{name}' cannot be limited there", f"take one of {', '.join(known)}")
    return Limits(golden.above, golden.below)


def check(
    folder: Path, limits: Limits | None, engine: Engine, told: Told, cancel: Cancel | None = None
) -> tuple[Checked, ...]:
    """Render every case with the tuning of today and compare it with its golden picture.

    Parameters
    ----------
    limits : go before those that were recorded, figure by figure

    Raises
    ------
    FileError : the list cannot be read
    """
    golden = read_golden(folder)
    held = limits_in(folder, golden)
    held = held.merged(limits) if limits is not None else held
    found = []
    for n, case in enumerate(golden.cases):
        told(n, len(golden.cases), case.picture)
        try:
            found.append(_check(folder, case, held, engine, cancel))
        except (FileError, StageError, CompareError, RequestError, ParamError, ValueError) as error:
            found.append(Checked(case, fault=str(error)))
    return tuple(found)


def _check(folder: Path, case: Case, limits: Limits, engine: Engine, cancel: Cancel | None) -> Checked:
    frame = open_source(folder / case.raw, STATED)
    if frame.sha256 != case.raw_sha256:
        raise FileError(folder / case.raw, "it is not the file that was recorded", "put it back, or record again")
    golden = read_picture(folder / case.picture)
    profile, condition = _profile(folder, case), condition_for(frame, case.given)
    rendered = engine.render(frame, profile.resolve(condition), Request(crop=case.crop), cancel)
    cheap = limits.names <= {*COLOURS, *LIKENESSES}
    found = compare_pictures(golden, picture_of(rendered), engine.executor, full=not cheap)
    parameters = None
    if golden.state is not None:
        try:
            parameters = restore(golden.state).differences(rendered.recipe)
        except ParamError:  # recorded by another version, whose parameters are not ours
            parameters = None
    tabled = (golden.state.tabled if golden.state else None, profile.tuning.tabled(rendered.recipe, condition))
    return Checked(case, tuple(limits.failures(found.figures())), "", found, parameters, tabled)


def _profile(folder: Path, case: Case) -> Profile:
    return load_profile(folder / case.profile) if case.profile else Profile.default()
