"""The text of drivers: one loop over tiles for one list of kernels.

It is put together from registry names only and written into our private kernel cache, so that numba can cache what it
compiles; nothing of a user's file ever enters it.

Tiles are handed out in runs, one below another. What the kernels behind a run of pixel kernels read of the rows above
a tile was made for the tile above, and is still in its buffer: it is moved to the top, and the kernels before make the
rows below only. So a halo costs those nothing but at the top of a run and at the sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import lcm

from tuner.core import cut
from tuner.core.chain import Chain, Step
from tuner.core.domain import Domain
from tuner.core.jit import LazyKernel
from tuner.core.kept import joins, move_up, pass_on
from tuner.core.pack import pack8, word
from tuner.core.pixel import HEAD, PixelKernel, bound, loop, loop_to_words

_HEAD = """

@njit(**flags)
def drive(source, origin, target, tiles, runs, turn, at, margins, cancel, cycles, a, b, c, {plans}):
    while cancel[0] == 0:
        run = draw(turn)
        if run >= runs.shape[0] - 1:
            return True
        for i in range(runs[run], runs[run + 1]):
            if cancel[0] != 0:
                return False
            y, x, rows, columns = tiles[i, 0], tiles[i, 1], tiles[i, 2], tiles[i, 3]
{widths}
            t = ticks()
"""

_JOIN = """
            # rows that were made for the tile above, just before, reach into this one
            m{last} = margins[{last}, 1]
            above, old = 0, 0
            if i > runs[run] and joins(tiles[i - 1], tiles[i]):
                above, old = 2 * m{last} // {grain} * {grain}, tiles[i - 1, 2] + 2 * m{last}
            begin = y - m{last} + above
            fresh = y + rows + m{last} - begin
