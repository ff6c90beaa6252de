"""The bench of the score: virtual frames, our line on them, and the figures pictures are compared by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.engine import Engine, Request
from tuner.core.frame import Frame
from tuner.core.recipe import Recipe
from tuner.core.transfer import coded
from tuner.lab.order import Knobs, Order
from tuner.lab.sensor import pattern_of
from tuner.lab.shoot import Shot, shots
from tuner.stages import RACK

Picture = NDArray[np.float64]
"""(h, w, 3)."""
BORDER = 16  # pixels round a picture that no figure counts: every method has its own rule there


@dataclass(frozen=True)
class Row:
    """One figure of one method."""

    method: str
    scene: str
    figure: str
    value: float
    unit: str = ""
    digits: int = 2

    @property
    def column(self) -> str:
        """Scene, figure and unit, as the head of a column."""
        return f"{self.scene} {self.figure}".strip() + (f", {self.unit}" if self.unit else "")


class Bench:
    """Shots are kept, as several parts look at one."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.missing: set[str] = set()
        self._shots: dict[Order, Shot] = {}

    def shot(self, illuminant: str = "D65", width: int = 1024, height: int = 768, **knobs: Any) -> Shot:
        """One frame of an order."""
        order = Order(Knobs(**knobs), illuminant, width, height)
        if order not in self._shots:
            self._shots[order] = next(shots(order, self.engine.workers))
        return self._shots[order]

    def render(
        self, shot: Shot, changes: dict[str, Any] | None = None, tap: str | None = None, off: tuple[str, ...] = ()
    ) -> Picture:
        """Our line: the domain's own values behind `tap`, or the finished picture's codes 0..1."""
        recipe = Recipe.default(RACK).with_values({**{f"{name}.enabled": False for name in off}, **(changes or {})})
        frame = Frame.from_active(shot.mosaic, shot.facts)
        request = Request(None, 32, tap, own_values=tap is not None)
        return np.asarray(self.engine.render(frame, recipe, request).pixels, np.float64)

    def rivals(self, found: dict[str, Callable[..., Any] | None]) -> dict[str, Callable[..., Any]]:
        """Those that are installed; the others are remembered as missing."""
        self.missing |= {name for name, method in found.items() if method is None}
        return {name: method for name, method in found.items() if method is not None}


def gains_of(shot: Shot) -> NDArray[np.float64]:
    """(3,) the file's white balance, the smallest gain 1, as the line and LibRaw scale it."""
    gains = np.array(shot.facts.camera_gains or (1.0, 1.0, 1.0))
    return np.asarray(gains / gains.min())


def balanced(shot: Shot) -> Picture:
    """(h, w) the mosaic after black level and white balance."""
    facts = shot.facts
    x = (shot.mosaic.astype(float) - facts.black[0]) / (facts.white - facts.black[0])
    pattern = pattern_of(facts.cfa)
    return np.asarray(
        x
        * np.tile(gains_of(shot)[pattern], (facts.height // 4 + 1, facts.width // 4 + 1))[: facts.height, : facts.width]
    )


def truth_balanced(shot: Shot) -> Picture:
    """(h, w, 3) the noise-free picture on the same scale."""
    return np.moveaxis(shot.linear, 0, 2).astype(float) * gains_of(shot)


def codes(light: Picture) -> Picture:
    """Light 0..1, clipped, through the sRGB curve: errors weigh about as they are seen."""
    return np.asarray(coded(np.clip(light, 0, 1), "srgb"))


def inner(a: NDArray[Any]) -> NDArray[Any]:
    """Without the border."""
    return a[BORDER:-BORDER, BORDER:-BORDER]


def psnr(a: Picture, b: Picture) -> float:
    """dB between two pictures of codes 0..1, without the border."""
    return float(-10 * np.log10(np.mean((inner(a) - inner(b)) ** 2)))
