"""stages: every declaration, whole and unchanged."""

from __future__ import annotations

from collections.abc import Callable

from tests.cli.conftest import Ran
from tuner.core.param import params_of
from tuner.core.stage import Stage
from tuner.stages import RACK

Tuner = Callable[..., Ran]


def test_json_is_the_declarations(tuner: Tuner) -> None:
    found = tuner("stages", "--json").json
    assert [stage["name"] for stage in found] == list(RACK.names)
    for entry, stage in zip(found, RACK, strict=True):
        assert entry["title"] == stage.title
        assert (entry["reads"], entry["writes"]) == (stage.reads.value, stage.writes.value)
        assert entry["source"] == stage.source
        _check_params(entry["params"], stage)


def _check_params(found: list[dict[str, object]], stage: Stage) -> None:
    for entry, param in zip(found, params_of(stage.params), strict=True):
        assert list(entry) == ["name", "kind", "default", "minimum", "maximum", "step", "unit", "help", "choices"]
        for key in ("name", "kind", "minimum", "maximum", "step", "unit", "help"):
            assert entry[key] == getattr(param, key)
        assert entry["choices"] == list(param.choices)
        if param.kind not in ("matrix", "curve", "table"):
            assert entry["default"] == param.default


def test_table_names_every_parameter(tuner: Tuner) -> None:
    out = tuner("stages").out
    for stage in RACK:
        assert stage.title in out
        for param in params_of(stage.params):
            assert f"{stage.name}.{param.name}" in out


def test_one_in_full(tuner: Tuner) -> None:
    out = tuner("stages", "sharpen").out
    assert RACK["sharpen"].doc in out
    assert "demosaic." not in out


def test_unknown_stage(tuner: Tuner) -> None:
    ran = tuner("stages", "sharpn")
    assert ran.code == 2
    assert "did you mean 'sharpen'?" in ran.err
