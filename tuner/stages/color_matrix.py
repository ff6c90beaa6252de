"""Colour matrix: white-balanced camera RGB to linear RGB of the output primaries.

    (R, G, B)_out = M (R, G, B)_camera            every row of M sums to 1, so that white stays white

The file's matrix follows the white balance in force: its calibrations are interpolated at that light's temperature
(DNG), or the one matrix known of the camera is used. A manual matrix leads to the primaries chosen beside it. Results
may be negative or above 1: such colours lie outside the primaries, and are not clipped here.

Source: Adobe (2023), Digital Negative Specification 1.7.1, chapter 6, "Mapping camera color space to CIE XYZ space".
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

import numpy as np
from numpy.typing import NDArray

from tuner.core.camera_colour import CameraColour
from tuner.core.domain import Domain
from tuner.core.facts import IDENTITY
from tuner.core.intrinsics import fma
from tuner.core.param import Choice, Matrix, Matrix3, StageParams, Switch
from tuner.core.pixel import pixel
from tuner.core.stage import Context, Stage

LARGEST = 16.0
FLATTEST = 0.05
"""Rows of a manual matrix that sum to less keep their sum: no scaling would bring white back sensibly."""
MANUAL = ("source", "manual")


class Params(StageParams):
    """Where the matrix comes from, and where it leads."""

    source: Annotated[
        Literal["file", "manual"], Choice(help="Take the matrix from the file's calibration, or from the knobs.")
    ] = "file"
    matrix: Annotated[
        Matrix3,
        Matrix(
            minimum=-LARGEST,
            maximum=LARGEST,
            step=0.001,
            when=MANUAL,
            help="White-balanced camera RGB to linear RGB of the primaries, row by row.",
        ),
    ] = IDENTITY
    keep_white: Annotated[
        bool, Switch(when=MANUAL, help="Scale each row of a manual matrix to sum to 1, so that white stays white.")
    ] = True
    primaries: Annotated[Literal["rec709", "display_p3", "rec2020"], Choice(help="Primaries of the picture.")] = (
        "rec709"
    )


def _within(matrix: Matrix3) -> Matrix3:
    """The matrix drawn towards the identity, row by row, until its entries fit; rows keep their sum of 1."""
    rows, unit = np.array(matrix), np.eye(3)
    share = np.minimum(1, (LARGEST - 1) / np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-9))
    a, b, c = (unit + share * (rows - unit) if (share < 1).any() else rows).tolist()
    return tuple(a), tuple(b), tuple(c)


def resolve(params: Params, context: Context) -> Params:
    """The matrix in force: the file's at the white balance in force, or the knobs'."""
    if params.source == "manual":
        return params
    matrix = CameraColour.of(context.facts).to_output(context.gains, params.primaries)
    return params.model_copy(update={"matrix": _within(matrix)})


def prepare(params: Params, context: Context) -> NDArray[np.float32]:
    """(9,) float32: the matrix row by row, its rows normalised where white is kept."""
    matrix = np.array(params.matrix)
    if params.keep_white or params.source == "file":
        sums = matrix.sum(axis=1, keepdims=True)
        matrix = matrix / np.where(sums > FLATTEST, sums, 1)
    return matrix.astype(np.float32).ravel()


def carry(params: Params, context: Context) -> Context:
    """The primaries."""
    return replace(context, primaries=params.primaries)


@pixel
def _pixel(r, g, b, a0, a1, a2, b0, b1, b2, c0, c1, c2):  # type: ignore[no-untyped-def]
    return (
        fma(a0, r, fma(a1, g, a2 * b)),
        fma(b0, r, fma(b1, g, b2 * b)),
        fma(c0, r, fma(c1, g, c2 * b)),
    )


STAGE = Stage(
    name="color_matrix",
    title="Colour matrix",
    params=Params,
    reads=Domain.CAMERA,
    writes=Domain.LINEAR,
    after="exposure",
    resolve=resolve,
    prepare=prepare,
    carry=carry,
    run=_pixel,
)
