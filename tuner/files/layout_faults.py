"""What is wrong with a dump's layout, and the ways out: flags on the command line, fields of the dialog in the window.

A way out names in braces what a user sets or sees, `{bits}`; whoever shows it knows what that is called there.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tuner.files.errors import FileError

FLAGS: Mapping[str, str] = {
    "width": "--width",
    "height": "--height",
    "cfa": "--cfa",
    "bits": "--raw-bits",  # which `render` takes for no other
    "packing": "--packing",
    "stride": "--stride",
    "offset": "--offset",
    "black": "--black",
    "white": "--white",
    "look": "see what 'tuner guess' finds",
    "there": "by flags",
    "omit": "leave it out",
}
"""What the command line calls the words in braces."""

CORRECT = "correct the layout, or {look}"
COPY_OR_CORRECT = "copy it again, or correct the layout, or {look}"
SIZE_OF_FRAME = "give {offset}, {stride} or {height}, or {look}"
SIZE_OF_FILE = "give {width}, {height}, {packing} and, for a header, {offset}"
GEOMETRY = "give {width}, {height}, {cfa} and {packing}"
MISSING = "give {missing}, or {look}"
WIDER = "give {bits} {least} or another {packing} (byte order, alignment)"
OTHER_BITS = "give {bits} {held} or another {packing}"
LONGER_ROWS = "give {stride} {least} or more, or {omit}"
WHITE_OR_BITS = "correct {white} or {bits}"
BLACK_OR_WHITE = "correct {black} or {white}"
ONE_BLACK = "give {black} as one number"
ANY_LAYOUT = "give its layout"
SIDECAR = "correct the sidecar, or delete it and give the layout {there}"
WAYS_OUT = (
    CORRECT, COPY_OR_CORRECT, SIZE_OF_FRAME, SIZE_OF_FILE, GEOMETRY, MISSING, WIDER, OTHER_BITS, LONGER_ROWS, WHITE_OR_BITS,
    BLACK_OR_WHITE, ONE_BLACK, ANY_LAYOUT, SIDECAR,
)  # fmt: skip


class LayoutFault(FileError):
    """A dump cannot be read for what is said, or not said, of its layout; `str()` speaks of flags.

    Parameters
    ----------
    form : the way out, one of `WAYS_OUT`
    known : what else stands in braces; a tuple is of words that are in braces elsewhere
    """

    def __init__(self, path: Path | str, fault: str, form: str, **known: object) -> None:
        self.form, self.known = form, known
        super().__init__(path, fault, self.worded(FLAGS))

    def worded(self, words: Mapping[str, str], form: str = "") -> str:
        """The way out.

        Parameters
        ----------
        words : what the words in braces are called there
        form : a translation of `self.form`
        """
        known = {k: ", ".join(words[w] for w in v) if isinstance(v, tuple) else v for k, v in self.known.items()}
        return (form or self.form).format(**words, **known)

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), self.path, self.fault, self.form, self.known)


def _again(kind: type[LayoutFault], path: Path, fault: str, form: str, known: dict[str, object]) -> LayoutFault:
    return kind(path, fault, form, **known)


class WrongLayout(LayoutFault):
    """A dump that is not of the layout it is said to have, or of one that contradicts itself."""


class UnknownLayout(LayoutFault):
    """A dump of which not all is known, and nothing may be guessed."""
