"""Export: render and write, the one way the window and the command line both go, so that their bytes are the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from tuner.core.condition import UNKNOWN, Condition
from tuner.core.domain import Domain
from tuner.core.engine import Cancel, Engine, Rendered, Request
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.core.scene import of_file
from tuner.core.tuning import Tuning
from tuner.files.profile import Profile


def export_picture(
    frame: Frame,
    recipe: Recipe,
    profile: Profile,
    path: Path,
    engine: Engine,
    request: Request = Request(),
    cancel: Cancel | None = None,
    condition: Condition = UNKNOWN,
    tuning: Tuning | None = None,
) -> Path:
    """Render what is asked for and write it, with its ICC profile and the state that made it.

    Parameters
    ----------
    profile : the profile as it was loaded; its name and digest are embedded
    path : the suffix names the format: .png (8, 16), .jpg (8), .tif (8, 16, 32 bits)
    condition : what the tuning was read under, where that was not the file's own
    tuning : what the recipe was read from, where that is no longer the profile's

    Returns
    -------
    the path that was written

    Raises
    ------
    FileError : the format does not fit, or the file cannot be written; nothing is left half written
    RequestError, StageError, Cancelled : as `Engine.render`
    """
    from tuner.files.picture import check_format

    check_format(path, request.depth)
    rendered = engine.render(frame, recipe, request, cancel)
    write_rendered(path, frame, profile, rendered, request, condition=condition, tuning=tuning)
    return path


def write_rendered(
    path: Path,
    frame: Frame,
    profile: Profile,
    rendered: Rendered,
    request: Request = Request(),
    pixels: NDArray[Any] | None = None,
    condition: Condition = UNKNOWN,
    tuning: Tuning | None = None,
) -> None:
    """Write a finished render with its ICC profile and the state that made it.

    Parameters
    ----------
    request : what was asked for
    pixels : written in place of the render's own, e.g. a screenshot of it; (h, w, 3) uint8 sRGB
    condition, tuning : as `export_picture`

    Raises
    ------
    FileError : the file cannot be written
    """
    from tuner.files.picture import PictureState, write_picture

    primaries, transfer = ("rec709", "srgb") if pixels is not None else _colours(rendered, request)
    condition = condition.over(of_file(frame.facts)).over(profile.tuning.condition)
    state = PictureState.of(
        rendered.recipe,
        rendered.resolved,
        profile_name=profile.name,
        profile_digest=profile.digest,
        raw_name=frame.name,
        raw_sha256=frame.sha256,
        primaries=primaries or "",
        transfer=transfer or "",
        crop=request.crop,
        tap=request.tap,
        condition=condition,
        tabled=(tuning or profile.tuning).tabled(rendered.recipe, condition),
    )
    own = rendered.rgb if pixels is None else pixels
    write_picture(path, own, state=state, primaries=primaries, transfer=transfer)


def _colours(rendered: Rendered, request: Request) -> tuple[str | None, str | None]:
    """Primaries and transfer of the pixels; None where they are no output colours."""
    domain, primaries = rendered.domain, rendered.context.primaries
    if domain in (Domain.CODED, Domain.PICTURE):
        return primaries, rendered.context.transfer
    if request.own_values:
        return (primaries, "linear") if domain is Domain.LINEAR else (None, None)
    if domain is Domain.YCC:
        return primaries, rendered.context.transfer
    return (primaries if domain is Domain.LINEAR else "rec709"), "srgb"  # the display transform
