"""The documents are kept true."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from scripts.make_docs import KEYS, PAGE, keys_page, page

ROOT = Path(__file__).resolve().parents[1]


def test_the_stages_page_is_what_the_declarations_say() -> None:
    """If this fails: `python scripts/make_docs.py`."""
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_page_of_keys_is_what_the_table_of_actions_says() -> None:
    """If this fails: `python scripts/make_docs.py`."""
    assert KEYS.read_text(encoding="utf-8") == keys_page()


def test_every_dependency_has_its_line() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=;\[ ]", line)[0] for line in wanted}
    table = (ROOT / "docs" / "dependencies.md").read_text()
    assert not [name for name in names if f"| {name} |" not in table]


IMPORTED_AS = {
    "opencv-python-headless": "cv2",
    "pillow": "PIL",
    "colour-science": "colour",
    "pyside6-essentials": "PySide6",
    "pywavelets": "pywt",
    "scikit-image": "skimage",
}


def test_what_is_installed_is_what_is_imported() -> None:
    """No dependency that nothing uses, none that is used without being named."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extra = [line for name, lines in project["optional-dependencies"].items() if name != "dev" for line in lines]
    names = {re.split(r"[<>=;\[ ]", line)[0].lower() for line in [*project["dependencies"], *extra]}
    named = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in names}
    text = "\n".join(p.read_text(encoding="utf-8") for p in (ROOT / "tuner").rglob("*.py"))
    used = (
        set(re.findall(r"^\s*(?:import|from(?= [\w.]+ import)) (\w+)", text, re.M))
        - set(sys.stdlib_module_names)
        - {"tuner", "llvmlite"}
    )
    assert used == named


def test_pins_are_names_and_versions_only() -> None:
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9.-]*==[0-9][0-9A-Za-z.]*", line), line


def test_relative_links_lead_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"


def test_every_room_of_the_picture_exists() -> None:
    """ARCHITECTURE.md names each room; each room has a package."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {p.name for p in (ROOT / "tuner").iterdir() if (p / "__init__.py").exists()}
    assert rooms == set(re.findall(r"^tuner/(\w+)/", text, re.M))


def test_no_file_is_longer_than_a_reader_can_hold() -> None:
    long = {
        str(p.relative_to(ROOT)): n for p in ROOT.glob("t[eu]*/**/*.py") if (n := len(p.read_text().splitlines())) > 300
    }
    assert not long


MOST_BYTES = 2_000_000  # of the pictures in the documents


def test_every_picture_of_the_documents_is_there_is_used_and_can_be_made_anew() -> None:
    """If this fails: `python scripts/make_tour.py`, and name the picture in docs/tour.md."""
    pictures = {path.name for path in (ROOT / "docs" / "images").iterdir()}
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    linked = {(page, link) for page in pages for link in re.findall(r"\]\(([\w/]+\.\w+)\)", page.read_text())}
    assert not [link for page, link in linked if not (page.parent / link).is_file()]
    assert pictures == {Path(link).name for page, link in linked if "images/" in link}
    made = re.findall(r'^    "(\w+)": \(|, "(\w+)": \(', (ROOT / "scripts" / "make_tour.py").read_text(), re.M)
    of_the_window = {name for name in pictures if name.endswith(".jpg")}  # a page in a browser is a PNG
    assert of_the_window == {f"{a or b}.jpg" for a, b in made}
    assert sum((ROOT / "docs" / "images" / name).stat().st_size for name in pictures) < MOST_BYTES


def test_the_tour_names_keys_that_there_are() -> None:
    from tuner.gui.actions import ACTIONS

    known = {key for action in ACTIONS for key in (action.shortcut, *action.also)}
    tour = (ROOT / "docs" / "tour.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:Ctrl\+|Shift\+|Alt\+)*(?:F\d+|[^`\w]|[A-Z\d]))`", tour))
    assert named - known - {"…"} == set()
    assert len(named) > 25
