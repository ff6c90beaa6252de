"""The first word, exit codes, help, and the program as a process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Ran
from tuner import __version__
from tuner.cli import main as cli
from tuner.files.profile import load_profile

ROOT = Path(__file__).resolve().parents[2]


def process(*words: object, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, words)],
        capture_output=True, text=True, timeout=120, env={**os.environ, **(env or {})},
    )  # fmt: skip


@pytest.mark.parametrize("command", [[], *([name] for name in cli.COMMANDS), ["profile", "set"], ["profile", "diff"]])
def test_help_of_each_command(tuner: Callable[..., Ran], command: list[str]) -> None:
    ran = tuner(*command, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("usage: tuner")


def test_version(tuner: Callable[..., Ran]) -> None:
    assert tuner("--version").out.strip() == f"ISP Tuner {__version__}"


def test_every_command_says_what_it_does() -> None:
    listed = cli.parser().format_help()
    for name, module in cli.COMMANDS.items():
        assert f"\n    {name}" in listed
        assert (module.__doc__ or "").split("\n")[0].endswith(".")


class Opened:
    """Stands for the window."""

    def __init__(self) -> None:
        self.calls: list[tuple[Any, ...]] = []

    def __call__(self, *args: Any) -> int:
        self.calls.append(args)
        return 0


def test_other_words_open_the_window(tmp_path: Path) -> None:
    """No word, a path, and a path that is named as a command but written as a path."""
    window = Opened()
    file = tmp_path / "render"
    file.touch()
    assert cli.main([], window=window) == 0
    assert cli.main([str(file)], window=window) == 0
    assert cli.main([str(file), "-p", "x.toml"], window=window) == 0
    assert cli.main(["--language", "fi"], window=window) == 0
    assert window.calls == [
        (None, None, ""), (file, None, ""), (file, Path("x.toml"), ""), (None, None, "fi")
    ]  # fmt: skip
    assert cli.main(["--language", "xx"], window=window) == 2


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["rendr"], "'rendr' is neither a file nor a command; did you mean 'render'?"),
        (["help"], "'help' is neither a file nor a command; see 'tuner --help'"),
        (["help", "compare"], "see 'tuner --help'"),
        (["missing.dng"], "missing.dng: there is no such file"),
        (["x" * 5000], "neither a file"),
        (["a.dng", "--bits", "8"], "unrecognized arguments"),
        (["rendr", "x.dng", "-o", "a.png"], "'rendr' is neither a file nor a command; did you mean 'render'?"),
        (["inspect"], "tuner inspect: the following arguments are required: RAW; see 'tuner inspect --help'"),
        (["inspect", "a.dng", "--jsn"], "tuner inspect: unrecognized arguments: --jsn; see 'tuner inspect --help'"),
        (["profile"], "required: TASK"),
        (["profile", "diff"], "see 'tuner profile diff --help'"),
        (["--vrsion"], "see 'tuner --help'"),
        ([""], "the name is empty"),
        (["inspect", ""], "RAW: the name is empty"),
        (["render", "a.dng", "-o", ""], "-o/--output: the name is empty"),
    ],
)
def test_words_that_mean_nothing(refused: Callable[..., str], words: list[str], says: str) -> None:
    assert says in refused(*words)


def test_interruption_is_quiet(monkeypatch: pytest.MonkeyPatch, tuner: Callable[..., Ran]) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.COMMANDS["stages"], "execute", interrupt)
    assert tuner("stages") == Ran(130, "", "")


def test_a_fault_of_the_program_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fault(*_: object) -> None:
        raise ZeroDivisionError("by\nzero")

    monkeypatch.delenv("TUNER_TRACEBACK", raising=False)
    monkeypatch.setattr(cli.COMMANDS["stages"], "execute", fault)
    assert cli.main(["stages"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert "ZeroDivisionError: by zero" in err


def test_screenshot_is_handed_over(tmp_path: Path) -> None:
    camera = Opened()
    words = ["screenshot", "a.dng", "-o", "b.png", "--size", "1280x720"]
    assert cli.main(words, screenshot=camera) == 0
    assert camera.calls == [(Path("a.dng"), Path("b.png"), None, (1280, 720), "side", False)]
    assert cli.main([*words, "--regions"], screenshot=camera) == 0
    assert camera.calls.pop()[-1] is True
    assert cli.main(words) == 2
    assert cli.main([*words, "--view", "aside"], screenshot=camera) == 2
    assert len(camera.calls) == 1


def test_screenshot_takes_a_picture_for_a_profile(
    tuner: Callable[..., Ran], refused: Callable[..., str], raw: Path, tmp_path: Path
) -> None:
    """The window is handed a profile with the picture's tuning, which is gone afterwards."""
    picture, given = tmp_path / "a.png", list[tuple[Path, object]]()
    assert tuner("render", raw, "-o", picture, "--set", "exposure.ev=1.5").code == 0

    def camera(_raw: Path, _out: Path, profile: Path | None, *_: object) -> None:
        assert profile is not None
        given.append((profile, load_profile(profile).recipe.value("exposure.ev")))

    words = ["screenshot", str(raw), "-p", str(picture), "-o"]
    assert cli.main([*words, str(tmp_path / "b.png")], screenshot=camera) == 0
    [(path, ev)] = given
    assert (path.suffix, ev, path.exists()) == (".toml", 1.5, False)
    assert "a.png is the file that holds the tuning" in refused(*words, picture)


def test_screenshot_help_names_size_and_views(tuner: Callable[..., Ran]) -> None:
    said = " ".join(tuner("screenshot", "--help").out.split())
    assert "the picture's size in pixels (1600x1000)" in said
    assert "{side,raw,processed,pair,four,wipe,difference,stages,scopes}" in said


def test_the_views_are_the_windows() -> None:
    """The command line may not import the window to ask it."""
    from tuner.cli.screenshot import VIEWS
    from tuner.gui.compare import MODES

    assert set(VIEWS) == {*MODES, "scopes"}


def test_main_py_is_the_program(raw: Path) -> None:
    ran = process("inspect", raw, "--json")
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["camera"] == "Maker Tiny"
    assert process("inspect", "nowhere.dng").returncode == 2


def test_a_reader_that_leaves() -> None:
    """`tuner stages | head -1` ends without a word on stderr."""
    shell = f"'{sys.executable}' '{ROOT / 'main.py'}' stages --json | head -c 1"
    ran = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, timeout=120)
    assert ran.stderr == ""


def test_headless_commands_need_no_qt(raw: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from tuner.__main__ import main; "
        f"code = main(['render', {str(raw)!r}, '-o', {str(tmp_path / 'a.png')!r}, '--off', 'sharpen']); "
        "assert not any(m.split('.')[0] in ('PySide6', 'pyqtgraph') for m in sys.modules); sys.exit(code)"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "a.png").exists()
