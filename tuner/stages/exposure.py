"""Exposure: a gain in linear light.

    out = in 2^(ev + baseline)

The baseline is the file's BaselineExposure: how far its maker leaves the raw below a picture of normal brightness.
Nothing is clipped; the tone curve decides what becomes of values above 1.

Source: Adobe (2023), Digital Negative Specification 1.7.1, chapter 4, "BaselineExposure".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.domain import Domain
from tuner.core.param import Choice, Range, StageParams
from tuner.core.pixel import pixel
from tuner.core.stage import Context, Stage

LIMIT = 8.0


class Params(StageParams):
    """The photographer's exposure, and the file's."""

    ev: Annotated[
        float, Range(-LIMIT, LIMIT, unit="EV", step=0.01, soft=(-3, 3), help="Exposure; one more doubles the light.")
    ] = 0.0
    baseline: Annotated[
        Literal["file", "manual"], Choice(help="Take the baseline from the file, or from the knob.")
    ] = "file"
    baseline_ev: Annotated[
        float,
        Range(
            -LIMIT,
            LIMIT,
            unit="EV",
            step=0.01,
            soft=(-2, 2),
            when=("baseline", "manual"),
            help="Exposure that brings this camera's raw to normal brightness.",
        ),
    ] = 0.0


def resolve(params: Params, context: Context) -> Params:
    """The baseline in force."""
    if params.baseline == "manual":
        return params
    return params.model_copy(update={"baseline_ev": min(max(context.facts.baseline_exposure, -LIMIT), LIMIT)})


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(1,) float32: the gain."""
    return np.array([2.0 ** (params.ev + params.baseline_ev)], np.float32)


def carry(params: Params, context: Context) -> Context:
    """The exposure applied so far, EV."""
    return replace(context, exposure=context.exposure + params.ev + params.baseline_ev)


@pixel
def _pixel(r, g, b, gain):  # type: ignore[no-untyped-def]
    return gain * r, gain * g, gain * b


STAGE = Stage(
    name="exposure",
    title="Exposure",
    params=Params,
    reads=Domain.CAMERA,
    writes=Domain.CAMERA,
    after="highlights",
    resolve=resolve,
    prepare=prepare,
    carry=carry,
    run=_pixel,
    neutral={"ev": 0.0, "baseline_ev": 0.0},
)
