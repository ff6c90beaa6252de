"""ISP Tuner from the source tree: the same program as the installed command `tuner`."""

from tuner.__main__ import run

if __name__ == "__main__":
    run()
