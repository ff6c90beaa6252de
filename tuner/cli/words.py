"""Words of the command line: what argparse does not know about our options' values."""

from __future__ import annotations

import argparse
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from tuner.cli.say import UsageError
from tuner.core.orient import Rect
from tuner.files.errors import one_line

PROFILE_HELP = "a profile, or a picture saved with the tuning to use"

_PAIR = re.compile(r"[A-Za-z_][\w.]*=.*", re.S)
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def spread(words: Sequence[str], pairs: Collection[str], names: dict[str, Collection[str]]) -> list[str]:
    """Options that may be followed by several values, rewritten with one value each.

    `--set a.b=1 c.d=2 RAW` becomes `--set=a.b=1 --set=c.d=2 RAW`: argparse alone would either take RAW for a value or
    know only one. The word behind the option always belongs to it; further ones only when they look like its values.

    Parameters
    ----------
    pairs : options whose values are `name=value`
    names : options whose values are one of some known words
    """
    out: list[str] = []
    at = 0
    while at < len(words):
        option = words[at]
        at += 1
        if option == "--":
            return [*out, option, *words[at:]]
        if (option not in pairs and option not in names) or at == len(words):
            out.append(option)
            continue
        if words[at].startswith("-"):  # no value at all: argparse says so
            out.append(option)
            continue
        out.append(f"{option}={words[at]}")
        at += 1
        while at < len(words) and _belongs(words[at], option in pairs, names.get(option, ())):
            out.append(f"{option}={words[at]}")
            at += 1
    return out


def _belongs(word: str, pair: bool, names: Collection[str]) -> bool:
    if pair and _PAIR.fullmatch(word):
        return not exists(Path(word))
    return bool(_NAME.fullmatch(word)) and word in names


def exists(path: Path) -> bool:
    """Whether there is something of that name; False for names no file can have."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def same_file(a: Path, b: Path) -> bool:
    """Whether two names lead to one file that exists."""
    return exists(a) and exists(b) and a.samefile(b)


def file_name(text: str) -> Path:
    """A file's name (for argparse), which cannot be empty, as that of an unset variable is."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name is empty; give the name of a file")
    return Path(text)


def check_output(output: Path, read: Mapping[str, Path | None]) -> None:
    """Refuse, before any work, a place that cannot be written to or that holds what is read.

    Parameters
    ----------
    read : {what it is: a file the command reads, or None}

    Raises
    ------
    UsageError : the folder is missing (named), or the output is one of the files that are read
    """
    for what, path in read.items():
        if path is not None and same_file(output, path):
            raise UsageError(f"{output.name} is {what}; choose another name to write to")
    missing = [folder for folder in output.parents if not exists(folder)]
    if missing:
        folder = one_line(str(missing[-1]))
        raise UsageError(f"{one_line(output.name)}: the folder '{folder}' does not exist; create it or choose another")


def assignment(text: str) -> tuple[str, str]:
    """'stage.param=value' as its two sides (for argparse)."""
    name, equals, value = text.partition("=")
    if not equals or not name or not value:
        raise argparse.ArgumentTypeError(f"'{text}' is not NAME=VALUE")
    return name.strip(), value


def rect(text: str) -> Rect:
    """'X,Y,W,H' in whole pixels (for argparse)."""
    if re.fullmatch(r"-?\d{1,7}(,-?\d{1,7}){3}", text) and "-" in text:
        raise argparse.ArgumentTypeError(f"'{text}' holds a negative number: X and Y begin at 0, W and H at 1")
    if not re.fullmatch(r"\d{1,7}(,\d{1,7}){3}", text):
        raise argparse.ArgumentTypeError(f"'{text}' is not X,Y,W,H in whole pixels, e.g. 100,80,640,480")
    found = Rect(*(int(part) for part in text.split(",")))
    if found.w < 1 or found.h < 1:
        raise argparse.ArgumentTypeError(f"'{text}' holds no pixel: width and height begin at 1")
    return found


def size(text: str) -> tuple[int, int]:
    """'WxH' in pixels (for argparse)."""
    match = re.fullmatch(r"(\d{2,5})[xX](\d{2,5})", text)
    if match is None:
        raise argparse.ArgumentTypeError(f"'{text}' is not WIDTHxHEIGHT in pixels, e.g. 1600x1000")
    return int(match[1]), int(match[2])
