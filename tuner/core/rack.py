"""The rack: all stages in line order, checked when it is built.

A stage states which one it follows (`after`) and, where another wants the same place, which one it precedes
(`before`). The order these statements leave must be unique: an undecided, doubled or missing registration raises at
import, never at the user.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from tuner.core.domain import Domain
from tuner.core.param import ParamError, nearest
from tuner.core.stage import Stage


class RackError(RuntimeError):
    """The declarations do not make one line; the message names the stages."""


class Rack:
    """Stages in the order of the line.

    Parameters
    ----------
    stages : the declarations in any order

    Raises
    ------
    RackError : doubled names, unknown neighbours, a cycle, an order that is not unique, domains that do not meet
    """

    def __init__(self, stages: Iterable[Stage]) -> None:
        found = list(stages)
        self._by_name = {stage.name: stage for stage in found}
        if len(self._by_name) != len(found):
            doubled = sorted({s.name for s in found if sum(t.name == s.name for t in found) > 1})
            raise RackError(f"registered twice: {', '.join(doubled)}")
        self.stages = tuple(_sorted(found))
        for other in ("colour", "none"):
            _check_domains(tuple(stage for stage in self.stages if stage.filters != other))
        self.names = tuple(stage.name for stage in self.stages)

    def __iter__(self) -> Iterator[Stage]:
        return iter(self.stages)

    def __len__(self) -> int:
        return len(self.stages)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def __getitem__(self, name: str) -> Stage:
        """The stage of that name.

        Raises
        ------
        ParamError : one sentence with the nearest known name
        """
        if name not in self._by_name:
            raise ParamError(f"'{name}' is not a known stage{nearest(name, self._by_name)}")
        return self._by_name[name]

    def split(self, path: str) -> tuple[Stage, str]:
        """'sharpen.amount' as the stage and the parameter's name ('enabled' included).

        Raises
        ------
        ParamError : no such stage or parameter
        """
        name, dot, param = path.partition(".")
        stage = self[name]
        known = [*stage.params.model_fields, "enabled"]
        if not dot or param not in known:
            raise ParamError(f"'{path}' is not a known parameter; write stage.parameter{nearest(param, known)}")
        return stage, param


def _sorted(stages: list[Stage]) -> list[Stage]:
    names = {stage.name for stage in stages}
    follows: dict[str, set[str]] = {name: set() for name in names}
    for stage in stages:
        for neighbour in (stage.after, stage.before):
            if neighbour is not None and neighbour not in names:
                raise RackError(f"{stage.name} names '{neighbour}', which is not a stage")
        if stage.after:
            follows[stage.name].add(stage.after)
        if stage.before:
            follows[stage.before].add(stage.name)
    line: list[Stage] = []
    by_name = {stage.name: stage for stage in stages}
    while len(line) < len(stages):
        done = {stage.name for stage in line}
        free = sorted(name for name in names - done if follows[name] <= done)
        if len(free) != 1:
            what = "a circle among " + ", ".join(sorted(names - done)) if not free else "undecided: " + ", ".join(free)
            raise RackError(f"the order of the line is not unique; {what}")
        line.append(by_name[free[0]])
    return line


def _check_domains(line: tuple[Stage, ...]) -> None:
    if line and line[0].reads is not Domain.SENSOR:
        raise RackError(f"{line[0].name} stands first and must read {Domain.SENSOR}, not {line[0].reads}")
    for left, right in pairwise(line):
        if left.writes is not right.reads:
            raise RackError(f"{left.name} writes {left.writes}, but {right.name} behind it reads {right.reads}")
