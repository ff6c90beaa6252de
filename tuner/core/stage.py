"""A stage: one step of the line, declared in one file of `tuner/stages/`.

The engine asks a stage four things, in this order, once per render:

1. `resolve(params, context)`: the same parameters with every knob that the file (or another knob) decides filled in,
   so that `source = "file"` still shows, and embeds, the numbers in force;
2. `prepare(resolved, context)`: the plan, i.e. all that the kernel needs (look-up tables, taps, scalars) as float32
   arrays (C-contiguous, of the same types every time), or None when on this file the stage has nothing to do;
3. `carry(resolved, context)`: the context for the stages behind it (saturation after the gains, primaries, ...);
4. `run(src, out, plan, oy, ox)`: the kernel, once per tile.

`run` reads `src` and fills `out`, both C-contiguous float32 planes (planes, rows, columns). `src` is larger than the
area `out` covers by the same halo r on every side, in samples of the input grid; the kernel finds it from the shapes:
r = (src.shape[1] - out.shape[1]) // 2 where the grids are the same. r is at least `halo(params)` and may be larger.
`oy, ox` is the grid position (see `domain`) of src[:, 0, 0], in samples of the input grid. For a stage that reads
SENSOR, `src` is the whole padded uint16 mosaic and `oy, ox` the position in it of the first sample of `out`.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from tuner.core.domain import UNIT, Domain
from tuner.core.facts import Facts, Four, Three
from tuner.core.jit import LazyKernel
from tuner.core.kept import pass_on
from tuner.core.param import Param, StageParams, Value, params_of
from tuner.core.survey import Survey

Filters = Literal["any", "colour", "none"]
"""Sensors that a stage serves: all, those with colour filters, or those without."""

Kernel = LazyKernel | Callable[..., None]
Plan = Any  # a float32 array or a tuple of arrays: whatever numba takes as one argument


@dataclass(frozen=True)
class Context:
    """What a stage may know beside its own parameters: the file's facts, and what earlier stages hand on.

    `saturation` starts in DN and travels through black level, shading and white balance; the rest starts as named.
    """

    facts: Facts
    saturation: Four  # level at which each of R, Gr, Gb, B clips, in the units of the current domain
    gains: Three = (1.0, 1.0, 1.0)  # white balance in force, smallest gain 1
    exposure: float = 0.0  # EV applied so far
    primaries: str = "rec709"
    transfer: str = "srgb"
    standard: str = "709"  # luma weights of YCC
    survey: Survey | None = None  # the picture in small; only in `prepare`, and only of a stage that declares it

    @classmethod
    def of(cls, facts: Facts) -> Context:
        """The context in front of the first stage."""
        return cls(facts, facts.saturation)


def _same(params: Any, context: Context) -> Any:
    return params


def _unchanged(params: Any, context: Context) -> Context:
    return context


def _no_halo(params: Any) -> int:
    return 0


@dataclass(frozen=True, kw_only=True, eq=False)
class Stage:
    """The declaration of a stage. Everything a user sees of it is derived from this object.

    `run` is the kernel, or a function from the parameters to the kernel where a choice selects between several
    (mark it with `choose`).
    """

    name: str
    title: str
    params: type[StageParams]
    reads: Domain
    writes: Domain
    prepare: Callable[[Any, Context], Plan]
    run: Kernel | Mapping[str, Kernel]
    after: str | None = None  # the stage it follows; None for the first
    before: str | None = None
    choose: Callable[[Any], str] | None = None  # with a mapping of kernels: which one these parameters use
    halo: Callable[[Any], int] = _no_halo
    align: int = 1
    keeps: tuple[int, ...] = ()  # planes of RGB or YCC that stay as they are: `run` need not write them
    neutral: Mapping[str, Value] | None = None  # parameters at which the stage is the identity
    enabled: bool = True  # default position of the switch
    filters: Filters = "any"  # the sensors it serves; on others the line runs as if the stage were not there
    survey: bool = False  # `prepare` reads context.survey; the kernel may then depend on the position behind demosaic
    version: int = 1
    resolve: Callable[[Any, Context], Any] = _same
    carry: Callable[[Any, Context], Context] = _unchanged
    # of a denoiser: (parameters, context in front of it, (planes, ...) values) -> (planes, ...) the difference of two
    # samples from which it takes them for detail; infinite in planes that it leaves alone
    reach: Callable[[Any, Context, Any], Any] | None = None
    module: str = field(default_factory=lambda: sys._getframe(2).f_globals["__name__"])

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.name):
            raise ValueError(f"stage name '{self.name}': lower-case words joined by _")
        if "enabled" in self.params.model_fields:
            raise ValueError(f"{self.name}: 'enabled' is reserved for the stage's switch")
        if (UNIT // 2) % self.align:
            raise ValueError(f"{self.name}: align {self.align} does not divide {UNIT // 2}")
        if isinstance(self.run, Mapping) != (self.choose is not None):
            raise ValueError(f"{self.name}: several kernels need `choose`, and only they")
        if self.neutral is None and self.switchable:
            raise ValueError(f"{self.name}: a stage that keeps its domain states its neutral parameters")
        params_of(self.params)

    @property
    def switchable(self) -> bool:
        """Whether the stage can be turned off: only if its input is also a valid output."""
        return self.reads is self.writes

    def serves(self, facts: Facts) -> bool:
        """Whether the stage is part of the line for such a sensor."""
        return self.filters == "any" or (self.filters == "none") == facts.mono

    @property
    def doc(self) -> str:
        """The module's docstring: what the stage does, its formula and source."""
        return inspect.cleandoc(sys.modules[self.module].__doc__ or "")

    @property
    def source(self) -> str:
        """The citation: the paragraph of the docstring that begins with `Source:`."""
        match = re.search(r"^Source:\s*(.+?)(?:\n\s*\n|\Z)", self.doc, re.S | re.M)
        return " ".join(match.group(1).split()) if match else ""

    def kernel(self, params: StageParams) -> Kernel:
        """The kernel these parameters run."""
        if isinstance(self.run, Mapping):
            assert self.choose is not None
            return self.run[self.choose(params)]
        return self.run

    def fill(self, params: StageParams, src: Any, out: Any, plan: Plan, oy: int, ox: int) -> None:
        """All of `out`: the kernel, and the planes that the stage keeps."""
        self.kernel(params)(src, out, plan, oy, ox)
        self.carry_over(src, out)

    def carry_over(self, src: Any, out: Any) -> None:
        """The planes that the stage keeps, into `out`."""
        for plane in self.keeps:
            pass_on(src, out, plane)

    @property
    def kernels(self) -> tuple[Kernel, ...]:
        """Every kernel the stage may run."""
        return tuple(self.run.values()) if isinstance(self.run, Mapping) else (self.run,)

    def is_neutral(self, params: StageParams) -> bool:
        """Whether these parameters make the stage the identity, so that the engine may skip it."""
        return self.neutral is not None and all(getattr(params, k) == v for k, v in self.neutral.items())

    def param(self, name: str) -> Param:
        """The parameter of that name; KeyError when there is none."""
        return next((p for p in params_of(self.params) if p.name == name), None) or _missing(name)


def _missing(name: str) -> Param:
    raise KeyError(name)
