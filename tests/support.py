"""What several tests need: small frames, one stage run on bare planes, and where the real raw files lie."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tuner.core.domain import MARGIN, Domain
from tuner.core.facts import Calibration, Facts, Shading
from tuner.core.frame import Frame
from tuner.core.param import Param, params_of
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.core.stage import Context, Stage

SHARED = Path(os.environ.get("TUNER_TEST_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
"""Folder of real raw files; tests that use it skip where it is absent."""


def real_file(relative: str) -> Path:
    """A real raw file, or a skip that says which one is missing."""
    path = SHARED / relative
    if not path.exists():
        pytest.skip(f"real test file {relative} is not on this machine")
    return path


def until(holds: Callable[[], bool]) -> None:
    """Wait for a thread, however slow the machine is."""
    give_up = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.002)


def facts(width: int = 64, height: int = 48, cfa: str = "RGGB", **known: Any) -> Facts:
    """Facts of a plain 12-bit camera: black 64, white 4095, daylight gains 2, 1, 1.5."""
    base: dict[str, Any] = {
        "black": (64.0,) * 4,
        "white": 4095.0,
        "saturation": (4095.0,) * 4,
        "camera_gains": (2.0, 1.0, 1.5),
        "daylight_gains": (2.0, 1.0, 1.5),
        "bits": 12,
    }
    return Facts(width, height, cfa, **(base | known))


def noisy_mosaic(width: int, height: int, seed: int = 0) -> NDArray[np.uint16]:
    """(height, width) uint16: smooth shapes, hard edges, noise, a few hot and dead pixels, some clipped ones."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    scene = (
        1200
        + 900 * np.sin(x / 7.0) * np.cos(y / 11.0)
        + 1500 * ((x // 9 + y // 13) % 2)
        + rng.normal(0, 60, (height, width))
    )
    flat = scene.reshape(-1)
    flat[rng.integers(0, flat.size, max(2, flat.size // 400))] = 4095
    flat[rng.integers(0, flat.size, max(2, flat.size // 400))] = 0
    return np.clip(scene, 0, 4095).astype(np.uint16)


def lively_facts(width: int, height: int, cfa: str = "RGGB") -> Facts:
    """Facts that give every stage with `source = file` something to do: matrices, noise, a shading map, an exposure."""
    ramp = tuple(
        tuple(tuple(1 + 0.1 * p + 0.15 * abs(x - 2) + 0.2 * abs(y - 1) for x in range(5)) for y in range(4))
        for p in range(4)
    )
    warm = ((0.9, -0.3, -0.1), (-0.4, 1.2, 0.2), (-0.1, 0.2, 0.6))
    cool = ((0.8, -0.2, -0.1), (-0.5, 1.3, 0.2), (-0.1, 0.3, 0.5))
    return facts(
        width, height, cfa, shading=Shading(ramp, 0.05, 0.0, 0.95, 1.0), noise=((2e-4, 1e-6),) * 4,
        baseline_exposure=0.3, calibrations=(Calibration(2856.0, warm), Calibration(6504.0, cool)),
    )  # fmt: skip


def lively_frame(width: int = 75, height: int = 59, cfa: str = "GBRG", seed: int = 3) -> Frame:
    """A small frame on which every stage has something to do."""
    return Frame.from_active(noisy_mosaic(width, height, seed), lively_facts(width, height, cfa))


def noisy_frame(width: int = 64, height: int = 48, cfa: str = "RGGB", seed: int = 0, **known: Any) -> Frame:
    """A small frame that gives every stage something to do."""
    return Frame.from_active(noisy_mosaic(width, height, seed), facts(width, height, cfa, **known))


def context(**known: Any) -> Context:
    """The context of the plain camera behind black level and white balance."""
    values: dict[str, Any] = {"facts": facts(), "saturation": (2.0, 1.0, 1.0, 1.5), "gains": (2.0, 1.0, 1.5)}
    return Context(**(values | known))


def apply(
    stage: Stage, planes: NDArray[np.float32], params: Any = None, ctx: Context | None = None
) -> NDArray[np.float32]:
    """One stage on bare planes, which are continued by reflection for the halo.

    Parameters
    ----------
    planes : (p, h, w) float32 in the domain the stage reads (not SENSOR); plane sample (0, 0) is active sample (0, 0)

    Returns
    -------
    (p, h, w) float32 in the domain the stage writes ((3, 2h, 2w) for demosaic)
    """
    ctx = ctx or context()
    params = stage.resolve(params or stage.params(), ctx)
    # in whole alignment units, as the engine does
    r = -(-stage.halo(params) // stage.align) * stage.align
    src = np.ascontiguousarray(np.pad(planes, ((0, 0), (r, r), (r, r)), mode="reflect"), np.float32)
    src.setflags(write=True)
    grow = stage.reads.scale // stage.writes.scale
    out = np.full((stage.writes.planes, planes.shape[1] * grow, planes.shape[2] * grow), np.nan, np.float32)
    start = MARGIN // stage.reads.scale - r
    plan = stage.prepare(params, ctx)
    if plan is None:  # nothing to do on this file: the engine leaves the stage out
        return planes
    stage.fill(params, src, out, plan, start, start)
    return out


def random_planes(domain: Domain, h: int = 24, w: int = 32, seed: int = 0) -> NDArray[np.float32]:
    """Random planes of a domain, a little outside 0..1 where the domain allows it."""
    rng = np.random.default_rng(seed)
    planes = rng.uniform(-0.02, 1.2, (domain.planes, h, w))
    if domain in (Domain.CODED, Domain.PICTURE):
        planes = rng.uniform(0, 1, planes.shape)
    if domain is Domain.YCC:
        planes[0], planes[1:] = rng.uniform(0, 1, (h, w)), rng.uniform(-0.3, 0.3, (2, h, w))
    return planes.astype(np.float32)


def random_value(param: Param, rng: np.random.Generator, *, soft: bool = False) -> Any:
    """A valid value of any kind, anywhere in its hard (or soft) range; the ends come up as often as the middle."""
    if param.kind == "switch":
        return bool(rng.integers(2))
    if param.kind == "choice":
        return str(rng.choice(param.choices))
    assert param.minimum is not None
    assert param.maximum is not None
    low, high = (param.soft if soft and param.soft else None) or (float(param.minimum), float(param.maximum))
    if param.kind == "integer":
        return int(rng.integers(low, high + 1))

    def draw() -> float:
        return float(rng.choice([low, high, rng.uniform(low, high), rng.uniform(low, high)]))

    if param.kind == "number":
        return draw()
    if param.kind == "matrix":
        return tuple(tuple(draw() for _ in range(3)) for _ in range(3))
    if param.kind == "curve":
        return tuple((x, draw()) for x in sorted({0.0, 1.0, round(rng.uniform(0.1, 0.9), 3)}))
    planes = len(param.default) if isinstance(param.default, tuple) else 1
    rows, columns = int(rng.integers(2, 6)), int(rng.integers(2, 6))
    return tuple(tuple(tuple(draw() for _ in range(columns)) for _ in range(rows)) for _ in range(planes))


def random_recipe(rack: Rack, rng: np.random.Generator, *, lively: bool = False) -> Recipe:
    """A valid recipe in which every stage has random parameters and a random switch.

    `lively` keeps the levels the file's, stays inside the soft ranges and only turns some knobs: a picture is left to
    look at.
    """
    tables: dict[str, dict[str, Any]] = {}
    for stage in rack:
        turned = [p for p in params_of(stage.params) if not lively or (rng.integers(3) == 0 and stage.switchable)]
        tables[stage.name] = {p.name: random_value(p, rng, soft=lively) for p in turned}
        if stage.switchable:
            tables[stage.name]["enabled"] = bool(rng.integers(4))
    return Recipe.from_dict(rack, tables)
