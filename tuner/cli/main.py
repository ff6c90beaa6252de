"""The command line: the first word is a command if it is one; otherwise it is a path, and the window opens it.

Exit codes: 0 fine, 1 a threshold failed, 2 bad input or usage. Results go to stdout, everything else to stderr. The
window's room is not imported here: the program's entry hands in what opens it.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

from tuner import __version__
from tuner.cli.say import UsageError, fail, note
from tuner.cli.words import PROFILE_HELP, exists, file_name

Window = Callable[[Path | None, Path | None, str], int]
"""Opens the window on a raw and a profile (either may be None), in a language ("": as preferred); returns the exit
code."""
LANGUAGES = ("en", "fi", "zh_CN")
Screenshot = Callable[[Path, Path, Path | None, tuple[int, int], str, bool], None]
"""(raw, out, profile, size, view): writes a picture of the window."""
Latency = Callable[[Any, int], dict[str, Any]]
"""(frame, threads): times sliders in the window; the bench's tables of it."""

NO_MEMORY = "there is not enough memory; close other programs, or crop the picture"


class Commands(Mapping[str, ModuleType]):
    """The module of each command, imported when it is looked up: opening the window needs none of them."""

    names = (
        "render", "inspect", "measure", "guess", "dng", "stages", "profile", "compare", "sweep", "batch", "report",
        "golden", "lab", "screenshot", "bench", "warm",
    )  # fmt: skip

    def __getitem__(self, name: str) -> ModuleType:
        if name not in self.names:
            raise KeyError(name)
        return importlib.import_module(f"tuner.cli.{name}")

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: object) -> bool:
        return name in self.names


COMMANDS = Commands()
INTERRUPTED = 130
TRACEBACK = "TUNER_TRACEBACK"
"""Environment variable under which a fault of the program shows where it happened."""


def main(
    argv: Sequence[str] | None = None,
    window: Window | None = None,
    screenshot: Screenshot | None = None,
    latency: Latency | None = None,
    start: Sequence[str] = (),
) -> int:
    """Carry out one command line.

    Parameters
    ----------
    argv : the words behind the program's name; None takes the process' own
    window, screenshot, latency : what opens the window, pictures it and times it; None where there is no window
    start : words behind the interpreter that time the window's start-up in a fresh process

    Returns
    -------
    0 fine, 1 a threshold failed, 2 bad input or usage, 130 interrupted
    """
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        handed = {"take_screenshot": screenshot, "measure_latency": latency, "start_window": start}
        code = _carry_out(words, window, handed)
        sys.stdout.flush()
    except SystemExit as stop:  # argparse: help and version are 0, usage errors 2
        return stop.code if isinstance(stop.code, int) else 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader left, e.g. `| head`; keep the interpreter from complaining at its end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except MemoryError:
        return fail(NO_MEMORY)
    except Exception as error:
        if "can't start new thread" in str(error):  # how Python words that there is no memory for a thread's stack
            return fail(NO_MEMORY)
        if isinstance(error, _expected()):
            return fail(str(error))
        if os.environ.get(TRACEBACK):
            raise
        return fail(f"the program itself failed ({type(error).__name__}: {error}); set {TRACEBACK}=1 to see where")
    return code


def _carry_out(words: list[str], window: Window | None, handed: dict[str, Any]) -> int:
    first = words[0] if words else ""
    if first in COMMANDS or first in ("-h", "--help", "--version"):
        spread = getattr(COMMANDS.get(first), "spread_words", list)
        args, unknown = parser(first).parse_known_args([first, *spread(words[1:])])
        if unknown:
            prog = f"tuner {args.command}" if args.command else "tuner"
            return note_usage(prog, f"unrecognized arguments: {' '.join(unknown)}")
        if args.command is None:
            return fail(f"give a command: {', '.join(COMMANDS)}")
        vars(args).update(handed)  # what only the window's room can do
        code: int = COMMANDS[args.command].execute(args)
        return code
    return _open_window(words, window)