"""

_WIDTH = "            {name} = -(-({wanted}) // margins[{i}, {of}]) * margins[{i}, {of}]"

_LOAD = """
            m = margins[0, 0]{less}
            h, w = ({rows} + 2 * m) // {scale}, wide // {scale}
            start = b[: {planes} * h * w].reshape(({planes}, h, w))
            load(source, start, ({y} - m - origin[0]) // {scale}, (x - margins[0, 0] - origin[1]) // {scale})
"""

_BUFFER = """
            # {names}
            m = margins[{last}, 1]{less}
            h, w = ({rows} + 2 * m) // {scale}, w{last} // {scale}
            {out} = {buffer}[: {planes} * h * w].reshape(({planes}, h, w))
"""

_JOINED = """
            # {names}
            h = rows + 2 * m{last}
            {out} = c[: {planes} * h * w{last}].reshape(({planes}, h, w{last}))
            if above > 0:
                move_up(c[: {planes} * old * w{last}].reshape(({planes}, old, w{last})), {out}, above)
            g{first}({src}, {out}, above, {plans})
"""

_STEP = """            k{i}({src}, {out}, p{i}, ({y} - margins[{i}, 0]{more}) // {scale}, (x - margins[{i}, 0]) // {scale})
"""

_PASS_ON = """            pass_on({src}, {out}, {plane})
"""

_GROUP = """            g{first}({src}, {out}, {plans})
"""

_TIME = """            u = ticks()
            for n in range({first}, {end}):  # of stages that share a loop, the same share
                cycles[n] += (u - t) // {count}
            t = u
"""

_WANTED = """
            # the part of the tile that was asked for
            top, left = max(y, at[0]), max(x, at[1])
            bottom, right = min(y + rows, at[2]), min(x + columns, at[3])
            first = at[4] + (top - at[0]) * at[5] + (left - at[1]) * at[6]
"""

_PACK = """            put({src}, target, top - y, left - x, bottom - top, right - left, first, at[5], at[6])
"""

_WORDS = """            # {names}
            more = margins[{at}, 0] - margins[{at}, 1]
            sy, sx = top - y + margins[{first}, 0], left - x + margins[{first}, 0]
            g{first}({src}, {rest}, {more}, target, sy, sx, bottom - top, right - left, first, at[5], at[6], {plans})
"""

_STORE = """
            put({src}, target, (y - at[0]) // {scale}, (x - at[1]) // {scale}, columns // {scale})
"""

_TAIL = """
            cycles[{n}] += ticks() - t
    return False
"""


def groups_of(steps: Sequence[Step]) -> list[range]:
    """Runs of steps that share a loop: neighbouring pixel kernels; any other step is on its own."""
    groups: list[range] = []
    for i, step in enumerate(steps):
        joins = groups and isinstance(step.kernel, PixelKernel) and isinstance(steps[i - 1].kernel, PixelKernel)
        if joins:
            groups[-1] = range(groups[-1].start, i + 1)
        else:
            groups.append(range(i, i + 1))
    return groups


def text_of(chain: Chain, put: LazyKernel) -> str:
    """The driver's source."""
    return _Text(chain, put).whole()


class _Text:
    """A driver's source in the making."""

    def __init__(self, chain: Chain, put: LazyKernel) -> None:
        self.steps, self.put = chain.steps, put
        self.groups = groups_of(chain.steps)
        # the last stages and the packing of 4-byte pixels in one loop
        self.to_words = put is pack8 and isinstance(chain.steps[-1].kernel, PixelKernel)
        self.joined = self._joined()

    def whole(self) -> str:
        n = len(self.steps)
        plans = ", ".join(f"p{i}" for i in range(n))
        return (
            HEAD + self._kernels() + self._loops()
            + _HEAD.format(plans=plans, widths=_widths(n)) + self._join() + self._body() + _TAIL.format(n=n)
        )  # fmt: skip

    def _kernels(self) -> str:
        shared = {i for group in self._looped() for i in group}
        lines = []
        for i, step in enumerate(self.steps):
            lines.append(bound(f"k{i}", step.kernel, pixel=i in shared))
        others = {"put": self.put, "load": cut.load, "pass_on": pass_on, "word": word}
        others |= {"joins": joins, "move_up": move_up} if self.joined else {}
        return "".join(lines) + "".join(bound(name, kernel) for name, kernel in others.items())

    def _looped(self) -> list[range]:
        """The groups that get a loop of their own here."""
        ends = self.groups[-1] if self.to_words else None
        return [g for g in self.groups if len(g) > 1 or g is ends or g is self.joined]

    def _joined(self) -> range | None:
        """The last pixel kernels that are not the end: behind them tiles that lie below one another share rows."""
        pixels = [g for g in self.groups[:-1] if isinstance(self.steps[g.start].kernel, PixelKernel)]
        return pixels[-1] if pixels else None

    def _join(self) -> str:
        if self.joined is None:
            return ""
        stages = [step.stage for step in self.steps[: self.joined.stop]]
        grain = lcm(*(scale for s in stages for scale in (s.align * s.reads.scale, s.writes.scale)))
        return _JOIN.format(last=self.joined[-1], grain=grain)

    def _of(self, group: range) -> dict[str, str]:
        """Which rows a group of steps works on: the tile's, or before the join the fresh ones."""
        if self.joined is None or group.start > self.joined.start:
            return {"y": "y", "rows": "rows", "less": "", "more": ""}
        mine = f"m{self.joined[-1]}"
        return {"y": "begin", "rows": "fresh", "less": f" - {mine}", "more": f" + {mine}"}

    def _loops(self) -> str:
        text = ""
        for group in self._looped():
            named = [(f"k{i}", f"p{i}", k) for i in group if isinstance(k := self.steps[i].kernel, PixelKernel)]
            if self.to_words and group is self.groups[-1]:
                text += loop_to_words(f"g{group.start}", named, self._kept_before_last())
            else:
                text += loop(f"g{group.start}", named, below=group is self.joined)
        return text

    def _kept_before_last(self) -> tuple[int, ...]:
        """Planes that the last loop reads past the step before it, which leaves them as they are."""
        at = self.groups[-1].start - 1
        return self.steps[at].stage.keeps if self.to_words and at >= 0 else ()

    def _body(self) -> str:
        first = self.steps[0].stage.reads
        from_cut = first is not Domain.SENSOR
        rows = self._of(self.groups[0])
        text = _LOAD.format(scale=first.scale, planes=first.planes, **rows) if from_cut else ""
        src, before = "start" if from_cut else "source", ""
        for number, group in enumerate(self.groups):
            if self.to_words and group is self.groups[-1]:
                return text + _WANTED + self._last(group, src, before) + _time(group)
            text += self._group(group, src, f"s{number}", "ab"[number & 1]) + _time(group)
            src, before = f"s{number}", src
        if self.put is cut.store:
            return text + _STORE.format(src=src, scale=self.steps[-1].stage.writes.scale)
        return text + _WANTED + _PACK.format(src=src)

    def _group(self, group: range, src: str, out: str, buffer: str) -> str:
        last, rows = self.steps[group[-1]].stage, self._of(group)
        into = {"names": self._names(group), "last": group[-1], "out": out, "planes": last.writes.planes}
        if group is self.joined:
            return _JOINED.format(**into, first=group.start, src=src, plans=_plans(group))
        text = _BUFFER.format(**into, **rows, buffer=buffer, scale=last.writes.scale)
        if len(group) > 1:
            return text + _GROUP.format(first=group.start, src=src, out=out, plans=_plans(group))
        i = group.start
        text += _STEP.format(i=i, src=src, out=out, scale=last.reads.scale, **rows)
        kept = () if i == self.groups[-1].start - 1 and self._kept_before_last() else last.keeps
        return text + "".join(_PASS_ON.format(src=src, out=out, plane=plane) for plane in kept)

    def _last(self, group: range, src: str, before: str) -> str:
        kept = self._kept_before_last()
        at = group.start - 1 if kept else group.start
        rest, more = (before, "more") if kept else (src, "0")
        return _WORDS.format(
            names=self._names(group), at=at, first=group.start, src=src, rest=rest, more=more, plans=_plans(group)
        )

    def _names(self, group: range) -> str:
        return ", ".join(self.steps[i].stage.name for i in group)


def _plans(group: range) -> str:
    return ", ".join(f"p{i}" for i in group)


def _time(group: range) -> str:
    return _TIME.format(first=group.start, end=group.stop, count=len(group))


def _widths(steps: int) -> str:
    """What `core.widths` says, for the columns of a tile: of every target, and of the source of the first."""
    lines = [_WIDTH.format(name=f"w{steps - 1}", wanted=f"columns + 2 * margins[{steps - 1}, 1]", i=steps - 1, of=3)]
    for i in reversed(range(steps)):
        wanted = f"w{i} + 2 * (margins[{i}, 0] - margins[{i}, 1])"
        lines.append(_WIDTH.format(name=f"w{i - 1}" if i else "wide", wanted=wanted, i=i, of=2))
    return "\n".join(lines)
