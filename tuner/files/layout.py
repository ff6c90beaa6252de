"""The layout of a bare sensor dump: what its bytes do not say of themselves.

Every field may come from four places, the first that knows it wins: flags, a TOML sidecar beside the dump, the file's
name (both in `layout_told`), and at last the guesser (`guess`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from tuner.core.facts import Facts, Four
from tuner.core.frame import CFA_PATTERNS
from tuner.files import layout_faults as faults
from tuner.files.errors import one_line
from tuner.files.layout_faults import UnknownLayout, WrongLayout
from tuner.files.packing import DEPTHS, PACKINGS

MAX_SIDE = 1 << 16
MAX_OFFSET = 1 << 31
QUAD = "QUAD-"
CFAS = (*CFA_PATTERNS, *(QUAD + cfa for cfa in CFA_PATTERNS), "MONO")
"""Filter arrays a dump may have, as flags and sidecars name them."""


def _known_cfa(name: str) -> str:
    found = name.upper().replace("_", "-")
    if found in CFAS:
        return found
    if any(letter in found for letter in ("W", "I")) and re.fullmatch(r"(RGB-?W|RGB-?IR|[RGBWCI]{4})", found):
        raise ValueError(
            f"a sensor with white or infrared filters ({found}) is not supported, only {', '.join(CFAS)} are"
        )
    raise ValueError(f"'{name}' is not one of {', '.join(CFAS)}")


def _known_packing(name: str) -> str:
    if name not in PACKINGS:
        raise ValueError(f"'{name}' is not one of {', '.join(PACKINGS)}")
    return name


def _known_bits(bits: int) -> int:
    if bits not in DEPTHS:
        raise ValueError(f"{bits} is not one of {', '.join(map(str, DEPTHS))}")
    return bits


def _levels(value: Any) -> Any:
    """One level stands for all four planes."""
    return (value,) * 4 if isinstance(value, int | float) else tuple(value) if isinstance(value, list) else value


Level = Annotated[float, Field(ge=0, le=65535)]
Gain = Annotated[float, Field(gt=0, le=64)]


class Given(BaseModel):
    """What is known of a dump; None is what is not."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    width: Annotated[int, Field(ge=2, le=MAX_SIDE)] | None = None
    height: Annotated[int, Field(ge=2, le=MAX_SIDE)] | None = None
    cfa: Annotated[str, AfterValidator(_known_cfa)] | None = None
    bits: Annotated[int, AfterValidator(_known_bits)] | None = None
    packing: Annotated[str, AfterValidator(_known_packing)] | None = None
    stride: Annotated[int, Field(ge=1, le=1 << 24)] | None = None
    offset: Annotated[int, Field(ge=0, le=MAX_OFFSET)] | None = None
    black: Annotated[tuple[Level, Level, Level, Level], BeforeValidator(_levels)] | None = None
    white: Annotated[float, Field(ge=1, le=65535)] | None = None
    wb: Annotated[tuple[Gain, Gain, Gain], Field(strict=False)] | None = None
    orientation: Annotated[int, Field(ge=1, le=8)] | None = None
    iso: Annotated[float, Field(gt=0, le=1e8)] | None = None
    exposure_s: Annotated[float, Field(gt=0, le=1e6)] | None = None
    make: Annotated[str, Field(max_length=80)] | None = None
    model: Annotated[str, Field(max_length=80)] | None = None

    @property
    def stated(self) -> dict[str, Any]:
        """The fields that are known."""
        return self.model_dump(exclude_none=True)

    @property
    def missing(self) -> tuple[str, ...]:
        """What is needed for pixels, and neither known nor following from what is."""
        full = self.with_defaults()
        return tuple(name for name in ("width", "height", "cfa", "packing", "bits") if getattr(full, name) is None)

    def over(self, other: Given) -> Given:
        """These facts, and the other's where these say nothing."""
        return Given(**(other.stated | self.stated))

    def with_defaults(self) -> Given:
        """What follows from the rest: a packing's bits, the packing that only these bits have, no offset."""
        known = self.stated
        if self.bits is None and self.packing is not None and PACKINGS[self.packing].bits:
            known["bits"] = PACKINGS[self.packing].bits
        if self.packing is None and self.bits == 16:
            known["packing"] = "u16"
        return Given(**known)

    def layout(self, path: Path) -> Layout:
        """The complete layout, if the fields agree with each other.

        Raises
        ------
        UnknownLayout : a field is missing
        WrongLayout : bits the packing cannot hold, a stride shorter than a row, white at or below black or beyond the
            bits, several black levels without filters
        """
        full = self.with_defaults()
        width, height, cfa, packing, bits = full.width, full.height, full.cfa, full.packing, full.bits
        if width is None or height is None or cfa is None or packing is None or bits is None:
            raise UnknownLayout(
                path, "is a sensor dump whose layout is not known", faults.MISSING, missing=full.missing
            )
        chosen = PACKINGS[packing]
        if not chosen.fits(bits):
            fault = f"{packing} holds {chosen.bits} bits a sample, not {bits}"
            raise WrongLayout(path, fault, faults.OTHER_BITS, held=chosen.bits)
        least = chosen.row_bytes(width)
        if full.stride is not None and full.stride < least:
            fault = f"a row of {width} samples in {packing} takes {least} bytes, more than the stride {full.stride}"
            raise WrongLayout(path, fault, faults.LONGER_ROWS, least=least)
        most = 2.0**bits - 1
        black: Four = full.black or (0.0,) * 4
        white = most if full.white is None else full.white
        if white > most:
            raise WrongLayout(path, f"white level {white:g} does not fit in {bits} bits", faults.WHITE_OR_BITS)
        if cfa == "MONO" and len(set(black)) > 1:
            levels = ", ".join(f"{level:g}" for level in black)
            raise WrongLayout(path, f"has no filters, so it has one black level, not {levels}", faults.ONE_BLACK)
        if max(black) >= white:
            fault = f"black level {max(black):g} is not below white, {white:g}"
            raise WrongLayout(path, fault, faults.BLACK_OR_WHITE)
        stride, offset = full.stride or least, full.offset or 0
        return Layout(width, height, cfa, packing, bits, stride, offset, black, white, full)

    @property
    def words(self) -> str:
        """On one line, as it is told to people: '1920 x 1080 BGGR, 10 bit mipi10, black 64, white 1023'."""
        parts = [f"{self.width or '?'} x {self.height or '?'} {self.cfa or ''}".strip()]
        parts.append(f"{self.bits or '?'} bit {self.packing or ''}".strip())
        parts += [f"stride {self.stride}"] if self.stride else []
        parts += [f"offset {self.offset}"] if self.offset else []
        if self.black is not None:
            parts.append("black " + (" ".join(f"{b:g}" for b in dict.fromkeys(self.black))))
        parts += [f"white {self.white:g}"] if self.white is not None else []
        return ", ".join(parts)


