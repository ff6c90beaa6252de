"""Ways out of a wrong layout: one table of flags, and nothing of a flag anywhere else."""

from __future__ import annotations

import ast
import pickle
import string
from pathlib import Path

import pytest

import tuner.files
from tuner.files.layout_faults import FLAGS, MISSING, WAYS_OUT, WIDER, LayoutFault, WrongLayout

KNOWN: dict[str, object] = {"least": 12, "held": 10, "missing": ("width", "bits")}


def known_in(form: str) -> dict[str, object]:
    """What a way out needs beside the words."""
    return {name: KNOWN[name] for _, name, _, _ in string.Formatter().parse(form) if name in KNOWN}


@pytest.mark.parametrize("form", WAYS_OUT)
def test_every_way_out_is_one_sentence_of_flags_and_crosses_processes(form: str) -> None:
    fault = WrongLayout(Path("/x/y.raw"), "is wrong", form, **known_in(form))
    again = pickle.loads(pickle.dumps(fault))
    assert (type(again), str(again), again.form, again.known) == (WrongLayout, str(fault), form, fault.known)
    assert "{" not in str(fault)


def test_words_of_another_place_and_language() -> None:
    fault = LayoutFault("y.raw", "is wrong", WIDER, least=12)
    assert str(fault) == "y.raw: is wrong; give --raw-bits 12 or another --packing (byte order, alignment)."
    words = FLAGS | {"bits": "Bitit", "packing": "Pakkaus"}
    assert fault.worded(words, "{bits} = {least}, {packing}") == "Bitit = 12, Pakkaus"
    assert LayoutFault("y.raw", "", MISSING, missing=("width", "bits")).way_out.startswith("give --width, --raw-bits")


def test_no_other_file_of_the_room_names_a_flag() -> None:
    flags = [word for word in (*FLAGS.values(), "--bits") if word.startswith("--")]
    for path in Path(tuner.files.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and path.stem != "layout_faults":
                assert not any(flag in node.value for flag in (*flags, "tuner guess")), (path, node.value)
