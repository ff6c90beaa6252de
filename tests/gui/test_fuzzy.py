"""A few letters find a name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuner.gui.fuzzy import match


def score(query: str, text: str) -> int:
    found = match(query, text)
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    ("query", "better", "worse"),
    [
        ("sp", "Save picture", "Gr plane, split"),
        ("save", "Save profile", "Side average"),
        ("und", "Undo", "Sound"),
        ("raw", "Raw", "Dr Aw"),
        ("dp", "Display profile", "Load profile"),
    ],
)
def test_beginnings_and_runs_count_more(query: str, better: str, worse: str) -> None:
    assert score(query, better) > score(query, worse)


def test_what_is_not_there_in_order_is_not_found() -> None:
    assert match("xz", "Zoom in") is None
    assert match("ni", "In") is None
    assert match("", "Anything") == (0, ())
    assert match("撤", "撤销") is not None


@given(st.text("abc d", max_size=8), st.text("abcd -", max_size=12))
def test_it_finds_exactly_subsequences_and_says_where(query: str, text: str) -> None:
    letters, rest = "".join(query.split()), iter(text)
    found = match(query, text)
    assert (found is not None) == all(letter in rest for letter in letters)
    if found is not None:
        places = found[1]
        assert list(places) == sorted(set(places))
        assert "".join(text[p] for p in places) == letters
