"""Parameters: a value's range, unit, step and help are written once, beside its default.

A stage declares a frozen pydantic model whose fields are `Annotated[type, Kind(...)]`. From that one line the panel,
the command line, the profile's checks, the JSON Schema and the docs page are derived through `params_of`.

| kind | annotation | value |
|---|---|---|
| number | `Annotated[float, Range(...)]` | float |
| integer | `Annotated[int, Range(...)]` | int |
| switch | `Annotated[bool, Switch(...)]` | bool |
| choice | `Annotated[Literal[...], Choice(...)]` | str |
| matrix | `Annotated[Matrix3, Matrix(...)]` | 3 rows of 3 |
| curve | `Annotated[Knots, Curve(...)]` | (x, y) knots, x rising |
| table | `Annotated[Grid, Table(...)]` | planes of rows of numbers, all rows of one length |
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Literal, get_args, get_origin, get_type_hints

from annotated_types import Ge, GroupedMetadata, Le, Predicate
from pydantic import BaseModel, ConfigDict, ValidationError

Row3 = tuple[float, float, float]
Matrix3 = tuple[Row3, Row3, Row3]
Knots = tuple[tuple[float, float], ...]
Grid = tuple[tuple[tuple[float, ...], ...], ...]
Value = float | int | bool | str | Matrix3 | Knots | Grid
CurveAt = Callable[[Knots, Any], Any]
"""(knots, array of x) -> float64 y: how a stage reads its curve between and beyond the knots."""
Kind = Literal["number", "integer", "switch", "choice", "matrix", "curve", "table"]

MAX_TABLE = 4 * 129 * 129
"""Most numbers a table may hold: four planes of the finest grid a stage interpolates in."""


@dataclass(frozen=True)
class _Words:
    """Carries unit, step and help into the JSON Schema."""

    extra: tuple[tuple[str, object], ...]

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        schema: dict[str, Any] = handler(core)
        schema.update(self.extra)
        return schema


@dataclass(frozen=True, kw_only=True)
class _Words3:
    help: str
    unit: str = "1"
    when: tuple[str, str] | None = None
    """(choice, value): the knob counts only while that choice has that value; turning it sets the choice."""


@dataclass(frozen=True, kw_only=True)
class _Bounded(_Words3):
    minimum: float
    maximum: float
    step: float = 0.01


class Range(GroupedMetadata):
    """Limits of a number or an integer: hard range, unit, step, soft (slider) range, help."""

    def __init__(
        self,
        minimum: float,
        maximum: float,
        *,
        unit: str,
        step: float,
        help: str,
        soft: tuple[float, float] | None = None,
        when: tuple[str, str] | None = None,
    ) -> None:
        self.minimum, self.maximum, self.step = minimum, maximum, step
        self.soft = soft or (minimum, maximum)
        self.unit, self.help, self.when = unit, help, when

    def __iter__(self) -> Iterator[object]:
        yield Ge(self.minimum)
        yield Le(self.maximum)
        yield _Words((("unit", self.unit), ("step", self.step), ("description", self.help)))


@dataclass(frozen=True, kw_only=True)
class Switch(_Words3):
    """A yes or no."""


@dataclass(frozen=True, kw_only=True)
class Choice(_Words3):
    """One of the words of the field's Literal."""


@dataclass(frozen=True, kw_only=True)
class Matrix(_Bounded, GroupedMetadata):
    """A 3x3 matrix, row by row, every entry inside the range."""

    def fits(self, value: Matrix3) -> bool:
        return all(self.minimum <= v <= self.maximum for row in value for v in row)

    def __iter__(self) -> Iterator[object]:
        yield Predicate(self.fits)
        yield _Words((("unit", self.unit), ("description", self.help)))


@dataclass(frozen=True, kw_only=True)
class Curve(_Bounded, GroupedMetadata):
    """Knots (x, y): at least two, x strictly rising inside 0..1, y inside the range.

    `at` is the stage's own maths, so that what draws the curve draws what is applied.
    """

    at: CurveAt | None = None

    def fits(self, value: Knots) -> bool:
        rising = all(a[0] < b[0] for a, b in pairwise(value))
        inside = all(0.0 <= x <= 1.0 and self.minimum <= y <= self.maximum for x, y in value)
        return 2 <= len(value) <= 256 and rising and inside

    def __iter__(self) -> Iterator[object]:
        yield Predicate(self.fits)
        yield _Words((("unit", self.unit), ("description", self.help)))


@dataclass(frozen=True, kw_only=True)
class Table(_Bounded, GroupedMetadata):
    """`planes` grids of numbers of one shape, at least 2 x 2 nodes each, row by row from the top left.

    `names` are the planes' names, `axes` what rows and columns stand for.
    """

    planes: int
    names: tuple[str, ...] = ()
    axes: tuple[str, str] = ("row", "column")

    def fits(self, value: Grid) -> bool:
        rows = {len(plane) for plane in value}
        columns = {len(row) for plane in value for row in plane}
        if len(value) != self.planes or len(rows) != 1 or len(columns) != 1 or min(rows | columns) < 2:
            return False
        small = self.planes * rows.pop() * columns.pop() <= MAX_TABLE
        return small and all(self.minimum <= v <= self.maximum for p in value for r in p for v in r)

    def __iter__(self) -> Iterator[object]:
        yield Predicate(self.fits)
        yield _Words((("unit", self.unit), ("description", self.help)))


