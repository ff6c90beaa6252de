"""Make resources/sample.dng anew: `python scripts/make_sample.py resources/sample.dng`."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tuner.lab.sample import write_sample

if __name__ == "__main__":
    write_sample(Path(sys.argv[1] if len(sys.argv) > 1 else "resources/sample.dng"))