def _open_window(words: list[str], window: Window | None) -> int:
    first = Path(words[0]) if words and words[0].strip() else None
    if first is not None and not words[0].startswith("-") and _is_bare(first) and not exists(first):
        from tuner.core.param import nearest

        otherwise = nearest(str(first), COMMANDS) or "; see 'tuner --help'"
        raise UsageError(f"'{first}' is neither a file nor a command{otherwise}")
    args = window_parser().parse_args(words)
    raw: Path | None = args.raw
    if raw is not None and not exists(raw):
        raise UsageError(f"{raw.name}: there is no such file; check the name and the folder")
    if window is None:
        raise UsageError(f"there is no window here; the commands are {', '.join(COMMANDS)}")
    return window(raw, args.profile, args.language)


def _is_bare(path: Path) -> bool:
    """Whether a word has neither a folder nor an ending, so that a command may have been meant."""
    return not path.suffix and path.name == str(path)


class Parser(argparse.ArgumentParser):
    """A parser whose complaint is one line; who wants the usage is told where it is.

    A word that begins like a negative number is a value, also where more follows it (`--region -5,0,64,64`): what reads
    the value says what is wrong with it, not that there is none.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._negative_number_matcher = re.compile(r"-[.\d].*", re.S)

    def error(self, message: str) -> NoReturn:
        raise SystemExit(note_usage(self.prog, message))


def note_usage(prog: str, message: str) -> int:
    """Say what is wrong with the words of a command, on one line; returns exit code 2."""
    note(f"{prog}: {' '.join(message.split())}; see '{prog} --help'")
    return 2


def parser(command: str = "") -> Parser:
    """The parser of all commands, or of one of them, so that the others need not be imported."""
    top = Parser(
        prog="tuner",
        usage="tuner [RAW]            open the window\n       tuner COMMAND ...      one of the commands below",
        description="Tune an image signal processor: the preview is the export, at full resolution.",
        epilog="'tuner COMMAND --help' tells more. Exit codes: 0 fine, 1 a threshold failed, 2 bad input or usage.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"ISP Tuner {__version__}")
    if command == "--version":
        return top
    commands = top.add_subparsers(dest="command", metavar="COMMAND", title="commands", prog="tuner")
    for name in [command] if command in COMMANDS else COMMANDS:
        module = COMMANDS[name]
        summary = (module.__doc__ or "").split("\n", 1)[0]
        sub = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False, formatter_class=_Plain)
        module.configure(sub)
    return top


def window_parser() -> Parser:
    """The parser of `tuner [RAW | FOLDER]`."""
    top = Parser(prog="tuner", allow_abbrev=False, description="Open the window.")
    top.add_argument("raw", nargs="?", type=file_name, metavar="RAW", help="the raw file to open, or a folder of them")
    top.add_argument("-p", "--profile", type=file_name, metavar="PROFILE", help=PROFILE_HELP)
    top.add_argument(
        "--language",
        choices=LANGUAGES,
        default="",
        help="the window's language; without it the preferred one, or the system's",
    )
    return top


class _Plain(argparse.RawDescriptionHelpFormatter):
    """Keeps the line breaks of what is listed from the declarations."""


def _expected() -> tuple[type[Exception], ...]:
    """Errors that are one sentence to the user; anything else is a fault of the program."""
    from tuner.app.batch import BatchError
    from tuner.app.cluster import ClusterError
    from tuner.app.report import ReportError
    from tuner.app.sweep import SweepError
    from tuner.compare.limits import LimitError
    from tuner.compare.metrics import CompareError
    from tuner.core.chain import StageError
    from tuner.core.engine import RequestError
    from tuner.core.param import ParamError
    from tuner.files.errors import FileError
    from tuner.lab.lights import LabError
    from tuner.measure.solvers import SolverError

    return (
        UsageError, FileError, LabError, ParamError, SolverError, RequestError, StageError, CompareError, SweepError, BatchError,
        ClusterError, ReportError, LimitError,
    )  # fmt: skip
