"""Pixel kernels: stages that work on one RGB pixel at a time say what happens to that pixel, and nothing else.

    @pixel
    def _pixel(r, g, b, gain): return gain * r, gain * g, gain * b

    @channel
    def _channel(v, gain): return gain * v

What follows the values are the numbers of the stage's plan, a float32 array of just that length. The loops over a tile
are written here, for each list of such kernels that stand next to each other: a row passes all of them in the innermost
cache, and short formulas of whole pixels even in registers, where a loop over the tile for each would take it to memory
and back (24 bytes a pixel and stage, 0.3 to 0.4 ms a megapixel). A formula of one channel gets a loop to itself: long
ones chained pixel by pixel (a division, then a root) leave the processor waiting, half as fast again at the worst.

A pixel that passes several kernels must get the bits it gets from one after the other. So they are compiled without any
fast-math rule, which could join a product at the end of one with a sum at the start of the next; `fma` says where
product and sum are rounded once.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from tuner.core.jit import LazyKernel, flags, lock, njit
from tuner.core.written import written

exact: dict[str, Any] = {name: value for name, value in flags.items() if name != "fastmath"}
"""How pixel kernels and the loops around them are compiled."""


class PixelKernel(LazyKernel):
    """A kernel of one pixel; called like any other kernel, it works on all pixels of a tile.

    Attributes
    ----------
    channels : how many values it takes and gives: 3, or 1 for a kernel that treats R, G and B alike
    numbers : how many numbers of the plan follow them
    """

    def __init__(self, py_func: Callable[..., Any], channels: int) -> None:
        super().__init__(py_func, exact)
        self.channels = channels
        self.numbers = len(inspect.signature(py_func).parameters) - channels
        self._loop: Callable[..., Any] | None = None

    @property
    def ready(self) -> bool:
        """Whether its loop was compiled or loaded in this process."""
        return bool(getattr(self._loop, "signatures", ()))

    def __call__(self, *args: Any) -> Any:
        return (self._loop or self.dispatcher())(*args)

    def of_pixel(self) -> Callable[..., Any]:
        """The numba dispatcher of the function of one pixel."""
        return super().dispatcher()

    def dispatcher(self) -> Callable[..., Any]:
        """The numba dispatcher of the loop, `run(src, out, plan, oy, ox)`."""
        with lock:
            if self._loop is None:
                self._loop = self._looped()
            return self._loop

    def _looped(self) -> Callable[..., Any]:
        try:
            text = HEAD + bound("k0", self, pixel=True) + loop("run", [("k0", "p0", self)], more="oy, ox")
            run: Callable[..., Any] = written(text).run
            return run
        except OSError:  # nowhere to write: compiled for this process only
            return _unwritten(self)


def pixel(py_func: Callable[..., Any]) -> PixelKernel:
    """Declare a pixel kernel (decorator)."""
    return PixelKernel(py_func, 3)


def channel(py_func: Callable[..., Any]) -> PixelKernel:
    """Declare a pixel kernel that treats the three channels alike: one value in, one out (decorator)."""
    return PixelKernel(py_func, 1)


def part(py_func: Callable[..., Any]) -> LazyKernel:
    """Declare what a pixel kernel of the same file calls, or what takes a pixel to its place (decorator)."""
    return LazyKernel(py_func, exact)


def of_pixel(module: str, name: str) -> Callable[..., Any]:
    """The compiled function of one pixel of that module and name."""
    found = getattr(importlib.import_module(module), name)
    assert isinstance(found, PixelKernel)
    return found.of_pixel()


# -- the text of loops: put together from registry names only

HEAD = '''"""Written by ISP Tuner: loops over tiles and pixels for one list of kernels. Safe to delete."""

import numpy as np

from tuner.core.intrinsics import made
from tuner.core.jit import dispatcher_of, flags, njit
from tuner.core.pixel import exact, of_pixel
from tuner.core.turns import draw

ticks = made("ticks")
N0, N1, N2 = np.uint64(0), np.uint64(1), np.uint64(2)  # unsigned, like all indices of pixels: nothing to wrap
'''

_PLANES = """

