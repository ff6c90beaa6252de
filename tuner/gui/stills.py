"""What is kept of a picture that stands still, and what it is called in the language in force."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tuner.app.snapshots import Snapshots
from tuner.app.sources import Source, Still
from tuner.core.engine import Cancel
from tuner.core.rack import Rack
from tuner.gui.language import heading, say, stage_title, tr

Size = tuple[int, int]
Make = Callable[[Cancel], Still]
Task = tuple[Source, Hashable, Make]
"""Which still, what it is made of, and how."""


@dataclass(frozen=True, eq=False)
class Made:
    """A still, what it was made of, and its average at one size."""

    token: Hashable
    still: Still
    fitted: NDArray[np.uint8] | None
    size: Size | None


def source_title(source: Source, rack: Rack, snapshots: Snapshots) -> str:
    """The name of a source, before it is made."""
    if source.kind == "snapshot":
        title = snapshots[source.name].title if source.name in snapshots else source.name
        return say("Snapshot {name}", name=title)
    if source.kind in ("stage", "change"):
        title = stage_title(rack[source.name])
        if source.kind == "stage":
            return say("After {stage}", stage=title)
        return say("What {stage} changes", stage=title)
    if source.kind in ("profile", "picture"):
        return Path(source.name).name
    known = {"baseline": tr("captions", "Baseline"), "raw": heading("Raw"), "processed": heading("Processed")}
    signed = {"signed": tr("captions", "Signed difference"), "de2000": "DE2000"}.get(source.name)
    return known.get(source.kind, signed or heading("Difference"))
