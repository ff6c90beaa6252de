"""The bench's document as tables: for people on a terminal, and for `docs/performance.md`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

Rows = list[list[str]]


@dataclass(frozen=True)
class Bar:
    """A ratio's limit and its goal; `sense` says on which side of them it should lie."""

    meaning: str
    sense: Literal["<=", ">="]
    bar: float
    goal: float

    def verdict(self, value: float | None) -> str:
        """'goal', 'bar' or 'missed'; empty when it was not measured."""
        if value is None:
            return ""
        sign = 1 if self.sense == "<=" else -1
        return "goal" if sign * value <= sign * self.goal else "bar" if sign * value <= sign * self.bar else "missed"


BARS: dict[str, Bar] = {
    "classic_vs_opencv_ea": Bar("classic line / OpenCV edge-aware demosaic alone", "<=", 3.2, 1.9),
    "classic_vs_copy": Bar("classic line / memory copy", "<=", 13, 6),
    "rawpy_ahd_vs_classic": Bar("rawpy AHD / classic line", ">=", 20, 37),
    "everyday_vs_opencv_ea": Bar("everyday line / OpenCV edge-aware demosaic", "<=", 5, 3),
    "opencv_nlm_vs_nlm": Bar("OpenCV non-local means / ours", ">=", 3, 5),
    "scaling_24_vs_3": Bar("ms/MP at 24 MP / at 3 MP", "<=", 1.15, 1.0),
    "threads_2_vs_1": Bar("speed of two threads / of one", ">=", 1.6, 1.9),
}
LATENCY_BARS: dict[str, Bar] = {
    "last_four": Bar("slider to painted, p95 ms at fit: the last four stages", "<=", 33, 16),
    "everyday": Bar("slider to painted, p95 ms at fit: any everyday stage", "<=", 60, 25),
}


def sections(document: Mapping[str, Any]) -> list[tuple[str, Rows]]:
    """Title and rows (the first is the header) of each table there are figures for."""
    found = [("Ratios of medians", _ratios(document)), ("Whole lines", _lines(document))]
    found.append(("Yardsticks", [["yardstick", "ms/MP"], *_numbers(document["yardsticks"])]))
    found.append(("Each stage alone", _stages(document)))
    found.append(("Each choice, in the everyday line", _choices(document)))
    found.append(("Sizes, everyday line", [["MP", "ms/MP"], *_numbers(document["scaling"])]))
    found.append(("Threads, everyday line", [["threads", "ms/MP"], *_numbers(document["threads"])]))
    for key, where in (("latency_ms", "at fit"), ("latency_ms_one_to_one", "at 1:1")):
        if key in document:
            found.append((f"Slider to painted {where}", _latency(document[key])))
    if "start_up" in document:
        found.append(("Start-up, from the start of the process", [["what", "ms"], *_numbers(document["start_up"], 0)]))
    return found


def text(document: Mapping[str, Any]) -> str:
    """The tables for a terminal."""
    parts = [_where(document)]
    for title, rows in sections(document):
        widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
        lines = ("  ".join(_aligned(row, widths)).rstrip() for row in rows)
        parts.append("\n".join([title, *(f"  {line}" for line in lines)]))
    return "\n\n".join(parts)


def markdown(document: Mapping[str, Any]) -> str:
    """The tables as Markdown, for `docs/performance.md`."""
    parts = [_where(document)]
    for title, rows in sections(document):
        rule = ["---", *("---:" for _ in rows[0][1:])]
        lines = ["| " + " | ".join(row) + " |" for row in [rows[0], rule, *rows[1:]]]
        parts.append("\n".join([f"### {title}", "", *lines]))
    return "\n\n".join(parts) + "\n"


def _where(document: Mapping[str, Any]) -> str:
    machine, options = document["machine"], document["options"]
    packages = ", ".join(f"{name} {number}" for name, number in document["versions"].items() if number)
    load = f", load {machine['load']:.1f}" if machine["load"] is not None else ""
    return (
        f"{machine['name']}: {machine['cpu']}, {machine['processors']} processors, {machine['system']}{load}; {packages}. "
        f"{options['megapixels']:.1f} MP, {options['threads']} threads, {options['rounds']} rounds, medians."
    )


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *rest = zip(row, widths, strict=True)
    return [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]


def _number(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _numbers(table: Mapping[str, float | None], digits: int = 2) -> Rows:
    return [[name, _number(value, digits)] for name, value in table.items()]


def _ratios(document: Mapping[str, Any]) -> Rows:
    rows = [["ratio", "measured", "bar", "goal", "reached"]]
    measured = [(bar, document["ratios"][name]) for name, bar in BARS.items()]
    worst = document.get("latency_worst_p95_ms", {})
    measured += [(bar, worst[name]) for name, bar in LATENCY_BARS.items() if name in worst]
    for bar, value in measured:
        limits = [f"{bar.sense} {limit:g}" for limit in (bar.bar, bar.goal)]
        rows.append([bar.meaning, _number(value), *limits, bar.verdict(value)])
    return rows


def _lines(document: Mapping[str, Any]) -> Rows:
    rows = [["line", "ms/MP", "median ms", "min", "max", "stages"]]
    for name, cost in document["line"].items():
        if name in document["line_missing"]:
            rows.append([name, "–", "", "", "", document["line_missing"][name]])
            continue
        spread = [_number(document["line_ms"][name][key], 1) for key in ("median", "min", "max")]
        idle = f" (idle: {', '.join(document['line_idle'][name])})" if document["line_idle"][name] else ""
        rows.append([name, _number(cost), *spread, f"{len(document['line_stages'][name])}{idle}"])
    return rows


def _stages(document: Mapping[str, Any]) -> Rows:
    rows = [["stage", "thread ms/MP", "in line"]]
    return rows + [[name, _number(found["ms_per_mp"], 3), found["line"]] for name, found in document["stages"].items()]


def _choices(document: Mapping[str, Any]) -> Rows:
    rows = [["choice", "thread ms/MP", "line ms/MP"]]
    for name, found in document["choices"].items():
        rows.append([name, _number(found["ms_per_mp"]), _number(found["line_ms_per_mp"])])
    return rows


def _latency(table: Mapping[str, Mapping[str, float]]) -> Rows:
    rows = [["stage", "p50 ms", "p95 ms", "max ms"]]
    return rows + [[name, *(_number(found[key], 1) for key in ("p50", "p95", "max"))] for name, found in table.items()]
