"""How a parameter is called, and what is told about it."""

from __future__ import annotations

import html
import re

from PySide6.QtWidgets import QLabel

from tuner.core.param import Param, limit
from tuner.core.stage import Stage
from tuner.gui import theme
from tuner.gui.language import param_title


def label_text(param: Param) -> str:
    """The parameter's title with its unit's own spelling: 'Baseline ev' in EV reads 'Baseline EV'."""
    if param.unit == "1":
        return param.title
    return re.sub(rf"\b{re.escape(param.unit)}\b", param.unit, param.title, flags=re.IGNORECASE)


def tip(param: Param) -> str:
    """Help, range, unit, default, as rich text so that it wraps."""
    facts = [param.expects[0].upper() + param.expects[1:]]
    if param.soft and param.soft != (param.minimum, param.maximum):
        facts.append(f"slider {limit(param.soft[0])} to {limit(param.soft[1])}")
    if param.kind in ("number", "integer"):
        facts.append(f"steps of {param.step:g}")
    if param.kind in ("number", "integer", "switch", "choice"):
        value = str(param.default).lower() if param.kind == "switch" else param.default
        facts.append(f"default {value:g}" if isinstance(value, float) else f"default {value}")
    if param.when:
        facts.append(f"counts while {param.when[0]} is {param.when[1]}")
    return f"<p>{html.escape(param.help)}</p><p>{html.escape('; '.join(facts))}.</p>"


def label_width(params: list[tuple[Stage, Param]]) -> int:
    """Room for the longest label, within reason: the same in every card, so that the sliders stand in one column."""
    metrics_of = QLabel()
    metrics_of.setFont(theme.font())
    names = [param_title(stage, label_text(p)) for stage, p in params if p.kind != "matrix"]
    widths = [metrics_of.fontMetrics().horizontalAdvance(name) + 2 for name in names]
    return min(max([64, *widths]), 118)
