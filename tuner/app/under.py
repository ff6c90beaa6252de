"""What every parameter is under a condition, where it comes from, and what differs from the default condition."""

from __future__ import annotations

from dataclasses import dataclass

from tuner.app.session import Session
from tuner.core.param import Param, Value
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage
from tuner.core.tabled import Tabled
from tuner.core.tuning import param_at


@dataclass(frozen=True)
class Under:
    """One parameter under the condition in force.

    Attributes
    ----------
    param : None for a stage's switch
    value : in force
    default : the parameter's own default
    elsewhere : what it is under the profile's default condition
    table : over which axes it lies; None for a plain value
    layer : the layer it comes from; "" in a profile without layers
    own : whether the profile's own layer states it
    """

    path: str
    stage: Stage
    param: Param | None
    value: Value
    default: Value
    elsewhere: Value
    table: Tabled | None
    layer: str
    own: bool


def under(session: Session) -> tuple[Under, ...]:
    """Every parameter, in line order."""
    tuning, recipe, rack = session.tuning, session.recipe, session.rack
    default, tables, profile = Recipe.default(rack), dict(tuning.tables), session.current_profile()
    layers = profile.layers
    rows = []
    for path in tuning.entries():
        layer = layers[profile.layer_of(path)].name if len(layers) > 1 else ""
        values = (recipe.value(path), default.value(path), tuning.recipe.value(path))
        own = profile.base is None or path in profile.own
        rows.append(Under(path, rack.split(path)[0], param_at(rack, path), *values, tables.get(path), layer, own))
    return tuple(rows)
