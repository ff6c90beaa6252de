"""What colour-science was asked is kept: the same numbers, and never a need."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tuner.lab import shelf
from tuner.lab.shelf import looked_up

ASK = """
import sys
from tuner.lab.spectra import Scene, chart_reflectances, memory_reflectances
scene = Scene("A:0.5+D5000K:0.5")
print(repr((scene.temperature, scene.white.tolist(), chart_reflectances().tolist(),
            {k: v.tolist() for k, v in memory_reflectances().items()})))
print("colour" in sys.modules)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("TUNER_CACHE_DIR", str(tmp_path))
    shelf._file.cache_clear()
    shelf._shelf.cache_clear()
    monkeypatch.setattr(shelf, "edited_meanwhile", lambda file: False)
    yield tmp_path / "spectra"
    monkeypatch.undo()
    shelf._file.cache_clear()
    shelf._shelf.cache_clear()


def values(kept: Path) -> dict[str, object]:
    """What a file holds."""
    found: dict[str, object] = json.loads(kept.read_bytes().partition(b"\n")[2])
    return found


def again() -> None:
    """As a new start would."""
    shelf._shelf.cache_clear()


def test_a_second_start_has_the_same_numbers_without_the_package(tmp_path: Path) -> None:
    import os

    env = {**os.environ, "TUNER_CACHE_DIR": str(tmp_path)}
    said = [
        subprocess.run([sys.executable, "-c", ASK], env=env, capture_output=True, text=True, check=True).stdout.split(
            "\n"
        )
        for _ in range(2)
    ]
    assert said[0][0] == said[1][0]
    assert (said[0][1], said[1][1]) == ("True", "False")


def test_an_answer_comes_back_bit_by_bit(folder: Path) -> None:
    told = {"a": [0.1 + 0.2, 1e-300, 3.0], "b": "text"}
    assert looked_up("question", lambda: told) == told
    again()
    assert looked_up("question", lambda: pytest.fail("asked twice")) == told


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '{"question": ', "\x00\xff", "[" * 100_000])
def test_a_torn_file_is_as_none(folder: Path, text: str) -> None:
    looked_up("question", lambda: 1.0)
    (kept,) = folder.iterdir()
    kept.write_text(text)
    again()
    assert looked_up("question", lambda: 2.0) == 2.0
    assert values(kept) == {"question": 2.0}


def test_two_programs_add_to_one_file(folder: Path) -> None:
    looked_up("one", lambda: 1.0)
    (kept,) = folder.iterdir()
    text = json.dumps({"another": 3.0, "one": 1.0}).encode()
    kept.write_bytes(shelf._seal(text) + b"\n" + text)
    looked_up("two", lambda: 2.0)
    assert values(kept) == {"another": 3.0, "one": 1.0, "two": 2.0}


def test_without_a_place_it_is_looked_up(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taken").write_text("a file")
    monkeypatch.setenv("TUNER_CACHE_DIR", str(tmp_path / "taken"))
    shelf._file.cache_clear()
    again()
    assert looked_up("question", lambda: 4.0) == 4.0


def test_a_failing_question_is_not_kept(folder: Path) -> None:
    with pytest.raises(ValueError, match="no answer"):
        looked_up("question", lambda: (_ for _ in ()).throw(ValueError("no answer")))
    assert looked_up("question", lambda: 5.0) == 5.0


def test_too_many_answers_are_not_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "MOST", 2)
    for n in range(5):
        assert looked_up(f"question {n}", lambda n=n: n) == n
    (kept,) = folder.iterdir()
    assert len(values(kept)) == 2
