"""Conditions: under which ISO, light and brightness a picture was taken, and the axes on which tables over them lie.

| axis | what | unit | where neighbours are halfway |
|---|---|---|---|
| iso | sensitivity (gain) | 1 | logarithm: between 100 and 400 lies 200 |
| cct | correlated colour temperature of the light | K | mired, 10^6 / K: between 2500 and 5000 lies 3333 |
| lux | illuminance of the scene | lx | logarithm |

Source: Wyszecki & Stiles (1982), Color Science, 2nd ed., p. 225: equal steps in mired look about equal; ISO 12232:2019:
sensitivities in a geometric series.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tuner.core.param import ParamError, limit


def mired(kelvin: float) -> float:
    """Reciprocal megakelvin of a temperature in K."""
    return 1e6 / kelvin


@dataclass(frozen=True)
class Axis:
    """One axis: `place` is the scale on which a table is linear; it may run either way."""

    name: str
    title: str
    unit: str
    minimum: float
    maximum: float
    place: Callable[[float], float]

    def text(self, value: float) -> str:
        """A value for people: 'ISO 800', '4000 K', '300 lx'."""
        number = f"{value:.4g}" if value < 1000 else f"{value:.0f}"
        return f"ISO {number}" if self.name == "iso" else f"{number} {self.unit}"

    def share(self, value: float, low: float, high: float) -> float:
        """How far a value lies from `low` to `high` on the axis' own scale: 0 to 1."""
        return min(max(self.apart(low, value) / self.apart(low, high), 0.0), 1.0)

    def between(self, low: float, high: float, share: float) -> float:
        """The value at a share of the way from `low` to `high` on the axis' own scale."""
        if self.place is math.log2:
            return float(low * (high / low) ** share)
        return 1e6 / (mired(low) + share * (mired(high) - mired(low)))

    def apart(self, a: float, b: float) -> float:
        """How far b lies behind a on the axis' own scale; of a logarithm exact for powers of two."""
        return math.log2(b / a) if self.place is math.log2 else self.place(b) - self.place(a)

    def same(self, a: float, b: float) -> bool:
        """Whether two values are one knot: less than a ten-thousandth of an octave, or a thousandth of a mired, apart."""
        return a == b or abs(self.apart(a, b)) < (1e-3 if self.name == "cct" else 1e-4)

    def checked(self, value: object) -> float:
        """The value as a float.

        Raises
        ------
        ParamError : not a number of the axis' range
        """
        number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
        if not self.minimum <= number <= self.maximum:
            unit = "" if self.unit == "1" else f" {self.unit}"
            shown = str(value)[:40]
            raise ParamError(
                f"{self.name} = {shown} is not a number from {limit(self.minimum)} to {limit(self.maximum)}{unit}"
            )
        return number


AXES: dict[str, Axis] = {
    axis.name: axis
    for axis in (
        Axis("iso", "ISO", "1", 1.0, 1e7, math.log2),
        Axis("cct", "CCT", "K", 1000.0, 100_000.0, mired),
        Axis("lux", "Lux", "lx", 1e-4, 1e6, math.log2),
    )
}
"""Every axis, in the order in which a table nests them."""


@dataclass(frozen=True)
class Condition:
    """ISO, colour temperature (K) and illuminance (lx); None is not known."""

    iso: float | None = None
    cct: float | None = None
    lux: float | None = None

    def __post_init__(self) -> None:
        for name, value in self:
            object.__setattr__(self, name, None if value is None else AXES[name].checked(value))

    def __iter__(self) -> Iterator[tuple[str, float | None]]:
        return iter((name, getattr(self, name)) for name in AXES)

    def __getitem__(self, axis: str) -> float | None:
        value: float | None = getattr(self, AXES[axis].name)
        return value

    def over(self, default: Condition) -> Condition:
        """This condition, with what it does not know taken from another."""
        return Condition(**{name: default[name] if value is None else value for name, value in self})

    @property
    def complete(self) -> bool:
        """Whether all three are known."""
        return all(value is not None for _, value in self)

    def __str__(self) -> str:
        """'ISO 800 · 4000 K · 300 lx', of what is known."""
        return " · ".join(AXES[name].text(value) for name, value in self if value is not None)


STANDARD = Condition(100.0, 5500.0, 1000.0)
"""The default a new profile states: base sensitivity, daylight, a bright interior."""

UNKNOWN = Condition()
"""Nothing is known: every axis is the default's."""
