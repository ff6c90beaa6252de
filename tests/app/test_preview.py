"""The preview: the visible part first and the rest after it are the export; drafts only when the exact takes too long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest

from tests.support import lively_facts, noisy_mosaic
from tuner.app.cost import Costs
from tuner.app.preview import Draft, Look, Preview, Shown
from tuner.core import region
from tuner.core.cut import Cuts
from tuner.core.engine import Cancel, Cancelled, Engine
from tuner.core.fit import area_average
from tuner.core.frame import Frame
from tuner.core.orient import Rect
from tuner.core.recipe import Recipe
from tuner.stages import RACK

W, H = 150, 118
HERE = Look(None, Rect(51, 40, 37, 29))
THERE = Look(None, Rect(70, 30, 37, 29))
FIT = Look((30, 24), Rect(0, 0, W, H))


@pytest.fixture(autouse=True)
def _small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(region, "PIECE", 2500)


@pytest.fixture(scope="module")
def frame() -> Frame:
    return Frame.from_active(noisy_mosaic(W, H), lively_facts(W, H))


def recipe(**values: float) -> Recipe:
    return Recipe.default(RACK).with_values({path.replace("__", "."): v for path, v in values.items()})


def export(frame: Frame, recipe: Recipe) -> np.ndarray:
    return Engine().render(frame, recipe).pixels


def at(picture: np.ndarray, rect: Rect) -> np.ndarray:
    return picture[rect.y : rect.y + rect.h, rect.x : rect.x + rect.w]


def painted(shown: Shown) -> np.ndarray:
    """What the layers show, bottom to top; pixels that no layer holds are 0."""
    seen = np.zeros_like(shown.rendered.pixels)
    for layer in reversed(shown.layers):
        for rect in layer.covered.rects:
            at(seen, rect)[:] = at(layer.pixels, rect)
    return seen


def finished(preview: Preview) -> Shown:
    *_, last = preview.rest(Cancel())
    return last


@pytest.mark.parametrize("orientation", [1, 3, 6])
def test_the_visible_part_comes_first_and_the_rest_is_the_export(orientation: int) -> None:
    from dataclasses import replace

    frame = Frame.from_active(noisy_mosaic(H, W), replace(lively_facts(H, W), orientation=orientation))
    look = HERE if orientation == 6 else Look(None, Rect(40, 51, 29, 37))
    now, preview = recipe(exposure__ev=0.4), Preview(Engine(cuts=Cuts(1 << 28)))
    shown = preview.show(frame, now, look, Cancel())
    expected = export(frame, now)
    assert shown.covered.rects == (look.visible,)
    assert not shown.complete
    assert (at(shown.rendered.pixels, look.visible) == at(expected, look.visible)).all()
    covered = [shown.covered, *(s.covered for s in preview.rest(Cancel()))]
    assert all(b.hides(a) for a, b in pairwise(covered))
    whole = preview.show(frame, now, look, Cancel())
    assert whole.complete
    assert (whole.rendered.pixels == expected).all()


def test_panning_renders_only_what_was_not_seen(frame: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    engine, asked = Engine(), list[Rect | None]()
    preview, render = Preview(engine), engine.render

    def noted(frame, recipe, request, *args, **known):  # type: ignore[no-untyped-def]
        asked.append(request.crop)
        return render(frame, recipe, request, *args, **known)

    monkeypatch.setattr(engine, "render", noted)
    preview.show(frame, recipe(), HERE, Cancel())
    shown = preview.show(frame, recipe(), THERE, Cancel())
    assert asked[0] == HERE.visible
    new = sum(r.w * r.h for r in asked[1:] if r is not None)
    assert new == 37 * 29 - (88 - 70) * (59 - 40)
    assert shown.covered.covers(THERE.visible)
    assert (at(shown.rendered.pixels, THERE.visible) == at(export(frame, recipe()), THERE.visible)).all()
    asked.clear()
    assert finished(preview).complete
    assert all(r is not None and region.common(r, HERE.visible) is None for r in asked)


def test_a_drag_never_uncovers_what_was_seen_nor_writes_over_it(frame: Frame) -> None:
    """Edits, pans and rests that are broken off: every pixel is of some earlier recipe, and the visible ones are of
    this; what was handed out stays as it was."""
    preview, rng = Preview(Engine()), np.random.default_rng(5)
    shown = preview.show(frame, recipe(), FIT, Cancel())
    handed = [(shown, painted(shown))]
    for i in range(14):
        now = recipe(exposure__ev=0.1 * (i // 2 + 1))
        look = Look(None, Rect(int(rng.integers(0, W - 37)), int(rng.integers(0, H - 29)), 37, 29))
        shown = preview.show(frame, now, look, Cancel())
        assert (at(shown.rendered.pixels, look.visible) == at(export(frame, now), look.visible)).all()
        rest = preview.rest(Cancel())
        for _ in range(int(rng.integers(0, 3))):
            shown = next(rest, shown)
        assert len(shown.under) <= 2
        handed = [*handed[-2:], (shown, painted(shown))]
        assert (handed[-1][1][..., 3] == 255).all()
        for earlier, pixels in handed:
            assert (painted(earlier) == pixels).all()
    assert (finished(preview).rendered.pixels == export(frame, now)).all()


def test_a_rest_that_is_cancelled_leaves_what_was_finished(frame: Frame) -> None:
    preview, cancel = Preview(Engine()), Cancel()
    preview.show(frame, recipe(), HERE, Cancel())
    rest = preview.rest(cancel)
    next(rest)
    cancel.set()
    with pytest.raises(Cancelled):
        next(rest)
    assert (finished(preview).rendered.pixels == export(frame, recipe())).all()


def test_fit_finishes_the_picture_and_averages_it(frame: Frame) -> None:
    preview = Preview(Engine())
    preview.show(frame, recipe(), HERE, Cancel())
    shown = preview.show(frame, recipe(), FIT, Cancel())
    assert shown.complete
    assert shown.fitted is not None
    assert (shown.fitted == area_average(export(frame, recipe()), 30, 24)).all()
    assert preview.show(frame, recipe(), FIT, Cancel()).fitted is shown.fitted
    closer = preview.show(frame, recipe(), HERE, Cancel())
    assert closer.complete
    assert closer.rendered is shown.rendered


def test_another_file_s_pixels_are_never_under_this_one_s(frame: Frame) -> None:
    preview, other = Preview(Engine()), Frame.from_active(noisy_mosaic(W, H, 9), lively_facts(W, H))
    preview.show(frame, recipe(), FIT, Cancel())
    shown = preview.show(other, recipe(), HERE, Cancel())
    assert shown.under == ()
    assert shown.covered.rects == (HERE.visible,)


def test_the_pool_gives_the_same_bytes(frame: Frame) -> None:
    with ThreadPoolExecutor(2) as pool:
        preview = Preview(Engine(pool, 2, (16, 32)))
        preview.show(frame, recipe(), HERE, Cancel())
        assert (finished(preview).rendered.pixels == export(frame, recipe())).all()


# -- drafts


@pytest.mark.parametrize("look", [FIT, HERE])
def test_a_draft_only_when_the_last_exact_picture_took_longer_than_the_budget(frame: Frame, look: Look) -> None:
    preview = Preview(Engine())
    for i in range(3):  # of which the second tells what a picture costs that begins where this drag begins
        assert preview.draft(frame, recipe(exposure__ev=0.1 + 0.1 * i), look, Cancel()) is None
        preview.show(frame, recipe(exposure__ev=0.1 + 0.1 * i), look, Cancel())
    preview.budget_ms = 1e9
    assert preview.draft(frame, recipe(exposure__ev=0.5), look, Cancel()) is None
    preview.budget_ms = 0.0
    draft = preview.draft(frame, recipe(exposure__ev=0.5), look, Cancel())
    assert isinstance(draft, Draft)
    assert region.Region((draft.area,)).covers(look.visible)
    exact = preview.show(frame, recipe(exposure__ev=0.5), look, Cancel())
    assert (at(exact.rendered.pixels, look.visible) == at(export(frame, recipe(exposure__ev=0.5)), look.visible)).all()
    assert preview.draft(frame, recipe(exposure__ev=0.5), look, Cancel()) is None  # the exact one is at hand


def test_a_figure_falls_at_once_and_rises_by_half() -> None:
    costs, now = Costs(), recipe()
    assert costs.expected(now, None, False, 10) is None
    for ms, expected in ((800, 800), (100, 100), (300, 200)):
        costs.note(now, None, False, 10, ms)
        assert costs.expected(now, None, False, 10) == pytest.approx(expected)
    assert costs.expected(now, None, False, 20) == pytest.approx(400)
    assert costs.expected(recipe(sharpen__amount=0.9), None, False, 10) == pytest.approx(200)  # a knob's position
    assert costs.expected(recipe(sharpen__amount=0.0), None, False, 10) is None  # a stage less
    assert costs.expected(now, "sharpen", False, 10) is None
    assert costs.expected(now, None, True, 10) is None
