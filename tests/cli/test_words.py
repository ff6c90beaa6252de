"""Options that take several values, and the shapes of values."""

from __future__ import annotations

import argparse

import pytest

from tuner.cli.words import assignment, rect, size, spread


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("--set a.b=1 c.d=2 RAW -o x", "--set=a.b=1 --set=c.d=2 RAW -o x"),
        ("RAW --set a.b=1 --set c.d=-2", "RAW --set=a.b=1 --set=c.d=-2"),
        ("--off one two RAW", "--off=one --off=two RAW"),
        ("--off wrong RAW", "--off=wrong RAW"),
        ("--auto two one=x:1,2,3,4 RAW", "--auto=two --auto=one=x:1,2,3,4 RAW"),
        ("--set --off one", "--set --off=one"),
        ("--set=a.b=1 RAW", "--set=a.b=1 RAW"),
        ("--set", "--set"),
        ("-- --set a.b=1 c.d=2", "-- --set a.b=1 c.d=2"),
    ],
)
def test_spread(words: str, expected: str) -> None:
    names = ("one", "two")
    assert spread(words.split(), ("--set", "--auto"), {"--off": names, "--auto": names}) == expected.split()


def test_assignment() -> None:
    assert assignment("a.b=[1, 2]=3") == ("a.b", "[1, 2]=3")
    for wrong in ("a.b", "=1", "a.b="):
        with pytest.raises(argparse.ArgumentTypeError):
            assignment(wrong)


def test_rect_and_size() -> None:
    assert rect("1,2,3,4") == (1, 2, 3, 4)
    assert size("640x480") == (640, 480)
    for wrong in ("1,2,3", "1,2,0,4", "-1,2,3,4", "1.5,2,3,4", "a,b,c,d", "1,2,3,4,5"):
        with pytest.raises(argparse.ArgumentTypeError):
            rect(wrong)
    for wrong in ("640", "640x", "x480", "-1x5", "640x480x3"):
        with pytest.raises(argparse.ArgumentTypeError):
            size(wrong)
