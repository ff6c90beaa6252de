"""Two pictures dropped together: the first one's state, the second beside it, and what differs between them."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import write_raw
from tests.gui.bench import PATIENCE_MS, drop, opened, until_exact, until_said
from tuner.app.export import export_picture
from tuner.app.sources import PROCESSED, Source
from tuner.app.tabling import restored
from tuner.core.condition import UNKNOWN, Condition
from tuner.core.engine import Engine
from tuner.core.tabled import Tabled
from tuner.core.tuning import Tuning
from tuner.files.picture import read_picture, write_picture
from tuner.files.profile import Profile
from tuner.files.raw import open_raw
from tuner.gui.differences import Origin


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two exports of one raw, which lies beside them."""
    frame = open_raw(write_raw(tmp_path / "scene.dng"))
    made = []
    for name, values in (("one.png", {"exposure.ev": 0.5}), ("two.png", {"exposure.ev": 1.0, "sharpen.amount": 1.5})):
        recipe = Profile.default().recipe.with_values(values)
        made.append(export_picture(frame, recipe, Profile("p", "", Tuning(recipe)), tmp_path / name, Engine()))
    return made[0], made[1]


def until_beside(qtbot, window, source: Source) -> np.ndarray:
    qtbot.waitUntil(lambda: window.desk.others.still(source) is not None, timeout=PATIENCE_MS)
    return window.desk.others.still(source).pixels[..., 2::-1]


def test_two_of_one_raw(qtbot, pair):
    one, two = pair
    with opened(qtbot) as window:
        drop(window, one, two)
        pixels = until_beside(qtbot, window, Source("profile", str(two)))
        until_exact(qtbot, window)
        assert window.session.recipe.value("exposure.ev") == 0.5
        assert window.desk.compare.sources == (Source("profile", str(two)), PROCESSED)
        np.testing.assert_array_equal(pixels, read_picture(two).pixels)
        np.testing.assert_array_equal(window.pictures.shown.rendered.rgb, read_picture(one).pixels)
        dialog = window.desk.dialog
        assert dialog.isVisible()
        assert [(row.path, row.one, row.other) for row in dialog.rows] == [
            ("exposure.ev", 0.5, 1.0), ("sharpen.amount", 0.5, 1.5),
        ]  # fmt: skip
        dialog.close()


def test_names_that_are_alike_and_another_raw(qtbot, pair, tmp_path):
    """The second is of a raw that is not the first's: its file is shown as it is, and its parameters still are compared."""
    one, other = pair[0], tmp_path / "other" / "one.png"
    other.parent.mkdir()
    frame = open_raw(write_raw(other.parent / "else.dng", iso=800.0))
    recipe = Profile.default().recipe.with_value("exposure.ev", -1.0)
    export_picture(frame, recipe, Profile("p", "", Tuning(recipe)), other, Engine())
    with opened(qtbot) as window:
        drop(window, one, other)
        pixels = until_beside(qtbot, window, Source("picture", str(other)))
        np.testing.assert_array_equal(pixels, read_picture(other).pixels)
        dialog = window.desk.dialog
        assert (dialog.one.currentText(), dialog.other.currentText()) == (f"{tmp_path.name}/one.png", "other/one.png")
        assert [row.path for row in window.desk.dialog.rows] == ["exposure.ev"]
        window.desk.dialog.close()


def test_the_table_says_each_condition_and_what_a_table_gave(qtbot, tmp_path):
    """Both pictures are of one tabled profile: their values differ because the ISO does, and the dialog says so."""
    frame = open_raw(write_raw(tmp_path / "scene.dng", iso=200.0))
    table = Tabled((("iso", (100.0, 6400.0)),), (0.5, 0.1))
    mine = Tuning.of(Profile.default().recipe, {"sharpen.amount": table})
    profile, made = Profile("p", "", mine), []
    for name, iso in (("low.png", 100.0), ("high.png", 6400.0)):
        at = Condition(iso=iso, cct=4000.0, lux=300.0)
        made.append(export_picture(frame, mine.resolve(at), profile, tmp_path / name, Engine(), condition=at))
    with opened(qtbot) as window:
        drop(window, *made)
        until_beside(qtbot, window, Source("profile", str(made[1])))
        qtbot.waitUntil(lambda: window.desk.dialog is not None, timeout=PATIENCE_MS)
        dialog = window.desk.dialog
        told = dialog.under.text().splitlines()
        assert told[0] == "low.png: made under ISO 100 · 4000 K · 300 lx; tables over conditions gave 1 of its values"
        assert told[1].startswith("high.png: made under ISO 6400")
        assert told[2].startswith("Values marked as of a table")
        assert dialog.under.isVisible()
        assert [dialog.table.item(0, x).text() for x in (2, 3)] == ["0.50 (table)", "0.10 (table)"]
        dialog.other.setCurrentText("low.png")
        assert "high.png" not in dialog.under.text()
        dialog.close()


