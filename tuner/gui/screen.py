"""The screen's colours: sRGB, or an ICC profile the user names; applied when a picture is painted, never before.

The buffers the probe, the scopes and the export read keep the picture's own codes. A picture of the screen's own
colours is painted as it is.

Source: ICC.1:2022, Image technology colour management.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColorSpace, QColorTransform

from tuner.files.errors import FileError
from tuner.files.icc import icc_profile

if TYPE_CHECKING:
    from tuner.app.sources import Still

MAX_BYTES = 16 << 20


@dataclass(frozen=True, eq=False)
class Screen:
    """Where pictures are painted: its name for the status line, and its colours (None is sRGB)."""

    name: str = "sRGB"
    space: QColorSpace | None = None

    def transform(self, primaries: str, transfer: str) -> QColorTransform | None:
        """From a picture's colours to the screen's; None when they are the same."""
        if self.space is None and (primaries, transfer) == ("rec709", "srgb"):
            return None
        picture = QColorSpace.fromIccProfile(QByteArray(icc_profile(primaries, transfer)))
        return picture.transformationToColorSpace(self.space or QColorSpace(QColorSpace.NamedColorSpace.SRgb))

    def of_still(self, still: Still) -> QColorTransform | None:
        """From a still's colours, or the profile of its file, to the screen's; None when they are the same."""
        if still.colours is not None:
            return self.transform(*still.colours)
        space = QColorSpace.fromIccProfile(QByteArray(still.icc or b""))
        srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
        return space.transformationToColorSpace(self.space or srgb) if space.isValid() else None


def load_screen(path: Path) -> Screen:
    """The screen an ICC file describes.

    Raises
    ------
    FileError : it cannot be read, or is no profile of an RGB screen that can be used
    """
    from tuner.files.atomic import read_limited

    data = read_limited(path, MAX_BYTES, "a display profile")
    space = QColorSpace.fromIccProfile(QByteArray(data))
    if not space.isValid() or not space.isValidTarget() or space.colorModel() != QColorSpace.ColorModel.Rgb:
        raise FileError(path, "it is not an ICC profile of an RGB display that can be used", "choose another file")
    return Screen(path.stem, space)
