"""Difference pictures against plain NumPy and colour-science."""

from __future__ import annotations

import warnings
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from tuner.compare.encoding import named, srgb
from tuner.compare.heat import colours, position
from tuner.compare.maps import KINDS, delta_e_codes, difference
from tuner.core.transfer import coded


@pytest.fixture
def pair() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    a = rng.integers(0, 256, (53, 41, 4), dtype=np.uint8)
    return a, np.clip(a.astype(int) + rng.integers(-20, 21, a.shape), 0, 255).astype(np.uint8)


@pytest.mark.parametrize("gain", [1, 8, 255])
def test_absolute_and_signed_are_their_formulas(pair: tuple[np.ndarray, np.ndarray], gain: int) -> None:
    a, b = pair
    d = a[..., :3].astype(int) - b[..., :3]
    np.testing.assert_array_equal(difference(a, b, "absolute", gain)[..., :3], np.clip(abs(d) * gain, 0, 255))
    np.testing.assert_array_equal(difference(a, b, "signed", gain)[..., :3], np.clip(128 + d * gain, 0, 255))


def test_de2000_is_colour_sciences(pair: tuple[np.ndarray, np.ndarray]) -> None:
    with warnings.catch_warnings():  # it warns of the plotting library it misses
        warnings.simplefilter("ignore")
        import colour

    a, b = pair
    white = colour.CCS_ILLUMINANTS["CIE 1931 2 Degree Standard Observer"]["D65"]
    labs = [colour.XYZ_to_Lab(colour.sRGB_to_XYZ(p[..., 2::-1] / 255), white) for p in (a, b)]
    expected = colour.delta_E(*labs, method="CIE 2000")
    np.testing.assert_allclose(delta_e_codes(a, b, (srgb(), srgb())), expected, atol=0.02)
    shown = difference(a, b, "de2000")
    levels = np.rint(position(delta_e_codes(a, b, (srgb(), srgb()))) * 255).astype(int)
    np.testing.assert_array_equal(shown[..., 2::-1], colours()[levels])


def test_one_colour_in_two_encodings_does_not_differ() -> None:
    """Greys coded by sRGB and by a gamma curve of 2.2, each at the same light."""
    light = np.linspace(0.05, 1, 40)
    one, two = [
        np.repeat(np.rint(coded(light, curve) * 255).astype(np.uint8)[None, :, None], 4, axis=2)
        for curve in ("srgb", "rec709")
    ]
    assert delta_e_codes(one, two, (srgb(), named("rec709", "rec709"))).max() < 0.5
    assert delta_e_codes(one, two, (srgb(), srgb())).max() > 2


@pytest.mark.parametrize("kind", KINDS)
def test_equal_is_dark_or_grey_and_threads_change_nothing(kind: str, pair: tuple[np.ndarray, np.ndarray]) -> None:
    a, b = pair
    same = difference(a, a, kind)  # type: ignore[arg-type]
    flat = {"absolute": 0, "signed": 128}.get(kind)
    expected = np.array([flat] * 3) if flat is not None else colours()[0][::-1]
    assert (same[..., :3] == expected).all()
    with ThreadPoolExecutor(2) as pool:
        shared = difference(a, b, kind, executor=pool, workers=2)  # type: ignore[arg-type]
    np.testing.assert_array_equal(shared, difference(a, b, kind))  # type: ignore[arg-type]
    assert (shared[..., 3] == 255).all()


def test_what_cannot_be_subtracted_is_refused(pair: tuple[np.ndarray, np.ndarray]) -> None:
    with pytest.raises(ValueError, match="cannot be subtracted"):
        difference(pair[0], pair[1][1:], "absolute")
    with pytest.raises(ValueError, match="1 or more"):
        difference(*pair, "absolute", 0)
