"""The stages: one file each, found by their files' being here. Nothing else belongs in this package.

Adding a file with a `STAGE` is all it takes; a file without one raises at import.
"""

from __future__ import annotations

import importlib
import pkgutil

from tuner.core.rack import Rack, RackError
from tuner.core.stage import Stage


def _found() -> list[Stage]:
    stages = []
    for entry in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{entry.name}")
        stage = getattr(module, "STAGE", None)
        if not isinstance(stage, Stage) or stage.name != entry.name:
            raise RackError(f"tuner/stages/{entry.name}.py must define STAGE with name '{entry.name}'")
        stages.append(stage)
    return stages


RACK = Rack(_found())
"""The line: every stage in order."""
