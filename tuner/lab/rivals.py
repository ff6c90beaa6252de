"""Independent implementations that the score compares with; each None where its package is not installed.

A demosaic takes a balanced RGGB mosaic (h, w), 0..1, and the shot it came from, and gives (h, w, 3) on the same scale.
OpenCV counts in 8 or 16 bits: it is given codes, of which 8 bits are enough, where it takes no more.
"""

from __future__ import annotations

import contextlib
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tuner.core.display import LUMA
from tuner.core.transfer import coded, decoded
from tuner.files.dng_write import write_dng
from tuner.lab.shoot import Shot

Demosaic = Callable[[NDArray[np.float64], Shot], NDArray[np.float64]]
Denoise = Callable[[NDArray[np.float64], float], NDArray[np.float64]]
LIBRAW = ("LINEAR", "VNG", "PPG", "AHD", "DCB", "DHT", "AAHD")


def demosaics() -> dict[str, Demosaic | None]:
    """By name."""
    found: dict[str, Demosaic | None] = {
        "OpenCV EA": _opencv("COLOR_BayerBG2RGB_EA", 65535),
        "OpenCV VNG, 8 bit": _opencv("COLOR_BayerBG2RGB_VNG", 255),
        "colour-demosaicing Malvar": _colour_demosaicing("demosaicing_CFA_Bayer_Malvar2004"),
        "colour-demosaicing Menon": _colour_demosaicing("demosaicing_CFA_Bayer_Menon2007"),
    }
    return found | {f"LibRaw {name}": _libraw(name) for name in LIBRAW}


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Without what a package warns of while it is imported (optional parts of its own that are missing)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _opencv(name: str, most: int) -> Demosaic | None:
    try:
        import cv2
    except ImportError:
        return None

    def run(mosaic: NDArray[np.float64], shot: Shot) -> NDArray[np.float64]:
        light = np.clip(mosaic, 0, 1)
        codes = coded(light, "srgb") if most == 255 else light
        rgb = cv2.demosaicing(np.rint(codes * most).astype(np.uint8 if most == 255 else np.uint16), getattr(cv2, name))
        return decoded(rgb / most, "srgb") if most == 255 else np.asarray(rgb / most)

    return run


def _colour_demosaicing(name: str) -> Demosaic | None:
    try:
        with _quietly():
            import colour_demosaicing
    except ImportError:
        return None
    return lambda mosaic, shot: np.asarray(getattr(colour_demosaicing, name)(mosaic, "RGGB"), float)


def _libraw(name: str) -> Demosaic | None:
    """Through a real DNG, so that LibRaw scales and balances by the file's own tags."""
    import rawpy

    if not getattr(rawpy.DemosaicAlgorithm, name).isSupported:
        return None

    def run(mosaic: NDArray[np.float64], shot: Shot) -> NDArray[np.float64]:
        return libraw(shot, demosaic_algorithm=getattr(rawpy.DemosaicAlgorithm, name))

    return run


def libraw(shot: Shot, **options: Any) -> NDArray[np.float64]:
    """(h, w, 3) LibRaw's linear balanced camera RGB, or what the options say."""
    import rawpy

    settings = {
        "use_camera_wb": True, "no_auto_bright": True, "no_auto_scale": False, "gamma": (1, 1), "output_bps": 16,
        "output_color": rawpy.ColorSpace.raw, "user_flip": 0, "adjust_maximum_thr": 0.0,
    } | options  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shot.dng"
        write_dng(path, shot.mosaic, shot.facts)
        with rawpy.imread(str(path)) as raw:
            return np.asarray(raw.postprocess(**settings), float) / 65535


def denoisers() -> dict[str, Denoise | None]:
    """Of (h, w, 3) codes 0..1 with a standard deviation of noise, by name."""
    try:
        from skimage import restoration
    except ImportError:
        return {"scikit-image": None}
    return {
        "scikit-image non-local means": lambda p, s: restoration.denoise_nl_means(
            p, patch_size=5, patch_distance=6, h=0.6 * s, sigma=s, fast_mode=True, channel_axis=-1
        ),
        "scikit-image wavelets (PyWavelets)": _wavelets(restoration),
        "scikit-image total variation": lambda p, s: restoration.denoise_tv_chambolle(p, weight=s, channel_axis=-1),
    }


def _wavelets(restoration: Any) -> Denoise | None:
    """BayesShrink on luma and chroma."""
    try:
        import pywt  # noqa: F401  (scikit-image asks for it only when it is called)
    except ImportError:
        return None
    return lambda p, s: np.asarray(
        restoration.denoise_wavelet(p, sigma=s, convert2ycbcr=True, rescale_sigma=True, channel_axis=-1)
    )


def unsharp() -> Callable[[NDArray[np.float64], float, float], NDArray[np.float64]] | None:
    """(codes, radius, amount) -> codes; the luma's detail is added to all three, as our sharpen does."""
    try:
        from skimage import filters
    except ImportError:
        return None

    def run(picture: NDArray[np.float64], radius: float, amount: float) -> NDArray[np.float64]:
        y = picture @ np.array(LUMA["709"])
        more = filters.unsharp_mask(y, radius=radius, amount=amount, preserve_range=True) - y
        return np.asarray(picture + more[..., None])

    return run