@dataclass(frozen=True)
class Layout:
    """A complete layout; `told` holds what else is known of the shot."""

    width: int
    height: int
    cfa: str
    packing: str
    bits: int
    stride: int
    offset: int
    black: Four
    white: float
    told: Given

    @property
    def row_bytes(self) -> int:
        """Bytes of a row without padding."""
        return PACKINGS[self.packing].row_bytes(self.width)

    @property
    def size(self) -> int:
        """Bytes of one frame, without what stands in front of the first."""
        return self.stride * self.height

    def facts(self, notices: tuple[str, ...] = ()) -> Facts:
        """The facts of a frame."""
        told, wb = self.told, None
        if told.wb is not None and self.cfa != "MONO":
            red, green, blue = told.wb
            wb = (red / green, 1.0, blue / green)
        return Facts(
            width=self.width, height=self.height, cfa=letters(self.cfa), black=self.black, white=self.white,
            saturation=(self.white,) * 4, raw_width=self.width, raw_height=self.height, bits=self.bits,
            orientation=told.orientation or 1, camera_gains=wb, iso=told.iso, exposure_s=told.exposure_s,
            make=told.make or "", model=told.model or "", notices=notices,
        )  # fmt: skip


def letters(cfa: str) -> str:
    """A filter array's name as `Facts.cfa` has it: 4 letters, 16 of a quad-Bayer array, "M" without filters."""
    if cfa == "MONO":
        return "M"
    if cfa.startswith(QUAD):
        doubled = "".join(2 * colour for colour in cfa.removeprefix(QUAD))
        return 2 * doubled[:4] + 2 * doubled[4:]
    return cfa


def name_of(cfa: str) -> str:
    """The name of a filter array, of which `letters` makes the letters.

    Raises
    ------
    ValueError : no dump has such an array
    """
    return next((name for name in CFAS if letters(name) == cfa), "") or _known_cfa(cfa)


def given(values: Mapping[str, Any]) -> Given:
    """A layout from plain values.

    Raises
    ------
    ValueError : one sentence that names the field
    """
    try:
        return Given(**values)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = str(first["loc"][0]) if first["loc"] else "a value"
        raise ValueError(one_line(f"{where}: {_fault(where, values.get(where), first)}")[:300]) from None
    except TypeError as error:  # keys that are no names
        raise ValueError(one_line(str(error))[:200]) from None


def _fault(name: str, value: Any, found: Any) -> str:
    """What is wrong with a value, in words that name it."""
    message = str(found["msg"])
    if found["type"] == "extra_forbidden":
        return f"not a known word, as are {', '.join(Given.model_fields)}"
    if found["type"] == "value_error":
        return message.removeprefix("Value error, ")
    if name in _COUNTS and found["type"] in ("missing", "too_long", "tuple_type"):
        return f"{value} is not {_COUNTS[name]}"
    return f"{value} does not fit: {message.replace('Input should', 'it should')}"


_COUNTS = {"black": "one level, or four, of R, Gr, Gb, B", "wb": "three gains, of R, G, B"}
