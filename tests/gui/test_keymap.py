"""The keys in force: every action has one, no two share one, and what was saved is never trusted."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuner.gui.actions import ACTIONS, GROUPS, RESERVED
from tuner.gui.keymap import MARK, MAX_TEXT, Keymap, KeymapError, portable


def all_keys(keymap: Keymap) -> list[str]:
    return [key for a in ACTIONS for key in keymap.keys(a.name)]


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: a.name)
def test_every_action_has_a_key_a_group_and_words(action) -> None:
    assert portable(action.shortcut)
    assert all(portable(key) for key in action.also)
    assert action.group in GROUPS
    assert action.title[0].isupper() or action.title[0].isdigit()
    assert action.tip.endswith(".")
    assert portable(action.shortcut) not in {portable(key) for key in RESERVED}


def test_no_two_actions_share_a_key_or_a_name_or_a_title() -> None:
    shared = [key for key, count in Counter(all_keys(Keymap())).items() if count > 1]
    assert not shared
    assert len({a.name for a in ACTIONS}) == len({a.title for a in ACTIONS}) == len(ACTIONS)


def test_another_action_s_key_is_refused_by_name_until_that_one_has_another() -> None:
    keymap = Keymap()
    with pytest.raises(KeymapError, match="Ctrl\\+K is the key of “Command palette”"):
        keymap.rebound("open", "Ctrl+K")
    keymap = keymap.rebound("palette", "Ctrl+P").rebound("open", "Ctrl+K")
    assert (keymap.key("open"), keymap.key("palette")) == ("Ctrl+K", "Ctrl+P")
    with pytest.raises(KeymapError, match="“Open”"):
        keymap.reset("palette")
    keymap = keymap.reset("open").reset("palette")
    assert keymap == Keymap()


@pytest.mark.parametrize("key", ["", "Ctrl", "Shift", "A, B", "nonsense", *RESERVED, "Shift+Left", "Ctrl+Up"])
def test_what_is_no_key_or_moves_between_controls_is_refused(key: str) -> None:
    with pytest.raises(KeymapError):
        Keymap().rebound("open", key)


def test_saved_keys_come_back() -> None:
    keymap = Keymap().rebound("open", "F12").rebound("undo", "Ctrl+U")
    again, notices = Keymap.from_text(keymap.to_text())
    assert (again, notices) == (keymap, [])
    assert Keymap.from_text("") == (Keymap(), [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "not valid JSON"),
        ("[" * 60_000, "not valid JSON"),
        ("[1]", "not shortcuts of ISP Tuner"),
        (json.dumps({MARK: 2, "keys": {}}), "newer"),
        (json.dumps({MARK: 1, "keys": {"open": 7}}), "not a table of keys"),
        (json.dumps({MARK: 1, "keys": {"open": "x" * MAX_TEXT}}), "too long"),
    ],
)
def test_a_text_that_is_none_leaves_the_built_in_keys_and_one_sentence(text: str, words: str) -> None:
    keymap, notices = Keymap.from_text(text)
    assert keymap == Keymap()
    assert len(notices) == 1
    assert words in notices[0]


def test_entries_that_do_not_fit_are_dropped_one_by_one() -> None:
    saved = {"open": "Ctrl+K", "undo": "Tab", "redo": "F12", "gone": "F3", "palette": "Ctrl+K", "save": "bad key"}
    keymap, notices = Keymap.from_text(json.dumps({MARK: 1, "keys": saved}))
    assert keymap.changed == {"redo": "F12"}
    assert len(notices) == 3
    assert any("“Undo”" in n for n in notices)


def test_two_that_changed_places_are_kept() -> None:
    keymap, notices = Keymap.from_text(json.dumps({MARK: 1, "keys": {"open": "Ctrl+S", "save": "Ctrl+O"}}))
    assert (keymap.key("open"), keymap.key("save"), notices) == ("Ctrl+S", "Ctrl+O", [])


KEYS = st.sampled_from(["Ctrl+O", "Ctrl+K", "F12", "Ctrl+Alt+J", "Tab", "H", "?", "Ctrl+Y", "junk", "Shift"])
NAMES = st.sampled_from([a.name for a in ACTIONS])


@given(st.dictionaries(NAMES, KEYS, max_size=12), st.lists(st.tuples(NAMES, KEYS), max_size=8))
@settings(max_examples=60, deadline=None)
def test_whatever_is_saved_and_whatever_is_tried_every_action_keeps_a_key_of_its_own(saved, tried) -> None:
    keymap, _ = Keymap.from_text(json.dumps({MARK: 1, "keys": saved}))
    for name, key in tried:
        try:
            keymap = keymap.rebound(name, key)
        except KeymapError:
            continue
    keys = all_keys(keymap)
    assert all(keys)
    assert len(set(keys)) == len(keys)
    assert Keymap.from_text(keymap.to_text()) == (keymap, [])
