"""Noise reduction over ISO: how much nearer to the truth a picture comes, how much noise and how much texture is left.

The truth is the same line on the same frame without noise and without noise reduction. Texture kept is the part of the
truth's fine detail that is found in the result, by correlation, so that noise does not count as texture.

Source: Kirk, Herzer, Artmann, Kunz (2014), Description of texture loss using the dead leaves target: current issues and a
new intrinsic approach, Proc. SPIE 9023 (correlation with the truth in place of power).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.display import LUMA
from tuner.lab.bench import Bench, Picture, Row, inner, psnr
from tuner.lab.rivals import denoisers
from tuner.stages.luma_denoise import Params

ISOS = (100.0, 400.0, 1600.0, 6400.0, 12800.0)
DENOISERS = ("raw_denoise", "luma_denoise", "chroma_denoise")
SHOT: dict[str, Any] = {"camera": "phone", "blur": 0.5, "width": 768, "height": 576}
DETAIL = 2.0  # pixels: what is finer than a Gaussian of this counts as texture
ALL_ON = {f"{name}.enabled": True for name in DENOISERS}
LEFT_OUT = ("sharpen", "local_contrast", "local_tone")


def ladder(bench: Bench, isos: tuple[float, ...] = ISOS) -> list[Row]:
    """PSNR and texture kept on dead leaves, and noise on a flat grey, at each ISO."""
    rows: list[Row] = []
    rivals = bench.rivals(dict(denoisers()))
    for iso in isos:
        scene = f"ISO {iso:g}"
        truth = bench.render(bench.shot(chart="leaves", iso=iso, noise=False, **SHOT), off=(*DENOISERS, *LEFT_OUT))
        leaves = bench.shot(chart="leaves", iso=iso, **SHOT)
        flat = bench.shot(chart="flat", iso=iso, level=0.2, **SHOT)
        plain, even = (bench.render(s, off=(*DENOISERS, *LEFT_OUT)) for s in (leaves, flat))
        # what a denoiser is told: the noise of the flat grey, as a user would measure it
        sigma = spread(even)
        behind = bench.render(flat, {"raw_denoise.enabled": True}, off=("luma_denoise", "chroma_denoise", *LEFT_OUT))
        found = {"no noise reduction": (plain, even)}
        found["ours, default profile"] = (bench.render(leaves, off=LEFT_OUT), bench.render(flat, off=LEFT_OUT))
        alone = {**{f"{name}.enabled": False for name in DENOISERS}, "raw_denoise.enabled": True}
        for name, changes in (
            ("ours, raw_denoise alone", alone),
            ("ours, all three on", ALL_ON),
            ("ours, all on, nlm told luma's noise", tuned(luma_noise(behind))),
            ("ours, all on, nlm told the channels' noise", tuned(spread(behind))),
        ):
            found[name] = (bench.render(leaves, changes, off=LEFT_OUT), bench.render(flat, changes, off=LEFT_OUT))
        found |= {name: (run(plain, sigma), run(even, sigma)) for name, run in rivals.items()}
        for name, (picture, grey) in found.items():
            rows.append(Row(name, scene, "PSNR", psnr(np.clip(picture, 0, 1), np.clip(truth, 0, 1)), "dB", 1))
            rows.append(Row(name, scene, "noise", spread(grey) * 255, "codes"))
            rows.append(Row(name, scene, "texture", texture_kept(picture, truth)))
    return rows


def spread(flat: Picture) -> float:
    """Standard deviation of a flat picture, the mean of the channels'."""
    return float(inner(flat).std(axis=(0, 1)).mean())


def luma_noise(flat: Picture) -> float:
    """The stage's `noise` for a flat picture: luma's standard deviation, less what `shadows` adds at this level.

    Luma is mostly green, so that it has little more than half of what the three channels have on the mean.
    """
    luma = inner(flat) @ np.array(LUMA["709"])
    return float(luma.std() / (1 + Params().shadows * (1 - luma.mean()) ** 2))


def tuned(sigma: float) -> dict[str, object]:
    """Our line with non-local means told a noise."""
    return {
        **ALL_ON,
        "luma_denoise.method": "nlm",
        "luma_denoise.noise": min(max(sigma, 0.001), 0.2),
        "luma_denoise.strength": 1.0,
    }


def texture_kept(picture: Picture, truth: Picture) -> float:
    """The truth's fine detail found in the picture, 1 when all of it is."""
    a, b = (fine(p) for p in (picture, truth))
    return float((a * b).sum() / (b * b).sum())


def fine(picture: Picture) -> NDArray[np.float64]:
    """Luma finer than the blur, without the border."""
    from scipy.ndimage import gaussian_filter

    y = picture @ np.array(LUMA["709"])
    return inner(y - gaussian_filter(y, DETAIL))
