"""A recipe: one value for every parameter of every stage. Frozen; a change makes a new one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tuner.core.param import Param, ParamError, StageParams, Value, checked, params_of
from tuner.core.rack import Rack
from tuner.core.stage import Stage


@dataclass(frozen=True)
class Setting:
    """One stage's switch and parameters."""

    enabled: bool
    params: StageParams


@dataclass(frozen=True)
class Recipe:
    """The settings of every stage of a rack, in line order."""

    rack: Rack = field(repr=False, compare=False)
    settings: tuple[Setting, ...]

    @classmethod
    def default(cls, rack: Rack) -> Recipe:
        """Every stage as its declaration says."""
        return cls(rack, tuple(Setting(stage.enabled, stage.params()) for stage in rack))

    @classmethod
    def from_dict(cls, rack: Rack, tables: Mapping[str, Mapping[str, Any]]) -> Recipe:
        """Defaults overlaid with `{stage: {parameter: value, enabled: bool}}`.

        Raises
        ------
        ParamError : unknown stage or parameter (with the nearest known name), or a value out of range
        """
        recipe = cls.default(rack)
        for name, table in tables.items():
            stage = rack[name]
            if not isinstance(table, Mapping):
                raise ParamError(f"{name} is a stage and needs a table of parameters, not {table!r}")
            values = {k: v for k, v in table.items() if k != "enabled"}
            recipe = recipe.with_params(name, checked(name, stage.params, values))
            if "enabled" in table:
                recipe = recipe.with_value(f"{name}.enabled", table["enabled"])
        return recipe

    def __getitem__(self, stage: str) -> Setting:
        return self.settings[self.rack.names.index(self.rack[stage].name)]

    def value(self, path: str) -> Value:
        """The value at 'stage.parameter' or 'stage.enabled'."""
        stage, name = self.rack.split(path)
        setting = self[stage.name]
        found: Value = setting.enabled if name == "enabled" else getattr(setting.params, name)
        return found

    def with_value(self, path: str, value: Any) -> Recipe:
        """A recipe that differs in one parameter (or switch).

        Raises
        ------
        ParamError : unknown path, value out of range, or a switch-off of a stage that has none
        """
        return self.with_values({path: value})

    def with_values(self, values: Mapping[str, Any]) -> Recipe:
        """A recipe that differs in several parameters, checked together stage by stage."""
        tables: dict[str, dict[str, Any]] = {}
        for path, value in values.items():
            stage, name = self.rack.split(path)
            tables.setdefault(stage.name, {})[name] = value
        recipe = self
        for name, table in tables.items():
            stage, setting = self.rack[name], recipe[name]
            enabled = _switch(stage, table.pop("enabled", setting.enabled))
            params = checked(name, stage.params, {**_plain(setting.params), **table}) if table else setting.params
            recipe = recipe._with(name, Setting(enabled, params))
        return recipe

    def turned(self, values: Mapping[str, Any], shown: Recipe | None = None) -> Recipe:
        """A recipe in which the given parameters count: like `with_values`, and each choice that one of them waits for
        (its `when`) is set to the value it waits for.

        Parameters
        ----------
        shown : the recipe with the numbers in force (`Chain.resolved`), where a file is known. Knobs that come into
            force together with a turned one start from it, so that turning red alone leaves blue where it was.

        Raises
        ------
        ParamError : as `with_values`; or a parameter waits for another choice than the one that is asked for as well
        """
        asked = dict(values)
        carried: dict[str, Any] = {}
        for path in values:
            stage, param = self._knob(path)
            if param is None or param.when is None:
                continue
            choice, word = f"{stage.name}.{param.when[0]}", param.when[1]
            if asked.setdefault(choice, word) != word:
                raise ParamError(f"{path} counts only with {choice} = '{word}'")
            if shown is not None and self.value(choice) != word:
                woken = [f"{stage.name}.{p.name}" for p in params_of(stage.params) if p.when == param.when]
                carried |= {p: shown.value(p) for p in woken}
        return self.with_values({**carried, **asked})

    def _knob(self, path: str) -> tuple[Stage, Param | None]:
        """The stage and the parameter of a path; None for the stage's switch."""
        stage, name = self.rack.split(path)
        return stage, None if name == "enabled" else stage.param(name)

    def with_params(self, stage: str, params: StageParams) -> Recipe:
        """A recipe with all parameters of one stage replaced."""
        return self._with(stage, replace(self[stage], params=params))

    def _with(self, stage: str, setting: Setting) -> Recipe:
        at = self.rack.names.index(stage)
        return replace(self, settings=(*self.settings[:at], setting, *self.settings[at + 1 :]))

    def to_dict(self) -> dict[str, dict[str, Any]]:
        """`{stage: {enabled: bool, parameter: value}}` in line order; `enabled` only where there is a switch."""
        return {
            stage.name: ({"enabled": s.enabled} if stage.switchable else {}) | _plain(s.params)
            for stage, s in zip(self.rack, self.settings, strict=True)
        }

    def differences(self, other: Recipe) -> dict[str, tuple[Value, Value]]:
        """`{stage.parameter: (mine, other's)}` for everything that differs."""
        paths = [f"{s.name}.{p}" for s in self.rack for p in ("enabled", *(q.name for q in params_of(s.params)))]
        pairs = {path: (self.value(path), other.value(path)) for path in paths}
        return {path: pair for path, pair in pairs.items() if pair[0] != pair[1]}

    def first_difference(self, other: Recipe) -> str | None:
        """The first stage of the line whose settings differ; None when none does."""
        pairs = zip(self.rack.names, self.settings, other.settings, strict=True)
        return next((name for name, mine, others in pairs if mine != others), None)

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text of all values and stage versions."""
        table = {"values": self.to_dict(), "versions": {stage.name: stage.version for stage in self.rack}}
        return hashlib.sha256(json.dumps(table, sort_keys=True).encode()).hexdigest()


def _plain(params: StageParams) -> dict[str, Any]:
    return {name: getattr(params, name) for name in type(params).model_fields}


def _switch(stage: Stage, value: Any) -> bool:
    if not isinstance(value, bool):
        raise ParamError(f"{stage.name}.enabled = {value!r} is not true or false")
    if not value and not stage.switchable:
        raise ParamError(f"{stage.name} turns {stage.reads} into {stage.writes} and cannot be switched off")
    return value
