"""What a pane can show beside the raw and the processed picture: stills, made once and kept as pixels.

A still is made on a worker from frozen things: a recipe rendered on the open frame, a tap behind a stage, a snapshot's
pixels, a picture file, or the difference of two of them. Every still has the size of the exported picture, so that all
panes share one view; a file of another size is scaled, and its caption says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.app.mosaic_look import mosaic_look
from tuner.app.snapshots import Snapshot
from tuner.compare.encoding import Encoding, encoding_of, named
from tuner.compare.maps import Kind as Difference
from tuner.compare.maps import difference, eight_bits, packed
from tuner.core.domain import Domain
from tuner.core.engine import Cancel, Engine, Rendered, Request
from tuner.core.frame import Frame
from tuner.core.rawview import Mode
from tuner.core.recipe import Recipe
from tuner.files.picture import read_picture

Kind = Literal["raw", "processed", "baseline", "snapshot", "profile", "picture", "stage", "change", "difference"]
Size = tuple[int, int]
SRGB = ("rec709", "srgb")


@dataclass(frozen=True)
class Source:
    """Names a picture: of which kind, and which of them (a letter, a path, a stage, a kind of difference)."""

    kind: Kind
    name: str = ""


RAW, PROCESSED, BASELINE = Source("raw"), Source("processed"), Source("baseline")


@dataclass(frozen=True, eq=False)
class Still:
    """A picture that stands still.

    Attributes
    ----------
    pixels : (h, w, 4) uint8 B, G, R, 255; the size of the exported picture
    colours : primaries and transfer curve of its codes, by name; None where only the profile tells
    icc : the profile of a picture file
    recipe : what it was rendered by, if it was
    quads : (h / 2, w / 2, 4) what a smaller view of a mosaic in CFA colours is averaged from
    own : (h, w, 3) codes of a picture file (or of a scaled snapshot) as they stand in it, of which `pixels` are made
    """

    title: str
    detail: str
    pixels: NDArray[np.uint8]
    colours: tuple[str, str] | None = SRGB
    icc: bytes | None = None
    recipe: Recipe | None = None
    own: NDArray[Any] | None = None
    quads: NDArray[np.uint8] | None = None

    def averaged_from(self, size: Size) -> NDArray[np.uint8]:
        """The pixels of which a view of (width, height) device pixels is the average."""
        small = self.quads is not None and size[0] <= self.quads.shape[1] and size[1] <= self.quads.shape[0]
        return self.quads if small and self.quads is not None else self.pixels

    @property
    def encoding(self) -> Encoding:
        """What its codes mean."""
        return named(*self.colours) if self.colours else encoding_of(self.icc)


def still_of(rendered: Rendered, title: str, detail: str = "") -> Still:
    """A picture that was rendered, 8 bits."""
    colours = (rendered.context.primaries, rendered.context.transfer)
    return Still(title, detail, rendered.pixels, colours, recipe=rendered.recipe)


def by_recipe(engine: Engine, frame: Frame, recipe: Recipe, title: str, detail: str, cancel: Cancel) -> Still:
    """The open frame by another recipe."""
    return still_of(engine.render(frame, recipe, Request(), cancel), title, detail)


def behind_stage(engine: Engine, frame: Frame, recipe: Recipe, stage: str, cancel: Cancel, mode: Mode = "cfa") -> Still:
    """The picture behind a stage, in the display transform of its domain; a mosaic as the raw pane shows the raw."""
    title = f"After {recipe.rack[stage].title}"
    if recipe.rack[stage].writes is Domain.MOSAIC:
        request = Request(tap=stage, own_values=True)
        pixels, quads = mosaic_look(engine.render(frame, recipe, request, cancel).pixels[..., 0], frame, mode)
        return Still(title, "domain mosaic", pixels, SRGB, None, recipe, quads=quads)
    rendered = engine.render(frame, recipe, Request(tap=stage), cancel)
    last = stage == recipe.rack.names[-1]
    colours = (rendered.context.primaries, rendered.context.transfer) if last else SRGB
    return Still(title, f"domain {rendered.domain}", rendered.pixels, colours, None, recipe)


def change_of_stage(engine: Engine, frame: Frame, recipe: Recipe, stage: str, gain: int, cancel: Cancel) -> Still:
    """What a stage changes in the finished picture: signed, about mid grey.

    Raises
    ------
    ValueError : the stage changes the domain, so that there is no picture without it
    """
    title = recipe.rack[stage].title
    if not recipe.rack[stage].switchable:
        raise ValueError(f"{title} turns one domain into another: there is no picture without it to compare with")
    pair = [engine.render(frame, recipe.with_value(f"{stage}.enabled", on), Request(), cancel) for on in (True, False)]
    pixels = difference(pair[0].pixels, pair[1].pixels, "signed", gain, None, engine.executor, engine.workers)
    return Still(f"What {title} changes", f"with minus without × {gain}, about grey", pixels)


def of_two(one: Still, other: Still, kind: Difference, gain: int, engine: Engine) -> Still:
    """The difference of two stills."""
    encodings = (one.encoding, other.encoding) if kind == "de2000" else None
    pixels = difference(one.pixels, other.pixels, kind, gain, encodings, engine.executor, engine.workers)
    title = {"absolute": "Difference", "signed": "Signed difference", "de2000": "DE2000"}[kind]
    factor = "" if kind == "de2000" else f" × {gain}"
    return Still(title, f"{one.title} − {other.title}{factor}", pixels)


def from_file(path: Path, size: Size) -> Still:
    """A picture file, scaled to the exported picture's size where it has another.

    Parameters
    ----------
    size : (width, height)

    Raises
    ------
    FileError : it cannot be read
    """
    picture = read_picture(path)
    rgb, detail = _at_size(eight_bits(picture.pixels), size, "picture file")
    known = (picture.primaries, picture.transfer) if picture.primaries and picture.transfer else None
    colours = known or (SRGB if picture.icc is None else None)
    return Still(path.name, detail, packed(rgb), colours, picture.icc, own=picture.pixels)


def of_snapshot(snapshot: Snapshot, frame: Frame, size: Size) -> Still:
    """A snapshot's own pixels; scaled where it is of a raw of another size.

    Parameters
    ----------
    frame : the one that is open
    size : (width, height) of its exported picture
    """
    still = still_of(snapshot.rendered, f"Snapshot {snapshot.title}")
    if snapshot.frame is frame:
        return still
    rgb, detail = _at_size(snapshot.rendered.rgb, size)
    of = f"of {snapshot.frame.name}"
    if not detail:
        return replace(still, detail=of)
    return replace(still, detail=f"{of}, {detail}", pixels=packed(rgb), recipe=None, own=snapshot.rendered.rgb)


def _at_size(rgb: NDArray[np.uint8], size: Size, as_is: str = "") -> tuple[NDArray[np.uint8], str]:
    """A picture at another one's (width, height), and whether it was scaled, in words."""
    height, width = rgb.shape[:2]
    if (width, height) == size:
        return rgb, as_is
    from PIL import Image

    way = Image.Resampling.BOX if width > size[0] else Image.Resampling.BICUBIC
    scaled = np.asarray(Image.fromarray(np.ascontiguousarray(rgb)).resize(size, way))
    return scaled, f"scaled from {width} × {height}"
