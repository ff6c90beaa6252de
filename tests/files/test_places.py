"""Paths as they are kept in files."""

from __future__ import annotations

import os
from pathlib import Path

from tuner.app.journaling import Left
from tuner.files.journal import Journal, Step, others, read_journal
from tuner.files.places import path_of
from tuner.files.profile import Profile


def test_a_path_that_is_no_utf8_comes_back_byte_for_byte(tmp_path: Path) -> None:
    """Names of any bytes are files as well; what names no file at all is no path."""
    raw, path = (tmp_path / os.fsdecode(name) for name in (b"b\xfcro.dng", b"t\xe4n.toml"))
    journal = Journal(Profile.default(), path, tmp_path)
    journal.write(Step("", Profile.default().tuning, raw=raw))
    assert others(path, folder=tmp_path) == 1
    found = read_journal(journal.path)
    assert (found.path, found.raw) == (path, raw)
    assert os.fsencode(str(found.raw)).endswith(b"b\xfcro.dng")
    assert Left(journal.path, found).name == "t?n.toml"
    for name in ("\ud800.dng", "a\0b", 7):
        assert path_of(name) is None
    journal.close(delete=True)
