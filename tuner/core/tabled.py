"""A parameter's table over conditions: a value at every knot of one to three axes, and what stands between them.

Beyond the outermost knots the value is held. At a knot the value is the knot's own, to the last bit.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod
from typing import Any

from tuner.core.condition import AXES, Condition
from tuner.core.mix import Mixer
from tuner.core.param import ParamError, freeze, nearest

MAX_KNOTS = 64
"""Most knots on one axis."""
MAX_NODES = 4096
"""Most nodes of a table."""

Index = tuple[int, ...]


@dataclass(frozen=True)
class Tabled:
    """Values over one to three axes.

    Attributes
    ----------
    axes : ((axis, rising knots), ...) in the order of `AXES`
    values : a value a node, the last axis running fastest
    """

    axes: tuple[tuple[str, tuple[float, ...]], ...]
    values: tuple[Any, ...]

    def __post_init__(self) -> None:
        check_axes(self.axes)
        if len(self.values) != prod(self.shape):
            raise ParamError(f"it has {len(self.values)} values for {prod(self.shape)} nodes")

    @classmethod
    def from_plain(cls, table: dict[str, Any]) -> Tabled:
        """A table as TOML and JSON hold it: knots under the axes' names, `values` nested in the order of `AXES`.

        Raises
        ------
        ParamError : an unknown key, knots that do not rise, or values that do not fit the knots
        """
        for key in table:
            if key not in AXES and key != "values":
                known = (*AXES, "values")
                raise ParamError(f"'{key}' is not an axis of conditions ({', '.join(AXES)}){nearest(key, known)}")
        axes = tuple((name, _knots(name, table[name])) for name in AXES if name in table)
        check_axes(axes)
        return cls(axes, _flat(table.get("values"), [len(knots) for _, knots in axes]))

    def to_plain(self) -> dict[str, Any]:
        """The inverse of `from_plain`, in tuples."""
        return dict(self.axes) | {"values": _nested(self.values, self.shape)}

    @property
    def shape(self) -> Index:
        """Number of knots on each axis."""
        return tuple(len(knots) for _, knots in self.axes)

    def knots(self, axis: str) -> tuple[float, ...]:
        """The knots of an axis; none where the table does not depend on it."""
        return dict(self.axes).get(axis, ())

    def nodes(self) -> dict[Index, Any]:
        """{index: value} of every node."""
        return dict(zip(product(*map(range, self.shape)), self.values, strict=True))

    def place(self, index: Index) -> Condition:
        """Where a node stands; axes the table does not have stay open."""
        return Condition(**{name: knots[i] for (name, knots), i in zip(self.axes, index, strict=True)})

    # -- reading

    def at(self, condition: Condition, mix: Mixer) -> Any:
        """The value under a condition that knows every axis of the table."""
        block = self.values
        for name, knots in self.axes:
            low, high, share = _between(name, knots, condition)
            size = len(block) // len(knots)
            a, b = block[low * size : (low + 1) * size], block[high * size : (high + 1) * size]
            block = a if share == 0 else tuple(mix(x, y, share) for x, y in zip(a, b, strict=True))
        return mix.finish(block[0])

    def knot_at(self, condition: Condition) -> Index | None:
        """The node that a condition names, or None where it lies between knots or beyond them."""
        found = []
        for name, knots in self.axes:
            value = _known(name, condition)
            at = next((i for i, knot in enumerate(knots) if AXES[name].same(knot, value)), None)
            if at is None:
                return None
            found.append(at)
        return tuple(found)

    # -- changing

    def with_node(self, index: Index, value: Any) -> Tabled:
        """Another value at one node."""
        at = 0
        for size, i in zip(self.shape, index, strict=True):
            at = at * size + i
        return Tabled(self.axes, (*self.values[:at], value, *self.values[at + 1 :]))

    def with_knot(self, axis: str, knot: float, mix: Mixer) -> Tabled:
        """One more knot on an axis, at which the table has the value it has there already.

        Raises
        ------
        ParamError : the axis has as many knots as it may
        """
        if any(AXES[axis].same(known, knot) for known in self.knots(axis)):
            return self
        wider = tuple((name, tuple(sorted((*ks, knot))) if name == axis else ks) for name, ks in self.axes)
        places = product(*(ks for _, ks in wider))
        names = [name for name, _ in wider]
        values = tuple(self.at(Condition(**dict(zip(names, place, strict=True))), mix) for place in places)
        return Tabled(wider, values)

    def without_knot(self, axis: str, number: int) -> Tabled:
        """One knot fewer.

        Raises
        ------
        ParamError : it is the axis' last
        """
        kept = {index: value for index, value in self.nodes().items() if index[self._axis(axis)] != number}
        axes = tuple(
            (name, tuple(k for i, k in enumerate(knots) if name != axis or i != number)) for name, knots in self.axes
        )
        return Tabled(axes, tuple(kept.values()))

    def with_axis(self, axis: str, knot: float) -> Tabled:
        """The same values over one more axis, with one knot on it; the table as it is where it has the axis already."""
        if self.knots(axis):
            return self
        axes = dict(self.axes) | {axis: (knot,)}
        return Tabled(tuple((name, axes[name]) for name in AXES if name in axes), self.values)

    def without_axis(self, axis: str, condition: Condition, mix: Mixer) -> Tabled:
        """The values that the table has at one place of an axis, over the others.

        Raises
        ------
        ParamError : it is the table's only axis
        """
        axes = tuple((name, knots) for name, knots in self.axes if name != axis)
        check_axes(axes)
        at = _known(axis, condition)
        places = product(*(knots for _, knots in axes))
        held = [Condition(**{axis: at, **dict(zip(dict(axes), place, strict=True))}) for place in places]
        return Tabled(axes, tuple(self.at(place, mix) for place in held))

    def with_value(self, condition: Condition, value: Any, mix: Mixer) -> Tabled:
        """The value under a condition: at its knot, or at a new one where it lies between knots or beyond them."""
        table = self
        for name, _ in self.axes:
            table = table.with_knot(name, _known(name, condition), mix)
        index = table.knot_at(condition)
        assert index is not None
        return table.with_node(index, value)

    def _axis(self, axis: str) -> int:
        return [name for name, _ in self.axes].index(axis)


def check_axes(axes: tuple[tuple[str, tuple[float, ...]], ...]) -> None:
    """Whether a table may lie over these axes; cheap, so that it can be asked before anything is made of them.

    Raises
    ------
    ParamError : an axis is unknown or twice, its knots are too many or do not rise, or there are too many nodes
    """
    names = [name for name, _ in axes]
    if not names or names != [name for name in AXES if name in names]:
        raise ParamError(f"a table needs axes among {', '.join(AXES)}, each once")
    for name, knots in axes:
        if not 1 <= len(knots) <= MAX_KNOTS:
            raise ParamError(f"{name} needs 1 to {MAX_KNOTS} knots, not {len(knots)}")
        for knot in knots:
            AXES[name].checked(knot)
        if any(a >= b or AXES[name].same(a, b) for a, b in pairwise(knots)):
            raise ParamError(f"the knots of {name} do not rise")
    nodes = prod(len(knots) for _, knots in axes)
    if nodes > MAX_NODES:
        raise ParamError(f"it has {nodes} nodes, more than {MAX_NODES}")


def _known(name: str, condition: Condition) -> float:
    value = condition[name]
    if value is None:
        raise ParamError(f"the condition does not say {AXES[name].title}, over which a table lies")
    return value


def _between(name: str, knots: tuple[float, ...], condition: Condition) -> tuple[int, int, float]:
    """The knots on both sides of a condition, and how far it lies from the first to the second."""
    value = _known(name, condition)
    at = bisect_left(knots, value)
    if at == len(knots):
        return at - 1, at - 1, 0.0
    if at == 0 or knots[at] == value:
        return at, at, 0.0
    return at - 1, at, AXES[name].share(value, knots[at - 1], knots[at])


def _knots(name: str, found: Any) -> tuple[float, ...]:
    if not isinstance(found, list | tuple):
        raise ParamError(f"{name} is not a list of knots")
    return tuple(AXES[name].checked(knot) for knot in found)


def _flat(found: Any, shape: list[int]) -> tuple[Any, ...]:
    """Nested lists of that shape as one row; what lies deeper is a value."""
    if not shape:
        return (freeze(found),)
    if not isinstance(found, list | tuple) or len(found) != shape[0]:
        held = len(found) if isinstance(found, list | tuple) else "no list of"
        raise ParamError(f"it has {held} values where the axis has {shape[0]} knots")
    return tuple(value for item in found for value in _flat(item, shape[1:]))


def _nested(values: tuple[Any, ...], shape: Index) -> Any:
    if not shape:
        return values[0]
    size = len(values) // shape[0]
    return tuple(_nested(values[i * size : (i + 1) * size], shape[1:]) for i in range(shape[0]))
