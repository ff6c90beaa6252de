"""Write docs/stages.md and docs/keys.md from what is declared: `python scripts/make_docs.py`. A test holds them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tuner.core.param import Param, limit, params_of
from tuner.gui.actions import ACTIONS, GESTURES, GROUPS, RESERVED
from tuner.stages import RACK

PAGE = Path(__file__).resolve().parents[1] / "docs" / "stages.md"
KEYS = PAGE.with_name("keys.md")


def _number(value: float | None) -> str:
    return "" if value is None else limit(value)


def _row(param: Param) -> str:
    allowed = ", ".join(param.choices) or f"{_number(param.minimum)} to {_number(param.maximum)}"
    if param.kind == "switch":
        allowed = "true, false"
    default = param.default if param.kind in ("number", "integer", "choice", "switch") else "see the file"
    default = str(default).lower() if param.kind == "switch" else default
    unit = "" if param.unit == "1" else param.unit
    return f"| `{param.name}` | {param.kind} | {default} | {allowed} | {unit} | {param.help} |"


def page() -> str:
    """The page's text."""
    lines = [
        "# The stages",
        "",
        "Written by `scripts/make_docs.py` from the declarations in `tuner/stages/`; do not edit.",
        "",
    ]
    lines += [" · ".join(f"[{s.name}](#{s.name})" for s in RACK), ""]
    for stage in RACK:
        switch = "can be switched off" if stage.switchable else "always on"
        lines += [f"## {stage.name}", "", f"**{stage.title}** · {stage.reads} → {stage.writes} · {switch}", ""]
        lines += ["```text", stage.doc, "```", ""]
        if params_of(stage.params):
            lines += ["| parameter | kind | default | allowed | unit | help |", "|---|---|---|---|---|---|"]
            lines += [_row(p) for p in params_of(stage.params)]
            lines.append("")
    return "\n".join(lines)


_INTRODUCTION = """\
# Keys and languages

Written by `scripts/make_docs.py` from the table in `tuner/gui/actions.py`; do not edit.

Every action has a key. `Ctrl+K` finds an action by a few letters of its name, `?` shows all keys, and `Ctrl+Shift+K`
gives actions other keys: in force at once, remembered, and never one key for two actions. Keys that walk between
controls and turn them cannot be given away: {reserved}.

What counts while a key is held ends when the key is let go. Letters are typed where something is typed, and are keys
everywhere else. `Ctrl+Z` in a field of a number takes the last gesture back, unless something is being typed there.

## History

The list (`H`) holds every gesture with its old and new values. Undo and redo walk along one branch; an edit behind an
undo begins another, and the one that was left stays: click it, or walk through all states in the order they were made.

## Languages

Actions, titles and messages are in English, Finnish and Simplified Chinese; help texts are English. The language is the
system's, unless another is chosen in the preferences or with `tuner --language fi`. The translations are Qt Linguist's
files in `resources/i18n`; `python scripts/make_i18n.py` gathers new texts into them and compiles them.

The bundled font has no Chinese characters: they are drawn with a font of the system, such as fonts-noto-cjk. Where
there is none, the window is in English and says so.

The size of text and controls (100 to 200 %) is in the preferences too; `QT_SCALE_FACTOR`, where it is set, wins.
"""


def keys_page() -> str:
    """The text of the page of keys."""
    lines = _INTRODUCTION.format(reserved=", ".join(f"`{key}`" for key in RESERVED)).splitlines()
    for group in GROUPS:
        lines += ["", f"## {group}", "", "| key | action | |", "|---|---|---|"]
        for a in (a for a in ACTIONS if a.group == group):
            keys = " ".join(f"`{key}`" for key in (a.shortcut, *a.also)).replace("|", "\\|")
            lines.append(f"| {keys} | {a.title.rstrip('…')} | {a.tip} |")
    lines += ["", "## In the panes", "", "| hand or key | |", "|---|---|"]
    lines += [f"| {hand} | {what} |" for hand, what in GESTURES]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    KEYS.write_text(keys_page(), encoding="utf-8")
