"""The stages' folder: what holds for its files rather than for the pixels."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tuner.stages import RACK

ROOT = Path(__file__).resolve().parents[2]


def test_every_stage_has_its_file_and_every_file_its_tests() -> None:
    """`tuner/stages/NAME.py` declares the stage NAME and `tests/stages/test_NAME.py` tests it."""
    files = {path.stem for path in (ROOT / "tuner" / "stages").glob("*.py")} - {"__init__"}
    assert files == set(RACK.names)
    assert not [name for name in sorted(files) if not (ROOT / "tests" / "stages" / f"test_{name}.py").exists()]


def test_building_the_rack_imports_nothing_slow() -> None:
    """Kernels compile when they first run; until then a command such as `tuner stages` pays for no compiler."""
    code = (
        "import sys; from tuner.stages import RACK; from tuner.core.recipe import Recipe; Recipe.default(RACK).digest; "
        "print(*sorted({m.split('.')[0] for m in sys.modules}))"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    slow = {"numba", "llvmlite", "scipy", "colour", "skimage", "cv2", "rawpy", "tifffile", "PIL", "PySide6"}
    assert not slow & set(ran.stdout.split())
