"""Gather the texts of the window and compile their translations: `python scripts/make_i18n.py`.

Writes resources/i18n/tuner_LANGUAGE.ts (Qt Linguist's format: open it there, or edit it) and the .qm the window loads.
What was translated stays, new texts are marked unfinished, texts that are no longer used go. A test holds both files
against the sources.
"""

import ast
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

FOLDER = ROOT / "resources" / "i18n"
TARGETS = ("fi", "zh_CN")
Texts = dict[tuple[str, str], str]
"""(context, English) -> translation, '' where there is none yet."""


def wanted() -> list[tuple[str, str]]:
    """(context, English) of every text, in a fixed order, none twice."""
    return list(dict.fromkeys([*_of_tables(), *_of_calls()]))


def _of_calls() -> Iterator[tuple[str, str]]:
    """Literals handed to tr(context, text) and say(text) in the window's room."""
    for path in sorted((ROOT / "tuner" / "gui").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("tr", "say"):
                words = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                if len(words) == len(node.args):
                    yield ("messages", words[0]) if node.func.id == "say" else (words[0], words[1])


def _of_tables() -> Iterator[tuple[str, str]]:
    """Texts that are looked up where they are shown: actions, stages, parameters, solvers."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication, QLabel

    from tuner.app.sweep import METRICS
    from tuner.app.tabling import LABELS
    from tuner.core.condition import AXES
    from tuner.core.param import params_of
    from tuner.gui import (
        dialogs,
        favourites,
        heading,
        lab_dialog,
        language,
        overlays_bar,
        overlays_masks,
        paste,
        paste_dialog,
        preferences,
        regions_view,
        scopes,
        sentences,
        sweep_axis,
        sweep_dialog,
        table,
        wording,
    )
    from tuner.gui.actions import ACTIONS, GESTURES, GROUPS
    from tuner.gui.bottom import StatusLine
    from tuner.gui.labels import label_text
    from tuner.gui.under_condition import SHOWN
    from tuner.measure.solvers import SOLVERS
    from tuner.stages import RACK

    yield from (("actions", a.title) for a in ACTIONS)
    yield from (("groups", group) for group in (*GROUPS, "In the panes"))
    yield from (("gestures", text) for pair in GESTURES for text in pair)
    for stage in RACK:
        yield "stages", stage.title
        for param in params_of(stage.params):
            own = (stage.name, label_text(param)) in language.OF_THEIR_OWN
            yield f"parameters {stage.name}" if own else "parameters", label_text(param)
            yield from (("choices", word.replace("_", " ")) for word in param.choices)
    yield from (("solvers", solver.title) for solver in SOLVERS)
    yield from (("history", pattern) for pattern in ("Start", paste.PASTED, *wording.PREFIXES.values(), *LABELS))
    yield from (("window", text) for text in (*dialogs.ANSWERS, *(axis.title for axis in AXES.values())))
    yield from (("under", text) for text in SHOWN)
    yield from (("groups", text) for pair in (*heading.GROUPS.values(), favourites.HEADING) for text in pair)
    yield from (("editors", axis) for stage in RACK for param in params_of(stage.params) for axis in param.axes)
    kinds = ";;".join(
        (dialogs.OPEN_KINDS, dialogs.ICC_KINDS, dialogs.PROFILE_KINDS, table.CSV_KINDS, *dialogs.PICTURE_KINDS)
    )
    yield from (("kinds", kind.split(" (")[0]) for kind in kinds.split(";;"))
    yield from (("settings", name) for name in preferences.NAMES)
    yield from (("sweep", title) for title, _ in (*METRICS.values(), *sweep_dialog.CROPS))
    yield from (("sentences", pattern) for pattern in sentences.PATTERNS)
    yield from (
        ("dock", text) for text in (*scopes.TITLES.values(), *regions_view.COLUMNS, *overlays_bar.SWITCHES.values())
    )
    yield from (("dock", text) for legend in overlays_masks.LEGEND.values() for _, text in legend)
    yield from (("sweep", text) for text, _ in (*METRICS.values(), *sweep_dialog.CROPS))
    yield "sweep", sweep_axis.NONE
    yield from (("lab", lab_dialog.option_title(name)) for group in lab_dialog.GROUPS for name in group)
    yield from (("paste", text) for text in paste_dialog.COLUMNS)
    app = QApplication.instance() or QApplication([])
    line = StatusLine()
    yield from (("window", label.accessibleName()) for label in line.findChildren(QLabel))
    line.deleteLater()
    del app


def catalogue(language: str) -> Path:
    """The translators' file of a language."""
    return FOLDER / f"tuner_{language}.ts"


def known(language: str) -> Texts:
    """What a catalogue holds."""
    found: Texts = {}
    if catalogue(language).exists():
        for context in ET.parse(catalogue(language)).getroot().iter("context"):
            name = context.findtext("name") or ""
            for message in context.iter("message"):
                found[name, message.findtext("source") or ""] = message.findtext("translation") or ""
    return found


def text_of(language: str, texts: Texts) -> str:
    """A catalogue's file."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    for name in dict.fromkeys(context for context, _ in texts):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for (where, source), translation in texts.items():
            if where == name:
                message = ET.SubElement(context, "message")
                ET.SubElement(message, "source").text = source
                made = ET.SubElement(message, "translation")
                made.text = translation
                if not translation:
                    made.set("type", "unfinished")
    ET.indent(root, "    ")
    return '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n' + ET.tostring(root, encoding="unicode") + "\n"


def compiled(source: Path) -> bytes:
    """What Qt's own compiler makes of a catalogue."""
    import PySide6

    tool = Path(PySide6.__file__).parent / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "made.qm"
        subprocess.run([str(tool), "-silent", str(source), "-qm", str(out)], check=True)
        return out.read_bytes()


def main() -> int:
    """Bring every catalogue up to date; says what still has no translation."""
    texts, missing = wanted(), 0
    for language in TARGETS:
        have = known(language)
        path = catalogue(language)
        path.write_text(text_of(language, {key: have.get(key, "") for key in texts}), encoding="utf-8")
        path.with_suffix(".qm").write_bytes(compiled(path))
        for context, source in texts:
            if not have.get((context, source)):
                missing += 1
                print(f"{language}: no translation of {context}: {source}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
