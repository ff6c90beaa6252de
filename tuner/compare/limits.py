"""Limits of the figures: what may not be above (differences), what may not be below (likenesses)."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

Pairs = tuple[tuple[str, float], ...]


class LimitError(ValueError):
    """A limited figure has no value; one sentence."""


@dataclass(frozen=True)
class Limits:
    """Differences that may not be above, likenesses that may not be below."""

    above: Pairs = ()
    below: Pairs = ()

    def failures(self, figures: Mapping[str, float | None], where: str = "") -> list[str]:
        """The limits that do not hold, in words. A signed figure counts by its size; one that is no number holds no limit.

        Raises
        ------
        LimitError : a limited figure has no value for these pictures
        """
        failed = []
        for pairs, word in ((self.above, "above"), (self.below, "below")):
            for name, limit in pairs:
                value = figures[name]
                if value is None:
                    raise LimitError(f"{name} has no value for these pictures{where}; leave its limit out")
                if math.isnan(value):
                    failed.append(f"{name}{where} is no number, which is within no limit")
                elif abs(value) > limit if word == "above" else value < limit:
                    failed.append(f"{name}{where} {value:.6g} is {word} {limit:g}")
        return failed

    def merged(self, over: Limits) -> Limits:
        """These, where the others say nothing about a figure."""
        return Limits(*(tuple((dict(mine) | dict(other)).items()) for mine, other in self._pairs(over)))

    def _pairs(self, over: Limits) -> tuple[tuple[Pairs, Pairs], ...]:
        return (self.above, over.above), (self.below, over.below)

    @property
    def names(self) -> frozenset[str]:
        """Figures that are limited."""
        return frozenset(name for pairs in (self.above, self.below) for name, _ in pairs)