def test_a_picture_of_before_tables_were_told_is_not_said_to_have_none():
    at = Condition(100.0, 4000.0, 300.0)
    assert Origin(at).words == "made under ISO 100 · 4000 K · 300 lx"
    assert Origin(at, None).words.endswith("does not say which of its values tables over conditions gave")
    assert Origin(UNKNOWN, None).words == "does not say the condition it was made under"


def test_a_value_set_over_a_table_is_no_table_s():
    table = Tabled((("iso", (100.0, 6400.0)),), (0.5, 0.1))
    mine = Tuning.of(Profile.default().recipe, {"sharpen.amount": table})
    at = Condition(iso=100.0)
    assert mine.tabled(mine.resolve(at), at) == ("sharpen.amount",)
    assert mine.tabled(mine.resolve(at).with_value("sharpen.amount", 0.3), at) == ()


@pytest.mark.parametrize("plain_first", [False, True])
def test_one_that_does_not_tell(qtbot, pair, tmp_path, plain_first):
    plain = tmp_path / "plain.png"
    write_picture(plain, read_picture(pair[1]).pixels, state=None)
    with opened(qtbot) as window:
        drop(window, *((plain, pair[0]) if plain_first else (pair[0], plain)))
        pixels = until_beside(qtbot, window, Source("picture", str(plain)))
        np.testing.assert_array_equal(pixels, read_picture(pair[1]).pixels)
        assert window.session.recipe.value("exposure.ev") == 0.5
        assert window.desk.dialog is None


def test_a_file_that_is_no_picture_is_said(qtbot, pair, tmp_path):
    broken = tmp_path / "broken.png"
    shutil.copy(tmp_path / "scene.dng", broken)
    broken.write_bytes(b"nothing")
    with opened(qtbot) as window:
        drop(window, pair[0], broken)
        qtbot.waitUntil(lambda: "broken.png" in window.message.text, timeout=PATIENCE_MS)


@pytest.mark.parametrize("own", [True, False])
def test_a_picture_comes_back_whatever_profile_is_loaded(qtbot, tmp_path, own):
    """A picture made by the loaded profile, under another ISO than its raw's: the table stays and that ISO is looked
    under. One that the table does not give: the table gives way, and no knot of it is moved."""
    frame = open_raw(write_raw(tmp_path / "scene.dng", iso=200.0))
    table = Tabled((("iso", (100.0, 6400.0)),), (0.5, 0.1))
    mine = Tuning.of(Profile.default().recipe, {"sharpen.amount": table})
    profile, condition = Profile("p", "", mine), Condition(iso=3200.0)
    made = mine.resolve(condition) if own else Profile.default().recipe.with_value("sharpen.amount", 1.5)
    picture = export_picture(frame, made, profile, tmp_path / "one.png", Engine(), condition=condition)
    with opened(qtbot) as window:
        session = window.session
        session.adopt(profile, tmp_path / "p.toml")
        session.show(open_raw(write_raw(tmp_path / "elsewhere.dng", iso=6400.0)), tmp_path / "elsewhere.dng")
        drop(window, picture)
        qtbot.waitUntil(lambda: session.raw_path == tmp_path / "scene.dng", timeout=PATIENCE_MS)
        until_exact(qtbot, window)
        np.testing.assert_array_equal(window.pictures.shown.rendered.rgb, read_picture(picture).pixels)
        assert session.condition.iso == 3200.0
        assert session.tuning.table("sharpen.amount") == (table if own else None)
        assert session.dirty != own
        assert ("gave way" in window.message.text) != own
        assert session.override == Condition(iso=3200.0)  # the rest is as the raw says


def test_the_condition_waits_for_the_raw(qtbot, tmp_path):
    """Where the raw is not at hand no other one is looked at under the picture's condition; once it is opened, it is."""
    frame = open_raw(write_raw(tmp_path / "scene.dng", iso=200.0))
    recipe = Profile.default().recipe
    profile = Profile("p", "", Tuning(recipe))
    picture = export_picture(frame, recipe, profile, tmp_path / "one.png", Engine(), condition=Condition(iso=3200.0))
    (tmp_path / "away").mkdir()
    raw = (tmp_path / "scene.dng").rename(tmp_path / "away" / "scene.dng")
    with opened(qtbot) as window:
        drop(window, picture)
        until_said(qtbot, window, "is not at hand")
        window.files.open_path(write_raw(tmp_path / "other.dng", iso=400.0))
        qtbot.waitUntil(lambda: window.session.condition.iso == 400.0, timeout=PATIENCE_MS)
        window.files.open_path(raw)
        qtbot.waitUntil(lambda: window.session.condition.iso == 3200.0, timeout=PATIENCE_MS)


def test_an_old_picture_does_not_say_its_condition():
    """Every table gives way, since none can be known to give the picture's values."""
    made = Profile.default().recipe
    tuning = Tuning.of(
        made, {"sharpen.amount": Tabled((("iso", (100.0, 6400.0)),), (made.value("sharpen.amount"), 0.1))}
    )
    assert restored(tuning, made, UNKNOWN) == (Tuning(made), 1)
