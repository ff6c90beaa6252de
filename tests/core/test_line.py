"""Parameters, rack and recipe: one declaration, everything derived, mistakes named."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import numpy as np
import pytest
from pydantic import TypeAdapter

from tests.support import random_recipe
from tuner.core.domain import Domain
from tuner.core.param import Curve, Knots, ParamError, Range, StageParams, Table, params_of
from tuner.core.rack import Rack, RackError
from tuner.core.recipe import Recipe
from tuner.core.stage import Stage
from tuner.stages import RACK, black_level, sharpen


class Params(StageParams):
    """For tests."""

    gain: Annotated[float, Range(0, 4, unit="EV", step=0.1, soft=(0, 2), help="A gain.")] = 1.0


def stage(name: str, after: str | None, **known: object) -> Stage:
    base: dict[str, object] = {
        "name": name, "title": name, "params": Params, "reads": Domain.MOSAIC, "writes": Domain.MOSAIC, "after": after,
        "prepare": lambda p, c: np.zeros(1, np.float32), "run": lambda *a: None, "neutral": {"gain": 0.0},
    }  # fmt: skip
    return Stage(**(base | known))  # type: ignore[arg-type]


FIRST = black_level.STAGE


class TestParams:
    def test_range_reaches_the_json_schema(self) -> None:
        schema = Params.model_json_schema()["properties"]["gain"]
        assert (schema["minimum"], schema["maximum"], schema["unit"], schema["description"]) == (0, 4, "EV", "A gain.")

    def test_one_line_gives_the_whole_parameter(self) -> None:
        (gain,) = params_of(Params)
        assert (gain.title, gain.kind, gain.default, gain.minimum, gain.maximum) == ("Gain", "number", 1.0, 0, 4)
        assert (gain.soft, gain.step, gain.unit, gain.help) == ((0, 2), 0.1, "EV", "A gain.")

    def test_a_word_of_one_letter_is_a_plane(self) -> None:
        titles = [p.title for p in params_of(black_level.Params)]
        assert {"Red", "Green R", "Green B", "Saturation red"} <= set(titles)

    def test_a_field_without_a_kind_raises_at_declaration(self) -> None:
        class Bare(StageParams):
            x: float = 1.0

        with pytest.raises(TypeError, match="needs Annotated"):
            params_of(Bare)

    @pytest.mark.parametrize(
        ("knots", "fits"),
        [
            (((0.0, 0.0), (1.0, 1.0)), True),
            (((0.0, 0.0), (0.0, 1.0)), False),
            (((0.5, 0.0), (0.2, 1.0)), False),
            (((0.0, 0.0),), False),
            (((0.0, -1.0), (1.0, 1.0)), False),
        ],
    )
    def test_curves_rise_and_stay_inside(self, knots: Knots, fits: bool) -> None:
        assert Curve(minimum=0, maximum=1, help=".").fits(knots) is fits

    def test_tables_are_rectangular_and_of_bounded_size(self) -> None:
        table = Table(minimum=0, maximum=2, planes=1, help=".")
        assert table.fits((((1.0, 1.0), (1.0, 1.0)),))
        assert not table.fits((((1.0, 1.0), (1.0,)),))
        assert not table.fits((((1.0,) * 400,) * 400,))
        assert not table.fits(())


class TestRack:
    def test_order_follows_from_the_statements_in_any_order_of_files(self) -> None:
        line = [FIRST, stage("a", "black_level", before="b"), stage("b", "black_level"), stage("c", "b")]
        assert Rack(reversed(line)).names == ("black_level", "a", "b", "c")

    @pytest.mark.parametrize(
        ("stages", "says"),
        [
            ([FIRST, stage("a", "black_level"), stage("b", "black_level")], "undecided: a, b"),
            ([FIRST, stage("a", "black_level"), stage("a", "black_level")], "registered twice: a"),
            ([FIRST, stage("a", "nowhere")], "names 'nowhere'"),
            ([FIRST, stage("a", "b"), stage("b", "a")], "circle"),
            ([FIRST, stage("a", "black_level", reads=Domain.YCC, writes=Domain.YCC)], "writes mosaic, but a"),
            ([stage("a", None)], "must read sensor"),
        ],
    )
    def test_what_does_not_make_one_line_raises(self, stages: list[Stage], says: str) -> None:
        with pytest.raises(RackError, match=says):
            Rack(stages)

    def test_a_nearly_right_name_is_suggested(self) -> None:
        with pytest.raises(ParamError, match="did you mean 'sharpen'"):
            RACK["sharpn"]
        with pytest.raises(ParamError, match="did you mean 'amount'"):
            RACK.split("sharpen.amuont")

    def test_the_line_is_the_decided_one(self) -> None:
        """DECISIONS order; stages that are not built yet are left out."""
        decided = [
            "black_level",
            "linearization",
            "defects",
            "green_balance",
            "raw_denoise",
            "lens_shading",
            "white_balance",
            "demosaic",
            "monochrome",
            "highlights",
            "exposure",
            "color_matrix",
            "local_tone",
            "tone_curve",
            "encode",
            "luma_chroma",
            "luma_denoise",
            "chroma_denoise",
            "sharpen",
            "local_contrast",
            "color_adjust",
            "output",
        ]
        assert list(RACK.names) == [name for name in decided if name in RACK]


class TestStage:
    def test_a_stage_that_keeps_its_domain_must_state_neutral(self) -> None:
        with pytest.raises(ValueError, match="neutral"):
            stage("a", None, neutral=None)

    def test_enabled_is_a_reserved_parameter(self) -> None:
        class Bad(StageParams):
            enabled: Annotated[float, Range(0, 1, unit="1", step=1, help="No.")] = 0.0

        with pytest.raises(ValueError, match="reserved"):
            stage("a", None, params=Bad)

    def test_align_divides_the_tile_unit(self) -> None:
        with pytest.raises(ValueError, match="align 3"):
            stage("a", None, align=3)

    def test_the_citation_is_cut_from_the_docstring(self) -> None:
        assert sharpen.STAGE.source.startswith("Petrou")


class TestRecipe:
    def test_a_change_makes_a_new_recipe_and_leaves_the_old(self) -> None:
        before = Recipe.default(RACK)
        after = before.with_value("sharpen.amount", 1.25)
        assert (before.value("sharpen.amount"), after.value("sharpen.amount")) == (0.5, 1.25)
        assert after.differences(before) == {"sharpen.amount": (1.25, 0.5)}
        assert hash(after) != hash(before)
        assert after.digest != before.digest

    @pytest.mark.parametrize("seed", range(5))
    def test_to_dict_and_back_is_the_same_recipe(self, seed: int) -> None:
        recipe = random_recipe(RACK, np.random.default_rng(seed))
        assert Recipe.from_dict(RACK, recipe.to_dict()) == recipe

    def test_the_digest_covers_the_stage_versions(self) -> None:
        newer = Rack([replace(s, version=2) if s.name == "sharpen" else s for s in RACK])
        assert Recipe.default(newer).digest != Recipe.default(RACK).digest

    @pytest.mark.parametrize(
        ("path", "value", "says"),
        [
            ("sharpen.amount", 9, "sharpen.amount = 9 is not a number from 0 to 4"),
            ("sharpen.amount", "loud", 'sharpen.amount = "loud"'),
            ("sharpen.amount", True, "sharpen.amount = true"),
            ("sharpen.enabled", "yes", "sharpen.enabled = 'yes' is not true or false"),
            ("output.enabled", False, "output turns ycc into picture and cannot be switched off"),
            ("black_level.source", "fiel", 'one of "file", "manual"'),
            ("sharpen", 1, "write stage.parameter"),
        ],
    )
    def test_what_does_not_fit_is_named(self, path: str, value: object, says: str) -> None:
        with pytest.raises(ParamError, match=says):
            Recipe.default(RACK).with_value(path, value)

    def test_turning_a_knob_sets_the_choice_it_waits_for(self) -> None:
        before = Recipe.default(RACK)
        after = before.turned({"white_balance.temperature": 3000.0, "sharpen.amount": 1.0})
        assert set(after.differences(before)) == {"white_balance.mode", "white_balance.temperature", "sharpen.amount"}
        assert after.value("white_balance.mode") == "temperature"
        assert before.turned({"sharpen.enabled": False}) == before.with_value("sharpen.enabled", False)

    def test_every_knob_that_waits_counts_once_turned(self) -> None:
        """Whatever the choice was before, behind `turned` it is the one the knob waits for."""
        for s in RACK:
            for p in params_of(s.params):
                if p.when is not None:
                    choices = s.param(p.when[0]).choices
                    for word in choices:
                        before = Recipe.default(RACK).with_value(f"{s.name}.{p.when[0]}", word)
                        after = before.turned({f"{s.name}.{p.name}": before.value(f"{s.name}.{p.name}")})
                        assert after.value(f"{s.name}.{p.when[0]}") == p.when[1]

    @pytest.mark.parametrize(
        ("values", "says"),
        [
            (
                {"white_balance.mode": "file", "white_balance.temperature": 3000.0},
                "white_balance.temperature counts only with white_balance.mode = 'temperature'",
            ),
            (
                {"white_balance.temperature": 3000.0, "white_balance.mode": "gains"},
                "white_balance.temperature counts only with white_balance.mode = 'temperature'",
            ),
            (
                {"white_balance.temperature": 3000.0, "white_balance.red": 2.0},
                "white_balance.red counts only with white_balance.mode = 'gains'",
            ),
        ],
    )
    def test_a_knob_and_a_choice_it_does_not_wait_for_are_refused(self, values: dict[str, object], says: str) -> None:
        with pytest.raises(ParamError, match=f"^{says}$"):
            Recipe.default(RACK).turned(values)

    def test_knobs_that_wake_together_start_from_the_numbers_in_force(self) -> None:
        """Turning red on a file leaves blue as shot; once the gains are in force, blue is the recipe's own."""
        before = Recipe.default(RACK)
        shown = before.with_values({"white_balance.red": 2.5, "white_balance.blue": 1.6, "sharpen.amount": 3.0})
        after = before.turned({"white_balance.red": 2.0}, shown)
        assert [after.value(f"white_balance.{n}") for n in ("mode", "red", "blue")] == ["gains", 2.0, 1.6]
        assert after.value("sharpen.amount") == before.value("sharpen.amount")
        again = after.turned({"white_balance.red": 3.0}, shown.with_value("white_balance.blue", 9.0))
        assert again.value("white_balance.blue") == 1.6
        both = before.turned({"white_balance.red": 2.0, "white_balance.blue": 1.1}, shown)
        assert both.value("white_balance.blue") == 1.1

    def test_integers_are_taken_for_numbers(self) -> None:
        """TOML writes 1 where 1.0 is meant."""
        assert Recipe.default(RACK).with_value("sharpen.amount", 1).value("sharpen.amount") == 1.0

    def test_schema_of_every_stage_is_plain_json(self) -> None:
        for s in RACK:
            assert TypeAdapter(dict).validate_json(TypeAdapter(dict).dump_json(s.params.model_json_schema()))
