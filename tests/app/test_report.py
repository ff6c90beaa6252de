"""The compare wall: its figures are those of compare, its page opens in a browser and stays inside itself."""

from __future__ import annotations

import base64
import csv
import io
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.conftest import HEIGHT, MATRIX, WIDTH, write_raw
from tests.support import facts, noisy_mosaic
from tuner import __version__
from tuner.app import report
from tuner.app.report import ReportError, Wall, build, columns_of
from tuner.app.report_page import page
from tuner.app.side import picture_of
from tuner.compare.metrics import METRICS, compare_pictures
from tuner.core.condition import Condition
from tuner.core.engine import Engine
from tuner.core.facts import Calibration
from tuner.core.orient import Rect
from tuner.core.scene import of_file
from tuner.core.tabled import Tabled
from tuner.core.tuning import Tuning
from tuner.files.dng_write import write_dng
from tuner.files.errors import FileError
from tuner.files.profile import Profile
from tuner.files.raw import open_raw
from tuner.files.results import as_csv

REGIONS = (Rect(3, 5, 30, 20), Rect(20, 10, 12, 9))
NASTY = "<script>alert(1)</script>&\"'.dng"


@pytest.fixture(scope="module")
def raws(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    folder = tmp_path_factory.mktemp("wall")
    (folder / "deep").mkdir()
    nasty = folder / NASTY.replace("/", "_")
    return write_raw(folder / "a.dng"), write_raw(nasty, iso=800.0, model="<b>Tiny</b>")


def profiles() -> list[tuple[Path | None, Profile]]:
    plain = Profile.default()
    sharp = Profile(
        "Sharp", "crisp & clear", Tuning(plain.recipe.with_values({"sharpen.amount": 2.0, "sharpen.sigma": 1.5}))
    )
    return [(Path("plain.toml"), plain), (Path("x.toml"), plain), (Path("sharp.toml"), sharp)]


@pytest.fixture(scope="module")
def wall(raws: tuple[Path, ...]) -> Wall:
    return build(raws, columns_of(profiles()), REGIONS, Engine())


def test_crops_and_figures_are_those_of_the_export(wall: Wall, raws: tuple[Path, ...]) -> None:
    frame = open_raw(raws[0])
    one, two = (picture_of(Engine().render(frame, profile.recipe)) for _, profile in profiles()[::2])
    cells = wall.rows[0].cells
    x, y, w, h = REGIONS[1]
    for cell, picture in zip(cells[::2], (one, two), strict=True):
        shown = np.asarray(Image.open(io.BytesIO(cell.crops[1])))
        np.testing.assert_array_equal(shown, picture.pixels[y : y + h, x : x + w])
    assert cells[0].figures == {}
    assert cells[2].figures["whole"] == compare_pictures(one, two).figures()
    assert set(cells[2].figures) == {"whole", "3,5,30,20", "20,10,12,9"}
    assert cells[1].figures["whole"]["de2000_max"] == 0


def test_titles_tell_profiles_apart() -> None:
    """Two called Default go by their files' names."""
    assert [(c.letter, c.title) for c in columns_of(profiles())] == [
        ("A", "plain.toml"),
        ("B", "x.toml"),
        ("C", "Sharp"),
    ]
    with pytest.raises(ReportError):
        columns_of([])


def test_the_table_holds_every_figure(wall: Wall) -> None:
    read = list(csv.DictReader(io.StringIO(as_csv(report.TABLE, list(report.table(wall))).decode(), newline="")))
    assert len(read) == 2 * 3 * 3  # raws, whole and two regions, profiles
    assert [row["letter"] for row in read[:3]] == ["A", "B", "C"]
    assert read[0]["ssim"] == ""
    assert float(read[2]["ssim"]) < 1
    assert read[1]["psnr"] == "inf"
    assert set(METRICS) < set(read[0])


class Page(HTMLParser):
    """Collects what a page would load or run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts, self.images, self.other, self.text = 0, list[str](), list[str](), ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        for name, value in attrs:
            if name == "src":
                self.images.append(value or "")
            elif name in ("href", "srcset", "action") or name.startswith("on"):
                self.other.append(name)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_needs_nothing_and_runs_nothing_of_others(wall: Wall) -> None:
    text = page(wall)
    found = Page(text)
    assert found.scripts == 1
    assert found.other == []
    assert len(found.images) == 2 * (1 + 2 * 3)
    assert all(src.startswith("data:image/") for src in found.images)
    assert "default-src 'none'" in text
    assert "<b>Tiny" not in text
    assert wall.rows[1].name in found.text  # shown, not run
    first = base64.b64decode(found.images[1].partition("base64,")[2])
    assert first == wall.rows[0].cells[0].crops[0]
    assert text == page(wall)


def test_differing_parameters_and_hashes_are_shown(wall: Wall) -> None:
    text = page(wall)
    rows = re.findall(r"<tr><td>([a-z_]+\.[a-z_]+)</td>(.*?)</tr>", text)
    assert [name for name, _ in rows] == ["sharpen.amount", "sharpen.sigma"]
    assert re.findall(r">([^<>]+)</td>", rows[0][1]) == ["0.5", "0.5", "2"]
    assert rows[0][1].count("changed") == 1
    for row in wall.rows:
        assert row.sha256 in text
        assert f"{of_file(row.facts).cct:.0f} K" in text
    assert "crisp &amp; clear" in text
    assert f"ISP Tuner {__version__}; stages: black_level " in text


def test_a_note_is_read_in_full_and_a_value_of_a_table_is_marked(raws: tuple[Path, ...]) -> None:
    """The raws' ISO is 200 and 800: what differs there is what a table gave, which another condition gives otherwise."""
    note = "More contrast and colour, for pictures that are looked at once, on a bright screen."
    table = Tabled((("iso", (200.0, 800.0)),), (1.0, 0.2))
    plain = Profile.default()
    tabled = Profile("Tabled", note, Tuning.of(plain.recipe, {"sharpen.amount": table}))
    text = page(build(raws, columns_of([(None, plain), (None, tabled)]), REGIONS[1:], Engine()))
    assert f">{note}</td>" in text
    rows = re.findall(r"<tr><td>sharpen\.amount</td>(.*?)</tr>", text)
    assert [re.findall(r">([\d.]+)( <small>\(table\)</small>)?</td>", row) for row in rows] == [
        [("0.5", ""), (value, " <small>(table)</small>")] for value in ("1", "0.2")
    ]
    assert all('title="' in row and "of a table over iso" in row for row in rows)


def test_what_stands_in_for_a_condition_that_a_file_does_not_say(tmp_path: Path) -> None:
    """Neither ISO nor brightness is in the file; the table asks for one of them."""
    raw, plain = write_raw(tmp_path / "bare.dng", iso=None), Profile.default()
    tuning = Tuning.of(plain.recipe, {"sharpen.amount": Tabled((("iso", (200.0, 800.0)),), (1.0, 0.2))})
    one, other = Profile("One", "", tuning), Profile("Other", "", tuning.with_condition(Condition(iso=800.0)))
    text = page(build((raw,), columns_of([(None, plain), (None, one)]), REGIONS[1:], Engine()))
    assert "ISO 100 (profile&#x27;s default)" in text
    assert "1000 lx" not in text
    apart = page(build((raw,), columns_of([(None, one), (None, other)]), REGIONS[1:], Engine()))
    assert "default)" not in apart  # each its own: no one condition stands for both


def test_a_condition_that_is_given_stands_before_the_files_and_says_so(raws: tuple[Path, ...]) -> None:
    """The raws' ISO is 200 and 800: both are read at 400, between the knots, and nothing else is said otherwise."""
    table, given = Tabled((("iso", (200.0, 800.0)),), (1.0, 0.2)), Condition(iso=400.0, lux=20.0)
    plain = Profile.default()
    columns = columns_of(
        [(None, plain), (None, Profile("Tabled", "", Tuning.of(plain.recipe, {"sharpen.amount": table})))]
    )
    made = build(raws, columns, REGIONS[1:], Engine(), given=given)
    assert [row.cells[1].recipe.value("sharpen.amount") for row in made.rows] == [pytest.approx(0.6)] * 2
    text = page(made)
    for iso in (200, 800):
        assert f" · ISO 400 (given; the file says ISO {iso}) · " in text
    assert text.count("20 lx (given)") == 2  # neither file tells its aperture
    assert text.count("(given") == 4
    assert f"{of_file(made.rows[0].facts).cct:.0f} K · " in text
    own = page(build(raws, columns, REGIONS[1:], Engine()))
    assert "given" not in own
    read = as_csv(report.table_columns(made), list(report.table(made))).decode()
    rows = list(csv.DictReader(io.StringIO(read, newline="")))
    assert {(row["given_iso"], row["given_lux"], row.get("given_cct")) for row in rows} == {("400", "20", None)}
    assert report.table_columns(build(raws[:1], columns[:1], REGIONS[1:], Engine())) == report.TABLE


def test_without_regions_the_middle_and_alone_no_figures(raws: tuple[Path, ...]) -> None:
    alone = build(raws[:1], columns_of([(None, Profile.default())]), (), Engine())
    assert alone.rows[0].regions == (Rect(0, 0, WIDTH, HEIGHT),)
    text = page(alone)
    assert "Figures against" not in text
    assert "Wipe with" not in text


def test_what_cannot_be_shown(raws: tuple[Path, ...], tmp_path: Path) -> None:
    columns = columns_of(profiles())
    with pytest.raises(ReportError, match=r"does not lie inside a\.dng, which has 61 x 43"):
        build(raws, columns, (Rect(50, 0, 20, 20),), Engine())
    told: list[str] = []
    write_dng(tmp_path / "tiny.dng", noisy_mosaic(40, 24), facts(40, 24, calibrations=(Calibration(6504.0, MATRIX),)))
    for last, fault, words in [
        (tmp_path / "tiny.dng", ReportError, r"inside tiny\.dng, which has 40 x 24"),
        (tmp_path / "gone.dng", FileError, "no such file"),
    ]:
        with pytest.raises(fault, match=words):  # before anything is rendered
            build((*raws, last), columns, REGIONS, Engine(), lambda n, total, name: told.append(name))
    assert told == []
    with pytest.raises(ReportError, match="more than a page can hold"):
        build(raws, columns, (Rect(0, 0, 9999, 9999),), Engine())


BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def in_browser(page: Path, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """What a browser makes of a page, as text."""
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={folder / 'user'}", "--dump-dom", f"file://{page}"]
    return subprocess.run(command, capture_output=True, timeout=300, check=False)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed to open the page with")
def test_a_browser_opens_it_and_wipes(wall: Wall, tmp_path: Path) -> None:
    """The script runs under the page's own policy: crops are one to one, and a wipe shows the reference."""
    probe = """<script>addEventListener("load", () => {
    const seen = document.querySelectorAll(".crop")[2];
    wipe(seen, 10);
    const before = seen.querySelector(".before"), first = document.querySelector(".crop img");
    document.body.dataset.probe = JSON.stringify([
      [...document.images].every(i => i.complete && i.naturalWidth > 0), seen.style.getPropertyValue("--edge"),
      before.src === first.src, first.getBoundingClientRect().width * devicePixelRatio]);
    });</script></body>"""
    (tmp_path / "plain.html").write_text("<body data-ready='yes'></body>", "utf-8")
    ran = in_browser(tmp_path / "plain.html", tmp_path)
    if b"data-ready" not in ran.stdout:
        pytest.skip(f"this Chromium opens no page here, not even a plain one: {ran.stderr[-300:]!r}")
    (tmp_path / "page.html").write_text(page(wall).replace("</body>", probe), "utf-8")
    ran = in_browser(tmp_path / "page.html", tmp_path)
    dom = ran.stdout.decode("utf-8", "replace")
    assert f'data-ready="{2 * 2 * 3}"' in dom, ran.stderr.decode("utf-8", "replace")[-2000:]
    assert 'data-probe="[true,&quot;10px&quot;,true,30]"' in dom
