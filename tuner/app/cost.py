"""Costs: what a render of some recipe is expected to take, by what the last ones took."""

from __future__ import annotations

from tuner.core.recipe import Recipe

Shape = tuple[tuple[str, str], ...]


def shape_of(recipe: Recipe) -> Shape:
    """What decides a recipe's cost, its knobs' positions apart: the stages that have something to do, and which of
    their kernels does it."""
    return tuple(
        (stage.name, stage.choose(setting.params) if stage.choose else "")
        for stage, setting in zip(recipe.rack, recipe.settings, strict=True)
        if setting.enabled and not stage.is_neutral(setting.params)
    )


class Costs:
    """Running figures of ms per pixel, one for each shape of a recipe, starting stage, and part or whole."""

    def __init__(self) -> None:
        self._known: dict[tuple[Shape, str | None, bool], float] = {}

    def note(self, recipe: Recipe, pin: str | None, part: bool, pixels: int, ms: float) -> None:
        """Take in what a render took. A figure falls at once and rises by half: the first render of a shape may have
        waited for its kernels."""
        key, now = (shape_of(recipe), pin, part), ms / max(pixels, 1)
        before = self._known.get(key, now)
        self._known[key] = min(now, (before + now) / 2)

    def expected(self, recipe: Recipe, pin: str | None, part: bool, pixels: int) -> float | None:
        """What a render will take, ms; None while none of this shape has been measured."""
        per_pixel = self._known.get((shape_of(recipe), pin, part))
        return None if per_pixel is None else per_pixel * pixels
