"""One sentence an error, whatever the name of the file."""

from __future__ import annotations

import pickle
from pathlib import Path

from tuner.files.errors import FileError


def test_a_name_cannot_break_the_line():
    text = str(FileError("/some/where/a\nb\x1b[31m\u202ec.dng", "is\nbad", "try another."))
    assert text == "a b?[31m?c.dng: is bad; try another."


def test_the_error_crosses_processes():
    error = FileError(Path("/x/y.dng"), "is bad", "try another")
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
