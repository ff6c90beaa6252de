"""What parameters say about themselves beyond range and help: how a curve is read, what a table's planes are called."""

from __future__ import annotations

import numpy as np
import pytest

from tuner.core.param import Param, limit, params_of
from tuner.stages import RACK

PARAMS = [param for stage in RACK for param in params_of(stage.params)]


@pytest.mark.parametrize("param", [p for p in PARAMS if p.kind == "curve"], ids=lambda p: p.name)
def test_every_curve_says_how_its_stage_reads_it(param: Param) -> None:
    """And goes through its knots."""
    knots = ((0.0, 0.0), (0.3, 0.5), (1.0, 0.9))
    assert param.at is not None
    np.testing.assert_allclose(param.at(knots, np.array([0.0, 0.3, 1.0])), [0.0, 0.5, 0.9], atol=1e-12)


@pytest.mark.parametrize("param", [p for p in PARAMS if p.kind == "table"], ids=lambda p: p.name)
def test_every_plane_of_a_table_has_a_name(param: Param) -> None:
    assert len(set(param.planes)) == len(param.default)  # type: ignore[arg-type]
    assert all(param.planes)
    assert all(param.axes)


@pytest.mark.parametrize("param", PARAMS, ids=lambda p: p.name)
def test_a_default_fits_its_own_kind(param: Param) -> None:
    assert (param.fits is not None) == (param.kind in ("matrix", "curve", "table"))
    assert param.fits is None or param.fits(param.default)


@pytest.mark.parametrize(
    ("value", "text"),
    [(2**31 - 1, "2147483647"), (1e7, "10000000"), (0.1, "0.1"), (-0.5, "-0.5"), (1e-4, "0.0001"), (None, "any")],
)
def test_limits_are_written_digit_by_digit(value: float | None, text: str) -> None:
    assert limit(value) == text