class StageParams(BaseModel):
    """Base of every stage's parameters: frozen, checked, hashable; unknown names and NaN are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


@dataclass(frozen=True)
class Param:
    """One parameter as the panel, the command line and the docs see it."""

    name: str
    kind: Kind
    default: Value
    help: str
    unit: str
    minimum: float | None
    maximum: float | None
    step: float | None
    soft: tuple[float, float] | None
    choices: tuple[str, ...]
    when: tuple[str, str] | None
    fits: Callable[[Any], bool] | None = None  # the kind's own check of a matrix, a curve, a table
    at: CurveAt | None = None  # of a curve
    planes: tuple[str, ...] = ()  # of a table: the planes' names
    axes: tuple[str, str] = ("row", "column")  # of a table

    @property
    def title(self) -> str:
        """The name as a label: 'toe_width' reads 'Toe width', 'green_r' 'Green R'."""
        words = self.name.replace("_", " ").capitalize().split(" ")
        return " ".join(word.upper() if len(word) == 1 else word for word in words)

    @property
    def expects(self) -> str:
        """What a valid value looks like, for messages."""
        bounds = f"{limit(self.minimum)} to {limit(self.maximum)}" + ("" if self.unit == "1" else f" {self.unit}")
        return {
            "number": f"a number from {bounds}",
            "integer": f"a whole number from {bounds}",
            "switch": "true or false",
            "choice": "one of " + ", ".join(map(_quote, self.choices)),
            "matrix": f"three rows of three numbers from {bounds}",
            "curve": f"at least two [x, y] knots, x rising from 0 to 1, y from {bounds}",
            "table": f"grids of numbers from {bounds}, all rows of one length",
        }[self.kind]


class ParamError(ValueError):
    """A value that does not fit; the message names stage, parameter, value and range."""


@cache
def params_of(cls: type[StageParams]) -> tuple[Param, ...]:
    """The parameters of a stage in the order of their declaration.

    Raises
    ------
    TypeError : a field without a kind (a range, a choice ...), which nothing could be derived from
    """
    hints = get_type_hints(cls, include_extras=True)
    return tuple(_param(cls, name, hints[name]) for name in cls.model_fields)


def _param(cls: type[StageParams], name: str, hint: Any) -> Param:
    base, *metadata = get_args(hint) or (hint,)
    spec = next((m for m in metadata if isinstance(m, Range | _Words3)), None)
    if spec is None:
        raise TypeError(f"{cls.__module__}.{name}: needs Annotated[..., Range/Switch/Choice/Matrix/Curve/Table]")
    kind: Kind = {
        Range: "integer" if base is int else "number",
        Switch: "switch",
        Choice: "choice",
        Matrix: "matrix",
        Curve: "curve",
        Table: "table",
    }[type(spec)]
    return Param(
        name=name,
        kind=kind,
        default=cls.model_fields[name].default,
        help=spec.help,
        unit=spec.unit,
        minimum=getattr(spec, "minimum", None),
        maximum=getattr(spec, "maximum", None),
        step=getattr(spec, "step", None),
        soft=getattr(spec, "soft", None),
        choices=get_args(base) if get_origin(base) is Literal else (),
        when=spec.when,
        fits=getattr(spec, "fits", None),
        at=getattr(spec, "at", None),
        planes=getattr(spec, "names", ()) or tuple(str(n + 1) for n in range(getattr(spec, "planes", 0))),
        axes=getattr(spec, "axes", ("row", "column")),
    )


def freeze(value: Any) -> Any:
    """Lists (as TOML and JSON give them) become tuples, so that parameters stay hashable."""
    return tuple(freeze(v) for v in value) if isinstance(value, list | tuple) else value


def checked(stage: str, cls: type[StageParams], values: dict[str, Any]) -> StageParams:
    """Parameters made from plain values, or one sentence that says what does not fit.

    Raises
    ------
    ParamError : names the stage, the field, the value and the range, or the nearest known name
    """
    specs = {p.name: p for p in params_of(cls)}
    for name in values:
        if name not in specs:
            raise ParamError(f"{stage}.{name} is not a known parameter{nearest(name, specs)}")
    try:
        return cls(**{name: freeze(value) for name, value in values.items()})
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise ParamError(f"{stage}.{name} = {_quote(values[name])} is not {specs[name].expects}") from None


def nearest(name: str, known: Any) -> str:
    """'; did you mean X?' when a known name is close, else the empty string."""
    match = difflib.get_close_matches(name, list(known), 1, 0.5)
    return f"; did you mean '{match[0]}'?" if match else ""


def limit(value: float | None) -> str:
    """An end of a range as people write it: whole numbers digit by digit, fractions without noise."""
    return "any" if value is None or math.isinf(value) else f"{value:.15g}"


def _quote(value: object) -> str:
    text = _toml(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _toml(value: object) -> str:
    """A value as a profile writes it: words in quotes, true and false, square brackets."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)
