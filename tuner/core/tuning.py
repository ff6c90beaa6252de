"""A tuning: for every parameter a value, or a table of values over conditions; under one condition it is a recipe.

Frozen, as a recipe is; a change makes a new one. Equal tunings behave alike under every condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tuner.core.condition import AXES, STANDARD, UNKNOWN, Condition
from tuner.core.mix import Mixer, mixer
from tuner.core.param import Param, ParamError, Value, params_of
from tuner.core.rack import Rack
from tuner.core.recipe import Recipe
from tuner.core.tabled import Tabled

Entry = Value | Tabled
"""What a tuning holds for a parameter."""


@dataclass(frozen=True)
class Tuning:
    """Values and tables for every parameter of a rack.

    Attributes
    ----------
    recipe : the values; where there is a table, what it gives under `condition`
    tables : ((path, table), ...) in line order
    condition : the default, which stands in for whatever a picture does not say; it knows every axis
    """

    recipe: Recipe
    tables: tuple[tuple[str, Tabled], ...] = ()
    condition: Condition = STANDARD

    def __post_init__(self) -> None:
        if not self.condition.complete:
            raise ParamError(f"the default condition needs all of {', '.join(AXES)}")
        if len(self.tables) > 1:
            order = {path: i for i, path in enumerate(paths(self.rack))}
            object.__setattr__(self, "tables", tuple(sorted(self.tables, key=lambda item: order[item[0]])))
        object.__setattr__(self, "recipe", self.resolve(UNKNOWN))

    @classmethod
    def of(cls, recipe: Recipe, tables: Mapping[str, Tabled], condition: Condition = STANDARD) -> Tuning:
        """A tuning whose tables are checked.

        Raises
        ------
        ParamError : a table of a path that is none, or a value in it that does not fit; names the knot
        """
        return cls(
            recipe, tuple((path, checked(recipe.rack, path, table)) for path, table in tables.items()), condition
        )

    @property
    def rack(self) -> Rack:
        """The line that is tuned."""
        return self.recipe.rack

    def resolve(self, condition: Condition) -> Recipe:
        """The recipe under a condition; what it does not say is taken from the default."""
        if not self.tables:
            return self.recipe
        known = condition.over(self.condition)
        return self.recipe.with_values({path: t.at(known, mixer_of(self.rack, path)) for path, t in self.tables})

    def tabled(self, recipe: Recipe, condition: Condition) -> tuple[str, ...]:
        """Paths of the tables whose value under a condition is the one a recipe has, in line order."""
        here = self.resolve(condition)
        return tuple(path for path, _ in self.tables if recipe.value(path) == here.value(path))

    def table(self, path: str) -> Tabled | None:
        """The table of a parameter, or None where it holds one value."""
        return next((table for known, table in self.tables if known == path), None)

    def entry(self, path: str) -> Entry:
        """The value or table at a path."""
        return self.table(path) or self.recipe.value(path)

    def entries(self) -> dict[str, Entry]:
        """{path: value or table} of everything, in line order."""
        tables = dict(self.tables)
        return {path: tables.get(path) or self.recipe.value(path) for path in paths(self.rack)}

    def with_values(self, values: Mapping[str, Any], condition: Condition) -> Tuning:
        """Other values under a condition: a table gets them at that knot (a new one between knots), the rest as they are.

        Raises
        ------
        ParamError : as `Recipe.with_values`; or a table would have too many knots
        """
        known, tables = condition.over(self.condition), dict(self.tables)
        asked = self.resolve(condition).with_values(values)  # says what does not fit
        if not tables:
            return Tuning(asked, (), self.condition)
        plain = {}
        for path in values:
            if path in tables:
                table = tables[path].with_value(known, asked.value(path), mixer_of(self.rack, path))
                tables[path] = checked(self.rack, path, table)
            else:
                plain[path] = asked.value(path)
        return Tuning(self.recipe.with_values(plain), tuple(tables.items()), self.condition)

    def with_recipe(self, recipe: Recipe, condition: Condition) -> Tuning:
        """The tuning that gives a recipe under a condition; tables that give it already stay as they are."""
        found = recipe.differences(self.resolve(condition))
        return self.with_values({path: mine for path, (mine, _) in found.items()}, condition)

    def with_entries(self, entries: Mapping[str, Entry]) -> Tuning:
        """Other values or tables, for every condition.

        Raises
        ------
        ParamError : an unknown path, or a value that does not fit
        """
        tables = {path: table for path, table in self.tables if path not in entries}
        made = {path: entry for path, entry in entries.items() if isinstance(entry, Tabled)}
        plain = {path: entry for path, entry in entries.items() if not isinstance(entry, Tabled)}
        return Tuning.of(self.recipe.with_values(plain), tables | made, self.condition)

    def turned(self, entries: Mapping[str, Entry]) -> Tuning:
        """As `with_entries`, so that they count: a choice that one of them waits for (its `when`) is set to the value it
        waits for. A choice that is itself a table stays: it says where each of its values counts."""
        choices: dict[str, Entry] = {}
        for path in entries:
            choice, word = waits_for(self.rack, path)
            if choice and self.table(choice) is None:
                choices[choice] = word
        return self.with_entries({**choices, **entries})

    def with_condition(self, condition: Condition) -> Tuning:
        """Another default condition."""
        return replace(self, condition=condition.over(self.condition))

    def differences(self, other: Tuning) -> dict[str, tuple[Entry, Entry]]:
        """`{path: (mine, other's)}` of every value or table that differs, and of the default condition as
        'condition.axis'."""
        found: dict[str, tuple[Entry, Entry]] = {
            f"condition.{name}": (value or 0.0, other.condition[name] or 0.0)
            for name, value in self.condition
            if value != other.condition[name]
        }
        pairs = zip(self.rack.names, self.recipe.settings, other.recipe.settings, strict=True)
        stages = {name for name, mine, others in pairs if mine is not others and mine != others}
        stages |= {path.split(".")[0] for path, _ in (*self.tables, *other.tables)}
        for path in paths(self.rack) if stages else ():
            if path.split(".")[0] in stages and self.entry(path) != other.entry(path):
                found[path] = (self.entry(path), other.entry(path))
        return found


def paths(rack: Rack) -> Iterator[str]:
    """Every 'stage.parameter', and 'stage.enabled' where there is a switch, in line order."""
    for stage in rack:
        if stage.switchable:
            yield f"{stage.name}.enabled"
        for param in params_of(stage.params):
            yield f"{stage.name}.{param.name}"


def param_at(rack: Rack, path: str) -> Param | None:
    """The declaration at a path; None for a stage's switch. Raises ParamError where there is nothing."""
    stage, name = rack.split(path)
    return None if name == "enabled" else stage.param(name)


