"""Warming up: every kernel of the everyday line compiled once, before the first picture asks for it.

A cold cache costs a second or more a dozen kernels; done here, one after the other, it can be shown as progress and
stopped, and the raw view's kernels come first, so that the raw pane need not wait for the line's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from tuner.core import chain as chains
from tuner.core.chain import StageError, Step
from tuner.core.domain import MARGIN
from tuner.core.engine import Cancel, Engine
from tuner.core.facts import Facts
from tuner.core.fit import area_average
from tuner.core.frame import Frame
from tuner.core.rack import Rack
from tuner.core.rawview import raw_view
from tuner.core.recipe import Recipe

Progress = Callable[[int, int, str], None]
"""Called before each kernel with how many are ready, how many there are, and the name of the next; once at the end."""

_SIDE = 16  # pixels of the tiny frame


def tiny_frame() -> Frame:
    """A flat frame of 16 x 16 pixels, with facts that no stage finds fault with."""
    facts = Facts(
        _SIDE, _SIDE, "RGGB", (64.0,) * 4, 4095.0, (4095.0,) * 4, camera_gains=(2.0, 1.0, 1.5), daylight_gains=(2.0, 1.0, 1.5)
    )  # fmt: skip
    return Frame.from_active(np.full((_SIDE, _SIDE), 1000, np.uint16), facts)


def warm(rack: Rack, progress: Progress, cancel: Cancel) -> None:
    """Compile the kernels of the default recipe, of packing, of the fit and of the raw view.

    Raises
    ------
    StageError : a stage's kernel does not compile or run; names it
    Cancelled : `cancel` was set; what is compiled by then stays so
    """
    frame = tiny_frame()
    recipe = Recipe.default(rack)
    chain = chains.build(recipe, frame)
    line = _line(frame, chain.steps)
    fit = (np.zeros((_SIDE, _SIDE, 4), np.uint8), _SIDE // 2, _SIDE // 2)
    jobs: list[tuple[str, Callable[[], object]]] = [
        ("raw view", lambda: raw_view(frame)),
        ("raw view, fitted", lambda: raw_view(frame, size=(_SIDE // 2, _SIDE // 2))),
        *((step.stage.title, lambda: next(line)) for step in chain.steps),
        ("packing", lambda: Engine().render(frame, recipe)),
        ("fit", lambda: area_average(*fit)),
        ("fit in linear light", lambda: area_average(*fit, "srgb")),
    ]
    for done, (name, job) in enumerate(jobs):
        cancel.check()
        progress(done, len(jobs), name)
        job()
    progress(len(jobs), len(jobs), "")


def _line(frame: Frame, steps: tuple[Step, ...]) -> Iterator[None]:
    """The tiny frame through the line, one stage each time it is asked; buffers as the engine lays them out."""
    src = frame.mosaic
    for step in steps:
        reads, writes = step.stage.reads.scale, step.stage.writes
        side = (_SIDE + 2 * step.margin_out) // writes.scale
        out = np.empty((writes.planes, side, side), np.float32)
        at = (MARGIN - step.margin_in) // reads
        try:
            step.kernel(src, out, step.plan, at, at)
        except Exception as error:
            raise StageError(step.stage.name, error) from error
        src = out  # type: ignore[assignment]
        yield
