"""Guess the layout of a bare sensor dump: candidates, best first.

The file's size, how alike its rows are, which bits are used, which neighbours match and where the darkest samples lie
speak for each. What the flags, a sidecar or the file's name say narrows the search; --bytes-only asks the bytes alone.
Nothing is decided: give the flags of the right one to render, inspect or dng, or write them into DUMP.toml.
"""

from __future__ import annotations

import argparse
from typing import Any

from tuner.cli.opening import configure_opening, opening_of
from tuner.cli.say import answer, answer_json, note, table
from tuner.cli.words import file_name


def configure(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    parser.add_argument("dump", type=file_name, metavar="DUMP", help="the sensor dump")
    parser.add_argument("--json", action="store_true", help="one JSON document on stdout")
    parser.add_argument("--bytes-only", action="store_true", help="leave sidecar and file name out of account")
    configure_opening(parser, frame=False)


def execute(args: argparse.Namespace) -> int:
    """Guess and show."""
    from tuner.files.errors import FileError
    from tuner.files.guess import guess_file
    from tuner.files.layout import Given
    from tuner.files.layout_told import given_by
    from tuner.files.source import is_dump

    known, told = opening_of(args).given, Given()
    if not args.bytes_only:
        told = given_by(args.dump)
        known = known.over(told)
    try:
        found = guess_file(args.dump, known)
    except FileError:
        if told.stated:
            note(f"note: sidecar and name say {told.words}; --bytes-only leaves them out of account")
        raise
    if not is_dump(args.dump, known):
        note(
            "note: the file begins like a raw with a header, a picture or a text; the candidates hold only if it is none"
        )
    if known.stated:
        note(f"note: known beforehand: {', '.join(f'{k} = {_plain(k, v)}' for k, v in known.stated.items())}")
    if not found[0].plausible:
        note("note: neighbouring samples are not alike in any reading: a dark frame, or no sensor dump")
    if args.json:
        answer_json({"file": args.dump.name, "candidates": [_described(c) for c in found]})
        return 0
    answer(table([(c.share, c.layout.words, "; ".join(c.reasons)) for c in found]))
    return 0


def _described(candidate: Any) -> dict[str, Any]:
    """A candidate as plain data; the words are those of the flags."""
    layout = {name: _plain(name, value) for name, value in candidate.layout.stated.items()}
    layout.setdefault("stride", None)
    layout.setdefault("offset", 0)
    return layout | {"belief": round(candidate.belief, 4), "reasons": list(candidate.reasons)}


def _plain(name: str, value: Any) -> Any:
    """One level where all four are the same."""
    return value[0] if name == "black" and len(set(value)) == 1 else value