def waits_for(rack: Rack, path: str) -> tuple[str, str]:
    """(path of the choice, its value) with which alone a parameter counts; ("", "") where it always does."""
    param = param_at(rack, path)
    return ("", "") if param is None or param.when is None else (f"{path.split('.')[0]}.{param.when[0]}", param.when[1])


def mixer_of(rack: Rack, path: str) -> Mixer:
    """How the parameter at a path is mixed."""
    return mixer(param_at(rack, path))


def checked(rack: Rack, path: str, table: Tabled) -> Tabled:
    """The table with every value as its parameter keeps it.

    Raises
    ------
    ParamError : a value that does not fit, with the knot it stands at; grids of different sizes
    """
    param, default = param_at(rack, path), Recipe.default(rack)
    kept = []
    for index, value in table.nodes().items():
        try:
            kept.append(default.with_value(path, value).value(path))
        except ParamError as error:
            raise ParamError(f"{error} (at {table.place(index)})") from None
    sizes: set[tuple[int, int]] = set()
    if param is not None and param.kind == "table":
        grids: list[Any] = list(kept)
        sizes = {(len(grid[0]), len(grid[0][0])) for grid in grids}
    if len(sizes) > 1:
        raise ParamError(f"{path}: the grids of a table over conditions have different sizes; give them one")
    return Tabled(table.axes, tuple(kept))
