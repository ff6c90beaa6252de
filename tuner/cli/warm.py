"""Compile every kernel now, so that nobody waits for it later: for packagers, and after an update.

What is compiled is kept in the user's cache, or in the folder that TUNER_CACHE_DIR names. It fits this machine's kind of
processor; on another kind the program compiles anew, beside it.
"""

from __future__ import annotations

import argparse
import time

from tuner.cli.say import UsageError, answer, note

MOST_JOBS = 64


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument(
        "--jobs", type=_jobs, default=None, metavar="N", help="processes that compile (default: one a processor)"
    )


def execute(args: argparse.Namespace) -> int:
    """Compile, with a line for each part."""
    from tuner.app.pool import processors
    from tuner.app.warm_all import warm_all
    from tuner.core.jit import kept

    store, begin = kept(), time.perf_counter()
    if store.root is None or not store.lasting:
        raise UsageError(
            "there is no private folder to keep compiled kernels in; set TUNER_CACHE_DIR to a folder that only you can "
            "write to"
        )
    there = store.count()
    try:
        warm_all(args.jobs or len(processors()), lambda done, total, name: note(f"{done}/{total} {name}"))
    except OSError as error:
        raise UsageError(
            f"what is compiled cannot be kept in {store.root} ({error}); make room there, or set TUNER_CACHE_DIR to "
            "another folder"
        ) from error
    new = store.count() - there
    spent = time.perf_counter() - begin
    answer(f"{new} functions compiled in {spent:.0f} s, {there + new} in all, in {store.root}")
    return 0


def _jobs(text: str) -> int:
    """A number of processes (for argparse)."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number from 1 to {MOST_JOBS}")
    return int(text)