@njit(**exact)
def {name}(src, out, {plans}{more}):{above}
    m, k = np.uint64((src.shape[1] - out.shape[1] + above) // 2), np.uint64(above)
    w = np.uint64(out.shape[2])
    t = np.empty(({rows}, out.shape[2]), np.float32)
{numbers}
    for y in range(np.uint64(out.shape[1] - above)):
{loops}
"""

_WORDS = """

@njit(**exact)
def {name}(src, rest, more, out, sy, sx, h, width, first, down, right, {plans}):
    w = np.uint64(width)
    t = np.empty(({rows}, width), np.float32)
    scattered = np.empty(1 if right == 1 else width, np.uint32)
{numbers}
    for row in range(h):
        i, j = np.uint64(sy + row), np.uint64(sx)
        k, l = np.uint64(sy + row + more), np.uint64(sx + more)
        start = np.uint64(first + row * down)
        o, at = (out, start) if right == 1 else (scattered, N0)
{loops}
        if right != 1:
            for x in range(width):
                out[first + row * down + x * right] = scattered[x]
"""

Named = tuple[str, str, PixelKernel]
"""A kernel's and its plan's name in the text, and the kernel."""
Three = tuple[str, str, str]
"""Where R, G, B of pixel x stand in the text of a loop."""

_ROW: Three = ("t[N0, x]", "t[N1, x]", "t[N2, x]")


def bound(name: str, kernel: LazyKernel | Callable[..., Any], *, pixel: bool = False) -> str:
    """The line that gives a kernel, or its function of one pixel, a name in the text."""
    of = "of_pixel" if pixel else "dispatcher_of"
    return f"{name} = {of}({kernel.__module__!r}, {kernel.__name__!r})\n"


def loop(name: str, kernels: Sequence[Named], more: str = "", *, below: bool = False) -> str:
    """Loops that take every pixel of `src` through the kernels and into `out`, row by row.

    With `below`, `out` holds `above` rows at its top already (the argument before the plans): `src` is of those below.
    """
    src: Three = ("src[N0, y + m, x + m]", "src[N1, y + m, x + m]", "src[N2, y + m, x + m]")
    out: Three = ("out[N0, y + k, x]", "out[N1, y + k, x]", "out[N2, y + k, x]")
    loops = _loops(kernels, src, f"{', '.join(out)} = a, b, c", out)
    common = _common(name, kernels)
    common["plans"] = f"above, {common['plans']}" if below else common["plans"]
    above = "" if below else "\n    above = 0"
    return _PLANES.format(more=f", {more}" if more else "", above=above, loops=loops, **common)


def loop_to_words(name: str, kernels: Sequence[Named], kept: Sequence[int] = ()) -> str:
    """Loops that take the wanted part of `src` through the kernels and, as 4-byte pixels, into a flat picture.

    Planes `kept` are read from `rest`, which has `more` samples of margin more on every side.
    """
    a, b, c = (f"rest[N{p}, k, x + l]" if p in kept else f"src[N{p}, i, x + j]" for p in range(3))
    loops = _loops(kernels, (a, b, c), "o[at + x] = word(a, b, c)", None)
    return _WORDS.format(loops=loops, **_common(name, kernels))


def _common(name: str, kernels: Sequence[Named]) -> dict[str, Any]:
    lines = [
        f"    {_numbers(k, n)}, = {', '.join(f'{p}[{i}]' for i in range(n.numbers))},"
        for k, p, n in kernels
        if n.numbers
    ]
    rows = 3 if any(n.channels == 1 for _, _, n in kernels) else 1
    return {"name": name, "plans": ", ".join(p for _, p, _ in kernels), "numbers": "\n".join(lines), "rows": rows}


def _numbers(name: str, kernel: PixelKernel) -> str:
    return ", ".join(f"{name}_{i}" for i in range(kernel.numbers))


def _loops(kernels: Sequence[Named], src: Three, last: str, out: Three | None) -> str:
    """One loop over the row for neighbours that see whole pixels, and three for one that sees a channel at a time.

    What passes between loops stays in a row of pixels, in the innermost cache.
    """
    parts: list[list[Named]] = []
    for named in kernels:
        if parts and named[2].channels == parts[-1][-1][2].channels == 3:
            parts[-1].append(named)
        else:
            parts.append([named])
    if out is None and parts[-1][0][2].channels == 1:
        parts.append([])  # into words, a pixel is needed whole
    text = ""
    for n, part in enumerate(parts):
        end = n + 1 == len(parts)
        if part and part[0][2].channels == 1:
            k, _, kernel = part[0]
            to = out if end and out is not None else _ROW
            for o, s in zip(to, src, strict=True):
                text += f"        for x in range(w):\n            {o} = {k}({s}, {_numbers(k, kernel)})\n"
        else:
            text += f"        for x in range(w):\n            a, b, c = {', '.join(src)}\n"
            for k, _, kernel in part:
                text += f"            a, b, c = {k}(a, b, c, {_numbers(k, kernel)})\n"
            text += f"            {last if end else ', '.join(_ROW) + ' = a, b, c'}\n"
        src = _ROW
    return text


def _unwritten(kernel: PixelKernel) -> Callable[..., Any]:
    """The loop of one kernel without a file to cache it by."""
    from numba.np.unsafe.ndarray import to_fixed_tuple

    of, numbers = kernel.of_pixel(), kernel.numbers

    def whole(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
        m = (src.shape[1] - out.shape[1]) // 2
        p = to_fixed_tuple(plan, numbers)
        for y in range(out.shape[1]):
            for x in range(out.shape[2]):
                a, b, c = of(src[0, y + m, x + m], src[1, y + m, x + m], src[2, y + m, x + m], *p)
                out[0, y, x], out[1, y, x], out[2, y, x] = a, b, c

    def channels(src, out, plan, oy, ox):  # type: ignore[no-untyped-def]
        m = (src.shape[1] - out.shape[1]) // 2
        p = to_fixed_tuple(plan, numbers)
        for c in range(3):
            for y in range(out.shape[1]):
                for x in range(out.shape[2]):
                    out[c, y, x] = of(src[c, y + m, x + m], *p)

    return njit(**exact)(whole if kernel.channels == 3 else channels)
