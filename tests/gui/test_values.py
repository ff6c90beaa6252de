"""Values as text: what is copied is read back to the last bit, what is no value is said."""

from __future__ import annotations

from typing import Any

import pytest

from tuner.core.param import Param, params_of
from tuner.gui.values import TextError, short, value_of, value_text
from tuner.stages import RACK

PARAMS = [(stage.name, param) for stage in RACK for param in params_of(stage.params)]


@pytest.mark.parametrize(("stage", "param"), PARAMS, ids=lambda v: v if isinstance(v, str) else v.name)
def test_every_default_comes_back(stage: str, param: Param) -> None:
    """And of the same type."""
    found = value_of(param, value_text(param, param.default))
    assert found == param.default
    assert type(found) is type(param.default)
    assert 0 < len(short(param, param.default)) < 60


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("sharpen.amount", " 1,25 ", 1.25),
        ("sharpen.amount", "0.30000000000000004", 0.30000000000000004),
        ("white_balance.temperature", "5\u2009240 K", 5240.0),
        ("color_matrix.keep_white", "OFF", False),
        ("color_matrix.primaries", '"display p3"', "display_p3"),
        ("linearization.curve", "[[0, 0], [1, 1.5]]", ((0.0, 0.0), (1.0, 1.5))),
    ],
)
def test_what_people_write(path: str, text: str, value: Any) -> None:
    stage, name = RACK.split(path)
    assert value_of(stage.param(name), text) == value


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("sharpen.amount", ""),
        ("sharpen.amount", "99"),
        ("sharpen.amount", "nan"),
        ("color_matrix.keep_white", "perhaps"),
        ("color_matrix.primaries", "adobe"),
        ("color_matrix.matrix", "1 0 0 0 1 0 0 0"),
        ("linearization.curve", "0 0, 0 1"),
        ("lens_shading.gains", "1,2\n3,4"),
    ],
)
def test_what_is_no_value(path: str, text: str) -> None:
    stage, name = RACK.split(path)
    with pytest.raises(TextError):
        value_of(stage.param(name), text)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("sharpen.sigma", "0.8 px"),
        ("color_matrix.keep_white", "on"),
        ("color_matrix.matrix", "1 0 0 / 0 1 0 / 0 0 1"),
        ("linearization.curve", "0 0, 1 1"),
        ("lens_shading.gains", "3 × 3, 1 to 1"),
    ],
)
def test_short(path: str, words: str) -> None:
    stage, name = RACK.split(path)
    assert short(stage.param(name), stage.param(name).default) == words
