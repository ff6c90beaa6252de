"""Widths of buffers: whole cache lines, wide enough for what follows, and never beyond the mosaic."""

from __future__ import annotations

import numpy as np
import pytest

from tests.support import lively_frame
from tuner.core import chain as chains
from tuner.core.domain import MARGIN, UNIT
from tuner.core.recipe import Recipe
from tuner.core.widths import LINE, aligned, margins_of, widths
from tuner.stages import RACK

EVERYTHING = {f"{s.name}.enabled": True for s in RACK if s.switchable}
COLUMNS = pytest.mark.parametrize("columns", [UNIT, 24, 200, 512, 1000, 1024])


@COLUMNS
@pytest.mark.parametrize("values", [{}, {"demosaic.method": "malvar", "chroma_denoise.enabled": False}, EVERYTHING])
def test_a_row_holds_what_is_read_of_it_and_never_reaches_beyond_the_mosaic(
    values: dict[str, object], columns: int
) -> None:
    chain = chains.build(Recipe.default(RACK).with_values(values), lively_frame())
    wide = widths(margins_of(chain), columns)
    for step, source, target in zip(chain.steps, wide[:-1], wide[1:], strict=True):
        assert target >= columns + 2 * step.margin_out
        assert source >= target + 2 * (step.margin_in - step.margin_out)
    assert wide[0] - columns - chain.steps[0].margin_in <= MARGIN


@COLUMNS
def test_rows_are_whole_cache_lines(columns: int) -> None:
    chain = chains.build(Recipe.default(RACK), lively_frame())
    for step, target in zip(chain.steps, widths(margins_of(chain), columns)[1:], strict=True):
        assert target % (LINE * step.stage.writes.scale) == 0


def test_where_the_mosaic_does_not_reach_that_far_rows_are_as_they_come() -> None:
    """With everything on, eight stages that reach round a pixel would each add up to a line."""
    chain = chains.build(Recipe.default(RACK).with_values(EVERYTHING), lively_frame())
    for step, target in zip(chain.steps, widths(margins_of(chain), 24)[1:], strict=True):
        assert target == 24 + 2 * step.margin_out


def test_memory_begins_on_a_cache_line_and_is_finite() -> None:
    for size in (1, 17, 4096):
        memory = aligned(size)
        assert memory.shape == (size,)
        assert memory.ctypes.data % (LINE * 4) == 0
        assert not np.any(memory)
