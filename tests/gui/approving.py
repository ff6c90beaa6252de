"""Approved pictures of the window: how they are made, how far another may differ, and the page that shows where it does.

A picture is compared block by block. Rounding on another processor and antialiasing stay far below what a word that is
missing, a panel that moved or a picture of another colour does to the blocks it covers.
"""

from __future__ import annotations

import html
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.support import facts
from tuner.core.facts import Calibration, Facts
from tuner.files.dng_write import write_dng
from tuner.files.picture import read_picture, write_picture
from tuner.gui.launch import screenshot

APPROVED = Path(__file__).with_name("approved")
VIEWS = ("side", "wipe", "difference", "stages", "scopes")
SIZE = (1000, 640)
BLOCK = 16  # pixels a side
BLOCK_LIMIT = 8.0  # codes, mean absolute difference within a block
WHOLE_LIMIT = 0.5  # codes, of the whole picture
PROFILE = """schema = 1
name = "approved"

[exposure]
ev = -0.7

[color_adjust]
saturation = 1.6
"""
Rgb = NDArray[np.uint8]


def scene(width: int = 240, height: int = 180) -> NDArray[np.uint16]:
    """(height, width) uint16 RGGB: discs of five colours on a ramp, without noise; small when packed."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    rgb = np.stack([0.1 + 0.4 * x / width, 0.1 + 0.4 * x / width, 0.1 + 0.4 * x / width])
    for i, colour in enumerate(
        ((0.7, 0.1, 0.1), (0.1, 0.6, 0.15), (0.1, 0.15, 0.7), (0.7, 0.65, 0.1), (0.8, 0.8, 0.8))
    ):
        cx, cy, r = width * (0.16 + 0.17 * i), height * (0.35 + 0.3 * (i % 2)), height * 0.2
        edge = np.clip(r - np.hypot(x - cx, y - cy), 0, 1)
        rgb = rgb * (1 - edge) + np.array(colour)[:, None, None] * edge
    plane = np.array([[0, 1], [1, 2]])[(np.arange(height) % 2)[:, None], np.arange(width) % 2]
    gain = np.array([0.5, 1.0, 0.66])[:, None, None]
    return (64 + 3400 * np.take_along_axis(rgb * gain, plane[None], 0)[0]).astype(np.uint16)


def scene_facts(width: int = 240, height: int = 180) -> Facts:
    """Facts of a plain camera whose colours are known."""
    matrix = ((0.8, -0.2, -0.1), (-0.5, 1.3, 0.2), (-0.1, 0.3, 0.5))
    known = {"model": "Test", "iso": 100.0, "exposure_s": 0.01, "noise": ((2e-4, 1e-6),) * 4}
    return facts(width, height, calibrations=(Calibration(6504.0, matrix),), **known)


def picture_of(view: str, folder: Path) -> Path:
    """The window's picture of a view, as `tuner screenshot --view` writes it."""
    raw, profile, out = folder / "scene.dng", folder / "approved.toml", folder / f"{view}.png"
    if not raw.exists():
        write_dng(raw, scene(), scene_facts())
        profile.write_text(PROFILE)
    screenshot(raw, out, profile, SIZE, view)
    return out


def blocks(got: Rgb, want: Rgb) -> NDArray[np.float64]:
    """Mean absolute difference of each block, in codes; those at the right and bottom may be smaller."""
    apart = np.abs(got.astype(np.int16) - want).mean(axis=2)
    rows, columns = (np.arange(0, size, BLOCK) for size in apart.shape)
    sums = np.add.reduceat(np.add.reduceat(apart, rows, 0), columns, 1)
    counts = np.add.reduceat(np.add.reduceat(np.ones_like(apart), rows, 0), columns, 1)
    return np.asarray(sums / counts)


def fault(got: Rgb, want: Rgb) -> str:
    """In what they differ too much, as a sentence; "" if they do not."""
    if got.shape != want.shape:
        return f"it is {got.shape[1]} x {got.shape[0]}, approved is {want.shape[1]} x {want.shape[0]}"
    apart = blocks(got, want)
    row, column = np.unravel_index(int(apart.argmax()), apart.shape)
    if apart.max() > BLOCK_LIMIT:
        many = int((apart > BLOCK_LIMIT).sum())
        return f"{many} blocks differ, most at {column * BLOCK}, {row * BLOCK} by {apart.max():.1f} codes"
    mean = float(np.abs(got.astype(np.int16) - want).mean())
    return f"it differs by {mean:.2f} codes on average" if mean > WHOLE_LIMIT else ""


def write_page(folder: Path, view: str, got: Rgb, want: Rgb, words: str) -> Path:
    """An HTML page with both pictures side by side and their difference, amplified, below."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {"approved": want, "now": got}
    if got.shape == want.shape:
        apart = np.abs(got.astype(np.int16) - want) * 8
        pictures["difference x 8"] = np.minimum(apart, 255).astype(np.uint8)
    figures = ""
    for name, pixels in pictures.items():
        file = f"{view}_{name.split(' ')[0]}.png"
        write_picture(folder / file, np.ascontiguousarray(pixels), state=None)
        figures += f'<figure><img src="{file}"><figcaption>{html.escape(name)}</figcaption></figure>\n'
    style = "body{background:#3c3c3c;color:#dedede;font:14px sans-serif}figure{display:inline-block;margin:8px;width:47%}img{width:100%}"
    page = folder / f"{view}.html"
    page.write_text(
        f"<!doctype html><meta charset=utf-8><title>{view}</title><style>{style}</style>\n"
        f"<p>{html.escape(view)}: {html.escape(words)}. If it is meant: python scripts/approve_views.py</p>\n{figures}",
        encoding="utf-8",
    )
    return page


def approved(view: str) -> Rgb:
    """The approved picture, (h, w, 3) uint8."""
    return np.asarray(read_picture(APPROVED / f"{view}.png").pixels)
