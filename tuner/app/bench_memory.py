"""Memory: what a render takes at its height, in a process of its own, with and without a limit.

Run as a program it measures the figures of `docs/performance.md`: `python -m tuner.app.bench_memory [MEGAPIXELS ...]`.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tuner.app.bench_frames import sample_path, tiled
from tuner.files.dng_write import write_dng
from tuner.files.raw import open_raw

OUTPUTS = (("png", 8), ("png", 16), ("tif", 8), ("tif", 16), ("tif", 32), ("jpg", 8))
LIMIT = 4 << 30  # bytes of address space for the largest frame
LIMITED_MP = 100.0
_ROOT = Path(__file__).resolve().parents[2]

_CHILD = """
import resource, sys
limit = int(sys.argv[1])
if limit:
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
from tuner.__main__ import main
code = main(sys.argv[2:])
try:  # the peak since this program began; ru_maxrss counts what the process was before, too
    status = open("/proc/self/status").read()
    print(int(status.split("VmHWM:")[1].split()[0]) * 1024)
except OSError:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
sys.exit(code)
"""


@dataclass(frozen=True)
class Bound:
    """What a render may take: five times the mosaic as floats, and the picture."""

    pixels: int
    bits: int

    @property
    def bytes(self) -> int:
        """The bound, bytes; the 8-bit picture counts with the four bytes a pixel that it is rendered to."""
        return 5 * 4 * self.pixels + self.pixels * (4 if self.bits == 8 else 3 * self.bits // 8)


def peak(raw: Path, out: Path, bits: int = 8, limit: int = 0) -> int:
    """The most memory (resident set, bytes) that `tuner render` of a file took; Unix only.

    Parameters
    ----------
    limit : bytes of address space it may have; 0 is any number

    Raises
    ------
    RuntimeError : it failed; the message is its own
    """
    return _peak(["render", str(raw), "-o", str(out), "--bits", str(bits)], limit)


def baseline() -> int:
    """The most memory the program takes with the compiler loaded and next to nothing to render, bytes."""
    with tempfile.TemporaryDirectory(prefix="isp-tuner-memory-") as folder:
        frame = tiled(open_raw(sample_path()), 0.01)
        write_dng(Path(folder) / "tiny.dng", frame.active.copy(), frame.facts)
        return peak(Path(folder) / "tiny.dng", Path(folder) / "tiny.png")


def _peak(words: Sequence[str], limit: int) -> int:
    python = [sys.executable, "-c", _CHILD, str(limit), *words]
    ran = subprocess.run(python, capture_output=True, text=True, cwd=_ROOT)
    if ran.returncode:
        raise RuntimeError(ran.stderr.strip() or f"the process ended with {ran.returncode}")
    return int(ran.stdout.split()[-1])


def measured(megapixels: float) -> dict[str, float]:
    """Peaks of every kind of output, MB, beside what they may be; the largest frames with limited memory."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="isp-tuner-memory-") as folder:
        frame = tiled(open_raw(sample_path()), megapixels)
        pixels = frame.facts.width * frame.facts.height
        raw = Path(folder) / "frame.dng"
        write_dng(raw, frame.active.copy(), frame.facts)
        del frame
        limit = LIMIT if megapixels >= LIMITED_MP else 0
        for ending, bits in OUTPUTS:
            out = Path(folder) / f"a.{ending}"
            found[f"{ending}_{bits}"] = round(peak(raw, out, bits, limit) / 1e6)
            found[f"{ending}_{bits}_bound"] = round(Bound(pixels, bits).bytes / 1e6)
            out.unlink()
    return found


if __name__ == "__main__":
    sizes = [float(word) for word in sys.argv[1:]] or [24.0, LIMITED_MP]
    told = {f"{size:g}": measured(size) for size in sizes}
    print(json.dumps({"memory": {"baseline": round(baseline() / 1e6), **told}}, indent=2))
