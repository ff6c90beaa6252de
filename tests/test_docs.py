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
    extra = project["optional-dependencies"]["bench"]
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
