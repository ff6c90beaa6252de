"""Write docs/stages.md from the declarations: `python scripts/make_docs.py`. A test holds the page against them."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tuner.core.param import Param, params_of
from tuner.stages import RACK

PAGE = Path(__file__).resolve().parents[1] / "docs" / "stages.md"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


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


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
